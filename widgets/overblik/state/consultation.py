"""The overview consultation: its clock, its prompts, and closing it.

Whatever happens to it also counts its time up to now, so that a killed kernel or a clock that is
set back loses nothing of what had passed.
"""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.consultation import (
    Decision,
    Outcome,
    agenda_done,
    having,
    reckoned,
    undecided,
    with_deferred,
)
from overblik.domain.plan import MOST_ITEMS
from overblik.knowledge import library
from overblik.language import N_
from overblik.state.inputs import OptionalDay, OptionalSlug
from overblik.state.planning import known_owner
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed


def _held(state: State, world: World, **changes: object) -> State:
    """The state with its consultation otherwise, its time counted. Raises Refused when closed."""
    if state.consultation.closed is not None:
        raise Refused(N_("Konsultationen er afsluttet. Genåbn den for at ændre noget."))
    run = reckoned(state.consultation, library().consultation, world.now)
    return changed(state, consultation=run.model_copy(update=changes))


class Clock(Frozen):
    """Start the clock, or let it stand."""

    type: Literal["clock"]
    value: Literal["run", "pause"]


@apply.register
def _(event: Clock, state: State, world: World) -> State:
    return _held(state, world, since=world.now if event.value == "run" else None)


class ChoosePace(Frozen):
    """How fast the clock runs from now on."""

    type: Literal["pace"]
    value: Slug


@apply.register
def _(event: ChoosePace, state: State, world: World) -> State:
    if event.value not in {one.id for one in library().consultation.paces}:
        raise Refused(N_("Uret kender ikke tempoet »{value}«. Vælg fra listen."), value=event.value)
    return _held(state, world, pace=event.value)


class OpenBlock(Frozen):
    """The block to work on. Until the patient's agenda is done that one stays open all the same."""

    type: Literal["block"]
    value: Slug


@apply.register
def _(event: OpenBlock, state: State, world: World) -> State:
    if event.value not in {one.id for one in library().consultation.blocks}:
        raise Refused(N_("Blokken »{value}« findes ikke i konsultationen."), value=event.value)
    return _held(state, world, block=event.value)


def _decided(state: State, id: str, world: World, **changes: object) -> State:
    try:
        library().consultation.prompt(id)
    except KeyError:
        raise Refused(N_("Punktet »{value}« findes ikke i konsultationen."), value=id) from None
    rest = {key: one for key, one in state.consultation.decisions.items() if key != id}
    one = state.consultation.decision(id).model_copy(update=changes)
    return _held(state, world, decisions={**rest, id: one} if one != Decision() else rest)


class PromptOutcome(Frozen):
    """What became of a prompt; "undecided" takes it back."""

    type: Literal["prompt"]
    prompt: Slug
    value: Outcome | Literal["undecided"]


@apply.register
def _(event: PromptOutcome, state: State, world: World) -> State:
    outcome = None if event.value == "undecided" else event.value
    after = _decided(state, event.prompt, world, outcome=outcome)
    if outcome in ("deferred", "irrelevant") and library().consultation.prompt(event.prompt).must:
        raise Refused(N_("Patientens egne ønsker kan hverken udskydes eller fravælges."))
    return after


class PromptDue(Frozen):
    """The day a prompt is put off to."""

    type: Literal["prompt_due"]
    prompt: Slug
    value: OptionalDay


@apply.register
def _(event: PromptDue, state: State, world: World) -> State:
    if event.value is not None and event.value < state.today(world.case, world.now.date()):
        raise Refused(N_("Datoen er allerede gået. Vælg i dag eller en senere dag."))
    return _decided(state, event.prompt, world, due=event.value)


class PromptOwner(Frozen):
    """Who sees to a prompt that is put off."""

    type: Literal["prompt_owner"]
    prompt: Slug
    value: OptionalSlug


@apply.register
def _(event: PromptOwner, state: State, world: World) -> State:
    return _decided(state, event.prompt, world, owner=known_owner(event.value, world))


class CloseConsultation(Frozen):
    """Close it: what was put off goes into the plan."""

    type: Literal["consultation_close"]


@apply.register
def _(event: CloseConsultation, state: State, world: World) -> State:
    run, guide = state.consultation, library().consultation
    if run.closed is not None:
        return state
    if not agenda_done(run, guide, wishes=state.has_wishes):
        raise Refused(
            N_("Konsultationen kan ikke afsluttes: begynd med det, patienten selv vil tale om.")
        )
    if left := undecided(run, guide):
        raise Refused(
            N_(
                "Konsultationen kan ikke afsluttes endnu. Punkter, der ikke er afgjort: {count}. "
                "Gør dem færdige, udskyd dem med dato og ansvarlig, eller fravælg dem."
            ),
            count=len(left),
        )
    today = state.today(world.case, world.now.date())
    for prompt, one in having(run, guide, "deferred"):
        if one.due is not None and one.due < today:
            words = N_("Dagen for »{prompt}« er allerede gået. Vælg en ny dag.")
            raise Refused(words, prompt=prompt.text)
    plan = with_deferred(state.plan, run, guide)
    if sum(one.standing != "removed" for one in plan) > MOST_ITEMS:
        raise Refused(N_("Planen har {most} punkter og kan ikke rumme flere."), most=MOST_ITEMS)
    return changed(_held(state, world, since=None, closed=world.now), plan=plan)


class ReopenConsultation(Frozen):
    """Go on with it. The clock stands until it is started; the plan keeps its lines."""

    type: Literal["consultation_reopen"]


@apply.register
def _(event: ReopenConsultation, state: State, world: World) -> State:
    return changed(state, consultation=state.consultation.model_copy(update={"closed": None}))
