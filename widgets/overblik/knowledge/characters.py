"""Characters that no text may hold: they steer a terminal or a printer, or are half of one.

Line feeds and tabs are text. A carriage return is not: no browser sends one, and it lets a text
write over its own line. To some terminals U+009B begins a command.
"""

from __future__ import annotations

import re

CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
"""The inside of a character class; Rust's regular expressions know it as well as Python's."""

_UNPRINTABLE = re.compile(rf"[{CONTROL}\ud800-\udfff]")


def unprintable(text: str) -> bool:
    """Whether a text holds control characters or half a character."""
    return _UNPRINTABLE.search(text) is not None


def visible(text: str) -> str:
    """A text on one line, with what cannot be seen written as its code: \\x1b."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
