"""The conflict and synergy board: where treatments, diseases, results and wishes pull apart."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from overblik.domain.base import Frozen

Column = Literal["do", "drop", "defer", "discuss"]
"""Gør, drop, udskyd, drøft. A card in none of them is »uafklaret«."""


class Placement(Frozen):
    """Where a card was put, and why. ``column`` None: a note was written, the card not placed."""

    column: Column | None = None
    note: str = Field(default="", max_length=2_000)
