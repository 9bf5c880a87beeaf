"""What the year's page shows of where one is: the day, what happened, and the days around it."""

from __future__ import annotations

from functools import partial
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.year_words import place
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
        "left_behind": _left_behind(scene),
    }


def _left_behind(scene: Scene) -> int:
    """How many lines of this day's plan some later day, worked on already, has not got."""
    state = scene.state
    there = [
        {line.id for line in state.chapters[one.id].plan}
        for one in state.later_days(scene.saved.case)
    ]
    lines = [one.id for one in state.plan if one.standing == "kept"]
    return sum(any(id not in plan for plan in there) for id in lines)


def _happens(step: Step) -> int:
    """How much there is to come to on a day: an overview nobody has told of is one thing."""
    return len(step.events) or int(step.yearly)
