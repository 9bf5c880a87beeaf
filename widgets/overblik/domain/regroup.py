"""Gruppeskift: whether it is time to look at the patient's group again, and whether it has changed.

Once a year, and earlier when something happens that brings it forward. Which kinds of events those
are is data (``data/model/year.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from overblik.domain.assessment import Assessment
from overblik.domain.base import AXES, AxisId, Frozen, Level, Text, Tier
from overblik.domain.event import ANNIVERSARY, EVENT_KINDS, LAST_YEAR, START, EventKind
from overblik.domain.model import Source
from overblik.domain.year import Step

When = Literal["early", "yearly", "no"]
"""Brings the next sorting forward; is the yearly one; leaves it where it was."""


class Said(Frozen):
    """Why, and the sentence it rests on."""

    why: Text
    source: Source


RowT = TypeVar("RowT", bound="_Row")


class _Row(Said):
    """What a kind of event or a day is called, and why. ``tiers`` has what is said otherwise of the
    patients of some tiers."""

    name: Text
    tiers: Mapping[Tier, Said] = {}

    def said_to(self: RowT, tiers: Iterable[Tier]) -> tuple[RowT, ...]:
        """The row as it is said of patients of these tiers: once for each thing that is said; of a
        patient without a tier everything is."""
        none: Said = self
        said = [self.tiers.get(one, none) for one in tiers] or [none, *self.tiers.values()]
        rows = [self.model_copy(update={"why": one.why, "source": one.source}) for one in said]
        return tuple(one for at, one in enumerate(rows) if one not in rows[:at])


class KindRow(_Row):
    """A kind of event: what it is called, and what it means for the next sorting, with why."""

    kind: EventKind
    regroup: When


class PlaceRow(_Row):
    """A day of the year on which nothing has to happen: the start, a year before it, and a year
    after it, when the overview is due."""

    id: Literal["start", "sidste-aar", "aarsdag"]


class YearRows(Frozen):
    """The words and the rule of the unfolding year: each kind of event and each place once."""

    version: str
    kinds: tuple[KindRow, ...] = Field(min_length=1)
    places: tuple[PlaceRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        wanted = (list(EVENT_KINDS), [START, LAST_YEAR, ANNIVERSARY])
        found = ([one.kind for one in self.kinds], [one.id for one in self.places])
        for have, want in zip(found, wanted, strict=True):
            if sorted(have) != sorted(want):
                raise ValueError(f"each of {want} stands once, and nothing else; found {have}")
        return self

    def kind(self, kind: EventKind) -> KindRow:
        """The row of a kind of event."""
        return next(one for one in self.kinds if one.kind == kind)

    def place(self, id: str) -> PlaceRow | None:
        """The row of a day that is called after no event; None for one that is."""
        return next((one for one in self.places if one.id == id), None)


@dataclass(frozen=True)
class Regroup:
    """The look at the group on one day of the year.

    ``why`` it is time: the yearly overview, an event that brings it forward, or None when it is
    not. ``rows`` are the kinds of events behind it, with their words and sentences; none at the
    yearly overview of a case that tells of none, where ``places`` have them. Both are said of the
    tiers the patient came from, and twice where that is still open. ``levels`` by axis and
    ``tiers`` are those still possible, before and after.
    """

    step: Step
    why: Literal["yearly", "early"] | None
    rows: tuple[KindRow, ...]
    places: tuple[PlaceRow, ...]
    levels: Mapping[AxisId, tuple[tuple[Level, ...], tuple[Level, ...]]]
    tiers: tuple[tuple[Tier, ...], tuple[Tier, ...]]

    @property
    def place(self) -> PlaceRow | None:
        """The first of the places; None on a day that is called after an event."""
        return self.places[0] if self.places else None

    @property
    def moved(self) -> bool:
        """Whether the suggested group is another one."""
        return self.tiers[0] != self.tiers[1]

    @property
    def shifted(self) -> tuple[AxisId, ...]:
        """The axes whose level is another one; the group can be the same all the same."""
        return tuple(axis for axis, (was, now) in self.levels.items() if was != now)


def regroup(
    step: Step, before: Assessment, after: Assessment, rows: YearRows, held: Tier | None = None
) -> Regroup:
    """The look at the group on a day of the year; ``before`` is the sorting the day before it, and
    ``held`` the tier somebody chose then: how often the overview is due is said of that."""
    told = [rows.kind(one) for one in dict.fromkeys(_kinds(step, before, after))]
    due = [one for one in told if one.regroup != "no"]
    early = any(one.regroup == "early" for one in due)
    pairs = zip(AXES, before.axes, after.axes, strict=True)
    place = rows.place(step.id)
    tiers = before.possible_tiers
    seen = tiers if held is None else (held,)
    return Regroup(
        step=step,
        why="yearly" if step.yearly else "early" if early else None,
        rows=tuple(row for one in due for row in one.said_to(seen)),
        places=place.said_to(seen) if place else (),
        levels={axis: (was.possible, now.possible) for axis, was, now in pairs},
        tiers=(tiers, after.possible_tiers),
    )


def _kinds(step: Step, before: Assessment, after: Assessment) -> Iterator[EventKind]:
    """What has happened: the events of the day; by the start also the diseases of the year before
    it, which no event tells of."""
    for one in step.events:
        yield one.kind
    if step.id == START and _diseases(after) - _diseases(before):
        yield "diagnosis"


def _diseases(found: Assessment) -> set[str]:
    return {one.code for one in found.case.conditions if one.status != "previous"}
