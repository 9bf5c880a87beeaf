"""The review as it is worked: what is refused, what taking back undoes, and what orders do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.bookings import done_day
from overblik.domain.review import Reviewed
from overblik.state.events import EVENT
from overblik.state.saves import decode_state, encode_state
from overblik.state.state import VERSION, State
from overblik.state.update import Refused, update
from tests.state.ledger_happenings import AGREED
from tests.state.review_happenings import (
    BACK,
    BEGIN,
    CHANGE,
    DONE,
    END,
    KEEP,
    LAST,
    REVIEW_FIELDS,
    TAKEN,
    WHY,
    YEAR,
)
from tests.state.worlds import START, WORLD, Raw, after
from tests.support.examples import examples

ADDED: Raw = {"type": "item_add", "id": "x1"}
ORDER: Raw = {"type": "service_take", "service": "echo"}
CLOSED: tuple[Raw, ...] = (
    ORDER,
    {"type": "booking_question", "item": "service-echo", "value": "EF?"},
    *(
        {"type": "booking_step", "item": "service-echo", "value": step, "day": "2026-11-30"}
        for step in ("ordered", "done", "answered")
    ),
    {"type": "booking_action", "item": "service-echo", "value": "Intet nyt"},
    *(
        {"type": "booking_step", "item": "service-echo", "value": step, "day": "2026-11-30"}
        for step in ("acted", "closed")
    ),
)


def refused(*events: Raw) -> str:
    """Why the last of these is refused."""
    state = after(*events[:-1])
    with pytest.raises(Refused) as error:
        after(events[-1], state=state)
    return error.value.message.text("da")


@pytest.mark.parametrize(
    ("events", "words", "reason"),
    [
        ((TAKEN, KEEP), "stod ikke i planen før", "nothing was before the first day"),
        ((YEAR, TAKEN, KEEP), "stod ikke i planen før", "it came today"),
        ((YEAR, KEEP), "stod ikke i planen før", "there is no such line"),
        ((*LAST, {**KEEP, "item": "naboen"}), "stod ikke i planen før", "nor one of another name"),
        (
            (*LAST, {"type": "item_remove", "item": "case-ldl"}, KEEP),
            "Tag det med igen",
            "it was taken out today",
        ),
        ((TAKEN, WHY), "stod ikke i planen før", "a reason needs a line of last year's too"),
        ((*LAST, BEGIN), "1 af 1 punkter mangler svar", "each line needs its verdict"),
        ((TAKEN, ADDED, YEAR, KEEP, BEGIN), "1 af 2 punkter", "how many lack one"),
        ((*LAST, END, {"type": "item_restore", "item": "case-ldl"}, BEGIN), "1 af 1", "taken back"),
        ((TAKEN, {**DONE, "value": "2026-12-01"}), "ikke kommet endnu", "tomorrow has not come"),
        ((*LAST, {**DONE, "value": "2027-12-01"}), "ikke kommet endnu", "nor in the story"),
        ((ORDER, {**DONE, "item": "service-echo"}), "bestilling", "an order is closed as one"),
        ((DONE,), "findes ikke længere", "no such line"),
    ],
)
def test_what_is_refused(events: tuple[Raw, ...], words: str, reason: str):
    assert words in refused(*events), reason


def test_that_a_line_is_done_takes_no_agreement_back():
    agreed = after(*AGREED)
    assert agreed.agreed
    done = after({**DONE, "item": "offer-low-overview"}, state=agreed)
    assert done.plan[0].done
    assert done.agreed == agreed.agreed


def test_an_ended_order_begins_anew_where_its_line_is_kept_and_stays_as_history():
    closed = after(*CLOSED, YEAR)
    kept = after({**KEEP, "item": "service-echo"}, state=closed)
    order = kept.bookings["service-echo"]
    assert (order.last, order.question, order.action) == (None, "EF?", "")
    assert done_day(kept.plan[-1], kept.bookings) is None, "it is to be done anew"
    history = kept.reviewed["service-echo"].last_round
    assert history
    assert history.booking == closed.bookings["service-echo"]
    assert after({**BACK, "item": "service-echo"}, state=kept).bookings == closed.bookings


def test_an_order_under_way_is_left_alone():
    begun = after(*CLOSED[:3], YEAR)
    kept = after({**KEEP, "item": "service-echo"}, state=begun)
    assert kept.bookings == begun.bookings


def test_a_verdict_of_another_day_is_history_and_comes_back_with_the_day():
    ended = after(*LAST, END)
    back = after({"type": "year_step", "value": "start"}, state=ended)
    assert back.plan[-1].standing == "kept"
    assert back.reviewed == {}
    assert after(YEAR, state=back) == ended


def test_what_an_earlier_review_said_comes_back_when_a_verdict_is_taken_back():
    earlier = {"case-ldl": Reviewed(at="sidste-aar", verdict="changed", why="Før")}
    last = START.model_copy(update={"reviewed": earlier})
    state = after(*LAST, KEEP, state=last)
    assert state.reviewed["case-ldl"].at == "aarsdag"
    assert after(BACK, state=state).reviewed == earlier


def test_a_year_that_began_has_its_lines_counted_from_there():
    begun = after(YEAR, BEGIN, TAKEN)
    assert begun.plan[-1].due == date(2028, 2, 29)


# Whatever is done on the day of the review ---------------------------------------------------

LINES = ("x1", "case-ldl", "service-echo")
BEFORE = after(ADDED, TAKEN, *CLOSED, {**DONE, "item": "x1"}, YEAR)
ON_LINES: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "item_text": {"value": st.sampled_from(["Ring", "Skriv"])},
    "item_due": {"value": st.sampled_from(["", "2020-02-29", "2027-11-30", "2028-05-01"])},
    "item_owner": {"value": st.sampled_from(["gp", "nurse", ""])},
    "item_remove": {},
    "item_restore": {},
    "booking_step": {"value": st.sampled_from(["ordered", "done"])},
}


def happening(kind: str, fields: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[Raw]:
    item = {} if kind == "year_begin" else {"item": st.sampled_from(LINES)}
    return st.fixed_dictionaries({"type": st.just(kind), **fields, **item})


happenings = st.one_of(
    [happening(kind, fields) for kind, fields in {**REVIEW_FIELDS, **ON_LINES}.items()]
)
resent = happenings.filter(lambda raw: raw["type"] not in ("item_done", "booking_step"))
"""A done that is taken back on a kept line is of its new round the first time, not the second."""
verdicts = st.sampled_from(["kept", "changed", "ended"])


def said(state: State) -> object:
    return {id: (one.at, one.verdict, one.why) for id, one in state.reviewed.items()}


def accepted(raws: list[Raw], state: State = BEFORE) -> tuple[list[Raw], State]:
    """Those that can happen, one after another, and the state after them."""
    found: list[Raw] = []
    for raw in raws:
        try:
            state = update(state, EVENT.validate_python(raw), WORLD)
        except Refused:
            continue
        found.append(raw)
    return found, state


@examples(200)
@given(st.lists(happenings, max_size=12), st.sampled_from(LINES), st.lists(verdicts, min_size=1))
def test_a_verdict_taken_back_leaves_no_trace(raws: list[Raw], item: str, said: list[str]):
    """Whatever was done before it, however often it was changed: the line is as it was."""
    _, state = accepted(raws)
    before = after({**BACK, "item": item}, state=state).model_copy(update={"touched": True})
    _, now = accepted([{**KEEP, "item": item, "value": one} for one in said], before)
    back = after({**BACK, "item": item}, state=now)
    assert back == before
    assert after({**BACK, "item": item}, state=back) == before


@examples(300)
@given(st.lists(resent, max_size=14), st.integers(1, 8))
def test_the_last_events_sent_again_do_no_harm(raws: list[Raw], unheard: int):
    happened, state = accepted(raws)
    _, again = accepted(happened[-unheard:], state)
    assert again.plan == state.plan
    assert said(again) == said(state)
    assert again.begins == state.begins


@given(st.lists(happenings, max_size=14))
def test_what_comes_of_it_is_a_state_that_can_be_saved(raws: list[Raw]):
    _, state = accepted(raws)
    assert State.model_validate(state.model_dump()) == state
    assert decode_state(encode_state(state), VERSION) == state


def test_kept_twice_is_kept_once():
    once = after(*LAST, KEEP)
    assert after(KEEP, state=once) == once
    assert after(CHANGE, KEEP, state=once) == once


def test_nothing_of_the_review_is_in_the_day_before():
    assert after(*LAST, KEEP, BEGIN).chapters.get("start", START).plan == after(TAKEN).plan
