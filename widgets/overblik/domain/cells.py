"""The readings side by side at one cell of the grid, and what each changes."""

from __future__ import annotations

from dataclasses import dataclass

from overblik.domain.base import Level, ReadingId, Tier
from overblik.domain.difference import OffersApart, apart
from overblik.domain.model import CareModel, Reading
from overblik.domain.offers import ProposedOffer, compose


@dataclass(frozen=True)
class CellReading:
    """What one reading gives at a cell, and how its offers differ from the reading in use."""

    reading: Reading
    tier: Tier
    offers: OffersApart


def cell_readings(
    model: CareModel, current: ReadingId, biomedical: Level, psychosocial: Level
) -> tuple[CellReading, ...]:
    """Every reading of the model at this cell, in the model's order."""

    def offers(reading: Reading) -> tuple[ProposedOffer, ...]:
        tier = reading.tiers[biomedical][psychosocial]
        return compose(model, tier, (biomedical,), (psychosocial,))

    now = offers(model.reading(current))
    return tuple(
        CellReading(one, one.tiers[biomedical][psychosocial], apart(now, offers(one)))
        for one in model.readings
    )
