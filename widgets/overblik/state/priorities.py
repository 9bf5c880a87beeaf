"""The patient's priorities, in their words; order is rank."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from overblik.domain.base import Frozen, Slug
from overblik.language import N_
from overblik.state.inputs import NewId, Sentence
from overblik.state.state import Priority, State
from overblik.state.update import Refused, World, apply, changed, changed_row

MOST_PRIORITIES = 12


def _priority(state: State, id: str, **changes: object) -> State:
    return changed(
        state,
        priorities=changed_row(
            state.priorities,
            id,
            lambda one: one.model_copy(update=changes),
            N_("Ønsket findes ikke længere. Skriv det igen."),
        ),
    )


class PriorityText(Frozen):
    type: Literal["priority_text"]
    priority: Slug
    value: Sentence


@apply.register
def _(event: PriorityText, state: State, world: World) -> State:
    return _priority(state, event.priority, text=event.value)


def _room_for_priority(state: State) -> None:
    if sum(not one.removed for one in state.priorities) >= MOST_PRIORITIES:
        full = N_("Der er plads til {most} ønsker. Ret et af dem i stedet.")
        raise Refused(full, most=MOST_PRIORITIES)


class PriorityAdd(Frozen):
    type: Literal["priority_add"]
    id: NewId


@apply.register
def _(event: PriorityAdd, state: State, world: World) -> State:
    if event.id in {one.id for one in state.priorities}:
        return state
    _room_for_priority(state)
    return changed(state, priorities=(*state.priorities, Priority(id=event.id, text="")))


class PriorityMove(Frozen):
    """Put a priority at a place, counted from 0."""

    type: Literal["priority_move"]
    priority: Slug
    value: Annotated[int, Field(ge=0, le=50)]


@apply.register
def _(event: PriorityMove, state: State, world: World) -> State:
    # Places count the wishes that are seen; those taken out go to the end, where none is missed.
    seen = [one for one in state.priorities if not one.removed and one.id != event.priority]
    moved = [one for one in state.priorities if not one.removed and one.id == event.priority]
    gone = [one for one in state.priorities if one.removed]
    return changed(state, priorities=(*seen[: event.value], *moved, *seen[event.value :], *gone))


class PriorityRemove(Frozen):
    type: Literal["priority_remove"]
    priority: Slug


@apply.register
def _(event: PriorityRemove, state: State, world: World) -> State:
    return _priority(state, event.priority, removed=True)


class PriorityRestore(Frozen):
    type: Literal["priority_restore"]
    priority: Slug


@apply.register
def _(event: PriorityRestore, state: State, world: World) -> State:
    if any(one.id == event.priority and one.removed for one in state.priorities):
        _room_for_priority(state)
    return _priority(state, event.priority, removed=False)
