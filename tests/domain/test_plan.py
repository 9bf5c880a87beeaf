"""Plan lines: in which order they stand, and the months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.plan import PlanItem, Standing, in_order, month_after, year_of


def test_lines_stand_by_date_and_those_without_one_last():
    def line(id: str, due: date | None, standing: Standing = "kept") -> PlanItem:
        return PlanItem(id=id, due=due, standing=standing)

    items = [
        line("undated", None),
        line("late", date(2027, 3, 1)),
        line("declined", date(2026, 1, 1), "declined"),
        line("early", date(2026, 12, 1)),
        line("early-too", date(2026, 12, 1)),
        line("removed", date(2026, 1, 1), "removed"),
    ]
    assert [one.id for one in in_order(items)] == ["early", "early-too", "late", "undated"]
    assert in_order([]) == ()


@pytest.mark.parametrize(
    ("start", "months", "expected", "reason"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28), "February has no 31st: its last day"),
        (date(2028, 1, 31), 1, date(2028, 2, 29), "29 in a leap year"),
        (date(2028, 2, 29), 12, date(2029, 2, 28), "the leap day a year after"),
        (date(2026, 8, 31), 1, date(2026, 9, 30), "September has 30"),
        (date(2026, 11, 15), 1, date(2026, 12, 15), "within the year"),
        (date(2026, 11, 15), 2, date(2027, 1, 15), "over New Year"),
        (date(2026, 12, 31), 12, date(2027, 12, 31), "a year"),
        (date(2026, 12, 31), 24, date(2028, 12, 31), "two"),
        (date(2026, 5, 5), 0, date(2026, 5, 5), "the same day"),
    ],
)
def test_some_months_later(start: date, months: int, expected: date, reason: str):
    assert month_after(start, months) == expected, reason


days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
months = st.integers(0, 24)


@given(days, months)
def test_it_is_the_same_day_or_the_months_last(start: date, at: int):
    found = month_after(start, at)
    assert found.day == min(start.day, monthrange(found.year, found.month)[1])
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == at


@given(days, months, months)
def test_more_months_are_never_earlier(start: date, one: int, other: int):
    low, high = sorted((one, other))
    assert month_after(start, low) <= month_after(start, high)


@given(days, days, months)
def test_who_starts_later_is_never_due_earlier(one: date, other: date, at: int):
    low, high = sorted((one, other))
    assert month_after(low, at) <= month_after(high, at)


@given(days.filter(lambda day: day.day <= 28), months, months)
def test_months_add_up_where_every_month_has_the_day(start: date, one: int, other: int):
    assert month_after(month_after(start, one), other) == month_after(start, one + other)


@given(days)
def test_a_plans_year_is_its_month_and_the_twelve_after(start: date):
    found = year_of(start)
    assert len(found) == 13
    assert found[0] == start.replace(day=1)
    assert found[-1] == month_after(found[0], 12)
    assert all(one.day == 1 for one in found)
    assert list(found) == sorted(set(found))
