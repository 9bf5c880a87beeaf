"""Workload against capacity: two bars side by side, after the cumulative complexity model.

They have no common unit, so neither is a score and one is never taken from the other. What the
case does not say is unknown and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from overblik.domain.base import Rating, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Assumption, Catalogue
from overblik.domain.facts import LifeDomain
from overblik.domain.medicines import medicine_count
from overblik.domain.quantities import numeral

Standing = Literal["carries", "strains", "unknown"]


@dataclass(frozen=True)
class WorkSegment:
    """One part of the work of being a patient, in hours a month; None is unknown.

    ``words`` say how the hours came about; ``assumption`` is the row behind them, with its source.
    """

    assumption: Assumption
    hours: float | None
    words: Text | None


@dataclass(frozen=True)
class WorkCount:
    """Something counted beside the hours; None is unknown."""

    key: Literal["medicines", "tracks", "visits"]
    number: int | None
    names: tuple[Text, ...] = ()


@dataclass(frozen=True)
class CapacitySegment:
    """One thing in the patient's life that carries or strains, by psychosocial domain.

    ``weight`` 0 carries; 1 and 2 strain. A domain nothing is said of is unknown.
    """

    domain: LifeDomain
    weight: Rating | None
    text: Text | None

    @property
    def standing(self) -> Standing:
        if self.weight is None:
            return "unknown"
        return "strains" if self.weight else "carries"


@dataclass(frozen=True)
class Workload:
    """Both bars: the work in hours and counts, and what carries and strains."""

    work: tuple[WorkSegment, ...]
    counts: tuple[WorkCount, ...]
    capacity: tuple[CapacitySegment, ...]

    @property
    def known_hours(self) -> float:
        """The hours a month that are known: at least these, when a segment is unknown."""
        return sum(one.hours for one in self.work if one.hours is not None)

    @property
    def unknown(self) -> tuple[WorkSegment, ...]:
        return tuple(one for one in self.work if one.hours is None)

    def standing(self, standing: Standing) -> tuple[CapacitySegment, ...]:
        """The parts of the capacity bar that stand so."""
        return tuple(one for one in self.capacity if one.standing == standing)


def workload(case: Case, catalogue: Catalogue) -> Workload:
    """The two bars of a case (already in its variant)."""
    medicines = medicine_count(case, catalogue)
    tracks = case.contacts.tracks
    return Workload(
        work=(_visits(case, catalogue), _self_care(case, catalogue)),
        counts=(
            WorkCount("medicines", None)
            if medicines is None
            else WorkCount(
                "medicines", medicines.number, tuple(it.name for it in medicines.counted)
            ),
            WorkCount("tracks", None)
            if tracks is None
            else WorkCount("tracks", len(tracks), tracks),
            WorkCount("visits", case.contacts.visits),
        ),
        capacity=tuple(
            segment for domain in get_args(LifeDomain) for segment in _capacity(case, domain)
        ),
    )


def _visits(case: Case, catalogue: Catalogue) -> WorkSegment:
    """A year's visits at the assumed hours each, spread over twelve months."""
    row = catalogue.workload["visits"]
    visits = case.contacts.visits
    if visits is None or row.value is None:
        return WorkSegment(row, None, None)
    words = row.words.format(visits=numeral(visits), value=numeral(row.value))
    return WorkSegment(row, visits * row.value / 12, words)


def _self_care(case: Case, catalogue: Catalogue) -> WorkSegment:
    row = catalogue.workload["self_care"]
    hours = case.contacts.self_care_hours
    words = None if hours is None else row.words.format(hours=numeral(hours))
    return WorkSegment(row, hours, words)


def _capacity(case: Case, domain: LifeDomain) -> tuple[CapacitySegment, ...]:
    told = tuple(
        CapacitySegment(domain, one.weight, one.text) for one in case.life if one.domain == domain
    )
    return told or (CapacitySegment(domain, None, None),)
