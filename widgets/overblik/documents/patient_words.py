"""The plan in the patient's words: the same lines and owners, said plainly to the one they concern.

The wordings are data: ``patient`` beside each of the model's offers and owners and beside what a
case's author suggests, and a table of the services. What somebody wrote themselves stays as it was
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from overblik.documents.shared import PlanSource, SharedPlan, shared_plan
from overblik.documents.words import item_text
from overblik.domain.base import Language, Section, Text
from overblik.domain.model import EarlyPath, Offer, Owner
from overblik.domain.plan import PlanItem
from overblik.domain.story import Suggestion
from overblik.language import N_, Message

YOU = Text(da="Du", en="You")
"""What the patient's copy calls the patient."""


_CHANGE: Mapping[str, str] = {
    "start": N_("Du begynder på {name}."),
    "adjust": N_("Du får ændret din {name}."),
    "stop": N_("Du stopper med {name}."),
}
_TAPERED = N_("Du får langsomt mindre {name}. Stop ikke på én gang.")
_TAPER = Message("Du får langsomt mindre af den. Stop ikke på én gang.")


def patient_plan(sections: Sequence[Section], source: PlanSource, language: Language) -> SharedPlan:
    """What stands on the patient's own copy when these sections may."""
    return shared_plan("patient", sections, in_patient_words(source, language), language)


def in_patient_words(source: PlanSource, language: Language) -> PlanSource:
    """The same source with every offer, owner and »if nothing happens« said to the patient."""
    model, teaching = source.model, source.original.teaching
    suggested = tuple(_plain(one) for one in teaching.plan)
    then = source.original.last_year
    before = then and then.model_copy(update={"plan": tuple(_plain(one) for one in then.plan)})
    plain = [
        (one.if_nothing, one.patient_if_nothing)
        for one in (*source.original.authored, *model.owners)
        if one.if_nothing and one.patient_if_nothing
    ]
    said = replace(
        source,
        original=source.original.model_copy(
            update={
                "teaching": teaching.model_copy(update={"plan": suggested}),
                "last_year": before,
            }
        ),
        model=model.model_copy(
            update={
                "offers": tuple(_plain(one) for one in model.offers),
                "paths": tuple(_plain(one) for one in model.paths),
                "owners": tuple(_named(one) for one in model.owners),
            }
        ),
        items=[_said_plainly(one, plain, language) for one in source.items],
    )
    worded = [_worded(one, said, language) for one in said.items]
    return replace(said, items=worded, tapered=frozenset())


def _plain(row: Offer | EarlyPath | Suggestion) -> Offer | EarlyPath | Suggestion:
    return row.model_copy(update={"text": row.patient or row.text})


def _named(owner: Owner) -> Owner:
    name = YOU if owner.id == "patient" else owner.patient or owner.name
    return owner.model_copy(update={"name": name})


def _said_plainly(
    item: PlanItem, plain: Sequence[tuple[Text, Text]], language: Language
) -> PlanItem:
    """With the plain version of the words for »if nothing happens«, where such words stand.

    What is data says itself what the patient gets: only of somebody's own line is it told that the
    answer goes to the patient.
    """
    if item.text is None and item.answer_to == "patient":
        item = item.model_copy(update={"answer_to": None})
    for written, said in plain:
        if item.if_nothing.strip() in (written.da, written.en):
            return item.model_copy(update={"if_nothing": said[language]})
    return item


def _worded(item: PlanItem, source: PlanSource, language: Language) -> PlanItem:
    """With words for the patient where the line was made here, and for what is to be tapered."""
    made_here = item.text is None and item.words is not None
    tapered = item.id in source.tapered
    words = _own_words(item, source, language, tapered=tapered) if made_here else None
    if words is not None:
        return item.model_copy(update={"text": words})
    if tapered:
        said = item_text(item, source.original, source.model, language).strip()
        stop = "" if said.endswith((".", "!", "?")) else "."
        text = f"{said}{stop} {_TAPER.text(language)}"
        return item.model_copy(update={"text": text})
    return item


def _own_words(
    item: PlanItem, source: PlanSource, language: Language, *, tapered: bool
) -> str | None:
    """What a change of medicine or a service is called to the patient; None where nobody knows."""
    if item.medicine and (known := source.catalogue.medicines.get(item.medicine.atc or "")):
        said = _TAPERED if tapered else _CHANGE[item.medicine.kind]
        return Message(said, name=known.name).text(language)
    booking = source.bookings.get(item.id)
    if booking is None or booking.last == "closed":
        return None  # what is done is only named
    if (offer := source.patient_offers.get(booking.service)) is None:
        return None
    mine = offer.books if booking.by == "patient" and not booking.days else None
    return (mine or offer.patient)[language]
