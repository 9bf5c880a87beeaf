"""What happens in a patient's story, and the facts that are otherwise from then on.

An event says how things are once it has happened: a result takes the place of the one before it,
what it says of a part of life stands for all that was said of that part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Self, get_args

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from overblik.domain.base import Frozen, Slug, Text
from overblik.domain.checked import (
    ConditionCode,
    FlagKey,
    MedicineCode,
    Owner,
    ServiceKey,
    is_kept,
)
from overblik.domain.facts import Contacts, Facts, Household
from overblik.domain.story import Consent, Recipient, When

EventKind = Literal[
    "diagnosis",
    "admission",
    "bereavement",
    "medicine",
    "medicine_ends",
    "result",
    "missed_visit",
    "symptoms",
    "life",
    "move",
    "carer",
    "consent",
    "planned",
    "letter",
    "overview",
]
"""Ny sygdom, indlæggelse, dødsfald, ny medicin eller nyt trin, medicin slutter, prøvesvar,
udeblivelse, symptomer, livet, flytning, pårørende, samtykke, planlagt udredning, brev,
overblikskonsultation. Which of them bring the next sorting forward is data:
``data/model/year.yaml``."""
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

START, LAST_YEAR, ANNIVERSARY = "start", "sidste-aar", "aarsdag"
"""Places in the year that no event may be called: where the story begins, a year before, and the
yearly overview of a case that tells of none."""


class Ends(Frozen):
    """What is over: a disease, a medicine, a red flag."""

    conditions: tuple[ConditionCode, ...] = ()
    medicines: tuple[MedicineCode, ...] = ()
    red_flags: tuple[FlagKey, ...] = ()


class Moves(Frozen):
    """How and with whom the patient now lives, and what they do."""

    lives: Text | None = None
    household: Household | None = None
    work: Text | None = None


class Carried(Frozen):
    """An investigation that is done on the day of the event."""

    service: ServiceKey
    where: Text
    result: Text | None = None


PLANNED = "planned-"
"""How the id begins of the line of the plan that somebody else's plan becomes."""


class Planned(Frozen):
    """Something that somebody plans to do with the patient: the GP may know better."""

    service: ServiceKey
    owner: Owner


class Event(Facts):
    """Something that happens later in the story, and what is true from then on.

    A medicine, a disease, a result or a score that is listed takes the place of the one of its
    kind; what is listed of a part of life takes the place of everything said of that part. Numbers
    under ``contacts`` are those of the past twelve months, counted on this day.
    """

    id: Slug
    when: When
    kind: EventKind = Field(description="Hvad slags hændelse; se data/model/year.yaml")
    variant: Slug | None = Field(
        default=None, description="Kun i denne variant; udeladt: i dem alle"
    )
    text: Text
    ends: Ends = Ends()
    person: Moves = Moves()
    contacts: Contacts = Contacts()
    investigations: tuple[Carried, ...] = Field(
        default=(), max_length=10, description="Undersøgelser, der er lavet den dag"
    )
    consents: Mapping[Recipient, Consent] = {}
    absent: Mapping[Owner, Literal["here", "ill", "left"]] = Field(
        default={}, description="Hvem der bliver syg (ill), falder fra (left) eller er her igen"
    )
    planned: tuple[Planned, ...] = Field(
        default=(), max_length=10, description="Det, andre planlægger med patienten"
    )
    items: tuple[Slug, ...] = Field(
        default=(), description="De forslag under teaching.plan, hændelsen handler om"
    )
    done: tuple[Slug, ...] = Field(
        default=(), description="De punkter i planen, også sidste års, der er udført den dag"
    )

    @model_validator(mode="before")
    @classmethod
    def _of_no_kind(cls, told: object, info: ValidationInfo) -> object:
        """The events of saves from before they had kinds moved nothing: they were only told."""
        return {"kind": "life", **told} if isinstance(told, dict) and is_kept(info) else told

    @field_validator("id")
    @classmethod
    def _not_taken(cls, id: str) -> str:
        if id in (START, LAST_YEAR, ANNIVERSARY):
            raise PydanticCustomError("event_name_taken", "{value}", {"value": id})
        return id

    @model_validator(mode="after")
    def _dated_by_the_event(self) -> Self:
        if any(one.date or one.earlier for one in self.measurements):
            raise PydanticCustomError("event_dates", "", {})
        if any(one.date for one in self.scores):
            raise PydanticCustomError("event_dates", "", {})
        return self

    @property
    def touches(self) -> frozenset[tuple[str, str]]:
        """The facts it says something of, by list and name: two events of one day must not say
        something of the same, or it would matter which is told first."""
        return frozenset(self._touched())

    def _touched(self) -> Iterator[tuple[str, str]]:
        yield from (("conditions", one.code) for one in self.conditions)
        yield from (("conditions", code) for code in self.ends.conditions)
        yield from (("medicines", one.atc) for one in self.medicines or ())
        yield from (("medicines", atc) for atc in self.ends.medicines)
        yield from (("measurements", one.kind) for one in self.measurements)
        yield from (("scores", one.instrument) for one in self.scores)
        yield from (("life", domain) for domain in {one.domain for one in self.life})
        yield from (("red_flags", one.flag) for one in self.red_flags)
        yield from (("red_flags", flag) for flag in self.ends.red_flags)
        if self.safety is not None:
            yield "safety", ""
        for part in ("person", "contacts"):
            told = getattr(self, part)
            yield from ((part, name) for name in type(told).model_fields if _said(told, name))
        yield from (("consents", one) for one in self.consents)
        yield from (("absent", one) for one in self.absent)
        yield from (("planned", one.service) for one in self.planned)


def _said(part: Frozen, name: str) -> bool:
    return getattr(part, name) is not None
