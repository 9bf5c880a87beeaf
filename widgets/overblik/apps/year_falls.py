"""What the year's page shows of what a day brings into the plan, and what falls out of it.

Somebody is ill or gone, the patient takes a consent back, others plan something, and the case's
author has a suggestion: what follows is listed by name, with what can be done about it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.blocked import Blocked
from overblik.documents.words import RECIPIENT
from overblik.domain.bookings import done_items, done_lately
from overblik.domain.ledger import Absence
from overblik.domain.plan import PlanItem, in_order
from overblik.domain.sharing import Reach
from overblik.domain.story import Investigation, Suggestion
from overblik.language import Message
from overblik.state.chapters import PLANNED


@dataclass(frozen=True)
class Fallen:
    """Somebody who is ill or gone: the lines that rest on them, and the answers of other lines
    that would go to them. ``now``: it happened on this day."""

    owner: str
    absence: Absence
    lines: tuple[PlanItem, ...]
    answers: tuple[PlanItem, ...]
    now: bool


@dataclass(frozen=True)
class Closed:
    """A recipient who may know less from now on; ``blocked`` is None when no line was theirs."""

    recipient: Reach
    name: Message
    blocked: Blocked | None


@dataclass(frozen=True)
class PlannedLine:
    """A line somebody else planned, and when the same was done lately. ``now``: on this day."""

    item: PlanItem
    lately: Investigation | None
    now: bool


def year_falls(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_falls.html``."""
    return {
        "fallen": _fallen(scene),
        "back_again": [
            owner
            for event in scene.step.events
            for owner, how in event.absent.items()
            if how == "here" and owner not in scene.state.absent
        ],
        "closed": _closed(scene),
        "planned": _planned(scene),
        "answering": _answering(scene),
        "in_plan": {one.suggestion for one in scene.state.plan if one.standing == "kept"},
    }


def _waiting(scene: Scene) -> tuple[PlanItem, ...]:
    """The lines of the plan that are not at their end, by date."""
    state = scene.state
    done = done_items(state.plan, state.bookings)
    return tuple(one for one in in_order(state.plan) if one.id not in done)


def _fallen(scene: Scene) -> list[Fallen]:
    absent, waiting = scene.state.absent, _waiting(scene)
    today = {owner for event in scene.step.events for owner in event.absent}
    found: list[Fallen] = []
    for owner in scene.library.model.owners:
        if how := absent.get(owner.id):
            lines = tuple(one for one in waiting if one.owner == owner.id)
            answers = tuple(
                one for one in waiting if one.answer_to == owner.id and one.owner != owner.id
            )
            found.append(Fallen(owner.id, how, lines, answers, owner.id in today))
    return found


def _closed(scene: Scene) -> list[Closed]:
    """Those whose consent was taken back on this day, or whom nothing may be told any more."""
    said = {
        who
        for event in scene.step.events
        for who, consent in event.consents.items()
        if consent.answer != "yes"
    }
    blocked = {one.recipient: one for one in scene.blocked}
    found: list[Closed] = []
    for row in scene.library.sharing.recipients:
        agreement = scene.state.consents.get(row.id)
        withdrawn = agreement is not None and agreement.withdrawn is not None
        if row.id in said or (withdrawn and row.id in blocked):
            found.append(Closed(row.id, RECIPIENT[row.id], blocked.get(row.id)))
    return found


def _planned(scene: Scene) -> list[PlannedLine]:
    today = {one.service for event in scene.step.events for one in event.planned}
    found: list[PlannedLine] = []
    for item in _waiting(scene):
        if not item.id.startswith(PLANNED):
            continue
        key = item.id.removeprefix(PLANNED)
        service = scene.library.catalogue.services.get(key)
        lately = service and done_lately(
            service,
            scene.case.investigations,
            scene.case.date,
            scene.state.started,
            scene.step.day,
        )
        found.append(PlannedLine(item, lately, key in today))
    return found


def _answering(scene: Scene) -> list[Suggestion]:
    """What the case's author suggests because of what happened on this day."""
    case, state = scene.saved.case, scene.state
    happened = {event.id for event in scene.step.events}
    about = {id for event in scene.step.events for id in event.items}
    return [
        one
        for one in case.teaching.suggestions(state.variant, state.happened(case))
        if one.after in happened or one.id in about
    ]
