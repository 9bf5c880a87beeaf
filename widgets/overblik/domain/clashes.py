"""The conflict and synergy board: where treatments, diseases, results and wishes pull apart.

The board finds and explains, it decides nothing: which column a card goes to is the user's, and
no card says how much of a medicine to give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from overblik.domain.base import Frozen, Slug, Text, Whole
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, Medicine, Verified
from overblik.domain.plan import PlanItem
from overblik.domain.triggers import Setting, Trigger, Unless, Words

Column = Literal["do", "drop", "defer", "discuss"]
"""Gør, drop, udskyd, drøft. A card in none of them is »uafklaret«."""

ClashKind = Literal["conflict", "synergy", "taper"]
"""Things that pull apart, one thing that serves several, what is tapered and never cut short."""


class Placement(Frozen):
    """Where a card was put, and why. ``column`` None: a note was written, the card not placed."""

    column: Column | None = None
    note: str = Field(default="", max_length=2_000)


class Stems(Frozen):
    """Beginnings of words, by language: »svim« finds svimmel and svimmelhed."""

    da: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)


class Theme(Frozen):
    """Something that matters in everyday life, and how patients' own words tell of it."""

    name: Text
    stems: Stems

    def is_in(self, words: str) -> bool:
        """Whether somebody's words, in either language, speak of it."""
        stems = "|".join(re.escape(stem) for stem in (*self.stems.da, *self.stems.en))
        return re.search(rf"(?<!\w)(?:{stems})", words, re.IGNORECASE) is not None


class Source(Frozen):
    """What a row was seen in: its name and year, and what to know about how it was seen."""

    name: Text
    year: Whole | None = Field(default=None, ge=1900, le=2199)
    note: Text | None = None

    def cited(self, criterion: str) -> Text:
        """»STOPP version 2, E4 (2015); set i en kopi«; ``criterion`` may be empty."""
        at = (f", {criterion}" if criterion else "") + (f" ({self.year})" if self.year else "")
        da, en = (f"; {self.note.da}", f"; {self.note.en}") if self.note else ("", "")
        return Text(da=f"{self.name.da}{at}{da}", en=f"{self.name.en}{at}{en}")


class Advice(Frozen):
    """What holds for every change of medicine, with a name in the table of sources."""

    text: Text
    source: Slug
    verified: Verified


class Clash(Frozen):
    """One row: what pulls apart or together, why, how strongly, when, and how sure that is.

    ``strength``, ``themes`` and ``source`` are names in the tables of the same file; ``criterion``
    is the place in the source, where it numbers them.
    """

    id: Slug
    kind: ClashKind
    title: Text
    reason: Text
    strength: Slug
    themes: tuple[Slug, ...] = ()
    when: Trigger
    unless: Unless = Unless()
    source: Slug
    criterion: str = Field(default="", max_length=20)
    verified: Verified


class Clashes(Frozen):
    """All rows with the words for their strengths, strongest first, their themes and sources."""

    words: Words
    strengths: Mapping[Slug, Text]
    sources: Mapping[Slug, Source]
    themes: Mapping[Slug, Theme]
    advice: tuple[Advice, ...]
    rows: tuple[Clash, ...]

    def cited(self, row: Clash | Advice) -> Text | None:
        """The source a row was seen in; None where it was written from memory or is proposed."""
        if row.verified != "yes":
            return None
        return self.sources[row.source].cited(row.criterion if isinstance(row, Clash) else "")


@dataclass(frozen=True)
class BoardCard:
    """A row that holds for the case.

    ``medicines`` are those the card is about, ``partners`` those they are taken together with;
    ``facts`` is everything else that caused it, partners included, in words. ``touches`` are the
    ids of the priorities whose words speak of the same. ``source`` is what the row was seen in.
    """

    row: Clash
    medicines: tuple[Medicine, ...]
    facts: tuple[Text, ...]
    touches: tuple[str, ...]
    partners: tuple[Medicine, ...] = ()
    source: Text | None = None


@dataclass(frozen=True)
class Unsure:
    """A row that nothing in the case rules out and that lacks a value to be judged."""

    row: Clash
    missing: tuple[Text, ...]


@dataclass(frozen=True)
class Board:
    """What holds, strongest first, and what cannot be judged."""

    cards: tuple[BoardCard, ...] = ()
    unsure: tuple[Unsure, ...] = ()

    def about(self, atc: str) -> tuple[BoardCard, ...]:
        """The cards that are about this medicine, not those it merely takes part in."""
        return tuple(card for card in self.cards if any(one.key == atc for one in card.medicines))


def tapers(item: PlanItem, board: Board) -> tuple[BoardCard, ...]:
    """Why the medicine that this line stops must be tapered and never cut short; else none."""
    step = item.medicine
    if step is None or step.kind != "stop" or step.atc is None:
        return ()
    return tuple(one for one in board.about(step.atc) if one.row.kind == "taper")


def tapered(items: Iterable[PlanItem], board: Board) -> frozenset[str]:
    """The ids of the lines that stop a medicine which must be tapered and never cut short."""
    return frozenset(one.id for one in items if tapers(one, board))


def board(
    case: Case,
    clashes: Clashes,
    catalogue: Catalogue,
    wishes: Sequence[tuple[str, str]] = (),
) -> Board:
    """Judge every row in a case. ``wishes``: the priorities as (id, the patient's words)."""
    spoken = {
        key: {id: words for id, words in wishes if theme.is_in(words)}
        for key, theme in clashes.themes.items()
    }
    said = {key: tuple(found.values()) for key, found in spoken.items()}
    setting = Setting(case, catalogue, clashes.words, said)
    found = [one for row in clashes.rows if (one := _judged(row, setting)) is not None]
    strongest = {strength: at for at, strength in enumerate(clashes.strengths)}
    cards = [
        BoardCard(
            row=row,
            medicines=setting.taken(_first(row), row.when.uses),
            facts=facts,
            touches=tuple(id for id, _ in wishes if any(id in spoken[key] for key in row.themes)),
            partners=tuple(_partners(row, setting)),
            source=clashes.cited(row),
        )
        for row, facts, missing in found
        if not missing
    ]
    return Board(
        cards=tuple(sorted(cards, key=lambda card: strongest[card.row.strength])),
        unsure=tuple(Unsure(row, missing) for row, _, missing in found if missing),
    )


def _judged(
    row: Clash, setting: Setting
) -> tuple[Clash, tuple[Text, ...], tuple[Text, ...]] | None:
    """The row with its facts and what is missing; None where a part is definitely not so."""
    facts: dict[Text, None] = {}
    missing: dict[Text, None] = {}
    for part in setting.parts(row.when, row.unless):
        if part.holds is False:
            return None
        facts |= dict.fromkeys(part.facts)
        missing |= dict.fromkeys(part.missing)
    return row, tuple(facts), tuple(missing)


def _first(row: Clash) -> tuple[str, ...]:
    return row.when.medicines[0] if row.when.medicines else ()


def _partners(row: Clash, setting: Setting) -> Iterator[Medicine]:
    for group in row.when.medicines[1:]:
        yield from setting.taken(group, row.when.uses)
