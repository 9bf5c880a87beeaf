"""The difference of two plans in words: what it sums up to, and each line by name."""

from __future__ import annotations

from datetime import date

import pytest

from overblik.documents.plan_changes import ChangesSaid, changes_said
from overblik.domain.case import Case
from overblik.domain.conference import Examination
from overblik.domain.plan import PlanItem, from_offer
from overblik.domain.plan_difference import PlanDifference
from overblik.knowledge import library
from overblik.language import Language
from tests.domain.patients import patient, text

DAY, LATER = date(2027, 1, 15), date(2027, 3, 1)
MODEL, CATALOGUE = library().model, library().catalogue

CASE = patient(
    investigations=[
        {"service": "echo", "date": "2025-03-02", "where": text("Et tredje sted")},
        {
            "service": "echo",
            "date": "2026-07-14",
            "where": {"da": "andet sygehus", "en": "another hospital"},
        },
    ],
    teaching={
        "decision": text("En beslutning."),
        "trap": text("En fælde."),
        "plan": [
            {
                "id": "rehab",
                "text": {"da": "Hjerterehabilitering", "en": "Cardiac rehabilitation"},
                "owner": "municipality",
            }
        ],
    },
)

REHAB = PlanItem(id="case-rehab", suggestion="rehab", owner="municipality", due=DAY)
WALK = PlanItem(id="x1", text="Gåtur", owner="patient")
EMPTY_LINE = PlanItem(id="x2", text="")
OFFER = from_offer(MODEL.offers[0], DAY)
OLD_WALK = WALK.model_copy(update={"text": "Løbetur"})
NOTHING = WALK.model_copy(update={"if_nothing": "Ring"})
STANDING = from_offer(next(one for one in MODEL.offers if one.standing), DAY)
STANDING_SAID = next(one.text.da for one in MODEL.offers if one.standing)


def said(diff: PlanDifference, language: Language = "da", case: Case = CASE) -> ChangesSaid:
    return changes_said(diff, case, MODEL, CATALOGUE, language)


def cancelled(*services: str) -> PlanDifference:
    return PlanDifference(
        saved=tuple(Examination(service=one, verdict="cancel", why="Gjort") for one in services)
    )


VISIT = next(one.key for one in CATALOGUE.services.values() if one.saves == "visit")
BLOOD = next(one.key for one in CATALOGUE.services.values() if one.saves == "blood")
NAMES = {key: CATALOGUE.services[key].name.da for key in (VISIT, BLOOD, "ecg")}


