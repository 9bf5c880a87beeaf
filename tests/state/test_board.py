"""The board and the medicine line refuse what cannot be, in words, and keep what was placed."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from overblik.domain.plan import MOST_ITEMS
from overblik.state.events import EVENT
from overblik.state.update import Refused
from tests.domain.patients import METFORMIN
from tests.state.board_happenings import LINE, NOTED, PLACED, SEEN, STOPPED
from tests.state.worlds import Raw, after

REFUSED: tuple[tuple[str, tuple[Raw, ...], Raw, str], ...] = (
    ("a card nobody has written", (), {**PLACED, "card": "intet-kort"}, "Kortet »intet-kort«"),
    ("a note on no card", (), {**NOTED, "card": "intet-kort"}, "Kortet »intet-kort«"),
    ("a medicine that is none", (), {**STOPPED, "atc": "X99XX99"}, "Lægemidlet »X99XX99«"),
    ("a group is no medicine", (), {**STOPPED, "atc": "A10"}, "Lægemidlet »A10«"),
    ("a follow-up of nothing", (), SEEN, "findes ikke længere"),
    (
        "a follow-up of what is no change of medicine",
        ({"type": "item_add", "id": "x1"},),
        {**SEEN, "item": "x1"},
        "Kun en ændring af medicin",
    ),
    (
        "one line too many",
        tuple({"type": "item_add", "id": f"x{at}"} for at in range(MOST_ITEMS)),
        STOPPED,
        f"Planen har {MOST_ITEMS} punkter",
    ),
)


@pytest.mark.parametrize(("what", "before", "event", "told"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_is_refused_in_words(
    what: str, before: tuple[Raw, ...], event: Raw, told: str
):
    state = after(*before)
    with pytest.raises(Refused, match=told):
        after(event, state=state)


@pytest.mark.parametrize(
    "raw",
    [
        {**PLACED, "value": "seponér"},
        {**PLACED, "value": None},
        {**PLACED, "card": "a b"},
        {**NOTED, "value": "Ring til 010190-1234"},
        {**NOTED, "value": "x" * 2_001},
        {**NOTED, "value": "\x1b[2J"},
        {**STOPPED, "kind": "halve"},
        {**STOPPED, "dose": "5 mg"},
        {**SEEN, "value": "i morgen"},
    ],
)
def test_what_is_no_event_does_not_get_in(raw: Raw):
    with pytest.raises(ValidationError):
        EVENT.validate_python(raw)


def test_a_card_keeps_its_place_when_its_medicine_is_removed():
    """It is not shown then (`apps.afvejning`), and is back where it was with the medicine."""
    state = after(
        {"type": "medicine_add", "value": METFORMIN},
        PLACED,
        {"type": "medicine_remove", "field": METFORMIN},
    )
    assert state.board[str(PLACED["card"])].column == "drop"


def test_the_words_of_a_change_follow_the_readers_language():
    words = after(STOPPED).plan[-1].words
    assert words is not None
    assert words.da == "Seponering: metformin"
    assert words.en.endswith(": metformin")
    assert words.en != words.da


def test_an_agreement_falls_with_a_new_follow_up():
    """The day is part of the line that was agreed."""
    one, two = after(STOPPED, SEEN), after(STOPPED, {**SEEN, "value": "2027-02-15"})
    assert one.agrees_on != two.agrees_on
    assert LINE in {item.id for item in one.plan}
