"""A warning in words, on one line: what in a line of a plan gives a closed part of it away."""

from __future__ import annotations

from overblik.documents.words import SECTION
from overblik.domain.base import Language
from overblik.domain.leaks import Leak
from overblik.knowledge.characters import visible
from overblik.language import Message


def leak_text(leak: Leak, language: Language) -> str:
    """The line, its part, what it can give away, by which words, and why where that is known."""
    text = Message(
        "»{line}« ({part}) kan røbe noget under »{closed}«: {words}",
        line=visible(" ".join(leak.line.split())),
        part=SECTION[leak.section].text(language).lower(),
        closed=SECTION[leak.reveals],
        words=", ".join(leak.words),
    ).text(language)
    why = "; ".join(one[language] for one in leak.why)
    return f"{text} – {why}" if why else text
