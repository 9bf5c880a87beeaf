"""What is otherwise in a plan from one day of the year to another, line by line.

Lines are the same when they have the same id. Only lines in the plan count: one that was declined,
taken out or ended is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from overblik.domain.base import Meeting, Text
from overblik.domain.bookings import Booking, done_items
from overblik.domain.conference import Conference, Examination, saved_by
from overblik.domain.ledger import Absent, holder
from overblik.domain.plan import PlanItem, in_order
from overblik.domain.write_back import is_done, line_of


@dataclass(frozen=True)
class PlanVersion:
    """A plan as it stands on one day of the year, and what says how far it has come.

    ``tracks`` are the outpatient tracks of the patient then, None where unknown.
    """

    plan: tuple[PlanItem, ...]
    bookings: Mapping[str, Booking]
    conferences: tuple[Conference, ...]
    tracks: tuple[Text, ...] | None
    absent: Absent

    @property
    def kept(self) -> dict[str, PlanItem]:
        """The lines in the plan by id, in the order of their days."""
        return {one.id: one for one in in_order(self.plan)}

    @property
    def done(self) -> dict[str, date]:
        """The lines at their end, in the plan or not, each with the day it was done."""
        return done_items(self.plan, self.bookings)

    def holder(self, item: PlanItem) -> str | None:
        """Who has a line: its owner, unless they have left before it was done."""
        return item.owner if item.id in self.done else holder(item, self.absent)

    @property
    def at_risk(self) -> dict[str, PlanItem]:
        """The lines by id that wait for somebody who is ill."""
        return {
            id: one
            for id, one in self.kept.items()
            if self.absent.get(one.owner or "") == "ill" and id not in self.done
        }

    @property
    def responsible(self) -> str | None:
        """Who has the treatment responsibility since the last conference that said it."""
        told = [
            (one.closed, one.card.after)
            for one in self.conferences
            if one.closed and one.card.after
        ]
        return max(told)[1] if told else None


@dataclass(frozen=True)
class PlanDifference:
    """What is otherwise; every line as it is after, an ended one as it was before.

    ``new`` was not in the plan, ``ended`` no longer is, ``undone`` are those of the ended that were
    not done; ``left_behind`` has never been in the one after: the earlier day was worked on later.
    ``done`` has come to its end since, with the day; a line that is done is not said to have ended.
    ``moved`` has another owner (line, from, to; None is nobody, which it is when the owner has
    left), ``dated`` another day (line, from, to), ``follow_ups`` only another day on which its
    medicine is looked at, ``receivers`` another one who gets the answer, ``meetings`` another way
    of meeting; ``reworded`` has other words (line, as it was). ``at_risk`` rests on somebody who
    has fallen ill. ``tracks`` is how many outpatient tracks there were and are, ``saved`` what a
    conference cancelled, ``responsible`` who had the treatment responsibility and has it now: these
    two are None when they are the same.
    """

    new: tuple[PlanItem, ...] = ()
    ended: tuple[PlanItem, ...] = ()
    undone: tuple[PlanItem, ...] = ()
    left_behind: tuple[PlanItem, ...] = ()
    moved: tuple[tuple[PlanItem, str | None, str | None], ...] = ()
    dated: tuple[tuple[PlanItem, date | None, date | None], ...] = ()
    follow_ups: tuple[tuple[PlanItem, date | None, date | None], ...] = ()
    receivers: tuple[tuple[PlanItem, str | None, str | None], ...] = ()
    meetings: tuple[tuple[PlanItem, Meeting | None, Meeting | None], ...] = ()
    reworded: tuple[tuple[PlanItem, PlanItem], ...] = ()
    done: tuple[tuple[PlanItem, date], ...] = ()
    at_risk: tuple[PlanItem, ...] = ()
    tracks: tuple[int, int] | None = None
    saved: tuple[Examination, ...] = ()
    responsible: tuple[str | None, str | None] | None = None

    @property
    def nothing(self) -> bool:
        """Whether the plan is the same."""
        return not any(getattr(self, one.name) for one in fields(self))


def plan_difference(before: PlanVersion, after: PlanVersion) -> PlanDifference:
    """What is otherwise from one version of a plan to another."""
    was, now = before.kept, after.kept
    over = {id: day for id, day in after.done.items() if id not in before.done}
    both = [(was[id], one) for id, one in now.items() if id in was]
    lines = {one.id: one for one in after.plan}
    gone = [one for id, one in was.items() if id not in now and id not in over]
    had, have = before.responsible, after.responsible
    return PlanDifference(
        new=tuple(one for id, one in now.items() if id not in was),
        ended=tuple(one for one in gone if one.id in lines),
        undone=tuple(one for one in gone if one.id in lines and one.id not in after.done),
        left_behind=tuple(one for one in gone if one.id not in lines),
        moved=_otherwise(both, before.holder, after.holder),
        dated=_otherwise(both, _due, _due),
        follow_ups=_otherwise(
            [(old, one) for old, one in both if old.due == one.due], _follow_up, _follow_up
        ),
        receivers=_otherwise(both, _receiver, _receiver),
        meetings=_otherwise(both, _meeting, _meeting),
        reworded=tuple((one, old) for old, one in both if _is_reworded(old, one)),
        done=tuple((lines[id], day) for id, day in over.items()),
        at_risk=tuple(one for id, one in after.at_risk.items() if id not in before.at_risk),
        tracks=_tracks(before, after),
        saved=tuple(_saved(before, after)),
        responsible=None if had == have else (had, have),
    )


ValueT = TypeVar("ValueT")


def _otherwise(
    both: Iterable[tuple[PlanItem, PlanItem]],
    before: Callable[[PlanItem], ValueT],
    after: Callable[[PlanItem], ValueT],
) -> tuple[tuple[PlanItem, ValueT, ValueT], ...]:
    """The lines for which something is otherwise, with what it was and what it is."""
    told = [(now, before(was), after(now)) for was, now in both]
    return tuple(one for one in told if one[1] != one[2])


def _due(item: PlanItem) -> date | None:
    return item.due


def _receiver(item: PlanItem) -> str | None:
    return item.answer_to


def _meeting(item: PlanItem) -> Meeting | None:
    return item.meeting


def _follow_up(item: PlanItem) -> date | None:
    return item.medicine and item.medicine.follow_up


def _is_reworded(old: PlanItem, now: PlanItem) -> bool:
    """Whether a line says something else. What is done when nothing has happened follows the owner,
    so with another owner it is not told."""
    same_owner = old.owner == now.owner
    return (old.text, old.words) != (now.text, now.words) or (
        same_owner and old.if_nothing != now.if_nothing
    )


def _tracks(before: PlanVersion, after: PlanVersion) -> tuple[int, int] | None:
    if before.tracks is None or after.tracks is None:
        return None
    counts = len(before.tracks), len(after.tracks)
    return counts if counts[0] != counts[1] else None


def _saved(before: PlanVersion, after: PlanVersion) -> Iterator[Examination]:
    """What conferences have cancelled that none had cancelled then, each service once. Nothing is
    spared of what was done already when it was cancelled."""
    were = {one.service for one in saved_by(before.conferences)}
    lines = {one.id: one for one in after.plan}
    for one in saved_by(after.conferences):
        line = line_of(one.service, lines)
        done = line is not None and is_done(line, after.bookings)
        if one.service not in were and not done:
            yield one
