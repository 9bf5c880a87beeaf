"""Plan lines: in which order they stand, and the months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.days import month_after
from overblik.domain.model import Offer
from overblik.domain.plan import (
    MedicineStep,
    PlanItem,
    Standing,
    in_order,
    last_years_plan,
    same_change,
    same_offer,
    year_of,
)
from overblik.domain.story import LastYearLine
from overblik.knowledge import library

MODEL = library().model
STOP = MedicineStep(kind="stop", atc="A10BB09")


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
    ("step", "standing", "same", "reason"),
    [
        (STOP, "kept", True, "the same change of the same medicine"),
        (STOP.model_copy(update={"follow_up": date(2027, 1, 1)}), "kept", True, "on what day ever"),
        (STOP, "removed", False, "it is out"),
        (STOP, "declined", False, "it is not in the plan"),
        (MedicineStep(kind="adjust", atc="A10BB09"), "kept", False, "another change"),
        (MedicineStep(kind="stop", atc="A10BA02"), "kept", False, "another medicine"),
        (MedicineStep(kind="stop"), "kept", False, "nobody knows which medicine"),
        (None, "kept", False, "no medicine"),
    ],
)
def test_a_change_of_a_medicine_that_is_in_the_plan_already(
    step: MedicineStep | None, standing: Standing, same: bool, reason: str
):
    item = PlanItem(id="a", medicine=step, standing=standing)
    assert (same_change(STOP, [item]) is item) == same, reason
    if step and step.atc is None:
        assert same_change(step, [item]) is None, reason


@pytest.mark.parametrize(
    ("offer", "line", "standing", "same", "reason"),
    [
        ("high-overview", "moderate-overview", "kept", True, "two annual overviews"),
        ("moderate-overview", "high-overview", "kept", True, "the other way round"),
        ("high-overview", "high-overview", "kept", False, "it is itself"),
        ("high-overview", "moderate-overview", "declined", False, "it is not in the plan"),
        ("high-overview", "moderate-plan", "kept", False, "something else"),
        ("high-special", "moderate-special-psychosocial", "kept", False, "a psychiatrist is other"),
        ("high-overview", "early-back-training", "kept", False, "a path is of no tier"),
        ("high-overview", None, "kept", False, "a line of one's own"),
    ],
)
def test_an_offer_that_another_tier_gave_already(
    offer: str, line: str | None, standing: Standing, same: bool, reason: str
):
    found = MODEL.offer(offer)
    assert isinstance(found, Offer)
    item = PlanItem(id="a", offer=line, standing=standing)
    assert (same_offer(found, [item], MODEL) is item) == same, reason


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


@pytest.mark.parametrize(("month", "day"), [(None, None), (0, "2025-11-30"), (3, "2026-02-28")])
def test_a_line_of_last_years_plan_was_done_in_its_month_or_nothing_says_so(
    month: int | None, day: str | None
):
    told = LastYearLine.model_validate(
        {"id": "a", "text": {"da": "Øjenfoto", "en": "Eye photo"}, "owner": "gp", "done": month}
    )
    (line,) = last_years_plan([told], date(2026, 11, 30), MODEL)
    assert line.done == (day and date.fromisoformat(day))
