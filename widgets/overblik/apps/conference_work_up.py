"""What a specialist plans to do, and, once the GP has the card, what each of it would repeat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from overblik.apps.bookings import lately
from overblik.apps.scene import Scene
from overblik.domain.base import Text
from overblik.domain.bookings import done_items
from overblik.domain.catalogue import Service
from overblik.domain.conference import Conference, Examination
from overblik.domain.story import Investigation
from overblik.language import Message, day
from overblik.state.chapters import PLANNED

_ORDERED = Message("bestilt i planen")
_IN_THE_PLAN = Text(da=_ORDERED.text("da"), en=_ORDERED.text("en"))


@dataclass(frozen=True)
class PlannedRow:
    """One planned thing; ``lately`` is when it was last done, where that is not long ago.

    ``verdict`` is what was said of it, as a key of `conference_words.VERDICT`; ``draft`` the reason
    when it is cancelled as done, empty where nobody knows of that.
    """

    planned: Examination
    name: Text
    lately: Investigation | None
    draft: str

    @property
    def verdict(self) -> str:
        """What the GP has said, empty while nothing is, or nobody said why it is cancelled."""
        if self.planned.verdict == "cancel":
            return self.planned.ground or ""
        return self.planned.verdict or ""


@dataclass(frozen=True)
class DoneRow:
    """One thing that was done, as the list »Nyligt udført« shows it."""

    name: Text
    day: date
    where: Text | None
    result: Text | None


def work_up(scene: Scene, conference: Conference) -> dict[str, Any]:
    """The context of ``_conference_work_up.html``.

    What the GP knows comes with the GP's answer: of a card that is not sent there is nothing of
    what was done. ``lately`` is what was done and does not stand at an examination.
    """
    services = scene.library.catalogue.services
    done = tuple(_done(scene)) if conference.sent else ()
    planned = {one.service for one in conference.work_up}
    rows = [_row(scene, one, done) for one in conference.work_up]
    shown = [one.lately for one in rows if one.lately]
    return {
        "examinations": rows,
        "lately": [
            DoneRow(_name(services.get(one.service), one.service), one.date, one.where, one.result)
            for one in sorted(done, key=lambda one: one.date, reverse=True)
            if one not in shown
        ],
        "addable": [one for one in services.values() if one.saves and one.key not in planned],
    }


def planned_by_others(scene: Scene) -> tuple[str, ...]:
    """What others plan to do with the patient that the GP has not been asked about, by name."""
    state, services = scene.state, scene.library.catalogue.services
    over = done_items(state.plan, state.bookings)
    asked = {
        it.service for one in state.conferences if one.direction == "to_gp" for it in one.work_up
    }
    keys = (
        one.id.removeprefix(PLANNED)
        for one in state.plan
        if one.standing == "kept" and one.id.startswith(PLANNED) and one.id not in over
    )
    return tuple(
        _inside(_name(services.get(key), key)[scene.language]) for key in keys if key not in asked
    )


def _row(scene: Scene, one: Examination, done: Iterable[Investigation]) -> PlannedRow:
    service = scene.library.catalogue.services.get(one.service)
    found = [it for it in done if it.service == one.service]
    latest = max(found, key=lambda it: it.date, default=None)
    draft = ""
    if latest:
        when, where = day(latest.date, scene.language), _inside(latest.where[scene.language])
        draft = Message("Gjort {day}, {where}", day=when, where=where).text(scene.language)
    repeats = service and lately(scene, service, found)
    return PlannedRow(one, _name(service, one.service), repeats, draft)


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


def _name(service: Service | None, key: str) -> Text:
    return service.name if service else Text(da=key, en=key)


def _inside(name: str) -> str:
    """A name inside a sentence: ekkokardiografi, but EKG and D-vitamin."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
