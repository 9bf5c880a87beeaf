"""One change of medicine at a time: which two overlap, and which has no day to look at it again."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.one_at_a_time import one_at_a_time
from overblik.domain.plan import MedicineStep, PlanItem, Standing


def change(
    id: str, due: int | None, follow_up: int | None = None, standing: Standing = "kept"
) -> PlanItem:
    """A change on a day of January 2027, looked at on another."""
    return PlanItem(
        id=id,
        due=day(due),
        standing=standing,
        medicine=MedicineStep(kind="stop", follow_up=day(follow_up)),
    )


def day(number: int | None) -> date | None:
    return None if number is None else date(2027, 1, number)


class Row(NamedTuple):
    why: str
    plan: tuple[PlanItem, ...]
    overlaps: tuple[tuple[str, str], ...] = ()
    no_follow_up: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


ROWS = (
    Row("no plan", ()),
    Row("a line that is no change of medicine", (PlanItem(id="x", due=date(2027, 1, 1)),)),
    Row("one change, looked at", (change("a", 1, 14),)),
    Row("one change nobody looks at", (change("a", 1),), no_follow_up=("a",)),
    Row("one after the other", (change("a", 1, 14), change("b", 20, 30))),
    Row(
        "the next may begin on the day of the follow-up", (change("a", 1, 14), change("b", 14, 28))
    ),
    Row(
        "the next begins the day before it",
        (change("a", 1, 14), change("b", 13, 28)),
        overlaps=(("a", "b"),),
    ),
    Row(
        "the order of the plan's lines does not matter, that of the days does",
        (change("b", 13, 28), change("a", 1, 14)),
        overlaps=(("a", "b"),),
    ),
    Row(
        "two on one day overlap whatever the follow-up says",
        (change("a", 1, 1), change("b", 1, 1)),
        overlaps=(("a", "b"),),
    ),
    Row(
        "two on one day overlap without any follow-up",
        (change("a", 1), change("b", 1)),
        overlaps=(("a", "b"),),
        no_follow_up=("a", "b"),
    ),
    Row(
        "nobody knows when a change without follow-up is over: that is what is told",
        (change("a", 1), change("b", 13, 28)),
        no_follow_up=("a",),
    ),
    Row(
        "of several that are not over, the one that must be waited for longest",
        (change("a", 1, 28), change("b", 5, 10), change("c", 20, 30)),
        overlaps=(("a", "b"), ("a", "c")),
    ),
    Row(
        "each begins before the one before it is over",
        (change("a", 1, 10), change("b", 5, 20), change("c", 15, 30)),
        overlaps=(("a", "b"), ("b", "c")),
    ),
    Row(
        "a follow-up before the change is none",
        (change("a", 14, 1), change("b", 20, 30)),
        no_follow_up=("a",),
    ),
    Row("without a day nothing is known", (change("a", None, 5),), undated=("a",)),
    Row(
        "an undated one overlaps nothing",
        (change("a", 1, 20), change("b", None)),
        no_follow_up=("b",),
        undated=("b",),
    ),
    Row(
        "a change that was taken out or declined does not count",
        (change("a", 1, 20, "removed"), change("b", 5, 30), change("c", 6, None, "declined")),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=[row.why for row in ROWS])
def test_what_the_changes_lack(row: Row):
    found = one_at_a_time(row.plan)
    assert tuple((one.first.id, one.second.id) for one in found.overlaps) == row.overlaps
    assert tuple(one.id for one in found.no_follow_up) == row.no_follow_up
    assert tuple(one.id for one in found.undated) == row.undated


days = st.none() | st.integers(1, 31)
plans = st.lists(st.tuples(days, days), max_size=8).map(
    lambda rows: [change(f"x{at}", *row) for at, row in enumerate(rows)]
)


@given(plans)
def test_a_change_is_told_of_exactly_when_it_begins_too_early(plan: list[PlanItem]):
    """By brute force over all pairs: one tells of a change when any other should be over first."""

    def too_early(one: PlanItem) -> bool:
        return any(
            _begins_within(one, other, plan.index(other) < plan.index(one))
            for other in plan
            if other is not one
        )

    told = {one.second.id for one in one_at_a_time(plan).overlaps}
    assert told == {one.id for one in plan if too_early(one)}


def _begins_within(one: PlanItem, other: PlanItem, other_stands_first: bool) -> bool:
    assert other.medicine
    if one.due is None or other.due is None:
        return False
    if one.due == other.due:
        return other_stands_first
    over = other.medicine.follow_up or other.due
    return other.due < one.due < over
