"""Sending a conference card, taking it back, and when the two speak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import ValidationError

from overblik.domain.base import Frozen, Section, Slug
from overblik.domain.completeness import completeness
from overblik.domain.conference import (
    FIRST,
    Appointment,
    Card,
    CardField,
    Colleague,
    Conference,
)
from overblik.domain.privacy import letters_of
from overblik.domain.sharing import Agreement, Share, in_section_order
from overblik.language import N_
from overblik.state.conference import conference, still_open, with_open
from overblik.state.inputs import Prose, Word
from overblik.state.red_flags import flag_stands
from overblik.state.sharing import CARD_FORM, Shown, noted
from overblik.state.state import State
from overblik.state.update import Refused, World, apply


class ConferenceSend(Frozen):
    """Finish the card and pass it on. ``drafts`` are what stood in the fields nobody wrote in, made
    from ``sections`` of the plan: another window may have closed some since."""

    type: Literal["conference_send"]
    conference: Slug = FIRST
    drafts: Mapping[CardField, Prose] = {}
    sections: Shown | None = None


@apply.register
def _(event: ConferenceSend, state: State, world: World) -> State:
    one = conference(state, event.conference)
    if one.sent:
        return state
    still_open(one)
    _may_send(one, one.card.filled(event.drafts), state, world)
    allowed = state.consents.get(one.card.reach, Agreement()).sections
    if event.sections is not None and in_section_order(event.sections) != in_section_order(allowed):
        raise Refused(
            N_(
                "Samtykket er ændret, siden siden blev vist, så kortet er ikke sendt. Se, hvad der "
                "nu står på kortet, og send det igen."
            )
        )
    drafted = {field: text for field, text in event.drafts.items() if field not in one.card.texts}
    now = state.moment(world.case, world.now)
    if one.direction == "to_specialist":
        state = noted(state, _share(one, allowed, now))
    return with_open(state, one.id, drafted=drafted, allowed=allowed, sent=now)


def _share(one: Conference, allowed: tuple[Section, ...], when: datetime) -> Share:
    """The card as one sharing on the list of what has been shared."""
    return Share(
        id=f"card-{letters_of(one.id, when.isoformat(), length=24)}",
        recipient=one.card.reach,
        sections=allowed,
        when=when,
        form=CARD_FORM,
        items=0,
    )


_SAID_NO: Mapping[Colleague, str] = {
    "specialist": N_(
        "Patienten har sagt nej til at dele med speciallægen. Stil spørgsmålet uden "
        "oplysninger om patienten, eller tal om det ved næste overblik."
    ),
    "hospital": N_(
        "Patienten har sagt nej til at dele med sygehusafdelingen. Stil spørgsmålet uden "
        "oplysninger om patienten, eller tal om det ved næste overblik."
    ),
}
NOT_ASKED: Mapping[Colleague, str] = {
    "specialist": N_(
        "Patienten er ikke spurgt, om I må dele med speciallægen. Spørg under Deling, eller notér "
        "her, hvad patienten siger."
    ),
    "hospital": N_(
        "Patienten er ikke spurgt, om I må dele med sygehusafdelingen. Spørg under Deling, eller "
        "notér her, hvad patienten siger."
    ),
}
"""Why a card is not sent to somebody the patient has not been asked about."""


def _may_send(one: Conference, card: Card, state: State, world: World) -> None:
    """Raises Refused while a red flag stands, the patient has not said yes, or the card is not
    whole. Whoever asks the GP tells no more than they know already, and needs no yes."""
    if flag_stands(state, world.case, world.catalogue):
        raise Refused(N_("Der er et rødt flag. Afklar det nu, ikke ved en konference."))
    agreed = state.consents.get(one.card.reach)
    if one.direction == "to_specialist" and (agreed is None or not agreed.sections):
        raise Refused((NOT_ASKED if agreed is None else _SAID_NO)[one.card.reach])
    for lacking in completeness(one, card, world.conference).blocking:
        raise Refused("{said}", said=lacking.said)
    if state.absent.get(card.responsible or "") == "left":
        raise Refused(
            N_("Den, der har ansvaret imens, er ikke med i planen længere. Vælg en anden.")
        )


class ConferenceUnsend(Frozen):
    """Take the card back, to write in it again, as long as nobody has answered. What was drafted on
    it is made anew, of what the patient now says yes to."""

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
    return with_open(state, one.id, sent=None, drafted={}, allowed=())


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
