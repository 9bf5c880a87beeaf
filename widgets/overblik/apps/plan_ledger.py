"""What the plan page shows of who answers for what, line by line and owner by owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from overblik.apps.afvejning import unplaced
from overblik.apps.scene import Scene
from overblik.documents.words import MEETING, SECTION, if_nothing_text, item_text
from overblik.domain.bookings import done_items
from overblik.domain.ledger import Ledger, OwnerRow, holder
from overblik.domain.plan import (
    PlanItem,
    from_suggestion,
    if_nothing_words,
    is_standing,
    same_change,
    same_offer,
    year_of,
)
from overblik.domain.sharing import section_of
from overblik.language import Message
from overblik.state.ledger import LACK, lacks_said

MANY = 24
"""More lines than this stand folded by owner, one owner open at a time: with 300 the page would
else be slow to draw and slow to read."""

NOBODY = "-"
"""The fold of the lines without an owner; no owner can be called that."""


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
    done, found = done_items(state.plan, state.bookings), scene.ledger
    kept = [one for one in state.plan if one.standing == "kept"]
    standing = {one.id for one in kept if is_standing(one, model)}
    words_for = partial(if_nothing_words, suggestions=scene.saved.case.authored, model=model)
    untouched = {
        one.id
        for one in kept
        if (words := words_for(one)) and one.if_nothing in (words.da, words.en)
    }
    return {
        "items": kept,
        "folds": _folds(scene, kept, found),
        "ledger": found,
        "loads": {one.owner: _load(one, state.plan_start) for one in found.rows},
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
        "doubles": {one.id for one in found.doubles},
        "done": done,
        "standing": standing,
        "resting": {item.id for row in found.at_risk for item in row.waiting},
        "there": [one for one in model.owners if one.id not in state.absent],
        "already": _already(scene, kept),
        "unplaced": len(unplaced(scene)),
        "suggested": {one.id: words_for(one) for one in kept},
        "untouched": untouched,
        "if_nothing": {
            one.id: if_nothing_text(one, scene.saved.case, model, scene.language) for one in kept
        },
        "unsaid": sum(
            not one.if_nothing.strip() and words_for(one) is not None and one.id not in standing
            for one in kept
        ),
        "holders": {one.id: holder(one, state.absent) for one in kept},
    }


def _already(scene: Scene, kept: Sequence[PlanItem]) -> dict[str, PlanItem]:
    """What would come twice, and the line that is it already: by the ids of the author's
    suggestions, the tier's offers and the plan's own lines, as their lines are or would be called.
    """
    model, started = scene.library.model, scene.state.plan_start
    would_be = [from_suggestion(one, started) for one in scene.saved.case.authored]
    lines = {one.id: one for one in (*would_be, *kept)}
    found = {
        id: same_change(one.medicine, [other for other in kept if other.id != id])
        for id, one in lines.items()
        if one.medicine
    }
    for one in scene.offers:
        found[f"offer-{one.offer.id}"] = same_offer(one.offer, kept, model)
    return {id: one for id, one in found.items() if one}


def handed_over(before: Scene, after: Scene) -> Message | None:
    """What to tell when lines were given to another owner: which, so that one can go back.

    None when none was.
    """
    owners = {one.id: one.owner for one in after.state.plan}
    case, model, language = before.saved.case, before.library.model, before.language
    given = [one for one in before.state.plan if owners.get(one.id, one.owner) != one.owner]
    if not given:
        return None
    owner = model.owner(owners[given[0].id] or "")
    said = [item_text(one, case, model, language)[:60] for one in given]
    return Message(
        "Flyttet til {owner}: {lines}.", owner=owner.name if owner else "–", lines="; ".join(said)
    )


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
