"""Agreeing on the plan: what is refused, and that no way leads to an agreement with a hole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.ledger import ledger
from overblik.state.events import EVENT, Event
from overblik.state.state import State
from overblik.state.update import Refused, update
from tests.state.ledger_happenings import (
    ADDED,
    AGREE,
    AGREED,
    FILLED,
    KEPT,
    LEDGER_FIELDS,
    LEDGER_MOMENTS,
    LEFT,
    MOVED,
    SECOND,
    TAKEN,
    WHOLE,
)
from tests.state.test_sequences import any_of, checked
from tests.state.worlds import MODEL, START, WORLD, Raw, after
from tests.support.examples import examples

GONE: Raw = {"type": "item_remove", "item": "case-ldl"}


@pytest.mark.parametrize(
    ("before", "event", "words", "reason"),
    [
        ((), AGREE, "Planen er tom", "nothing to agree on"),
        ((KEPT, {**KEPT, "value": "declined"}), AGREE, "Planen er tom", "nor here"),
        ((KEPT,), AGREE, "1 af 1 punkter mangler noget (»hvis intet er sket«: 1)", "no words"),
        ((*WHOLE, SECOND), AGREE, "1 af 1 punkter mangler noget (kun én ansvarlig: 1)", "two"),
        ((*WHOLE, LEFT), AGREE, "(ansvarlig: 1, hvor svaret går hen: 1)", "who had it has left"),
        (
            (*WHOLE, ADDED),
            AGREE,
            "1 af 2 punkter mangler noget (tekst: 1, ansvarlig: 1, dato: 1,",
            "one line of two",
        ),
        (
            (),
            {"type": "owner_absent", "owner": "municipality", "value": "ill"},
            "Kommunen er ikke ét menneske",
            "only people fall ill",
        ),
        ((), {**LEFT, "owner": "naboen"}, "Vælg fra listen", "nobody is called that"),
        ((KEPT,), {**SECOND, "value": "naboen"}, "Vælg fra listen", "nobody is called that"),
        ((KEPT,), {**MOVED, "value": "naboen"}, "Vælg fra listen", "nobody is called that"),
        ((KEPT,), {**MOVED, "value": ""}, "Vælg først", "to nobody"),
        (
            (KEPT, TAKEN, GONE),
            {"type": "together", "items": "offer-low-overview case-ldl", "value": "2027-03-01"},
            "ikke længere i planen",
            "one was removed meanwhile",
        ),
        (
            (KEPT,),
            {"type": "together", "items": "offer-low-overview x9", "value": "2027-03-01"},
            "ikke længere i planen",
            "one never was",
        ),
    ],
)
def test_it_is_refused_with_words(before: tuple[Raw, ...], event: Raw, words: str, reason: str):
    state = after(*before)
    with pytest.raises(Refused) as refused:
        after(event, state=state)
    assert words in refused.value.message.text("da"), reason
    assert "{" not in refused.value.message.text("en")


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "together", "items": "a", "value": "2027-03-01"},
        {"type": "together", "items": "", "value": "2027-03-01"},
        {"type": "together", "items": "a <b>", "value": "2027-03-01"},
        {"type": "together", "items": " ".join(f"x{at}" for at in range(301)), "value": "2027-1-1"},
        {"type": "together", "items": "a b", "value": ""},
        {"type": "item_meeting", "item": "a", "value": "by_owl"},
        {"type": "item_section", "item": "a", "value": "secrets"},
        {"type": "owner_absent", "owner": "gp", "value": "dead"},
        {"type": "fill_if_nothing", "value": "fr"},
    ],
)
def test_what_is_no_event_is_none(raw: Raw):
    with pytest.raises(ValidationError):
        EVENT.validate_python(raw)


def test_an_owner_out_and_in_again_leaves_the_plan_as_it_was_but_it_is_agreed_anew():
    agreed = after(*AGREED)
    out = after(LEFT, state=agreed)
    back = after({**LEFT, "value": "here"}, state=out)
    assert back.plan == agreed.plan
    assert back.agreed is None, "somebody has to say yes again"
    assert after(AGREE, state=back) == agreed


@pytest.mark.parametrize(
    "event",
    [
        LEFT,
        SECOND,
        TAKEN,
        {"type": "item_text", "item": "offer-low-overview", "value": "Andet"},
        {"type": "item_meeting", "item": "offer-low-overview", "value": "visit"},
        {"type": "overview", "value": "2027-12-01"},
    ],
)
def test_what_was_agreed_is_not_what_now_stands(event: Raw):
    assert after(event, state=after(*AGREED)).agreed is None


def test_words_in_the_other_language_are_taken_away_too():
    state = after(KEPT, {**FILLED, "value": "en"}, {**FILLED, "value": ""})
    assert state.plan[0].if_nothing == ""


def test_agreeing_twice_is_agreeing_once():
    agreed = after(*AGREED)
    later = update(agreed, EVENT.validate_python(AGREE), WORLD)
    assert later is agreed or later == agreed


MAKING: list[Raw] = [
    KEPT,
    TAKEN,
    FILLED,
    AGREE,
    AGREE,
    {"type": "item_owner", "item": "offer-low-overview", "value": ""},
    {"type": "item_owner", "item": "offer-low-overview", "value": "nurse"},
    {"type": "item_restore", "item": "case-ldl"},
    {"type": "owner_absent", "owner": "nurse", "value": "left"},
    GONE,
    {"type": "suggestion_take", "suggestion": "ekko"},
    {"type": "item_remove", "item": "case-ekko"},
    {**KEPT, "value": "declined"},
    {"type": "item_if_nothing", "item": "case-ldl", "value": ""},
]
raws = st.sampled_from(MAKING) | any_of({**LEDGER_FIELDS, **LEDGER_MOMENTS})


@examples(400)
@given(
    st.sampled_from([START, after(*WHOLE), after(*AGREED)]),
    st.lists(raws, max_size=25).map(checked),
)
def test_no_way_leads_to_an_agreement_with_nobody_or_two_on_a_line(
    state: State, happened: list[Event]
):
    for event in happened:
        try:
            state = update(state, event, WORLD)
        except Refused:
            continue
        if state.agreed is None:
            continue
        assert ledger(state.plan, state.started, state.absent, MODEL).settled
        for one in state.plan:
            if one.standing == "kept":
                assert one.owner is not None
                assert state.absent.get(one.owner) != "left"
                assert one.second_owner in (None, one.owner)
