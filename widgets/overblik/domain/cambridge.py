"""The Cambridge Multimorbidity Score: 20 conditions, general-outcome weights (Payne 2020).

A number to talk about beside the list of what counted. No tier follows from it, and no forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

from overblik.domain.case import Case
from overblik.domain.catalogue import CambridgeItem, Catalogue, Condition


@dataclass(frozen=True)
class CountedItem:
    """One item of the score and the patient's conditions that count as it."""

    item: CambridgeItem
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class CambridgeScore:
    """The items that counted, heaviest first, and the conditions the score does not know."""

    counted: tuple[CountedItem, ...]
    not_counted: tuple[Condition, ...]
    maximum: float

    @property
    def value(self) -> float:
        """The sum of weights, with the two decimals the weights have."""
        return round(sum(one.item.weight for one in self.counted), 2)


def cambridge_score(case: Case, catalogue: Catalogue) -> CambridgeScore:
    """Score the active conditions of a case. An item counts once, whatever counts as it."""
    active = {
        row.key: row
        for one in case.conditions
        if one.status == "active"
        for row in [catalogue.condition(one.code)]
    }
    counted = [
        CountedItem(item, tuple(active[key] for key in item.conditions if key in active))
        for item in catalogue.cambridge
    ]
    known = {key for item in catalogue.cambridge for key in item.conditions}
    return CambridgeScore(
        counted=tuple(
            sorted((one for one in counted if one.conditions), key=lambda one: -one.item.weight)
        ),
        not_counted=tuple(row for row in active.values() if row.key not in known),
        maximum=round(sum(item.weight for item in catalogue.cambridge), 2),
    )
