"""What the plan page shows of who answers for what, line by line and owner by owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from overblik.apps.scene import Scene
from overblik.documents.words import SECTION
from overblik.domain.base import Meeting
from overblik.domain.ledger import Ledger, OwnerRow, holder, is_double, ledger
from overblik.domain.plan import PlanItem, year_of
from overblik.domain.sharing import section_of
from overblik.language import Message
from overblik.state.ledger import LACK, lacks_said, suggested

MANY = 24
"""More lines than this stand folded by owner, one owner open at a time: with 300 the page would
else be slow to draw and slow to read."""

NOBODY = "-"
"""The fold of the lines without an owner; no owner can be called that."""

MEETING: Mapping[Meeting, Message] = {
    "visit": Message("fremmøde"),
    "home": Message("hjemmebesøg"),
    "phone": Message("telefon"),
    "video": Message("video"),
    "digital": Message("kun digitalt"),
}


class Option(NamedTuple):
    """One choice of a list."""

    id: str
    name: Message


class Fold(NamedTuple):
    """Lines that stand together, with their place in the plan; ``shown`` are their fields."""

    owner: str
    lines: Sequence[tuple[int, PlanItem]]
    lacking: int
    shown: bool


def plan_ledger(scene: Scene) -> dict[str, Any]:
    """The context of ``_plan_items.html`` and ``_plan_ledger.html``."""
    state, model = scene.state, scene.library.model
    found = ledger(state.plan, state.started, state.absent, model)
    kept = [one for one in state.plan if one.standing == "kept"]
    untouched = {
        one.id
        for one in kept
        if (words := suggested(one, model)) and one.if_nothing in (words.da, words.en)
    }
    return {
        "items": kept,
        "folds": _folds(scene, kept, found),
        "ledger": found,
        "loads": {one.owner: _load(one, state.started) for one in found.rows},
        # An imported save may say that it is agreed though it could not be.
        "agreed": state.agreed if found.settled else None,
        "lack_words": LACK,
        "lacks_said": lacks_said(found.counts),
        "absent": state.absent,
        "absent_idle": [
            one
            for one in model.owners
            if one.id in state.absent and one.id not in {row.owner for row in found.rows}
        ],
        "meetings": [Option(id, name) for id, name in MEETING.items()],
        "sections": [Option(id, name) for id, name in SECTION.items()],
        "section_words": SECTION,
        "own_section": {
            one.id: section_of(one.model_copy(update={"section": None}), model) for one in kept
        },
        "doubles": {one.id for one in kept if is_double(one)},
        "suggested": {one.id: suggested(one, model) for one in kept},
        "untouched": untouched,
        "unsaid": sum(
            not one.if_nothing.strip() and suggested(one, model) is not None for one in kept
        ),
        "holders": {one.id: holder(one, state.absent) for one in kept},
    }


def _folds(scene: Scene, kept: Sequence[PlanItem], found: Ledger) -> list[Fold]:
    """The lines by owner where they are many; none where they are few.

    What has no owner is always open, and so is what holds a refused text.
    """
    if len(kept) <= MANY:
        return []
    by_owner: dict[str, list[tuple[int, PlanItem]]] = {NOBODY: []}
    by_owner |= {one.owner: [] for one in found.rows}
    for at, item in enumerate(kept, 1):
        by_owner[holder(item, scene.state.absent) or NOBODY].append((at, item))
    refused = {key.partition(":")[2] for key in scene.errors}
    return [
        Fold(
            owner,
            lines,
            sum(one.id in found.lacks for _, one in lines),
            owner in (NOBODY, scene.view.get("lines"))
            or any(one.id in refused for _, one in lines),
        )
        for owner, lines in by_owner.items()
        if lines
    ]


def _load(row: OwnerRow, started: date) -> list[tuple[date, int]]:
    """The months in which the owner has something, and how much."""
    return [(month, n) for month, n in zip(year_of(started), row.load, strict=True) if n]
