"""Who answers for the plan: owners who are not there, and agreeing on the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from overblik.domain.base import Day, Frozen, Language, Slug, Text, joined
from overblik.domain.bookings import done_items
from overblik.domain.ledger import Lack, ledger
from overblik.domain.plan import MOST_ITEMS, PlanItem, if_nothing_words, is_standing
from overblik.language import N_, Message
from overblik.state.inputs import OptionalSlug, listed
from overblik.state.planning import known_owner
from overblik.state.red_flags import NO_AGREEING, flag_stands
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed

LACK: Mapping[Lack, Message] = {
    "text": Message("tekst"),
    "owner": Message("ansvarlig"),
    "double": Message("kun én ansvarlig"),
    "due": Message("dato"),
    "answer_to": Message("hvor svaret går hen"),
    "if_nothing": Message("»hvis intet er sket«"),
}
"""What stands in the way of a line, in words that follow »mangler«."""


def lacks_said(counts: Mapping[Lack, int]) -> Text:
    """How many lines lack what: »ansvarlig: 1, dato: 3«."""
    said = [(LACK[lack], count) for lack, count in counts.items()]
    return joined(
        [Text(da=f"{what.text('da')}: {n}", en=f"{what.text('en')}: {n}") for what, n in said]
    )


class OwnerAbsent(Frozen):
    """An owner is ill or admitted, is not part of this plan, or is there again.

    Their lines keep the name, so that nothing is lost when they are back.
    """

    type: Literal["owner_absent"]
    owner: Slug
    value: Literal["here", "ill", "left"]


@apply.register
def _(event: OwnerAbsent, state: State, world: World) -> State:
    known_owner(event.owner, world)
    owner = world.model.owner(event.owner)
    if event.value == "ill" and owner is not None and not owner.person:
        raise Refused(
            N_("{owner} er ikke ét menneske. Vælg »Ikke med«, hvis de ikke kan være med."),
            owner=owner.name,
        )
    others = {key: one for key, one in state.absent.items() if key != event.owner}
    absent = others if event.value == "here" else {**others, event.owner: event.value}
    return changed(state, absent=absent)


class FillIfNothing(Frozen):
    """Give lines without words for »hvis intet er sket« those of their owner, in a language.

    No language takes such words away again where nobody has changed them. What is standing gets
    none: nothing is to happen there by a day.
    """

    type: Literal["fill_if_nothing"]
    value: Language | Literal[""]


@apply.register
def _(event: FillIfNothing, state: State, world: World) -> State:
    def filled(item: PlanItem) -> PlanItem:
        words = if_nothing_words(item, world.case.authored, world.model)
        if item.standing != "kept" or words is None:
            return item
        if event.value == "":
            untouched = item.if_nothing in (words.da, words.en)
            return item.model_copy(update={"if_nothing": ""}) if untouched else item
        if item.if_nothing.strip() or is_standing(item, world.model):
            return item
        return item.model_copy(update={"if_nothing": words[event.value]})

    return changed(state, plan=tuple(filled(one) for one in state.plan))


_Items = Annotated[tuple[Slug, ...], BeforeValidator(listed)]


class OwnerMove(Frozen):
    """Let somebody else take over what rests on an owner who is not there.

    ``items`` are the lines it was said of: one that comes to the owner later is not moved by a
    message that arrives twice, nor one that has another owner by then.
    """

    type: Literal["owner_move"]
    owner: Slug
    value: OptionalSlug
    items: Annotated[_Items, Field(max_length=MOST_ITEMS)]


@apply.register
def _(event: OwnerMove, state: State, world: World) -> State:
    if known_owner(event.value, world) is None:
        raise Refused(N_("Vælg først, hvem der skal have punkterne."))

    def moved(item: PlanItem) -> PlanItem:
        if item.id not in event.items or item.owner != event.owner:
            return item
        second = None if item.second_owner == event.value else item.second_owner
        return item.model_copy(update={"owner": event.value, "second_owner": second})

    return changed(state, plan=tuple(moved(one) for one in state.plan))


class Together(Frozen):
    """Let several lines fall on one day."""

    type: Literal["together"]
    items: Annotated[_Items, Field(min_length=2, max_length=MOST_ITEMS)]
    value: Day


@apply.register
def _(event: Together, state: State, world: World) -> State:
    if not {one.id for one in state.plan if one.standing == "kept"}.issuperset(event.items):
        raise Refused(N_("Et af besøgene er ikke længere i planen. Se på måneden igen."))
    moved = [
        one.model_copy(update={"due": event.value}) if one.id in event.items else one
        for one in state.plan
    ]
    return changed(state, plan=tuple(moved))


class Agree(Frozen):
    """Everybody agrees on the plan as it stands."""

    type: Literal["agree"]


@apply.register
def _(event: Agree, state: State, world: World) -> State:
    if flag_stands(state, world.case, world.catalogue):
        raise Refused(NO_AGREEING)
    if state.agreed is not None:
        return state
    done = done_items(state.plan, state.bookings)
    found = ledger(state.plan, state.plan_start, state.absent, world.model, done)
    if not found.lines:
        raise Refused(N_("Planen er tom og kan ikke aftales. Tilføj mindst ét punkt."))
    if not found.settled:
        raise Refused(
            N_("Planen kan ikke aftales endnu: {some} af {lines} punkter mangler noget ({what})."),
            some=len(found.lacks),
            lines=found.lines,
            what=lacks_said(found.counts),
        )
    return changed(state, agreed=state.moment(world.case, world.now))


class Unagree(Frozen):
    """The plan is under discussion again."""

    type: Literal["unagree"]


@apply.register
def _(event: Unagree, state: State, world: World) -> State:
    return changed(state, agreed=None)
