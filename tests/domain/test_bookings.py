"""An order is a closed loop: five steps in order, and what is open or late is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.base import Text
from overblik.domain.bookings import (
    STEPS,
    Booking,
    Lack,
    Standing,
    Step,
    done_items,
    done_lately,
    expected_day,
    is_referral,
    lacks,
    loops,
    open_loops,
)
from overblik.domain.catalogue import Service
from overblik.domain.plan import PlanItem
from overblik.domain.plan import Standing as InPlan
from overblik.domain.story import Investigation
from overblik.knowledge import library

SERVICES = library().catalogue.services
ECHO, EYES = SERVICES["echo"], SERVICES["eye_photo"]
FRIEND, BACK = SERVICES["visiting_friend"], SERVICES["back_training"]
TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)


def at(*days: int) -> Booking:
    """An echo whose first steps were taken on these days, counted from today."""
    taken = dict(zip(STEPS, (TODAY + one * DAY for one in days), strict=False))
    return Booking(service="echo", days=taken)


@pytest.mark.parametrize("taken", range(5))
@pytest.mark.parametrize("step", STEPS)
def test_only_the_next_step_can_be_taken(taken: int, step: Step):
    booking = at(*range(taken))
    if step == STEPS[taken]:
        assert booking.taken(step, TODAY + 9 * DAY).last == step
    else:
        with pytest.raises(ValueError, match="not the next"):
            booking.taken(step, TODAY + 9 * DAY)


def test_days_are_in_order():
    with pytest.raises(ValueError, match="before"):
        at(0).taken("done", TODAY - DAY)
    assert at(0).taken("done", TODAY).days["done"] == TODAY, "the same day is fine"


@pytest.mark.parametrize("step", STEPS)
def test_only_the_last_step_can_be_undone(step: Step):
    booking = at(0, 1, 2)
    if step == "answered":
        assert booking.undone(step) == at(0, 1)
    else:
        with pytest.raises(ValueError, match="not the last"):
            booking.undone(step)


@pytest.mark.parametrize(
    "days", [{"closed": TODAY}, {"ordered": TODAY, "answered": TODAY}, {"done": TODAY}]
)
def test_no_booking_is_without_a_step_before_its_last(days: dict[Step, date]):
    """A save that somebody wrote by hand cannot be further than its steps."""
    with pytest.raises(ValidationError):
        Booking(service="echo", days=days)


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.booleans(), st.integers(-3, 9))))
def test_whatever_happens_nothing_is_acted_on_without_an_answer(
    happened: list[tuple[Step, bool, int]],
):
    booking = at()
    for step, undo, day in happened:
        try:
            booking = booking.undone(step) if undo else booking.taken(step, TODAY + day * DAY)
        except ValueError:
            continue
        if {"acted", "closed"} & set(booking.days):
            assert "answered" in booking.days
        assert Booking.model_validate(booking.model_dump()) == booking


class Late(NamedTuple):
    """Days from today; the echo's answer is there after the catalogue's 42."""

    why: str
    days: tuple[int, ...]
    standing: Standing


LATE = (
    Late("nobody has ordered", (), "planned"),
    Late("on its way", (0,), "waiting"),
    Late("the last day of the wait", (-42,), "waiting"),
    Late("the day after", (-43,), "overdue"),
    Late("done, but the answer never came", (-43, -20), "overdue"),
    Late("an answer that nobody has acted on, however late it came", (-90, -80, -70), "unread"),
    Late("acted on and still open", (-90, -80, -70, -60), "acted"),
    Late("at its end", (-90, -80, -70, -60, -50), "closed"),
)


@pytest.mark.parametrize("row", LATE, ids=lambda row: row.why)
def test_where_a_loop_stands(row: Late):
    item = PlanItem(id="service-echo")
    (loop,) = loops([item], {"service-echo": at(*row.days)}, SERVICES, TODAY)
    assert loop.standing == row.standing
    is_open = row.standing not in ("planned", "closed")
    assert len(open_loops([item], {item.id: loop.booking}, SERVICES, TODAY)) == is_open


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, len(STEPS))))
def test_only_what_is_at_its_end_is_closed(steps: dict[str, int]):
    lines = [PlanItem(id=id) for id in steps]
    found = done_items(lines, {id: at(*range(taken)) for id, taken in steps.items()})
    assert set(found) == {id for id, taken in steps.items() if taken == len(STEPS)}


@pytest.mark.parametrize("standing", ["removed", "declined", "proposed"])
def test_a_line_that_is_not_in_the_plan_has_no_loop(standing: InPlan):
    item = PlanItem(id="service-echo", standing=standing)
    assert loops([item], {"service-echo": at(0)}, SERVICES, TODAY) == ()


def test_those_that_wait_for_somebody_stand_first():
    days = {"a": (0,), "b": (-9, -8, -7), "c": (-43,), "d": (), "e": (-9, -8, -7, -6, -5)}
    items = [PlanItem(id=one) for one in days]
    found = loops(items, {key: at(*one) for key, one in days.items()}, SERVICES, TODAY)
    assert [one.item.id for one in found] == ["c", "b", "a", "d", "e"]


def test_a_service_that_left_the_catalogue_keeps_its_loop():
    (loop,) = loops([PlanItem(id="x")], {"x": Booking(service="gone")}, SERVICES, TODAY)
    assert loop.service is None
    assert loop.expected is None


def test_the_expected_day_is_the_order_and_the_wait():
    assert expected_day(at(-2), ECHO) == TODAY + 40 * DAY
    assert expected_day(at(), ECHO) is None
    assert expected_day(at(0), ECHO.model_copy(update={"wait_days": None})) is None


def echo(day: date) -> Investigation:
    return Investigation(service="echo", date=day, where=Text(da="Sygehus", en="Hospital"))


@pytest.mark.parametrize(
    ("day", "asks", "why"),
    [
        (date(2026, 9, 30), True, "two months ago"),
        (date(2026, 5, 30), True, "six months ago to the day"),
        (date(2026, 5, 29), False, "longer ago than the catalogue asks for"),
    ],
)
def test_what_was_done_lately_asks_for_a_reason(day: date, asks: bool, why: str):
    lately = done_lately(ECHO, [echo(day)], TODAY, TODAY, TODAY)
    assert ("again" in lacks(at(), ECHO, "ordered", lately=lately)) is asks, why


def test_the_newest_time_counts_and_only_of_the_same_service():
    old, new = echo(date(2026, 8, 1)), echo(date(2026, 10, 1))
    assert done_lately(ECHO, [new, old], TODAY, TODAY, TODAY) == new
    assert done_lately(SERVICES["eye_photo"], [new], TODAY, TODAY, TODAY) is None
    assert done_lately(SERVICES["home_help"], [new], TODAY, TODAY, TODAY) is None, (
        "no months, no question"
    )


class Needs(NamedTuple):
    why: str
    service: Service
    step: Step
    written: dict[str, object]
    lacks: tuple[Lack, ...]


NEEDS = (
    Needs("an echo needs a question", ECHO, "ordered", {}, ("question",)),
    Needs("blanks are no question", ECHO, "ordered", {"question": " \n"}, ("question",)),
    Needs("and no more", ECHO, "ordered", {"question": "Pumper hjertet?"}, ()),
    Needs("the catalogue asks for the eye photo", EYES, "ordered", {}, ()),
    Needs("a municipal offer needs none", SERVICES["home_help"], "ordered", {}, ()),
    Needs("acting needs what was done", ECHO, "acted", {}, ("action",)),
    Needs("acted", ECHO, "acted", {"action": "intet"}, ()),
    Needs("an answer needs no words", ECHO, "answered", {}, ()),
    Needs("the end needs what came of it", ECHO, "closed", {}, ("action",)),
    Needs("blanks are no action", ECHO, "closed", {"action": " \n"}, ("action",)),
    Needs("an action is", ECHO, "closed", {"action": "intet"}, ()),
    Needs(
        "people need a person and a day", FRIEND, "ordered", {}, ("link_person", "first_meeting")
    ),
    Needs("a person alone", FRIEND, "ordered", {"link_person": "Bo"}, ("first_meeting",)),
    Needs("a day alone", FRIEND, "ordered", {"first_meeting": TODAY}, ("link_person",)),
    Needs("both", FRIEND, "ordered", {"link_person": "Bo", "first_meeting": TODAY}, ()),
)


@pytest.mark.parametrize("row", NEEDS, ids=lambda row: row.why)
def test_what_a_step_waits_for(row: Needs):
    booking = at().model_copy(update=row.written)
    assert lacks(booking, row.service, row.step, lately=None) == row.lacks
    if row.step == "ordered":
        assert is_referral(booking, row.service) is (
            "link_person" not in row.lacks and "first_meeting" not in row.lacks
        )


def test_only_the_hospital_can_refer_is_a_gap_in_the_system():
    assert (BACK.system_gap, BACK.bookable) == (True, False)
    assert (ECHO.system_gap, ECHO.bookable) == (False, True)
    mri = SERVICES["whole_body_mri"]
    assert (mri.system_gap, mri.bookable, mri.answers) == (False, False, None)
