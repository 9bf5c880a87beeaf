"""The case workshop: every fact of the case can be otherwise, and be put back.

The first change makes a flat copy of the case in its variant (`State.edited`); when nothing is
otherwise any more there is no copy. What an author may not write in a case file, nobody may type
here: each change is checked as a file is. The rows of the record are in `record`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from overblik.domain.base import Frozen, Rating, Text
from overblik.domain.editing import (
    Theme,
    life_mark,
    life_names,
    put_back,
    rows_of,
    worded,
)
from overblik.domain.facts import LifeDomain, LifeFact
from overblik.language import N_
from overblik.state.editing import edited, facts, number, refusal, whole, with_facts
from overblik.state.inputs import Reason, Sentence, Word, rating_typed
from overblik.state.state import State
from overblik.state.update import Refused, World, apply

MOST_LIFE = 40
"""Facts of life: a page that lists them all must stay one."""
MOST_TRACKS = 20

_FILE = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_-]{0,39}", re.I | re.A)
"""An id a file can be called by everywhere: Windows keeps some names for itself."""

Weight = Annotated[Rating, BeforeValidator(rating_typed)]
LifeRow = Annotated[str, Field(pattern=r"^[a-z]{1,20}\.\d{1,3}$")]
"""Which fact of life (`overblik.domain.editing.life_names`)."""
LifeMarked = Annotated[str, Field(pattern=r"^[a-z]{1,20}\.\d{1,3}\.[0-9a-f]{8}$")]
"""The same, with the mark of what it said on the page: what is taken away is what was seen."""


# The case and the person --------------------------------------------------------------------------


class CaseAbout(Frozen):
    """What the case is called and how it is told; a new case needs an id of its own."""

    type: Literal["case_about"]
    field: Literal["id", "title", "summary"]
    value: Reason


@apply.register
def _(event: CaseAbout, state: State, world: World) -> State:
    if event.field == "id":
        id = event.value.strip()
        if not _FILE.fullmatch(id):
            raise refusal("string_pattern_mismatch", "id", id)
        return edited(state, world, id=id)
    known: Text = getattr(state.written(world.case), event.field)
    return edited(state, world, **{event.field: worded(event.value, known)})


class PersonFact(Frozen):
    type: Literal["person"]
    field: Literal["name", "age", "sex", "household", "lives", "work"]
    value: Sentence


@apply.register
def _(event: PersonFact, state: State, world: World) -> State:
    value: object = event.value
    match event.field:
        case "age":
            value = whole(event.value)
        case "household":
            value = event.value or None
        case "lives" | "work":
            known: Text = getattr(state.written(world.case).person, event.field)
            value = worded(event.value, known)
    person = facts(state, world).person.model_dump()
    return edited(state, world, person={**person, event.field: value})


class SafetyText(Frozen):
    """Thoughts of death or suicide, in words; empty when there are none told."""

    type: Literal["safety_text"]
    value: Reason


@apply.register
def _(event: SafetyText, state: State, world: World) -> State:
    was = state.written(world.case).safety
    words = worded(event.value, *((was,) if was else ()))
    return edited(state, world, safety=words if words["da"] else None)


# Life ---------------------------------------------------------------------------------------------


class LifeAdd(Frozen):
    """A fact of life in the words of the model's anchor, to be worded anew."""

    type: Literal["life_add"]
    field: LifeDomain
    value: Weight


@apply.register
def _(event: LifeAdd, state: State, world: World) -> State:
    case = facts(state, world)
    anchor = world.model.domain(event.field).anchors[event.value].model_dump()
    new = {"domain": event.field, "weight": event.value, "text": anchor}
    rows = rows_of(case, "life")
    if new in rows:
        return state
    if len(rows) >= MOST_LIFE:
        full = N_("Der er plads til {most} linjer om livet. Ret en af dem i stedet.")
        raise Refused(full, most=MOST_LIFE)
    return edited(state, world, life=[*rows, new])


