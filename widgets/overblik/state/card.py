"""The conference card."""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen
from overblik.domain.conference import CardField
from overblik.state.inputs import OptionalDay, OptionalSlug, Prose, Word
from overblik.state.planning import known_owner
from overblik.state.state import State
from overblik.state.update import World, apply, changed


class CardText(Frozen):
    type: Literal["card_text"]
    field: CardField
    value: Prose


@apply.register
def _(event: CardText, state: State, world: World) -> State:
    texts = {**state.card.texts, event.field: event.value}
    return changed(state, card=state.card.model_copy(update={"texts": texts}))


class CardTo(Frozen):
    type: Literal["card_to"]
    value: Word


@apply.register
def _(event: CardTo, state: State, world: World) -> State:
    return changed(state, card=state.card.model_copy(update={"to": event.value}))


class CardDeadline(Frozen):
    type: Literal["card_deadline"]
    value: OptionalDay


@apply.register
def _(event: CardDeadline, state: State, world: World) -> State:
    return changed(state, card=state.card.model_copy(update={"deadline": event.value}))


class CardResponsible(Frozen):
    type: Literal["card_responsible"]
    value: OptionalSlug


@apply.register
def _(event: CardResponsible, state: State, world: World) -> State:
    responsible = known_owner(event.value, world)
    return changed(state, card=state.card.model_copy(update={"responsible": responsible}))
