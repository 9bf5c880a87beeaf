"""The annual review: whom it asks about, what was never done, and what comes again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.bookings import STEPS, Booking
from overblik.domain.plan import MedicineStep, PlanItem, from_offer
from overblik.domain.review import LastRound, Review, Reviewed, anew, last_round, review
from overblik.knowledge import library

MODEL = library().model
TODAY = date(2027, 11, 30)
MARCH, LATER = date(2027, 3, 1), date(2028, 3, 1)
LINE = PlanItem(id="a", text="Ring", owner="gp", due=MARCH)
CLOSED = Booking(service="echo", days=dict.fromkeys(STEPS, MARCH), action="Intet nyt", question="?")
ORDERED = Booking(service="echo", days={"ordered": MARCH}, question="?")


def line(**fields: object) -> PlanItem:
    return LINE.model_copy(update=fields)


def reviewed(
    before: PlanItem = LINE,
    now: PlanItem | None = LINE,
    said: Reviewed | None = None,
    booking: Booking | None = None,
) -> Review:
    """The review at »aar« of a plan of one line."""
    return review(
        [before],
        [now] if now else [],
        {"a": booking} if booking else {},
        {"a": said} if said else {},
        "aar",
        TODAY,
        MODEL,
    )


KEPT = Reviewed(at="aar", verdict="kept")


@pytest.mark.parametrize(
    ("before", "now", "said", "asked", "reason"),
    [
        (LINE, LINE, None, True, "it stood in the plan and still does"),
        (line(standing="declined"), LINE, None, False, "it was not in the plan before"),
        (line(standing="ended"), line(standing="ended"), None, False, "it was over already"),
        (LINE, line(standing="removed"), None, False, "it was taken out today"),
        (LINE, None, None, False, "the plan of today does not know it"),
        (LINE, line(standing="ended"), None, False, "something else ended it: a conference"),
        (
            LINE,
            line(standing="ended"),
            Reviewed(at="aar", verdict="ended"),
            True,
            "ended at this review",
        ),
        (
            LINE,
            line(standing="ended"),
            Reviewed(at="start", verdict="ended"),
            False,
            "ended at another",
        ),
    ],
)
def test_which_lines_are_asked_about(
    before: PlanItem, now: PlanItem | None, said: Reviewed | None, asked: bool, reason: str
):
    assert bool(reviewed(before, now, said).rows) == asked, reason


def test_a_line_that_came_today_is_not_last_years():
    assert review([], [LINE], {}, {}, "aar", TODAY, MODEL).rows == ()


@pytest.mark.parametrize(
    ("said", "now", "verdict", "reason"),
    [
        (None, LINE, None, "nobody has said anything"),
        (KEPT, LINE, "kept", "said today"),
        (Reviewed(at="start", verdict="kept"), LINE, None, "said on another day: history"),
        (Reviewed(at="aar", why="Glemt"), LINE, None, "a reason is no verdict"),
        (Reviewed(at="aar", verdict="ended"), LINE, None, "ended and taken back into the plan"),
        (Reviewed(at="aar", verdict="ended"), line(standing="ended"), "ended", "ended"),
    ],
)
def test_which_verdict_counts(
    said: Reviewed | None, now: PlanItem, verdict: str | None, reason: str
):
    found = reviewed(LINE, now, said)
    assert found.rows[0].verdict == verdict, reason
    assert bool(found.waiting) == (verdict is None), reason


ENDED_STANDING = from_offer(next(o for o in MODEL.offers if o.standing), TODAY).model_copy(
    update={"id": "a", "due": MARCH}
)


@pytest.mark.parametrize(
    ("before", "booking", "said", "never", "reason"),
    [
        (LINE, None, None, True, "its day has passed and nothing says it was done"),
        (line(due=TODAY), None, None, False, "its day is today: it can still be done"),
        (line(due=LATER), None, None, False, "its day has not come"),
        (line(due=None), None, None, False, "it has no day"),
        (line(done=MARCH), None, None, False, "it was done"),
        (LINE, CLOSED, None, False, "the order is closed"),
        (LINE, ORDERED, None, True, "an order that was begun is not done"),
        (line(done=MARCH), ORDERED, None, True, "an order is done when it is closed"),
        (ENDED_STANDING, None, None, False, "what holds all the time is no task"),
        (LINE, None, KEPT, True, "kept, it is named all the same"),
        (
            LINE,
            None,
            Reviewed(at="aar", verdict="kept", last_round=LastRound(due=MARCH, done=MARCH)),
            False,
            "it was done before it was kept",
        ),
        (
            LINE,
            None,
            Reviewed(at="aar", verdict="kept", last_round=LastRound(due=MARCH, booking=CLOSED)),
            False,
            "the order was closed before it was kept",
        ),
    ],
)
def test_what_was_never_done(
    before: PlanItem, booking: Booking | None, said: Reviewed | None, never: bool, reason: str
):
    found = reviewed(before, before, said, booking)
    assert bool(found.never_done) == never, reason


def test_moving_a_day_today_does_not_make_it_done():
    assert reviewed(LINE, line(due=LATER)).never_done


def test_counts_and_owners():
    lines = [
        line(id=id, owner=owner, done=done)
        for id, owner, done in (("a", "gp", None), ("b", "gp", None), ("c", None, None))
    ] + [line(id="d", done=MARCH)]
    said = {"a": KEPT, "b": Reviewed(at="aar", verdict="changed")}
    found = review(lines, lines, {}, said, "aar", TODAY, MODEL)
    assert [found.said(one) for one in ("kept", "changed", "ended")] == [1, 1, 0]
    assert [one.now.id for one in found.waiting] == ["c", "d"]
    assert found.never_done_by_owner == {"gp": 2, None: 1}


WATCHED = MedicineStep(kind="stop", follow_up=date(2027, 3, 15))


@pytest.mark.parametrize(
    ("before", "booking", "due", "done", "reason"),
    [
        (LINE, None, LATER, None, "the same day a year on"),
        (line(done=MARCH), None, LATER, None, "it is to be done anew"),
        (line(due=date(2020, 12, 24)), None, date(2027, 12, 24), None, "not a year on: in time"),
        (line(due=date(2020, 3, 1)), None, LATER, None, "as many years as it takes"),
        (line(due=date(2020, 2, 29)), None, date(2028, 2, 29), None, "a leap day finds its own"),
        (line(due=TODAY), None, TODAY, None, "today it can still be done"),
        (line(due=TODAY, done=TODAY), None, date(2028, 11, 30), None, "done today: next year"),
        (line(due=TODAY), CLOSED, date(2028, 11, 30), None, "and so is an order"),
        (line(due=LATER, done=MARCH), None, LATER, MARCH, "a day to come stays as it is"),
        (line(due=None, done=MARCH), None, None, None, "without a day only that it was done"),
    ],
)
def test_a_line_that_is_kept_comes_again(
    before: PlanItem, booking: Booking | None, due: date | None, done: date | None, reason: str
):
    bookings = {"a": booking} if booking else {}
    after = anew(before, last_round(before, bookings), TODAY)
    assert (after.due, after.done) == (due, done), reason


def test_the_follow_up_comes_after_the_new_day():
    after = anew(line(medicine=WATCHED), LastRound(), TODAY)
    assert after.medicine
    assert after.medicine.follow_up == date(2028, 3, 15)


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days | st.none(), days | st.none(), days | st.none(), st.dates(TODAY, date(2191, 1, 1)))
def test_a_kept_line_is_never_in_the_past_and_stays_a_line(
    due: date | None, done: date | None, follow_up: date | None, today: date
):
    step = MedicineStep(kind="stop", follow_up=follow_up)
    before = line(due=due, done=done, medicine=step)
    after = anew(before, last_round(before, {}), today)
    assert after.due is None or after.due >= today
    assert (after.due is None) == (due is None)
    assert PlanItem.model_validate(after.model_dump()) == after
    if due and after.due != due:
        assert after.due
        assert after.due.replace(day=1, year=1) == due.replace(day=1, year=1)
        assert after.done is None
