"""What can happen to a forløb. Each event is a checked value: the browser is not trusted.

Events set or add by id, so that one that arrives twice (resent after a broken connection) does
nothing the second time.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from overblik.state import card, planning, priorities, sorting

Event = Annotated[
    sorting.Rate
    | sorting.Unrate
    | sorting.RatingReason
    | sorting.ChooseReading
    | sorting.ChooseLabels
    | sorting.ChooseTier
    | sorting.TierGround
    | sorting.TierReason
    | sorting.Release
    | sorting.ChooseVariant
    | priorities.PriorityText
    | priorities.PriorityAdd
    | priorities.PriorityMove
    | priorities.PriorityRemove
    | priorities.PriorityRestore
    | planning.OfferDecide
    | planning.SuggestionTake
    | planning.ItemAdd
    | planning.ItemText
    | planning.ItemOwner
    | planning.ItemAnswer
    | planning.ItemDue
    | planning.ItemGoal
    | planning.ItemIfNothing
    | planning.ItemRemove
    | planning.ItemRestore
    | planning.Overview
    | card.CardText
    | card.CardTo
    | card.CardDeadline
    | card.CardResponsible,
    Field(discriminator="type"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
