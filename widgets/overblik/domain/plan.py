"""The care plan: what is going to happen, who sees to it, when, and where the answer goes.

A plan is a continuum: it has a date for the next overview and for a change of group, never an end.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Meeting, Section, Slug, Text
from overblik.domain.model import EarlyPath, Offer
from overblik.domain.story import Suggestion

Standing = Literal["proposed", "kept", "declined", "removed"]
"""Proposed by the tier and not yet decided; in the plan; offered and declined by the patient
(»tilbudt, fravalgt«); taken out by the user and still there to bring back."""

MOST_ITEMS = 300


class MedicineStep(Frozen):
    """One change of one medicine, and the day somebody looks at how it went.

    The seed's »opstart/regulering/seponering«. ``atc`` is None where the line does not say which
    medicine; no dose is kept here.
    """

    kind: Literal["start", "adjust", "stop"]
    atc: str | None = None
    follow_up: Day | None = None


class PlanItem(Frozen):
    """One line of the plan, with exactly one owner once it is settled (`ledger.lacking`).

    ``second_owner`` is the one who was also put down: two owners are none, and the ledger says so.
    ``section`` is the part of the plan it is shared with, None for what follows from where the
    line came from (`overblik.domain.sharing.section_of`).

    ``text`` None means the words of the offer or of the case author's suggestion it came from,
    or the ``words`` it was made with, which follow the reader's language; words of one's own stay
    as they were written.
    """

    id: Slug
    text: str | None = Field(default=None, max_length=10_000)
    offer: Slug | None = None
    suggestion: Slug | None = None
    words: Text | None = None
    goal: Slug | None = None
    standing: Standing = "kept"
    owner: Slug | None = None
    second_owner: Slug | None = None
    due: Day | None = None
    answer_to: Slug | None = None
    if_nothing: str = Field(default="", max_length=2_000)
    meeting: Meeting | None = None
    medicine: MedicineStep | None = None
    section: Section | None = None


def from_offer(offer: Offer | EarlyPath, started: date) -> PlanItem:
    """The line that an offer becomes in a plan begun on this day."""
    return PlanItem(
        id=f"offer-{offer.id}",
        offer=offer.id,
        owner=offer.owner,
        due=month_after(started, offer.month),
        answer_to="gp",
    )


def from_suggestion(one: Suggestion, started: date) -> PlanItem:
    """The line that a suggestion of the case's author becomes in a plan begun on this day."""
    return PlanItem(
        id=f"case-{one.id}",
        suggestion=one.id,
        owner=one.owner,
        due=None if one.month is None else month_after(started, one.month),
        answer_to=one.answer_to,
        meeting=one.meeting,
        medicine=one.medicine and MedicineStep(kind=one.medicine, atc=one.atc),
        section=one.section,
    )


def in_order(items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """The lines in the plan by date; those without a date last."""
    kept = [one for one in items if one.standing == "kept"]
    return tuple(sorted(kept, key=lambda one: (one.due is None, one.due or date.max)))


def month_after(start: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has none (31 Jan + 1)."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def year_of(start: date) -> tuple[date, ...]:
    """The first day of the plan's month and of the twelve that follow."""
    return tuple(month_after(start.replace(day=1), at) for at in range(13))
