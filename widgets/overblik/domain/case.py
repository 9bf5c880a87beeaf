"""A teaching case: one fictional patient, their life, and what the case's author thinks of it.

These types are the case file's format: its JSON Schema is generated from them. With a catalogue
in the validation context, codes, units and plausible values are checked too; without one, only
the shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from overblik.domain.base import Day, Frozen, Line, Number, Rating, Slug, Text, Whole
from overblik.domain.catalogue import Catalogue

LifeDomain = Literal["mental", "network", "finances", "coping", "caregiving", "substances"]
Recipient = Literal[
    "municipality", "hospital", "specialist", "pharmacy", "relative", "psychologist"
]

RowT = TypeVar("RowT", bound=Frozen)


ExpectedLevel = Literal["low", "moderate", "high", "outside"]
ExpectedTier = Literal["low", "moderate", "high", "undefined", "outside"]


def _catalogue(info: ValidationInfo) -> Catalogue | None:
    return (info.context or {}).get("catalogue")


def _known_condition(code: str, info: ValidationInfo) -> str:
    if (catalogue := _catalogue(info)) is None:
        return code
    try:
        return catalogue.condition(code).key
    except KeyError:
        raise PydanticCustomError("unknown_condition", "{value}", {"value": code}) from None


def _known_medicine(atc: str, info: ValidationInfo) -> str:
    tidy = atc.strip().upper()
    if (catalogue := _catalogue(info)) and tidy not in catalogue.medicines:
        raise PydanticCustomError("unknown_medicine", "{value}", {"value": atc})
    return tidy


def _known_flag(key: str, info: ValidationInfo) -> str:
    if (catalogue := _catalogue(info)) and key not in catalogue.red_flags:
        raise PydanticCustomError(
            "unknown_red_flag", "{value}", {"value": key, "known": ", ".join(catalogue.red_flags)}
        )
    return key


def _known_owner(owner: str, info: ValidationInfo) -> str:
    if (catalogue := _catalogue(info)) and catalogue.owners and owner not in catalogue.owners:
        known = ", ".join(sorted(catalogue.owners))
        raise PydanticCustomError("unknown_owner", "{value}", {"value": owner, "known": known})
    return owner


def _not_in_future(day: date, info: ValidationInfo) -> date:
    today: date | None = (info.context or {}).get("today")
    if today and day > today:
        raise PydanticCustomError("future_date", "{value}", {"value": day.isoformat()})
    return day


PastDay = Annotated[Day, AfterValidator(_not_in_future)]
Owner = Annotated[Slug, AfterValidator(_known_owner)]
ConditionCode = Annotated[str, AfterValidator(_known_condition)]


class Person(Frozen):
    """Who the patient is. A first name only: nobody real can be found by it."""

    name: Line = Field(description="Et opdigtet fornavn")
    age: Whole = Field(ge=0, le=110, description="Alder i år")
    sex: Literal["F", "M", "X"]
    lives: Text = Field(description="Hvordan og med hvem patienten bor")
    work: Text = Field(description="Arbejde eller tidligere arbejde")


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

    atc: Annotated[str, AfterValidator(_known_medicine)] = Field(description="ATC-kode, niveau 5")
    dose: Line | Text | None = Field(
        default=None, description="Som i journalen: '1000 mg x 2'; med ord i: {da: …, en: …}"
    )
    use: Literal["regular", "as_needed", "course"] = Field(
        default="regular", description="Fast, ved behov eller kur; kun faste tælles"
    )
    note: Text | None = None


class Measurement(Frozen):
    """A result with its unit and day. One kind once per case and variant."""

    kind: str = Field(description="Kortnavn fra data/codes/measurements.csv, fx eGFR")
    value: Number
    unit: Line
    date: PastDay | None = None

    @model_validator(mode="after")
    def _believable(self, info: ValidationInfo) -> Self:
        if (catalogue := _catalogue(info)) is None:
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
        if not kind.low <= self.value <= kind.high:
            raise PydanticCustomError(
                "implausible",
                "{value}",
                {
                    "value": f"{self.value:g}",
                    "kind": self.kind,
                    "low": f"{kind.low:g}",
                    "high": f"{kind.high:g}",
                    "unit": kind.unit,
                },
            )
        return self


class Score(Frozen):
    """The result of a questionnaire. Only the sum is kept, never the items."""

    instrument: str
    value: Number
    date: PastDay | None = None

    @model_validator(mode="after")
    def _within_range(self, info: ValidationInfo) -> Self:
        if (catalogue := _catalogue(info)) is None:
            return self
        instrument = catalogue.instruments.get(self.instrument)
        if instrument is None:
            known = ", ".join(catalogue.instruments)
            raise PydanticCustomError(
                "unknown_instrument", "{value}", {"value": self.instrument, "known": known}
            )
        if not instrument.low <= self.value <= instrument.high:
            raise PydanticCustomError(
                "score_out_of_range",
                "{value}",
                {
                    "value": f"{self.value:g}",
                    "kind": instrument.name.da,
                    "low": f"{instrument.low:g}",
                    "high": f"{instrument.high:g}",
                },
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
    tracks: tuple[Text, ...] | None = Field(
        default=None, description="Ambulante spor: et navn for hver klinik med jævnlige kontroller"
    )


class RaisedFlag(Frozen):
    """A red flag this patient shows."""

    flag: Annotated[str, AfterValidator(_known_flag)]
    text: Text


class When(Frozen):
    """A point in the story, counted from its start: one of day, week or month."""

    day: Whole | None = Field(default=None, ge=0, le=1500)
    week: Whole | None = Field(default=None, ge=0, le=210)
    month: Whole | None = Field(default=None, ge=0, le=48)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(part is not None for part in (self.day, self.week, self.month)) != 1:
            raise PydanticCustomError("when_one", "", {})
        return self

    @property
    def days(self) -> int:
        """Days from the start, a month counted as 30: for putting events in order."""
        return (self.day or 0) + 7 * (self.week or 0) + 30 * (self.month or 0)


class Event(Frozen):
    """Something that happens later in the story."""

    id: Slug
    when: When
    text: Text


class Consent(Frozen):
    """What the patient has said about sharing with one recipient."""

    answer: Literal["yes", "no", "partly"]
    note: Text | None = None


class Suggestion(Frozen):
    """A plan item as the case's author would write it: one view, never a key."""

    id: Slug
    text: Text
    owner: Owner | None = None
    month: Whole | None = Field(default=None, ge=0, le=24)
    answer_to: Owner | None = None


