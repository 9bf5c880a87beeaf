"""What is wrong with a case's events: names that point at nothing, two that say different things of
one day, and what ends before it has begun.

The order in the file means nothing: the story is told by its days, counted from the case's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from textwrap import shorten

from overblik.domain.base import Text
from overblik.domain.case import Case
from overblik.domain.days import month_after
from overblik.domain.event import Event
from overblik.domain.story import Expected, Suggestion
from overblik.domain.year import Step, happened, steps
from overblik.knowledge.wording import shown
from overblik.knowledge.yaml_source import Path_, Problem, Source
from overblik.language import Message, day

_MOST_CHARACTERS = 240


def event_problems(case: Case, source: Source) -> Iterator[Problem]:
    """Everything the types cannot see: a name is right only beside the others of the case."""
    yield from _misnamed(case, source)
    yield from _waiting(case, source)
    yield from _about(case, source)
    yield from _clashing(case, source)
    for variant in [one.id for one in case.variants] or [None]:
        yield from _out_of_order(case, variant, source)
    yield from _last_year(case, source)


# Names that point at nothing ---------------------------------------------------------------------


def _misnamed(case: Case, source: Source) -> Iterator[Problem]:
    variants = [one.id for one in case.variants]
    for path, one in _naming(case):
        if one.variant is not None and one.variant not in variants:
            words = Message(
                "Varianten »{value}« findes ikke. Casen har: {known}.",
                value=one.variant,
                known=_known(variants),
            )
            yield source.problem((*path, "variant"), words)


def _waiting(case: Case, source: Source) -> Iterator[Problem]:
    """A view or a line that waits for an event waits for one that comes."""
    events = {one.id: one for one in case.events}
    for path, one in _naming(case):
        if isinstance(one, Event) or one.after is None:
            continue
        if (event := events.get(one.after)) is None:
            words = Message(
                "Hændelsen »{value}« findes ikke. Casen har: {known}.",
                value=one.after,
                known=_known(events),
            )
        elif _apart(one.variant, event.variant):
            words = Message(
                "Hændelsen »{value}« sker kun i varianten »{variant}«, ikke i »{other}«.",
                value=one.after,
                variant=event.variant,
                other=one.variant,
            )
        else:
            continue
        yield source.problem((*path, "after"), words)


def _about(case: Case, source: Source) -> Iterator[Problem]:
    """An event is about lines of the plan that are there when it happens."""
    lines = {one.id: one for one in case.authored}
    for at, event in enumerate(case.events):
        named = [("items", place, id) for place, id in enumerate(event.items)]
        named += [("done", place, id) for place, id in enumerate(event.done)]
        for part, place, id in named:
            if (line := lines.get(id)) is None:
                words = Message(
                    "Punktet »{value}« findes ikke. Planen har: {known}.",
                    value=id,
                    known=_known(lines),
                )
            elif _apart(event.variant, line.variant):
                words = Message(
                    "Punktet »{value}« hører kun til varianten »{variant}«, ikke til »{other}«.",
                    value=id,
                    variant=line.variant,
                    other=event.variant,
                )
            else:
                continue
            yield source.problem(("events", at, part, place), words)


def _naming(case: Case) -> Iterator[tuple[Path_, Event | Expected | Suggestion]]:
    """Whatever names a variant or an event to wait for, with where it stands."""
    for at, event in enumerate(case.events):
        yield ("events", at), event
    for at, one in enumerate(case.expected):
        yield ("expected", at), one
    for at, line in enumerate(case.teaching.plan):
        yield ("teaching", "plan", at), line
    for at, line in enumerate(case.last_year.plan if case.last_year else ()):
        yield ("last_year", "plan", at), line.model_copy(update={"after": None})


def _known(names: Iterable[str]) -> str:
    """The names as one list that a line of a terminal can bear."""
    return shorten(", ".join(names) or "–", _MOST_CHARACTERS, placeholder=" …")


def _apart(one: str | None, other: str | None) -> bool:
    """Two variants that no story has both of."""
    return None not in (one, other) and one != other


# Two events of one day ---------------------------------------------------------------------------


def _clashing(case: Case, source: Source) -> Iterator[Problem]:
    """On one day no two events may say something of the same: it would matter which comes first.
    A story can begin on any day, so nor may two that are the same day in some of them."""
    for (_, one), (at, other) in combinations(enumerate(case.events), 2):
        if _apart(one.variant, other.variant):
            continue
        if not one.when.may_meet(other.when) or not (both := one.touches & other.touches):
            continue
        what = _known(sorted(name or part for part, name in both))
        on = other.when.on(case.date)
        if one.when.on(case.date) == on:
            words = Message(
                "»{one}« og »{other}« siger hver sit om {what} samme dag, {day}: saml dem i én "
                "hændelse, eller lad dem ske hver sin dag.",
                one=one.id,
                other=other.id,
                what=what,
                day=_said(on),
            )
        else:
            words = Message(
                "»{one}« og »{other}« siger hver sit om {what} og kan falde på samme dag, når "
                "forløbet begynder en anden dag: brug samme enhed i begge (month, eller week og "
                "day), eller lad der være længere imellem dem.",
                one=one.id,
                other=other.id,
                what=what,
            )
        yield source.problem(("events", at, "when"), words)


# What ends before it has begun -------------------------------------------------------------------


def _out_of_order(case: Case, variant: str | None, source: Source) -> Iterator[Problem]:
    """The story told day by day: what ends or changes must be there when it does."""
    now = case.in_variant(variant)
    places = {one.id: at for at, one in enumerate(case.events)}
    days = steps(case, variant, case.date)
    away: dict[str, str] = {}
    for step in days:
        for event in step.events:
            path = ("events", places[event.id])
            yield from _ended_too_soon(now, event, path, days, step.day, source)
            yield from _other_units(now, event, path, source)
            for owner, how in event.absent.items():
                if how == "here" and owner not in away:
                    words = Message(
                        "»{value}« er her igen {day}, men var ikke væk. "
                        "Skriv først, hvornår det sker (ill eller left).",
                        value=owner,
                        day=_said(step.day),
                    )
                    yield source.problem((*path, "absent", owner), words)
        for event in step.events:
            for owner, how in event.absent.items():
                if how == "here":
                    away.pop(owner, None)
                else:
                    away[owner] = how
        now = happened(now, step)


_LISTS = {"conditions": "code", "medicines": "atc", "red_flags": "flag"}
"""The lists of which something can end, and what a row of each is known by."""


def _ended_too_soon(
    now: Case, event: Event, path: Path_, days: tuple[Step, ...], on: date, source: Source
) -> Iterator[Problem]:
    for name, key in _LISTS.items():
        there = {
            getattr(one, key)
            for one in getattr(now, name) or ()
            if getattr(one, "status", None) != "previous"
        }
        begins = {getattr(one, key) for one in getattr(event, name) or ()}
        for place, code in enumerate(getattr(event.ends, name)):
            where = (*path, "ends", name, place)
            if code in begins:
                words = Message(
                    "»{value}« både begynder og slutter i hændelsen »{event}«. Slet det ene.",
                    value=shown(code),
                    event=event.id,
                )
                yield source.problem(where, words)
            elif code not in there:
                yield source.problem(where, _not_there(code, name, key, days, on))


def _not_there(code: str, name: str, key: str, days: tuple[Step, ...], on: date) -> Message:
    later = [
        step.day
        for step in days
        for event in step.events
        if step.day >= on and code in [getattr(one, key) for one in getattr(event, name) or ()]
    ]
    if later:
        return Message(
            "»{value}« slutter {day}, men begynder først {later}. Ret en af dagene.",
            value=shown(code),
            day=_said(on),
            later=_said(later[0]),
        )
    return Message(
        "»{value}« slutter {day}, men er der ikke den dag. Slet linjen, eller skriv før, at det "
        "begynder.",
        value=shown(code),
        day=_said(on),
    )


def _other_units(now: Case, event: Event, path: Path_, source: Source) -> Iterator[Problem]:
    """A result in another unit than the one before it would stand in no row with it."""
    units = {one.kind: one.unit for one in now.measurements}
    for place, one in enumerate(event.measurements):
        if (unit := units.get(one.kind, one.unit)) != one.unit:
            words = Message(
                "{kind} står i »{unit}« tidligere i casen. Brug samme enhed, ikke »{value}«.",
                kind=one.kind,
                unit=unit,
                value=one.unit,
            )
            yield source.problem((*path, "measurements", place, "unit"), words)


# The year before ---------------------------------------------------------------------------------


def _last_year(case: Case, source: Source) -> Iterator[Problem]:
    """Its lines wait for nothing and have names of their own; what was known then is not dated
    later."""
    if case.last_year is None:
        return
    for at, line in enumerate(case.last_year.plan):
        if line.after is not None:
            words = Message("Planen fra sidste år kan ikke vente på en hændelse. Slet after.")
            yield source.problem(("last_year", "plan", at, "after"), words)
    known = {one.id for one in case.last_year.plan}
    for at, line in enumerate(case.teaching.plan):
        if line.id in known:
            words = Message(
                "»{value}« står også i planen fra sidste år. Giv punktet et andet navn.",
                value=line.id,
            )
            yield source.problem(("teaching", "plan", at, "id"), words)
    then = month_after(case.date, -12)
    for name in ("measurements", "scores"):
        for at, one in enumerate(getattr(case.last_year, name) or ()):
            if one.date is not None and one.date > then:
                words = Message(
                    "Datoen ligger efter {day}, et år før historien begynder. Brug et tidligere "
                    "svar.",
                    day=_said(then),
                )
                yield source.problem(("last_year", name, at, "date"), words)


def _said(on: date) -> Text:
    """A day as each language writes it."""
    return Text(da=day(on, "da"), en=day(on, "en"))
