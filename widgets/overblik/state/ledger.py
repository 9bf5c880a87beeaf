"""Who answers for the plan: owners who are not there, and agreeing on the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from overblik.domain.base import Day, Frozen, Language, Slug, Text, joined
from overblik.domain.ledger import Lack, ledger
from overblik.domain.model import CareModel
from overblik.domain.plan import MOST_ITEMS, PlanItem
from overblik.language import N_, Message
from overblik.state.planning import known_owner
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

    No language takes such words away again where nobody has changed them.
    """

    type: Literal["fill_if_nothing"]
    value: Language | Literal[""]


@apply.register
def _(event: FillIfNothing, state: State, world: World) -> State:
    def filled(item: PlanItem) -> PlanItem:
        words = suggested(item, world.model)
        if item.standing != "kept" or words is None:
            return item
        if event.value == "":
            untouched = item.if_nothing in (words.da, words.en)
            return item.model_copy(update={"if_nothing": ""}) if untouched else item
        if item.if_nothing.strip():
            return item
        return item.model_copy(update={"if_nothing": words[event.value]})

    return changed(state, plan=tuple(filled(one) for one in state.plan))


def suggested(item: PlanItem, model: CareModel) -> Text | None:
    """The words to begin with for what happens when nothing has happened, after the owner."""
    owner = model.owner(item.owner or "")
    return owner.if_nothing if owner else None


def _listed(value: object) -> object:
    """A button's attribute is one text: ids with spaces between them."""
    return value.split() if isinstance(value, str) else value


class Together(Frozen):
    """Let several lines fall on one day."""

    type: Literal["together"]
    items: Annotated[
        tuple[Slug, ...], BeforeValidator(_listed), Field(min_length=2, max_length=MOST_ITEMS)
    ]
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
    if state.agreed is not None:
        return state
    found = ledger(state.plan, state.started, state.absent, world.model)
    if not found.lines:
        raise Refused(N_("Planen er tom og kan ikke aftales. Tilføj mindst ét punkt."))
    if not found.settled:
        raise Refused(
            N_("Planen kan ikke aftales endnu: {some} af {lines} punkter mangler noget ({what})."),
            some=len(found.lacks),
            lines=found.lines,
            what=lacks_said(found.counts),
        )
    return changed(state, agreed=world.now)


class Unagree(Frozen):
    """The plan is under discussion again."""

    type: Literal["unagree"]


@apply.register
def _(event: Unagree, state: State, world: World) -> State:
    return changed(state, agreed=None)
