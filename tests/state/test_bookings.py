"""What an order refuses, in words, and that no way leads past the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.bookings import Booking, open_loops
from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.state import State
from overblik.state.update import Refused, World, update
from tests.domain.patients import text
from tests.state.booking_happenings import (
    ACTED,
    ACTION,
    ANSWER,
    ANSWERED,
    BOOKING_FIELDS,
    CLOSED,
    DONE,
    EYES,
    FRIEND,
    LINK,
    OF_EYES,
    OF_FRIEND,
    ORDERED,
    SELF,
    answer_to,
    back,
    step,
    write,
)
from tests.state.worlds import CASE, MODEL, NOW, START, TODAY, WORLD, Raw, after
from tests.support.examples import examples

SERVICES = library().catalogue.services
REMOVED: Raw = {"type": "item_remove", **OF_EYES}
ECHO: Raw = {"type": "service_take", "service": "echo"}
OF_ECHO: Raw = {"item": "service-echo"}


class No(NamedTuple):
    what: str
    before: tuple[Raw, ...]
    event: Raw
    says: str


REFUSALS = (
    No("a service nobody has", (), {**EYES, "service": "naboen"}, "findes ikke i kataloget"),
    No("a test without a question", (), {**EYES, "service": "whole_body_mri"}, "Tal om det"),
    No("only the hospital refers", (), {**EYES, "service": "back_training"}, "systemhul"),
    No("not for the patient", (), {**ECHO, "by": "patient"}, "patienten ikke selv"),
    No("another who orders, when ordered", (EYES, ORDERED), SELF, "allerede bestilt"),
    No("a step past the first", (EYES,), DONE, "Det næste er »Bestilt«"),
    No("past the answer", (EYES, ORDERED, DONE), ACTED, "Det næste er »Svar hos egen læge«"),
    No("an echo without a question", (ECHO,), step("ordered", OF_ECHO), "hvad vi skal vide"),
    No(
        "a question emptied after the order",
        (ECHO, write("question", "Pumper hjertet?", OF_ECHO), step("ordered", OF_ECHO)),
        write("question", "", OF_ECHO),
        "hvad vi skal vide",
    ),
    No("vitamin D for the patient", (), {**SELF, "service": "vitamin_d"}, "patienten ikke selv"),
    No("acted on without an action", ANSWER, ACTED, "hvad svaret førte til"),
    No("acted on without words", (*ANSWER, write("action", " ")), ACTED, "førte til"),
    No("a day too early", (EYES, ORDERED), step("done", day="2026-11-29"), "før »Bestilt«"),
    No("a day too early, as the first", (EYES,), step("ordered", day="1900-01-01"), "casens dato"),
    No("tomorrow", (EYES,), step("ordered", day="2026-12-01"), "ikke kommet endnu"),
    No("far ahead", (EYES, ORDERED), step("done", day="2031-01-01"), "ikke kommet endnu"),
    No("an answer to the patient", (*ANSWER[:-1], answer_to("patient")), ANSWERED, "Egen læge"),
    No("an answer that stays there", (*ANSWER[:-1], answer_to("hospital")), ANSWERED, "praksis"),
    No("an answer to nobody", (*ANSWER[:-1], answer_to("")), ANSWERED, "»Svar går til«"),
    No("nobody goes along", (FRIEND, LINK[1]), step("ordered", OF_FRIEND), "kontaktperson"),
    No("no first meeting", (FRIEND, LINK[0]), step("ordered", OF_FRIEND), "første møde"),
    No("nothing was ordered", (), ORDERED, "ikke i planen"),
    No("the patient orders what was taken out", (SELF, REMOVED), ORDERED, "ikke i planen"),
    No("words to what was taken out", (EYES, REMOVED), ACTION, "ikke i planen"),
    No("a step undone before its last", (EYES, ORDERED, DONE), back("ordered"), "seneste først"),
    No(
        "an action emptied after the end",
        (*ANSWER, ACTION, ACTED, CLOSED),
        write("action", ""),
        "førte til",
    ),
    No(
        "a person emptied after the order",
        (FRIEND, *LINK, step("ordered", OF_FRIEND)),
        write("link_person", "", OF_FRIEND),
        "kontaktperson",
    ),
)


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row.what)
def test_what_cannot_be_is_refused_with_what_to_do(row: No):
    before = after(*row.before)
    with pytest.raises(Refused, match=row.says):
        after(row.event, state=before)


def test_taking_it_twice_is_taking_it_once():
    assert after(EYES, EYES) == after(EYES)
    assert after(EYES, ORDERED, EYES) == after(EYES, ORDERED)


def test_an_echo_of_two_months_ago_asks_for_a_reason_on_the_day_of_the_story():
    done = {"service": "echo", "date": "2026-08-01", "where": text("Andet sygehus")}
    case = Case.model_validate(
        {**CASE.model_dump(), "date": "2026-10-01", "investigations": [done]}
    )
    world = World(case, MODEL, library().catalogue, NOW, library().conference)

    def happens(state: State, raw: Raw) -> State:
        return update(state, EVENT.validate_python(raw), world)

    taken = happens(happens(START, ECHO), write("question", "Pumper hjertet?", OF_ECHO))
    with pytest.raises(Refused, match="hvorfor det skal laves igen"):
        happens(taken, step("ordered", OF_ECHO))
    told = happens(taken, write("again", "Ny mislyd", OF_ECHO))
    assert "ordered" in happens(told, step("ordered", OF_ECHO)).bookings["service-echo"].days


def test_an_order_from_before_the_catalogue_asked_can_still_be_written_to():
    """A new need does not lock what was ordered without it; it is only asked for from now on."""
    ordered = Booking(service="echo", days={"ordered": TODAY})
    state = after(ECHO).model_copy(update={"bookings": {"service-echo": ordered}})
    assert after(write("again", "Ny", OF_ECHO), state=state).bookings["service-echo"].again == "Ny"


def test_a_day_that_was_saved_stays_and_the_next_step_can_fall_on_it():
    """The clock was set back, or an older edition took any day."""
    ahead = Booking(service="eye_photo", days={"ordered": TODAY.replace(year=2031)})
    state = after(EYES).model_copy(update={"bookings": {"service-eye_photo": ahead}})
    assert after(DONE, state=state).bookings["service-eye_photo"].days["done"].year == 2031
    with pytest.raises(Refused, match="ikke kommet endnu"):
        after(step("done", day="2031-12-01"), state=state)


def test_the_gps_place_is_where_the_model_says():
    """Where the nurse is somewhere else, an answer to the nurse is none at the GP's."""
    owners = tuple(
        one.model_copy(update={"place": "elsewhere"}) if one.id == "nurse" else one
        for one in MODEL.owners
    )
    world = replace(WORLD, model=MODEL.model_copy(update={"owners": owners}))
    state = after(*ANSWER[:-1], answer_to("nurse"))
    with pytest.raises(Refused, match="praksis"):
        update(state, EVENT.validate_python(ANSWERED), world)
    assert "answered" in after(ANSWERED, state=state).bookings["service-eye_photo"].days


