"""One step: the state after an event. Pure.

Which events there are, and the rule of each, stands by theme beside this file; `events` gathers
them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from typing import TypeVar

from overblik.domain.base import Frozen
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.completeness import ConferenceRules
from overblik.domain.leaks import RecipientRow
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.language import UserError
from overblik.state.later import reaching_later
from overblik.state.state import Priority, State


@dataclass(frozen=True)
class World:
    """What an event is judged against: the case as it was written, what the suite knows, and now.

    ``now`` is local time; only the clock of the overview consultation asks for it.
    ``recipients`` say what each of them is asked about; ``conference`` is what a card needs before
    it is sent.
    """

    case: Case
    model: CareModel
    catalogue: Catalogue
    now: datetime
    conference: ConferenceRules
    label_sets: tuple[str, ...] = ("dsam",)
    recipients: tuple[RecipientRow, ...] = ()


class Refused(UserError):
    """The event asks for something that cannot be; the message says what to do instead."""


def update(state: State, event: Frozen, world: World) -> State:
    """The state after the event. Raises Refused; the state given is never changed."""
    after = apply(event, state, world)
    if after.at != state.at:
        return after  # another day of the year, with what stands there
    if after.agreed == state.agreed and after.agrees_on != state.agrees_on:
        after = changed(after, agreed=None)  # what was agreed is not what now stands
    after = reaching_later(state, after, world.case, state.moment(world.case, world.now))
    if state.touched or state.place == state.steps(world.case)[0].id:
        return after
    return changed(after, touched=True) if after.chapter != state.chapter else after


@singledispatch
def apply(event: Frozen, state: State, world: World) -> State:
    """The rule of one kind of event; each theme registers its own."""
    raise TypeError(f"no rule for {type(event).__name__}")


def changed(state: State, **changes: object) -> State:
    """The state with these fields otherwise."""
    return state.model_copy(update=changes)


RowT = TypeVar("RowT", Priority, PlanItem)


def changed_row(
    rows: tuple[RowT, ...], id: str, change: Callable[[RowT], RowT], gone: str
) -> tuple[RowT, ...]:
    """The rows with one of them changed; raises Refused with ``gone`` when there is none."""
    if id not in {one.id for one in rows}:
        raise Refused(gone)
    return tuple(change(one) if one.id == id else one for one in rows)
