"""The plan's twelve months: what falls when, how often people meet, and what could be one visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from overblik.domain.base import Meeting
from overblik.domain.conference import Conference
from overblik.domain.days import month_after
from overblik.domain.ledger import Absent, holder
from overblik.domain.model import CareModel, Offer, TierRow
from overblik.domain.plan import PlanItem, in_order, is_standing, year_of

Attendance = Literal["visit", "home", "phone", "video"]
"""The meetings that are contacts. A digital one is none: the text says it cannot replace them."""
ATTENDANCE: tuple[Meeting, ...] = get_args(Attendance)

Distance = Literal["digital", "remote"]
"""People meet digitally alone; they meet, by telephone or video at best."""

BUSY = 4
"""So many things in one month are many for one patient: this project's own proposal."""


@dataclass(frozen=True)
class Entry:
    """Something with a day: a line, the follow-up of its medicine change, the next overview, or a
    conference, where no patient is met.

    ``item`` is None for the last two, ``conference`` for the others. ``contact`` says that the line
    counts as one of the contacts of the text beside the overview: of several at one place on one
    day the first. ``done`` says that it is at its end.
    """

    kind: Literal["line", "follow_up", "overview", "conference"]
    day: date
    item: PlanItem | None = None
    contact: bool = False
    done: bool = False
    conference: Conference | None = None


@dataclass(frozen=True)
class Month:
    """One month of the plan, by its first day."""

    first: date
    entries: tuple[Entry, ...]

    @property
    def busy(self) -> bool:
        return sum(not one.done for one in self.entries) >= BUSY


@dataclass(frozen=True)
class Together:
    """Visits to come at one place in one month, on ``days`` different days: ``day``, the first of
    them, would do for all, and nothing comes later than it was to."""

    place: str
    day: date
    items: tuple[PlanItem, ...]
    days: int


@dataclass(frozen=True)
class Timeline:
    """A plan's twelve months.

    ``contacts`` are those within a year of the start; ``overview`` is the day of the overview
    consultation, which is none of them. ``undated`` lines are on no month and wait for a day.
    ``unwatched`` are the medicine changes that nobody has a day to follow up on.
    ``not_in_person`` is the text's sentence where it holds, and ``distance`` says how the people
    meet in the plan's year then: digitally and in no contact, or in contacts of which none is in
    person (which is this project's reading of the sentence).
    """

    months: tuple[Month, ...]
    earlier: tuple[Entry, ...]
    later: tuple[Entry, ...]
    undated: tuple[PlanItem, ...]
    contacts: int
    overview: date | None
    range: tuple[int, int] | None
    together: tuple[Together, ...]
    unwatched: tuple[PlanItem, ...]
    not_in_person: str | None
    distance: Distance | None

    @property
    def beside(self) -> Literal["fewer", "more"] | None:
        """How the contacts lie beside the tier's range: a notice, never a rule."""
        if self.range is None:
            return None
        low, high = self.range
        return "fewer" if self.contacts < low else "more" if self.contacts > high else None


def timeline(
    items: Iterable[PlanItem],
    started: date,
    overview: date | None,
    absent: Absent,
    tier: TierRow | None,
    model: CareModel,
    done: Mapping[str, date] | None = None,
    conferences: Iterable[Conference] = (),
) -> Timeline:
    """The year of a plan begun on this day, for the tier that holds (None: none does).

    ``done`` are the lines at their end, each on the day it was done; ``conferences`` stand on the
    days of their appointments.
    """
    kept = in_order(items)
    done = done or {}
    entries = _entries(kept, overview, absent, model, done, conferences)
    to_come = [one for one in kept if one.id not in done]
    firsts = year_of(started)
    by_month: defaultdict[date, list[Entry]] = defaultdict(list)
    for one in entries:
        by_month[one.day.replace(day=1)].append(one)
    last = month_after(started, 12)
    days = {one.id: done.get(one.id, one.due) or last for one in kept}
    this_year = [one for one in kept if started <= days[one.id] <= last]  # or on no day yet
    distance = _distance(this_year, absent, model)
    sentence = _attendance(tier, model) if distance else None
    return Timeline(
        months=tuple(Month(first, tuple(by_month[first])) for first in firsts),
        earlier=tuple(one for one in entries if one.day < firsts[0]),
        later=tuple(one for one in entries if one.day >= month_after(firsts[-1], 1)),
        undated=tuple(one for one in to_come if one.due is None and not is_standing(one, model)),
        contacts=sum(one.contact and started <= one.day <= last for one in entries),
        overview=overview or next((one.day for one in entries if _is_overview(one, model)), None),
        range=tier.contacts if tier else None,
        together=_together(to_come, absent, model),
        unwatched=tuple(one for one in kept if one.medicine and one.medicine.follow_up is None),
        not_in_person=sentence,
        distance=distance if sentence else None,
    )


