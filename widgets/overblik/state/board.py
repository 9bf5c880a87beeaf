"""The conflict board: where the user puts each card, and why.

A card that no longer is on the board (its medicine was removed) keeps its place in the state, and
has it again should the medicine come back.
"""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.clashes import Column, Placement
from overblik.knowledge import library
from overblik.language import N_
from overblik.state.inputs import Reason
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed


def _card(state: State, id: str, **changes: object) -> State:
    """The state with one card's placement otherwise; one that says nothing is left out."""
    if id not in {one.id for one in library().clashes.rows}:
        raise Refused(N_("Kortet »{value}« findes ikke. Genindlæs siden."), value=id)
    placed = state.board.get(id, Placement()).model_copy(update=changes)
    others = {key: one for key, one in state.board.items() if key != id}
    return changed(state, board=others if placed == Placement() else {**others, id: placed})


class CardPlace(Frozen):
    """Put a card into a column; an empty one takes it out again: »uafklaret«."""

    type: Literal["card_place"]
    card: Slug
    value: Column | Literal[""]


@apply.register
def _(event: CardPlace, state: State, world: World) -> State:
    return _card(state, event.card, column=event.value or None)


class CardNote(Frozen):
    """Why a card lies where it does, or what to talk about."""

    type: Literal["card_note"]
    card: Slug
    value: Reason


@apply.register
def _(event: CardNote, state: State, world: World) -> State:
    return _card(state, event.card, note=event.value)
