"""The four readings side by side at one cell of the grid, and what each changes."""

from __future__ import annotations

from dataclasses import dataclass

from overblik.domain.base import Level, ReadingId, Text, Tier
from overblik.domain.model import CareModel, Reading, TierRow
from overblik.domain.offers import ProposedOffer, compose


@dataclass(frozen=True)
class CellReading:
    """What one reading gives at a cell. ``more`` and ``fewer`` are offers against the current one.

    ``row`` is what the text says of the tier's contacts; None where the tier is undefined.
    """

    reading: Reading
    tier: Tier
    row: TierRow | None
    offers: tuple[ProposedOffer, ...]
    more: tuple[Text, ...]
    fewer: tuple[Text, ...]


def cell_readings(
    model: CareModel, current: ReadingId, biomedical: Level, psychosocial: Level
) -> tuple[CellReading, ...]:
    """Every reading of the model at this cell, in the model's order."""

    def offers(reading: Reading) -> tuple[ProposedOffer, ...]:
        tier = reading.tiers[biomedical][psychosocial]
        return compose(model, tier, (biomedical,), (psychosocial,))

    now = [one.offer.text for one in offers(model.reading(current))]
    rows: list[CellReading] = []
    for reading in model.readings:
        tier = reading.tiers[biomedical][psychosocial]
        found = offers(reading)
        texts = [one.offer.text for one in found]
        rows.append(
            CellReading(
                reading=reading,
                tier=tier,
                row=None if tier == "undefined" else model.tier(tier),
                offers=found,
                more=tuple(one for one in texts if one not in now),
                fewer=tuple(one for one in now if one not in texts),
            )
        )
    return tuple(rows)
