"""The annual review: what is said of each line of last year's plan, and the plan's new year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from overblik.domain.base import Frozen, Slug
from overblik.domain.bookings import Booking
from overblik.domain.plan import PlanItem, is_standing
from overblik.domain.review import (
    LastRound,
    Reviewed,
    Verdict,
    kept,
    no_longer_kept,
    ordered_anew,
    review,
    review_since,
)
from overblik.language import N_
from overblik.state.chapters import walked
from overblik.state.inputs import OptionalDay, Reason
from overblik.state.state import MOST_REVIEWED, State
from overblik.state.update import Refused, World, apply, changed, changed_row

_NOT_LAST_YEARS = N_(
    "Punktet stod ikke i planen før i dag og skal ikke gennemgås. Ret det i behandlingsplanen."
)
_TAKEN_OUT = N_("Punktet er taget ud af planen. Tag det med igen i behandlingsplanen.")


def day_before(state: State, world: World) -> State | None:
    """The forløb as the day before in the year left it; None on the first day."""
    days = state.steps(world.case)
    at = [one.id for one in days].index(state.place)
    return walked(state, days[at - 1].id, world) if at else None


def year_since(state: State, before: State, world: World) -> date:
    """The first day of the year under review (`overblik.domain.review.review_since`)."""
    days = state.steps(world.case)
    at = [one.id for one in days].index(state.place)
    return review_since(days[:at], before.plan_start).day


class ReviewLine(Frozen):
    """What is said of a line of last year's plan: kept, changed or ended; empty takes it back.

    Kept, its days begin anew when they have passed, and so does an order at its end; what was not
    done is due soon. Ended, it leaves the plan. Taking it back undoes just that: what was written
    on the line since stays.
    """

    type: Literal["review"]
    item: Slug
    value: Verdict | Literal[""]


@apply.register
def _(event: ReviewLine, state: State, world: World) -> State:
    before, line = _last_years(state, event.item, world)
    said = _said(state, event.item)
    if said.verdict == "ended" and line.standing == "ended":
        line = line.model_copy(update={"standing": "kept"})
    if event.value not in ("", said.verdict) and line.standing != "kept":
        raise Refused(_TAKEN_OUT)
    bookings, today = state.bookings, state.today(world.case, world.now.date())
    if said.last_round:
        line = no_longer_kept(line, said.last_round)
        bookings = _with_order(bookings, line.id, said.last_round.booking)
    then: LastRound | None = None
    match event.value:
        case "kept":
            since, standing = year_since(state, before, world), is_standing(line, world.model)
            line, then = kept(line, bookings, since, today, standing)
            bookings = _with_order(bookings, line.id, then.booking and ordered_anew(then.booking))
        case "ended":
            line = line.model_copy(update={"standing": "ended"})
        case _:
            pass
    said = said.model_copy(update={"verdict": event.value or None, "last_round": then})
    plan = tuple(line if one.id == line.id else one for one in state.plan)
    return changed(
        state, plan=plan, bookings=bookings, reviewed=_noted(state, event.item, said, before)
    )


class ReviewWhy(Frozen):
    """Why a line was ended, or why it was never done."""

    type: Literal["review_why"]
    item: Slug
    value: Reason


@apply.register
def _(event: ReviewWhy, state: State, world: World) -> State:
    before, _ = _last_years(state, event.item, world)
    said = _said(state, event.item).model_copy(update={"why": event.value})
    return changed(state, reviewed=_noted(state, event.item, said, before))


class ItemDone(Frozen):
    """The day a line was done; empty when it was not after all. An order is closed as an order."""

    type: Literal["item_done"]
    item: Slug
    value: OptionalDay


@apply.register
def _(event: ItemDone, state: State, world: World) -> State:
    if event.value and event.item in state.bookings:
        raise Refused(N_("Punktet er en bestilling. Tag trinene under bestillingen til »Lukket«."))
    if event.value and event.value > state.today(world.case, world.now.date()):
        raise Refused(N_("Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag."))
    gone = N_("Punktet findes ikke længere i planen. Tilføj det igen.")
    plan = changed_row(
        state.plan, event.item, lambda one: one.model_copy(update={"done": event.value}), gone
    )
    return changed(state, plan=plan)


class YearBegin(Frozen):
    """The plan's twelve months begin anew on this day of the year, or do not after all."""

    type: Literal["year_begin"]
    value: Literal["yes", "no"]


@apply.register
def _(event: YearBegin, state: State, world: World) -> State:
    before = day_before(state, world)
    if event.value == "no":
        return changed(state, begins=before.begins if before else None)
    found = before and review(
        before.plan,
        state.plan,
        state.bookings,
        state.reviewed,
        state.place,
        year_since(state, before, world),
        state.today(world.case, world.now.date()),
        world.model,
    )
    if found and found.waiting:
        raise Refused(
            N_(
                "Planens år kan ikke begynde endnu: {some} af {lines} punkter mangler svar. "
                "Vælg behold, ændr eller afslut ved hvert."
            ),
            some=len(found.waiting),
            lines=len(found.rows),
        )
    return changed(state, begins=state.step(world.case).day)


def _last_years(state: State, id: str, world: World) -> tuple[State, PlanItem]:
    """The day before, and the line as it stands now. Raises Refused for one that was not in the
    plan then."""
    before = day_before(state, world)
    line = next((one for one in state.plan if one.id == id), None)
    kept = before is not None and any(
        one.id == id and one.standing == "kept" for one in before.plan
    )
    if before is None or line is None or not kept:
        raise Refused(_NOT_LAST_YEARS)
    return before, line


def _said(state: State, id: str) -> Reviewed:
    """What was said of a line on this day of the year; nothing yet where that was another day."""
    said = state.reviewed.get(id)
    return said if said and said.at == state.place else Reviewed(at=state.place)


def _noted(state: State, id: str, said: Reviewed, before: State) -> Mapping[str, Reviewed]:
    """What is said of the lines, with this; where nothing is, what an earlier day said stands."""
    if said != Reviewed(at=state.place):
        told = {**state.reviewed, id: said}
        if len(told) > MOST_REVIEWED:  # what was said of lines that have left the plan goes first
            there = {id, *(one.id for one in state.plan if one.standing != "removed")}
            told = {key: one for key, one in told.items() if key in there}
        return told
    there = state.reviewed.get(id)
    if there is None or there.at != state.place:
        return state.reviewed
    others = {key: one for key, one in state.reviewed.items() if key != id}
    earlier = before.reviewed.get(id)
    return {**others, id: earlier} if earlier else others


def _with_order(
    bookings: Mapping[str, Booking], id: str, order: Booking | None
) -> Mapping[str, Booking]:
    return {**bookings, id: order} if order else bookings
