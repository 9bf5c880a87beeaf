"""What can happen to a forløb. Each event is a checked value: the browser is not trusted.

Events set or add by id, so that one that arrives twice (resent after a broken connection) does
nothing the second time.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, TypeAdapter
from pydantic_core import PydanticCustomError

from overblik.domain.base import Day, Frozen, Level, ReadingId, Slug
from overblik.domain.conference import LONGEST, CardField
from overblik.domain.privacy import looks_like_cpr
from overblik.domain.rating import Answer
from overblik.knowledge.characters import CONTROL


def _no_cpr(text: str) -> str:
    if looks_like_cpr(text):
        raise PydanticCustomError("cpr", "looks like a CPR number", {})
    return text


def _typed(value: object) -> object:
    """Radio buttons send text: "2" is the rating 2. True is no rating, though it equals 1."""
    if isinstance(value, bool):
        return None
    return int(value) if isinstance(value, str) and value in ("0", "1", "2") else value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


_Typed = Annotated[
    str,
    # Control characters other than line breaks and tabs have no place in a record or a PDF.
    StringConstraints(pattern=rf"^[^{CONTROL}]*$"),
    AfterValidator(_no_cpr),
]
Word = Annotated[_Typed, Field(max_length=200)]
Sentence = Annotated[_Typed, Field(max_length=500)]
Reason = Annotated[_Typed, Field(max_length=2_000)]
Prose = Annotated[_Typed, Field(max_length=LONGEST)]
OptionalSlug = Annotated[Slug | None, BeforeValidator(_empty_is_none)]
OptionalDay = Annotated[Day | None, BeforeValidator(_empty_is_none)]


class Rate(Frozen):
    type: Literal["rate"]
    domain: Slug
    value: Annotated[Answer, BeforeValidator(_typed)]


class Unrate(Frozen):
    """Go back to what the facts suggest."""

    type: Literal["unrate"]
    domain: Slug


class RatingReason(Frozen):
    type: Literal["rating_reason"]
    domain: Slug
    value: Reason


class ChooseReading(Frozen):
    type: Literal["reading"]
    value: ReadingId


class ChooseLabels(Frozen):
    type: Literal["labels"]
    value: Slug


class ChooseTier(Frozen):
    """The clinician's own tier; "suggested" follows the reading again."""

    type: Literal["tier"]
    value: Level | Literal["suggested"]


class TierGround(Frozen):
    type: Literal["tier_ground"]
    value: OptionalSlug


class TierReason(Frozen):
    type: Literal["tier_reason"]
    value: Reason


class Release(Frozen):
    """Why the red flags no longer stand. Empty text locks the grid again."""

    type: Literal["release"]
    value: Reason


class ChooseVariant(Frozen):
    type: Literal["variant"]
    value: Slug


class PriorityText(Frozen):
    type: Literal["priority_text"]
    priority: Slug
    value: Sentence


class PriorityAdd(Frozen):
    type: Literal["priority_add"]
    id: Slug


class PriorityMove(Frozen):
    """Put a priority at a place, counted from 0."""

    type: Literal["priority_move"]
    priority: Slug
    value: Annotated[int, Field(ge=0, le=50)]


class PriorityRemove(Frozen):
    type: Literal["priority_remove"]
    priority: Slug


class PriorityRestore(Frozen):
    type: Literal["priority_restore"]
    priority: Slug


class OfferDecide(Frozen):
    """Keep an offer, note it as offered and declined, or leave it undecided again."""

    type: Literal["offer"]
    offer: Slug
    value: Literal["kept", "declined", "proposed"]


class SuggestionTake(Frozen):
    """Take an item of the case author's into the plan."""

    type: Literal["suggestion_take"]
    suggestion: Slug


class ItemAdd(Frozen):
    type: Literal["item_add"]
    id: Slug


class ItemText(Frozen):
    type: Literal["item_text"]
    item: Slug
    value: Prose


class ItemOwner(Frozen):
    type: Literal["item_owner"]
    item: Slug
    value: OptionalSlug


class ItemDue(Frozen):
    type: Literal["item_due"]
    item: Slug
    value: OptionalDay


class ItemAnswer(Frozen):
    type: Literal["item_answer_to"]
    item: Slug
    value: OptionalSlug


class ItemGoal(Frozen):
    type: Literal["item_goal"]
    item: Slug
    value: OptionalSlug


class ItemIfNothing(Frozen):
    type: Literal["item_if_nothing"]
    item: Slug
    value: Reason


class ItemRemove(Frozen):
    type: Literal["item_remove"]
    item: Slug


class ItemRestore(Frozen):
    type: Literal["item_restore"]
    item: Slug


class Overview(Frozen):
    """The day of the next overview consultation."""

    type: Literal["overview"]
    value: OptionalDay


class CardText(Frozen):
    type: Literal["card_text"]
    field: CardField
    value: Prose


class CardTo(Frozen):
    type: Literal["card_to"]
    value: Word


class CardDeadline(Frozen):
    type: Literal["card_deadline"]
    value: OptionalDay


class CardResponsible(Frozen):
    type: Literal["card_responsible"]
    value: OptionalSlug


Event = Annotated[
    Rate
    | Unrate
    | RatingReason
    | ChooseReading
    | ChooseLabels
    | ChooseTier
    | TierGround
    | TierReason
    | Release
    | ChooseVariant
    | PriorityText
    | PriorityAdd
    | PriorityMove
    | PriorityRemove
    | PriorityRestore
    | OfferDecide
    | SuggestionTake
    | ItemAdd
    | ItemText
    | ItemOwner
    | ItemDue
    | ItemAnswer
    | ItemGoal
    | ItemIfNothing
    | ItemRemove
    | ItemRestore
    | Overview
    | CardText
    | CardTo
    | CardDeadline
    | CardResponsible,
    Field(discriminator="type"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
