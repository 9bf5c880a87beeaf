"""Afvejning: the conflict board, gør · drop · udskyd · drøft, and the medicine line."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.documents.board import COLUMN, KIND, MEANS, LaidBoard, board_paper, laid
from overblik.documents.words import USE, item_text
from overblik.domain.base import Text
from overblik.domain.catalogue import Medicine
from overblik.domain.clashes import BoardCard, Column, tapers
from overblik.domain.one_at_a_time import one_at_a_time
from overblik.knowledge.atc_groups import atc_groups
from overblik.language import Message
from overblik.state.medicine import PLAN, Kind, line_id
from overblik.ui.chrome import render

CHANGE: dict[Kind, Message] = {
    "start": Message("opstart"),
    "adjust": Message("regulering"),
    "stop": Message("seponering"),
}

ACTED_ON: Column = "do"
"""The column whose cards can become a line of the plan: the others are left or await somebody."""

AT_ONCE = 9
"""Cards not placed that are seen at first: what a table can talk through in its twenty minutes."""


@dataclass(frozen=True)
class Taken:
    """A medicine of the patient's, how it is used, and the ids of the lines it can become."""

    medicine: Medicine
    use: Message
    lines: dict[Kind, str]


def unplaced(scene: Scene) -> tuple[BoardCard, ...]:
    """The cards in no column: they follow the plan as »uafklaret«."""
    return tuple(one.card for one in _laid(scene).unplaced)


def page(scene: Scene) -> Markup:
    """The app's page."""
    state, library = scene.state, scene.library
    board, medicine = _laid(scene), one_at_a_time(state.plan)
    removed = [one for one in state.plan if one.medicine and one.standing == "removed"]
    why = {one.id: found for one in medicine.changes if (found := tapers(one, scene.board))}
    return render(
        "afvejning.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            "board": board,
            "at_once": AT_ONCE,
            "columns": COLUMN,
            "means": MEANS,
            "kinds": KIND,
            "strengths": library.clashes.strengths,
            "medicine": medicine,
            "changes": CHANGE,
            "acted_on": ACTED_ON,
            "taken": _taken(scene),
            "in_plan": {one.id for one in medicine.changes},
            "line_id": line_id,
            "removed": removed,
            "said": {
                one.id: item_text(one, scene.saved.case, library.model, scene.language)
                for one in (*medicine.changes, *removed)
            },
            "tapers": why,
            "new": _new(scene),
            "advice": [(one, library.clashes.cited(one)) for one in library.clashes.advice],
            "sentences": [one.offer.sentence for one in scene.offers if one.offer.kind == PLAN],
            "paper": board_paper(scene.paper, board, library.clashes.strengths, medicine, why),
        },
    )


def _laid(scene: Scene) -> LaidBoard:
    return laid(scene.board, scene.state.board, scene.priorities)


def _taken(scene: Scene) -> list[Taken]:
    known = scene.library.catalogue.medicines
    return [
        Taken(known[one.atc], USE[one.use], {kind: line_id(one.atc, kind) for kind in CHANGE})
        for one in scene.case.medicines or ()
    ]


def _new(scene: Scene) -> list[tuple[Text, list[Medicine]]]:
    """The medicines the patient does not take, by the ATC system's main groups, by name."""
    taken = {one.atc for one in scene.case.medicines or ()}
    names = atc_groups(scene.library.folder)
    groups: dict[str, list[Medicine]] = {}
    for atc, one in sorted(
        scene.library.catalogue.medicines.items(),
        key=lambda row: (row[0][0], row[1].name[scene.language].casefold()),
    ):
        if atc not in taken:
            groups.setdefault(atc[0], []).append(one)
    return [(names[letter], rows) for letter, rows in groups.items()]
