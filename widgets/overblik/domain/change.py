"""One fact of a case otherwise, and the rows of data that say what could happen to a patient.

The kinds of rows are in `overblik.domain.changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from overblik.domain.base import Frozen, Line, Slug, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, Condition, MedicineFlag, Verified
from overblik.domain.facts import Household
from overblik.domain.model import CareModel

Direction = Literal["burden", "relief"]

Edit = Callable[[Case], Case]
"""Gives the case as it would be, and leaves the old one."""


@dataclass(frozen=True)
class Change:
    """One fact of a case otherwise.

    ``words`` complete »Hvis …:«; ``names`` are what the row's other wordings are filled with.
    ``about`` names the facts it touches: two changes about the same fact are no pair. ``kin``:
    changes of a row with the same kin do the same, alone and together with any other change of
    their direction about something else. ``size`` compares changes about the same thing (the
    smaller asks for less). ``domain``: the only one it speaks to, None when it changes what is
    counted.
    """

    id: str
    row: str
    direction: Direction
    words: Text
    names: Mapping[str, Text] = field(compare=False)
    about: frozenset[str]
    edit: Edit = field(compare=False, repr=False)
    domain: str | None = None
    kin: object = None
    size: int = 1

    def apply(self, case: Case) -> Case:
        """The case as it would be."""
        return self.edit(case)


@dataclass(frozen=True)
class Setting:
    """The patient a change is looked for, and what is known of the world."""

    case: Case
    catalogue: Catalogue
    model: CareModel

    @cached_property
    def active(self) -> Mapping[str, Condition]:
        """The chronic conditions the patient has, by key."""
        found = (
            self.catalogue.condition(one.code)
            for one in self.case.conditions
            if one.status == "active"
        )
        return {row.key: row for row in found if row.chronic}

    @cached_property
    def results(self) -> Mapping[str, float]:
        return {one.kind: one.value for one in self.case.measurements}

    @cached_property
    def regular(self) -> tuple[str, ...]:
        """The medicines taken regularly, by ATC code, each once."""
        medicines = self.case.medicines or ()
        return tuple(dict.fromkeys(one.atc for one in medicines if one.use == "regular"))

    def flags(self, atc: str) -> tuple[MedicineFlag, ...]:
        """The results that can speak against a medicine."""
        return tuple(
            flag
            for flag in self.catalogue.medicine_flags
            if flag.kind == "contraindication" and atc.startswith(flag.atc_prefix)
        )

    def knows(self, domain: str) -> bool:
        """Whether the case says anything of a domain; one that is counted says so itself."""
        return (
            any(one.id == domain and one.basis for one in self.model.domains)
            or any(one.domain == domain for one in self.case.life)
            or any(
                (band := self.catalogue.instruments[one.instrument].band(one.value)) is not None
                and band.domain == domain
                and band.rating is not None
                for one in self.case.scores
            )
        )


_LONGEST = 120
"""Characters of the case's own words in a sentence about a change."""


def brief(told: Text) -> Text:
    """The case's own words, short enough to stand inside a sentence."""
    da, en = (
        one if len(one) <= _LONGEST else one[: _LONGEST - 1] + "…" for one in (told.da, told.en)
    )
    return Text(da=da, en=en)


class Needs(Frozen):
    """Whom an event can happen to. Ages in years; an unknown household fits no named one."""

    household: tuple[Household, ...] | None = None
    age_from: int = 0
    age_below: int = 200

    def met(self, case: Case) -> bool:
        return self.age_from <= case.person.age < self.age_below and (
            self.household is None or case.person.household in self.household
        )


class ChangeRow(Frozen):
    """An event in words, with its source.

    Where several changes of the row come to the same, ``many`` tells them all by an example and
    ``some`` names them when there are others that do not. ``twice`` tells two that happen together.
    """

    id: Slug
    direction: Direction
    words: Text
    many: Text | None = None
    some: Text | None = None
    twice: Text | None = None
    needs: Needs = Needs()
    source: Line
    verified: Verified

    fills: ClassVar[frozenset[str]] = frozenset({"name"})
    """What the words can name; ``some`` has also ``{names}``, and ``twice`` ``{other}``."""

    @model_validator(mode="after")
    def _fillable(self) -> Self:
        for words, fills in (
            (self.words, self.fills),
            (self.many, self.fills),
            (self.some, self.fills | {"names"}),
            (self.twice, self.fills | {"other"}),
        ):
            try:
                if words:
                    words.format(**dict.fromkeys(fills, "x"))
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError(f"the words can name only {sorted(fills)}") from error
        return self

    def changes(self, on: Setting) -> Iterator[Change]:
        """The single changes this row means for a patient."""
        raise NotImplementedError

    def change(
        self,
        at: str,
        edit: Edit,
        about: tuple[str, ...],
        names: Mapping[str, Text] | None = None,
        *,
        domain: str | None = None,
        kin: object = None,
        size: int = 1,
    ) -> Change:
        names = names or {}
        return Change(
            id=f"{self.id}.{at}" if at else self.id,
            row=self.id,
            direction=self.direction,
            words=self.words.format(**names),
            names=names,
            about=frozenset(about),
            edit=edit,
            domain=domain,
            kin=kin,
            size=size,
        )
