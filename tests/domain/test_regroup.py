"""Gruppeskift: when it is time to look at the group, why, and whether it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

import pytest
from pydantic import ValidationError

from overblik.domain.assessment import Assessment
from overblik.domain.base import Level
from overblik.domain.case import Case
from overblik.domain.event import ANNIVERSARY, EVENT_KINDS, LAST_YEAR, START, Event, EventKind
from overblik.domain.regroup import YearRows, regroup
from overblik.domain.story import When
from overblik.domain.year import Step, steps, unfolded
from overblik.knowledge import library
from tests.domain.patients import answers_at, patient, sorted_by, text
from tests.domain.stories import STARTED, STORY

ROWS = library().year
DAY = date(2027, 1, 15)

LIGHT = sorted_by("dsam", patient())


def at(biomedical: Level, psychosocial: Level) -> Assessment:
    return sorted_by("dsam", patient(), answers_at(biomedical, psychosocial))


def day(*kinds: EventKind, yearly: bool = False, id: str = "a") -> Step:
    said = {"da": "Noget", "en": "Something"}
    events = [
        Event.model_validate({"id": f"e{n}", "when": When(day=46), "kind": kind, "text": said})
        for n, kind in enumerate(kinds)
    ]
    return Step(id, DAY, tuple(events), yearly)


EARLY = {"diagnosis", "admission", "bereavement", "medicine"}
"""A new condition, an admission, a bereavement and a new step in the medicines."""


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_which_events_bring_the_next_sorting_forward(kind: EventKind):
    found = regroup(day(kind), LIGHT, LIGHT, ROWS)
    row = ROWS.kind(kind)
    if kind in EARLY:
        assert (found.why, found.rows) == ("early", (row,))
    elif kind == "overview":
        assert (row.regroup, [one.kind for one in found.rows]) == ("yearly", [kind])
    else:
        assert (found.why, found.rows) == (None, ())


@pytest.mark.parametrize(
    ("step", "why", "kinds"),
    [
        (day("result", "letter"), None, []),
        (day("result", "admission", "diagnosis"), "early", ["admission", "diagnosis"]),
        (day("admission", "admission"), "early", ["admission"]),
        (day("overview", yearly=True), "yearly", ["overview"]),
        (day("overview", "diagnosis", yearly=True), "yearly", ["overview", "diagnosis"]),
        (day(yearly=True, id=ANNIVERSARY), "yearly", []),
        (day("result", yearly=True), "yearly", []),
        (day(id=START), None, []),
        (day(id=LAST_YEAR), None, []),
    ],
)
def test_why_it_is_time(step: Step, why: str | None, kinds: Iterable[EventKind]):
    found = regroup(step, LIGHT, LIGHT, ROWS)
    assert (found.why, [one.kind for one in found.rows]) == (why, kinds)
    assert (found.place is not None) is (step.id in (START, LAST_YEAR, ANNIVERSARY))
    assert found.place or found.why != "yearly" or step.events


OFTEN, SELDOM = "en gang årligt", "årligt/hvert andet år"


@pytest.mark.parametrize(
    ("step", "before", "after", "said"),
    [
        (day(yearly=True, id=ANNIVERSARY), at("low", "low"), at("low", "low"), [SELDOM]),
        (day("overview", yearly=True), at("low", "low"), at("moderate", "low"), [SELDOM]),
        (day("overview", yearly=True), at("moderate", "low"), at("low", "low"), [OFTEN]),
        (day(yearly=True, id=ANNIVERSARY), at("high", "high"), at("high", "high"), [OFTEN]),
        (
            day(yearly=True, id=ANNIVERSARY),
            sorted_by("dsam", patient(red_flags=["night_pain"])),
            at("low", "low"),
            [OFTEN, SELDOM],
        ),
    ],
    ids=["low", "from low", "from moderate", "high", "a group nobody knows"],
)
def test_how_often_the_overview_is_depends_on_the_group_one_comes_from(
    step: Step, before: Assessment, after: Assessment, said: list[str]
):
    found = regroup(step, before, after, ROWS)
    sentences = [one.source.sentence or "" for one in found.rows or found.places]
    assert len(sentences) == len(said)
    assert all(word in one for word, one in zip(said, sentences, strict=True))


def test_the_group_somebody_chose_decides_how_often():
    step = day(yearly=True, id=ANNIVERSARY)
    found = regroup(step, at("moderate", "low"), at("moderate", "low"), ROWS, "low")
    (place,) = found.places
    assert SELDOM in (place.source.sentence or "")
    assert found.tiers[0] == ("moderate",), "what the facts suggest is told as it was"


def test_the_sentence_of_each_group_is_in_its_own_row_of_the_model():
    """The step is after twelve months: the shortest interval any tier has."""
    model = library().model
    assert {model.tier(one).overview_months[0] for one in ("low", "moderate", "high")} == {12}
    for row in (ROWS.place(ANNIVERSARY), ROWS.kind("overview")):
        assert row is not None
        for tier in ("low", "moderate", "high"):
            (said,) = row.said_to([tier])
            assert (said.source.sentence or "-") in model.tier(tier).contacts_sentence


def test_a_disease_of_the_year_before_brings_the_start_forward():
    """No event tells of it: it came between a year ago and the day the story begins."""
    before = sorted_by("dsam", patient(conditions=["hypertension"]))
    after = sorted_by("dsam", patient(conditions=["hypertension", "copd"]))
    found = regroup(day(id=START), before, after, ROWS)
    assert (found.why, [one.kind for one in found.rows]) == ("early", ["diagnosis"])
    assert regroup(day(id=START), after, before, ROWS).why is None


@pytest.mark.parametrize(
    ("before", "after", "moved", "shifted"),
    [
        (at("low", "low"), at("low", "low"), False, ()),
        (at("low", "low"), at("moderate", "low"), True, ("biomedical",)),
        (at("moderate", "low"), at("moderate", "moderate"), False, ("psychosocial",)),
        (at("moderate", "moderate"), at("low", "low"), True, ("biomedical", "psychosocial")),
        (at("low", "low"), sorted_by("dsam", patient(red_flags=["night_pain"])), True, ()),
    ],
    ids=["the same", "up", "another level in the same group", "down", "a red flag"],
)
def test_whether_the_group_is_another(
    before: Assessment, after: Assessment, moved: bool, shifted: tuple[str, ...]
):
    found = regroup(day("diagnosis"), before, after, ROWS)
    assert (found.moved, found.shifted) == (moved, shifted)
    assert found.tiers == (before.possible_tiers, after.possible_tiers)


def test_a_year_walked_day_by_day():
    def on(place: str) -> Case:
        return unfolded(STORY, None, place, STARTED)

    days = steps(STORY, None, STARTED)
    found = {
        step.id: regroup(step, sorted_by("dsam", on(was.id)), sorted_by("dsam", on(step.id)), ROWS)
        for was, step in pairwise(days)
    }
    assert {id for id, one in found.items() if one.why == "early"} == {"samme-dag", "andet-trin"}
    assert {id for id, one in found.items() if one.why == "yearly"} == {ANNIVERSARY}
    assert found["roedt-flag"].moved
    assert found["roedt-flag"].why is None, "a red flag is not a group"


# The rows


def test_every_kind_and_every_place_has_one_row_in_both_languages():
    assert {one.kind for one in ROWS.kinds} == {*EVENT_KINDS}
    assert {one.id for one in ROWS.places} == {START, LAST_YEAR, ANNIVERSARY}
    names = [one.name.da for one in ROWS.kinds]
    assert len(set(names)) == len(names)


DATA = ROWS.model_dump()


def without(part: str, at: int) -> Mapping[str, object]:
    return {**DATA, part: DATA[part][:at] + DATA[part][at + 1 :]}


@pytest.mark.parametrize(
    "broken",
    [
        without("kinds", 0),
        without("places", 2),
        {**DATA, "kinds": [*DATA["kinds"], DATA["kinds"][0]]},
        {**DATA, "kinds": [*DATA["kinds"][1:], {**DATA["kinds"][0], "kind": "weather"}]},
        {**DATA, "kinds": [*DATA["kinds"][1:], {**DATA["kinds"][0], "regroup": "late"}]},
        {**DATA, "kinds": [*DATA["kinds"][1:], {**DATA["kinds"][0], "why": text("")}]},
    ],
    ids=["a kind is missing", "a place is", "one twice", "an unknown one", "neither", "no reason"],
)
def test_a_broken_table_is_no_table(broken: Mapping[str, object]):
    assert YearRows.model_validate(DATA) == ROWS
    with pytest.raises(ValidationError):
        YearRows.model_validate(broken)
