"""The conflict board as it lies: what page and paper both show, and the paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from overblik.documents.papers import Paper
from overblik.documents.words import PriorityLine, item_text
from overblik.domain.base import Text
from overblik.domain.clashes import Board, BoardCard, ClashKind, Column, Placement
from overblik.domain.one_at_a_time import OneAtATime
from overblik.language import Message

COLUMN: Mapping[Column, Message] = {
    "do": Message("Gør"),
    "drop": Message("Drop"),
    "defer": Message("Udskyd"),
    "discuss": Message("Drøft"),
}

MEANS: Mapping[Column, Message] = {
    "do": Message("vi handler på det nu"),
    "drop": Message("vi lader det ligge og skriver hvorfor"),
    "defer": Message("vi ser på det senere"),
    "discuss": Message("vi spørger patienten eller en kollega"),
}
"""What a column says about its cards: »it« is what the card points at, never the medicine."""

KIND: Mapping[ClashKind, Message] = {
    "conflict": Message("modsætning"),
    "synergy": Message("synergi"),
    "taper": Message("trap ned"),
}


@dataclass(frozen=True)
class LaidCard:
    """A card with where it lies, and the patient's wishes it touches, in the patient's words."""

    card: BoardCard
    placement: Placement
    wishes: tuple[str, ...]


@dataclass(frozen=True)
class LaidBoard:
    """The cards where they lie, each column in the board's order.

    ``unsure`` is what cannot be judged: the titles of the rows, by what the case lacks.
    """

    unplaced: Sequence[LaidCard]
    columns: Mapping[Column, Sequence[LaidCard]]
    unsure: Mapping[tuple[Text, ...], Sequence[Text]]

    @property
    def placed(self) -> int:
        return sum(len(cards) for cards in self.columns.values())

    @property
    def number(self) -> int:
        return len(self.unplaced) + self.placed


def laid(
    board: Board, placements: Mapping[str, Placement], priorities: Sequence[PriorityLine]
) -> LaidBoard:
    """Lay the cards out. A placement whose card is not on the board is not shown."""
    words = {one.id: one.text for one in priorities}
    cards = [
        LaidCard(
            one,
            placements.get(one.row.id, Placement()),
            tuple(words[id] for id in one.touches if words.get(id)),
        )
        for one in board.cards
    ]
    unsure: dict[tuple[Text, ...], list[Text]] = {}
    for one in board.unsure:
        unsure.setdefault(one.missing, []).append(one.row.title)
    return LaidBoard(
        unplaced=[one for one in cards if one.placement.column is None],
        columns={key: [one for one in cards if one.placement.column == key] for key in COLUMN},
        unsure=unsure,
    )


def board_paper(
    paper: Paper,
    board: LaidBoard,
    strengths: Mapping[str, Text],
    medicine: OneAtATime,
    tapered: Collection[str],
) -> Markup:
    """The board by columns, what is not settled or cannot be judged, and the medicine changes.

    ``tapered`` are the ids of the changes that end what must not end at once.
    """
    said = {
        one.id: item_text(one, paper.case, paper.model, paper.language) for one in medicine.changes
    }
    return paper.render(
        "board.html",
        board=board,
        columns=COLUMN,
        means=MEANS,
        kinds=KIND,
        strengths=strengths,
        medicine=medicine,
        tapered=tapered,
        said=said,
    )
