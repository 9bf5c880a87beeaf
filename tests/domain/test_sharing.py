"""Where a line of the plan belongs, who may not know of theirs, and what gives a part away."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from overblik.domain.base import SECTIONS, Section
from overblik.domain.leaks import leaks
from overblik.domain.plan import MedicineStep, PlanItem, from_offer, from_suggestion
from overblik.domain.sharing import (
    REACHES,
    in_section_order,
    section_of,
    section_of_condition,
    uncoordinated,
)
from overblik.domain.story import Suggestion
from overblik.knowledge import library
from tests.domain.patients import text

LIBRARY = library()
MODEL = LIBRARY.model
START = date(2026, 11, 1)
STOP = MedicineStep(kind="stop", atc="N05BA04")


def suggestion(**more: object) -> Suggestion:
    return Suggestion.model_validate({"id": "s", "text": text("x"), **more})


def offered(id: str) -> PlanItem:
    offer = MODEL.offer(id)
    assert offer is not None
    return from_offer(offer, START)


class Belongs(NamedTuple):
    why: str
    item: PlanItem
    section: Section


BELONGS = (
    Belongs("words of one's own are an agreement", PlanItem(id="x", text="Ring"), "agreements"),
    Belongs("an offer's section", offered("moderate-talks"), "mental"),
    Belongs("an offer without one", offered("moderate-plan"), "agreements"),
    Belongs("an offer the model no longer has", PlanItem(id="x", offer="borte"), "agreements"),
    *(
        Belongs("an early path is an agreement", from_offer(one, START), "agreements")
        for one in MODEL.paths[:1]
    ),
    Belongs("a suggestion", from_suggestion(suggestion(), START), "agreements"),
    Belongs("a suggestion's own", from_suggestion(suggestion(section="social"), START), "social"),
    Belongs(
        "a change of medicine",
        from_suggestion(suggestion(medicine="start"), START),
        "medicine",
    ),
    Belongs(
        "what was said wins over what follows",
        PlanItem(id="x", offer="moderate-talks", medicine=STOP, section="goals"),
        "goals",
    ),
    Belongs(
        "medicine wins over the offer's",
        PlanItem(id="x", offer="moderate-talks", medicine=STOP),
        "medicine",
    ),
)


@pytest.mark.parametrize("row", BELONGS, ids=[one.why for one in BELONGS])
def test_where_a_line_belongs(row: Belongs):
    assert section_of(row.item, MODEL) == row.section


def test_a_diagnosis_of_the_mind_stands_apart():
    of = {key: section_of_condition(key, LIBRARY.catalogue) for key in ("depression", "copd")}
    assert of == {"depression": "mental", "copd": "diagnoses"}


def test_sections_stand_once_and_in_the_plans_order():
    assert in_section_order(["social", "goals", "social"]) == ("goals", "social")


LINES = (
    PlanItem(id="own", text="a", owner="municipality"),
    PlanItem(id="second", text="b", owner="gp", second_owner="municipality"),
    PlanItem(id="mind", text="c", owner="municipality", section="mental"),
    PlanItem(id="other", text="d", owner="hospital"),
    PlanItem(id="gone", text="e", owner="municipality", standing="removed"),
)


@pytest.mark.parametrize(
    ("allowed", "lost"),
    [
        ((), ["own", "second", "mind"]),
        (("agreements",), ["mind"]),
        (("mental",), ["own", "second"]),
        (SECTIONS, []),
    ],
)
def test_lines_that_their_owner_may_not_know(allowed: tuple[Section, ...], lost: list[str]):
    found = uncoordinated(LINES, ("municipality",), allowed, MODEL)
    assert [one.id for one in found] == lost


class Tells(NamedTuple):
    why: str
    section: Section
    line: str
    closed: tuple[Section, ...]
    reveals: Section | None
    words: tuple[str, ...] = ()


TELLS = (
    Tells("a medicine's use", "medicine", "sertralin 50 mg", ("mental",), "mental", ("sertralin",)),
    Tells("all is allowed", "medicine", "sertralin 50 mg", (), None),
    Tells("a use that is told anyway", "medicine", "sertralin 50 mg", ("social",), None),
    Tells("alcohol", "medicine", "Disulfiram x 1", ("mental",), "mental", ("Disulfiram",)),
    Tells(
        "a medicine in words",
        "agreements",
        "Stop Metformin.",
        ("medicine",),
        "medicine",
        ("Metformin",),
    ),
    Tells(
        "one of two in a tablet",
        "agreements",
        "mere olodaterol",
        ("medicine",),
        "medicine",
        ("olodaterol",),
    ),
    Tells(
        "English words in a Danish plan",
        "goals",
        "More sertraline",
        ("mental",),
        "mental",
        ("sertraline",),
    ),
    Tells(
        "a diagnosis by name", "agreements", "Kontrol af KOL", ("diagnoses",), "diagnoses", ("KOL",)
    ),
    Tells("a diagnosis inside another word", "agreements", "Kolonihaven", ("diagnoses",), None),
    Tells("a diagnosis that ends another word", "agreements", "Protokol", ("diagnoses",), None),
    Tells(
        "a diagnosis of the mind",
        "agreements",
        "Depression: uge 2",
        ("mental",),
        "mental",
        ("Depression",),
    ),
    Tells(
        "another form of the word",
        "agreements",
        "depressionen",
        ("mental",),
        "mental",
        ("depressionen",),
    ),
    Tells(
        "a word of the row",
        "goals",
        "tale om selvmordstanker",
        ("mental",),
        "mental",
        ("selvmordstanker",),
    ),
    Tells("»gælder« is not debt", "agreements", "Det gælder i marts", ("social",), None),
    Tells("debt", "agreements", "Rådgivning om gæld", ("social",), "social", ("gæld",)),
    Tells("an open part of the same", "agreements", "Rådgivning om gæld", ("mental",), None),
    Tells("nothing in it", "agreements", "Ring på mandag", SECTIONS, None),
)


@pytest.mark.parametrize("row", TELLS, ids=[one.why for one in TELLS])
def test_what_gives_a_closed_part_away(row: Tells):
    found = leaks([(row.section, row.line)], row.closed, LIBRARY.clues)
    if row.reveals is None:
        assert found == ()
    else:
        (leak,) = found
        assert (leak.line, leak.section) == (row.line, row.section)
        assert (leak.reveals, leak.words) == (row.reveals, row.words)


def test_the_warning_says_what_the_medicine_is_for():
    (leak,) = leaks([("medicine", "oxazepam")], ["mental"], LIBRARY.clues)
    assert [one.da for one in leak.why] == ["beroligende medicin"]


def test_one_line_can_give_two_parts_away():
    line = "Depression og gæld"
    found = leaks([("agreements", line)], ["mental", "social"], LIBRARY.clues)
    assert {one.reveals for one in found} == {"mental", "social"}


def test_every_medicine_and_diagnosis_of_the_catalogue_is_known_by_name():
    for medicine in LIBRARY.catalogue.medicines.values():
        assert leaks([("goals", f"om {medicine.name.da}.")], ["medicine"], LIBRARY.clues)
    for condition in LIBRARY.catalogue.conditions.values():
        section = section_of_condition(condition.key, LIBRARY.catalogue)
        assert leaks([("goals", f"om {condition.name.en}.")], [section], LIBRARY.clues)


def test_every_recipient_has_a_row_and_no_owner_two():
    rows = LIBRARY.sharing.recipients
    assert tuple(one.id for one in rows) == REACHES
    owners = [owner for one in rows for owner in one.owners]
    assert len(owners) == len(set(owners))
    assert LIBRARY.sharing.recipient("pharmacy").owners == ("pharmacist",)