def _entries(
    kept: Iterable[PlanItem],
    overview: date | None,
    absent: Absent,
    model: CareModel,
    done: Mapping[str, date],
    conferences: Iterable[Conference],
) -> list[Entry]:
    found: list[Entry] = []
    met: set[tuple[str, date]] = set()
    for item in kept:
        if (day := done.get(item.id, item.due)) is not None:
            place = met_at(item, absent, model)
            contact = place is not None and (place, day) not in met
            if place is not None:
                met.add((place, day))
            found.append(Entry("line", day, item, contact, done=item.id in done))
        if item.medicine is not None and item.medicine.follow_up is not None:
            found.append(Entry("follow_up", item.medicine.follow_up, item))
    if overview is not None:
        found.append(Entry("overview", overview))
    found += [
        Entry("conference", one.appointment.day, conference=one, done=one.closed is not None)
        for one in conferences
        if one.appointment is not None
    ]
    return sorted(found, key=lambda one: one.day)


def met_at(item: PlanItem, absent: Absent, model: CareModel) -> str | None:
    """Where a line is a contact that the text counts beside the overview; None when it is none."""
    owner = model.owner(holder(item, absent) or "")
    if owner is None or not owner.counts or item.meeting not in ATTENDANCE:
        return None
    return None if is_overview(item, model) else owner.place


def is_overview(item: PlanItem, model: CareModel) -> bool:
    """Whether a line is the overview consultation that a tier offers."""
    offer = model.offer(item.offer or "")
    return isinstance(offer, Offer) and offer.kind == "overview"


def _is_overview(entry: Entry, model: CareModel) -> bool:
    return entry.kind == "line" and entry.item is not None and is_overview(entry.item, model)


def _together(kept: Iterable[PlanItem], absent: Absent, model: CareModel) -> tuple[Together, ...]:
    visits: defaultdict[tuple[date, str], list[PlanItem]] = defaultdict(list)
    for item in kept:
        owner = model.owner(holder(item, absent) or "")
        if item.due is not None and item.meeting == "visit" and owner is not None:
            visits[item.due.replace(day=1), owner.place].append(item)
    found: list[Together] = []
    for (_, place), items in visits.items():
        days = sorted({one.due for one in items if one.due is not None})
        if len(days) > 1:
            found.append(Together(place, days[0], tuple(items), len(days)))
    return tuple(found)


def _distance(kept: Iterable[PlanItem], absent: Absent, model: CareModel) -> Distance | None:
    """How people meet where nobody the text counts meets the patient in person, at an overview
    either; None where somebody does, or nobody meets at all."""
    lines = [(one.meeting, model.owner(holder(one, absent) or "")) for one in kept]
    met = {how for how, owner in lines if owner is not None and owner.counts}
    if met & {"visit", "home"}:
        return None
    if met & {"phone", "video"}:
        return "remote"
    return "digital" if any(how == "digital" for how, _ in lines) else None


def _attendance(tier: TierRow | None, model: CareModel) -> str | None:
    """The sentence of a tier where the text speaks of visits, and of digital services that do not
    replace them."""
    if tier is None or not tier.visit_possible:
        return None
    offers = (one for one in model.offers if (one.tier, one.kind) == (tier.id, "digital"))
    return next((one.sentence for one in offers), None)
