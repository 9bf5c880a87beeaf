"""Which of a patient's medicines count as regular ones, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass

from overblik.domain.case import Case
from overblik.domain.catalogue import Assumption, Catalogue, LeftOut, Medicine


@dataclass(frozen=True)
class MedicineCount:
    """The medicines that count, and those left out with the row of data that says why.

    ``reached`` holds the limits on the number of medicines that are met, the highest last.
    """

    counted: tuple[Medicine, ...]
    left_out: tuple[tuple[Medicine, LeftOut], ...]
    reached: tuple[Assumption, ...]

    @property
    def number(self) -> int:
        return len(self.counted)


def medicine_count(case: Case, catalogue: Catalogue) -> MedicineCount | None:
    """Count the distinct substances taken regularly; None when the medicines are unknown."""
    if case.medicines is None:
        return None
    counted: dict[str, Medicine] = {}
    left_out: list[tuple[Medicine, LeftOut]] = []
    for one in case.medicines:
        medicine = catalogue.medicines[one.atc]
        reasons = (row for row in catalogue.left_out if row.goes_for(one.atc, one.use))
        if reason := next(reasons, None):
            left_out.append((medicine, reason))
        else:
            counted[one.atc] = medicine
    limits = (catalogue.workload[key] for key in ("many_medicines", "very_many_medicines"))
    return MedicineCount(
        counted=tuple(counted.values()),
        left_out=tuple(left_out),
        reached=tuple(row for row in limits if row.value is not None and len(counted) >= row.value),
    )
