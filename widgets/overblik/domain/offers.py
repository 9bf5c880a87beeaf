"""What a tier offers this patient, composed per axis where the text is conditional.

A conference or referral follows from the biomedical axis, not from the tier: a moderate tier
reached by psychosocial load alone does not bring one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from overblik.domain.base import LEVELS, AxisId, Level, Tier
from overblik.domain.model import AxisCondition, CareModel, Offer, Strength

Because = Literal["tier", "axis", "axis_unknown"]


@dataclass(frozen=True)
class ProposedOffer:
    """An offer with its strength for this patient and the ground it stands on.

    ``because``: the tier itself, an axis that is high alone, or an axis not settled yet.
    """

    offer: Offer
    strength: Strength
    because: Because
    axis: AxisId | None


def compose(
    model: CareModel, tier: Tier, biomedical: tuple[Level, ...], psychosocial: tuple[Level, ...]
) -> tuple[ProposedOffer, ...]:
    """The offers of a tier for a patient whose axes can be at these levels.

    An undefined tier has no offers: the text names none.
    """
    levels: dict[AxisId, tuple[Level, ...]] = {
        "biomedical": biomedical,
        "psychosocial": psychosocial,
    }
    proposed: list[ProposedOffer] = []
    for offer in model.offers:
        if offer.tier == tier:
            met = _met(offer.requires, levels)
            if met is not False:
                axis = offer.requires.axis if offer.requires else None
                because: Because = "axis_unknown" if met is None else "axis" if axis else "tier"
                proposed.append(ProposedOffer(offer, offer.strength, because, axis))
        elif offer.also and offer.also.tier == tier:
            condition = AxisCondition(axis=offer.also.axis, at_least=offer.also.at_least)
            if _met(condition, levels):
                proposed.append(ProposedOffer(offer, "consider", "axis", offer.also.axis))
    # Where the higher tier's offer is the same thing, its stronger ground is the one to show.
    raised = {(one.offer.kind, one.offer.text) for one in proposed if one.offer.tier != tier}
    return tuple(
        one
        for one in proposed
        if one.offer.tier != tier or (one.offer.kind, one.offer.text) not in raised
    )


def _met(condition: AxisCondition | None, levels: dict[AxisId, tuple[Level, ...]]) -> bool | None:
    """Whether a condition holds; None while the axis could still be on either side of it."""
    if condition is None:
        return True
    least = LEVELS.index(condition.at_least)
    found = {LEVELS.index(level) >= least for level in levels[condition.axis]}
    return found.pop() if len(found) == 1 else None
