"""The plan in the patient's words: the same lines and owners, said plainly to the one they concern.

The wordings are data: ``patient`` beside each of the model's offers and owners, and beside what a
case's author suggests. What somebody wrote themselves stays as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overblik.documents.shared import PlanSource, SharedPlan, shared_plan
from overblik.domain.base import Language, Section, Text
from overblik.domain.model import CareModel, EarlyPath, Offer, Owner
from overblik.domain.plan import PlanItem
from overblik.domain.story import Suggestion

YOU = Text(da="Du", en="You")
"""What the patient's copy calls the patient."""


def patient_plan(sections: Sequence[Section], source: PlanSource, language: Language) -> SharedPlan:
    """What stands on the patient's own copy when these sections may."""
    return shared_plan("patient", sections, in_patient_words(source, language), language)


def in_patient_words(source: PlanSource, language: Language) -> PlanSource:
    """The same source with every offer, owner and »if nothing happens« said to the patient."""
    model, teaching = source.model, source.original.teaching
    suggested = tuple(_plain(one) for one in teaching.plan)
    return replace(
        source,
        original=source.original.model_copy(
            update={"teaching": teaching.model_copy(update={"plan": suggested})}
        ),
        model=model.model_copy(
            update={
                "offers": tuple(_plain(one) for one in model.offers),
                "paths": tuple(_plain(one) for one in model.paths),
                "owners": tuple(_named(one) for one in model.owners),
            }
        ),
        items=[_said_plainly(one, model, language) for one in source.items],
    )


def _plain(row: Offer | EarlyPath | Suggestion) -> Offer | EarlyPath | Suggestion:
    return row.model_copy(update={"text": row.patient or row.text})


def _named(owner: Owner) -> Owner:
    name = YOU if owner.id == "patient" else owner.patient or owner.name
    return owner.model_copy(update={"name": name})


def _said_plainly(item: PlanItem, model: CareModel, language: Language) -> PlanItem:
    """With the plain version of an owner's words for »if nothing happens«, where those stand."""
    for owner in model.owners:
        default, plain = owner.if_nothing, owner.patient_if_nothing
        if plain and item.if_nothing.strip() in (default.da, default.en):
            return item.model_copy(update={"if_nothing": plain[language]})
    return item
