"""What the year's page shows of what a day is about in the plan, and what could be done about it.

The case's author names the lines that an event is about. Those in the plan stand with how far they
have come; of the others only what nobody has done yet is suggested.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from overblik.apps.scene import Scene
from overblik.domain.bookings import done_items
from overblik.domain.plan import PlanItem, in_order, is_standing

Come = Literal["done", "ended", "standing", "order", "open"]
"""Done; brought to its end undone; no task; an order, which is closed by its own steps; to do."""


@dataclass(frozen=True)
class AboutLine:
    """A line of the plan that a day is about, how far it has come, and the day it was done."""

    item: PlanItem
    come: Come
    done: date | None


def year_about(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_about.html``."""
    case, state, events = scene.saved.case, scene.state, scene.step.events
    about = {id for event in events for id in event.items}
    done = {id for event in events for id in event.done}
    today = {event.id for event in events}
    suggested = [
        one
        for one in case.teaching.suggestions(state.variant, state.happened(case))
        if one.after in today or one.id in about
    ]
    ended = [one for one in state.plan if one.standing == "ended"]
    named = about | done | {one.id for one in suggested}
    lines = [one for one in (*in_order(state.plan), *ended) if one.suggestion in named]
    there = {one.suggestion for one in lines} | done
    return {
        "about": [_line(one, scene) for one in lines],
        "answering": [one for one in suggested if one.id not in there],
    }


def _line(item: PlanItem, scene: Scene) -> AboutLine:
    state = scene.state
    done = done_items([item], state.bookings).get(item.id)
    if done is not None:
        return AboutLine(item, "done", done)
    if item.standing == "ended":
        return AboutLine(item, "ended", None)
    if is_standing(item, scene.library.model):
        return AboutLine(item, "standing", None)
    return AboutLine(item, "order" if item.id in state.bookings else "open", None)
