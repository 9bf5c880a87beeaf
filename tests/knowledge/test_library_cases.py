"""The cases that are shipped: whole, fictional, in two languages, and between them every cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import LEVELS, Text
from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.paths import data_dir

CASES = list(library().cases.values())
IN_VARIANTS = [
    (case, variant) for case in CASES for variant in ([one.id for one in case.variants] or [None])
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def assessed(case: Case, variant: str | None) -> Assessment:
    known = library()
    return assess(case.in_variant(variant), known.model, known.catalogue, "dsam")


def texts(node: object) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, (tuple, list)):
        for value in node:
            yield from texts(value)
    elif hasattr(type(node), "model_fields"):
        for name in type(node).model_fields:  # pyright: ignore[reportAttributeAccessIssue]
            yield from texts(getattr(node, name))


def test_every_case_file_is_right():
    assert library().broken == ()


def test_there_are_at_least_twelve():
    files = [one for one in (data_dir() / "cases").glob("*.yaml") if not one.name.startswith("_")]
    assert len(CASES) == len(files) >= 12


def test_between_them_they_visit_every_cell_and_leave_by_a_red_flag():
    cells: set[tuple[str | None, str | None]] = set()
    exits = 0
    for case, variant in IN_VARIANTS:
        found = assessed(case, variant)
        exits += bool(found.exits)
        if not found.exits:
            cells.add((found.biomedical.level, found.psychosocial.level))
    assert {(one, other) for one in LEVELS for other in LEVELS} <= cells
    assert exits >= 1


def test_in_one_of_them_something_is_unknown():
    assert any(assessed(case, variant).tier is None for case, variant in IN_VARIANTS)


def test_most_of_them_have_results_to_draw_over_time():
    with_lines = {case.id for case in CASES if any(one.earlier for one in case.measurements)}
    assert {"C01", "C04", "C07", "C08", "C09"} <= with_lines
    assert len(with_lines) >= 8
    for case in CASES:
        assert all(not one.earlier or 3 <= len(one.earlier) <= 6 for one in case.measurements)


def test_at_least_four_tell_a_whole_year():
    assert sum(len(case.events) >= 9 for case in CASES) >= 4


def test_the_datasheet_knows_how_many_there_are():
    events = sum(len(case.events) for case in CASES)
    told = f"{len(CASES)} fictional people with {events} dated events"
    assert told in (data_dir() / "DATASHEET.md").read_text("utf-8")


def test_the_hours_of_self_care_are_known_in_most_and_unknown_in_some():
    unknown = [case.id for case in CASES if case.contacts.self_care_hours is None]
    assert 3 <= len(unknown) <= len(CASES) / 2


@each_case
def test_the_file_is_named_by_the_id(case: Case):
    assert (data_dir() / "cases" / f"{case.id}.yaml").is_file()


@each_case
def test_nobody_is_said_to_have_reviewed_it_who_has_not(case: Case):
    assert (case.review.status == "unreviewed") == (not case.review.signed)


@each_case
def test_the_patient_has_a_first_name_only(case: Case):
    assert re.fullmatch(r"\w+", case.person.name)


@each_case
def test_both_languages_say_something_of_their_own(case: Case):
    """A longer text that is the same in both is a translation somebody forgot."""
    same = [text.da for text in texts(case) if text.da == text.en]
    assert [text for text in same if len(text.split()) > 2] == []


@each_case
def test_english_texts_are_not_danish(case: Case):
    names = {"Jørgen", "Ærø", "Køge"}
    for text in texts(case):
        danish = set(re.findall(r"\w*[æøåÆØÅ]\w*", text.en))
        assert danish <= names, text.en


@each_case
def test_plan_suggestions_name_owners_the_model_knows(case: Case):
    model = library().model
    for one in case.authored:
        for who in (one.owner, one.answer_to):
            assert who is None or model.owner(who) is not None, (one.id, who)


@each_case
def test_results_are_not_from_after_the_story_began(case: Case):
    for variant in [one.id for one in case.variants] or [None]:
        shown = case.in_variant(variant)
        for one in (*shown.measurements, *shown.scores):
            assert one.date is None or one.date <= case.date
        for one in shown.measurements:
            assert not one.earlier or one.earlier[-1].date < (one.date or case.date)


@each_case
def test_what_patients_say_holds_no_label(case: Case):
    """Names do not stigmatise: no tier, no colour, no »kompleks« in the patient's own words."""
    for wish in (*case.priorities, *case.wishes):
        for language in ("da", "en"):
            assert not re.search(r"kompleks|complex", wish[language].lower())


@pytest.mark.parametrize(
    ("case", "variant"), IN_VARIANTS, ids=[f"{case.id}-{variant}" for case, variant in IN_VARIANTS]
)
def test_the_expected_axes_are_those_the_facts_give(case: Case, variant: str | None):
    """A reader may choose another tier; the axes under it must be the case's own. Views of a later
    day: test_case_years.py."""
    found = assessed(case, variant)
    views = [one for one in case.expected if one.variant in (None, variant) and not one.after]
    assert views, "no colleague's view to talk about"
    for one in views:
        assert (one.tier == "outside") == bool(found.exits)
        assert (one.biomedical == "outside") == (one.psychosocial == "outside")
        if not found.exits:
            assert one.biomedical in found.biomedical.possible
            assert one.psychosocial in found.psychosocial.possible


@each_case
def test_the_summary_can_be_read_aloud(case: Case):
    for text in (case.summary.da, case.summary.en):
        assert not re.search(r"\b[A-Z]\d\d(\.\d)?\b", text), "no codes"
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 5


@each_case
def test_it_can_be_saved_and_read_again(case: Case):
    again = Case.model_validate(
        json.loads(case.model_dump_json()), context={"catalogue": library().catalogue}
    )
    assert again == case
