"""The unfolding year: the days on which something happens, and the case as it is on each.

Days are counted from the day a forløb began. The year is walked day by day: what happens on one
day happens together, in an order that does not depend on how the file lists it, so that walking
back and forward again gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TypeVar

from overblik.domain.base import Frozen
from overblik.domain.case import Case, LastYear
from overblik.domain.catalogue import Catalogue
from overblik.domain.days import month_after
from overblik.domain.event import ANNIVERSARY, LAST_YEAR, START, Event
from overblik.domain.facts import CaseCondition, EarlierResult, LifeFact, Measurement, laid_over
from overblik.domain.story import Investigation

PartT = TypeVar("PartT", bound=Frozen)

MOST_EARLIER, MOST_INVESTIGATIONS = 24, 40
"""Earlier results that a measurement keeps, and investigations that a case does: the newest."""


@dataclass(frozen=True)
class Step:
    """One day of the year. ``events`` happen on it: none where the story begins, a year before, and
    at the yearly overview of a case that tells of none. ``yearly``: it is time for the overview and
    a look at the group (»obs gruppeskift«)."""

    id: str
    day: date
    events: tuple[Event, ...] = ()
    yearly: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What the day can be called: its own name, and each of its events."""
        return tuple(dict.fromkeys((self.id, *(one.id for one in self.events))))


def steps(case: Case, variant: str | None, started: date) -> tuple[Step, ...]:
    """The days of the year in order, of a forløb that began on this one: the year before where the
    case tells of it, the start, and each day with events. A step is called after its first event.

    A case that tells of no yearly overview has one after twelve months: the shortest interval in
    ``overview_months`` of every tier in ``data/model/dsam.yaml`` (low: 12 or 24, »årligt/hvert
    andet år«; moderate and high: 12). In which of them the patient is seen, the tier decides.
    """
    variant = case.variant_id(variant)
    found: list[Step] = []
    if case.last_year is not None:
        found.append(Step(LAST_YEAR, month_after(started, -12)))
    found.append(Step(START, started))
    days: dict[date, list[Event]] = {}
    for one in case.events:
        if one.variant in (None, variant):
            days.setdefault(one.when.on(started), []).append(one)
    told = any(one.kind == "overview" for events in days.values() for one in events)
    anniversary = month_after(started, 12)
    if not told:
        days.setdefault(anniversary, [])
    for day, events in sorted(days.items()):
        events.sort(key=lambda one: one.id)
        id = events[0].id if events else ANNIVERSARY
        overview = any(one.kind == "overview" for one in events)
        found.append(Step(id, day, tuple(events), overview or (not told and day == anniversary)))
    return tuple(found)


def touched_domains(step: Step, catalogue: Catalogue | None = None) -> frozenset[str]:
    """The domains that what happens on a day says something of: an own rating of one still wins
    over it, and somebody should look at it again. With a catalogue also those of its scores."""
    life = {one.domain for event in step.events for one in event.life}
    scored = {one.instrument for event in step.events for one in event.scores}
    known = catalogue.instruments if catalogue else {}
    bands = (band for name in scored if name in known for band in known[name].bands)
    return frozenset(life | {band.domain for band in bands if band.domain is not None})


def step_named(case: Case, variant: str | None, at: str, started: date) -> Step:
    """The day of the year that is called so, or has an event that is. Raises KeyError."""
    for step in steps(case, variant, started):
        if at in step.names:
            return step
    raise KeyError(at)


def unfolded(case: Case, variant: str | None, at: str, started: date) -> Case:
    """The case on one day of the year, flat in its variant.

    Raises KeyError for a step the case has not got.
    """
    flat = case.in_variant(variant).model_copy(update={"variants": ()})
    if at == START:
        return flat
    if at == LAST_YEAR and case.last_year is not None:
        return _last_year(flat, case.last_year)
    for step in steps(case, variant, started):
        flat = happened(flat, step)
        if step.id == at:
            return flat
    raise KeyError(at)


def happened(case: Case, step: Step) -> Case:
    """A case once the events of a day have happened."""
    return reduce(lambda now, event: after(now, event, step.day), step.events, case)


def after(case: Case, event: Event, day: date) -> Case:
    """The case once one event has happened on this day."""
    ends = event.ends
    medicines = case.medicines
    if event.medicines is not None or (medicines is not None and ends.medicines):
        over = laid_over(medicines or (), event.medicines or (), "atc")
        medicines = tuple(one for one in over if one.atc not in ends.medicines)
    over = laid_over(case.conditions, event.conditions, "code")
    red_flags = laid_over(case.red_flags, event.red_flags, "flag")
    scores = tuple(one.model_copy(update={"date": day}) for one in event.scores)
    done = tuple(
        Investigation.model_construct(
            service=it.service, date=day, where=it.where, result=it.result
        )
        for it in event.investigations
    )
    return case.model_copy(
        update={
            "conditions": tuple(_ended(one, ends.conditions) for one in over),
            "medicines": medicines,
            "measurements": _measured(case.measurements, event.measurements, day),
            "scores": laid_over(case.scores, scores, "instrument"),
            "life": _life(case.life, event.life),
            "red_flags": tuple(one for one in red_flags if one.flag not in ends.red_flags),
            "safety": event.safety or case.safety,
            "person": _told(case.person, event.person),
            "contacts": _told(case.contacts, event.contacts),
            "investigations": (case.investigations + done)[-MOST_INVESTIGATIONS:],
            "consents": {**case.consents, **event.consents},
        }
    )


def _last_year(case: Case, then: LastYear) -> Case:
    """The case a year before its story begins. The red flags and the thoughts of suicide it tells
    of are those of now, and so is what has been done since."""
    names = ("conditions", "medicines", "measurements", "scores", "life", "contacts")
    told = {name: getattr(then, name) for name in names}
    day = month_after(case.date, -12)
    return case.model_copy(
        update={
            "red_flags": (),
            "safety": None,
            "investigations": tuple(one for one in case.investigations if one.date <= day),
            **{name: one for name, one in told.items() if one is not None},
        }
    )


def _ended(one: CaseCondition, ended: Iterable[str]) -> CaseCondition:
    return one.model_copy(update={"status": "previous"}) if one.code in ended else one


def _measured(
    before: tuple[Measurement, ...], new: tuple[Measurement, ...], day: date
) -> tuple[Measurement, ...]:
    """The results with new ones, each with what it was on earlier days. A kind has one unit."""
    old = {one.kind: one for one in before}
    found: list[Measurement] = []
    for one in new:
        was = old.get(one.kind)
        earlier = [it for it in was.earlier if it.date < day] if was else []
        if was and was.date is not None and was.date < day:
            earlier.append(EarlierResult.model_construct(value=was.value, date=was.date))
        kept = tuple(earlier[-MOST_EARLIER:])
        found.append(one.model_copy(update={"date": day, "earlier": kept}))
    return laid_over(before, tuple(found), "kind")


def _life(before: tuple[LifeFact, ...], new: tuple[LifeFact, ...]) -> tuple[LifeFact, ...]:
    """What is said anew of a part of life stands for all that was said of it."""
    touched = {one.domain for one in new}
    return tuple(one for one in before if one.domain not in touched) + new


def _told(before: PartT, new: Frozen) -> PartT:
    """A part of the case with what is said of it anew."""
    said = {name: getattr(new, name) for name in type(new).model_fields}
    return before.model_copy(update={name: one for name, one in said.items() if one is not None})
