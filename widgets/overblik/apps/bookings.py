"""What the plan page shows of bookings and civil society."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from overblik.apps.scene import Scene
from overblik.domain.bookings import (
    STEPS,
    Booking,
    By,
    Lack,
    Loop,
    Step,
    done_lately,
    is_referral,
    lacks,
    loops,
)
from overblik.domain.catalogue import Service
from overblik.domain.story import Investigation, Wish
from overblik.language import N_, Message
from overblik.state.bookings import STEP_NAMES
from overblik.state.saves import Saved

KINDS = {
    "investigation": N_("Undersøgelser"),
    "municipal": N_("Kommunens tilbud"),
    "civil_society": N_("Foreninger og fællesskaber"),
}


DO: Mapping[str, Mapping[Step, str]] = {
    "investigation": {
        "ordered": N_("Notér som bestilt"),
        "done": N_("Notér som udført"),
        "answered": N_("Notér, at svaret er kommet"),
        "acted": N_("Notér handlingen"),
        "closed": N_("Luk"),
    },
    "municipal": {
        "ordered": N_("Notér som henvist"),
        "done": N_("Notér som begyndt"),
        "answered": N_("Notér, at tilbagemeldingen er kommet"),
        "acted": N_("Notér handlingen"),
        "closed": N_("Luk"),
    },
    "civil_society": {
        "ordered": N_("Notér som aftalt"),
        "done": N_("Notér, at første møde er holdt"),
        "answered": N_("Notér, at tilbagemeldingen er kommet"),
        "acted": N_("Notér handlingen"),
        "closed": N_("Luk"),
    },
}
"""What the button that takes a step says: nothing is sent from here, it is written down."""


@dataclass(frozen=True)
class Track:
    """A loop as the page draws it. ``today`` is the day that the next step is put to."""

    loop: Loop
    kind: str
    lately: Investigation | None
    lacks: tuple[Lack, ...]
    referral: bool
    today: date
    late_days: int

    @property
    def booking(self) -> Booking:
        return self.loop.booking

    @property
    def names(self) -> Mapping[Step, str]:
        """What the five steps are called."""
        return STEP_NAMES[self.kind]

    @property
    def take_next(self) -> str:
        """What the button of the one next step says."""
        return DO[self.kind][self.booking.next or "closed"]

    @property
    def next_name(self) -> str:
        """What the one next step is called."""
        return self.names[self.booking.next or "closed"]

    @property
    def last_name(self) -> str:
        """What the step that can be undone is called."""
        return self.names[self.booking.last or "ordered"]


@dataclass(frozen=True)
class Asked:
    """A wish of the patient's with its service."""

    wish: Wish
    service: Service

    @property
    def bookable(self) -> bool:
        """Whether it can be booked as it was wished for; what opens a talk is not."""
        return self.service.bookable and self.service.talk is None


def bookings(scene: Scene) -> dict[str, Any]:
    """The context of ``_plan_bookings.html``."""
    state, services = scene.state, scene.library.catalogue.services
    tracks = [_track(scene, one) for one in loops(state.plan, state.bookings, services, scene.day)]
    asked = [
        Asked(one, services[one.service])
        for one in scene.case.wishes
        if one.service and one.service in services
    ]
    wished = {one.service.key for one in asked}
    # What answers no question is not on offer: it is there for those who asked for it, as a talk.
    listed = [one for one in services.values() if one.answers or one.key in wished]
    return {
        "tracks": [one for one in tracks if one.loop.standing != "closed"],
        "closed": [one for one in tracks if one.loop.standing == "closed"],
        "unread": sum(one.loop.standing == "unread" for one in tracks),
        "overdue": sum(one.loop.standing == "overdue" for one in tracks),
        "steps": STEPS,
        "asked": asked,
        "not_bookable": sum(not one.bookable for one in asked),
        "by_kind": [
            (kind, Message(name), [one for one in listed if one.kind == kind])
            for kind, name in KINDS.items()
        ],
        "bookers": get_args(By),
        "taken": {one.booking.service: one.booking for one in tracks},
        "investigations": sorted(scene.case.investigations, key=lambda one: one.date, reverse=True),
        "services": services,
        "lately": {key: lately(scene, one) for key, one in services.items()},
    }


def booking_fields(saved: Saved) -> dict[str, set[str]]:
    """Which lines of the plan have each of the booking's fields on the page."""
    kept = {one.id for one in saved.state.plan if one.standing == "kept"}
    going = {id: one for id, one in saved.state.bookings.items() if id in kept and one.next}
    fields = ("question", "again", "link_person", "day", "step")
    return {
        **{f"booking_{name}": set(going) for name in fields},
        "booking_action": {id for id, one in going.items() if "answered" in one.days},
    }


def lately(
    scene: Scene, service: Service, done: Iterable[Investigation] | None = None
) -> Investigation | None:
    """When a service was last done, where that is not long ago; of what the case tells was done,
    or of ``done``."""
    return done_lately(
        service,
        scene.case.investigations if done is None else done,
        scene.case.date,
        scene.state.started,
        scene.step.day,
    )


def _track(scene: Scene, loop: Loop) -> Track:
    service, booking = loop.service, loop.booking
    done = service and lately(scene, service)
    missing = service and booking.next and lacks(booking, service, booking.next, lately=done)
    before = booking.days[booking.last] if booking.last else scene.day
    return Track(
        loop=loop,
        kind=service.kind if service else "investigation",
        lately=done,
        lacks=missing or (),
        referral=service is None or is_referral(booking, service),
        today=max(scene.day, before),
        late_days=(scene.day - loop.expected).days if loop.expected else 0,
    )
