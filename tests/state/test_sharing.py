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
from tests.state.sharing_happenings import ALL, BACK, INSTEAD, NONE, SHARE_FIELDS, SHARED
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


@pytest.mark.parametrize("again", [BACK, NONE], ids=["taken back again", "a no"])
def test_the_first_time_a_yes_was_taken_back_is_the_time(again: Raw):
    later = replace(WORLD, now=NOW + timedelta(hours=1))
    state = update(after(ALL, SHARED, BACK), EVENT.validate_python(again), later)
    assert state.consents["municipality"].withdrawn == NOW


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
            for kind, fields in SHARE_FIELDS.items()
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
        assert state.shares[: len(before.shares)] == before.shares
        for recipient, agreement in state.consents.items():
            old = before.consents.get(recipient)
            if agreement != old:
                assert recipient == raw["recipient"]
            if agreement.sections:
                assert agreement.withdrawn is None
        for one in state.shares[len(before.shares) :]:
            assert one.sections == before.consents[one.recipient].sections != ()
