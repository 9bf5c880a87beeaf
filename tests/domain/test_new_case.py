"""»Gem som ny case«: what goes along from a day of the year, and what is behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from overblik.domain.case import Case
from overblik.domain.editing import written
from overblik.domain.event import LAST_YEAR, START
from overblik.domain.new_case import MadeOn, new_case
from overblik.domain.year import Step, steps, unfolded
from overblik.knowledge import library

CASES = library().cases
STARTED = date(2026, 11, 24)
EVERY_DAY = [
    (case, variant, step)
    for case in CASES.values()
    for variant in ([one.id for one in case.variants] or [None])
    for step in steps(case, variant, STARTED)
]
each_day = pytest.mark.parametrize(
    ("case", "variant", "step"),
    EVERY_DAY,
    ids=[f"{case.id}-{variant}-{step.id}" for case, variant, step in EVERY_DAY],
)


def made_on(case: Case, variant: str | None, step: Step) -> Case:
    """What the workshop makes on that day of a forløb that began on `STARTED`."""
    now = unfolded(case, variant, step.id, STARTED)
    if step.id == START:
        return new_case(now, variant)
    days = steps(case, variant, STARTED)
    past = {one.id for day in days if day.day <= step.day for one in day.events}
    return new_case(now, variant, MadeOn(step.day, STARTED, past))


def test_it_has_neither_reviewers_nor_raters():
    case = new_case(CASES["C01"].model_copy(update={"version": 7}))
    assert (case.version, case.review.status) == (1, "unreviewed")
    assert (case.expected, case.variants) == ((), ())
    assert case.teaching == CASES["C01"].teaching


def test_made_at_the_start_it_keeps_the_year_and_the_year_before():
    case = new_case(written(CASES["C04"], None))
    assert case.events == CASES["C04"].events
    assert case.last_year == CASES["C04"].last_year
    assert case.teaching == CASES["C04"].teaching, "also what waits for an event"


def test_only_the_events_of_the_variant_go_along():
    stable = new_case(written(CASES["C14"], "stabil"), "stabil")
    assert [(one.id, one.variant) for one in stable.events] == [("mere-spray", None)]


@each_day
def test_on_any_other_day_the_year_is_behind_it(case: Case, variant: str | None, step: Step):
    made = made_on(case, variant, step)
    if step.id != START:
        assert (made.events, made.last_year) == ((), None)
        assert all(one.after is None for one in made.teaching.plan)
    ids = {one.id for one in made.events}
    assert all(one.after is None or one.after in ids for one in made.teaching.plan)


@each_day
def test_the_facts_are_those_of_the_day(case: Case, variant: str | None, step: Step):
    made, now = made_on(case, variant, step), unfolded(case, variant, step.id, STARTED)
    assert (made.conditions, made.medicines, made.life) == (now.conditions, now.medicines, now.life)
    values = [(one.kind, one.value, len(one.earlier)) for one in made.measurements]
    assert values == [(one.kind, one.value, len(one.earlier)) for one in now.measurements]


@each_day
def test_nothing_is_dated_after_the_story_begins(case: Case, variant: str | None, step: Step):
    made = made_on(case, variant, step)
    for one in (*made.measurements, *made.scores, *made.investigations):
        assert one.date is None or one.date <= made.date


def test_what_the_day_brought_is_dated_to_the_day_the_new_story_begins():
    made = made_on(CASES["C04"], None, next(s for _, _, s in EVERY_DAY if s.id == "ldl-svar"))
    ldl = next(one for one in made.measurements if one.kind == "LDL")
    assert (ldl.value, ldl.date) == (1.7, made.date)
    was = next(one for one in CASES["C04"].measurements if one.kind == "LDL")
    month = date(2026, 12, 24) - STARTED
    assert was.date is not None
    assert (ldl.earlier[-1].value, ldl.earlier[-1].date) == (was.value, was.date - month)


def test_a_line_that_answers_an_event_goes_along_once_it_has_happened():
    days = {step.id: step for case, _, step in EVERY_DAY if case.id == "C04"}
    for name, there in (("ldl-svar", False), ("angst-og-ordrer", True), (LAST_YEAR, False)):
        plan = made_on(CASES["C04"], None, days[name]).teaching.plan
        assert ("angst" in {one.id for one in plan}) == there, name


def test_a_medicine_taken_out_by_hand_does_not_end_later():
    case = CASES["C04"]
    without = case.model_copy(
        update={"medicines": tuple(one for one in case.medicines or () if one.atc != "B01AC24")}
    )
    made = new_case(without)
    assert all("B01AC24" not in one.ends.medicines for one in made.events)
    assert len(made.events) == len(case.events)


def test_what_an_event_is_about_is_a_line_that_is_there():
    plan = CASES["C04"].teaching.plan[:1]
    teaching = CASES["C04"].teaching.model_copy(update={"plan": plan})
    made = new_case(CASES["C04"].model_copy(update={"teaching": teaching}))
    assert {id for one in made.events for id in one.items} == {plan[0].id}


def test_a_year_earlier_nothing_has_been_examined_yet_that_was_examined_since():
    days = {step.id: step for case, _, step in EVERY_DAY if case.id == "C04"}
    assert CASES["C04"].investigations
    assert made_on(CASES["C04"], None, days[LAST_YEAR]).investigations == ()
    assert days[LAST_YEAR].day < STARTED - timedelta(days=364)
