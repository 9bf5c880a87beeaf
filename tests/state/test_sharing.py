"""Consent and sharing: what is refused, what is never lost, and how often one sharing counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.base import SECTIONS
from overblik.domain.sharing import Share
from overblik.state.events import EVENT
from overblik.state.sharing import MOST_SHARES
from overblik.state.state import State
from overblik.state.update import Refused, update
from tests.state.sharing_happenings import (
    ALL,
    BACK,
    GOALS,
    INSTEAD,
    LINE,
    NO,
    NONE,
    SHARE_FIELDS,
    SHARE_MOMENTS,
    SHARED,
    YES,
)
from tests.state.worlds import NOW, START, WORLD, Raw, after


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (SHARED, "intet deles"),
        (INSTEAD, "ikke spurgt"),
        ({"type": "consent_said", "recipient": "relative"}, "siger intet"),
        ({"type": "consent_said", "recipient": "patient"}, "siger intet"),
    ],
    ids=["nothing is allowed", "not asked", "nothing said", "the patient is no recipient there"],
)
def test_what_cannot_be_is_refused_in_words(event: Raw, word: str):
    with pytest.raises(Refused) as refused:
        after(event)
    assert word in str(refused.value)


@pytest.mark.parametrize(
    "event",
    [
        {**ALL, "recipient": "naboen"},
        {**ALL, "value": "måske"},
        {"type": "consent", "recipient": "municipality", "section": "tier", "value": True},
        {**SHARED, "form": "røgsignal"},
        {**SHARED, "id": "../x"},
        {**SHARED, "sections": "goals tier"},
        {**SHARED, "sections": 7},
        {**INSTEAD, "value": "020160-9995"},
        {**INSTEAD, "value": "x" * 2_001},
    ],
)
def test_what_is_no_event(event: Raw):
    with pytest.raises(ValueError, match="validation error"):
        EVENT.validate_python(event)


def test_sharing_after_the_yes_was_taken_back_is_refused_and_the_list_is_kept():
    state = after(ALL, SHARED, BACK)
    with pytest.raises(Refused):
        after({**SHARED, "id": "municipality-text-2"}, state=state)
    assert [one.id for one in state.shares] == ["municipality-text-1"]
    assert state.shares[0].sections == SECTIONS


@pytest.mark.parametrize(
    ("meanwhile", "noted", "why"),
    [
        ((), True, "it shows what is so"),
        ((NO,), False, "a part was closed"),
        (({**YES, "section": "mental"},), False, "a part was opened, which nobody was told"),
        ((BACK,), False, "all of it was taken back"),
        ((NO, YES), True, "closed and opened again"),
        (({**NO, "recipient": "hospital"},), True, "somebody else's"),
        ((LINE,), True, "no part was closed"),
    ],
)
def test_a_page_notes_only_the_parts_it_shows(meanwhile: tuple[Raw, ...], noted: bool, why: str):
    state = after(GOALS, YES, *meanwhile)
    event = {**SHARED, "sections": "goals medicine"}
    if noted:
        assert after(event, state=state).shares[0].sections == ("goals", "medicine"), why
        return
    with pytest.raises(Refused) as refused:
        after(event, state=state)
    assert "intet er noteret" in str(refused.value), why


def test_what_was_noted_can_be_told_again_whatever_is_closed_since():
    event = {**SHARED, "sections": "goals medicine"}
    state = after(GOALS, YES, event, NO)
    assert after(event, state=state) == state


@pytest.mark.parametrize("again", [BACK, NONE], ids=["taken back again", "a no"])
def test_the_first_time_a_yes_was_taken_back_is_the_time(again: Raw):
    later = replace(WORLD, now=NOW + timedelta(hours=1))
    state = update(after(ALL, SHARED, BACK), EVENT.validate_python(again), later)
    assert state.consents["municipality"].withdrawn == NOW


def test_the_mark_on_the_list_is_of_the_first_time_whatever_comes_after():
    later = replace(WORLD, now=NOW + timedelta(hours=1))
    state = after(ALL, SHARED, NO)
    for again in (ALL, BACK, GOALS, NONE):
        state = update(state, EVENT.validate_python(again), later)
        assert [one.withdrawn for one in state.shares] == [NOW]


def test_a_save_from_before_the_mark_gets_it_with_the_day_all_of_it_was_taken_back():
    state = after(ALL, SHARED, BACK)
    older = state.model_copy(
        update={"shares": tuple(one.model_copy(update={"withdrawn": None}) for one in state.shares)}
    )
    later = replace(WORLD, now=NOW + timedelta(hours=1))
    again = update(older, EVENT.validate_python(ALL), later)
    assert [one.withdrawn for one in again.shares] == [NOW]
    assert again.consents["municipality"].withdrawn is None


def test_a_full_list_takes_no_more_and_loses_none():
    shares = tuple(
        Share(id=f"s{at}", recipient="patient", sections=SECTIONS, when=NOW, form="text", items=0)
        for at in range(MOST_SHARES)
    )
    full = after(ALL).model_copy(update={"shares": shares})
    assert State.model_validate(full.model_dump()) == full
    with pytest.raises(Refused):
        after(SHARED, state=full)


events = st.lists(
    st.one_of(
        [
            st.fixed_dictionaries({"type": st.just(kind), **fields})
            for kind, fields in (SHARE_FIELDS | SHARE_MOMENTS).items()
        ]
    ),
    max_size=20,
)


@given(events)
def test_nothing_that_was_shared_is_ever_forgotten_and_nothing_is_allowed_unasked(raws: list[Raw]):
    state = START
    for raw in raws:
        before = state
        try:
            state = update(state, EVENT.validate_python(raw), WORLD)
        except Refused:
            continue
        for was, now in zip(before.shares, state.shares, strict=False):
            assert now.model_copy(update={"withdrawn": was.withdrawn}) == was
            assert now.withdrawn == (was.withdrawn or now.withdrawn), "a mark is never unset"
            have = state.consents[now.recipient].sections
            had_all = set(have) >= set(was.sections)
            assert now.withdrawn == was.withdrawn if had_all else now.withdrawn is not None
        assert len(state.shares) >= len(before.shares)
        for recipient, agreement in state.consents.items():
            old = before.consents.get(recipient)
            if agreement != old:
                assert recipient == raw["recipient"]
            if agreement.sections:
                assert agreement.withdrawn is None
        for one in state.shares[len(before.shares) :]:
            assert one.sections == before.consents[one.recipient].sections != ()
