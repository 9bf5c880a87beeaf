"""The conference: its card, and which way it goes, until it is sent.

It is sent in `conference_sending`; what is answered is in `conference_answers`, what the specialist
plans in `conference_work_up`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.conference import (
    FIRST,
    MOST_CONFERENCES,
    MOST_WORK_UP,
    Card,
    CardField,
    Conference,
    Direction,
    Examination,
)
from overblik.language import N_
from overblik.state.chapters import PLANNED
from overblik.state.inputs import NewId, OptionalDay, OptionalSlug, Prose, Word
from overblik.state.planning import known_owner
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed

_SENT = N_("Kortet er sendt. Tag det tilbage, før du retter i det.")
_CLOSED = N_("Konferencen er lukket. Genåbn den, før du retter i den.")
_FULL = N_("Der er plads til {most} konferencer.")


def with_conference(state: State, id: str, change: Callable[[Conference], Conference]) -> State:
    """The state with one conference otherwise; the first is there before anybody has begun it.

    Raises Refused for one that is gone, or when there are too many.
    """
    rows = state.conferences
    if id not in {one.id for one in rows}:
        if id != FIRST:
            raise Refused(N_("Konferencen findes ikke længere. Begynd en ny."))
        _room(state)
        rows = (Conference(id=FIRST), *rows)
    return changed(state, conferences=tuple(change(one) if one.id == id else one for one in rows))


def with_open(state: State, id: str, **changes: object) -> State:
    """The state with these fields of a conference otherwise. Raises Refused when it is closed."""

    def change(one: Conference) -> Conference:
        still_open(one)
        return one.model_copy(update=changes)

    return with_conference(state, id, change)


def conference(state: State, id: str) -> Conference:
    """The conference of this id; the first is there before anybody has begun it.

    Raises Refused for one that is gone.
    """
    for one in state.conferences:
        if one.id == id:
            return one
    if id != FIRST:
        raise Refused(N_("Konferencen findes ikke længere. Begynd en ny."))
    return Conference(id=FIRST)


def still_open(one: Conference) -> None:
    """Raises Refused for a conference that is closed."""
    if one.closed:
        raise Refused(_CLOSED)


def unsent(one: Conference) -> None:
    """Raises Refused for a conference whose card is with somebody else."""
    still_open(one)
    if one.sent:
        raise Refused(_SENT)


def _room(state: State) -> None:
    if len(state.conferences) >= MOST_CONFERENCES:
        raise Refused(_FULL, most=MOST_CONFERENCES)


class ConferenceBegin(Frozen):
    """Begin a card. One to the GP comes with what others plan to do with the patient."""

    type: Literal["conference_begin"]
    id: NewId
    direction: Direction


@apply.register
def _(event: ConferenceBegin, state: State, world: World) -> State:
    if event.id in {one.id for one in state.conferences}:
        return state
    _room(state)
    new = _begun(event.id, event.direction, state)
    return changed(state, conferences=(*state.conferences, new))


def _begun(id: str, direction: Direction, state: State) -> Conference:
    """A card nobody has written on."""
    if direction == "to_specialist":
        return Conference(id=id, direction=direction)
    planned = [
        one.id.removeprefix(PLANNED)
        for one in state.plan
        if one.standing == "kept" and one.id.startswith(PLANNED)
    ]
    work_up = tuple(Examination(service=one) for one in planned[:MOST_WORK_UP])
    return Conference(id=id, direction=direction, work_up=work_up)


def _is_empty(one: Conference) -> bool:
    """Whether nobody has written anything: what came with the card is no writing."""
    judged = any(it.verdict or it.why.strip() for it in one.work_up)
    written = one.card.to.strip() or any(text.strip() for text in one.card.texts.values())
    picked = one.card.deadline or one.card.responsible or one.card.after or one.appointment
    return not (judged or written or picked or one.answers or one.sent or one.closed)


class ConferenceDirection(Frozen):
    """Let an empty card go the other way."""

    type: Literal["conference_direction"]
    conference: Slug = FIRST
    value: Direction


@apply.register
def _(event: ConferenceDirection, state: State, world: World) -> State:
    before = conference(state, event.conference)
    if before.direction == event.value:
        return state
    if not _is_empty(before):
        raise Refused(
            N_("Kortet er begyndt og går den anden vej. Begynd et nyt kort til denne retning.")
        )
    return with_conference(state, event.conference, lambda one: _begun(one.id, event.value, state))


class ConferenceRemove(Frozen):
    """Take away a card that nobody has written on: nothing is lost."""

    type: Literal["conference_remove"]
    conference: Slug


@apply.register
def _(event: ConferenceRemove, state: State, world: World) -> State:
    found = next((one for one in state.conferences if one.id == event.conference), None)
    if found is None:
        return state
    unsent(found)
    if not _is_empty(found):
        raise Refused(N_("Der står noget på kortet. Tøm felterne først, hvis kortet skal væk."))
    return changed(state, conferences=tuple(one for one in state.conferences if one.id != found.id))


# The card ----------------------------------------------------------------------------------------


def _with_card(state: State, id: str, change: Callable[[Card], Card]) -> State:
    def written(one: Conference) -> Conference:
        unsent(one)
        return one.model_copy(update={"card": change(one.card)})

    return with_conference(state, id, written)


class CardText(Frozen):
    type: Literal["card_text"]
    conference: Slug = FIRST
    field: CardField
    value: Prose


@apply.register
def _(event: CardText, state: State, world: World) -> State:
    return _with_card(
        state,
        event.conference,
        lambda card: card.model_copy(update={"texts": {**card.texts, event.field: event.value}}),
    )


class CardTo(Frozen):
    type: Literal["card_to"]
    conference: Slug = FIRST
    value: Word


@apply.register
def _(event: CardTo, state: State, world: World) -> State:
    return _with_card(
        state, event.conference, lambda card: card.model_copy(update={"to": event.value})
    )


class CardDeadline(Frozen):
    type: Literal["card_deadline"]
    conference: Slug = FIRST
    value: OptionalDay


@apply.register
def _(event: CardDeadline, state: State, world: World) -> State:
    return _with_card(
        state, event.conference, lambda card: card.model_copy(update={"deadline": event.value})
    )


class CardResponsible(Frozen):
    """Who keeps the treatment responsibility until there is an answer."""

    type: Literal["card_responsible"]
    conference: Slug = FIRST
    value: OptionalSlug


@apply.register
def _(event: CardResponsible, state: State, world: World) -> State:
    responsible = known_owner(event.value, world)
    return _with_card(
        state,
        event.conference,
        lambda card: card.model_copy(update={"responsible": responsible}),
    )


class CardAfter(Frozen):
    """Who has the treatment responsibility once there is an answer."""

    type: Literal["card_after"]
    conference: Slug = FIRST
    value: OptionalSlug


@apply.register
def _(event: CardAfter, state: State, world: World) -> State:
    after = known_owner(event.value, world)
    return _with_card(
        state, event.conference, lambda card: card.model_copy(update={"after": after})
    )
