"""The conference: its card, and which way it goes, until it is sent.

It is sent in `conference_sending`; what is answered is in `conference_answers`, what the specialist
plans in `conference_work_up`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.conference import (
    COLLEAGUES,
    FIRST,
    MOST_CONFERENCES,
    MOST_WORK_UP,
    Card,
    CardField,
    Colleague,
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
    new = _begun(event.id, event.direction, state, world)
    return changed(state, conferences=(*state.conferences, new))


def _begun(id: str, direction: Direction, state: State, world: World) -> Conference:
    """A card nobody has written on. One to the GP is from the first who plans something."""
    if direction == "to_specialist":
        return Conference(id=id, direction=direction)
    for reach in COLLEAGUES:
        if planned := tuple(_planned(reach, state, world)):
            card = Card(reach=reach)
            return Conference(id=id, direction=direction, card=card, work_up=planned[:MOST_WORK_UP])
    return Conference(id=id, direction=direction)


def _planned(reach: Colleague, state: State, world: World) -> Iterator[Examination]:
    """What this colleague plans to do with the patient."""
    owners = {owner for row in world.recipients if row.id == reach for owner in row.owners}
    for one in state.plan:
        if one.standing == "kept" and one.id.startswith(PLANNED) and one.owner in owners:
            yield Examination(service=one.id.removeprefix(PLANNED))


def _is_empty(one: Conference) -> bool:
    """Whether nobody has written anything: what came with the card is no writing."""
    judged = any(it.verdict or it.why.strip() for it in one.work_up)
    card = one.card
    words = (card.to, card.sender, *card.texts.values())
    written = any(text.strip() for text in words)
    picked = card.deadline or card.responsible or card.after or one.appointment
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
    turned = _begun(before.id, event.value, state, world)
    return with_conference(state, event.conference, lambda one: turned)


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


def _with_card(state: State, id: str, **changes: object) -> State:
    """The state with these fields of a card otherwise. Raises Refused once it is sent."""

    def written(one: Conference) -> Conference:
        unsent(one)
        return one.model_copy(update={"card": one.card.model_copy(update=changes)})

    return with_conference(state, id, written)


class CardText(Frozen):
    type: Literal["card_text"]
    conference: Slug = FIRST
    field: CardField
    value: Prose


@apply.register
def _(event: CardText, state: State, world: World) -> State:
    texts = {**conference(state, event.conference).card.texts, event.field: event.value}
    return _with_card(state, event.conference, texts=texts)


class CardReach(Frozen):
    """Who the colleague is to the patient: a card to the GP comes with what that one plans."""

    type: Literal["card_reach"]
    conference: Slug = FIRST
    value: Colleague


@apply.register
def _(event: CardReach, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if one.card.reach == event.value:
        return state
    after = _with_card(state, one.id, reach=event.value)
    if one.direction == "to_specialist":
        return after
    came = {it.service for it in _planned(one.card.reach, state, world)}
    listed = {it.service: it for it in _planned(event.value, state, world)}
    listed |= {it.service: it for it in one.work_up if it.service not in came}
    return with_open(after, one.id, work_up=tuple(listed.values())[:MOST_WORK_UP])


class CardFrom(Frozen):
    """Who asks, in what role, and where the answer can be phoned."""

    type: Literal["card_from"]
    conference: Slug = FIRST
    value: Word


@apply.register
def _(event: CardFrom, state: State, world: World) -> State:
    return _with_card(state, event.conference, sender=event.value)


class CardTo(Frozen):
    type: Literal["card_to"]
    conference: Slug = FIRST
    value: Word


@apply.register
def _(event: CardTo, state: State, world: World) -> State:
    return _with_card(state, event.conference, to=event.value)


class CardDeadline(Frozen):
    type: Literal["card_deadline"]
    conference: Slug = FIRST
    value: OptionalDay


@apply.register
def _(event: CardDeadline, state: State, world: World) -> State:
    return _with_card(state, event.conference, deadline=event.value)


class CardResponsible(Frozen):
    """Who keeps the treatment responsibility until there is an answer."""

    type: Literal["card_responsible"]
    conference: Slug = FIRST
    value: OptionalSlug


@apply.register
def _(event: CardResponsible, state: State, world: World) -> State:
    return _with_card(state, event.conference, responsible=known_owner(event.value, world))


class CardAfter(Frozen):
    """Who has the treatment responsibility once there is an answer."""

    type: Literal["card_after"]
    conference: Slug = FIRST
    value: OptionalSlug


@apply.register
def _(event: CardAfter, state: State, world: World) -> State:
    return _with_card(state, event.conference, after=known_owner(event.value, world))
