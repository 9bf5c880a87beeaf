"""Coding systems as types: a diagnosis code cannot be taken for a medicine code.

ICPC-2 is what Danish general practice writes, ICD-10 and its Danish form SKS ("D" in front, no
dot, a filler 9 after three characters) what hospitals write, ATC names substances.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar


class CodeError(ValueError):
    """The text has not the form of a code in this system."""


@dataclass(frozen=True, order=True)
class Code:
    """A code that has the right form. Whether it exists is the catalogue's to say."""

    value: str
    form: ClassVar[re.Pattern[str]] = re.compile("")
    name: ClassVar[str] = ""

    def __post_init__(self) -> None:
        if not self.form.fullmatch(self.value):
            raise CodeError(f"{self.value!r} is not {self.name}")

    def __str__(self) -> str:
        return self.value


class ICPC2(Code):
    """A chapter letter and two digits: T90. ICPC-2 has seventeen chapters, so I10 is none of it."""

    form = re.compile(r"[ABDFHKLNPRSTUWXYZ][0-9]{2}")
    name = "ICPC-2"


class ICD10(Code):
    """A letter, two digits and at most two decimals after a dot: E11.9."""

    form = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{1,2})?")
    name = "ICD-10"

    @property
    def sks(self) -> SKS:
        """The same diagnosis as hospitals in Denmark write it: I10 → DI109, E11.9 → DE119."""
        bare = self.value.replace(".", "")
        return SKS("D" + (bare + "9" if len(bare) == 3 else bare))


class SKS(Code):
    """ICD-10 with D in front, without dot: DE119."""

    form = re.compile(r"D[A-Z][0-9]{3,4}")
    name = "SKS"


class ATC(Code):
    """A substance, the fifth level of the ATC system: A10BA02."""

    form = re.compile(r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}")
    name = "ATC"


Diagnosis = ICPC2 | ICD10 | SKS


def diagnosis(text: str) -> Diagnosis:
    """Read a diagnosis code in whichever system it is written; case and spaces do not matter.

    Raises CodeError for anything else, so that an unknown code is never silently nothing.
    """
    tidy = text.strip().upper().replace(" ", "")
    for system in (SKS, ICPC2, ICD10):
        if system.form.fullmatch(tidy):
            return system(tidy)
    raise CodeError(f"{text!r} is neither ICPC-2, ICD-10 nor SKS")
