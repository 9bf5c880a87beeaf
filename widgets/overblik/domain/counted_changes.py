"""Changes of what is counted: conditions, medicines, results against them, outpatient tracks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import ClassVar, Literal

from overblik.domain.base import Slug, Text, joined
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.change import Change, ChangeRow, Edit, Setting, brief
from overblik.domain.facts import CaseCondition, CaseMedicine, Measurement
from overblik.domain.quantities import numeral


class ConditionStarts(ChangeRow):
    """A chronic condition the patient has not got, in a body system that is new or known.

    ``examples`` are named first; ``never`` lists by sex what cannot be had. Another name of a
    disease the patient has (the same ICPC-2 code) is no new one.
    """

    kind: Literal["condition_starts"]
    system: Literal["new", "known"]
    examples: tuple[Slug, ...] = ()
    never: Mapping[Literal["F", "M", "X"], tuple[Slug, ...]] = {}

    def changes(self, on: Setting) -> Iterator[Change]:
        systems = {row.system for row in on.active.values()}
        codes = {row.icpc2 for row in on.active.values()}
        taken = {on.catalogue.condition(one.code).key for one in on.case.conditions}
        taken.update(self.never.get(on.case.person.sex, ()))
        for key in dict.fromkeys((*self.examples, *on.catalogue.conditions)):
            row = on.catalogue.conditions[key]
            if not row.chronic or key in taken or row.icpc2 in codes:
                continue
            if (row.system in systems) == (self.system == "known"):
                edit = _with_condition(key)
                kin = row.system if self.system == "new" else None
                yield self.change(key, edit, (key,), {"name": row.name}, kin=kin)


class ConditionReturns(ChangeRow):
    """A chronic condition the patient had before."""

    kind: Literal["condition_returns"]

    def changes(self, on: Setting) -> Iterator[Change]:
        systems = {row.system for row in on.active.values()}
        listed = (on.catalogue.condition(one.code) for one in on.case.conditions)
        for key, row in {row.key: row for row in listed}.items():
            if row.chronic and key not in on.active:
                edit = _standing(on.catalogue, key, "active")
                kin = None if row.system in systems else row.system
                yield self.change(key, edit, (key,), {"name": row.name}, kin=kin)


class ConditionEnds(ChangeRow):
    """One of the patient's chronic conditions is over.

    Two fewer empty a body system only where it has two: each of those is a kin of its own, and
    conditions alone in theirs are one, as are those in larger company.
    """

    kind: Literal["condition_ends"]

    def changes(self, on: Setting) -> Iterator[Change]:
        sizes = Counter(row.system for row in on.active.values())
        for key, row in on.active.items():
            edit = _standing(on.catalogue, key, "previous")
            size = sizes[row.system]
            kin = (size, row.system) if size == 2 else size > 2
            yield self.change(key, edit, (key,), {"name": row.name}, kin=kin)


class MedicineStarts(ChangeRow):
    """A regular medicine more.

    ``which``: one that a known result speaks against; else one with points on the scale of
    anticholinergic burden, the fewest points first; else any other.
    """

    kind: Literal["medicine_starts"]
    which: Literal["plain", "anticholinergic", "against"]
    fills: ClassVar[frozenset[str]] = frozenset({"name", "points", "scale"})

    def changes(self, on: Setting) -> Iterator[Change]:
        if on.case.medicines is None:
            return
        scale = on.catalogue.anticholinergic_scale
        taken = {one.atc for one in on.case.medicines}
        for atc in sorted(on.catalogue.medicines, key=lambda atc: scale.points.get(atc, 0)):
            flags, points = on.flags(atc), scale.points.get(atc, 0)
            if atc in taken or any(flag.measurement not in on.results for flag in flags):
                continue
            against = any(flag.holds(on.results[flag.measurement]) for flag in flags)
            if self.which != ("against" if against else "anticholinergic" if points else "plain"):
                continue
            names = {
                "name": on.catalogue.medicines[atc].name,
                "points": numeral(points),
                "scale": scale.name,
            }
            kin = (points, _counts(on, atc, "regular"), tuple(flag.key for flag in flags))
            yield self.change(atc, _with_medicine(atc), (atc,), names, kin=kin)


class MedicineStops(ChangeRow):
    """One of the regular medicines is stopped."""

    kind: Literal["medicine_stops"]

    def changes(self, on: Setting) -> Iterator[Change]:
        for atc in on.regular:
            names = {"name": on.catalogue.medicines[atc].name}
            yield self.change(atc, _without_medicine(atc), (atc,), names, kin=_weight(on, atc))


class ResultCrosses(ChangeRow):
    """A known result crosses the limit at which it speaks against a medicine the patient takes."""

    kind: Literal["result_crosses"]
    fills: ClassVar[frozenset[str]] = frozenset({"name", "result", "value"})

    def changes(self, on: Setting) -> Iterator[Change]:
        found: dict[tuple[str, float], list[Text]] = {}
        for atc in on.regular:
            for flag in on.flags(atc):
                now = on.results.get(flag.measurement)
                if now is None or flag.holds(now) == (self.direction == "burden"):
                    continue
                step = 10.0 ** -on.catalogue.measurements[flag.measurement].decimals
                value = _across(flag.low, flag.high, now, step)
                found.setdefault((flag.measurement, value), []).append(
                    on.catalogue.medicines[atc].name
                )
        for (kind, value), medicines in found.items():
            names = {
                "result": on.catalogue.measurements[kind].name,
                "value": numeral(value),
                "name": joined(medicines),
            }
            yield self.change(
                f"{kind}.{value:g}", _measured(kind, value), (kind,), names, kin=(kind, value)
            )


class TrackStarts(ChangeRow):
    """An outpatient track more; ``track`` is what it is called in the list."""

    kind: Literal["track_starts"]
    track: Text
    fills: ClassVar[frozenset[str]] = frozenset()

    def changes(self, on: Setting) -> Iterator[Change]:
        if on.case.contacts.tracks is not None:
            yield self.change("", _tracks(add=(self.track,)), ("tracks",))


class TrackEnds(ChangeRow):
    """One of the outpatient tracks ends."""

    kind: Literal["track_ends"]

    def changes(self, on: Setting) -> Iterator[Change]:
        for at, track in enumerate(on.case.contacts.tracks or ()):
            edit = _tracks(without=(track,))
            yield self.change(str(at), edit, (f"track:{at}",), {"name": brief(track)})


class TracksMerge(ChangeRow):
    """Two of the outpatient tracks become one."""

    kind: Literal["tracks_merge"]
    fills: ClassVar[frozenset[str]] = frozenset({"name", "other"})

    def changes(self, on: Setting) -> Iterator[Change]:
        for (at, one), (to, other) in combinations(enumerate(on.case.contacts.tracks or ()), 2):
            edit = _tracks(without=(one, other), add=(joined((brief(one), brief(other)), " + "),))
            about = (f"track:{at}", f"track:{to}")
            names = {"name": brief(one), "other": brief(other)}
            yield self.change(f"{at}-{to}", edit, about, names)


def _counts(on: Setting, atc: str, use: str) -> bool:
    """Whether a medicine taken so is one of the number of regular medicines."""
    return not any(row.goes_for(atc, use) for row in on.catalogue.left_out)


def _weight(on: Setting, atc: str) -> object:
    """All that a regular medicine adds to what is counted, the rest of its rows left out."""
    uses = Counter(one.use for one in on.case.medicines or () if one.atc == atc)
    stays = any(_counts(on, atc, use) for use in uses if use != "regular")
    return (
        on.catalogue.anticholinergic_scale.points.get(atc, 0),
        _counts(on, atc, "regular") and not stays,
        uses["regular"],
        tuple(flag.key for flag in on.flags(atc)),
    )


def _with_condition(key: str) -> Edit:
    row = CaseCondition(code=key)
    return lambda case: case.model_copy(update={"conditions": (*case.conditions, row)})


def _with_medicine(atc: str) -> Edit:
    row = CaseMedicine(atc=atc)
    return lambda case: case.model_copy(update={"medicines": (*(case.medicines or ()), row)})


def _standing(catalogue: Catalogue, key: str, status: Literal["active", "previous"]) -> Edit:
    """The condition of this key with another status, wherever it stands."""

    def stand(one: CaseCondition) -> CaseCondition:
        if catalogue.condition(one.code).key != key:
            return one
        return one.model_copy(update={"status": status})

    return lambda case: case.model_copy(update={"conditions": tuple(map(stand, case.conditions))})


def _without_medicine(atc: str) -> Edit:
    def kept(case: Case) -> tuple[CaseMedicine, ...]:
        every = case.medicines or ()
        return tuple(one for one in every if one.atc != atc or one.use != "regular")

    return lambda case: case.model_copy(update={"medicines": kept(case)})


def _measured(kind: str, value: float) -> Edit:
    def measure(one: Measurement) -> Measurement:
        return one.model_copy(update={"value": value}) if one.kind == kind else one

    return lambda case: case.model_copy(
        update={"measurements": tuple(map(measure, case.measurements))}
    )


def _tracks(without: tuple[Text, ...] = (), add: tuple[Text, ...] = ()) -> Edit:
    def edit(case: Case) -> Case:
        tracks = list(case.contacts.tracks or ())
        for track in without:
            tracks.remove(track)
        contacts = case.contacts.model_copy(update={"tracks": (*tracks, *add)})
        return case.model_copy(update={"contacts": contacts})

    return edit


def _across(low: float | None, high: float | None, now: float, step: float) -> float:
    """The nearest value on the other side of the interval ``low <= value < high``'s border."""
    inside = (low is None or now >= low) and (high is None or now < high)
    if inside:
        return high if high is not None else round((low or 0) - step, 6)
    if high is not None and now >= high:
        return round(high - step, 6)
    return low if low is not None else now
