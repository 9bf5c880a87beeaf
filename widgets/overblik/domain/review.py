"""The annual review: last year's plan beside what became of it, line by line.

A line is kept, changed or ended. Its review also names what was never done: its day has passed and
nothing says that it was done. What was done in an earlier year, whose review was passed over, was
not done in this one. A verdict belongs to the day of the year it was said at; one of another day is
history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Slug
from overblik.domain.bookings import Booking, done_day
from overblik.domain.days import month_after
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, is_standing
from overblik.domain.timeline import met_at
from overblik.domain.year import Step

Verdict = Literal["kept", "changed", "ended"]
"""Goes on as it is; goes on otherwise; is over."""


SOON = 1
"""Months until a line that was not done is due, when it is kept: this project's own proposal. It
was to be done already, so it does not wait for the same day of another year."""

LONGEST = timedelta(weeks=52)
"""So long after a medicine change a follow-up still belongs to it."""


class Days(Frozen):
    """When a line is due, when it was done, and when somebody looks at its medicine change."""

    due: Day | None = None
    done: Day | None = None
    follow_up: Day | None = None


class LastRound(Days):
    """What a line that is kept had until then: its days, and its order where that had come to its
    end. Keeping it begins them anew, on the days it was ``given``; taking the verdict back brings
    them back."""

    booking: Booking | None = None
    given: Days = Days()


class Reviewed(Frozen):
    """What the review said of one line, and at which day of the year it was said.

    ``why`` is the reason it was ended or never done, which can be written before the verdict;
    ``last_round`` stands for a line that is kept.
    """

    at: Slug
    verdict: Verdict | None = None
    why: str = Field(default="", max_length=2_000)
    last_round: LastRound | None = None


@dataclass(frozen=True)
class Row:
    """One line of last year's plan: as it stood, as it stands now, and what is said of it.

    ``done`` is the day it was done in the year under review, ``last_done`` the one it was done on
    in an earlier year. ``standing`` is no task and has no such day
    (`overblik.domain.plan.is_standing`).
    """

    before: PlanItem
    now: PlanItem
    verdict: Verdict | None
    why: str
    done: date | None
    last_done: date | None
    never_done: bool
    standing: bool

    @property
    def not_done(self) -> bool:
        """Whether it was to be done by now and was not, in the year under review."""
        return self.never_done or self.last_done is not None

    @property
    def undone(self) -> bool:
        """Whether it is a task that nothing says was ever done."""
        return not self.standing and self.done is None and self.last_done is None


@dataclass(frozen=True)
class Review:
    """Last year's lines in the order of their plan."""

    rows: tuple[Row, ...]

    @property
    def waiting(self) -> tuple[Row, ...]:
        """The lines nobody has said anything of yet."""
        return tuple(one for one in self.rows if one.verdict is None)

    @property
    def never_done(self) -> tuple[Row, ...]:
        return tuple(one for one in self.rows if one.never_done)

    @property
    def never_done_by_owner(self) -> dict[str | None, int]:
        """How many lines of whom were never done, most first; None for lines nobody owned."""
        return dict(Counter(one.before.owner for one in self.never_done).most_common())

    @property
    def not_this_year(self) -> tuple[Row, ...]:
        """The lines that were done in an earlier year and not in this one."""
        return tuple(one for one in self.rows if one.last_done is not None)

    def said(self, verdict: Verdict) -> int:
        """How many lines have this verdict."""
        return sum(one.verdict == verdict for one in self.rows)

    def meetings(self, since: date, today: date, model: CareModel) -> tuple[int, int]:
        """How many of the contacts that were agreed for the year under review were held, and how
        many there were. Lines at one place on one day are one contact."""
        held: dict[tuple[str, date], bool] = {}
        for row in self.rows:
            due, done = row.before.due, row.done
            day = due if due is not None and due >= since else done
            place = met_at(row.before, {}, model)
            if place is not None and day is not None and (done is not None or day < today):
                held[place, day] = held.get((place, day), False) or done is not None
        return sum(held.values()), len(held)


def review_since(earlier: Sequence[Step], plan_start: date) -> Step:
    """The day on which the year under review began: that of the plan's year, or the last yearly day
    since. ``earlier`` are the days of the year before the one it is, at least one."""
    years = [one for one in earlier if one.yearly or one.day <= plan_start]
    return years[-1] if years else earlier[0]


