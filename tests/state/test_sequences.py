"""Whatever happens in whatever order: replays do no harm, no state changes, saves are whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from overblik.state.events import EVENT, Event
from overblik.state.saves import decode_state, encode_state
from overblik.state.state import VERSION, State
from overblik.state.update import Refused, update
from tests.state.board_happenings import BOARD_FIELDS
from tests.state.booking_happenings import BOOKING_FIELDS
from tests.state.conference_happenings import CONFERENCE_FIELDS, CONFERENCE_MOMENTS
from tests.state.fact_happenings import FACT_FIELDS
from tests.state.ledger_happenings import LEDGER_FIELDS, LEDGER_MOMENTS
from tests.state.review_happenings import REVIEW_FIELDS
from tests.state.sharing_happenings import SHARE_FIELDS, SHARE_MOMENTS
from tests.state.worlds import MODEL, START, WORLD, Raw
from tests.state.year_happenings import YEAR_FIELDS, YEAR_MOMENTS
from tests.support.examples import examples

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Nd"], include_characters="\n\t"), max_size=40
)
days = st.dates().map(str) | st.just("")
wishes = st.sampled_from(["case-1", "case-2", "case-3", "p1", "p2"])
items = st.sampled_from(["x1", "x2", "case-ldl", "offer-low-plan", "offer-moderate-specialist"])
owners = st.sampled_from([*(one.id for one in MODEL.owners), "", "naboen"])
domains = st.sampled_from([one.id for one in MODEL.domains])


Fields = dict[str, st.SearchStrategy[object]]

axes = st.sampled_from(["biomedical", "psychosocial"])
SETTING: dict[str, Fields] = {
    "rate": {"domain": domains, "value": st.sampled_from([0, 1, 2, "unknown"])},
    "unrate": {"domain": domains},
    "rating_reason": {"domain": domains, "value": words},
    "reading": {"value": st.sampled_from(["bogstavelig", "dsam", "rund_op", "hoejeste_akse"])},
    "labels": {"value": st.sampled_from(["dsam", "neutral", "colour"])},
    "tier": {"value": st.sampled_from(["low", "moderate", "high", "suggested"])},
    "tier_ground": {"value": st.sampled_from(["wish", "other", ""])},
    "tier_reason": {"value": words},
    "release": {"value": words},
    "variant": {"value": st.sampled_from(["A", "B"])},
    "priority_text": {"priority": wishes, "value": words},
    "priority_add": {"id": wishes},
    "priority_remove": {"priority": wishes},
    "priority_restore": {"priority": wishes},
    "offer": {
        "offer": st.sampled_from(["low-plan", "moderate-specialist"]),
        "value": st.sampled_from(["kept", "declined", "proposed"]),
    },
    "suggestion_take": {"suggestion": st.sampled_from(["ldl", "ekko"])},
    "item_add": {"id": items},
    "item_text": {"item": items, "value": words},
    "item_owner": {"item": items, "value": owners},
    "item_due": {"item": items, "value": days},
    "item_answer_to": {"item": items, "value": owners},
    "item_goal": {"item": items, "value": wishes},
    "item_if_nothing": {"item": items, "value": words},
    "item_remove": {"item": items},
    "item_restore": {"item": items},
    "overview": {"value": days},
    "axis": {"axis": axes, "value": st.sampled_from(["low", "high", "suggested"])},
    "axis_reason": {"axis": axes, "value": words},
    "flag": {
        "flag": st.sampled_from(["night_pain", "trauma"]),
        "value": st.sampled_from(["yes", "no", "unasked"]),
    },
    "clock": {"value": st.sampled_from(["run", "pause"])},
    "pace": {"value": st.sampled_from(["real", "fast", "untimed"])},
    "block": {"value": st.sampled_from(["agenda", "plan"])},
    "prompt": {
        "prompt": st.sampled_from(["agenda-wishes", "plan-year"]),
        "value": st.sampled_from(["done", "deferred", "irrelevant", "undecided"]),
    },
    "prompt_due": {"prompt": st.just("plan-year"), "value": days},
    "prompt_owner": {"prompt": st.just("plan-year"), "value": owners},
    **CONFERENCE_FIELDS,
    **FACT_FIELDS,
    **LEDGER_FIELDS,
    **BOOKING_FIELDS,
    **BOARD_FIELDS,
    **SHARE_FIELDS,
    **YEAR_FIELDS,
    **REVIEW_FIELDS,
}
MOVING: dict[str, Fields] = {
    "priority_move": {"priority": wishes, "value": st.integers(0, 4)},
    # What it writes into the plan is what was put off at its time.
    "consultation_close": {},
    "consultation_reopen": {},
    **CONFERENCE_MOMENTS,
    **LEDGER_MOMENTS,
    **SHARE_MOMENTS,
    **YEAR_MOMENTS,
}


def any_of(kinds: dict[str, Fields]) -> st.SearchStrategy[Raw]:
    return st.one_of(
        [st.fixed_dictionaries({"type": st.just(kind), **kinds[kind]}) for kind in kinds]
    )


setting, moving = any_of(SETTING), any_of(MOVING)


def checked(raws: list[Raw]) -> list[Event]:
    """Those that are events at all: a day may lie too far off."""
    found: list[Event] = []
    for raw in raws:
        try:
            found.append(EVENT.validate_python(raw))
        except ValueError:
            continue
    return found


events = st.lists(setting | moving, max_size=25).map(checked)


def then(state: State, event: Event) -> State:
    """The state after an event; a refused one changes nothing."""
    try:
        return update(state, event, WORLD)
    except Refused:
        return state


def all_of(events: list[Event], state: State = START) -> State:
    for one in events:
        state = then(state, one)
    return state


def test_both_kinds_are_every_event_there_is():
    kinds = set(EVENT.json_schema()["discriminator"]["mapping"])
    assert SETTING.keys() | MOVING.keys() == kinds


@given(events)
def test_every_event_twice_is_every_event_once(happened: list[Event]):
    state = START
    for one in happened:
        state = then(state, one)
        assert then(state, one) == state


@given(events)
def test_no_state_is_ever_changed(happened: list[Event]):
    state = START
    for one in happened:
        kept = state.model_copy(deep=True)
        later = then(state, one)
        assert state == kept
        state = later


@given(events)
def test_a_state_survives_being_saved(happened: list[Event]):
    state = all_of(happened)
    assert decode_state(encode_state(state), VERSION) == state


@given(events)
def test_a_state_reached_by_events_is_a_state(happened: list[Event]):
    """Updates copy without checking: what comes of them must still be right."""
    state = all_of(happened)
    assert State.model_validate(state.model_dump()) == state
    assert len({one.id for one in state.plan}) == len(state.plan)
    assert len({one.id for one in state.priorities}) == len(state.priorities)


def accepted(events: list[Event]) -> list[Event]:
    """Those a page can send: each is about something that is there at its time."""
    state, found = START, []
    for one in events:
        try:
            state = update(state, one, WORLD)
        except Refused:
            continue
        found.append(one)
    return found


@examples(300)
@given(st.lists(setting, max_size=15).map(checked).map(accepted), st.integers(1, 8))
def test_the_last_events_sent_again_in_order_do_no_harm(happened: list[Event], unheard: int):
    """A kernel that dies has saved events whose answers were lost: the browser resends them."""
    state = all_of(happened)
    assert all_of(happened[-unheard:], state) == state


@given(st.lists(moving, max_size=12).map(checked))
def test_moving_wishes_about_loses_none(happened: list[Event]):
    before = sorted(one.id for one in START.priorities)
    assert sorted(one.id for one in all_of(happened).priorities) == before
