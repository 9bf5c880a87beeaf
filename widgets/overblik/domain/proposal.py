"""The plan that a case begins with when nobody has decided anything yet.

What the tier offers in so many words, and what the case's author suggests, each with an owner and
with what happens when nothing happens. A proposal to talk about: the plan is made with the patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from overblik.domain.base import Language
from overblik.domain.case import Case
from overblik.domain.model import CareModel, Strength
from overblik.domain.offers import ProposedOffer
from overblik.domain.plan import PlanItem, from_offer, from_suggestion, if_nothing_words

TAKEN: frozenset[Strength] = frozenset({"yes", "often", "almost_always"})
"""The strengths that the text itself expects to happen; »evt.« and »overvej« wait for a talk."""


def proposed_plan(
    case: Case,
    model: CareModel,
    offers: Sequence[ProposedOffer],
    started: date,
    language: Language,
    *,
    variant: str | None = None,
) -> tuple[PlanItem, ...]:
    """The lines of the proposed plan: the tier's offers first, then the author's suggestions.

    ``case`` is in its ``variant``, None where it has none. ``offers`` are those of the tier that
    holds (`overblik.domain.offers.compose`); none where the text leaves the tier open. While a red
    flag stands there is no plan: ask for that first. ``started`` is the day that months are
    counted from.
    """
    lines = [from_offer(one.offer, started) for one in offers if one.strength in TAKEN]
    lines += [from_suggestion(one, started) for one in case.teaching.suggestions(variant)]
    words = [if_nothing_words(one, case.authored, model) for one in lines]
    return tuple(
        one.model_copy(update={"if_nothing": said[language]}) if said else one
        for one, said in zip(lines, words, strict=True)
    )
