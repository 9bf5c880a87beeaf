"""The case workshop, the record: diagnoses, medicines, results, scores and red flags.

`facts` says how a change is kept and put back; here each list has its rows by their own name.
"""

from __future__ import annotations

from typing import Literal

from overblik.domain.base import Frozen, Slug, Text
from overblik.domain.editing import row, with_row, without_row, worded
from overblik.language import N_
from overblik.state.editing import edited, facts, number, refusal, there
from overblik.state.inputs import OptionalDay, Sentence, Word
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed


class ConditionAdd(Frozen):
    """A diagnosis of the catalogue, as an active one."""

    type: Literal["condition_add"]
    value: Slug


@apply.register
def _(event: ConditionAdd, state: State, world: World) -> State:
    case = facts(state, world)
    try:
        code = world.catalogue.condition(event.value).key
    except KeyError:
        raise refusal("unknown_condition", "code", event.value) from None
    if row(case, "conditions", code):
        return state
    return edited(state, world, conditions=with_row(case, "conditions", code))


class ConditionStatus(Frozen):
    type: Literal["condition_status"]
    field: Slug
    value: Literal["active", "previous", "acute"]


@apply.register
def _(event: ConditionStatus, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "conditions", event.field)
    rows = with_row(case, "conditions", event.field, status=event.value)
    return edited(state, world, conditions=rows)


class ConditionRemove(Frozen):
    type: Literal["condition_remove"]
    field: Slug


@apply.register
def _(event: ConditionRemove, state: State, world: World) -> State:
    case = facts(state, world)
    return edited(state, world, conditions=without_row(case, "conditions", event.field))


class MedicineAdd(Frozen):
    """A medicine of the catalogue, taken regularly."""

    type: Literal["medicine_add"]
    value: Slug


@apply.register
def _(event: MedicineAdd, state: State, world: World) -> State:
    case, atc = facts(state, world), event.value.upper()
    if row(case, "medicines", atc):
        return state
    return edited(state, world, medicines=with_row(case, "medicines", atc))


class MedicineUse(Frozen):
    type: Literal["medicine_use"]
    field: Slug
    value: Literal["regular", "as_needed", "course"]


@apply.register
def _(event: MedicineUse, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "medicines", event.field)
    rows = with_row(case, "medicines", event.field, use=event.value)
    return edited(state, world, medicines=rows)


class MedicineDose(Frozen):
    """The dose as the record would word it; empty is not told."""

    type: Literal["medicine_dose"]
    field: Slug
    value: Word


@apply.register
def _(event: MedicineDose, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "medicines", event.field)
    was = row(state.written(world.case), "medicines", event.field)
    dose: object = event.value.strip() or None
    if dose and was and isinstance(was.dose, Text):
        dose = worded(event.value, was.dose)
    return edited(state, world, medicines=with_row(case, "medicines", event.field, dose=dose))


class MedicineRemove(Frozen):
    type: Literal["medicine_remove"]
    field: Slug


@apply.register
def _(event: MedicineRemove, state: State, world: World) -> State:
    case = facts(state, world)
    if row(case, "medicines", event.field) is None:
        return state
    rows = without_row(case, "medicines", event.field)
    unknown = not rows and state.written(world.case).medicines is None
    return edited(state, world, medicines=None if unknown else rows)


class MedicinesNone(Frozen):
    """The patient takes no medicine at all, which is not the same as not told."""

    type: Literal["medicines_none"]


@apply.register
def _(event: MedicinesNone, state: State, world: World) -> State:
    if facts(state, world).medicines:
        raise Refused(N_("Der står medicin på listen. Fjern den først."))
    return edited(state, world, medicines=[])


# Results and scores -----------------------------------------------------------------------------


class Result(Frozen):
    """A result by its kind, in the kind's own unit; empty removes it."""

    type: Literal["result"]
    field: Slug
    value: Word


@apply.register
def _(event: Result, state: State, world: World) -> State:
    case, kind = facts(state, world), world.catalogue.measurements.get(event.field)
    if not event.value.strip():
        return edited(state, world, measurements=without_row(case, "measurements", event.field))
    values: dict[str, object] = {"value": number(event.value)}
    if row(case, "measurements", event.field) is None:
        values["unit"] = kind.unit if kind else "?"
    rows = with_row(case, "measurements", event.field, **values)
    return edited(state, world, measurements=rows)


class ResultDate(Frozen):
    type: Literal["result_date"]
    field: Slug
    value: OptionalDay


@apply.register
def _(event: ResultDate, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "measurements", event.field)
    if event.value and event.value > state.today(world.case, world.now.date()):
        raise refusal("future_date", "date", event.value.isoformat())
    rows = with_row(case, "measurements", event.field, date=event.value)
    return edited(state, world, measurements=rows)


class ScoreValue(Frozen):
    """The result of a questionnaire as it was typed; empty removes it, with its tick."""

    type: Literal["score"]
    instrument: Slug
    value: Word


@apply.register
def _(event: ScoreValue, state: State, world: World) -> State:
    case = facts(state, world)
    if not event.value.strip():
        return edited(state, world, scores=without_row(case, "scores", event.instrument))
    rows = with_row(case, "scores", event.instrument, value=number(event.value))
    return edited(state, world, scores=rows)


class ScoreSafety(Frozen):
    """Whether the item on death or suicide was answered with anything but "not at all"."""

    type: Literal["score_safety"]
    instrument: Slug
    value: bool


@apply.register
def _(event: ScoreSafety, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "scores", event.instrument)
    rows = with_row(case, "scores", event.instrument, suicidality=event.value)
    return edited(state, world, scores=rows)


# Red flags --------------------------------------------------------------------------------------


class FlagRaised(Frozen):
    """Whether the case itself shows a red flag."""

    type: Literal["red_flag"]
    field: Slug
    value: bool


@apply.register
def _(event: FlagRaised, state: State, world: World) -> State:
    case, known = facts(state, world), world.catalogue.red_flags.get(event.field)
    if not event.value:
        return edited(state, world, red_flags=without_row(case, "red_flags", event.field))
    if row(case, "red_flags", event.field):
        return changed(state, release="")  # a release is about the flags of its own moment
    was = row(state.written(world.case), "red_flags", event.field)
    shown = was.text if was else known.name if known else None
    words = shown.model_dump() if shown else {"da": "?", "en": "?"}
    rows = with_row(case, "red_flags", event.field, text=words)
    return edited(state, world, red_flags=rows)


class FlagText(Frozen):
    """What the patient has shown."""

    type: Literal["red_flag_text"]
    field: Slug
    value: Sentence


@apply.register
def _(event: FlagText, state: State, world: World) -> State:
    case = facts(state, world)
    there(case, "red_flags", event.field)
    was = row(state.written(world.case), "red_flags", event.field)
    known = [world.catalogue.red_flags[event.field].name, *([was.text] if was else [])]
    rows = with_row(case, "red_flags", event.field, text=worded(event.value, *known))
    return edited(state, world, red_flags=rows)
