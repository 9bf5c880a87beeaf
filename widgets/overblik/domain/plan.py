"""The care plan: what is going to happen, who sees to it, when, and where the answer goes.

A plan is a continuum: it has a date for the next overview and for a change of group, never an end.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Meeting, Section, Slug, Text
from overblik.domain.days import month_after
from overblik.domain.model import CareModel, EarlyPath, Offer
from overblik.domain.story import LastYearLine, Suggestion

Standing = Literal["proposed", "kept", "declined", "removed", "ended"]
"""Proposed by the tier and not yet decided; in the plan; offered and declined by the patient
(»tilbudt, fravalgt«); taken out by the user and still there to bring back; brought to its end at a
review, by a conference or because somebody cancelled it."""

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
    ``done`` is the day it was done, for a line that is no order (`bookings.done_day`).
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
    done: Day | None = None


def from_offer(offer: Offer | EarlyPath, started: date) -> PlanItem:
    """The line that an offer becomes in a plan begun on this day; a standing one has no day."""
    item = PlanItem(id=f"offer-{offer.id}", offer=offer.id, owner=offer.owner, answer_to="gp")
    if isinstance(offer, Offer) and offer.standing:
        return item
    return item.model_copy(update={"due": month_after(started, offer.month)})


def is_standing(item: PlanItem, model: CareModel) -> bool:
    """Whether the line holds all the time and is no task: its offer is a standing one."""
    offer = model.offer(item.offer or "")
    return isinstance(offer, Offer) and offer.standing


def same_change(step: MedicineStep, items: Iterable[PlanItem]) -> PlanItem | None:
    """The line in the plan that is this change of this medicine; None where no medicine is named,
    for then nobody knows."""
    if step.atc is None:
        return None
    same = step.kind, step.atc
    changes = ((one, one.medicine) for one in items if one.standing == "kept" and one.medicine)
    return next((one for one, made in changes if (made.kind, made.atc) == same), None)


def same_offer(offer: Offer, items: Iterable[PlanItem], model: CareModel) -> PlanItem | None:
    """The line in the plan that is what another tier calls this offer: its annual overview, say."""
    same = offer.kind, offer.section
    kept = ((one, model.offer(one.offer or "")) for one in items if one.standing == "kept")
    return next(
        (
            one
            for one, other in kept
            if isinstance(other, Offer)
            and other.tier != offer.tier
            and (other.kind, other.section) == same
        ),
        None,
    )


def from_suggestion(one: Suggestion, started: date) -> PlanItem:
    """The line that a suggestion of the case's author becomes in a plan begun on this day."""
    due = None if one.month is None else month_after(started, one.month)
    if one.week is not None:
        due = started + timedelta(weeks=one.week)
    follow_up = None
    if due is not None and one.follow_up is not None:
        follow_up = due + timedelta(weeks=one.follow_up)
    return PlanItem(
        id=f"case-{one.id}",
        suggestion=one.id,
        owner=one.owner,
        due=due,
        answer_to=one.answer_to,
        meeting=one.meeting,
        medicine=one.medicine and MedicineStep(kind=one.medicine, atc=one.atc, follow_up=follow_up),
        section=one.section,
    )


def if_nothing_words(
    item: PlanItem, suggestions: Iterable[Suggestion], model: CareModel
) -> Text | None:
    """The words to begin with for what happens when nothing has happened: those of the author for
    the line it came from, else the owner's; None where nobody owns it."""
    for one in suggestions:
        if one.id == item.suggestion and one.if_nothing:
            return one.if_nothing
    owner = model.owner(item.owner or "")
    return owner.if_nothing if owner else None


def in_order(items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """The lines in the plan by date; those without a date last."""
    kept = [one for one in items if one.standing == "kept"]
    return tuple(sorted(kept, key=lambda one: (one.due is None, one.due or date.max)))


def year_of(start: date) -> tuple[date, ...]:
    """The first day of the plan's month and of the twelve that follow."""
    return tuple(month_after(start.replace(day=1), at) for at in range(13))


def last_years_plan(
    told: Iterable[LastYearLine], started: date, model: CareModel
) -> tuple[PlanItem, ...]:
    """The plan of the year before a forløb that began on this day, in its author's words."""
    told, began = tuple(told), month_after(started, -12)
    lines = [from_suggestion(one, began) for one in told]
    words = [if_nothing_words(one, told, model) for one in lines]
    days = [None if one.done is None else month_after(began, one.done) for one in told]
    return tuple(
        line.model_copy(update={"if_nothing": said.da if said else "", "done": day})
        for line, said, day in zip(lines, words, days, strict=True)
    )
