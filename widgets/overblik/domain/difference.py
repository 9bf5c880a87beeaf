"""Two assessments side by side: what each offers that the other does not.

Before and after a change, one patient under two readings, or two patients: the same comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overblik.domain.assessment import Assessment
from overblik.domain.base import AXES, AxisId, Level, Tier
from overblik.domain.model import CareModel, TierRow
from overblik.domain.offers import ProposedOffer


@dataclass(frozen=True)
class Skeleton:
    """What the text says of contacts in a tier; empty without one tier.

    ``contacts`` a year besides the overview, at least and at most (None: individual);
    ``overview_months``: the intervals between overviews, in months.
    """

    contacts: tuple[int, int] | None = None
    overview_months: tuple[int, ...] = ()
    visit_possible: bool = False


@dataclass(frozen=True)
class Difference:
    """What is otherwise from ``before`` to ``after``.

    ``kept`` holds each offer as it is before and after, since the text may give it another
    strength. Levels and tiers are those still possible.
    """

    before: Assessment
    after: Assessment
    gained: tuple[ProposedOffer, ...]
    lost: tuple[ProposedOffer, ...]
    kept: tuple[tuple[ProposedOffer, ProposedOffer], ...]
    skeletons: tuple[Skeleton, Skeleton]

    @property
    def tiers(self) -> tuple[tuple[Tier, ...], tuple[Tier, ...]]:
        return (self.before.possible_tiers, self.after.possible_tiers)

    @property
    def levels(self) -> dict[AxisId, tuple[tuple[Level, ...], tuple[Level, ...]]]:
        """By axis, the levels before and after."""
        pairs = zip(AXES, self.before.axes, self.after.axes, strict=True)
        return {axis: (was.possible, now.possible) for axis, was, now in pairs}

    @property
    def other_strength(self) -> tuple[tuple[ProposedOffer, ProposedOffer], ...]:
        """The offers kept that the text gives another strength."""
        return tuple(pair for pair in self.kept if pair[0].strength != pair[1].strength)

    @property
    def nothing(self) -> bool:
        """Whether levels, tier, offers and contacts are all the same."""
        return not (
            self.gained
            or self.lost
            or self.other_strength
            or self.tiers[0] != self.tiers[1]
            or self.skeletons[0] != self.skeletons[1]
            or any(was != now for was, now in self.levels.values())
        )


@dataclass(frozen=True)
class OffersApart:
    """The offers only the second has, only the first has, and those both have, as pairs.

    Offers are the same when they are of one kind and say the same.
    """

    gained: tuple[ProposedOffer, ...]
    lost: tuple[ProposedOffer, ...]
    kept: tuple[tuple[ProposedOffer, ProposedOffer], ...]


def apart(before: Sequence[ProposedOffer], after: Sequence[ProposedOffer]) -> OffersApart:
    """What two sets of offers have that the other has not."""
    old = {_same(one): one for one in before}
    new = {_same(one): one for one in after}
    return OffersApart(
        gained=tuple(one for key, one in new.items() if key not in old),
        lost=tuple(one for key, one in old.items() if key not in new),
        kept=tuple((one, new[key]) for key, one in old.items() if key in new),
    )


def compare(before: Assessment, after: Assessment, model: CareModel) -> Difference:
    """The difference between two assessments under the same model."""
    offers = apart(before.offers, after.offers)
    return Difference(
        before=before,
        after=after,
        gained=offers.gained,
        lost=offers.lost,
        kept=offers.kept,
        skeletons=(_skeleton(before, model), _skeleton(after, model)),
    )


def _same(one: ProposedOffer) -> tuple[str, str]:
    return (one.offer.kind, one.offer.text.da)


def _skeleton(found: Assessment, model: CareModel) -> Skeleton:
    row: TierRow | None = None
    if found.tier is not None and found.tier != "undefined":
        row = model.tier(found.tier)
    return Skeleton(row.contacts, row.overview_months, row.visit_possible) if row else Skeleton()
