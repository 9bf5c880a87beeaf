"""What an event may not do: refused with words that say what to do, and nothing is changed."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.plan import MOST_ITEMS
from overblik.domain.privacy import looks_like_cpr
from overblik.state.events import EVENT
from overblik.state.priorities import MOST_PRIORITIES
from overblik.state.saves import encode_case, encode_state, export, opened
from overblik.state.state import VERSION
from overblik.state.update import Refused
from tests.state.worlds import CASE, NOW, START, Raw, after

ADDED: Raw = {"type": "item_add", "id": "x1"}
CHOSEN: Raw = {"type": "tier", "value": "high"}


YES: Raw = {"type": "consent", "recipient": "municipality", "section": "medicine", "value": True}
SHARED: Raw = {"type": "share", "recipient": "municipality", "form": "paper", "id": "d1"}


class Row(NamedTuple):
    what: str
    before: tuple[Raw, ...]
    event: Raw
    word: str


def gone(kind: str, **more: object) -> Row:
    of = kind.split("_")[0]
    return Row(f"{kind}: gone", (), {"type": kind, of: "borte", **more}, "findes ikke længere")


ROWS = (
    Row("no such domain", (), {"type": "rate", "domain": "vejret", "value": 1}, "vejret"),
    Row("no such domain", (), {"type": "unrate", "domain": "vejret"}, "vejret"),
    Row("no such domain", (), {"type": "rating_reason", "domain": "vejret", "value": ""}, "vejret"),
    Row("no such labels", (), {"type": "labels", "value": "smiley"}, "smiley"),
    Row("ground before tier", (), {"type": "tier_ground", "value": "wish"}, "Vælg først"),
    Row("reason before tier", (), {"type": "tier_reason", "value": "x"}, "Vælg først"),
    Row("no such ground", (CHOSEN,), {"type": "tier_ground", "value": "vejret"}, "vejret"),
    Row(
        "reason before level",
        (),
        {"type": "axis_reason", "axis": "biomedical", "value": "x"},
        "niveau",
    ),
    Row("no such flag", (), {"type": "flag", "flag": "regnvejr", "value": "yes"}, "regnvejr"),
    Row("no such variant", (), {"type": "variant", "value": "C"}, "C"),
    Row("no such offer", (), {"type": "offer", "offer": "spa", "value": "kept"}, "spa"),
    Row("no such suggestion", (), {"type": "suggestion_take", "suggestion": "mri"}, "mri"),
    gone("priority_text", value="x"),
    gone("priority_remove"),
    gone("priority_restore"),
    gone("item_text", value="x"),
    gone("item_owner", value="gp"),
    gone("item_due", value="2027-01-01"),
    gone("item_answer_to", value="gp"),
    gone("item_goal", value=""),
    gone("item_if_nothing", value="x"),
    gone("item_remove"),
    gone("item_restore"),
    Row(
        "no such owner", (ADDED,), {"type": "item_owner", "item": "x1", "value": "naboen"}, "listen"
    ),
    Row(
        "no such receiver",
        (ADDED,),
        {"type": "item_answer_to", "item": "x1", "value": "naboen"},
        "listen",
    ),
    Row(
        "no such wish",
        (ADDED,),
        {"type": "item_goal", "item": "x1", "value": "case-9"},
        "findes ikke længere",
    ),
    Row("no such owner", (), {"type": "card_responsible", "value": "naboen"}, "listen"),
    Row(
        "too many wishes",
        tuple({"type": "priority_add", "id": f"p{at}"} for at in range(MOST_PRIORITIES - 3)),
        {"type": "priority_add", "id": "en-til"},
        str(MOST_PRIORITIES),
    ),
    Row(
        "too long a plan",
        tuple({"type": "item_add", "id": f"x{at}"} for at in range(MOST_ITEMS)),
        {"type": "item_add", "id": "en-til"},
        str(MOST_ITEMS),
    ),
    Row(
        "no room for an offer",
        tuple({"type": "item_add", "id": f"x{at}"} for at in range(MOST_ITEMS)),
        {"type": "offer", "offer": "low-plan", "value": "kept"},
        str(MOST_ITEMS),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{r.event['type']}-{r.what}" for r in ROWS])
def test_it_is_refused_with_words(row: Row):
    before = after(*row.before)
    kept = before.model_copy(deep=True)
    with pytest.raises(Refused) as refused:
        after(row.event, state=before)
    assert row.word in refused.value.message.text("da")
    assert "{" not in refused.value.message.text("en")
    assert before == kept


def test_a_full_plan_still_takes_an_event_it_has_seen():
    events: list[Raw] = [{"type": "item_add", "id": f"x{at}"} for at in range(MOST_ITEMS)]
    full = after(*events)
    assert after({"type": "item_add", "id": "x7"}, state=full) == full


def test_wishes_taken_out_leave_room_for_new_ones():
    full: list[Raw] = [
        {"type": "priority_add", "id": f"p{at}"} for at in range(MOST_PRIORITIES - 3)
    ]
    state = after(*full, {"type": "priority_remove", "priority": "case-1"})
    state = after({"type": "priority_add", "id": "en-til"}, state=state)
    assert state.priorities[-1].id == "en-til"


MALFORMED: list[tuple[str, Raw]] = [
    ("no type", {"domain": "mental", "value": 1}),
    ("a type nobody knows", {"type": "delete_everything"}),
    ("a type that is no text", {"type": 1}),
    ("a rating of three", {"type": "rate", "domain": "mental", "value": 3}),
    ("half a rating", {"type": "rate", "domain": "mental", "value": 1.5}),
    ("a rating in words", {"type": "rate", "domain": "mental", "value": "meget"}),
    ("no rating", {"type": "rate", "domain": "mental"}),
    ("a field too many", {"type": "unrate", "domain": "mental", "value": 1}),
    ("a reading nobody knows", {"type": "reading", "value": "min"}),
    ("an undefined tier", {"type": "tier", "value": "undefined"}),
    ("a standing nobody knows", {"type": "offer", "offer": "low-plan", "value": "måske"}),
    ("markup for an id", {"type": "item_add", "id": "<script>"}),
    ("no id", {"type": "item_add", "id": ""}),
    ("an id without end", {"type": "item_add", "id": "x" * 41}),
    ("a line called as a person", {"type": "item_add", "id": "0101901234"}),
    ("a line called as a person at its end", {"type": "item_add", "id": "x-010190-1234"}),
    ("a wish called as a person", {"type": "priority_add", "id": "010190-1234"}),
    ("a sharing called as a person", {**SHARED, "id": "010190-1234"}),
    ("a yes in words", {**YES, "value": "yes"}),
    ("a yes as text", {**YES, "value": "true"}),
    ("a yes as a number", {**YES, "value": 1}),
    ("a list for text", {"type": "item_text", "item": "x1", "value": ["a"]}),
    ("a number for text", {"type": "item_text", "item": "x1", "value": 7}),
    ("a day that is not", {"type": "overview", "value": "2027-02-30"}),
    ("a day in words", {"type": "overview", "value": "i morgen"}),
    ("a day long ago", {"type": "overview", "value": "1899-12-31"}),
    ("a day far ahead", {"type": "overview", "value": "2200-01-01"}),
    ("a place below zero", {"type": "priority_move", "priority": "case-1", "value": -1}),
    ("a place far down", {"type": "priority_move", "priority": "case-1", "value": 51}),
    ("a card field nobody knows", {"type": "card_text", "field": "cpr", "value": "x"}),
]


RANDOM = ("fa010190-1abc-4def-8abc-0123456789ab", "0123456789abcdefabcdea0101901234")
"""Ids as the page makes them, with and without randomUUID, that hold a CPR number's form."""


