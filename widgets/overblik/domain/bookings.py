"""Orders with a closed loop: from bestilt to the answer at the GP, the action and the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Slug

Step = Literal["ordered", "done", "answered", "acted", "closed"]
"""Bestilt, udført, svar hos egen læge, handling, lukket: in this order, none skipped."""


class Booking(Frozen):
    """How far one order has come. ``days`` holds the day of each step that was taken.

    ``question`` is what the investigation is to answer; ``again`` why it is done although it was
    done lately; ``action`` what came of the answer. ``link_person`` and ``first_meeting`` are for
    offers among people: without them they count as information.
    """

    service: Slug
    by: Literal["gp", "patient"] = "gp"
    days: Mapping[Step, Day] = {}
    question: str = Field(default="", max_length=2_000)
    again: str = Field(default="", max_length=2_000)
    action: str = Field(default="", max_length=2_000)
    link_person: str = Field(default="", max_length=200)
    first_meeting: Day | None = None
