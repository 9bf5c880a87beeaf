"""»Gem som ny case«: a patient as they are on a day of the year, as a new author's first version.

Nobody has reviewed or rated it yet, and nothing in it points at what it has not got.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from overblik.domain.case import Case
from overblik.domain.event import Ends, Event
from overblik.domain.facts import EarlierResult, Measurement, Score
from overblik.domain.story import Investigation, Review, Suggestion
from overblik.domain.year import happened, steps

DatedT = TypeVar("DatedT", Measurement, EarlierResult, Score, Investigation)


@dataclass(frozen=True)
class MadeOn:
    """The day of the year a new case is made on, in a forløb that began on ``started``;
    ``happened`` are the events until then."""

    day: date
    started: date
    happened: Collection[str]


def new_case(case: Case, variant: str | None = None, on: MadeOn | None = None) -> Case:
    """The case as a new author's first version of it; ``case`` is flat, with the facts of the day.

    ``variant`` is the one it is in: what was for that one stays. Made at the start of the story
    (no ``on``) it keeps its events and the year before; made on a later day they are behind it, and
    the facts are dated so that the story begins on that day.
    """
    plan = _plan(case, variant, on)
    made = case.model_copy(
        update={
            "version": 1,
            "review": Review(status="unreviewed"),
            "variants": (),
            "expected": (),
            "events": (),
            "last_year": None if on else case.last_year,
            "teaching": case.teaching.model_copy(update={"plan": plan}),
        }
    )
    if on is None:
        events = tuple(
            one.model_copy(update={"variant": None})
            for one in case.events
            if one.variant in (None, variant)
        )
        return _pointing_somewhere(made.model_copy(update={"events": events}))
    return _dated(made, on)


def _plan(case: Case, variant: str | None, on: MadeOn | None) -> tuple[Suggestion, ...]:
    """What goes for the variant; on a day of the year what answers what has happened, as told."""
    lines = (one for one in case.teaching.plan if one.variant in (None, variant))
    if on is None:
        return tuple(one.model_copy(update={"variant": None}) for one in lines)
    return tuple(
        one.model_copy(update={"variant": None, "after": None})
        for one in lines
        if one.after is None or one.after in on.happened
    )


def _pointing_somewhere(case: Case) -> Case:
    """The events without names of what was left out, and without ends of what is not there."""
    lines = {one.id for one in case.authored}
    kept: dict[str, Event] = {}
    now = case
    for step in steps(case, None, case.date):
        for event in step.events:
            items = tuple(one for one in event.items if one in lines)
            kept[event.id] = event.model_copy(update={"items": items, "ends": _ends(event, now)})
        now = happened(now, step)
    names = {*kept}
    plan = tuple(
        one if one.after is None or one.after in names else one.model_copy(update={"after": None})
        for one in case.teaching.plan
    )
    return case.model_copy(
        update={
            "events": tuple(kept[one.id] for one in case.events),
            "teaching": case.teaching.model_copy(update={"plan": plan}),
        }
    )


def _ends(event: Event, now: Case) -> Ends:
    """What was taken out of the case by hand cannot end later."""
    conditions = {one.code for one in now.conditions if one.status != "previous"}
    medicines = {one.atc for one in now.medicines or ()}
    flags = {one.flag for one in now.red_flags}
    return Ends(
        conditions=tuple(one for one in event.ends.conditions if one in conditions),
        medicines=tuple(one for one in event.ends.medicines if one in medicines),
        red_flags=tuple(one for one in event.ends.red_flags if one in flags),
    )


def _dated(case: Case, on: MadeOn) -> Case:
    """The facts dated back from the day they are told on to the day the story begins.

    What was written before the forløb began is as much older as the forløb is old.
    """
    if on.day < on.started:
        return case  # told of a year ago with days before the story begins
    lived, ahead = on.day - on.started, on.day - case.date

    def moved(one: DatedT) -> DatedT:
        if one.date is None:
            return one
        back = lived if one.date < on.started else ahead
        return one.model_copy(update={"date": one.date - back})

    return case.model_copy(
        update={
            "measurements": tuple(
                moved(one).model_copy(update={"earlier": tuple(map(moved, one.earlier))})
                for one in case.measurements
            ),
            "scores": tuple(map(moved, case.scores)),
            "investigations": tuple(map(moved, case.investigations)),
        }
    )
