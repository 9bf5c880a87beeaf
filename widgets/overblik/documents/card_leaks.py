"""What on a conference card gives away a part of the plan that the patient has closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from overblik.documents.card_sheet import FIELD
from overblik.documents.words import SECTION
from overblik.domain.base import SECTIONS, Language, Section
from overblik.domain.conference import FIELDS, Card, CardField
from overblik.domain.leaks import Clue, Leak, leaks
from overblik.language import Message

_SECTION: Mapping[CardField, Section] = {
    "question": "agreements",
    "decision": "agreements",
    "background": "diagnoses",
    "medicines": "medicine",
    "kidney": "diagnoses",
    "results": "diagnoses",
    "wish": "goals",
    "lose": "goals",
    "tried": "agreements",
    "reading": "social",
    "with_answer": "agreements",
    "meanwhile": "agreements",
}
"""The part of the plan that each text of a card is most of."""


@dataclass(frozen=True)
class CardLeak:
    """A text of the card that gives away a closed part, and by what."""

    field: CardField
    leak: Leak


def leaks_of(
    card: Card, allowed: Collection[Section] | None, clues: Sequence[Clue]
) -> tuple[CardLeak, ...]:
    """What the texts of a card give away, in the order of the card. ``allowed`` are the parts that
    its colleague may have, None when nobody has asked the patient: then nothing is closed."""
    closed = set(SECTIONS) - set(SECTIONS if allowed is None else allowed)
    return tuple(
        CardLeak(field, leak)
        for field in FIELDS
        if closed and card.text(field).strip()
        for leak in leaks([(_SECTION[field], card.text(field))], closed, clues)
    )


def leak_said(one: CardLeak, language: Language) -> str:
    """Medicin kan røbe noget under »Psykisk«: sertralin – bruges mest mod depression og angst."""
    text = Message(
        "{field} kan røbe noget under »{closed}«: {words}",
        field=FIELD[one.field],
        closed=SECTION[one.leak.reveals],
        words=", ".join(one.leak.words),
    ).text(language)
    why = "; ".join(it[language] for it in one.leak.why)
    return f"{text} – {why}" if why else text