@pytest.mark.parametrize(
    ("diff", "summary", "groups"),
    [
        (PlanDifference(), "ingen forskel", {}),
        (
            PlanDifference(new=(REHAB,)),
            "1 ny",
            {"Nye": ("Hjerterehabilitering (kommunen, 15. jan. 2027)",)},
        ),
        (
            PlanDifference(new=(WALK, EMPTY_LINE)),
            "2 nye",
            {"Nye": ("Gåtur (patienten selv)", "punkt uden tekst")},
        ),
        (
            PlanDifference(ended=(WALK, REHAB)),
            "2 sluttet",
            {"Sluttet": ("Gåtur", "Hjerterehabilitering")},
        ),
        (
            PlanDifference(ended=(WALK,), left_behind=(WALK, REHAB)),
            "1 sluttet, 2 kun på den tidligere dag",
            {
                "Sluttet": ("Gåtur",),
                "Kun på den tidligere dag": (
                    "Gåtur (patienten selv)",
                    "Hjerterehabilitering (kommunen, 15. jan. 2027)",
                ),
            },
        ),
        (PlanDifference(done=((WALK, LATER),)), "1 udført", {"Udført": ("Gåtur (1. mar. 2027)",)}),
        (
            PlanDifference(moved=((WALK, "relative", "gp"), (REHAB, "municipality", None))),
            "2 ansvar flyttet",
            {
                "Ansvar flyttet": (
                    "Gåtur: fra en pårørende til egen læge",
                    "Hjerterehabilitering: fra kommunen til ingen",
                )
            },
        ),
        (
            PlanDifference(dated=((WALK, DAY, LATER),)),
            "1 dato flyttet",
            {"Ny dato": ("Gåtur: fra 15. jan. 2027 til 1. mar. 2027",)},
        ),
        (
            PlanDifference(dated=((WALK, DAY, None), (REHAB, None, LATER))),
            "2 datoer flyttet",
            {
                "Ny dato": (
                    "Gåtur: fra 15. jan. 2027 til ingen dato",
                    "Hjerterehabilitering: fra ingen dato til 1. mar. 2027",
                )
            },
        ),
        (
            PlanDifference(receivers=((WALK, None, "gp"),)),
            "1 rettet",
            {"Rettet": ("Gåtur: svar går nu til egen læge",)},
        ),
        (
            PlanDifference(reworded=((WALK, OLD_WALK),), receivers=((WALK, "gp", None),)),
            "1 rettet",
            {"Rettet": ("»Løbetur« er nu »Gåtur«; svar går nu til ingen",)},
        ),
        (
            PlanDifference(reworded=((WALK, NOTHING),)),
            "1 rettet",
            {"Rettet": ("Gåtur: hvis intet er sket, nu: intet",)},
        ),
        (
            PlanDifference(follow_ups=((WALK, DAY, LATER),)),
            "1 dato flyttet",
            {"Ny dato": ("Gåtur: opfølgning på medicin fra 15. jan. 2027 til 1. mar. 2027",)},
        ),
        (
            PlanDifference(meetings=((WALK, "visit", None),)),
            "1 anden mødeform",
            {"Anden mødeform": ("Gåtur: fra fremmøde til intet møde",)},
        ),
        (
            PlanDifference(ended=(WALK, REHAB, STANDING), undone=(REHAB, STANDING)),
            "3 sluttet",
            {
                "Sluttet": ("Gåtur", STANDING_SAID),
                "Sluttet uden at være gjort": ("Hjerterehabilitering (uden grund)",),
            },
        ),
        (
            PlanDifference(at_risk=(WALK,)),
            "1 punkt hviler på en, der er syg",
            {"Hviler på en, der er syg": ("Gåtur (patienten selv)",)},
        ),
        (
            PlanDifference(tracks=(2, 1)),
            "2 spor samlet til 1",
            {"Ambulante spor": ("2 spor samlet til 1",)},
        ),
        (
            PlanDifference(tracks=(1, 3)),
            "fra 1 til 3 spor",
            {"Ambulante spor": ("fra 1 til 3 spor",)},
        ),
        (PlanDifference(tracks=(2, 0)), "2 spor sluttet", {"Ambulante spor": ("2 spor sluttet",)}),
        (
            PlanDifference(responsible=(None, "gp")),
            "behandlingsansvaret er flyttet",
            {"Behandlingsansvaret": ("Fra ingen til egen læge",)},
        ),
        (
            cancelled("echo"),
            "1 dobbelt undersøgelse sparet",
            {
                "Sparet for patienten": (
                    "1 dobbelt undersøgelse sparet: "
                    "Ekkokardiografi (gjort 14. jul. 2026, andet sygehus)",
                )
            },
        ),
        (
            cancelled("ecg"),
            "1 irrelevant udredning sparet",
            {"Sparet for patienten": (f"1 irrelevant udredning sparet: {NAMES['ecg']}",)},
        ),
        (
            cancelled(VISIT, BLOOD),
            "1 dobbeltbesøg sparet, 1 dobbelt blodprøvetagning sparet",
            {
                "Sparet for patienten": (
                    f"1 dobbeltbesøg sparet: {NAMES[VISIT]}",
                    f"1 dobbelt blodprøvetagning sparet: {NAMES[BLOOD]}",
                )
            },
        ),
        (
            cancelled("gone-from-the-catalogue"),
            "1 irrelevant udredning sparet",
            {"Sparet for patienten": ("1 irrelevant udredning sparet: gone-from-the-catalogue",)},
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_each_difference_in_words(
    diff: PlanDifference, summary: str, groups: dict[str, tuple[str, ...]]
):
    assert said(diff) == ChangesSaid(summary, tuple(groups.items()))


def test_why_a_line_ended_without_being_done():
    diff = PlanDifference(ended=(WALK, REHAB), undone=(WALK, REHAB))
    (group,) = changes_said(diff, CASE, MODEL, CATALOGUE, "da", {"x1": "Rejste"}).groups
    assert group == (
        "Sluttet uden at være gjort",
        ("Gåtur (Rejste)", "Hjerterehabilitering (uden grund)"),
    )


def test_the_line_of_the_seed():
    diff = PlanDifference(
        new=(REHAB, WALK, OFFER),
        ended=(WALK, REHAB),
        moved=((WALK, "relative", "nurse"),),
        saved=cancelled("echo").saved,
    )
    summary = "3 nye, 2 sluttet, 1 ansvar flyttet, 1 dobbelt undersøgelse sparet"
    assert said(diff).summary == summary
    lines = dict(said(diff).groups)["Nye"]
    assert any(one.startswith("Hjerterehabilitering") for one in lines), "named, not counted"
    assert any(one.startswith(MODEL.offers[0].text.da) for one in lines)


def test_there_is_no_nothing_in_it():
    """What there is none of is not told: »0 nye« says nothing."""
    for one in (PlanDifference(new=(WALK,)), cancelled("echo"), PlanDifference(tracks=(2, 1))):
        assert "0" not in said(one).summary
        assert all(lines for _, lines in said(one).groups)


def test_in_english_the_lines_are_in_english():
    lines = dict(said(PlanDifference(new=(REHAB,)), "en").groups)
    assert [*lines.values()] == [("Cardiac rehabilitation (the municipality, 15 Jan 2027)",)]
    moved = said(PlanDifference(moved=((WALK, "nurse", "gp"),)), "en")
    assert "GP" in moved.groups[0][1][0], "an abbreviation is not made small"
