"""The years the cases tell: where each lands after what happens, under the model's own reading.

The axes go up and come down again because the facts do; nothing in a story names a tier.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import Level, Tier
from overblik.domain.case import Case
from overblik.domain.event import EVENT_KINDS, LAST_YEAR, START
from overblik.domain.leaks import said
from overblik.domain.story import Expected
from overblik.domain.year import step_named, steps, unfolded
from overblik.knowledge import library

KNOWN = library()
CASES = KNOWN.cases
WHOLE_YEARS = ("C04", "C07", "C08", "C09")
EVERY = [
    (case, variant)
    for case in CASES.values()
    for variant in ([one.id for one in case.variants] or [None])
]


class Row(NamedTuple):
    """Where a case stands once an event has happened."""

    case: str
    event: str
    biomedical: Level
    psychosocial: Level
    tier: Tier
    reason: str


YEARS = (
    Row("C04", LAST_YEAR, "low", "low", "low", "one disease, one medicine, one track"),
    Row("C04", START, "moderate", "low", "moderate", "a second track and six medicines"),
    Row("C04", "ldl-svar", "moderate", "low", "moderate", "a result alone moves nothing"),
    Row("C04", "angst-og-ordrer", "moderate", "moderate", "moderate", "HADS-A 13 and lost orders"),
    Row("C04", "udskrivningsbrev", "moderate", "moderate", "moderate", "a letter moves nothing"),
    Row("C04", "rygestop-udeblev", "moderate", "moderate", "moderate", "nor does a missed visit"),
    Row("C04", "ekko-svar", "moderate", "moderate", "moderate", "EF 50 %, still two tracks"),
    Row("C04", "spor-samlet", "low", "moderate", "moderate", "two tracks became one"),
    Row("C04", "angst-lettet", "low", "moderate", "moderate", "money and smoking are left"),
    Row("C04", "paa-stigen", "low", "low", "low", "the orders are back"),
    Row("C04", "ticagrelor-stop", "low", "low", "low", "five medicines are still five"),
    Row("C04", "aarligt-overblik", "low", "low", "low", "down again"),
    Row("C07", START, "high", "moderate", "moderate", "moderate by the word »eller«"),
    Row("C07", "ekko-andet-sted", "high", "moderate", "moderate", "a result alone moves nothing"),
    Row("C07", "to-er-stoppet", "high", "moderate", "moderate", "the kidneys are as they were"),
    Row("C07", "dobbelt-ekko", "high", "moderate", "moderate", "a plan is no finding"),
    Row("C07", "fald-indlagt", "high", "high", "high", "dares not go out"),
    Row("C07", "datter-syg", "high", "high", "high", "and her daughter cannot come"),
    Row("C07", "samtykke-datter", "high", "high", "high", "a consent moves nothing"),
    Row("C07", "i-kirke", "high", "moderate", "moderate", "company to church: down"),
    Row("C07", "nyretal-falder", "high", "moderate", "moderate", "was high already"),
    Row("C07", "aarligt-overblik", "high", "moderate", "moderate", "debatable as a year ago"),
    Row("C08", START, "high", "moderate", "moderate", "moderate by the word »eller«"),
    Row("C08", "kalium-5-9", "high", "moderate", "moderate", "urgent, and the same group"),
    Row("C08", "konen-indlagt", "high", "high", "high", "the plan hangs on one carer"),
    Row("C08", "konen-hjemme", "high", "moderate", "moderate", "she is home again"),
    Row("C08", "metformin-stop", "high", "moderate", "moderate", "twelve medicines are many"),
    Row("C08", "klarere-i-hovedet", "high", "moderate", "moderate", "and ten are"),
    Row("C08", "aarligt-overblik", "high", "moderate", "moderate", "nothing has become easy"),
    Row("C09", START, "high", "high", "high", "all readings agree"),
    Row("C09", "panik-112", "high", "high", "high", "oxygen unchanged"),
    Row("C09", "lidt-lettere", "high", "high", "high", "better, not well"),
    Row("C09", "stueetagen", "high", "moderate", "moderate", "ground floor, lunch group: down"),
    Row("C09", "en-leder", "high", "moderate", "moderate", "one track, but frail"),
    Row("C09", "soesteren-doer", "high", "high", "high", "grief: up again"),
    Row("C09", "aarligt-overblik", "high", "high", "high", "still grieving"),
    Row("C11", "plejehjem", "moderate", "low", "moderate", "the caring falls, grief comes"),
    Row("C12", "kontaktperson-stopper", "moderate", "high", "moderate", "only her sister left"),
    Row("C06", "oejenfoto", "low", "low", "low", "a result with an action, not a new group"),
)


def on(case: Case, variant: str | None, at: str) -> Assessment:
    step = step_named(case, case.variant_id(variant), at, case.date)
    now = unfolded(case, case.variant_id(variant), step.id, case.date)
    return assess(now, KNOWN.model, KNOWN.catalogue, "dsam")


@pytest.mark.parametrize("row", YEARS, ids=[f"{row.case}-{row.event}" for row in YEARS])
def test_the_story_lands_where_it_was_meant_to(row: Row):
    found = on(CASES[row.case], None, row.event)
    told = (found.biomedical.level, found.psychosocial.level, found.tier)
    assert told == (row.biomedical, row.psychosocial, row.tier), row.reason


@pytest.mark.parametrize("id", WHOLE_YEARS)
def test_a_whole_year_ends_with_an_overview_after_twelve_months(id: str):
    case = CASES[id]
    days = steps(case, None, case.date)
    assert sum(bool(one.events) for one in days) >= 9
    assert [one.id for one in days if one.yearly] == ["aarligt-overblik"] == [days[-1].id]
    assert (days[-1].day - case.date).days == 365


@pytest.mark.parametrize("id", ["C04", "C07", "C09"])
def test_a_tier_can_go_up_and_come_down(id: str):
    case = CASES[id]
    order = ("low", "moderate", "high")
    tiers = [on(case, None, one.id).tier for one in steps(case, None, case.date)]
    moves = [order.index(b or "") - order.index(a or "") for a, b in zip(tiers, tiers[1:])]  # noqa: RUF007, B905
    assert max(moves) > 0 > min(moves), tiers


@pytest.mark.parametrize(
    ("case", "view"),
    [(case, view) for case in CASES.values() for view in case.expected],
    ids=lambda one: one.after or one.variant or "start" if isinstance(one, Expected) else one.id,
)
def test_a_colleagues_view_fits_the_day_it_was_given_on(case: Case, view: Expected):
    """A reader may choose another tier; the axes under it must be the case's own."""
    found = on(case, view.variant, view.after or START)
    assert (view.tier == "outside") == bool(found.exits)
    if not found.exits:
        assert view.biomedical in found.biomedical.possible
        assert view.psychosocial in found.psychosocial.possible


