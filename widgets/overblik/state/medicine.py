"""Changes of medicine as lines of the plan: opstart, regulering, seponering.

Judged by the catalogue alone, not by what the patient takes: the record may change in between,
and an event that is sent again must not come out otherwise.
"""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug, Text
from overblik.domain.model import CareModel
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.language import N_, Message
from overblik.state.inputs import OptionalDay
from overblik.state.planning import ItemRestore, new_item
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed, changed_row

Kind = Literal["start", "adjust", "stop"]

PLAN = "plan"
"""The kind of offer whose sentence in the text has »opstart/regulering/seponering«."""

_WORDS: dict[Kind, str] = {
    "start": N_("Opstart: {name}"),
    "adjust": N_("Regulering: {name}"),
    "stop": N_("Seponering: {name}"),
}


def line_id(atc: str, kind: Kind) -> str:
    """The id of the plan's line about one change of one medicine."""
    return f"medicine-{atc.lower()}-{kind}"


class MedicineChange(Frozen):
    """Put one change of one medicine into the plan, or back into it."""

    type: Literal["medicine_change"]
    atc: Slug
    kind: Kind


@apply.register
def _(event: MedicineChange, state: State, world: World) -> State:
    medicine = world.catalogue.medicines.get(event.atc)
    if medicine is None:
        raise Refused(N_("Lægemidlet »{value}« findes ikke. Vælg fra listen."), value=event.atc)
    words = Message(_WORDS[event.kind], name=medicine.name)
    owner = _owner(world.model)
    new = PlanItem(
        id=line_id(event.atc, event.kind),
        words=Text(da=words.text("da"), en=words.text("en")),
        owner=owner,
        answer_to=owner,
        medicine=MedicineStep(kind=event.kind, atc=event.atc),
        section="medicine",
    )
    if new.id in {one.id for one in state.plan}:
        return apply(ItemRestore(type="item_restore", item=new.id), state, world)
    return new_item(state, new)


def _owner(model: CareModel) -> str | None:
    """Who the text gives the medicine to: the owner of the care plan it is part of."""
    return next((one.owner for one in model.offers if one.kind == PLAN), None)


class ItemFollowUp(Frozen):
    """The day somebody looks at how a change of medicine went."""

    type: Literal["item_follow_up"]
    item: Slug
    value: OptionalDay


@apply.register
def _(event: ItemFollowUp, state: State, world: World) -> State:
    def followed(one: PlanItem) -> PlanItem:
        if one.medicine is None:
            raise Refused(N_("Kun en ændring af medicin har en dag til opfølgning."))
        step = one.medicine.model_copy(update={"follow_up": event.value})
        return one.model_copy(update={"medicine": step})

    gone = N_("Punktet findes ikke længere i planen. Tilføj det igen.")
    return changed(state, plan=changed_row(state.plan, event.item, followed, gone))
