"""What a specialist plans to do, each beside what it would repeat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from overblik.apps.scene import Scene
from overblik.domain.base import Text
from overblik.domain.bookings import done_lately
from overblik.domain.catalogue import Service
from overblik.domain.conference import Conference, Examination
from overblik.domain.story import Investigation
from overblik.language import Message

_ORDERED = Message("bestilt i planen")
_IN_THE_PLAN = Text(da=_ORDERED.text("da"), en=_ORDERED.text("en"))


@dataclass(frozen=True)
class PlannedRow:
    """One planned thing; ``lately`` is when it was last done, where that is not long ago."""

    planned: Examination
    name: Text
    lately: Investigation | None


@dataclass(frozen=True)
class DoneRow:
    """One thing that was done, as the list »Nyligt udført« shows it."""

    name: Text
    day: date
    where: Text | None
    result: Text | None


def work_up(scene: Scene, conference: Conference) -> dict[str, Any]:
    """The context of ``_conference_work_up.html``."""
    services = scene.library.catalogue.services
    done = tuple(_done(scene))
    planned = {one.service for one in conference.work_up}
    return {
        "examinations": [
            PlannedRow(
                one,
                _name(services.get(one.service), one.service),
                _repeats(scene, services.get(one.service), done),
            )
            for one in conference.work_up
        ],
        "lately": [
            DoneRow(_name(services.get(one.service), one.service), one.date, one.where, one.result)
            for one in sorted(done, key=lambda one: one.date, reverse=True)
        ],
        "addable": [one for one in services.values() if one.saves and one.key not in planned],
    }


def _done(scene: Scene) -> Iterable[Investigation]:
    """What the case tells was done, and the orders of the plan that are."""
    yield from scene.case.investigations
    state, services, model = scene.state, scene.library.catalogue.services, scene.library.model
    for item in state.plan:
        booking = state.bookings.get(item.id)
        if item.standing == "removed" or booking is None or "done" not in booking.days:
            continue
        service = services.get(booking.service)
        provider = service and model.owner(service.provider or "")
        yield Investigation.model_construct(
            service=booking.service,
            date=booking.days["done"],
            where=provider.name if provider else _IN_THE_PLAN,
            result=Text(da=booking.action, en=booking.action) if booking.action.strip() else None,
        )


def _repeats(
    scene: Scene, service: Service | None, done: Iterable[Investigation]
) -> Investigation | None:
    if service is None:
        return None
    return done_lately(service, done, scene.case.date, scene.state.started, scene.step.day)


def _name(service: Service | None, key: str) -> Text:
    return service.name if service else Text(da=key, en=key)
