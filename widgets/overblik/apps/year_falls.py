"""What the year's page shows of what a day takes out of the plan and what others put into it.

Somebody is ill or gone, or others plan something: what follows is listed by name, with what can be
done about it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from overblik.apps.bookings import lately
from overblik.apps.scene import Scene
from overblik.documents.year_words import back_again
from overblik.domain.bookings import done_items
from overblik.domain.event import PLANNED
from overblik.domain.ledger import Absence
from overblik.domain.plan import PlanItem, in_order
from overblik.domain.story import Investigation
from overblik.language import N_, Language, Message, ngettext


@dataclass(frozen=True)
class Fallen:
    """Somebody who is ill or gone: the lines that rest on them, and the answers of other lines
    that would go to them. ``now``: it happened on this day."""

    owner: str
    absence: Absence
    lines: tuple[PlanItem, ...]
    answers: tuple[PlanItem, ...]
    now: bool

    def told(self, owner: str, language: Language) -> str:
        """The same in a line."""
        number = len(self.lines)
        gone = (
            N_("{owner} er syg eller indlagt")
            if self.absence == "ill"
            else N_("{owner} er ikke med")
        )
        fall = ngettext("{num} punkt falder med", "{num} punkter falder med", number, language)
        return f"{Message(gone, owner=owner).text(language)}: {fall}"


@dataclass(frozen=True)
class PlannedLine:
    """A line somebody else planned, and when the same was done lately.

    ``now``: on this day. ``passed``: its day has gone, and nobody has said what came of it;
    ``settled`` is what was said of it on this day of the year.
    """

    item: PlanItem
    lately: Investigation | None
    now: bool
    passed: bool
    settled: Literal["done", "removed"] | None = None


def year_falls(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_falls.html``."""
    planned = list(_planned(scene))
    return {
        "fallen": _fallen(scene),
        "back_again": _back_again(scene),
        "planned": planned,
        "to_ask": any(not one.passed and one.settled is None for one in planned),
    }


def _back_again(scene: Scene) -> list[tuple[str, Message]]:
    """Those who can again from this day on, each with the words for it."""
    owners = [
        scene.library.model.owner(owner)
        for event in scene.step.events
        for owner, how in event.absent.items()
        if how == "here" and owner not in scene.state.absent
    ]
    return [(one.id, back_again(one)) for one in owners if one]


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


def _planned(scene: Scene) -> Iterator[PlannedLine]:
    """What others plan that nobody has closed, and what was said of it on this day."""
    today = {one.service for event in scene.step.events for one in event.planned}
    for item in filter(_is_planned, _waiting(scene)):
        key = item.id.removeprefix(PLANNED)
        service = scene.library.catalogue.services.get(key)
        done = service and lately(scene, service)
        passed = item.due is not None and item.due < scene.day
        yield PlannedLine(item, done, key in today, passed)
    # What the day before still waited for stays in view once it is answered: it can be undone here.
    waited = {one.id for one in _waiting(scene.past[-2][1])} if len(scene.past) > 1 else set()
    done = done_items(scene.state.plan, scene.state.bookings)
    for item in filter(_is_planned, scene.state.plan):
        if item.id in waited and item.standing == "removed":
            yield PlannedLine(item, None, False, False, "removed")
        elif item.id in waited and item.id in done and item.standing == "kept":
            yield PlannedLine(item, None, False, False, "done")


def _is_planned(item: PlanItem) -> bool:
    return item.id.startswith(PLANNED)