class LifeText(Frozen):
    type: Literal["life_text"]
    field: LifeRow
    value: Sentence


@apply.register
def _(event: LifeText, state: State, world: World) -> State:
    known = [one.text for one in state.written(world.case).life]
    return _life(state, world, event.field, text=worded(event.value, *known))


class LifeWeight(Frozen):
    type: Literal["life_weight"]
    field: LifeRow
    value: Weight


@apply.register
def _(event: LifeWeight, state: State, world: World) -> State:
    return _life(state, world, event.field, weight=event.value)


class LifeRemove(Frozen):
    type: Literal["life_remove"]
    field: LifeMarked


@apply.register
def _(event: LifeRemove, state: State, world: World) -> State:
    life = facts(state, world).life
    name, _, mark = event.field.rpartition(".")
    if name not in life_names(life):
        return state  # the same click, told twice
    at = _place(life, name)
    if life_mark(life[at]) != mark:
        raise Refused(_MEANWHILE)
    return edited(state, world, life=[*life[:at], *life[at + 1 :]])


def _life(state: State, world: World, which: str, **values: object) -> State:
    case = facts(state, world)
    rows = rows_of(case, "life")
    rows[_place(case.life, which)].update(values)
    return edited(state, world, life=rows)


_MEANWHILE = N_("Linjerne om livet er ændret imens. Se dem igennem, og prøv igen.")


def _place(life: tuple[LifeFact, ...], name: str) -> int:
    names = life_names(life)
    if name not in names:
        raise Refused(_MEANWHILE)
    return names.index(name)


# Contacts -----------------------------------------------------------------------------------------


class ContactNumber(Frozen):
    """A number of the past year, or hours a month of self-care; empty is unknown."""

    type: Literal["contact"]
    field: Literal[
        "gp", "visits", "admissions", "emergency_calls", "no_shows", "falls", "self_care_hours"
    ]
    value: Word


@apply.register
def _(event: ContactNumber, state: State, world: World) -> State:
    value: float | None = None
    if event.value.strip():
        hours = event.field == "self_care_hours"
        value = number(event.value) if hours else whole(event.value)
    return _contacts(state, world, **{event.field: value})


class Tracks(Frozen):
    """Outpatient tracks, one a line; empty is unknown."""

    type: Literal["tracks"]
    value: Reason


@apply.register
def _(event: Tracks, state: State, world: World) -> State:
    lines = [one for one in map(str.strip, event.value.split("\n")) if one]
    if len(lines) > MOST_TRACKS:
        raise Refused(N_("Der er plads til {most} ambulante spor."), most=MOST_TRACKS)
    known = state.written(world.case).contacts.tracks or ()
    return _contacts(state, world, tracks=[worded(one, *known) for one in lines] or None)


class TracksNone(Frozen):
    """There are no outpatient tracks, which is not the same as not told."""

    type: Literal["tracks_none"]


@apply.register
def _(event: TracksNone, state: State, world: World) -> State:
    return _contacts(state, world, tracks=[])


def _contacts(state: State, world: World, **values: object) -> State:
    contacts = facts(state, world).contacts.model_dump()
    return edited(state, world, contacts={**contacts, **values})


# Back again ---------------------------------------------------------------------------------------


class FactRestore(Frozen):
    """Put one fact back to what the case says (`overblik.domain.editing.FactChange`)."""

    type: Literal["fact_restore"]
    theme: Theme
    field: Annotated[str, Field(max_length=60)]


@apply.register
def _(event: FactRestore, state: State, world: World) -> State:
    before, now = state.written(world.case), facts(state, world)
    fields = put_back(before, now, event.theme, event.field)
    return edited(state, world, **fields) if fields else state


class FactsUndo(Frozen):
    """Put every fact back."""

    type: Literal["facts_undo"]


@apply.register
def _(event: FactsUndo, state: State, world: World) -> State:
    return with_facts(state, world, state.written(world.case))
