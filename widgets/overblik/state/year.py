"""The unfolding year: going to another day of it, and what is noted on the way."""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.state.chapters import carried_forward, walked
from overblik.state.inputs import Reason
from overblik.state.state import State
from overblik.state.update import World, apply, changed


class YearStep(Frozen):
    """Go to a day of the year, forward or back; each day keeps what was done on it."""

    type: Literal["year_step"]
    value: Slug


@apply.register
def _(event: YearStep, state: State, world: World) -> State:
    return walked(state, event.value, world)


class CarryForward(Frozen):
    """Put the lines that only this day's plan has into the plans of the later days that somebody
    has worked on; what stands on those is left as it is."""

    type: Literal["carry_forward"]
    value: Literal["yes"]


@apply.register
def _(event: CarryForward, state: State, world: World) -> State:
    return changed(state, chapters=carried_forward(state, world))


class ContactsReason(Frozen):
    """Why the plan has fewer or more contacts than the text speaks of."""

    type: Literal["contacts_reason"]
    value: Reason


@apply.register
def _(event: ContactsReason, state: State, world: World) -> State:
    return changed(state, contacts_reason=event.value)


class Regrouped(Frozen):
    """Somebody has looked whether the patient has changed group, or takes that back."""

    type: Literal["regrouped"]
    value: Literal["yes", "no"]


@apply.register
def _(event: Regrouped, state: State, world: World) -> State:
    return changed(state, regrouped=state.place if event.value == "yes" else None)