@pytest.mark.parametrize(
    ("case", "variant"), EVERY, ids=[f"{case.id}-{variant}" for case, variant in EVERY]
)
def test_every_day_of_every_story_can_be_sorted(case: Case, variant: str | None):
    for step in steps(case, variant, case.date):
        on(case, variant, step.id)
        for event in step.events:
            assert event.text.da != event.text.en


def test_between_them_the_stories_hold_every_kind_but_a_new_disease():
    """That is what Jørgen's year begins with."""
    kinds = {one.kind for case in CASES.values() for one in case.events}
    assert kinds >= {*EVENT_KINDS} - {"diagnosis"}


def test_the_numb_saddle_area_is_a_flag_in_the_variant_it_happens_in():
    flags = {one.flag for one in on(CASES["C03"], "A", "ridebukseomraadet").exits}
    assert "cauda_equina" in flags
    with pytest.raises(KeyError):
        on(CASES["C03"], "B", "ridebukseomraadet")


def test_susanne_can_be_sorted_again_once_the_hospital_has_answered():
    assert on(CASES["C14"], "i-hvile", "svar-fra-sygehuset").exits
    assert on(CASES["C14"], "i-hvile", "ny-tid").tier == "moderate"


def test_what_cardiology_plans_for_ellen_has_been_done_already():
    case = CASES["C07"]
    now = unfolded(case, None, "dobbelt-ekko", case.date)
    event = next(one for one in case.events if one.id == "dobbelt-ekko")
    assert {one.service for one in event.planned} == {"echo", "blood_tests"}
    assert {one.service for one in event.planned} <= {one.service for one in now.investigations}


