"""The annual review: last year's plan beside what became of it, line by line.

A line is kept, changed or ended. Its review also names what was never done: its day has passed and
nothing says that it was done. A verdict belongs to the day of the year it was said at; one of
another day is history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Slug
from overblik.domain.bookings import Booking, done_day
from overblik.domain.days import month_after
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, is_standing

Verdict = Literal["kept", "changed", "ended"]
"""Goes on as it is; goes on otherwise; is over."""


class LastRound(Frozen):
    """What a line that is kept had until then: its days, and its order where that had come to its
    end. Keeping it begins them anew; taking the verdict back brings them back."""

    due: Day | None = None
    done: Day | None = None
    follow_up: Day | None = None
    booking: Booking | None = None


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

    ``done`` is the day it was done. ``standing`` is no task and has no such day
    (`overblik.domain.plan.is_standing`).
    """

    before: PlanItem
    now: PlanItem
    verdict: Verdict | None
    why: str
    done: date | None
    never_done: bool
    standing: bool


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

    def said(self, verdict: Verdict) -> int:
        """How many lines have this verdict."""
        return sum(one.verdict == verdict for one in self.rows)


def review(
    before: Iterable[PlanItem],
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    reviewed: Mapping[str, Reviewed],
    place: str,
    today: date,
    model: CareModel,
) -> Review:
    """The review at one day of the year (``place``) of the plan as the day before it left it.

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
        rows.append(
            Row(
                before=was,
                now=line,
                verdict=verdict,
                why=said.why if said else "",
                done=done,
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


def anew(line: PlanItem, then: LastRound, today: date) -> PlanItem:
    """A line that is kept: when its day has passed, or it was done, it is to be done again on the
    same day the first year in which that is not in the past."""
    done = round_done(then) is not None
    if line.due is None:
        return line.model_copy(update={"done": None})
    if line.due > today or (line.due == today and not done):
        return line
    due, follow_up = _again(line.due, today, least=1), _follow_up(line)
    return _with_days(line, due, None, follow_up and _again(follow_up, due))


def _again(day: date, first: date, least: int = 0) -> date:
    """The same day of the first year in which it is not before another, at least so many on."""
    years = max(least, first.year - day.year)
    same = month_after(day, 12 * years)
    return same if same >= first else month_after(day, 12 * (years + 1))


def no_longer_kept(line: PlanItem, then: LastRound, today: date) -> PlanItem:
    """A line with the days it had before it was kept. A day that somebody has set since stays."""
    was = _with_days(line, then.due, then.done, then.follow_up)
    made = anew(was, then, today)
    return _with_days(
        line,
        was.due if line.due == made.due else line.due,
        was.done if line.done == made.done else line.done,
        _follow_up(was) if _follow_up(line) == _follow_up(made) else _follow_up(line),
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
