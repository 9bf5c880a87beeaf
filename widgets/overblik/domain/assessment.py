"""From ratings to axes, cell, tier and offers, under a named reading.

The suggestion only: the clinician's own tier is a field of its own (`overblik.state`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from overblik.domain.base import (
    AXES,
    LEVELS,
    TIERS,
    AxisId,
    Level,
    ReadingId,
    Text,
    Tier,
)
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.facts import RaisedFlag
from overblik.domain.model import Axis, CareModel, Cell, Reading
from overblik.domain.offers import ProposedOffer, compose
from overblik.domain.quantities import Quantity, missing_results, quantities
from overblik.domain.rating import Answer, DomainRating, Evidence, fact, holds, lift, rate


@dataclass(frozen=True)
class AxisResult:
    """One axis: its domains, the sums still possible, and the levels they give.

    ``suggested`` is what the domains give; ``own`` is the clinician's level, where there is one.
    """

    axis: Axis
    domains: tuple[DomainRating, ...]
    points: tuple[int, int]
    suggested: tuple[Level, ...]
    own: Level | None
    lifts: tuple[Evidence, ...]

    @property
    def possible(self) -> tuple[Level, ...]:
        """The levels that can still be right: the clinician's own, else what the domains give."""
        return self.suggested if self.own is None else (self.own,)

    @property
    def level(self) -> Level | None:
        """The level, when only one is possible."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def maximum(self) -> int:
        """The largest sum the axis can have."""
        return 2 * len(self.domains)


@dataclass(frozen=True)
class Assessment:
    """Where a case lands under a reading, why, and what is still open."""

    case: Case
    reading: Reading
    biomedical: AxisResult
    psychosocial: AxisResult
    exits: tuple[RaisedFlag, ...]
    possible_tiers: tuple[Tier, ...]
    cell: Cell | None
    offers: tuple[ProposedOffer, ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def tier(self) -> Tier | None:
        """The tier, when only one is possible and no red flag stands."""
        return self.possible_tiers[0] if len(self.possible_tiers) == 1 else None

    @property
    def axes(self) -> tuple[AxisResult, AxisResult]:
        return (self.biomedical, self.psychosocial)

    @property
    def domains(self) -> tuple[DomainRating, ...]:
        return self.biomedical.domains + self.psychosocial.domains

    @property
    def notes(self) -> tuple[Text, ...]:
        """What the reader of the tier must know: about its cell and the reading's leap."""
        if self.cell is None or self.cell.status == "text":
            return ()
        upgrade = (self.reading.upgrade_note,) if self.reading.upgrade_note else ()
        return (self.cell.note, *upgrade)


def assess(
    case: Case,
    model: CareModel,
    catalogue: Catalogue,
    reading: ReadingId,
    answers: Mapping[str, Answer] | None = None,
    *,
    levels: Mapping[AxisId, Level] | None = None,
    released: bool = False,
) -> Assessment:
    """Sort a case (already in its variant).

    ``answers`` are the clinician's own ratings by domain and ``levels`` their own levels by axis,
    which win over the facts; ``released`` says that red flags have been cleared in writing. A
    standing red flag leaves no tier and no offers.
    """
    numbers = quantities(case, catalogue)
    rated = rate(case, model, catalogue, numbers, answers or {})
    biomedical, psychosocial = (
        _axis(
            model.axis(axis),
            tuple(one for one in rated if one.domain.axis == axis),
            numbers,
            (levels or {}).get(axis),
        )
        for axis in AXES
    )
    read = model.reading(reading)
    exits = () if released else case.red_flags
    tiers = () if exits else possible_tiers(read, biomedical.possible, psychosocial.possible)
    sole = biomedical.level and psychosocial.level and not exits
    return Assessment(
        case=case,
        reading=read,
        biomedical=biomedical,
        psychosocial=psychosocial,
        exits=exits,
        possible_tiers=tiers,
        cell=model.cell(biomedical.level, psychosocial.level)
        if sole and biomedical.level and psychosocial.level
        else None,
        offers=compose(model, tiers[0], biomedical.possible, psychosocial.possible)
        if len(tiers) == 1
        else (),
        missing=tuple(missing_results(case, catalogue)),
    )


def possible_tiers(
    reading: Reading, biomedical: tuple[Level, ...], psychosocial: tuple[Level, ...]
) -> tuple[Tier, ...]:
    """The tiers some combination of the levels gives, lightest first, undefined last."""
    found = {reading.tiers[one][other] for one, other in product(biomedical, psychosocial)}
    return tuple(tier for tier in TIERS if tier in found)


def _axis(
    axis: Axis,
    domains: tuple[DomainRating, ...],
    numbers: Mapping[str, Quantity],
    own: Level | None,
) -> AxisResult:
    low = sum(one.possible[0] for one in domains)
    high = sum(one.possible[-1] for one in domains)
    sure, perhaps = lift(axis.lifts, numbers)
    # Possible ratings are runs without gaps, so every sum between the two ends can occur.
    found = {
        axis.level(points, raised)
        for points in range(low, high + 1)
        for raised in range(sure, perhaps + 1)
    }
    return AxisResult(
        axis=axis,
        domains=domains,
        points=(low, high),
        suggested=tuple(level for level in LEVELS if level in found),
        own=own,
        lifts=tuple(
            Evidence(2, fact(rule, numbers), rule.id) for rule in axis.lifts if holds(rule, numbers)
        ),
    )
