"""One step: the state after an event. Pure; every rule about what an event may do is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from typing import TypeVar

from overblik.domain.base import Frozen
from overblik.domain.case import Case
from overblik.domain.model import CareModel
from overblik.domain.plan import MOST_ITEMS, PlanItem, month_after
from overblik.language import N_, UserError
from overblik.state import events as ev
from overblik.state.state import OwnRating, Priority, State, TierChoice

MOST_PRIORITIES = 12


@dataclass(frozen=True)
class World:
    """What an event is judged against: the case as it was written and the care model."""

    case: Case
    model: CareModel
    label_sets: tuple[str, ...] = ("dsam",)


class Refused(UserError):
    """The event asks for something that cannot be; the message says what to do instead."""


def update(state: State, event: ev.Event, world: World) -> State:
    """The state after the event. Raises Refused; the state given is never changed."""
    return _apply(event, state, world)


@singledispatch
def _apply(event: Frozen, state: State, world: World) -> State:
    raise TypeError(f"no rule for {type(event).__name__}")


def _set(state: State, **changes: object) -> State:
    return state.model_copy(update=changes)


# Stratification -----------------------------------------------------------------------------


def _own(state: State, domain: str, world: World, **changes: object) -> State:
    try:
        world.model.domain(domain)
    except KeyError:
        raise Refused(N_("Området »{value}« findes ikke i modellen."), value=domain) from None
    own = state.ratings.get(domain, OwnRating()).model_copy(update=changes)
    rest = {key: one for key, one in state.ratings.items() if key != domain}
    return _set(state, ratings={**rest, domain: own} if own != OwnRating() else rest)


@_apply.register
def _(event: ev.Rate, state: State, world: World) -> State:
    return _own(state, event.domain, world, answer=event.value)


@_apply.register
def _(event: ev.Unrate, state: State, world: World) -> State:
    return _own(state, event.domain, world, answer=None)


@_apply.register
def _(event: ev.RatingReason, state: State, world: World) -> State:
    return _own(state, event.domain, world, reason=event.value)


@_apply.register
def _(event: ev.ChooseReading, state: State, world: World) -> State:
    return _set(state, reading=event.value)


@_apply.register
def _(event: ev.ChooseLabels, state: State, world: World) -> State:
    if event.value not in world.label_sets:
        raise Refused(N_("Navnesættet »{value}« findes ikke."), value=event.value)
    return _set(state, labels=event.value)


@_apply.register
def _(event: ev.ChooseTier, state: State, world: World) -> State:
    if event.value == "suggested":
        return _set(state, choice=None)
    choice = state.choice or TierChoice(tier=event.value)
    return _set(state, choice=choice.model_copy(update={"tier": event.value}))


def _choice(state: State, **changes: object) -> State:
    if state.choice is None:
        raise Refused(N_("Vælg først et andet niveau end det foreslåede."))
    return _set(state, choice=state.choice.model_copy(update=changes))


@_apply.register
def _(event: ev.TierGround, state: State, world: World) -> State:
    if event.value and event.value not in {one.id for one in world.model.override_grounds}:
        raise Refused(N_("Grunden »{value}« findes ikke."), value=event.value)
    return _choice(state, ground=event.value)


@_apply.register
def _(event: ev.TierReason, state: State, world: World) -> State:
    return _choice(state, reason=event.value)


@_apply.register
def _(event: ev.Release, state: State, world: World) -> State:
    return _set(state, release=event.value)


@_apply.register
def _(event: ev.ChooseVariant, state: State, world: World) -> State:
    if event.value not in {one.id for one in world.case.variants}:
        raise Refused(N_("Varianten »{value}« findes ikke i casen."), value=event.value)
    # A release is about the flags of one variant: it must not follow into another.
    return _set(state, variant=event.value, release="")


# The patient's priorities -------------------------------------------------------------------

RowT = TypeVar("RowT", Priority, PlanItem)


def _changed(
    rows: tuple[RowT, ...], id: str, change: Callable[[RowT], RowT], gone: str
) -> tuple[RowT, ...]:
    if id not in {one.id for one in rows}:
        raise Refused(gone)
    return tuple(change(one) if one.id == id else one for one in rows)


def _priority(state: State, id: str, **changes: object) -> State:
    return _set(
        state,
        priorities=_changed(
            state.priorities,
            id,
            lambda one: one.model_copy(update=changes),
            N_("Ønsket findes ikke længere. Skriv det igen."),
        ),
    )


@_apply.register
def _(event: ev.PriorityText, state: State, world: World) -> State:
    return _priority(state, event.priority, text=event.value)


@_apply.register
def _(event: ev.PriorityAdd, state: State, world: World) -> State:
    if event.id in {one.id for one in state.priorities}:
        return state
    _room_for_priority(state)
    return _set(state, priorities=(*state.priorities, Priority(id=event.id, text="")))


def _room_for_priority(state: State) -> None:
    if sum(not one.removed for one in state.priorities) >= MOST_PRIORITIES:
        full = N_("Der er plads til {most} ønsker. Ret et af dem i stedet.")
        raise Refused(full, most=MOST_PRIORITIES)


@_apply.register
def _(event: ev.PriorityMove, state: State, world: World) -> State:
    # Places count the wishes that are seen; those taken out go to the end, where none is missed.
    seen = [one for one in state.priorities if not one.removed and one.id != event.priority]
    moved = [one for one in state.priorities if not one.removed and one.id == event.priority]
    gone = [one for one in state.priorities if one.removed]
    return _set(state, priorities=(*seen[: event.value], *moved, *seen[event.value :], *gone))


@_apply.register
def _(event: ev.PriorityRemove, state: State, world: World) -> State:
    return _priority(state, event.priority, removed=True)


@_apply.register
def _(event: ev.PriorityRestore, state: State, world: World) -> State:
    if any(one.id == event.priority and one.removed for one in state.priorities):
        _room_for_priority(state)
    return _priority(state, event.priority, removed=False)


# The plan -----------------------------------------------------------------------------------


def _room_for_item(state: State) -> None:
    if sum(one.standing != "removed" for one in state.plan) >= MOST_ITEMS:
        raise Refused(N_("Planen har {most} punkter og kan ikke rumme flere."), most=MOST_ITEMS)


def _new_item(state: State, item: PlanItem) -> State:
    _room_for_item(state)
    return _set(state, plan=(*state.plan, item))


def _item(state: State, id: str, **changes: object) -> State:
    return _set(
        state,
        plan=_changed(
            state.plan,
            id,
            lambda one: one.model_copy(update=changes),
            N_("Punktet findes ikke længere i planen. Tilføj det igen."),
        ),
    )


@_apply.register
def _(event: ev.OfferDecide, state: State, world: World) -> State:
    offer = next((one for one in world.model.offers if one.id == event.offer), None)
    if offer is None:
        raise Refused(N_("Tilbuddet »{value}« findes ikke i modellen."), value=event.offer)
    id = f"offer-{offer.id}"
    if id in {one.id for one in state.plan}:
        return _item(state, id, standing=event.value)
    return _new_item(
        state,
        PlanItem(
            id=id,
            offer=offer.id,
            standing=event.value,
            owner=offer.owner,
            due=month_after(state.started, offer.month),
            answer_to="gp",
        ),
    )


@_apply.register
def _(event: ev.SuggestionTake, state: State, world: World) -> State:
    found = next((one for one in world.case.teaching.plan if one.id == event.suggestion), None)
    if found is None:
        raise Refused(N_("Forslaget »{value}« findes ikke i casen."), value=event.suggestion)
    id = f"case-{found.id}"
    if id in {one.id for one in state.plan}:
        return _item(state, id, standing="kept")
    return _new_item(
        state,
        PlanItem(
            id=id,
            suggestion=found.id,
            owner=found.owner,
            due=None if found.month is None else month_after(state.started, found.month),
            answer_to=found.answer_to,
        ),
    )


@_apply.register
def _(event: ev.ItemAdd, state: State, world: World) -> State:
    if event.id in {one.id for one in state.plan}:
        return state
    if event.id.startswith(("offer-", "case-")):  # those are the names of lines with a source
        raise Refused(N_("Punktet kan ikke hedde »{value}«. Tilføj det igen."), value=event.id)
    return _new_item(state, PlanItem(id=event.id, text=""))


@_apply.register
def _(event: ev.ItemText, state: State, world: World) -> State:
    return _item(state, event.item, text=event.value)


def _known_owner(value: str | None, world: World) -> str | None:
    if value is not None and world.model.owner(value) is None:
        raise Refused(
            N_("Planen kender ingen ansvarlig, der hedder »{value}«. Vælg fra listen."), value=value
        )
    return value


@_apply.register
def _(event: ev.ItemOwner, state: State, world: World) -> State:
    return _item(state, event.item, owner=_known_owner(event.value, world))


@_apply.register
def _(event: ev.ItemAnswer, state: State, world: World) -> State:
    return _item(state, event.item, answer_to=_known_owner(event.value, world))


@_apply.register
def _(event: ev.ItemDue, state: State, world: World) -> State:
    return _item(state, event.item, due=event.value)


@_apply.register
def _(event: ev.ItemGoal, state: State, world: World) -> State:
    if event.value and event.value not in {one.id for one in state.priorities}:
        raise Refused(N_("Ønsket findes ikke længere. Vælg et andet."))
    return _item(state, event.item, goal=event.value)


@_apply.register
def _(event: ev.ItemIfNothing, state: State, world: World) -> State:
    return _item(state, event.item, if_nothing=event.value)


@_apply.register
def _(event: ev.ItemRemove, state: State, world: World) -> State:
    return _item(state, event.item, standing="removed")


@_apply.register
def _(event: ev.ItemRestore, state: State, world: World) -> State:
    if any(one.id == event.item and one.standing == "removed" for one in state.plan):
        _room_for_item(state)
    return _item(state, event.item, standing="kept")


@_apply.register
def _(event: ev.Overview, state: State, world: World) -> State:
    return _set(state, overview=event.value)


# The conference card ------------------------------------------------------------------------


@_apply.register
def _(event: ev.CardText, state: State, world: World) -> State:
    texts = {**state.card.texts, event.field: event.value}
    return _set(state, card=state.card.model_copy(update={"texts": texts}))


@_apply.register
def _(event: ev.CardTo, state: State, world: World) -> State:
    return _set(state, card=state.card.model_copy(update={"to": event.value}))


@_apply.register
def _(event: ev.CardDeadline, state: State, world: World) -> State:
    return _set(state, card=state.card.model_copy(update={"deadline": event.value}))


@_apply.register
def _(event: ev.CardResponsible, state: State, world: World) -> State:
    responsible = _known_owner(event.value, world)
    return _set(state, card=state.card.model_copy(update={"responsible": responsible}))
