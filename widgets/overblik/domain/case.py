"""A teaching case: one fictional patient, their life, and what the case's author thinks of it.

These types are the case file's format: its JSON Schema is generated from them. With a catalogue
in the validation context, codes, units and plausible values are checked too; without one, only
the shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from overblik.domain.base import Frozen, Line, Slug, Text, Whole
from overblik.domain.catalogue import Catalogue
from overblik.domain.checked import PastDay, catalogue_of, is_kept
from overblik.domain.event import Event
from overblik.domain.facts import (
    CaseCondition,
    CaseMedicine,
    Contacts,
    Facts,
    Household,
    LifeFact,
    Measurement,
    Score,
    laid_over,
)
from overblik.domain.story import (
    Consent,
    Expected,
    Investigation,
    LastYearLine,
    Recipient,
    Review,
    Suggestion,
    Teaching,
    Wish,
)


class Person(Frozen):
    """Who the patient is. A first name only: nobody real can be found by it."""

    name: Line = Field(description="Et opdigtet fornavn")
    age: Whole = Field(ge=0, le=110, description="Alder i år")
    sex: Literal["F", "M", "X"]
    lives: Text = Field(description="Hvordan og med hvem patienten bor")
    household: Household | None = Field(
        default=None,
        description="alone (alene), partner (ægtefælle eller kæreste), family (børn, forældre "
        "eller andre), institution; udeladt er ukendt",
    )
    work: Text = Field(description="Arbejde eller tidligere arbejde")


class Variant(Facts):
    """The same patient with some facts otherwise or added. What it lists is added;
    a measurement, score or medicine of the same kind replaces the base's."""

    id: Slug
    title: Text


class LastYear(Frozen):
    """The same patient a year before the story begins: lists given here stand for the whole of the
    case's own, what is left out was as it is now; ``plan`` is the plan they had."""

    text: Text
    conditions: tuple[CaseCondition, ...] | None = Field(default=None, min_length=1)
    medicines: tuple[CaseMedicine, ...] | None = None
    measurements: tuple[Measurement, ...] | None = None
    scores: tuple[Score, ...] | None = None
    life: tuple[LifeFact, ...] | None = None
    contacts: Contacts | None = None
    plan: tuple[LastYearLine, ...] = ()


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
    wishes: tuple[Wish, ...] = ()
    investigations: tuple[Investigation, ...] = Field(
        default=(), max_length=40, description="Undersøgelser, der er lavet for nylig, og hvor"
    )
    consents: Mapping[Recipient, Consent] = {}
    last_year: LastYear | None = Field(
        default=None, description="Patienten for et år siden: det, der var anderledes, og planen"
    )
    events: tuple[Event, ...] = Field(default=(), max_length=40)
    variants: tuple[Variant, ...] = ()
    expected: tuple[Expected, ...] = ()
    teaching: Teaching

    @field_validator("variants")
    @classmethod
    def _two_or_none(cls, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        if len(variants) == 1:
            raise PydanticCustomError("variant_alone", "", {})
        return variants

    @model_validator(mode="after")
    def _old_enough(self, info: ValidationInfo) -> Self:
        """No score of an instrument that is not validated at the patient's age."""
        if (catalogue := catalogue_of(info)) and not is_kept(info):
            told = list(self._too_young_for(catalogue))
            if told:
                raise ValidationError.from_exception_data(type(self).__name__, told)
        return self

    def _too_young_for(self, catalogue: Catalogue) -> Iterator[InitErrorDetails]:
        parts: list[tuple[tuple[str | int, ...], Facts]] = [((), self)]
        parts += [(("events", at), one) for at, one in enumerate(self.events)]
        parts += [(("variants", at), one) for at, one in enumerate(self.variants)]
        for path, part in parts:
            for at, score in enumerate(part.scores):
                instrument = catalogue.instruments[score.instrument]
                if not instrument.fits(self.person.age):
                    error = PydanticCustomError(
                        "too_young",
                        "{kind}",
                        {
                            "kind": instrument.name.da,
                            "from_age": instrument.from_age,
                            "age": self.person.age,
                        },
                    )
                    yield InitErrorDetails(
                        type=error, loc=(*path, "scores", at, "value"), input=score.value
                    )

    @property
    def authored(self) -> tuple[Suggestion, ...]:
        """Every line the author has written for a plan: last year's, and those suggested now."""
        return (*(self.last_year.plan if self.last_year else ()), *self.teaching.plan)

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
            medicines = laid_over(self.medicines or (), chosen.medicines, "atc")
        return self.model_copy(
            update={
                "conditions": laid_over(self.conditions, chosen.conditions, "code"),
                "medicines": medicines,
                "measurements": laid_over(self.measurements, chosen.measurements, "kind"),
                "scores": laid_over(self.scores, chosen.scores, "instrument"),
                "life": self.life + chosen.life,
                "red_flags": self.red_flags + chosen.red_flags,
                "safety": chosen.safety or self.safety,
            }
        )

    def variant_id(self, variant: str | None) -> str | None:
        """The variant that is meant: the named one, else the first, else none."""
        return variant or (self.variants[0].id if self.variants else None)
