"""The lines of the plan, and the day of the next overview."""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Meeting, Section, Slug
from overblik.domain.plan import MOST_ITEMS, PlanItem, from_offer, from_suggestion
from overblik.language import N_
from overblik.state.inputs import NewId, OptionalDay, OptionalSlug, Prose, Reason
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed, changed_row

_GONE = N_("Punktet findes ikke længere i planen. Tilføj det igen.")


def room_for_item(state: State) -> None:
    """Raises Refused when the plan is full."""
    still_fits(state, 1)


def still_fits(state: State, more: int = 0) -> None:
    """Raises Refused when the plan, with so many lines more, is more than full."""
    if sum(one.standing != "removed" for one in state.plan) + more > MOST_ITEMS:
        raise Refused(N_("Planen har {most} punkter og kan ikke rumme flere."), most=MOST_ITEMS)


def new_item(state: State, item: PlanItem) -> State:
    """The plan with one more line. Raises Refused when it is full."""
    room_for_item(state)
    return changed(state, plan=(*state.plan, item))


def _item(state: State, id: str, **changes: object) -> State:
    return changed(
        state,
        plan=changed_row(
            state.plan,
            id,
            lambda one: one.model_copy(update=changes),
            _GONE,
        ),
    )


class OfferDecide(Frozen):
    """Keep an offer, note it as offered and declined, or leave it undecided again."""

    type: Literal["offer"]
    offer: Slug
    value: Literal["kept", "declined", "proposed"]


@apply.register
def _(event: OfferDecide, state: State, world: World) -> State:
    offer = world.model.offer(event.offer)
    if offer is None:
        raise Refused(N_("Tilbuddet »{value}« findes ikke i modellen."), value=event.offer)
    id = f"offer-{offer.id}"
    if id in {one.id for one in state.plan}:
        return _item(state, id, standing=event.value)
    return new_item(
        state,
        from_offer(offer, state.plan_start).model_copy(update={"standing": event.value}),
    )


class SuggestionTake(Frozen):
    """Take an item of the case author's into the plan."""

    type: Literal["suggestion_take"]
    suggestion: Slug


@apply.register
def _(event: SuggestionTake, state: State, world: World) -> State:
    suggestions = world.case.teaching.suggestions(state.variant, state.happened(world.case))
    found = next((one for one in suggestions if one.id == event.suggestion), None)
    if found is None:
        raise Refused(N_("Forslaget »{value}« findes ikke i casen."), value=event.suggestion)
    id = f"case-{found.id}"
    if id in {one.id for one in state.plan}:
        return _item(state, id, standing="kept")
    return new_item(state, from_suggestion(found, state.plan_start))


class ItemAdd(Frozen):
    type: Literal["item_add"]
    id: NewId


@apply.register
def _(event: ItemAdd, state: State, world: World) -> State:
    if event.id in {one.id for one in state.plan}:
        return state
    if event.id.startswith(
        ("offer-", "case-", "later-", "medicine-", "service-", "answer-", "planned-")
    ):  # those are the names of lines with a source
        raise Refused(N_("Punktet kan ikke hedde »{value}«. Tilføj det igen."), value=event.id)
    return new_item(state, PlanItem(id=event.id, text=""))


class ItemText(Frozen):
    type: Literal["item_text"]
    item: Slug
    value: Prose


@apply.register
def _(event: ItemText, state: State, world: World) -> State:
    return _item(state, event.item, text=event.value)


def known_owner(value: str | None, world: World) -> str | None:
    if value is not None and world.model.owner(value) is None:
        raise Refused(
            N_("Planen kender ingen ansvarlig, der hedder »{value}«. Vælg fra listen."), value=value
        )
    return value


class ItemOwner(Frozen):
    type: Literal["item_owner"]
    item: Slug
    value: OptionalSlug


@apply.register
def _(event: ItemOwner, state: State, world: World) -> State:
    owner = known_owner(event.value, world)

    def owned(item: PlanItem) -> PlanItem:
        """Who was the second and is now the one is no second any more."""
        second = None if item.second_owner == owner else item.second_owner
        return item.model_copy(update={"owner": owner, "second_owner": second})

    return changed(state, plan=changed_row(state.plan, event.item, owned, _GONE))


class ItemSecondOwner(Frozen):
    """Somebody who was put down as well: the plan is not agreed before one of them is gone."""

    type: Literal["item_second_owner"]
    item: Slug
    value: OptionalSlug


@apply.register
def _(event: ItemSecondOwner, state: State, world: World) -> State:
    return _item(state, event.item, second_owner=known_owner(event.value, world))


class ItemAnswer(Frozen):
    type: Literal["item_answer_to"]
    item: Slug
    value: OptionalSlug


@apply.register
def _(event: ItemAnswer, state: State, world: World) -> State:
    return _item(state, event.item, answer_to=known_owner(event.value, world))


class ItemDue(Frozen):
    type: Literal["item_due"]
    item: Slug
    value: OptionalDay


@apply.register
def _(event: ItemDue, state: State, world: World) -> State:
    return _item(state, event.item, due=event.value)


class ItemGoal(Frozen):
    type: Literal["item_goal"]
    item: Slug
    value: OptionalSlug


@apply.register
def _(event: ItemGoal, state: State, world: World) -> State:
    if event.value and event.value not in {one.id for one in state.priorities}:
        raise Refused(N_("Ønsket findes ikke længere. Vælg et andet."))
    return _item(state, event.item, goal=event.value)


class ItemIfNothing(Frozen):
    type: Literal["item_if_nothing"]
    item: Slug
    value: Reason


@apply.register
def _(event: ItemIfNothing, state: State, world: World) -> State:
    return _item(state, event.item, if_nothing=event.value)


class ItemMeeting(Frozen):
    """How people meet about the line."""

    type: Literal["item_meeting"]
    item: Slug
    value: Meeting | Literal[""]


@apply.register
def _(event: ItemMeeting, state: State, world: World) -> State:
    return _item(state, event.item, meeting=event.value or None)


class ItemSection(Frozen):
    """The part of the plan that the line is shared with."""

    type: Literal["item_section"]
    item: Slug
    value: Section | Literal[""]


@apply.register
def _(event: ItemSection, state: State, world: World) -> State:
    return _item(state, event.item, section=event.value or None)


class ItemRemove(Frozen):
    type: Literal["item_remove"]
    item: Slug


@apply.register
def _(event: ItemRemove, state: State, world: World) -> State:
    return _item(state, event.item, standing="removed")


class ItemRestore(Frozen):
    type: Literal["item_restore"]
    item: Slug


@apply.register
def _(event: ItemRestore, state: State, world: World) -> State:
    if any(one.id == event.item and one.standing == "removed" for one in state.plan):
        room_for_item(state)
    return _item(_no_longer_ended(state, event.item), event.item, standing="kept")


def _no_longer_ended(state: State, id: str) -> State:
    """The state without what a review said when it ended the line: it is not ended any more."""
    said = state.reviewed.get(id)
    if said is None or said.verdict != "ended":
        return state
    open_again = said.model_copy(update={"verdict": None})
    return changed(state, reviewed={**state.reviewed, id: open_again})


class Overview(Frozen):
    """The day of the next overview consultation."""

    type: Literal["overview"]
    value: OptionalDay


@apply.register
def _(event: Overview, state: State, world: World) -> State:
    return changed(state, overview=event.value)
