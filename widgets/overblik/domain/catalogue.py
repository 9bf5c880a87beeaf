"""What the suite knows by name: conditions, medicines, measurements, instruments, red flags.

The rows live in ``data/``; here is only their shape and how one is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from overblik.domain.base import Frozen, Rating, Slug, Text
from overblik.domain.codes import ATC, ICD10, ICPC2, SKS, CodeError, diagnosis

Verified = Literal["yes", "memory", "proposal"]
"""Seen in the source, written from memory, or this project's own proposal."""


class Row(Frozen):
    """Every row says where it is from and how sure it is."""

    key: Slug
    name: Text
    source: str
    verified: Verified


class System(Row):
    """A body system, as clinical groups count them."""


class Condition(Row):
    """A diagnosis with its codes. ``chronic``: counts in the disease burden when active."""

    icpc2: str
    icd10: str
    sks: str
    system: Slug
    chronic: bool
    default: bool = False

    @model_validator(mode="after")
    def _one_diagnosis(self) -> Self:
        ICPC2(self.icpc2)
        if ICD10(self.icd10).sks != SKS(self.sks):
            raise ValueError(f"{self.sks} is not the SKS form of {self.icd10}")
        return self


class Medicine(Row):
    """A substance; its key is the ATC code, level 5."""

    @model_validator(mode="after")
    def _a_substance(self) -> Self:
        ATC(self.key)
        return self


class MeasurementKind(Row):
    """What can be measured, its one unit, and what is physically believable.

    Values outside ``low``–``high`` are taken for a slip of the pen.
    """

    unit: str
    unit_aliases: tuple[str, ...]
    low: float
    high: float
    decimals: int
    reference_low: float | None = None
    reference_high: float | None = None

    def knows_unit(self, unit: str) -> bool:
        """Whether this spelling means the one unit the kind is recorded in."""
        return _bare(unit) in {_bare(one) for one in (self.unit, *self.unit_aliases)}


class Band(Frozen):
    """An interval of an instrument's scores, and the rating it may pre-fill.

    Holds ``low <= score < high``; the interval that ends at the instrument's maximum includes it.
    """

    set: str
    low: float
    high: float
    label: Text
    domain: Slug | None
    rating: Rating | None
    source: str
    verified: Verified


class Instrument(Row):
    """A questionnaire by its score alone: no item text is stored."""

    low: float
    high: float
    better: Literal["higher", "lower"]
    bands: tuple[Band, ...] = ()

    def band(self, score: float) -> Band | None:
        """The named interval a score lies in; None when the instrument has no cut-offs here."""
        return next(
            (
                band
                for band in self.bands
                if band.low <= score < band.high or score == band.high == self.high
            ),
            None,
        )


class MedicineFlag(Row):
    """A medicine that a result speaks against, as a prefix of ATC and an interval of values."""

    atc_prefix: str
    measurement: Slug
    low: float | None
    high: float | None
    kind: Literal["contraindication", "caution"]

    def holds(self, value: float) -> bool:
        """Whether the value lies in the interval ``low <= value < high``."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)


class RedFlag(Row):
    """A sign that takes the patient out of the pathway until it is cleared."""

    urgency: Literal["acute", "urgent"]
    action: Text
    applies_to: str


class Catalogue(Frozen):
    """All rows, by key."""

    systems: Mapping[str, System]
    conditions: Mapping[str, Condition]
    medicines: Mapping[str, Medicine]
    measurements: Mapping[str, MeasurementKind]
    instruments: Mapping[str, Instrument]
    medicine_flags: tuple[MedicineFlag, ...]
    red_flags: Mapping[str, RedFlag]
    owners: frozenset[str] = frozenset()
    """Who can own a plan item, by the model in use; empty when no model is known."""

    def condition(self, text: str) -> Condition:
        """The condition a case author means: its key, or its ICPC-2, ICD-10 or SKS code.

        Raises KeyError when nothing fits. Where several conditions share a code, the row marked
        default answers; the others are reached by key.
        """
        if text in self.conditions:
            return self.conditions[text]
        try:
            code = diagnosis(text).value
        except CodeError as unreadable:
            raise KeyError(text) from unreadable
        found = [row for row in self.conditions.values() if code in (row.icpc2, row.icd10, row.sks)]
        if not found:
            raise KeyError(text)
        return max(found, key=lambda row: row.default)


def _bare(unit: str) -> str:
    """A unit without the ways of writing that make no difference."""
    return unit.strip().lower().replace(" ", "").replace("²", "2").replace("µ", "u")
