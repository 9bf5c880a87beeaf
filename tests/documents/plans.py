"""Plans for the tests of papers: a case's whole proposed plan, or lines of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from overblik.documents.shared import PlanSource, SharedLine, SharedPlan, SharedSection
from overblik.documents.words import PriorityLine
from overblik.domain.base import Language
from overblik.domain.days import month_after
from overblik.domain.plan import PlanItem, from_offer, from_suggestion
from overblik.knowledge import library
from tests.domain.patients import sorted_by

MADE = date(2026, 11, 24)


def source(case: str, language: Language) -> PlanSource:
    """A case with everything proposed to it kept, and each owner's words for »hvis intet sker«."""
    known = library()
    original = known.cases[case]
    flat = original.in_variant(None)
    offers = sorted_by("dsam", flat, released=True).offers
    items = [from_suggestion(one, MADE) for one in original.teaching.plan]
    items += [from_offer(one.offer, MADE) for one in offers]
    said = {one.id: one.if_nothing[language] for one in known.model.owners}
    return PlanSource(
        case=flat,
        original=original,
        model=known.model,
        catalogue=known.catalogue,
        reading="dsam",
        priorities=[
            PriorityLine(f"case-{at}", one[language]) for at, one in enumerate(original.priorities)
        ],
        items=[
            one.model_copy(update={"if_nothing": said.get(one.owner or "", "")}) for one in items
        ],
        overview=month_after(MADE, 12),
        made=MADE,
    )


def with_lines(items: Sequence[PlanItem]) -> PlanSource:
    """Ellen with these lines in her plan and no others."""
    whole = source("C07", "da")
    return PlanSource(**{**vars(whole), "items": list(items)})


def line(at: int, text: str) -> PlanItem:
    """A settled line of one's own words."""
    return PlanItem(id=f"x{at}", text=text, owner="gp", due=MADE, answer_to="patient")


def plan_of(*items: PlanItem, wishes: Sequence[str] = ("gå til kirke",)) -> SharedPlan:
    """What the municipality gets of these lines and wishes, made by hand."""
    lines = tuple(
        SharedLine("agreements", one.text or "", "Din læge", one.due, "Du", one.if_nothing)
        for one in items
    )
    return SharedPlan(
        recipient="municipality",
        recipient_name="Kommunen",
        language="da",
        patient="Ellen",
        age=79,
        sections=(
            SharedSection("goals", "Mål", tuple(wishes), ()),
            SharedSection("agreements", "Aftaler", (), lines),
        ),
        overview=None,
        made=MADE,
        case="C07",
        version=1,
        model="DSAM 2026-11",
        reading="DSAM",
    )
