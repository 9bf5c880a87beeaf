"""How complete a conference card is, with the reason for each thing it lacks.

What a card needs is data (`ConferenceRules`, ``data/model/conference.yaml``); how a need is seen in
a text is here, by name. Only the question is scored: whether it is one, whether the answer can be
used. The medicine never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from overblik.domain.base import Frozen, Line, Slug, Text
from overblik.domain.catalogue import Verified
from overblik.domain.conference import Card, CardField, Conference, Direction

TextCheck = Literal[
    "filled",
    "is_question",
    "one_question",
    "no_hidden_question",
    "one_decision",
    "dated",
    "short_enough",
]
Check = Literal[
    TextCheck, "sender", "named", "deadline", "deadline_ahead", "responsible", "after", "work_up"
]
"""What a rule looks at. A `TextCheck` reads the text of its ``field``: it is filled; it asks
something; it holds one question mark at most; nothing in it looks like one more question; it is
one line; it names a day; it is no longer than ``most``. The others ask for a sender, a receiver, a
deadline that has not passed, who is responsible until the answer and after it, and what the
specialist plans to do."""

_OF_A_TEXT = frozenset(get_args(TextCheck))


class CardRule(Frozen):
    """One thing a good card has. ``direction`` None: whoever asks.

    ``blocks``: the card is not sent without it. ``said`` is the reason shown when it is lacking,
    with what to do; ``{count}`` in it is how many questions there are, ``{most}`` the characters
    there is room for. ``words`` are those that look like one more question.
    """

    id: Slug
    check: Check
    field: CardField | None = None
    direction: Direction | None = None
    blocks: bool = False
    most: int | None = Field(default=None, ge=1, le=10_000, description="Tegn, der er plads til")
    words: tuple[Line, ...] = ()
    said: Text
    source: Line
    verified: Verified

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for needed, given in (
            (self.check in _OF_A_TEXT, self.field is not None),
            (self.check == "short_enough", self.most is not None),
            (self.check == "no_hidden_question", bool(self.words)),
        ):
            if needed != given:
                raise ValueError(f"{self.id}: field, most and words must fit the check")
        try:
            self.said.format(count=0, most=0)
        except (KeyError, IndexError, ValueError):
            raise ValueError(f"{self.id}: only {{count}} and {{most}} can be filled in") from None
        return self

    def applies(self, direction: Direction) -> bool:
        """Whether it counts for a card that goes this way."""
        return self.direction in (None, direction)


class ConferenceRules(Frozen):
    """What a card needs, in the order of the form. Whatever reads a text or the deadline has a rule
    beside it that asks for it: one that is not there is then told as that and nothing else."""

    version: str
    rules: tuple[CardRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [one.id for one in self.rules]
        if len(set(ids)) != len(ids):
            raise ValueError(f"an id stands twice: {sorted(ids)}")
        asked = {(one.field, one.direction) for one in self.rules if one.check == "filled"}
        for one in self.rules:
            if one.field and not asked & {(one.field, None), (one.field, one.direction)}:
                raise ValueError(f"{one.id}: no rule asks for {one.field} to be filled")
            if one.check == "deadline_ahead" and "deadline" not in {it.check for it in self.rules}:
                raise ValueError(f"{one.id}: no rule asks for a deadline")
        return self


@dataclass(frozen=True)
class Missing:
    """One thing a card lacks: the rule, and the reason with what to do."""

    rule: CardRule
    said: Text

    @property
    def blocks(self) -> bool:
        """Whether the card cannot be sent before it is there."""
        return self.rule.blocks


@dataclass(frozen=True)
class Completeness:
    """How many of the rules for this card are met, of how many, and what it lacks in the order of
    the form. A text nobody has written meets none of its rules, and is told once."""

    met: int
    total: int
    lacks: tuple[Missing, ...]

    @property
    def can_send(self) -> bool:
        """Whether nothing that blocks is lacking."""
        return not any(one.blocks for one in self.lacks)

    @property
    def blocking(self) -> tuple[Missing, ...]:
        """What must be there before the card is sent."""
        return tuple(one for one in self.lacks if one.blocks)


def completeness(
    conference: Conference, card: Card, rules: ConferenceRules, today: date | None = None
) -> Completeness:
    """How complete a conference's card is. ``card`` is it as it is read, drafts and all; ``today``
    is the story's, None where nobody asks whether the deadline has passed."""
    asked = [one for one in rules.rules if one.applies(conference.direction)]
    met, lacks = 0, list[Missing]()
    for rule in asked:
        text = card.text(rule.field) if rule.field else ""
        there = text.strip() or not rule.field
        if rule.check == "deadline_ahead":
            there = card.deadline
        if _CHECKS[rule.check](rule, text, card, _Now(conference, today)):
            met += 1
        elif there or rule.check == "filled":
            count = questions(text)
            lacks.append(Missing(rule, rule.said.format(count=count, most=rule.most or 0)))
    return Completeness(met, len(asked), tuple(lacks))


