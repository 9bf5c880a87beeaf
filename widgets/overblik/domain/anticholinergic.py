"""Anticholinergic burden: the points of one named scale, added up over the regular medicines.

The scales disagree, so the scale and its year go with every sum. Only an extract of each is
shipped: the sum is what is known at least, and medicines outside the extract are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from overblik.domain.case import Case
from overblik.domain.catalogue import AnticholinergicScale, Catalogue, Medicine
from overblik.domain.medicines import MedicineCount, medicine_count


@dataclass(frozen=True)
class AnticholinergicBurden:
    """A sum by one scale: ``pointed`` are the medicines on it with their points, most first.

    ``unlisted`` are the regular medicines the rows of the scale do not speak of: unknown, not 0.
    """

    scale: AnticholinergicScale
    pointed: tuple[tuple[Medicine, int], ...]
    unlisted: tuple[Medicine, ...]

    @property
    def total(self) -> int:
        return sum(points for _, points in self.pointed)

    @property
    def relevant(self) -> bool:
        """Whether the sum reaches what is called relevant; how sure, the scale's row says."""
        return self.total >= self.scale.relevant_from


def anticholinergic_burden(
    case: Case, catalogue: Catalogue, scale: str | None = None
) -> AnticholinergicBurden | None:
    """The burden by a scale's key, else by the default one; None when medicines are unknown.

    Raises KeyError for a scale nobody knows.
    """
    chosen = catalogue.anticholinergic[scale] if scale else catalogue.anticholinergic_scale
    medicines = medicine_count(case, catalogue)
    return None if medicines is None else burden_of(medicines, chosen)


def burden_of(medicines: MedicineCount, chosen: AnticholinergicScale) -> AnticholinergicBurden:
    """The burden of medicines that have been counted already."""
    pointed = [
        (one, chosen.points[one.key]) for one in medicines.counted if one.key in chosen.points
    ]
    return AnticholinergicBurden(
        scale=chosen,
        pointed=tuple(sorted(pointed, key=lambda pair: -pair[1])),
        unlisted=tuple(one for one in medicines.counted if one.key not in chosen.points),
    )
