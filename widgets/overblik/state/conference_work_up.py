"""What the asking specialist plans to do, and what the GP says of each: go on, or cancel it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.conference import FIRST, MOST_WORK_UP, Conference, Examination, Ground
from overblik.language import N_
from overblik.state.conference import conference, still_open, unsent, with_open
from overblik.state.inputs import Reason
from overblik.state.state import State
from overblik.state.update import Refused, World, apply


class WorkUpAdd(Frozen):
    """Put an examination on the list of what the specialist plans."""

    type: Literal["work_up_add"]
    conference: Slug = FIRST
    service: Slug


@apply.register
def _(event: WorkUpAdd, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if event.service in {it.service for it in one.work_up}:
        return state
    unsent(one)
    if one.direction != "to_gp":
        raise Refused(
            N_(
                "Planlagte undersøgelser hører til, når speciallægen spørger egen læge. "
                "Begynd et kort den vej."
            )
        )
    if event.service not in world.catalogue.services:
        raise Refused(
            N_("Ydelsen »{value}« findes ikke i kataloget. Vælg fra listen."), value=event.service
        )
    if len(one.work_up) >= MOST_WORK_UP:
        raise Refused(N_("Der er plads til {most} undersøgelser på et kort."), most=MOST_WORK_UP)
    work_up = (*one.work_up, Examination(service=event.service))
    return with_open(state, one.id, work_up=work_up)


class WorkUpRemove(Frozen):
    """Take an examination off the list, before the card is sent."""

    type: Literal["work_up_remove"]
    conference: Slug = FIRST
    service: Slug


@apply.register
def _(event: WorkUpRemove, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if event.service not in {it.service for it in one.work_up}:
        return state
    unsent(one)
    work_up = tuple(it for it in one.work_up if it.service != event.service)
    return with_open(state, one.id, work_up=work_up)


def _judged(
    state: State, id: str, service: str, change: Callable[[Examination], Examination]
) -> State:
    """The list with one examination judged. Raises Refused unless the GP has the card."""
    one: Conference = conference(state, id)
    if service not in {it.service for it in one.work_up}:
        raise Refused(N_("Undersøgelsen er ikke længere på kortet. Genindlæs siden."))
    still_open(one)
    if not one.sent:
        raise Refused(N_("Kortet er ikke sendt. Send det, så kan egen læge svare."))
    work_up = tuple(change(it) if it.service == service else it for it in one.work_up)
    return with_open(state, one.id, work_up=work_up)


class WorkUpVerdict(Frozen):
    """What the GP says of an examination; nothing: not said yet.

    A ground cancels it for that. ``draft`` says when and where it was done last: it becomes the
    reason of what is cancelled as done, where nobody has written one, and goes with that ground.
    """

    type: Literal["work_up_verdict"]
    conference: Slug = FIRST
    service: Slug
    value: Literal["go_on", "cancel", "done", "no_use", ""]
    draft: Reason = ""


@apply.register
def _(event: WorkUpVerdict, state: State, world: World) -> State:
    ground: Ground | None = None
    verdict: Literal["go_on", "cancel"] | None = None
    match event.value:
        case "done" | "no_use":
            ground, verdict = event.value, "cancel"
        case "go_on" | "cancel":
            verdict = event.value
        case "":
            pass

    def judged(it: Examination) -> Examination:
        why = "" if it.why == event.draft else it.why
        if ground == "done" and not why.strip():
            why = event.draft
        return it.model_copy(update={"verdict": verdict, "ground": ground, "why": why})

    return _judged(state, event.conference, event.service, judged)


class WorkUpWhy(Frozen):
    """Why it is done or not; who cancels says why before the conference is closed."""

    type: Literal["work_up_why"]
    conference: Slug = FIRST
    service: Slug
    value: Reason


@apply.register
def _(event: WorkUpWhy, state: State, world: World) -> State:
    return _judged(
        state,
        event.conference,
        event.service,
        lambda it: it.model_copy(update={"why": event.value}),
    )