@pytest.mark.parametrize("id", RANDOM)
def test_a_random_id_is_never_taken_for_a_cpr_number(id: str):
    assert looks_like_cpr(id)
    state = after({"type": "item_add", "id": id}, {"type": "priority_add", "id": id})
    file = export(encode_case(CASE), encode_state(state), VERSION, NOW)
    assert opened(file) == (CASE, state), "the file can be opened again"


@given(st.from_regex(r"[0-9]{1,3}-?[0-9]{4,7}-[0-9a-f]{2,6}", fullmatch=True))
def test_whatever_can_be_added_can_be_opened_again(id: str):
    try:
        state = after({"type": "item_add", "id": id})
    except ValidationError:
        assert looks_like_cpr(id)
        return
    assert opened(export(encode_case(CASE), encode_state(state), VERSION, NOW))[1] == state


@pytest.mark.parametrize("raw", [raw for _, raw in MALFORMED], ids=[what for what, _ in MALFORMED])
def test_what_is_no_event_never_reaches_the_state(raw: Raw):
    with pytest.raises(ValidationError):
        EVENT.validate_python(raw)


LENGTHS: list[tuple[Raw, int]] = [
    ({"type": "rating_reason", "domain": "mental"}, 2_000),
    ({"type": "tier_reason"}, 2_000),
    ({"type": "release"}, 2_000),
    ({"type": "priority_text", "priority": "case-1"}, 500),
    ({"type": "item_text", "item": "x1"}, 10_000),
    ({"type": "item_if_nothing", "item": "x1"}, 2_000),
    ({"type": "card_text", "field": "question"}, 10_000),
    ({"type": "card_to"}, 200),
]
typed = pytest.mark.parametrize(
    ("event", "longest"), LENGTHS, ids=[str(event["type"]) for event, _ in LENGTHS]
)


@typed
def test_every_text_field_takes_its_length_and_no_more(event: Raw, longest: int):
    EVENT.validate_python({**event, "value": "æ" * longest})
    with pytest.raises(ValidationError, match="too_long"):
        EVENT.validate_python({**event, "value": "æ" * (longest + 1)})


@typed
@pytest.mark.parametrize("number", ["020160-9995", "CPR 0201609996 tak", "020160 9995"])
def test_every_text_field_refuses_what_looks_like_a_cpr_number(
    event: Raw, longest: int, number: str
):
    with pytest.raises(ValidationError, match="CPR"):
        EVENT.validate_python({**event, "value": number})


@typed
@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f"])
def test_every_text_field_refuses_control_characters(event: Raw, longest: int, control: str):
    with pytest.raises(ValidationError, match="string_pattern_mismatch"):
        EVENT.validate_python({**event, "value": f"a{control}b"})


@typed
@pytest.mark.parametrize("words", ["", "to\nlinjer", "fane\there", "æøå – »citat« 👩‍⚕️", "<b>&amp;"])
def test_every_text_field_takes_what_people_write_as_it_is(event: Raw, longest: int, words: str):
    parsed = EVENT.validate_python({**event, "value": words})
    assert parsed.value == words  # pyright: ignore[reportAttributeAccessIssue]


def test_the_state_at_the_start_has_decided_nothing():
    assert START.answers == {}
    assert START.choice is None
    assert START.plan == ()
    assert not START.released
    assert [one.text for one in START.priorities] == [None, None, None]
    assert START.variant == "A"
    assert START.reading == "dsam"
