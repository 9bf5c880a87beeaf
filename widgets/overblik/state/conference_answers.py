"""What a conference answered, and closing it: each answer goes into the plan, or changes nothing.

Two windows may answer at once: each answer has its own id, and what is added to a conference that
somebody has closed is refused with words.
"""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.conference import FIRST, MOST_ANSWERS, Answer, Conference, saved_by
from overblik.domain.write_back import line_of, obstacles, written_back
from overblik.language import N_
from overblik.state.conference import conference, still_open, with_conference, with_open
from overblik.state.conference_obstacles import obstacle_said
from overblik.state.inputs import NewId, OptionalDay, OptionalSlug, Reason
from overblik.state.planning import known_owner, still_fits
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed


class AnswerAdd(Frozen):
    type: Literal["answer_add"]
    conference: Slug = FIRST
    id: NewId


@apply.register
def _(event: AnswerAdd, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if event.id in {it.id for it in one.answers}:
        return state
    still_open(one)
    if not one.sent:
        raise Refused(N_("Kortet er ikke sendt. Send det, så kan svaret skrives."))
    if len(one.answers) >= MOST_ANSWERS:
        raise Refused(N_("Der er plads til {most} svar på et kort."), most=MOST_ANSWERS)
    return with_open(state, one.id, answers=(*one.answers, Answer(id=event.id)))


class AnswerRemove(Frozen):
    """Take away an answer that says nothing: one that does is not lost by a slip of the hand."""

    type: Literal["answer_remove"]
    conference: Slug = FIRST
    answer: Slug


@apply.register
def _(event: AnswerRemove, state: State, world: World) -> State:
    one = conference(state, event.conference)
    found = next((it for it in one.answers if it.id == event.answer), None)
    if found is None:
        return state
    still_open(one)
    if found.text.strip():
        raise Refused(N_("Der står noget i svaret. Slet teksten først, hvis svaret skal væk."))
    return with_open(state, one.id, answers=tuple(it for it in one.answers if it.id != found.id))


def _answer(state: State, id: str, answer: str, **changes: object) -> State:
    one = conference(state, id)
    still_open(one)
    if answer not in {it.id for it in one.answers}:
        raise Refused(N_("Svaret findes ikke længere på kortet. Tilføj det igen."))
    answers = tuple(it.model_copy(update=changes) if it.id == answer else it for it in one.answers)
    return with_open(state, one.id, answers=answers)


class AnswerText(Frozen):
    type: Literal["answer_text"]
    conference: Slug = FIRST
    answer: Slug
    value: Reason


@apply.register
def _(event: AnswerText, state: State, world: World) -> State:
    return _answer(state, event.conference, event.answer, text=event.value)


class AnswerOutcome(Frozen):
    """A new line of the plan, a change of one that is there, or nothing."""

    type: Literal["answer_outcome"]
    conference: Slug = FIRST
    answer: Slug
    value: Literal["line", "change", "no_change", ""]


@apply.register
def _(event: AnswerOutcome, state: State, world: World) -> State:
    return _answer(state, event.conference, event.answer, outcome=event.value or None)


class AnswerItem(Frozen):
    """The line of the plan that an answer changes."""

    type: Literal["answer_item"]
    conference: Slug = FIRST
    answer: Slug
    value: OptionalSlug


@apply.register
def _(event: AnswerItem, state: State, world: World) -> State:
    kept = {one.id for one in state.plan if one.standing == "kept"}
    if event.value is not None and event.value not in kept:
        raise Refused(N_("Punktet findes ikke længere i planen. Vælg et andet."))
    return _answer(state, event.conference, event.answer, item=event.value)


class AnswerOwner(Frozen):
    type: Literal["answer_owner"]
    conference: Slug = FIRST
    answer: Slug
    value: OptionalSlug


@apply.register
def _(event: AnswerOwner, state: State, world: World) -> State:
    owner = known_owner(event.value, world)
    return _answer(state, event.conference, event.answer, owner=owner)


class AnswerDue(Frozen):
    type: Literal["answer_due"]
    conference: Slug = FIRST
    answer: Slug
    value: OptionalDay


@apply.register
def _(event: AnswerDue, state: State, world: World) -> State:
    return _answer(state, event.conference, event.answer, due=event.value)


class AnswerReceiver(Frozen):
    """Where the result goes."""

    type: Literal["answer_receiver"]
    conference: Slug = FIRST
    answer: Slug
    value: OptionalSlug


@apply.register
def _(event: AnswerReceiver, state: State, world: World) -> State:
    receiver = known_owner(event.value, world)
    return _answer(state, event.conference, event.answer, answer_to=receiver)


# Closing -----------------------------------------------------------------------------------------


class ConferenceClose(Frozen):
    """The conference is over: what was answered goes into the plan."""

    type: Literal["conference_close"]
    conference: Slug = FIRST


@apply.register
def _(event: ConferenceClose, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if one.closed:
        return state
    for about, what in obstacles(one, state.plan, state.absent, world.model):
        raise Refused("{said}", said=obstacle_said(one, about, what, world.catalogue))
    plan = written_back(one, state.plan, state.bookings, _ended_elsewhere(state, one), world.model)
    after = changed(state, plan=plan)
    if len(plan) > len(state.plan):
        still_fits(after)
    return with_conference(
        after,
        one.id,
        lambda it: it.model_copy(update={"closed": state.moment(world.case, world.now)}),
    )


def _ended_elsewhere(state: State, one: Conference) -> set[str]:
    """The lines that a review or another conference brought to their end."""
    lines = {item.id: item for item in state.plan}
    others = saved_by(it for it in state.conferences if it.id != one.id)
    cancelled = (line_of(it.service, lines) for it in others)
    reviewed = {id for id, said in state.reviewed.items() if said.verdict == "ended"}
    return reviewed | {item.id for item in cancelled if item is not None}


class ConferenceReopen(Frozen):
    """Open it again; the lines it wrote stay in the plan."""

    type: Literal["conference_reopen"]
    conference: Slug = FIRST


@apply.register
def _(event: ConferenceReopen, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if not one.closed:
        return state
    return with_conference(state, one.id, lambda it: it.model_copy(update={"closed": None}))