def review(
    before: Iterable[PlanItem],
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    reviewed: Mapping[str, Reviewed],
    place: str,
    since: date,
    today: date,
    model: CareModel,
) -> Review:
    """The review at one day of the year (``place``) of the plan as the day before it left it.
    ``since`` is the first day of the year under review (`review_since`).

    A line that came today is not last year's, nor is one that was taken out today up for review.
    """
    now = {one.id: one for one in plan}
    rows: list[Row] = []
    for was in before:
        line, said = now.get(was.id), reviewed.get(was.id)
        if said is not None and said.at != place:
            said = None
        if line is None or was.standing != "kept":
            continue
        ended = said is not None and said.verdict == "ended"
        if line.standing != "kept" and not (ended and line.standing == "ended"):
            continue
        # An ended line that was taken back into the plan waits for a new verdict.
        verdict = None if said is None or (ended and line.standing == "kept") else said.verdict
        done = done_day(line, bookings)
        if verdict == "kept" and said and said.last_round:
            done = round_done(said.last_round) or done
        standing = is_standing(was, model)
        passed = was.due is not None and was.due < today
        earlier = not standing and _is_of_earlier(was.due, done, since)
        rows.append(
            Row(
                before=was,
                now=line,
                verdict=verdict,
                why=said.why if said else "",
                done=None if earlier else done,
                last_done=done if earlier else None,
                never_done=passed and not standing and done is None,
                standing=standing,
            )
        )
    return Review(tuple(rows))


def last_round(line: PlanItem, bookings: Mapping[str, Booking]) -> LastRound:
    """What a line has before it is kept."""
    booking = bookings.get(line.id)
    return LastRound(
        due=line.due,
        done=line.done,
        follow_up=_follow_up(line),
        booking=booking if booking and booking.last == "closed" else None,
    )


def round_done(then: LastRound) -> date | None:
    """The day it was done, by itself or as an order that came to its end."""
    return then.booking.days["done"] if then.booking else then.done


def _is_of_earlier(due: date | None, done: date | None, since: date) -> bool:
    """Whether what was done was done in an earlier year, and not early for a day in this one."""
    return done is not None and done < since and (due is None or due < since)


def anew(
    line: PlanItem, then: LastRound, since: date, today: date, standing: bool = False
) -> PlanItem:
    """A line that is kept. When it was done in the year under review, which began ``since``, it is
    to be done again on the same day the first year in which that is not in the past, and so is what
    is ``standing`` and has passed; what has passed and was not done is due soon (`SOON`)."""
    done = round_done(then)
    if line.due is None or line.due > month_after(today, 12):
        return line.model_copy(update={"done": None})
    if done is None and line.due >= today:
        return line
    follow_up = _follow_up(line)
    if standing or (done is not None and not _is_of_earlier(line.due, done, since)):
        due = _again(line.due, today, least=1)
        return _with_days(line, due, None, follow_up and _again(follow_up, due))
    due = month_after(today, SOON)
    wait = min(max(follow_up - line.due, timedelta()), LONGEST) if follow_up else timedelta()
    return _with_days(line, due, None, follow_up and due + wait)


def kept(
    line: PlanItem, bookings: Mapping[str, Booking], since: date, today: date, standing: bool
) -> tuple[PlanItem, LastRound]:
    """A line that is kept (`anew`), and what it had until then."""
    then = last_round(line, bookings)
    line = anew(line, then, since, today, standing)
    given = Days(due=line.due, done=line.done, follow_up=_follow_up(line))
    return line, then.model_copy(update={"given": given})


def _again(day: date, first: date, least: int = 0) -> date:
    """The same day of the first year in which it is not before another, at least so many on."""
    years = max(least, first.year - day.year)
    same = month_after(day, 12 * years)
    return same if same >= first else month_after(day, 12 * (years + 1))


def no_longer_kept(line: PlanItem, then: LastRound) -> PlanItem:
    """A line with the days it had before it was kept. A day that somebody has set since stays."""
    now = _follow_up(line)
    return _with_days(
        line,
        then.due if line.due == then.given.due else line.due,
        then.done if line.done == then.given.done else line.done,
        then.follow_up if now == then.given.follow_up else now,
    )


def _follow_up(line: PlanItem) -> date | None:
    return line.medicine and line.medicine.follow_up


def _with_days(
    line: PlanItem, due: date | None, done: date | None, follow_up: date | None
) -> PlanItem:
    medicine = line.medicine and line.medicine.model_copy(update={"follow_up": follow_up})
    return line.model_copy(update={"due": due, "done": done, "medicine": medicine})


def ordered_anew(then: Booking) -> Booking:
    """The order of a line that is to be done again: whom and what it asks, and no step taken."""
    return Booking(
        service=then.service, by=then.by, question=then.question, link_person=then.link_person
    )
