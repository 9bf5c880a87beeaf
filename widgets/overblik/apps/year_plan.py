"""What the year's page shows of the plan: what is otherwise since another day, the versions of it
day by day, and who does what from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.plan_changes import changes_said
from overblik.domain.bookings import done_items
from overblik.domain.conference import saved_by
from overblik.domain.days import month_after
from overblik.domain.ledger import holder
from overblik.domain.plan import PlanItem, in_order
from overblik.domain.plan_difference import plan_difference
from overblik.domain.write_back import line_of
from overblik.domain.year import Step
from overblik.language import Message

AHEAD = 3
"""Months from here in which it is told who does what."""


@dataclass(frozen=True)
class Version:
    """The plan as it stood on one day: how many lines, and whether it was agreed."""

    step: Step
    lines: int
    agreed: bool


def year_plan(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_plan.html``."""
    earlier = {step.id: one for step, one in scene.past[:-1]}
    ids = list(earlier)
    asked = scene.view.get("year_before", "")
    before = asked if asked in earlier else ids[-1] if ids else None
    changes = None
    if before:
        known = scene.library
        diff = plan_difference(earlier[before].plan_version, scene.plan_version)
        changes = changes_said(
            diff, scene.case, known.model, known.catalogue, scene.language, _why(scene)
        )
    until = month_after(scene.day, AHEAD)
    return {
        "changes": changes,
        "before": before,
        "earlier": [step for step, _ in scene.past[:-1]],
        "versions": [_version(step, one) for step, one in scene.past],
        "until": until,
        "coming": _by_owner(scene, scene.day, until),
        "late": [one for one in _open(scene) if one.due and one.due < scene.day],
    }


def _why(scene: Scene) -> dict[str, str]:
    """Why lines ended that were not done: what the patient or a conference said, or the review."""
    state = scene.state
    declined = Message("fravalgt af patienten").text(scene.language)
    why = {one.id: declined for one in state.plan if one.standing == "declined"}
    lines = {one.id: one for one in state.plan}
    for one in saved_by(state.conferences):
        if line := line_of(one.service, lines):
            why[line.id] = one.why
    return why | state.why_ended


def _version(step: Step, scene: Scene) -> Version:
    lines = sum(one.standing == "kept" for one in scene.state.plan)
    # An imported save may say that it is agreed though it could not be.
    return Version(step, lines, scene.state.agreed is not None and scene.ledger.settled)


def _open(scene: Scene) -> list[PlanItem]:
    """The lines with a day that are not done yet on this one, by day: of last year's plan it is
    known a year before when they will be."""
    state = scene.state
    done = done_items(state.plan, state.bookings)
    return [
        one for one in in_order(state.plan) if one.due and done.get(one.id, date.max) > scene.day
    ]


def _by_owner(scene: Scene, first: date, last: date) -> list[tuple[str | None, list[PlanItem]]]:
    """The lines that fall due in a time, by owner in the model's order, those with none last."""
    found: dict[str | None, list[PlanItem]] = {one.id: [] for one in scene.library.model.owners}
    nobody: list[PlanItem] = []
    for item in _open(scene):
        if item.due and first <= item.due <= last:
            owner = holder(item, scene.state.absent)
            found.setdefault(owner, nobody if owner is None else []).append(item)
    return [(owner, lines) for owner, lines in found.items() if lines]
