"""What a MedCom message is made of besides the plan: addresses, codes, test organisations, labels.

Everything that changes with a version of MedCom's profiles is a row in ``data/medcom/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import model_validator

from overblik.domain.catalogue import Row
from overblik.knowledge.rows import common, keyed

PRACTICE = "practice"
"""The row of the organisation that sends."""


class Code(Row):
    """An address, a code or a fixed value, with what it is called."""

    kind: str
    value: str


class Element(Row):
    """An element that a resource's narrative shows, by its path, with its name in the narrative.

    ``resource`` is a type of resource, or ``payload`` for one segment of a Communication.
    """

    resource: str
    path: str


class Organisation(Row):
    """A fictional organisation with the numbers it is addressed by.

    The sender has a telephone number and a person who writes: ``given`` and ``family``.
    """

    sor: str
    gln: str
    phone: str
    given: str
    family: str

    @model_validator(mode="after")
    def _addressed(self) -> Self:
        if not (self.sor.isdigit() and len(self.sor) >= 11):
            raise ValueError(f"{self.sor} is no SOR id: at least 11 digits")
        if not is_gln(self.gln):
            raise ValueError(
                f"{self.gln} is no GLN: 13 digits, the last of which checks the others"
            )
        return self


@dataclass(frozen=True)
class Medcom:
    """The tables of ``data/medcom/``."""

    codes: Mapping[str, Code]
    elements: tuple[Element, ...]
    organisations: Mapping[str, Organisation]

    def __getitem__(self, key: str) -> str:
        """The value of a row of ``codes.csv``; raises KeyError."""
        return self.codes[key].value

    def values(self, kind: str) -> frozenset[str]:
        """All values of one kind: the categories, the types a file may have."""
        return frozenset(one.value for one in self.codes.values() if one.kind == kind)

    def shown(self, resource: str) -> tuple[Element, ...]:
        """What the narrative of this type of resource shows."""
        return tuple(one for one in self.elements if one.resource == resource)

    @cached_property
    def names(self) -> Mapping[str, Code]:
        """The codes that have a name for a reader, by their value."""
        return {one.value: one for one in self.codes.values() if one.kind in ("code", "category")}


def read_medcom(data: Path) -> Medcom:
    """Read ``data/medcom/``. Raises TableError naming table and line."""
    folder = data / "medcom"
    return Medcom(
        codes=keyed(
            folder / "codes.csv",
            lambda row: Code(**common(row), kind=row["kind"], value=row["value"]),
        ),
        elements=tuple(
            keyed(
                folder / "narrative.csv",
                lambda row: Element(**common(row), resource=row["resource"], path=row["path"]),
            ).values()
        ),
        organisations=keyed(
            folder / "organisations.csv",
            lambda row: Organisation(
                **common(row),
                sor=row["sor"],
                gln=row["gln"],
                phone=row["phone"],
                given=row["given"],
                family=row["family"],
            ),
        ),
    )


def is_gln(text: str) -> bool:
    """Whether a text is a location number: 13 digits, the last by GS1's modulus 10."""
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    return sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(text)) % 10 == 0
