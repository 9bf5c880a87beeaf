"""The history of a year: where the patient was on each day, and which way each thing moved."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.base import AXES, LEVELS, TIERS, Level, Tier
from overblik.domain.case import Case
from overblik.domain.history import Direction, History, direction, history
from overblik.domain.rating import Answer
from overblik.domain.year import START, steps, unfolded
from overblik.knowledge import library
from tests.domain.days import LONELY, LOW, SILENT, STARTED, told
from tests.domain.patients import NOTHING_WEIGHS, patient, sorted_by

FLAGGED = patient(red_flags=["cauda_equina"])


@pytest.mark.parametrize(
    ("before", "now", "way", "reason"),
    [
        (["low"], ["moderate"], "up", "heavier"),
        (["high"], ["low"], "down", "two steps lighter"),
        (["low"], ["low"], "same", "as it was"),
        (["low", "moderate"], ["low", "moderate"], "same", "just as open as it was"),
        (["low", "moderate"], ["moderate"], "open", "it may have been moderate all the time"),
        (["moderate"], ["low", "moderate"], "open", "it may still be"),
        (["low", "moderate"], ["high"], "up", "whatever it was, it is heavier now"),
        (["high"], ["low", "moderate"], "down", "whatever it is, it is lighter now"),
        (["low", "moderate"], ["moderate", "high"], "open", "moderate both days, perhaps"),
        (["high"], ["undefined"], "open", "the text says nothing of that cell"),
        (["undefined"], ["high"], "open", "nor did it then"),
        (["undefined"], ["undefined"], "same", "two days in that cell"),
        ([], ["low"], "open", "a red flag stood: there was no tier"),
        (["low"], [], "open", "a red flag stands"),
        ([], [], "same", "it stands still"),
    ],
)
def test_which_way_it_went(before: list[Tier], now: list[Tier], way: Direction, reason: str):
    assert direction(before, now, TIERS) == way, reason


@pytest.mark.parametrize(
    ("days", "chosen", "tier", "biomedical", "psychosocial", "reason"),
    [
        ((LOW, LOW), {}, "same", "same", "same", "nothing happened"),
        ((LOW, LONELY), {}, "up", "same", "up", "one axis is enough"),
        ((LONELY, LOW), {}, "down", "same", "down", "and the way back"),
        ((LOW, SILENT), {}, "open", "same", "open", "silence is unknown, not 0"),
        ((LOW, FLAGGED), {}, "open", "same", "same", "a red flag leaves the tiers, not the axes"),
        ((LOW, LOW), {1: "high"}, "up", "same", "same", "the clinician's own tier holds"),
        ((LOW, LONELY), {0: "moderate"}, "same", "same", "up", "they were there before the facts"),
        ((LOW, LONELY), {0: "high"}, "down", "same", "up", "lighter than what held"),
    ],
)
def test_what_moves(
    days: tuple[Case, ...],
    chosen: Mapping[int, Tier],
    tier: Direction,
    biomedical: Direction,
    psychosocial: Direction,
    reason: str,
):
    (moved,) = told(*days, chosen=chosen).moves
    assert moved.tier == tier, reason
    assert moved.axes == {"biomedical": biomedical, "psychosocial": psychosocial}, reason


def test_a_row_has_what_was_suggested_beside_what_was_chosen():
    (row,) = told(LOW, chosen={0: "high"}).rows
    assert (row.tiers, row.chosen, row.held) == (("low",), "high", ("high",))
    (row,) = told(SILENT).rows
    assert (row.held, row.chosen) == (("low", "moderate"), None)
    assert row.levels["psychosocial"] == ("low", "moderate", "high")


def test_one_day_has_moved_nowhere():
    assert told(LOW).moves == ()


def test_the_domains_that_moved_say_why():
    (moved,) = told(LOW, LONELY).moves
    assert [(now.domain.id, was.value, now.value) for was, now in moved.domains] == [
        ("network", 0, 2),
        ("finances", 0, 1),
    ]


def test_a_new_disease_is_named_and_one_that_is_over_is_not():
    over = {"code": "copd", "status": "previous"}
    after = patient(conditions=["hypertension", "type_2_diabetes", over])
    (moved,) = told(LOW, after).moves
    assert moved.new_conditions == ("type_2_diabetes",)
    assert told(after, LOW).moves[0].new_conditions == ()


def test_another_reading_sorts_every_day_anew():
    moderate: dict[str, Answer] = {"disease": 2}
    assert sorted_by("dsam", LONELY, moderate).tier == "moderate"
    high = patient(life=dict.fromkeys(NOTHING_WEIGHS, 2))
    assert [one.tiers for one in told(LOW, high).rows] == [("low",), ("moderate",)]
    assert [one.tiers for one in told(LOW, high, reading="hoejeste_akse").rows] == [
        ("low",),
        ("high",),
    ]


def walked(case: Case) -> History:
    """The whole year of a case, as its author wrote it."""
    days = steps(case, None, STARTED)
    return history(
        (one, sorted_by("dsam", unfolded(case, None, one.id, STARTED)), None) for one in days
    )


def test_joergen_goes_from_low_by_one_axis_to_both():
    found = walked(library().cases["C04"]).rows
    places: list[tuple[str, ...]] = []
    for one in found:
        place = tuple(one.levels[axis][0] for axis in AXES)
        if not places or places[-1] != place:
            places.append(place)
    assert places[:3] == [("low", "low"), ("moderate", "low"), ("moderate", "moderate")]
    begun = next(at for at, one in enumerate(found) if one.step == START)
    assert found[begun].held == ("moderate",), "a new disease brings the overview forward"


@pytest.mark.parametrize("case", library().cases.values(), ids=list(library().cases))
def test_every_case_has_a_history_with_its_events(case: Case):
    found = walked(case)
    days = steps(case, None, STARTED)
    assert [one.day for one in found.rows] == [one.day for one in days]
    assert [len(one.events) for one in found.rows] == [len(one.events) for one in days]
    assert len(found.moves) == len(found.rows) - 1


some = st.lists(st.sampled_from(LEVELS), min_size=1, unique=True).map(
    lambda found: sorted(found, key=LEVELS.index)
)
BACK: Mapping[Direction, Direction] = {"up": "down", "down": "up", "same": "same", "open": "open"}


@given(some, some)
def test_the_way_back_is_the_other_way(one: list[Level], other: list[Level]):
    assert direction(one, other, LEVELS) == BACK[direction(other, one, LEVELS)]


@given(some, some)
def test_it_moved_only_when_no_answer_makes_it_stand_still(one: list[Level], other: list[Level]):
    if direction(one, other, LEVELS) in ("up", "down"):
        assert not {*one} & {*other}