_MARKS = "?？؟⸮⁇⁈⁉‽❓❔﹖\u037e\u055e\u061f\u1367\u1945\u2cfa\ua60f\ua6f7"
_ASKED = re.compile(rf"[{_MARKS}](?:[\s!.…\"'»«”’)\]]*[{_MARKS}])*")
"""A question mark of any script; several with nothing to ask between them are one."""


def questions(text: str) -> int:
    """How many questions a text holds, counted by their marks: »Virkelig??« is one."""
    return len(_ASKED.findall(text))


_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september"),
    *("oktober", "november", "december", "january", "february", "march", "may", "june", "july"),
    *("october", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct"),
    *("nov", "dec"),
)
_DAY = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2})\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b(?!/)"
    rf"|\b(?:{'|'.join(_MONTHS)})\b\.?\s+(?:\d{{1,2}},?\s+)?\d{{4}}\b"
    rf"|\b\d{{1,2}}\.?\s+(?:{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)


def names_a_day(text: str) -> bool:
    """Whether a text says when: »12.11.2026«, »12/11«, »12. november«, »november 2026«."""
    return _DAY.search(text) is not None


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _hidden(rule: CardRule, text: str) -> bool:
    folded = " ".join(text.casefold().split())
    return any(word.casefold() in folded for word in rule.words)


@dataclass(frozen=True)
class _Now:
    """The conference, and the story's today where somebody asks for it."""

    asked: Conference
    today: date | None


_Sees = Callable[[CardRule, str, Card, _Now], bool]

_CHECKS: Mapping[Check, _Sees] = {
    "filled": lambda rule, text, card, one: bool(text.strip()),
    "is_question": lambda rule, text, card, one: questions(text) > 0,
    "one_question": lambda rule, text, card, one: bool(text.strip()) and questions(text) <= 1,
    "no_hidden_question": lambda rule, text, card, one: (
        bool(text.strip()) and not _hidden(rule, text)
    ),
    "one_decision": lambda rule, text, card, one: len(_lines(text)) == 1 and questions(text) <= 1,
    "dated": lambda rule, text, card, one: names_a_day(text),
    "short_enough": lambda rule, text, card, one: 0 < len(text.strip()) <= (rule.most or 0),
    "sender": lambda rule, text, card, one: bool(card.sender.strip()),
    "named": lambda rule, text, card, one: bool(card.to.strip()),
    "deadline": lambda rule, text, card, one: card.deadline is not None,
    "deadline_ahead": lambda rule, text, card, one: (
        card.deadline is not None and (one.today is None or card.deadline >= one.today)
    ),
    "responsible": lambda rule, text, card, one: card.responsible is not None,
    "after": lambda rule, text, card, one: card.after is not None,
    "work_up": lambda rule, text, card, one: bool(one.asked.work_up),
}
