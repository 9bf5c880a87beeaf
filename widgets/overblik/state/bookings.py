"""Orders: what is taken from the catalogue into the plan, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.bookings import (
    GP,
    ITEM,
    Booking,
    By,
    Lack,
    Step,
    done_lately,
    lacks,
    reaches_gp,
)
from overblik.domain.catalogue import Service
from overblik.domain.plan import PlanItem
from overblik.language import N_, Message
from overblik.state.inputs import OptionalDay, Reason, Word
from overblik.state.planning import ItemRestore, new_item
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed

STEP_NAMES: Mapping[str, Mapping[Step, str]] = {
    "investigation": {
        "ordered": N_("Bestilt"),
        "done": N_("Udført"),
        "answered": N_("Svar hos egen læge"),
        "acted": N_("Handling"),
        "closed": N_("Lukket"),
    },
    "municipal": {
        "ordered": N_("Henvist"),
        "done": N_("Begyndt"),
        "answered": N_("Tilbagemelding hos egen læge"),
        "acted": N_("Handling"),
        "closed": N_("Lukket"),
    },
    "civil_society": {
        "ordered": N_("Aftalt"),
        "done": N_("Første møde holdt"),
        "answered": N_("Tilbagemelding hos egen læge"),
        "acted": N_("Handling"),
        "closed": N_("Lukket"),
    },
}
"""What the five steps are called, by kind of service."""

_ASK: Mapping[Lack, str] = {
    "question": N_("Skriv, hvad vi skal vide. En undersøgelse uden spørgsmål bestilles ikke."),
    "again": N_("Det er lavet for nylig. Skriv, hvorfor det skal laves igen."),
    "link_person": N_("Skriv en kontaktperson. Uden en er det information, ikke en henvisning."),
    "first_meeting": N_(
        "Sæt en dag for det første møde. Uden den er det information, ikke en henvisning."
    ),
    "action": N_("Skriv, hvad svaret førte til, også når det er ingenting."),
}


class ServiceTake(Frozen):
    """Take a service into the plan, for the GP or for the patient to order."""

    type: Literal["service_take"]
    service: Slug
    by: By = "gp"


@apply.register
def _(event: ServiceTake, state: State, world: World) -> State:
    service = _service(event.service, world)
    _may_book(service, event.by)
    id = f"{ITEM}{service.key}"
    before = state.bookings.get(id)
    if before and before.days and before.by != event.by:
        raise Refused(N_("{name} er allerede bestilt. Fortryd først trinnene."), name=service.name)
    booking = (before or Booking(service=service.key)).model_copy(update={"by": event.by})
    state = changed(state, bookings={**state.bookings, id: booking})
    if id in {one.id for one in state.plan}:
        return apply(ItemRestore(type="item_restore", item=id), state, world)
    return new_item(state, _line(id, service, state.today(world.case, world.now.date())))


def _line(id: str, service: Service, today: date) -> PlanItem:
    """The line of the plan that a service becomes: its wait is counted from today."""
    wait = service.wait_days
    return PlanItem(
        id=id,
        words=service.name,
        owner=service.provider or GP,
        due=None if wait is None else today + timedelta(days=wait),
        answer_to=service.recipient,
        meeting=service.meeting,
        section=service.section,
    )


def _service(key: str, world: World) -> Service:
    if (found := world.catalogue.services.get(key)) is None:
        raise Refused(N_("Ydelsen »{value}« findes ikke i kataloget. Vælg fra listen."), value=key)
    return found


def _may_book(service: Service, by: By) -> None:
    if service.talk and not service.answers:
        raise Refused(
            N_("{name} svarer ikke på et spørgsmål og kan ikke bestilles. Tal om det: {talk}"),
            name=service.name,
            talk=service.talk,
        )
    if service.system_gap:
        raise Refused(
            N_("Kun sygehuset kan henvise til {name}: et systemhul. Tag det op på en konference."),
            name=service.name,
        )
    if by not in service.bookable_by:
        raise Refused(
            N_("{name} kan patienten ikke selv bestille. Lad egen læge gøre det.")
            if by == "patient"
            else N_("{name} bestiller patienten selv. Vælg, at patienten bestiller."),
            name=service.name,
        )


def _booking(state: State, id: str) -> Booking:
    """The booking of a line that is in the plan; the patient, too, books only what it opened."""
    kept = any(one.id == id and one.standing == "kept" for one in state.plan)
    if not kept or id not in state.bookings:
        raise Refused(N_("Bestillingen er ikke i planen. Tag den med igen."))
    return state.bookings[id]


def _kept(state: State, id: str, booking: Booking) -> State:
    return changed(state, bookings={**state.bookings, id: booking})


def _lacks(
    state: State, world: World, booking: Booking, service: Service, step: Step
) -> tuple[Lack, ...]:
    case = state.facts(world.case)
    today = state.step(world.case).day
    lately = done_lately(service, case.investigations, case.date, state.started, today)
    return lacks(booking, service, step, lately=lately)


class BookingStep(Frozen):
    """Take the next step, today where no day is given."""

    type: Literal["booking_step"]
    item: Slug
    value: Step
    day: OptionalDay = None


@apply.register
def _(event: BookingStep, state: State, world: World) -> State:
    booking = _booking(state, event.item)
    if event.value in booking.days:
        return state
    service = _service(booking.service, world)
    names = STEP_NAMES[service.kind]
    if booking.next and booking.next != event.value:
        following = names[booking.next]
        raise Refused(
            N_("Intet trin kan springes over. Det næste er »{next}«."), next=Message(following)
        )
    if event.value == "ordered":
        _may_book(service, booking.by)
    if event.value == "answered" and service.kind == "investigation":
        _comes_to_the_gp(state, event.item, world)
    for lack in _lacks(state, world, booking, service, event.value):
        raise Refused(_ASK[lack])
    first = min(state.started, state.facts(world.case).date)
    today = state.today(world.case, world.now.date())
    day = _day_of(event, booking, names, first=first, today=today)
    return _kept(state, event.item, booking.taken(event.value, day))


def _day_of(
    event: BookingStep, booking: Booking, names: Mapping[Step, str], *, first: date, today: date
) -> date:
    """The day of a step that is taken: none that has not come, nor one before the story."""
    before = booking.days[booking.last] if booking.last else first
    # A clock that was set back is no reason to refuse the day that stands already.
    latest = max(today, before)
    day = event.day or latest
    if booking.last and day < before:
        raise Refused(
            N_("Dagen ligger før »{step}«. Vælg den dag eller en senere."),
            step=Message(names[booking.last]),
        )
    if day < before:
        raise Refused(N_("Dagen ligger før forløbet og casens dato. Vælg en senere dag."))
    if day > latest:
        raise Refused(N_("Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag."))
    return day


def _comes_to_the_gp(state: State, item: str, world: World) -> None:
    """Raises Refused where the line says that the answer goes to nobody at the practice."""
    line = next(one for one in state.plan if one.id == item)
    if not reaches_gp(line.answer_to, world.model):
        gp = world.model.owner(GP)
        raise Refused(
            N_("Svaret går ikke til praksis. Ret »Svar går til« på punktet i planen, fx til {gp}."),
            gp=gp.name if gp else GP,
        )


class BookingBack(Frozen):
    """Undo a step, which must be the last: it is named, so that one that arrives twice undoes
    it once."""

    type: Literal["booking_back"]
    item: Slug
    value: Step


@apply.register
def _(event: BookingBack, state: State, world: World) -> State:
    booking = _booking(state, event.item)
    if event.value not in booking.days:
        return state
    if event.value != booking.last:
        raise Refused(N_("Der er taget senere trin. Fortryd det seneste først."))
    return _kept(state, event.item, booking.undone(event.value))


def _written(state: State, world: World, id: str, **changes: object) -> State:
    """The booking with something else written; what a taken step rests on cannot be emptied."""
    before = _booking(state, id)
    booking = before.model_copy(update=changes)
    if service := world.catalogue.services.get(booking.service):
        for step in booking.days:
            lacked = _lacks(state, world, before, service, step)
            for lack in _lacks(state, world, booking, service, step):
                if lack not in lacked:  # a catalogue can ask for more after the order
                    raise Refused(_ASK[lack])
    return _kept(state, id, booking)


class BookingQuestion(Frozen):
    """What the investigation is to answer for this patient."""

    type: Literal["booking_question"]
    item: Slug
    value: Reason


@apply.register
def _(event: BookingQuestion, state: State, world: World) -> State:
    return _written(state, world, event.item, question=event.value)


class BookingAgain(Frozen):
    """Why it is done again although it was done lately."""

    type: Literal["booking_again"]
    item: Slug
    value: Reason


@apply.register
def _(event: BookingAgain, state: State, world: World) -> State:
    return _written(state, world, event.item, again=event.value)


class BookingAction(Frozen):
    """What came of the answer."""

    type: Literal["booking_action"]
    item: Slug
    value: Reason


@apply.register
def _(event: BookingAction, state: State, world: World) -> State:
    return _written(state, world, event.item, action=event.value)


class BookingLinkPerson(Frozen):
    """Who takes the patient there."""

    type: Literal["booking_link_person"]
    item: Slug
    value: Word


@apply.register
def _(event: BookingLinkPerson, state: State, world: World) -> State:
    return _written(state, world, event.item, link_person=event.value)


class BookingDay(Frozen):
    """The day of the first meeting."""

    type: Literal["booking_day"]
    item: Slug
    value: OptionalDay


@apply.register
def _(event: BookingDay, state: State, world: World) -> State:
    return _written(state, world, event.item, first_meeting=event.value)
