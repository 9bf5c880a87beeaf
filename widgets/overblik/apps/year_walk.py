"""What the year's page shows of where one is: the day, what happened, and the days around it."""

from __future__ import annotations

from functools import partial
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.year_words import place
from overblik.domain.regroup import regroup
from overblik.domain.year import Step


def year_walk(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_walk.html``: of the days to come only how much waits is told."""
    days = scene.state.steps(scene.saved.case)
    at = days.index(scene.step)
    return {
        "days": days[: at + 1],
        "back": days[at - 1] if at else None,
        "ahead": days[at + 1] if at + 1 < len(days) else None,
        "waiting": sum(_happens(one) for one in days[at + 1 :]),
        "place": partial(place, rows=scene.library.year),
        "kind_name": lambda kind: scene.library.year.kind(kind).name,
    }


def year_group(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_group.html``: the group on the day before, and now.

    ``shift`` is None on the first day of the year: nothing is before it.
    """
    looked = scene.state.regrouped == scene.state.place
    if len(scene.past) < 2:
        return {"shift": None, "looked": looked}
    rows = scene.library.year
    day_before, before = scene.past[-2]
    shift = regroup(scene.step, before.assessment, scene.assessment, rows)
    kinds = {one.kind: rows.kind(one.kind) for one in scene.step.events}
    place_row = [shift.place] if shift.place else []
    return {
        "shift": shift,
        "reasons": shift.rows or list(kinds.values()) or place_row,
        "day_before": day_before,
        "before_it": before,
        "looked": looked,
    }


def _happens(step: Step) -> int:
    """How much there is to come to on a day: an overview nobody has told of is one thing."""
    return len(step.events) or int(step.yearly)
