"""Walking the unfolding year: what stands on each of its days, and how one day becomes the next.

A day somebody has worked on keeps what was done on it. A day nobody has touched has what the day
before it had, with what happened in between; so walking forward and back again leaves no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from overblik.domain.base import Section
from overblik.domain.bookings import Booking, done_day
from overblik.domain.case import Case
from overblik.domain.editing import fact_changes
from overblik.domain.event import PLANNED, START, Event, Planned
from overblik.domain.model import CareModel
from overblik.domain.plan import MOST_ITEMS, PlanItem
from overblik.domain.sharing import Agreement, Reach, marked_shares
from overblik.domain.story import Consent
from overblik.domain.year import Step, happened, unfolded
from overblik.language import N_
from overblik.state.state import Chapter, State, start
from overblik.state.update import Refused, World


def first_chapter(case: Case, started: date, model: CareModel) -> Chapter:
    """What stands on the first day of the year: the patient's priorities, and last year's plan
    where the case tells of one."""
    begun = start(case, None, model, started)
    return Chapter(priorities=begun.priorities, plan=begun.plan)


def walked(state: State, place: str, world: World) -> State:
    """The forløb on another day of the year. Raises Refused for a day the case has not got."""
    days = state.steps(world.case)
    if place not in {one.id for one in days}:
        raise Refused(N_("Den dag findes ikke i året. Genindlæs siden."))
    return state if place == state.place else _on(state, days, place, *_year(state, days, world))


def so_far(state: State, world: World) -> tuple[tuple[Step, State], ...]:
    """Each day of the year until now, the oldest first, with the forløb as it stands on it."""
    days = state.steps(world.case)
    year = _year(state, days, world)
    past = days[: [one.id for one in days].index(state.place)]
    earlier = [(one, _on(state, days, one.id, *year)) for one in past]
    return (*earlier, (days[len(past)], state))


Chapters = Mapping[str, Chapter]


def carried_forward(state: State, world: World) -> Chapters:
    """The other days, with the lines in this day's plan also in the plans of the later days that
    lack them, each with its order. Raises Refused when a plan cannot hold them all."""
    days = state.steps(world.case)
    at = [one.id for one in days].index(state.place)
    lines = tuple(one for one in state.plan if one.standing == "kept")
    found = dict(state.chapters)
    for step in days[at + 1 :]:
        lines = with_done(lines, state.bookings, step)
        if step.id in found:
            found[step.id] = _with_lines(found[step.id], lines, state.bookings)
    return found


def _with_lines(
    there: Chapter, lines: Sequence[PlanItem], bookings: Mapping[str, Booking]
) -> Chapter:
    """A chapter with those lines that its plan has not got. Raises Refused when it is full."""
    known, wishes = {one.id for one in there.plan}, {one.id for one in there.priorities}
    more = [one for one in lines if one.id not in known]
    if not more:
        return there
    orders = {one.id: bookings[one.id] for one in more if one.id in bookings}
    plan = (
        *there.plan,
        *(one if one.goal in wishes else one.model_copy(update={"goal": None}) for one in more),
    )
    booked = {**there.bookings, **orders}
    if max(sum(one.standing != "removed" for one in plan), len(booked)) > MOST_ITEMS:
        raise Refused(N_("Planen har {most} punkter og kan ikke rumme flere."), most=MOST_ITEMS)
    return there.model_copy(update={"plan": plan, "bookings": booked, "agreed": None})


def _on(state: State, days: Sequence[Step], place: str, kept: Chapters, year: Chapters) -> State:
    """The forløb on one of its days. What is not of one day, such as the reading, is as it was."""
    there = year[place]
    return state.model_copy(
        update={
            **{name: getattr(there, name) for name in Chapter.model_fields},
            "at": None if place == START else place,
            "touched": place in kept and place != days[0].id,
            "chapters": {id: one for id, one in kept.items() if id != place},
        }
    )


def _year(state: State, days: Sequence[Step], world: World) -> tuple[Chapters, Chapters]:
    """The days that somebody has worked on, and what stands on each day of the year.

    The day it is counts as worked on when it has something it would not have by itself: that is how
    it is known of the first day, and nothing can be lost on any other.
    """
    kept: dict[str, Chapter] = {}
    year: dict[str, Chapter] = {}
    before: Chapter | None = None
    for step in days:
        if before is None:
            now = first_chapter(world.case, state.started, world.model)
        else:
            now = _entered(before, step, state, world)
        if step.id == state.place:
            if state.touched or state.chapter != now:
                kept[step.id] = state.chapter
        elif step.id in state.chapters:
            kept[step.id] = state.chapters[step.id]
        before = year[step.id] = kept.get(step.id, now)
    return kept, year


def _entered(before: Chapter, step: Step, state: State, world: World) -> Chapter:
    """A chapter as the next day finds it: who is not there, what was withdrawn, what is planned."""
    if step.id == START:  # what was changed of the facts a year ago is not how they are now
        return before.model_copy(update={"edited": None, "release": "", "begins": None})
    now = before
    for event in step.events:
        now = _told(now, event, step, world)
    now = now.model_copy(update={"plan": with_done(now.plan, now.bookings, step)})
    if before.edited is not None:
        facts = happened(before.edited, step)
        written = unfolded(world.case, state.variant, step.id, state.started)
        now = now.model_copy(update={"edited": facts if fact_changes(written, facts) else None})
    if now.agrees_on != before.agrees_on:
        now = now.model_copy(update={"agreed": None})
    return now


def _told(before: Chapter, event: Event, step: Step, world: World) -> Chapter:
    """A chapter once an event has happened, but for the facts."""
    absent = {who: how for who, how in before.absent.items() if who not in event.absent}
    absent |= {who: how for who, how in event.absent.items() if how != "here"}
    over = event.ends.red_flags
    now = before.model_copy(
        update={
            "absent": absent,
            "flags": {flag: one for flag, one in before.flags.items() if flag not in over},
            # A release is about the flags that stood when it was written.
            "release": "" if event.red_flags else before.release,
        }
    )
    for who, consent in event.consents.items():
        now = _taken_back(now, who, consent, step)
    for planned in event.planned:
        now = _with_planned(now, planned, step, world)
    return now


def with_done(
    plan: tuple[PlanItem, ...], bookings: Mapping[str, Booking], step: Step
) -> tuple[PlanItem, ...]:
    """The lines once a day has come: those its events tell were done are done on it. An order is
    left to its own steps, for somebody has to read the answer."""
    told = {id for event in step.events for id in event.done}
    return tuple(
        one.model_copy(update={"done": step.day})
        if one.suggestion in told
        and one.standing == "kept"
        and one.done is None
        and one.id not in bookings
        else one
        for one in plan
    )


def _taken_back(before: Chapter, who: Reach, consent: Consent, step: Step) -> Chapter:
    """A chapter once the patient has said something else about sharing with somebody."""
    was = before.consents.get(who, Agreement())
    still = _still(was, consent)
    if still == was.sections:
        return before
    at = datetime.combine(step.day, time(12), UTC)
    agreement = was.model_copy(update={"sections": still, "withdrawn": None if still else at})
    shares = marked_shares(before.shares, who, still, at)
    consents = {**before.consents, who: agreement}
    return before.model_copy(update={"consents": consents, "shares": shares})


def _still(was: Agreement, consent: Consent) -> tuple[Section, ...]:
    """What may still be shared: what the patient takes back is closed at once, a new yes is for
    the clinician to take down."""
    match consent.answer:
        case "no":
            return ()
        case "partly" if consent.sections:
            return tuple(one for one in was.sections if one in consent.sections)
        case _:
            return was.sections


def _with_planned(before: Chapter, planned: Planned, step: Step, world: World) -> Chapter:
    """A chapter with a line for what somebody plans. One that is in the plan already stays as it
    is; what came of one that was done or ended is of the earlier days."""
    id = f"{PLANNED}{planned.service}"
    waiting = next((one for one in before.plan if one.id == id and one.standing == "kept"), None)
    if waiting is not None and done_day(waiting, before.bookings) is None:
        return before
    rest = tuple(one for one in before.plan if one.id != id)
    service = world.catalogue.services.get(planned.service)
    full = sum(one.standing != "removed" for one in rest) >= MOST_ITEMS
    if service is None or full:  # the catalogue has lost its row, or the plan takes no more
        return before
    owner = world.model.owner(planned.owner)
    wait = service.wait_days
    line = PlanItem(
        id=id,
        words=service.name,
        owner=planned.owner,
        due=None if wait is None else step.day + timedelta(days=wait),
        answer_to=planned.owner,
        if_nothing=owner.if_nothing.da if owner else "",
        meeting=service.meeting,
        section=service.section,
    )
    return before.model_copy(
        update={
            "plan": (*rest, line),
            "bookings": {key: one for key, one in before.bookings.items() if key != id},
            "reviewed": {key: one for key, one in before.reviewed.items() if key != id},
        }
    )
