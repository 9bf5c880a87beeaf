"""The ground the domain types stand on: frozen values and texts in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

Language = Literal["da", "en"]
Level = Literal["low", "moderate", "high"]
Tier = Literal["low", "moderate", "high", "undefined"]
AxisId = Literal["biomedical", "psychosocial"]
ReadingId = Literal["bogstavelig", "dsam", "rund_op", "hoejeste_akse"]
Section = Literal["goals", "diagnoses", "medicine", "mental", "social", "agreements"]
"""The parts of a plan that a patient says yes or no to sharing: mål, diagnoser, medicin, psykisk,
sociale forhold, aftaler."""
SECTIONS: tuple[Section, ...] = get_args(Section)
Meeting = Literal["visit", "home", "phone", "video", "digital"]
"""How people meet: attendance, a home visit, by telephone, video, or only digitally."""
Rating = Literal[0, 1, 2]
"""How heavily one domain weighs: 0 none, 1 some, 2 marked."""

LEVELS: tuple[Level, ...] = get_args(Level)
TIERS: tuple[Tier, ...] = get_args(Tier)
AXES: tuple[AxisId, ...] = get_args(AxisId)
READINGS: tuple[ReadingId, ...] = get_args(ReadingId)
RATINGS: tuple[Rating, ...] = get_args(Rating)

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
"""A short name that can stand in an address, a file name and a test id."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""A text somebody wrote for a reader: not empty, not a novel."""


def _no_number(value: object) -> object:
    """Pydantic takes a number for seconds since 1970; in a case it is a slip."""
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "Input should be a valid date")
    return value


Day = Annotated[
    date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31)), BeforeValidator(_no_number)
]
"""A date that a plan can reckon with."""


def _a_day_of_ours(moment: datetime) -> datetime:
    """Any clock can show it: the ends of time fall out of it where the zone is another."""
    if not 1900 < moment.year < 2199:
        raise ValueError("not a time anybody had a consultation at")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_a_day_of_ours)]
"""A time with its zone."""

Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]
"""Numbers as numbers: ``true`` is none, and neither is "4,1"."""


class Frozen(BaseModel):
    """A value: it never changes, and a word it does not know is an error, not a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One statement in Danish and in English."""

    da: Line
    en: Line

    def __getitem__(self, language: Language) -> str:
        return self.en if language == "en" else self.da

    def format(self, **parts: object) -> Text:
        """Fill the ``{names}`` of both languages; a `Text` fills each with its own."""
        return Text.model_construct(  # computed, so it may be longer than what somebody types
            da=self.da.format_map(_in("da", parts)),
            en=self.en.format_map(_in("en", parts)),
        )


def _in(language: Language, parts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: part[language] if isinstance(part, Text) else part for name, part in parts.items()
    }


def joined(texts: list[Text] | tuple[Text, ...], separator: str = ", ") -> Text:
    """Several texts as one, in each language; an empty list is »ingen«."""
    return Text.model_construct(  # of a case with 150 medicines
        da=separator.join(text.da for text in texts) or "ingen",
        en=separator.join(text.en for text in texts) or "none",
    )
