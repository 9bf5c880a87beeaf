"""Orders with a closed loop: from bestilt to the answer at the GP, the action and the end.

The steps stand in one order and none is skipped: what was ordered without its answer having come
to the GP stays open, and so does an answer that nobody has acted on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from overblik.domain.base import Day, Frozen, Slug
from overblik.domain.catalogue import Service
from overblik.domain.days import month_after
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.domain.story import Investigation

Step = Literal["ordered", "done", "answered", "acted", "closed"]
"""Bestilt, udført, svar hos egen læge, handling, lukket: in this order, none skipped."""
STEPS: tuple[Step, ...] = get_args(Step)

By = Literal["gp", "patient"]
GP, PATIENT = get_args(By)
"""They are owners of the model as well."""

Lack = Literal["question", "again", "link_person", "first_meeting", "action"]
"""What a step waits for: a question, why it is done again, a link person, a first meeting, and what
came of it."""

ITEM = "service-"
"""How the id of a line that a service became begins."""


class Booking(Frozen):
    """How far one order has come. ``days`` holds the day of each step that was taken.

    ``question`` is what the investigation is to answer; ``again`` why it is done although it was
    done lately; ``action`` what came of the answer. ``link_person`` and ``first_meeting`` are for
    offers among people: without them they count as information.
    """

    service: Slug
    by: By = "gp"
    days: Mapping[Step, Day] = {}
    question: str = Field(default="", max_length=2_000)
    again: str = Field(default="", max_length=2_000)
    action: str = Field(default="", max_length=2_000)
    link_person: str = Field(default="", max_length=200)
    first_meeting: Day | None = None

    @model_validator(mode="after")
    def _none_skipped(self) -> Self:
        days = [self.days[one] for one in STEPS if one in self.days]
        if set(self.days) != set(STEPS[: len(days)]):
            raise ValueError("a step was skipped")
        if days != sorted(days):
            raise ValueError("a step is before the one that comes first")
        return self

    @property
    def last(self) -> Step | None:
        """The last step that was taken."""
        return STEPS[len(self.days) - 1] if self.days else None

    @property
    def next(self) -> Step | None:
        """The one step that can come now; None when the loop is closed."""
        return STEPS[len(self.days)] if len(self.days) < len(STEPS) else None

    def taken(self, step: Step, day: date) -> Booking:
        """With one step more. Raises ValueError unless it is the next, and not before the last."""
        if step != self.next:
            raise ValueError(f"{step} is not the next step")
        if self.last and day < self.days[self.last]:
            raise ValueError(f"{day} is before the step that comes first")
        return self.model_copy(update={"days": {**self.days, step: day}})

    def undone(self, step: Step) -> Booking:
        """Without its last step. Raises ValueError for any other one."""
        if step != self.last:
            raise ValueError(f"{step} is not the last step")
        kept = {one: day for one, day in self.days.items() if one != step}
        return self.model_copy(update={"days": kept})


def done_lately(
    service: Service,
    investigations: Iterable[Investigation],
    written: date,
    started: date,
    today: date,
) -> Investigation | None:
    """The newest time it was done within the months in which somebody who orders is asked why.

    ``written`` is the day the case begins and ``started`` the day the forløb does: what the case
    begins with does not age on the shelf, only by the days since the forløb began.
    """
    if service.recent_months is None:
        return None
    lived = today - started
    found = [
        one
        for one in investigations
        if one.service == service.key
        and one.date
        >= month_after(today if one.date >= started else written + lived, -service.recent_months)
    ]
    return max(found, key=lambda one: one.date, default=None)


def lacks(
    booking: Booking, service: Service, step: Step, *, lately: Investigation | None
) -> tuple[Lack, ...]:
    """What has to be written before a step can be taken."""
    found: list[Lack] = []
    if step == "ordered":
        if service.question_needed and not booking.question.strip():
            found.append("question")
        if lately and not booking.again.strip():
            found.append("again")
        if service.link_needed and not booking.link_person.strip():
            found.append("link_person")
        if service.link_needed and booking.first_meeting is None:
            found.append("first_meeting")
    elif step in ("acted", "closed") and not booking.action.strip():
        found.append("action")
    return tuple(found)


def is_referral(booking: Booking, service: Service) -> bool:
    """Whether it counts as a referral: among people only with a named person and a first date,
    else it is »information, ikke henvisning«."""
    return not service.link_needed or bool(booking.link_person.strip() and booking.first_meeting)


def expected_day(booking: Booking, service: Service) -> date | None:
    """The day the answer should be there, by the catalogue's simulated wait; None when nothing is
    ordered or the wait is unknown."""
    ordered = booking.days.get("ordered")
    if ordered is None or service.wait_days is None:
        return None
    return ordered + timedelta(days=service.wait_days)


def reaches_gp(owner: str | None, model: CareModel) -> bool:
    """Whether an answer to this owner of the model comes to where the GP is."""
    receiver, gp = model.owner(owner or ""), model.owner(GP)
    return receiver is not None and gp is not None and receiver.place == gp.place


def done_day(item: PlanItem, bookings: Mapping[str, Booking]) -> date | None:
    """The day that was done which a line waited for; None while it, or its order, is open."""
    booking = bookings.get(item.id)
    if booking is not None:
        return booking.days["done"] if booking.last == "closed" else None
    return item.done


def done_items(items: Iterable[PlanItem], bookings: Mapping[str, Booking]) -> dict[str, date]:
    """The lines at their end, each on the day it was done: nobody waits for anything there."""
    days = ((one.id, done_day(one, bookings)) for one in items)
    return {id: day for id, day in days if day is not None}


Standing = Literal["overdue", "unread", "acted", "waiting", "planned", "closed"]
"""An answer that should have come; one that came and waits for an action; one acted on but not
closed; on its way; not ordered yet; and the end. The first need somebody today."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@dataclass(frozen=True)
class Loop:
    """One order in the plan, on one day. ``service`` is None when the catalogue lost its row."""

    item: PlanItem
    booking: Booking
    service: Service | None
    standing: Standing
    expected: date | None


def loops(
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    services: Mapping[str, Service],
    today: date,
) -> tuple[Loop, ...]:
    """The orders of the lines in the plan, those that wait for somebody first."""
    found: list[Loop] = []
    for item in plan:
        booking = bookings.get(item.id)
        if booking is None or item.standing != "kept":
            continue
        service = services.get(booking.service)
        expected = service and expected_day(booking, service)
        found.append(Loop(item, booking, service, _standing(booking, expected, today), expected))
    return tuple(sorted(found, key=lambda one: STANDINGS.index(one.standing)))


def open_loops(
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    services: Mapping[str, Service],
    today: date,
) -> tuple[Loop, ...]:
    """The orders that have begun and are not at their end: what is open and what is overdue."""
    return tuple(
        one
        for one in loops(plan, bookings, services, today)
        if one.standing not in ("planned", "closed")
    )


def _standing(booking: Booking, expected: date | None, today: date) -> Standing:
    match booking.last:
        case None:
            return "planned"
        case "ordered" | "done":
            return "overdue" if expected and expected < today else "waiting"
        case "answered":
            return "unread"
        case "acted":
            return "acted"
        case "closed":
            return "closed"
