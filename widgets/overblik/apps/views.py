"""What a page can have open, for that page alone: nothing of it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from overblik.language import N_, UserError

VIEWS = frozenset(
    {"cell", "what_if", "change", "against", "python", "result", "recipient", "lines", "paper",
     "message", "year_before", "conference"}
)  # fmt: skip
"""A cell of the grid, what could happen and one such change, another case to compare with, the
steps as Python, a result not yet in the case, whose preview, whose lines of a long plan, which
paper's text, whose message, which day to compare the plan with, which conference."""

LONGEST_VIEW = 200
"""Characters that name what is open."""


def asked_to_show(event: Mapping[str, Any]) -> tuple[str, str]:
    """What is to be opened and its name; an empty name closes it. Raises UserError."""
    what, value = event.get("what"), event.get("value", "")
    if (
        not isinstance(what, str)
        or what not in VIEWS
        or not isinstance(value, str)
        or len(value) > LONGEST_VIEW
    ):
        raise UserError(N_("Det kan ikke vises. Genindlæs siden."))
    return what, value
