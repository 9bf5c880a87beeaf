"""What the suite knows by name: conditions, medicines, measurements, instruments, red flags.

The rows live in ``data/``; here is only their shape and how one is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from overblik.domain.base import Frozen, Meeting, Rating, Section, Slug, Text
from overblik.domain.codes import ATC, ICD10, ICPC2, SKS, CodeError, diagnosis

Verified = Literal["yes", "memory", "proposal"]
"""Seen in the source, written from memory, or this project's own proposal."""

Booker = Literal["gp", "patient", "hospital"]
"""Who can order a service."""

Saves = Literal["test", "visit", "blood"]
"""What the patient is spared when a service is not done again: a test, a visit, a blood sample."""


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

    Values outside ``low``–``high`` are taken for a slip of the pen. ``kidney``: it stands with the
    kidney function on a conference card, with what it was before.
    """

    unit: str
    unit_aliases: tuple[str, ...]
    low: float
    high: float
    decimals: int
    reference_low: float | None = None
    reference_high: float | None = None
    kidney: bool = False

    def knows_unit(self, unit: str) -> bool:
        """Whether this spelling means the one unit the kind is recorded in."""
        return _bare(unit) in {_bare(one) for one in (self.unit, *self.unit_aliases)}


class Band(Frozen):
    """An interval of an instrument's scores, and the rating it may pre-fill.

    Holds ``low <= score < high``; the interval that ends at the instrument's maximum includes it.
    ``set`` names the cut-offs it is one of; those of the ``default`` set alone may pre-fill.
    """

    set: str
    default: bool
    low: float
    high: float
    label: Text
    domain: Slug | None
    rating: Rating | None
    source: str
    verified: Verified

    @model_validator(mode="after")
    def _one_set_pre_fills(self) -> Self:
        if self.rating is not None and not self.default:
            raise ValueError(f"{self.set} is not the default set: it pre-fills nothing")
        return self


class Instrument(Row):
    """A questionnaire by its score alone: no item text is stored.

    ``step``: scores are multiples of it, None for any number. ``from_age``: not validated for
    younger people. ``safety_item``: one of its items asks for thoughts of death or suicide.
    ``card``: the score may stand among the results on a conference card.
    """

    low: float
    high: float
    better: Literal["higher", "lower"]
    step: float | None = None
    from_age: int | None = None
    safety_item: bool = False
    card: bool = False
    note: Text
    bands: tuple[Band, ...] = ()

    def fits(self, age: int) -> bool:
        """Whether the instrument may be used at this age."""
        return self.from_age is None or age >= self.from_age

    def band(self, score: float) -> Band | None:
        """The interval of the default cut-offs a score lies in; None outside the range."""
        return next((one for one in self.bands if one.default and self._holds(one, score)), None)

    def readings(self, score: float) -> tuple[Band, ...]:
        """What the score is called under each named set of cut-offs, the default set first."""
        found = [band for band in self.bands if self._holds(band, score)]
        return tuple(sorted(found, key=lambda band: not band.default))

    def _holds(self, band: Band, score: float) -> bool:
        return band.low <= score < band.high or score == band.high == self.high


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


class LeftOut(Row):
    """A reason not to count a medicine as a regular one: how it is used, or what kind it is."""

    use: str
    atc_prefix: str

    def goes_for(self, atc: str, use: str) -> bool:
        """Whether a medicine used this way is left out for this reason."""
        return use == self.use or (bool(self.atc_prefix) and atc.startswith(self.atc_prefix))


class AnticholinergicScale(Row):
    """One published scale of anticholinergic burden, by name and year.

    ``points`` by ATC code are the rows that are shipped, not the whole scale; a medicine that is
    not among them has no known points, which is not the same as none.
    """

    relevant_from: float
    default: bool
    note: Text
    points: Mapping[str, int] = {}


class CambridgeItem(Row):
    """One of the conditions of the Cambridge Multimorbidity Score, with its weight.

    Any of ``conditions`` (keys of the catalogue) counts, and the item counts once.
    """

    weight: float
    conditions: tuple[Slug, ...]
    note: Text | None = None


class Assumption(Row):
    """A number that the display of workload rests on. ``words`` say it with the patient's own."""

    value: float | None
    words: Text


class RedFlag(Row):
    """A sign that takes the patient out of the pathway until it is cleared.

    ``conditions`` are diagnoses, also earlier ones, that speak of it: whoever answers no is told.
    """

    urgency: Literal["acute", "urgent"]
    action: Text
    applies_to: str
    conditions: tuple[str, ...] = ()


class Service(Row):
    """Something that can be booked or joined: a row of ``data/offers/catalogue.csv``.

    ``answers`` is the question it answers; one that answers none is not booked but talked about,
    with the words of ``talk``. ``recipient`` gets the answer and ``provider`` (None: nobody yet)
    does it, both owners of the model. ``wait_days`` is the simulated time from the order until the
    answer is back, and whoever orders again within ``recent_months`` is asked why; ``price`` is
    what the patient pays in DKK. These three are None where unknown. ``link_needed``: only with a
    named link person and a first meeting is it a referral. ``question_needed``: whoever orders
    writes what it is to answer for this patient. ``saves`` is what the patient is spared when it is
    not done again. ``sentence`` is what the source says, word for word, else "".
    """

    kind: Literal["investigation", "municipal", "civil_society"]
    answers: Text | None
    talk: Text | None
    bookable_by: frozenset[Booker]
    recipient: Slug
    provider: Slug | None
    wait_days: int | None
    recent_months: int | None
    price: float | None
    link_needed: bool
    question_needed: bool
    section: Section
    meeting: Meeting | None
    saves: Saves | None
    contact: Text | None
    sentence: str

    @property
    def bookable(self) -> bool:
        """Whether somebody in this room, the GP or the patient, can book it."""
        return not self.bookable_by.isdisjoint(("gp", "patient"))

    @property
    def system_gap(self) -> bool:
        """Whether only the hospital can refer to it: the seed's complaint."""
        return self.bookable_by == {"hospital"}


class Catalogue(Frozen):
    """All rows, by key."""

    systems: Mapping[str, System]
    conditions: Mapping[str, Condition]
    medicines: Mapping[str, Medicine]
    measurements: Mapping[str, MeasurementKind]
    instruments: Mapping[str, Instrument]
    medicine_flags: tuple[MedicineFlag, ...]
    red_flags: Mapping[str, RedFlag]
    left_out: tuple[LeftOut, ...]
    anticholinergic: Mapping[str, AnticholinergicScale]
    cambridge: tuple[CambridgeItem, ...]
    workload: Mapping[str, Assumption]
    services: Mapping[str, Service] = {}
    owners: Mapping[str, str] = {}
    """Who can own a plan item, by the model in use, each with its place; empty when no model is
    known."""

    @property
    def anticholinergic_scale(self) -> AnticholinergicScale:
        """The one scale that counts, until another is chosen in the table."""
        return next(one for one in self.anticholinergic.values() if one.default)

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
