"""What gives away a closed part of the plan: a medicine that tells the diagnosis, a word in a line.

A leak is told before anything is shared; it never blocks, for the patient may well know and agree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from overblik.domain.base import Frozen, Line, Section, Slug, Text
from overblik.domain.catalogue import Catalogue, Verified
from overblik.domain.sharing import Reach, in_section_order, section_of_condition
from overblik.domain.story import Consent


class RecipientRow(Frozen):
    """Somebody a plan can go to: what to ask the patient about, and whose lines depend on it.

    ``ask`` is never ticked for anybody. ``owners`` are the owners of the care model that this is.
    """

    id: Reach
    owners: tuple[Slug, ...]
    ask: tuple[Section, ...]
    why: Text
    source: Line
    verified: Verified


def said(consent: Consent, row: RecipientRow) -> tuple[Section, ...]:
    """The parts of the plan that the patient's words in the case let this recipient have.

    A plain yes answers what this recipient is asked about, never more: yes to all of the plan is
    another answer. A »partly« gives the parts it names, and one that names none gives none.
    """
    return in_section_order(row.ask if consent.answer == "yes" else consent.sections)


class MedicineTells(Frozen):
    """Medicines, by the beginning of their ATC code, that give away another part of the plan."""

    id: Slug
    atc: str = Field(pattern=r"^[A-Z]([0-9]{2}([A-Z]{1,2}([0-9]{2})?)?)?$")
    reveals: Section
    what: Text
    source: Line
    verified: Verified


class WordsTell(Frozen):
    """Words that give away a part of the plan; ``-`` stands for the rest of a word: gigt-, -gigt.

    ``but`` are words that look like these and are not. ``what`` says why where the words alone do
    not.
    """

    id: Slug
    reveals: Section
    words: tuple[Line, ...]
    but: tuple[Line, ...] = ()
    what: Text | None = None
    source: Line
    verified: Verified


class Sharing(Frozen):
    """``data/model/sharing.yaml``: the recipients, and what tells more than it says."""

    recipients: tuple[RecipientRow, ...]
    medicines: tuple[MedicineTells, ...]
    words: tuple[WordsTell, ...]

    def recipient(self, recipient: Reach) -> RecipientRow:
        """The row of a recipient; each has one (`overblik.knowledge.sharing`)."""
        return next(one for one in self.recipients if one.id == recipient)


@dataclass(frozen=True)
class Clue:
    """A word that gives away a part of the plan; ``-`` stands for the rest of one: gigt-, -gigt.

    ``but`` are words that look like it and are not. ``what`` says why where the word alone does
    not: what a medicine is for, what a wish tells.
    """

    word: str
    reveals: Section
    what: Text | None = None
    but: tuple[str, ...] = ()

    def found(self, text: str, lowered: str) -> list[str]:
        """The words of the text that are this one, as they stand there."""
        # Much faster than looking for whole words, and mostly enough.
        if self.word.strip("-") not in lowered:
            return []
        return [
            one
            for one in re.findall(rf"(?<!\w){_pattern(self.word)}(?!\w)", text, re.IGNORECASE)
            if not any(re.fullmatch(_pattern(but), one, re.IGNORECASE) for but in self.but)
        ]


def _pattern(word: str) -> str:
    """A word as an expression; what stands inside it stays, a hyphen too."""
    before, after = (r"\w*" if one else "" for one in (word[:1] == "-", word[-1:] == "-"))
    return before + re.escape(word.strip("-")) + after


@dataclass(frozen=True)
class Leak:
    """A line in an allowed part that gives away a closed one, the words that do, and why."""

    line: str
    section: Section
    reveals: Section
    words: tuple[str, ...]
    why: tuple[Text, ...]


def clues(sharing: Sharing, catalogue: Catalogue) -> tuple[Clue, ...]:
    """Every word that gives something away: names of the catalogue, and the rows of words."""
    return tuple(dict.fromkeys(_clues(sharing, catalogue)))


def _clues(sharing: Sharing, catalogue: Catalogue) -> Iterator[Clue]:
    for medicine in catalogue.medicines.values():
        tells = [row for row in sharing.medicines if medicine.key.startswith(row.atc)]
        for name in _names(medicine.name):
            yield Clue(_inflected(name), "medicine")
            yield from (Clue(_inflected(name), row.reveals, row.what) for row in tells)
    for condition in catalogue.conditions.values():
        for name in _names(condition.name):
            yield Clue(_inflected(name), section_of_condition(condition.key, catalogue))
    for row in sharing.words:
        for word in row.words:
            yield Clue(word.lower(), row.reveals, row.what, row.but)


def _names(name: Text) -> set[str]:
    """What something is called: in full, without its parenthesis, by it, and by its parts."""
    found: set[str] = set()
    for whole in (name.da.lower(), name.en.lower()):
        before, _, inside = whole.partition("(")
        found |= {whole, before.strip(), inside.rstrip(") "), *whole.split("/")}
    return {one for one in found if len(one) > 2}


SHORTEST_STEM = 6
"""Letters of the shortest name that is looked for at the beginning of longer words: fewer begin
words of quite another meaning, as KOL does Kolonihaven."""


def _inflected(name: str) -> str:
    """A name of one long word with all that Danish puts after it: sertralinens, morfinplaster."""
    return f"{name}-" if name.isalpha() and len(name) >= SHORTEST_STEM else name


def leaks(
    told: Sequence[tuple[Section, str]], closed: Collection[Section], clues: Sequence[Clue]
) -> tuple[Leak, ...]:
    """What in the texts that are told, each in its own part, gives away a closed part."""
    wanted = [one for one in clues if one.reveals in closed]
    found: list[Leak] = []
    for section, text in told:
        lowered = text.lower()
        given: dict[Section, dict[str, str]] = {}
        why: dict[Section, dict[Text, None]] = {}
        for clue in wanted:
            for word in clue.found(text, lowered):
                given.setdefault(clue.reveals, {})[word.lower()] = word
                if clue.what is not None:
                    why.setdefault(clue.reveals, {})[clue.what] = None
        found += [
            Leak(text, section, reveals, _longest(words), tuple(why.get(reveals, ())))
            for reveals, words in given.items()
        ]
    return tuple(found)


def _longest(words: dict[str, str]) -> tuple[str, ...]:
    """The words without those that are only a part of another: of depression, not depress."""
    return tuple(
        said
        for key, said in words.items()
        if not any(key != other and key in other for other in words)
    )
