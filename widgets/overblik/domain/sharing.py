"""Consent and sharing: who may see which part of the plan, and what has been shared."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from overblik.domain.base import Frozen, Moment, Section, Slug

Reach = Literal[
    "municipality", "hospital", "specialist", "pharmacy", "psychologist", "relative", "patient"
]
"""Who a plan can go to. The patient's row is what may stand on the patient's own paper."""
REACHES: tuple[Reach, ...] = get_args(Reach)


class Agreement(Frozen):
    """What the patient has said about one recipient.

    ``sections`` may be shared now; none is a no. ``withdrawn`` is when a yes was taken back.
    """

    sections: tuple[Section, ...] = ()
    withdrawn: Moment | None = None


class Share(Frozen):
    """One sharing that happened: what, with whom, when and as what. It is never removed."""

    recipient: Reach
    sections: tuple[Section, ...]
    when: Moment
    form: Slug
    items: int = Field(ge=0)
