"""What the board and the medicine line can do, one row each: before, what happens, what is then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from overblik.knowledge import library
from overblik.state.state import State
from tests.domain.patients import METFORMIN
from tests.state.worlds import Raw

BoardRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]

CARD, OTHER = (one.id for one in library().clashes.rows[:2])
"""Two cards that exist; none need be about this patient."""

LINE = f"medicine-{METFORMIN.lower()}-stop"
PLACED: Raw = {"type": "card_place", "card": CARD, "value": "drop"}
NOTED: Raw = {"type": "card_note", "card": CARD, "value": "Spørg datteren"}
STOPPED: Raw = {"type": "medicine_change", "atc": METFORMIN, "kind": "stop"}
SEEN: Raw = {"type": "item_follow_up", "item": LINE, "value": "2027-01-15"}


def board(state: State) -> object:
    return {key: (one.column, one.note) for key, one in state.board.items()}


def lines(state: State) -> object:
    return [(one.id, one.standing) for one in state.plan]


BOARD: tuple[BoardRow, ...] = (
    ("a card is placed", (), PLACED, board, {CARD: ("drop", "")}),
    (
        "and in another column",
        (PLACED,),
        {**PLACED, "value": "discuss"},
        board,
        {CARD: ("discuss", "")},
    ),
    ("and taken out again", (PLACED,), {**PLACED, "value": ""}, board, {}),
    ("what was never placed is taken out", (), {**PLACED, "value": ""}, board, {}),
    ("a card that is not placed has a note", (), NOTED, board, {CARD: (None, "Spørg datteren")}),
    (
        "a note stays where the card is moved",
        (NOTED,),
        PLACED,
        board,
        {CARD: ("drop", "Spørg datteren")},
    ),
    (
        "also when the card is taken out",
        (NOTED, PLACED),
        {**PLACED, "value": ""},
        board,
        {CARD: (None, "Spørg datteren")},
    ),
    ("no note again", (NOTED,), {**NOTED, "value": ""}, board, {}),
    (
        "one card does not touch another",
        (PLACED,),
        {**PLACED, "card": OTHER, "value": "do"},
        board,
        {CARD: ("drop", ""), OTHER: ("do", "")},
    ),
    (
        "a change of medicine is a line with one owner, and its days are left to the user",
        (),
        STOPPED,
        lambda s: (
            s.plan[-1].id,
            s.plan[-1].words and s.plan[-1].words.da,
            s.plan[-1].owner,
            s.plan[-1].answer_to,
            s.plan[-1].due,
            s.plan[-1].section,
            s.plan[-1].medicine and s.plan[-1].medicine.model_dump(),
        ),
        (
            LINE,
            "Seponering: metformin",
            "gp",
            "gp",
            None,
            "medicine",
            {"kind": "stop", "atc": METFORMIN, "follow_up": None},
        ),
    ),
    (
        "start and stop of one medicine are two lines",
        (STOPPED,),
        {**STOPPED, "kind": "start"},
        lines,
        [(LINE, "kept"), (LINE.replace("stop", "start"), "kept")],
    ),
    (
        "a change that was removed comes back as it was",
        (STOPPED, SEEN, {"type": "item_remove", "item": LINE}),
        STOPPED,
        lambda s: (lines(s), s.plan[-1].medicine and s.plan[-1].medicine.follow_up),
        ([(LINE, "kept")], date(2027, 1, 15)),
    ),
    (
        "a day to look at it",
        (STOPPED,),
        SEEN,
        lambda s: s.plan[-1].medicine and (s.plan[-1].medicine.kind, s.plan[-1].medicine.follow_up),
        ("stop", date(2027, 1, 15)),
    ),
    (
        "no day again",
        (STOPPED, SEEN),
        {**SEEN, "value": ""},
        lambda s: s.plan[-1].medicine and s.plan[-1].medicine.follow_up,
        None,
    ),
)  # fmt: skip

cards = st.sampled_from([CARD, OTHER, "intet-kort"])
BOARD_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "card_place": {
        "card": cards,
        "value": st.sampled_from(["do", "drop", "defer", "discuss", ""]),
    },
    "card_note": {"card": cards, "value": st.sampled_from(["", "Spørg datteren", "?"])},
    "medicine_change": {
        "atc": st.sampled_from([METFORMIN, "N05BA01", "X99XX99"]),
        "kind": st.sampled_from(["start", "adjust", "stop"]),
    },
    "item_follow_up": {
        "item": st.sampled_from([LINE, "x1", "case-ldl"]),
        "value": st.dates().map(str) | st.just(""),
    },
}
