"""The annual review: whom it asks about, what was never done, and what comes again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.bookings import STEPS, Booking
from overblik.domain.plan import MedicineStep, PlanItem, from_offer
from overblik.domain.review import (
    LastRound,
    Review,
    Reviewed,
    anew,
    kept,
    last_round,
    no_longer_kept,
    review,
    review_since,
)
from overblik.domain.year import Step
from overblik.knowledge import library

MODEL = library().model
TODAY, SINCE = date(2027, 11, 30), date(2026, 11, 30)
IN_A_MONTH, EARLIER = date(2027, 12, 30), date(2026, 5, 22)
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
        SINCE,
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
    assert review([], [LINE], {}, {}, "aar", SINCE, TODAY, MODEL).rows == ()


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
    found = review(lines, lines, {}, said, "aar", SINCE, TODAY, MODEL)
    assert [found.said(one) for one in ("kept", "changed", "ended")] == [1, 1, 0]
    assert [one.now.id for one in found.waiting] == ["c", "d"]
    assert found.never_done_by_owner == {"gp": 2, None: 1}


WATCHED = MedicineStep(kind="stop", follow_up=date(2027, 3, 15))


@pytest.mark.parametrize(
    ("before", "booking", "due", "done", "reason"),
    [
        (LINE, None, IN_A_MONTH, None, "never done: now, not half a year on"),
        (line(done=MARCH), None, LATER, None, "done: the same day a year on"),
        (line(due=EARLIER), None, IN_A_MONTH, None, "nor years ago"),
        (line(due=date(2025, 12, 24), done=MARCH), None, date(2027, 12, 24), None, "late: in time"),
        (line(due=date(2020, 3, 1), done=MARCH), None, LATER, None, "as many years as it takes"),
        (line(due=date(2020, 2, 29), done=MARCH), None, date(2028, 2, 29), None, "a leap day"),
        (line(due=EARLIER, done=EARLIER), None, IN_A_MONTH, None, "done, but not in this year"),
        (line(done=EARLIER), None, LATER, None, "done early, for this year's day"),
        (LINE, ORDERED, IN_A_MONTH, None, "an order that was begun is not done"),
        (line(due=TODAY), None, TODAY, None, "today it can still be done"),
        (line(due=TODAY, done=TODAY), None, date(2028, 11, 30), None, "done today: next year"),
        (line(due=TODAY), CLOSED, date(2028, 11, 30), None, "and so is an order"),
        (line(due=LATER), None, LATER, None, "a day to come stays as it is"),
        (line(due=LATER, done=MARCH), None, date(2029, 3, 1), None, "done before its day"),
        (line(due=date(2029, 3, 1), done=MARCH), None, date(2029, 3, 1), None, "far ahead"),
        (line(due=None, done=MARCH), None, None, None, "without a day only that it was done"),
    ],
)
def test_a_line_that_is_kept_comes_again(
    before: PlanItem, booking: Booking | None, due: date | None, done: date | None, reason: str
):
    bookings = {"a": booking} if booking else {}
    after = anew(before, last_round(before, bookings), SINCE, TODAY)
    assert (after.due, after.done) == (due, done), reason


def test_what_holds_all_the_time_is_not_to_be_done_now():
    assert anew(ENDED_STANDING, LastRound(), SINCE, TODAY, standing=True).due == LATER


@pytest.mark.parametrize(
    ("done", "follow_up", "reason"),
    [
        (MARCH, date(2028, 3, 15), "done, both come again"),
        (None, date(2028, 1, 13), "not done, it is looked at two weeks after"),
    ],
)
def test_the_follow_up_comes_after_the_new_day(done: date | None, follow_up: date, reason: str):
    after = anew(line(medicine=WATCHED, done=done), LastRound(done=done), SINCE, TODAY)
    assert after.medicine
    assert after.medicine.follow_up == follow_up, reason


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days | st.none(), days | st.none(), days | st.none(), st.dates(TODAY, date(2191, 1, 1)))
def test_a_kept_line_is_never_in_the_past_and_stays_a_line(
    due: date | None, done: date | None, follow_up: date | None, today: date
):
    step = MedicineStep(kind="stop", follow_up=follow_up)
    before = line(due=due, done=done, medicine=step)
    since = today - timedelta(days=365)
    after, then = kept(before, {}, since, today, standing=False)
    assert after.due is None or after.due >= today
    assert (after.due is None) == (due is None)
    assert PlanItem.model_validate(after.model_dump()) == after
    if due and after.due != due:
        assert after.due
        assert after.done is None
        if due > today or (done and max(done, due) >= since):
            assert after.due.replace(day=1, year=1) == due.replace(day=1, year=1)
        else:
            assert after.due - today <= timedelta(days=31)
    assert no_longer_kept(after, then) == before


@pytest.mark.parametrize(
    ("before", "done", "last", "never", "reason"),
    [
        (line(done=MARCH), MARCH, None, False, "done in the year under review"),
        (line(due=EARLIER, done=EARLIER), None, EARLIER, False, "its review was passed over"),
        (line(done=EARLIER), EARLIER, None, False, "early, for a day in this year"),
        (line(due=EARLIER, done=SINCE), SINCE, None, False, "late, on the first day of this year"),
        (line(due=None, done=EARLIER), None, EARLIER, False, "on no day, long ago"),
        (line(due=EARLIER), None, None, True, "never, then or now"),
    ],
)
def test_what_was_done_in_an_earlier_year_was_not_done_in_this_one(
    before: PlanItem, done: date | None, last: date | None, never: bool, reason: str
):
    found = reviewed(before, before)
    (row,) = found.rows
    assert (row.done, row.last_done, row.never_done) == (done, last, never), reason
    assert bool(found.not_this_year) == (last is not None), reason
    assert row.not_done == (done is None), reason


VISIT = line(meeting="visit")


@pytest.mark.parametrize(
    ("lines", "held", "reason"),
    [
        ([VISIT], (0, 1), "agreed and not held"),
        ([line(meeting="phone", done=MARCH)], (1, 1), "held"),
        ([line(owner="patient", meeting="visit")], (0, 0), "the patient's own task"),
        ([line(owner="municipality", meeting="visit")], (0, 0), "the text counts GP and practice"),
        ([line(meeting="digital")], (0, 0), "digital is none"),
        ([LINE], (0, 0), "nobody meets"),
        ([line(meeting="visit", due=EARLIER)], (0, 0), "before the year under review"),
        ([line(meeting="visit", due=EARLIER, done=EARLIER)], (0, 0), "and so when it was held"),
        ([line(meeting="visit", due=EARLIER, done=MARCH)], (1, 1), "held in it, late"),
        ([line(meeting="visit", due=TODAY)], (0, 0), "today it can still be held"),
        ([line(meeting="visit", due=TODAY, done=TODAY)], (1, 1), "and was"),
        ([line(meeting="visit", due=LATER)], (0, 0), "next year's"),
        ([line(meeting="visit", due=LATER, done=MARCH)], (1, 1), "held early"),
        ([VISIT, line(id="b", owner="nurse", meeting="visit", done=MARCH)], (1, 1),
         "one place, one day: one contact, and it was held"),
        ([line(offer="high-overview", meeting="visit", done=MARCH)], (0, 0),
         "the overview is none of the contacts"),
    ],
)  # fmt: skip
def test_the_contacts_that_were_held(lines: list[PlanItem], held: tuple[int, int], reason: str):
    found = review(lines, lines, {}, {}, "aar", SINCE, TODAY, MODEL)
    assert found.meetings(SINCE, TODAY, MODEL) == held, reason


def test_the_year_under_review_begins_with_the_plans_or_at_the_last_yearly_day():
    days = [
        Step("sidste-aar", date(2025, 11, 30)),
        Step("start", SINCE),
        Step("brev", MARCH),
        Step("aar", TODAY, yearly=True),
        Step("efter", LATER),
    ]
    since = [review_since(days[:at], SINCE).id for at in range(1, 6)]
    assert since == ["sidste-aar", "start", "start", "aar", "aar"]
    assert review_since(days[2:3], SINCE).id == "brev", "no earlier day is known"
