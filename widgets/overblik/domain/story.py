"""What a case's author writes around the patient: what happens later, consents, what to learn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from overblik.domain.base import Frozen, Line, Meeting, Section, Slug, Text, Whole
from overblik.domain.checked import MedicineCode, Owner, PastDay, ServiceKey, is_kept
from overblik.domain.days import month_after

Recipient = Literal[
    "municipality",
    "hospital",
    "specialist",
    "pharmacy",
    "relative",
    "psychologist",
    "civil_society",
]
LONGEST_ID = 35
"""Letters of a suggestion's id: ``case-`` stands before it in the plan."""
ExpectedLevel = Literal["low", "moderate", "high", "outside"]
ExpectedTier = Literal["low", "moderate", "high", "undefined", "outside"]


@cache
def _days_of_months(months: int) -> frozenset[int]:
    """The numbers of days that so many months can be. It is enough to begin on the 1st, which is
    like every day until the 28th, and on those that a month can lack, in four years with a leap
    day among them."""
    starts = (
        start
        for first in (date(2028 + at // 12, 1 + at % 12, 1) for at in range(48))
        for start in (first, *(first + timedelta(days) for days in (28, 29, 30)))
        if start.month == first.month
    )
    return frozenset((month_after(one, months) - one).days for one in starts)


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

    def may_meet(self, other: When) -> bool:
        """Whether some day that a story can begin on makes both the same day: a month is 28 to 31
        days, so week 4 and month 1 are the same day of a story that begins in February."""
        if self.month is not None and other.month is not None:
            return self.month == other.month
        return not self.after_days.isdisjoint(other.after_days)

    @property
    def after_days(self) -> frozenset[int]:
        """How many days it is from the start; a month's number depends on where one begins."""
        if self.month is not None:
            return _days_of_months(self.month)
        return frozenset({(self.day or 0) + 7 * (self.week or 0)})

    def on(self, started: date) -> date:
        """The day it is in a story that began on this one."""
        if self.month is not None:
            return month_after(started, self.month)
        return started + timedelta(days=(self.day or 0) + 7 * (self.week or 0))


class Wish(Text):
    """Something the patient asks for; ``service`` is its row in the catalogue of offers."""

    service: ServiceKey | None = Field(
        default=None, description="Kortnavn fra data/offers/catalogue.csv, hvis det er en ydelse"
    )


class Investigation(Frozen):
    """Something that has been done already, and where: whoever orders it again is asked why."""

    service: ServiceKey = Field(description="Kortnavn fra data/offers/catalogue.csv, fx echo")
    date: PastDay
    where: Text
    result: Text | None = None


class Consent(Frozen):
    """What the patient has said about sharing with one recipient.

    How much a plain yes gives depends on the recipient: `overblik.domain.leaks.said`.
    """

    answer: Literal["yes", "no", "partly"]
    sections: tuple[Section, ...] = Field(
        default=(), description="Ved partly: de dele af planen, der må deles"
    )
    note: Text | None = None

    @model_validator(mode="after")
    def _part_of_it(self) -> Self:
        if self.sections and self.answer != "partly":
            raise PydanticCustomError("sections_partly", "", {})
        return self


class Suggestion(Frozen):
    """A plan item as the case's author would write it: one view, never a key.

    ``patient`` says it plainly to the patient, on their own copy of the plan.
    """

    id: Slug
    text: Text
    patient: Text | None = Field(default=None, description="Det samme, sagt til patienten")
    owner: Owner | None = None
    variant: Slug | None = Field(
        default=None, description="Kun i denne variant; udeladt: i dem alle"
    )
    after: Slug | None = Field(
        default=None, description="Først når denne hændelse er sket; udeladt: fra begyndelsen"
    )
    month: Whole | None = Field(default=None, ge=0, le=24)
    week: Whole | None = Field(
        default=None, ge=0, le=52, description="I stedet for month: uger efter begyndelsen"
    )
    answer_to: Owner | None = None
    if_nothing: Text | None = Field(
        default=None, description="Hvis intet er sket; udeladt: den ansvarliges ord i modellen"
    )
    patient_if_nothing: Text | None = Field(
        default=None, description="Det samme, sagt til patienten"
    )
    meeting: Meeting | None = Field(
        default=None,
        description="Fremmøde, hjemmebesøg, telefon, video eller kun digitalt",
    )
    medicine: Literal["start", "adjust", "stop"] | None = Field(
        default=None, description="Opstart, regulering eller seponering af medicin"
    )
    atc: MedicineCode | None = Field(default=None, description="Hvilken medicin, ATC-kode niveau 5")
    follow_up: Whole | None = Field(
        default=None, ge=0, le=52, description="Ved medicin: opfølgning så mange uger efter"
    )
    section: Section | None = Field(
        default=None, description="Den del af planen, punktet deles med; udeladt: aftaler"
    )

    @field_validator("id")
    @classmethod
    def _names_a_line(cls, id: str, info: ValidationInfo) -> str:
        """Short enough for the name of the line it becomes (`overblik.domain.plan`)."""
        if len(id) > LONGEST_ID and not is_kept(info):
            raise PydanticCustomError("long_id", "", {"value": id, "most": LONGEST_ID})
        return id

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if self.month is not None and self.week is not None:
            raise PydanticCustomError("month_or_week", "", {})
        if self.follow_up is not None and self.medicine is None:
            raise PydanticCustomError("follow_up_of_medicine", "", {})
        return self


class LastYearLine(Suggestion):
    """A line of the plan a year before the story begins, and whether it was done."""

    done: Whole | None = Field(
        default=None,
        ge=0,
        le=12,
        description="Måneden, hvor det blev gjort; udeladt: intet siger, at det blev gjort",
    )


class Teaching(Frozen):
    """What the author wants a class to find out; shown folded, never first."""

    decision: Text
    trap: Text
    question: Text | None = Field(default=None, description="Et godt spørgsmål til specialisten")
    plan: tuple[Suggestion, ...] = ()

    def suggestions(
        self, variant: str | None, happened: Collection[str] = ()
    ) -> tuple[Suggestion, ...]:
        """What the author would do in a variant: what goes for all of them, and its own; of what
        answers an event, only what answers one of those that have happened."""
        return tuple(
            one
            for one in self.plan
            if one.variant in (None, variant) and (one.after is None or one.after in happened)
        )


class Expected(Frozen):
    """How a named reader rated the case, once ``after`` has happened: a colleague's view."""

    reader: Line | Text
    variant: Slug | None = None
    after: Slug | None = Field(
        default=None, description="Når denne hændelse er sket; udeladt: fra begyndelsen"
    )
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
