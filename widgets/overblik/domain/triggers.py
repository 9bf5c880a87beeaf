"""When a row of the board speaks: every part of its trigger, judged as yes, no or not known.

A part whose value the case lacks is not known, which is neither yes nor no: it is named, so that
somebody can measure or ask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from overblik.domain.base import Frozen, Number, Slug, Text, Whole, joined
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, Medicine
from overblik.domain.facts import CaseMedicine, Measurement
from overblik.domain.quantities import numeral, printed_unit

Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?$")]
"""The beginning of an ATC code at one of its five levels: C, C03, C03C, C03CA, C03CA01."""
Use = Literal["regular", "as_needed", "course"]
Group = Annotated[tuple[Prefix, ...], Field(min_length=1)]

SITTING, STANDING = "BP_sitting_systolic", "BP_standing_systolic"


class Words(Frozen):
    """How a fact of the case is told: data, so that it stands with the rows in both languages."""

    result: Text
    dated: Text
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]
    age: Text
    sex: dict[Literal["F", "M"], Text]
    fall: Text
    falls: Text
    drop: Text
    together: Text
    earlier: Text
    wish: Text
    missing_falls: Text
    missing_sex: Text
    missing_medicines: Text


class ResultLimit(Frozen):
    """A result in ``at_least <= value < below``, of any of these kinds that is known."""

    of: tuple[str, ...] = Field(min_length=1)
    at_least: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _a_limit(self) -> Self:
        if self.at_least is None and self.below is None:
            raise ValueError("neither at_least nor below")
        return self

    def holds(self, value: float) -> bool:
        """Whether a value lies within the limits."""
        return (self.at_least is None or value >= self.at_least) and (
            self.below is None or value < self.below
        )


class Unless(Frozen):
    """Any of these keeps the row silent, an earlier diagnosis as well."""

    medicines: tuple[Prefix, ...] = ()
    conditions: tuple[Slug, ...] = ()


class Trigger(Frozen):
    """What must all be so. A group is fulfilled by any of its members.

    The card is about the medicines of the first group, ``number`` different ones at least; those
    of the others are what they are taken together with. ``ever``: earlier diagnoses count too.
    ``wishes``: themes, any of which the patient's own words speak of.
    ``standing_drop_from``: mmHg systolic, sitting minus standing. ``falls_from``: in twelve months.
    """

    medicines: tuple[Group, ...] = ()
    number: Whole = Field(default=1, ge=1, le=9)
    uses: tuple[Use, ...] = ("regular", "as_needed", "course")
    conditions: tuple[tuple[Slug, ...], ...] = ()
    ever: bool = False
    results: tuple[ResultLimit, ...] = ()
    age_from: Whole | None = Field(default=None, ge=0, le=110)
    age_below: Whole | None = Field(default=None, ge=1, le=110)
    sex: Literal["F", "M"] | None = None
    falls_from: Whole | None = Field(default=None, ge=1, le=100)
    standing_drop_from: Whole | None = Field(default=None, ge=1, le=200)
    wishes: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        """No medicine fulfils two groups, else one alone would be taken together with itself."""
        if not self.medicines and not self.conditions:
            raise ValueError("neither medicines nor conditions")
        seen: list[str] = []
        for group in self.medicines:
            for one in group:
                if any(one.startswith(other) or other.startswith(one) for other in seen):
                    raise ValueError(f"{one} stands in two groups")
            seen += group
        return self


@dataclass(frozen=True)
class Part:
    """One part of a trigger in one case. ``holds`` None: the case lacks what is ``missing``."""

    holds: bool | None
    facts: tuple[Text, ...] = ()
    missing: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Setting:
    """A case with what is needed to judge it and to say why.

    ``spoken`` holds the patient's words on each theme that any of them speaks of.
    """

    case: Case
    catalogue: Catalogue
    words: Words
    spoken: Mapping[str, Sequence[str]]

    def parts(self, when: Trigger, unless: Unless) -> Iterator[Part]:
        """The trigger's parts, the cheapest and most certain first."""
        yield from self._person(when)
        for group in when.conditions:
            yield self._conditions(group, when.ever)
        if when.wishes:
            yield self._wishes(when.wishes)
        yield from self._medicines(when)
        yield self._free_of(unless)
        for limit in when.results:
            yield self._result(limit)
        if when.falls_from is not None:
            yield self._falls(when.falls_from)
        if when.standing_drop_from is not None:
            yield self._standing(when.standing_drop_from)

    def taken(self, prefixes: Sequence[str], uses: Collection[str]) -> tuple[Medicine, ...]:
        """The patient's medicines of these groups, each substance once."""
        found = {
            one.atc: self.catalogue.medicines[one.atc]
            for one in self.case.medicines or ()
            if one.use in uses and _within(one, prefixes)
        }
        return tuple(found.values())

    def _person(self, when: Trigger) -> Iterator[Part]:
        person = self.case.person
        if when.age_from is not None or when.age_below is not None:
            old_enough = when.age_from is None or person.age >= when.age_from
            young_enough = when.age_below is None or person.age < when.age_below
            told = self.words.age.format(age=person.age)
            yield Part(old_enough and young_enough, (told,))
        if when.sex is not None:
            if person.sex == "X":
                yield Part(None, missing=(self.words.missing_sex,))
            else:
                yield Part(person.sex == when.sex, (self.words.sex[person.sex],))

    def _conditions(self, group: Collection[str], ever: bool) -> Part:
        names: dict[str, Text] = {}
        for one in self.case.conditions:
            row = self.catalogue.condition(one.code)
            if row.key in group and (ever or one.status != "previous"):
                earlier = one.status == "previous"
                names[row.key] = self.words.earlier.format(name=row.name) if earlier else row.name
        return Part(bool(names), tuple(names.values()))

    def _wishes(self, themes: Collection[str]) -> Part:
        words = {said: None for key in themes for said in self.spoken.get(key, ())}
        return Part(bool(words), tuple(self.words.wish.format(words=said) for said in words))

    def _medicines(self, when: Trigger) -> Iterator[Part]:
        if not when.medicines:
            return
        if self.case.medicines is None:
            yield self._no_list()
            return
        first, *others = when.medicines
        yield Part(len(self.taken(first, when.uses)) >= when.number)
        for group in others:
            names = [one.name for one in self.taken(group, when.uses)]
            told = self.words.together.format(names=joined(names))
            yield Part(bool(names), (told,))

    def _free_of(self, unless: Unless) -> Part:
        if self._conditions(unless.conditions, ever=True).holds:
            return Part(False)
        if unless.medicines and self.case.medicines is None:
            return self._no_list()
        return Part(not any(_within(one, unless.medicines) for one in self.case.medicines or ()))

    def _no_list(self) -> Part:
        return Part(None, missing=(self.words.missing_medicines,))

    def _result(self, limit: ResultLimit) -> Part:
        known = [one for one in self.case.measurements if one.kind in limit.of]
        if not known:
            return Part(None, missing=(self.catalogue.measurements[limit.of[0]].name,))
        held = tuple(self._told(one) for one in known if limit.holds(one.value))
        return Part(bool(held), held)

    def _told(self, one: Measurement) -> Text:
        kind = self.catalogue.measurements[one.kind]
        told = self.words.result.format(
            name=kind.name, value=numeral(one.value), unit=printed_unit(kind.unit)
        )
        return told if one.date is None else self._dated(told, one.date)

    def _dated(self, told: Text, day: date) -> Text:
        month = self.words.months[day.month - 1]
        return self.words.dated.format(told=told, day=day.day, month=month, year=day.year)

    def _falls(self, least: int) -> Part:
        falls = self.case.contacts.falls
        if falls is None:
            return Part(None, missing=(self.words.missing_falls,))
        told = self.words.fall if falls == 1 else self.words.falls.format(number=falls)
        return Part(falls >= least, (told,))

    def _standing(self, least: int) -> Part:
        known = {one.kind: one for one in self.case.measurements}
        if lacking := [kind for kind in (SITTING, STANDING) if kind not in known]:
            names = tuple(self.catalogue.measurements[kind].name for kind in lacking)
            return Part(None, missing=names)
        sitting, standing = known[SITTING], known[STANDING]
        told = self.words.drop.format(
            sitting=numeral(sitting.value), standing=numeral(standing.value)
        )
        return Part(sitting.value - standing.value >= least, (told,))


def _within(one: CaseMedicine, prefixes: Sequence[str]) -> bool:
    return one.atc.startswith(tuple(prefixes))
