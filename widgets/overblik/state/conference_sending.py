"""Sending a conference card, taking it back, and when the two speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import ValidationError

from overblik.domain.base import Frozen, Slug
from overblik.domain.completeness import completeness
from overblik.domain.conference import FIRST, Appointment, Card, CardField, Conference
from overblik.language import N_
from overblik.state.conference import conference, still_open, with_open
from overblik.state.inputs import Prose, Word
from overblik.state.red_flags import flag_stands
from overblik.state.state import State
from overblik.state.update import Refused, World, apply


class ConferenceSend(Frozen):
    """Finish the card and pass it on. ``drafts`` are what stood in the fields nobody wrote in."""

    type: Literal["conference_send"]
    conference: Slug = FIRST
    drafts: Mapping[CardField, Prose] = {}


@apply.register
def _(event: ConferenceSend, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if one.sent:
        return state
    still_open(one)
    card = one.card.filled(event.drafts)
    _may_send(one, card, state, world)
    return with_open(state, one.id, card=card, sent=state.moment(world.case, world.now))


def _may_send(one: Conference, card: Card, state: State, world: World) -> None:
    """Raises Refused while a red flag stands, the patient has said no, or the card is not whole."""
    if flag_stands(state, world.case, world.catalogue):
        raise Refused(N_("Der er et rødt flag. Afklar det nu, ikke ved en konference."))
    agreed = state.consents.get("specialist")
    if one.direction == "to_specialist" and agreed is not None and not agreed.sections:
        raise Refused(
            N_(
                "Patienten har sagt nej til at dele med speciallægen. Stil spørgsmålet uden "
                "oplysninger om patienten, eller tal om det ved næste overblik."
            )
        )
    if world.conference is None:
        raise TypeError("a card is sent by rules, and this world has none")
    for lacking in completeness(one, card, world.conference).blocking:
        raise Refused("{said}", said=lacking.said)
    if state.absent.get(card.responsible or "") == "left":
        raise Refused(
            N_("Den, der har ansvaret imens, er ikke med i planen længere. Vælg en anden.")
        )


class ConferenceUnsend(Frozen):
    """Take the card back, to write in it again, as long as nobody has answered."""

    type: Literal["conference_unsend"]
    conference: Slug = FIRST


@apply.register
def _(event: ConferenceUnsend, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if not one.sent:
        return state
    still_open(one)
    if one.answered:
        raise Refused(
            N_("Der er svaret på kortet. Tag svarene væk først, eller begynd et nyt kort.")
        )
    return with_open(state, one.id, sent=None)


class AppointmentSet(Frozen):
    """One thing about when and how the two speak; the day comes first."""

    type: Literal["appointment"]
    conference: Slug = FIRST
    field: Literal["day", "at", "form", "minutes"]
    value: Word


_NO_APPOINTMENT: Mapping[str, str] = {
    "day": N_("Det er ikke en dag, der kan bruges. Skriv dag, måned og år, eller fjern aftalen."),
    "at": N_("Det er ikke et klokkeslæt. Skriv timer og minutter, fx 12:15."),
    "form": N_("Vælg video eller telefon."),
    "minutes": N_("Skriv et antal minutter fra 5 til 120."),
}


@apply.register
def _(event: AppointmentSet, state: State, world: World) -> State:
    before = conference(state, event.conference).appointment
    if before is None and event.field != "day":
        raise Refused(N_("Vælg først en dag for konferencen."))
    told = before.model_dump(mode="json") if before else {}
    try:
        appointment = Appointment.model_validate({**told, event.field: event.value.strip()})
    except ValidationError:
        raise Refused(_NO_APPOINTMENT[event.field]) from None
    return with_open(state, event.conference, appointment=appointment)


class AppointmentRemove(Frozen):
    type: Literal["appointment_remove"]
    conference: Slug = FIRST


@apply.register
def _(event: AppointmentRemove, state: State, world: World) -> State:
    if conference(state, event.conference).appointment is None:
        return state
    return with_open(state, event.conference, appointment=None)
