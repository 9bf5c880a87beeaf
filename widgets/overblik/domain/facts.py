"""What is told of a patient: diagnoses, medicines, results, scores and life, each a checked row.

With a catalogue in the validation context, codes, units and plausible values are checked too;
without one, only the shape.
"""

from __future__ import annotations

from typing import Literal, Self, TypeVar

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from overblik.domain.base import Frozen, Line, Number, Rating, Text, Whole
from overblik.domain.checked import (
    ConditionCode,
    FlagKey,
    MedicineCode,
    PastDay,
    catalogue_of,
    is_kept,
)

LifeDomain = Literal["mental", "network", "finances", "coping", "caregiving", "substances"]
Household = Literal["alone", "partner", "family", "institution"]
"""Whom the patient shares everyday life with: who can fall ill, move out or move in."""

RowT = TypeVar("RowT", bound=Frozen)


class CaseCondition(Frozen):
    """A diagnosis the patient has or had; only active chronic ones count as burden."""

    code: ConditionCode = Field(
        description="ICPC-2 (T90), ICD-10 (E11.9), SKS (DE119) eller kortnavn"
    )
    since: Whole | None = Field(default=None, ge=1900, le=2100, description="Årstal for diagnosen")
    status: Literal["active", "previous", "acute"] = "active"
    note: Text | None = None


class CaseMedicine(Frozen):
    """A medicine the patient takes, with the dose as the record words it."""

    atc: MedicineCode = Field(description="ATC-kode, niveau 5")
    dose: Line | Text | None = Field(
        default=None, description="Som i journalen: '1000 mg x 2'; med ord i: {da: …, en: …}"
    )
    use: Literal["regular", "as_needed", "course"] = Field(
        default="regular", description="Fast, ved behov eller kur; kun faste tælles"
    )
    note: Text | None = None


class EarlierResult(Frozen):
    """The same measurement on an earlier day, in the same unit."""

    value: Number
    date: PastDay


class Measurement(Frozen):
    """A result with its unit and day, and what it was before. Each kind stands once."""

    kind: str = Field(description="Kortnavn fra data/codes/measurements.csv, fx eGFR")
    value: Number
    unit: Line
    date: PastDay | None = None
    earlier: tuple[EarlierResult, ...] = Field(
        default=(), max_length=24, description="Tidligere svar i samme enhed, med dato"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [one.date for one in self.earlier]
        if self.date is not None:
            days.append(self.date)
        if days != sorted(set(days)):
            raise PydanticCustomError("earlier_order", "", {})
        return self

    @model_validator(mode="after")
    def _believable(self, info: ValidationInfo) -> Self:
        if (catalogue := catalogue_of(info)) is None:
            return self
        kind = catalogue.measurements.get(self.kind)
        if kind is None:
            raise PydanticCustomError("unknown_measurement", "{value}", {"value": self.kind})
        if not kind.knows_unit(self.unit):
            raise PydanticCustomError(
                "wrong_unit",
                "{value}",
                {"value": self.unit, "kind": self.kind, "unit": kind.unit or "–"},
            )
        for value in (self.value, *(one.value for one in self.earlier)):
            if not kind.low <= value <= kind.high:
                raise PydanticCustomError(
                    "implausible",
                    "{value}",
                    {
                        "value": f"{value:g}",
                        "kind": self.kind,
                        "low": f"{kind.low:g}",
                        "high": f"{kind.high:g}",
                        "unit": kind.unit,
                    },
                )
        return self


class Score(Frozen):
    """The result of a questionnaire. Only the sum is kept, never the items.

    ``suicidality``: the one item that is never summed away was answered with anything but "not
    at all"; only instruments that have such an item can carry it.
    """

    instrument: str
    value: Number
    date: PastDay | None = None
    suicidality: bool = Field(
        default=False, description="Spørgsmålet om tanker om død eller selvmord er besvaret med ja"
    )

    @model_validator(mode="after")
    def _can_be(self, info: ValidationInfo) -> Self:
        """The instrument is known, can give this sum, and has the item that was answered."""
        if (catalogue := catalogue_of(info)) is None:
            return self
        instrument = catalogue.instruments.get(self.instrument)
        if instrument is None:
            known = ", ".join(catalogue.instruments)
            raise PydanticCustomError(
                "unknown_instrument", "{value}", {"value": self.instrument, "known": known}
            )
        told = {"value": f"{self.value:g}", "kind": instrument.name.da}
        if not instrument.low <= self.value <= instrument.high:
            limits = {"low": f"{instrument.low:g}", "high": f"{instrument.high:g}"}
            raise PydanticCustomError("score_out_of_range", "{value}", told | limits)
        if instrument.step and self.value % instrument.step and not is_kept(info):
            kind = "score_not_whole" if instrument.step == 1 else "score_between_steps"
            raise PydanticCustomError(kind, "{value}", told | {"step": f"{instrument.step:g}"})
        if self.suicidality and not instrument.safety_item:
            have = [one.name.da for one in catalogue.instruments.values() if one.safety_item]
            raise PydanticCustomError(
                "no_safety_item", "{kind}", {**told, "known": ", ".join(have)}
            )
        return self


class LifeFact(Frozen):
    """Something in the patient's life that speaks to one psychosocial domain.

    ``weight`` 0 is a resource or a plain absence of trouble, 1 some strain, 2 marked strain.
    """

    domain: LifeDomain
    weight: Rating
    text: Text


class Contacts(Frozen):
    """What the past twelve months held. An absent number is unknown, not none."""

    gp: Whole | None = Field(default=None, ge=0, le=365)
    visits: Whole | None = Field(default=None, ge=0, le=365)
    admissions: Whole | None = Field(default=None, ge=0, le=100)
    emergency_calls: Whole | None = Field(default=None, ge=0, le=365)
    no_shows: Whole | None = Field(default=None, ge=0, le=100)
    falls: Whole | None = Field(default=None, ge=0, le=100, description="Fald det sidste år")
    tracks: tuple[Text, ...] | None = Field(
        default=None, description="Ambulante spor: et navn for hver klinik med jævnlige kontroller"
    )
    self_care_hours: Number | None = Field(
        default=None,
        ge=0,
        le=300,
        description="Timer om måneden, patienten selv bruger på behandlingen",
    )


class RaisedFlag(Frozen):
    """A red flag this patient shows."""

    flag: FlagKey
    text: Text


class Facts(Frozen):
    """The lists that both a case and a variant of it hold."""

    conditions: tuple[CaseCondition, ...] = ()
    medicines: tuple[CaseMedicine, ...] | None = None
    measurements: tuple[Measurement, ...] = ()
    scores: tuple[Score, ...] = ()
    life: tuple[LifeFact, ...] = ()
    red_flags: tuple[RaisedFlag, ...] = ()
    safety: Text | None = Field(
        default=None, description="Tanker om død eller selvmord: åbner en fast boks, tælles ikke"
    )

    @property
    def safety_raised(self) -> bool:
        """Whether the fixed box on suicide risk is open: by the story or by an answered item."""
        return self.safety is not None or any(one.suicidality for one in self.scores)


def laid_over(base: tuple[RowT, ...], changes: tuple[RowT, ...], key: str) -> tuple[RowT, ...]:
    """The base's rows with those of the same key replaced, and the new ones after them."""
    new = {getattr(row, key): row for row in changes}
    kept = tuple(new.pop(getattr(row, key), row) for row in base)
    return kept + tuple(new.values())
