"""Consent and sharing: who may see which part of the plan, and what has been shared."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal, get_args

from pydantic import Field

from overblik.domain.base import SECTIONS, Frozen, Moment, Section, Slug
from overblik.domain.catalogue import Catalogue
from overblik.domain.facts import LifeFact
from overblik.domain.model import CareModel, Offer
from overblik.domain.plan import PlanItem

Reach = Literal[
    "municipality",
    "hospital",
    "specialist",
    "pharmacy",
    "psychologist",
    "civil_society",
    "relative",
    "patient",
]
"""Who a plan can go to. The patient's row is what may stand on the patient's own paper."""
REACHES: tuple[Reach, ...] = get_args(Reach)


class Agreement(Frozen):
    """What the patient has said about one recipient.

    ``sections`` may be shared now; none is a no. ``withdrawn`` is when a yes was taken back.
    ``alternative`` says what is done instead about the lines that cannot be coordinated.
    """

    sections: tuple[Section, ...] = ()
    withdrawn: Moment | None = None
    alternative: str = Field(default="", max_length=2_000)


class Share(Frozen):
    """One sharing that happened: what, with whom, when and as what. It is never removed.

    ``withdrawn`` is when the recipient was first no longer to have all of ``sections``. It stays:
    a new yes is to what is shared from then on.
    """

    id: Slug
    recipient: Reach
    sections: tuple[Section, ...]
    when: Moment
    form: Slug
    items: int = Field(ge=0)
    withdrawn: Moment | None = None


def marked_shares(
    shares: Iterable[Share], recipient: Reach, still: Collection[Section], when: datetime
) -> tuple[Share, ...]:
    """The list with what went to a recipient marked as taken back, unless all of it is ``still``
    allowed. What is marked already keeps its day."""
    return tuple(
        one
        if one.withdrawn or one.recipient != recipient or set(still).issuperset(one.sections)
        else one.model_copy(update={"withdrawn": when})
        for one in shares
    )


def section_of(item: PlanItem, model: CareModel) -> Section:
    """The part of the plan a line is shared with: the one it was given, else where it came from.

    A change of medicine is medicine; an offer says its own; everything else is an agreement.
    """
    if item.section is not None:
        return item.section
    if item.medicine is not None:
        return "medicine"
    offer = model.offer(item.offer or "")
    return offer.section if isinstance(offer, Offer) else "agreements"


def uncoordinated(
    items: Iterable[PlanItem],
    owners: Collection[str],
    allowed: Collection[Section],
    model: CareModel,
) -> tuple[PlanItem, ...]:
    """The lines in the plan that one of these owners sees to and may not be told about."""
    return tuple(
        one
        for one in items
        if one.standing == "kept"
        and (one.owner in owners or one.second_owner in owners)
        and section_of(one, model) not in allowed
    )


# The names of the case format's own lists, not medicine: a life fact about the mind or about
# substances tells as much about mental health as a diagnosis does.
_LIFE: dict[str, Section] = {"mental": "mental", "substances": "mental"}


def section_of_life(fact: LifeFact) -> Section:
    """The part of the plan a fact of life is shared with."""
    return _LIFE.get(fact.domain, "social")


def section_of_condition(code: str, catalogue: Catalogue) -> Section:
    """The part of the plan a diagnosis is shared with: those of the mind are apart."""
    return "mental" if catalogue.condition(code).system == "mental" else "diagnoses"


def in_section_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections each once, in the order of the plan."""
    asked = set(sections)
    return tuple(one for one in SECTIONS if one in asked)