def test_joergens_year_before_is_another_patient_with_a_plan():
    case = CASES["C04"]
    then = unfolded(case, None, LAST_YEAR, case.date)
    assert [one.code for one in then.conditions] == ["type_2_diabetes"]
    assert [(one.atc, one.dose) for one in then.medicines or ()] == [("A10BA02", "1000 mg x 2")]
    assert case.last_year is not None
    assert 3 <= len(case.last_year.plan) <= 4


def test_cardiology_plans_what_was_done_six_weeks_before():
    case = CASES["C07"]
    plan = step_named(case, None, "dobbelt-ekko", case.date)
    (event,) = plan.events
    now = unfolded(case, None, plan.id, case.date)
    last = max(one.date for one in now.investigations if one.service == "echo")
    assert "seks uger" in event.text.da
    assert 41 <= (plan.day - last).days <= 44


@pytest.mark.parametrize(
    ("case", "event", "done"),
    [
        ("C04", "ldl-svar", {"ldl"}),
        ("C04", "ekko-svar", {"ekko", "hjerterehabilitering"}),
        ("C04", "spor-samlet", {"stopdato", "samlet-kontrol"}),
        ("C04", "angst-lettet", {"angst"}),
        ("C04", "paa-stigen", {"arbejdsplan"}),
        ("C04", "rygestop-udeblev", set()),
        ("C07", "to-er-stoppet", {"nsaid", "gliclazid"}),
        ("C07", "i-kirke", {"kirkebil", "faldforebyggelse"}),
        ("C08", "kalium-5-2", {"denne-uge", "kalium-igen"}),
        ("C08", "metformin-stop", {"metformin"}),
        ("C08", "udeblev-nyrer", set()),
        ("C09", "en-leder", {"en-klinik"}),
        ("C09", "behandlingsniveau-skrevet", {"behandlingsniveau"}),
    ],
)
def test_what_the_text_says_was_done_is_done(case: str, event: str, done: set[str]):
    assert {*next(one.done for one in CASES[case].events if one.id == event)} == done


def test_what_was_missed_is_never_done():
    for case in CASES.values():
        assert not [one.id for one in case.events if one.kind == "missed_visit" and one.done]
    told = {id for event in CASES["C04"].events for id in event.done}
    assert not told & {"foedder-sidste-aar", "rygestop", "sglt2-glp1"}


@pytest.mark.parametrize(
    ("case", "over"),
    [
        ("C04", {"B01AC24"}),
        ("C07", {"M01AE01", "A10BB09"}),
        ("C08", {"A12BA01", "A10BA02", "G04BD07", "N06AA09"}),
    ],
)
def test_what_should_stop_has_stopped_when_the_year_is_over(case: str, over: set[str]):
    known = CASES[case]
    first, last = (
        {one.atc for one in unfolded(known, None, at, known.date).medicines or ()}
        for at in (START, "aarligt-overblik")
    )
    assert first - last == over


def test_a_medicine_that_ends_is_no_new_one():
    for case in CASES.values():
        for event in case.events:
            assert (event.kind == "medicine") <= bool(event.medicines), event.id
            if event.kind == "medicine_ends":
                assert event.ends.medicines, event.id
                assert not event.medicines, event.id


def test_ellens_daughter_knows_less_once_ellen_has_said_so():
    case = CASES["C07"]
    row = next(one for one in KNOWN.sharing.recipients if one.id == "relative")
    event = next(one for one in case.events if one.id == "samtykke-datter")
    was, now = said(case.consents["relative"], row), said(event.consents["relative"], row)
    assert (set(was) - set(now), now) == ({"goals"}, ("agreements",))
    line = next(one for one in case.teaching.plan if one.id == "datter-ringer")
    assert line.section in now, "she can be told what she herself is to do"
