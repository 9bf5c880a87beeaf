"""How hard a text is to read, by LIX (Björnsson 1968): what is written to patients aims at 35."""

from __future__ import annotations

import re

LONG = 6
"""A word with more letters than this is a long one."""

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’][^\W_]+)*")
_STOP = re.compile(r"[.!?:]+(?=\s|$)|\n+")


def lix(text: str) -> float:
    """Words a sentence, plus long words in a hundred words; 0 for a text without words.

    A full stop, colon, question or exclamation mark ends a sentence, and so does a line: a heading
    or a point of a list is read as one. Below 25 is easy, 35 is a daily paper's lighter pages, 45
    and more is hard.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(bool(_WORD.search(part)) for part in _STOP.split(text))
    long = sum(len(re.sub(r"[-'’]", "", word)) > LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)
