"""The overview consultation's events: once, twice, in any order, and refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.documents.words import item_text
from overblik.domain.consultation import elapsed, undecided
from overblik.domain.ledger import lacking
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.saves import decode_state, encode_state
from overblik.state.state import VERSION, State
from overblik.state.update import Refused, World, update
from tests.state.worlds import NOW, START, WORLD, Raw

GUIDE = library().consultation
IDS = [prompt.id for _, prompt in GUIDE.prompts]
MUST = "agenda-wishes"
LATER = "2026-12-24"


def at(minutes: float) -> World:
    """The world so many minutes on."""
    return replace(WORLD, now=NOW + timedelta(minutes=minutes))


def after(*happened: Raw | tuple[Raw, float], state: State = START) -> State:
    """The state once these have happened, each at once or at its minute."""
    for one in happened:
        raw, minute = one if isinstance(one, tuple) else (one, 0)
        state = update(state, EVENT.validate_python(raw), at(minute))
    return state


def clock(value: str) -> Raw:
    return {"type": "clock", "value": value}


def prompt(id: str, value: str) -> Raw:
    return {"type": "prompt", "prompt": id, "value": value}


def put_off(id: str, owner: str = "nurse", due: str = LATER) -> tuple[Raw, ...]:
    return (
        prompt(id, "deferred"),
        {"type": "prompt_owner", "prompt": id, "value": owner},
        {"type": "prompt_due", "prompt": id, "value": due},
    )


CLOSE: Raw = {"type": "consultation_close"}
REOPEN: Raw = {"type": "consultation_reopen"}
ALL_DONE = tuple(prompt(id, "done") for id in IDS)


def seconds(state: State, minute: float) -> float:
    return elapsed(state.consultation, GUIDE, at(minute).now)


# The clock --------------------------------------------------------------------------------------


def test_it_runs_pauses_and_goes_on():
    state = after(clock("run"))
    assert seconds(state, 10) == 600
    state = after((clock("pause"), 10), state=state)
    assert seconds(state, 100) == 600
    state = after((clock("run"), 100), state=state)
    assert seconds(state, 105) == 900


def test_another_pace_counts_from_where_it_was():
    state = after(clock("run"), ({"type": "pace", "value": "fast"}, 10))
    assert seconds(state, 12) == 600 + 4 * 120
    state = after(({"type": "pace", "value": "untimed"}, 12), state=state)
    assert seconds(state, 60) == 600 + 4 * 120


@pytest.mark.parametrize("value", ["run", "pause"])
def test_the_same_button_from_two_windows_is_one_press(value: str):
    once = after(clock("run"), (clock(value), 5))
    twice = after((clock(value), 5), state=once)
    assert twice == once


def test_a_kernel_killed_in_minute_23_is_followed_by_one_that_knows_all():
    """What is saved is all there is: the clock runs on while nobody counts."""
    state = after(
        clock("run"),
        (prompt(MUST, "done"), 2),
        ({"type": "block", "value": "medicine"}, 22),
        *((one, 23) for one in put_off("medicine-one")),
    )
    again = decode_state(encode_state(state), VERSION)
    assert again == state
    assert seconds(again, 23) == 23 * 60
    assert seconds(again, 24) == 24 * 60


# Prompts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["done", "deferred", "irrelevant"])
def test_a_prompt_is_decided_and_undecided_again(value: str):
    state = after(prompt("plan-year", value))
    assert state.consultation.decision("plan-year").outcome == value
    state = after(prompt("plan-year", "undecided"), state=state)
    assert state.consultation.decisions == {}


def test_owner_and_day_outlive_another_press():
    state = after(*put_off("plan-year"), prompt("plan-year", "done"))
    assert state.consultation.decision("plan-year").settled
    state = after(prompt("plan-year", "deferred"), state=state)
    assert state.consultation.decision("plan-year").due == date(2026, 12, 24)
    assert state.consultation.decision("plan-year").owner == "nurse"


def test_today_is_no_past_day():
    state = after(*put_off("plan-year", due="2026-11-30"))
    assert state.consultation.decision("plan-year").due == date(2026, 11, 30)


# Closing ----------------------------------------------------------------------------------------


def test_closing_puts_what_was_put_off_into_the_plan_and_stops_the_clock():
    state = after(clock("run"), *ALL_DONE, *put_off("agenda-least"), (CLOSE, 44))
    assert state.consultation.closed == at(44).now
    assert seconds(state, 100) == 44 * 60
    (line,) = state.plan
    assert (line.id, line.owner, line.due, line.answer_to, lacking(line, {})) == (
        "later-agenda-least",
        "nurse",
        date(2026, 12, 24),
        "gp",
        ("if_nothing",),
    )


def test_the_lines_follow_the_readers_language():
    [line] = after(*ALL_DONE, *put_off("agenda-least"), CLOSE).plan
    case, model = WORLD.case, WORLD.model
    assert item_text(line, case, model, "en") == "Ask what matters least"
    assert item_text(line, case, model, "da") == "Spørg, hvad der vejer mindst"


def test_closing_twice_is_closing_once():
    closed = after(*ALL_DONE, *put_off("plan-year"), CLOSE)
    edited = after({"type": "item_owner", "item": "later-plan-year", "value": "gp"}, state=closed)
    assert after((CLOSE, 5), state=edited) == edited


def test_reopened_it_can_be_changed_and_closed_anew():
    state = after(*ALL_DONE, *put_off("plan-year"), CLOSE, REOPEN)
    assert state.consultation.closed is None
    assert state.consultation.since is None
    state = after(prompt("plan-year", "done"), CLOSE, state=state)
    assert [one.standing for one in state.plan] == ["removed"]
    assert after(REOPEN, REOPEN, state=state) == after(REOPEN, state=state)


NOTHING: tuple[Raw, ...] = ()
NO_WISH: tuple[Raw, ...] = tuple(
    {"type": "priority_remove", "priority": f"case-{at}"} for at in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("before", "event", "said"),
    [
        (NOTHING, {"type": "pace", "value": "lyn"}, "lyn"),
        (NOTHING, {"type": "block", "value": "diabetes"}, "diabetes"),
        (NOTHING, prompt("insulin", "done"), "insulin"),
        (NOTHING, {"type": "prompt_due", "prompt": "insulin", "value": LATER}, "insulin"),
        (NOTHING, {"type": "prompt_owner", "prompt": "insulin", "value": "gp"}, "insulin"),
        (NOTHING, {"type": "prompt_owner", "prompt": "plan-year", "value": "naboen"}, "naboen"),
        (NOTHING, {"type": "prompt_due", "prompt": "plan-year", "value": "2026-11-29"}, "gået"),
        (NOTHING, prompt(MUST, "deferred"), "hverken udskydes"),
        (NOTHING, prompt(MUST, "irrelevant"), "hverken udskydes"),
        (NOTHING, CLOSE, "patienten selv"),
        ((prompt(MUST, "done"),), CLOSE, f"afgjort: {len(IDS) - 1}."),
        ((*ALL_DONE, prompt("plan-year", "deferred")), CLOSE, "afgjort: 1."),
        ((*ALL_DONE, *put_off("plan-year", owner="")), CLOSE, "afgjort: 1."),
        ((*ALL_DONE, *put_off("plan-year", due="")), CLOSE, "afgjort: 1."),
        ((*ALL_DONE, *NO_WISH), CLOSE, "patienten selv"),
        ((*ALL_DONE, CLOSE), clock("run"), "Genåbn"),
        ((*ALL_DONE, CLOSE), prompt("plan-year", "undecided"), "Genåbn"),
        ((*ALL_DONE, CLOSE), {"type": "block", "value": "plan"}, "Genåbn"),
    ],
    ids=[
        "a pace nobody knows",
        "a block nobody knows",
        "a prompt nobody knows",
        "a day for it",
        "an owner for it",
        "an owner nobody knows",
        "a day that is past",
        "the wishes put off",
        "the wishes dropped",
        "closed before it has begun",
        "closed with almost everything open",
        "closed with a deferral to nobody and no day",
        "closed with a deferral to nobody",
        "closed with a deferral to no day",
        "closed when the patient wants nothing in words",
        "the clock of a closed one",
        "a prompt of a closed one",
        "a block of a closed one",
    ],
)
def test_it_is_refused_in_words_and_changes_nothing(before: tuple[Raw, ...], event: Raw, said: str):
    state = after(*before)
    kept = state.model_copy(deep=True)
    with pytest.raises(Refused) as refused:
        after(event, state=state)
    assert said in str(refused.value)
    assert state == kept


@pytest.mark.parametrize(
    "junk",
    [
        {"type": "clock", "value": "backwards"},
        {"type": "clock"},
        {"type": "pace", "value": "../real"},
        {"type": "pace", "value": 4},
        {"type": "prompt", "prompt": "plan-year", "value": "perhaps"},
        {"type": "prompt", "prompt": "", "value": "done"},
        {"type": "prompt_due", "prompt": "plan-year", "value": "i morgen"},
        {"type": "prompt_due", "prompt": "plan-year", "value": 1e300},
        {"type": "consultation_close", "closed": "2026-01-01"},
    ],
    ids=str,
)
def test_junk_is_no_event(junk: Raw):
    with pytest.raises(ValueError, match="validation error"):
        EVENT.validate_python(junk)


def test_a_full_plan_takes_no_more():
    lines: list[Raw] = [{"type": "item_add", "id": f"x{at}"} for at in range(300)]
    state = after(*lines, *ALL_DONE, *put_off("plan-year"))
    with pytest.raises(Refused, match="300"):
        after(CLOSE, state=state)


# Any order --------------------------------------------------------------------------------------

ids = st.sampled_from([*IDS[:3], IDS[-1]])
happenings = st.one_of(
    st.builds(clock, st.sampled_from(["run", "pause"])),
    st.builds(
        lambda value: {"type": "pace", "value": value}, st.sampled_from(["real", "fast", "untimed"])
    ),
    st.builds(lambda one: {"type": "block", "value": one.id}, st.sampled_from(GUIDE.blocks)),
    st.builds(prompt, ids, st.sampled_from(["done", "deferred", "irrelevant", "undecided"])),
    st.builds(
        lambda id, due: {"type": "prompt_due", "prompt": id, "value": str(due)},
        ids,
        st.dates(date(2026, 11, 1), date(2027, 12, 31)),
    ),
    st.builds(
        lambda id, owner: {"type": "prompt_owner", "prompt": id, "value": owner},
        ids,
        st.sampled_from(["gp", "nurse", ""]),
    ),
    st.builds(lambda id: {"type": "priority_add", "id": id}, st.sampled_from(["p1", "p2"])),
    st.just(CLOSE),
    st.just(REOPEN),
)
minutes = st.floats(-1000, 1000, allow_nan=False)


@given(st.lists(st.tuples(happenings, minutes), max_size=30), st.booleans())
def test_whatever_happens_when(happened: list[tuple[Raw, float]], nearly: bool):
    """Time never runs backwards, however the wall clock is set; a closed one has nothing open.

    What has passed is counted at each thing done in the consultation: a clock set back later takes
    nothing of that.
    """
    state, before = after(*(ALL_DONE if nearly else NOTHING)), 0.0
    for raw, minute in happened:
        try:
            state = after((raw, minute), state=state)
        except Refused:
            continue
        passed = seconds(state, minute)
        assert 0 <= before <= passed <= 45 * 60
        before = state.consultation.spent
        if state.consultation.closed:
            assert undecided(state.consultation, GUIDE) == ()
            assert state.consultation.since is None
        assert State.model_validate(state.model_dump()) == state
        assert decode_state(encode_state(state), VERSION) == state


@given(st.lists(happenings, max_size=30), st.booleans())
def test_everything_twice_is_everything_once(happened: list[Raw], nearly: bool):
    state = after(*(ALL_DONE if nearly else NOTHING))
    for raw in happened:
        try:
            state = after(raw, state=state)
        except Refused:
            continue
        assert after(raw, state=state) == state


def test_what_was_put_off_to_a_day_that_has_passed_gets_a_new_one_first():
    state = after(*ALL_DONE, *put_off("agenda-least"))
    with pytest.raises(Refused, match="allerede gået"):
        update(state, EVENT.validate_python(CLOSE), at(60 * 24 * 60))
