"""Saves of other times: older forms are stepped up, newer and damaged ones are told apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from overblik.language import UserError
from overblik.state.saves import (
    STEPS,
    Damaged,
    Document,
    Newer,
    Step,
    decode_case,
    decode_state,
    encode_case,
    encode_state,
)
from overblik.state.state import VERSION, State
from tests.state.worlds import CASE, START, after


def renamed(document: Document) -> Document:
    """Form 1 called the reading »laesning«."""
    return {
        "reading": document["laesning"],
        **{key: value for key, value in document.items() if key != "laesning"},
    }


def with_labels(document: Document) -> Document:
    """Form 2 had no names for the tiers."""
    return {**document, "labels": "neutral"}


TWO_STEPS: Mapping[int, Step] = {1: renamed, 2: with_labels}
OLD = '{"started": "2025-01-31", "laesning": "rund_op"}'
MIDDLE = '{"started": "2025-01-31", "reading": "rund_op"}'


def test_the_table_of_steps_reaches_the_form_of_today():
    assert set(STEPS) == set(range(1, VERSION))


@pytest.mark.parametrize(("text", "version"), [(OLD, 1), (MIDDLE, 2)])
def test_an_older_form_is_stepped_up_one_at_a_time(text: str, version: int):
    found = decode_state(text, version, TWO_STEPS, current=3)
    assert found == State(started=date(2025, 1, 31), reading="rund_op", labels="neutral")


def test_the_form_of_today_takes_no_step():
    text = '{"started": "2025-01-31", "reading": "rund_op", "labels": "dsam"}'
    assert decode_state(text, 3, TWO_STEPS, current=3).labels == "dsam"


@pytest.mark.parametrize("version", [4, 99, 10**9])
def test_a_newer_form_is_not_guessed_at(version: int):
    with pytest.raises(Newer) as told:
        decode_state(OLD, version, TWO_STEPS, current=3)
    assert "nyere udgave" in told.value.message.text("da")


DAMAGED: list[tuple[str, str, int]] = [
    ("no JSON", "{", 3),
    ("nothing", "", 3),
    ("cut off", MIDDLE[:-10], 2),
    ("a list", "[]", 3),
    ("null", "null", 3),
    ("a word", '"state"', 3),
    ("a list of an older form", "[]", 1),
    ("null of an older form", "null", 1),
    ("a field is not there", "{}", 3),
    ("a field of an older form is not there", "{}", 1),
    ("a field nobody knows", '{"started": "2025-01-31", "reading": "dsam", "mood": 1}', 3),
    ("a reading nobody knows", '{"started": "2025-01-31", "reading": "min"}', 3),
    ("a step is not there", MIDDLE, 0),
    ("nested without end", "[" * 100_000, 3),
    ("a number without end", '{"started": ' + "9" * 10_000 + "}", 3),
]


@pytest.mark.parametrize(
    ("text", "version"), [row[1:] for row in DAMAGED], ids=[what for what, *_ in DAMAGED]
)
def test_a_damaged_save_is_told(text: str, version: int):
    with pytest.raises(Damaged) as told:
        decode_state(text, version, TWO_STEPS, current=3)
    assert "Det ligger urørt" in told.value.message.text("da")


def test_a_step_that_stumbles_is_a_damaged_save():
    def stumbling(document: Document) -> Document:
        return {"labels": document.get("names").lower()}  # pyright: ignore

    with pytest.raises(Damaged):
        decode_state("{}", 1, {1: stumbling}, current=2)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"id": "C01"}', "[" * 100_000])
def test_a_damaged_case_is_told(text: str):
    with pytest.raises(Damaged):
        decode_case(text)


def test_a_case_with_a_code_nobody_knows_is_damaged():
    document = json.loads(encode_case(CASE))
    document["conditions"][0]["code"] = "Q99"
    with pytest.raises(Damaged):
        decode_case(json.dumps(document))


def test_a_case_is_the_same_when_read_again():
    assert decode_case(encode_case(CASE)) == CASE


def test_what_is_unknown_stays_unknown_and_what_is_none_stays_none():
    """An empty list and a missing one mean different things, on paper and in a save."""
    for medicines in (None, ()):
        case = CASE.model_copy(update={"medicines": medicines})
        assert decode_case(encode_case(case)).medicines == medicines


def test_a_save_holds_only_what_somebody_decided():
    assert set(json.loads(encode_state(START))) <= {
        "variant",
        "language",
        "started",
        "reading",
        "priorities",
    }


def test_a_state_with_everything_in_it_is_the_same_when_read_again():
    state = after(
        {"type": "rate", "domain": "mental", "value": "unknown"},
        {"type": "rating_reason", "domain": "mental", "value": "Ikke spurgt\nendnu"},
        {"type": "tier", "value": "high"},
        {"type": "tier_ground", "value": "wish"},
        {"type": "priority_text", "priority": "case-1", "value": ""},
        {"type": "offer", "offer": "low-plan", "value": "declined"},
        {"type": "suggestion_take", "suggestion": "ekko"},
        {"type": "item_due", "item": "case-ekko", "value": "2028-02-29"},
        {"type": "card_text", "field": "background", "value": ""},
        {"type": "overview", "value": "2027-01-01"},
    )
    assert decode_state(encode_state(state), VERSION) == state


@pytest.mark.parametrize("error", [Damaged(), Newer()])
def test_a_save_error_says_what_to_do_in_both_languages(error: UserError):
    for language in ("da", "en"):
        assert error.message.text(language).count(".") >= 2
