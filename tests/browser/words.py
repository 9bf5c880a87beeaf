"""Which words belong to which language: from the catalogue, the data, and the commonest words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel.messages.pofile import read_po
from pydantic import BaseModel

from overblik.domain.base import Text
from overblik.knowledge import library
from overblik.language import Language
from overblik.paths import locale_dir

COMMON = {
    "da": "og ikke med på til af eller hvis skal hvor uden efter hvad jeres der det et er som være "
    "fra ved kun når mere hun han alle dansk",
    "en": "the and with of is from not which this that are without their has been when or if what "
    "your they english",
}
"""Words that no text of some length does without, and that the other language has not got."""

LONG = 18
"""Characters from which a text of one language may not even be part of a text of the other."""


@dataclasses.dataclass(frozen=True)
class Words:
    """What may not stand in a language: texts of the other one, whole and as parts."""

    whole: frozenset[str]
    parts: tuple[str, ...]
    common: re.Pattern[str]

    def foreign(self, text: str) -> str | None:
        """What in a text belongs to the other language, if anything."""
        if text in self.whole:
            return text
        if len(text) >= LONG:
            found = next((one for one in self.parts if one in text), None)
            if found:
                return found
        common = self.common.search(text)
        return common[0] if common else None


@cache
def words(language: Language) -> Words:
    """The words that may not stand in texts of a language."""
    own, foreign = set[str](), set[str]()
    for danish, english in pairs():
        mine, other = (danish, english) if language == "da" else (english, danish)
        own.add(mine)
        foreign.add(other)
    everything = "\n".join(own)
    other = "en" if language == "da" else "da"
    return Words(
        whole=frozenset(foreign - own),
        parts=tuple(one for one in foreign if len(one) >= LONG and one not in everything),
        common=re.compile(rf"\b({'|'.join(COMMON[other].split())})\b", re.IGNORECASE),
    )


@cache
def same_in_both() -> frozenset[str]:
    """Texts that are written alike in both languages."""
    return frozenset(danish for danish, english in pairs() if danish == english)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Every text there is, in Danish and English, with its placeholders cut away."""
    known = (*_texts(library()), *_texts(library().consultation))
    found = [(text.da, text.en) for text in known]
    with (locale_dir() / "en/LC_MESSAGES/overblik.po").open("rb") as file:
        for message in read_po(file, locale="en"):
            ids, said = _forms(message.id), _forms(message.string)
            found += [(one, other) for one, other in zip(ids, said, strict=False) if one and other]
    return tuple(
        (one, other)
        for danish, english in found
        for one, other in zip(_pieces(danish), _pieces(english), strict=False)
    )


def _forms(text: object) -> list[str]:
    """Singular and plural of a message, or the one form it has."""
    return [str(one) for one in text] if isinstance(text, tuple | list) else [str(text)]


def _pieces(text: str) -> list[str]:
    """A text without placeholders as it is; else its pieces, the longest first."""
    tidy = " ".join(text.split())
    pieces = [one.strip() for one in re.split(r"%\(\w+\)s|\{\w*\}", tidy)]
    if len(pieces) == 1:
        return pieces
    return [one for one in sorted(pieces, key=len, reverse=True) if len(one) >= LONG]


def _texts(node: object) -> Iterator[Text]:
    """Every text in two languages somewhere in a value."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _texts(getattr(node, name))
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from _texts(getattr(node, field.name))
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)
