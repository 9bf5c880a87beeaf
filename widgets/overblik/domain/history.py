"""How a patient was sorted on each day of the year, and what moved from one day to the next.

Every day is sorted under the same reading, so what moves is the patient and never the rule. Where
an answer is missing, all that was possible is told; nobody can say that the unknown moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from overblik.domain.assessment import Assessment
from overblik.domain.base import AXES, LEVELS, TIERS, AxisId, Level, Text, Tier
from overblik.domain.rating import DomainRating
from overblik.domain.year import Step

Direction = Literal["up", "down", "same", "open"]
"""Op, ned, uændret; and open where nobody can say, because one of the days leaves it open."""


@dataclass(frozen=True)
class HistoryRow:
    """One day: what happened, and where the patient then was.

    ``levels`` are those that were possible of each axis, ``tiers`` the suggested ones that were
    (none while a red flag stood); ``chosen`` is the clinician's own tier where it was another.
    ``conditions`` are the codes of the diseases the patient then had.
    """

    step: str
    day: date
    events: tuple[Text, ...]
    levels: Mapping[AxisId, tuple[Level, ...]]
    domains: tuple[DomainRating, ...]
    conditions: tuple[str, ...]
    tiers: tuple[Tier, ...]
    chosen: Tier | None

    @property
    def held(self) -> tuple[Tier, ...]:
        """The tier that held, or those still possible: the clinician's own before the suggested."""
        return self.tiers if self.chosen is None else (self.chosen,)


@dataclass(frozen=True)
class Moved:
    """What one day changed."""

    before: HistoryRow
    now: HistoryRow

    @property
    def tier(self) -> Direction:
        return direction(self.before.held, self.now.held, TIERS)

    @property
    def axes(self) -> Mapping[AxisId, Direction]:
        then, now = self.before.levels, self.now.levels
        return {one: direction(then[one], now[one], LEVELS) for one in AXES}

    @property
    def domains(self) -> tuple[tuple[DomainRating, DomainRating], ...]:
        """The domains that weigh otherwise than the day before, then and now: why an axis moved."""
        then = {one.domain.id: one for one in self.before.domains}
        pairs = ((then[one.domain.id], one) for one in self.now.domains)
        return tuple((was, now) for was, now in pairs if was.possible != now.possible)

    @property
    def new_conditions(self) -> tuple[str, ...]:
        """The diseases that the patient had not the day before."""
        return tuple(one for one in self.now.conditions if one not in self.before.conditions)


@dataclass(frozen=True)
class History:
    """The days until now, the oldest first, with what each changed: one less than the rows."""

    rows: tuple[HistoryRow, ...]

    @property
    def moves(self) -> tuple[Moved, ...]:
        return tuple(Moved(before, now) for before, now in pairwise(self.rows))


def history(days: Iterable[tuple[Step, Assessment, Tier | None]]) -> History:
    """The history of these days, each with its sorting and the clinician's own tier, if any."""
    return History(tuple(_row(*one) for one in days))


def _row(step: Step, assessment: Assessment, chosen: Tier | None) -> HistoryRow:
    return HistoryRow(
        step=step.id,
        day=step.day,
        events=tuple(one.text for one in step.events),
        levels={one.axis.id: one.possible for one in assessment.axes},
        domains=assessment.domains,
        conditions=tuple(
            one.code for one in assessment.case.conditions if one.status != "previous"
        ),
        tiers=assessment.possible_tiers,
        chosen=chosen,
    )


def direction(before: Sequence[str], now: Sequence[str], order: Sequence[str]) -> Direction:
    """Which way something moved, of which these were possible, each lightest first.

    It went up only when everything possible now is heavier than everything before; a tier that the
    text leaves undefined is neither heavier nor lighter than another.
    """
    if tuple(before) == tuple(now):
        return "same"
    if not before or not now or "undefined" in (*before, *now):
        return "open"
    was, is_now = [order.index(one) for one in before], [order.index(one) for one in now]
    if is_now[0] > was[-1]:
        return "up"
    if is_now[-1] < was[0]:
        return "down"
    return "open"