def test_a_full_plan_takes_no_service():
    full = START.model_copy(
        update={
            "plan": tuple(
                after(EYES).plan[0].model_copy(update={"id": f"x{at}"}) for at in range(300)
            )
        }
    )
    with pytest.raises(Refused, match="kan ikke rumme flere"):
        after(EYES, state=full)


def test_removing_the_line_hides_the_order_and_restoring_brings_it_back():
    def going(state: State) -> int:
        return len(open_loops(state.plan, state.bookings, SERVICES, TODAY))

    state = after(EYES, ORDERED)
    assert going(state) == 1
    assert going(after(REMOVED, state=state)) == 0
    assert going(after(REMOVED, {"type": "item_restore", **OF_EYES}, state=state)) == 1


any_event = st.one_of(
    [st.fixed_dictionaries({"type": st.just(kind), **f}) for kind, f in BOOKING_FIELDS.items()]
)
STARTS: tuple[Raw, ...] = (EYES, FRIEND, ORDERED, DONE, ANSWERED, ACTED, ACTION, CLOSED, *LINK)


@examples(200)
@given(st.lists(any_event | st.sampled_from(STARTS), max_size=40))
def test_no_way_leads_past_the_answer_or_out_without_an_action(happened: list[Raw]):
    state = START
    for raw in happened:
        try:
            state = update(state, EVENT.validate_python(raw), WORLD)
        except Refused:
            continue
        for one in state.bookings.values():
            assert "answered" in one.days or not {"acted", "closed"} & set(one.days)
            assert one.action.strip() or not {"acted", "closed"} & set(one.days)
            assert one.question.strip() or not (one.days and one.service == "echo")
            alone = not (one.link_person.strip() and one.first_meeting)
            assert not (one.days and one.service == "visiting_friend" and alone)