class Teaching(Frozen):
    """What the author wants a class to find out; shown folded, never first."""

    decision: Text
    trap: Text
    question: Text | None = Field(default=None, description="Et godt spørgsmål til specialisten")
    plan: tuple[Suggestion, ...] = ()


class Expected(Frozen):
    """How a named reader rated the case: a colleague's view to talk about."""

    reader: Line | Text
    variant: Slug | None = None
    biomedical: ExpectedLevel
    psychosocial: ExpectedLevel
    tier: ExpectedTier
    why: Text

    @model_validator(mode="after")
    def _all_outside_or_none(self) -> Self:
        outside = [one == "outside" for one in (self.biomedical, self.psychosocial, self.tier)]
        if any(outside) and not all(outside):
            raise PydanticCustomError("expected_outside", "", {})
        return self


class Signature(Frozen):
    """Who has gone through the case as a professional, and when."""

    name: Line
    role: Line
    date: PastDay


class Review(Frozen):
    """Whether clinicians have gone through the case. Unreviewed is said on the page."""

    status: Literal["unreviewed", "reviewed"]
    signed: tuple[Signature, ...] = ()

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.status == "reviewed" and not self.signed:
            raise PydanticCustomError("review_unsigned", "", {})
        return self


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


class Variant(Facts):
    """The same patient with some facts otherwise or added. What it lists is added;
    a measurement, score or medicine of the same kind replaces the base's."""

    id: Slug
    title: Text


class Case(Facts):
    """One teaching case, whole."""

    id: Slug
    version: Whole = Field(default=1, ge=1, description="Tæl op ved hver ændring")
    title: Text
    summary: Text = Field(description="To-tre sætninger, som læses højt")
    date: PastDay = Field(description="Dagen, hvor historien begynder")
    review: Review
    person: Person
    conditions: tuple[CaseCondition, ...] = Field(min_length=1)
    contacts: Contacts = Contacts()
    priorities: tuple[Text, ...] = Field(
        min_length=1, max_length=9, description="Det vigtigste med patientens egne ord"
    )
    wishes: tuple[Text, ...] = ()
    consents: Mapping[Recipient, Consent] = {}
    events: tuple[Event, ...] = ()
    variants: tuple[Variant, ...] = ()
    expected: tuple[Expected, ...] = ()
    teaching: Teaching

    @field_validator("variants")
    @classmethod
    def _two_or_none(cls, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        if len(variants) == 1:
            raise PydanticCustomError("variant_alone", "", {})
        return variants

    def in_variant(self, variant: str | None) -> Case:
        """The case as it is in one variant; the first one when none is named.

        Raises KeyError for a variant the case has not got.
        """
        if not self.variants:
            if variant:
                raise KeyError(variant)
            return self
        chosen = next((one for one in self.variants if variant in (None, one.id)), None)
        if chosen is None:
            raise KeyError(variant)
        medicines = self.medicines
        if chosen.medicines is not None:
            medicines = _over(self.medicines or (), chosen.medicines, "atc")
        return self.model_copy(
            update={
                "conditions": _over(self.conditions, chosen.conditions, "code"),
                "medicines": medicines,
                "measurements": _over(self.measurements, chosen.measurements, "kind"),
                "scores": _over(self.scores, chosen.scores, "instrument"),
                "life": self.life + chosen.life,
                "red_flags": self.red_flags + chosen.red_flags,
                "safety": chosen.safety or self.safety,
            }
        )

    def variant_id(self, variant: str | None) -> str | None:
        """The variant that is meant: the named one, else the first, else none."""
        return variant or (self.variants[0].id if self.variants else None)


def _over(base: tuple[RowT, ...], changes: tuple[RowT, ...], key: str) -> tuple[RowT, ...]:
    """The base's rows with those of the same key replaced, and the new ones after them."""
    new = {getattr(row, key): row for row in changes}
    kept = tuple(new.pop(getattr(row, key), row) for row in base)
    return kept + tuple(new.values())
