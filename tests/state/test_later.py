"""A no and a red flag of an earlier day hold on the later ones where nobody has spoken of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.state import State, start
from overblik.state.update import update
from tests.state.worlds import TODAY, WORLD, Raw

ELLEN = library().case("C07")
LATER, LAST = "proever-hjertet", "fald-indlagt"
TOUCHED: Raw = {"type": "rate", "domain": "mental", "value": 2}
YES: Raw = {"type": "consent_all", "recipient": "relative", "value": "yes"}
TAKEN_BACK: Raw = {"type": "consent_withdraw", "recipient": "relative"}
PART: Raw = {"type": "consent", "recipient": "relative", "section": "mental", "value": False}
SHARED: Raw = {
    "type": "share",
    "recipient": "relative",
    "form": "paper",
    "id": "s1",
    "sections": ["goals", "diagnoses", "medicine", "mental", "social", "agreements"],
}
RAISED: Raw = {"type": "flag", "flag": "night_pain", "value": "yes"}
NOT_THERE: Raw = {"type": "flag", "flag": "night_pain", "value": "no"}


def to(place: str) -> Raw:
    return {"type": "year_step", "value": place}


def happened(*events: Raw) -> State:
    world = replace(WORLD, case=ELLEN)
    state = start(ELLEN, None, WORLD.model, TODAY)
    for raw in events:
        state = update(state, EVENT.validate_python(raw), world)
    return state


@pytest.mark.parametrize(
    ("what", "on_the_later_day", "open_there"),
    [
        ("worked on for something else", (TOUCHED,), False),
        ("worked on, and shared", (SHARED,), False),
        ("where the patient has said yes to a part since", (PART,), True),
    ],
)
def test_a_yes_taken_back_on_an_earlier_day(
    what: str, on_the_later_day: tuple[Raw, ...], open_there: bool
):
    state = happened(YES, to(LATER), *on_the_later_day, to("start"), TAKEN_BACK, to(LATER))
    assert bool(state.consents["relative"].sections) is open_there, what
    assert all(one.withdrawn for one in state.shares), what


def shares_after(*on_the_first_day: Raw) -> list[bool]:
    """Whether what was shared on the later day is marked, once this is said on the first."""
    state = happened(YES, to(LATER), SHARED, to("start"), *on_the_first_day, to(LATER))
    return [one.withdrawn is not None for one in state.shares]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("a yes nobody had used by then", {**YES, "value": "no"}),
        ("a part of it", PART),
    ],
)
def test_what_was_shared_later_is_marked_also_by(what: str, said: Raw):
    assert shares_after() == [False]
    assert shares_after(said) == [True], what


def test_it_reaches_every_later_day_and_no_earlier_one():
    again: Raw = {**TOUCHED, "value": 1}
    state = happened(YES, to(LATER), TOUCHED, to(LAST), again, to(LATER), TAKEN_BACK)
    assert state.chapters[LAST].consents["relative"].sections == ()
    assert state.chapters["start"].consents["relative"].sections


@pytest.mark.parametrize(
    ("what", "on_the_later_day", "there"),
    [
        ("where nobody has asked about it", (TOUCHED,), True),
        ("where somebody has looked and it was not there", (NOT_THERE,), False),
    ],
)
def test_a_flag_raised_on_an_earlier_day(what: str, on_the_later_day: tuple[Raw, ...], there: bool):
    state = happened(to(LATER), *on_the_later_day, to("start"), RAISED, to(LATER))
    assert state.flags["night_pain"] is there, what


def test_a_flag_raised_locks_again_what_was_released_later():
    released: Raw = {"type": "release", "value": "Afklaret telefonisk"}
    state = happened(to(LATER), released, to("start"), RAISED, to(LATER))
    assert state.release == ""
