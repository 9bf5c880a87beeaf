"""The unfolding year: its days in order, and the case on each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.case import Case
from overblik.domain.days import month_after
from overblik.domain.event import Event
from overblik.domain.story import When
from overblik.domain.year import (
    MOST_EARLIER,
    MOST_INVESTIGATIONS,
    Step,
    after,
    steps,
    touched_domains,
    unfolded,
)
from overblik.knowledge import library
from tests.domain.patients import patient, text
from tests.domain.stories import LOSS, RESULT, SAME_DAY, STARTED, STORY
from tests.support.examples import examples

Raw = dict[str, object]


def event(id: str, kind: str = "life", **more: object) -> Raw:
    return {"id": id, "kind": kind, "text": text(id), **more}


def days(case: Case, started: date = STARTED) -> list[tuple[str, date]]:
    return [(one.id, one.day) for one in steps(case, None, started)]


@pytest.mark.parametrize(
    ("what", "events", "started", "then"),
    [
        (
            "a case that tells of nothing has its start and its yearly overview",
            [],
            date(2026, 11, 30),
            [("start", date(2026, 11, 30)), ("aarsdag", date(2027, 11, 30))],
        ),
        (
            "what is listed last can happen first",
            [event("b", when={"week": 6}), event("a", when={"day": 10})],
            date(2026, 11, 30),
            [
                ("start", date(2026, 11, 30)),
                ("a", date(2026, 12, 10)),
                ("b", date(2027, 1, 11)),
                ("aarsdag", date(2027, 11, 30)),
            ],
        ),
        (
            "an event on the start's own day comes after it",
            [event("a", when={"day": 0})],
            date(2026, 11, 30),
            [
                ("start", date(2026, 11, 30)),
                ("a", date(2026, 11, 30)),
                ("aarsdag", date(2027, 11, 30)),
            ],
        ),
        (
            "events of one day are one step, called after the first of them by name",
            [event("b", when={"month": 1}), event("a", when={"day": 31})],
            date(2026, 12, 1),
            [
                ("start", date(2026, 12, 1)),
                ("a", date(2027, 1, 1)),
                ("aarsdag", date(2027, 12, 1)),
            ],
        ),
        (
            "what happens on the anniversary happens at the overview",
            [event("a", when={"month": 12})],
            date(2026, 11, 30),
            [("start", date(2026, 11, 30)), ("a", date(2027, 11, 30))],
        ),
        (
            "a month is the last day where it has no such day",
            [event("a", when={"month": 1}), event("b", when={"month": 3})],
            date(2027, 11, 30),
            [
                ("start", date(2027, 11, 30)),
                ("a", date(2027, 12, 30)),
                ("b", date(2028, 2, 29)),
                ("aarsdag", date(2028, 11, 30)),
            ],
        ),
        (
            "a year that began on a leap day",
            [],
            date(2028, 2, 29),
            [("start", date(2028, 2, 29)), ("aarsdag", date(2029, 2, 28))],
        ),
        (
            "a story told to its end has its overview where it is told",
            [event("a", kind="overview", when={"month": 24}), event("b", when={"day": 1500})],
            date(2026, 11, 30),
            [
                ("start", date(2026, 11, 30)),
                ("a", date(2028, 11, 30)),
                ("b", date(2031, 1, 8)),
            ],
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_days_of_the_year(
    what: str, events: list[Raw], started: date, then: list[tuple[str, date]]
):
    assert days(patient(events=events), started) == then


def test_the_year_before_is_a_first_step():
    assert days(STORY)[:2] == [("sidste-aar", date(2025, 11, 30)), ("start", STARTED)]


@pytest.mark.parametrize(
    ("events", "yearly"),
    [
        ([], ["aarsdag"]),
        ([event("a", when={"month": 12})], ["a"]),
        ([event("a", kind="overview", when={"month": 10})], ["a"]),
        ([event("a", when={"month": 12}), event("b", kind="overview", when={"month": 12})], ["a"]),
    ],
)
def test_the_yearly_overview_is_once(events: list[Raw], yearly: list[str]):
    found = steps(patient(events=events), None, STARTED)
    assert [one.id for one in found if one.yearly] == yearly


def test_an_event_of_one_variant_is_no_day_in_the_other():
    case = patient(
        variants=[{"id": "A", "title": text("Den ene")}, {"id": "B", "title": text("Den anden")}],
        events=[event("a", variant="A", when={"month": 1}), event("b", when={"month": 2})],
    )
    names = {
        variant: [one.id for one in steps(case, variant, STARTED)] for variant in ("A", "B", None)
    }
    assert names["A"] == ["start", "a", "b", "aarsdag"]
    assert names["B"] == ["start", "b", "aarsdag"]
    assert names[None] == names["A"], "no variant is the first one, for days and facts alike"


@pytest.mark.parametrize("id", ["start", "sidste-aar", "aarsdag"])
def test_no_event_is_called_as_a_day_is(id: str):
    with pytest.raises(ValidationError, match="event_name_taken"):
        patient(events=[event(id, when={"month": 1})])


@pytest.mark.parametrize("at", ["", "nyretal ", "i-morgen"])
def test_a_day_the_case_has_not_got(at: str):
    with pytest.raises(KeyError):
        unfolded(STORY, None, at, STARTED)
    with pytest.raises(KeyError):
        unfolded(patient(), None, "sidste-aar", STARTED)


@examples(60)
@given(st.permutations(STORY.events))
def test_any_order_in_the_file_is_the_same_year(events: Iterable[Event]):
    shuffled = STORY.model_copy(update={"events": tuple(events)})
    assert steps(shuffled, None, STARTED) == steps(STORY, None, STARTED)
    for one in steps(STORY, None, STARTED):
        told = unfolded(shuffled, None, one.id, STARTED).model_dump_json(exclude={"events"})
        assert told == unfolded(STORY, None, one.id, STARTED).model_dump_json(exclude={"events"})


def facts(case: Case) -> dict[str, object]:
    """The facts with the rows of each list in an order of their own."""
    told = case.model_dump(mode="json", exclude={"events"})
    return {
        name: sorted(map(str, one)) if isinstance(one, list) else one for name, one in told.items()
    }


@pytest.mark.parametrize(("first", "then"), [*permutations(range(len(SAME_DAY)), 2)])
def test_events_that_touch_different_facts_commute(first: int, then: int):
    one, other = (
        next(e for e in STORY.events if e.id == SAME_DAY[at]["id"]) for at in (first, then)
    )
    assert not one.touches & other.touches
    day = date(2027, 2, 28)
    assert facts(after(after(STORY, one, day), other, day)) == facts(
        after(after(STORY, other, day), one, day)
    )


def test_events_that_touch_the_same_say_so():
    case = patient(events=[LOSS, {**RESULT, "person": {"household": "family"}}])
    one, other = case.events
    assert one.touches & other.touches == {("person", "household")}


def then(case: Case, at: str) -> Case:
    return unfolded(case, None, at, STARTED)


def test_a_result_takes_the_place_of_the_one_before_which_is_kept():
    measured = {"kind": "eGFR", "value": 52, "unit": "ml/min/1.73m2", "date": "2026-08-20"}
    case = patient(events=[RESULT]).model_copy(
        update={"measurements": patient(results={"eGFR": 52}).measurements}
    )
    undated = then(case, "nyretal").measurements[0]
    assert (undated.value, undated.date, undated.earlier) == (41, date(2027, 2, 28), ())
    dated = Case.model_validate({**case.model_dump(), "measurements": [measured]})
    now = then(dated, "nyretal").measurements[0]
    assert [(one.value, one.date) for one in now.earlier] == [(52, date(2026, 8, 20))]


def test_another_way_to_write_the_unit_loses_no_earlier_result():
    spelled = {**RESULT, "measurements": [{"kind": "eGFR", "value": 41, "unit": "mL/min/1.73m²"}]}
    measured = {"kind": "eGFR", "value": 52, "unit": "ml/min/1.73m2", "date": "2026-08-20"}
    case = Case.model_validate(
        {**patient(events=[spelled]).model_dump(), "measurements": [measured]}
    )
    assert [one.value for one in then(case, "nyretal").measurements[0].earlier] == [52]


def test_a_result_of_a_later_day_than_the_event_is_no_earlier_one():
    """A clock that stands wrong, or a day typed in the workshop: the case can be saved all the
    same."""
    measured: Raw = {"kind": "eGFR", "value": 52, "unit": "ml/min/1.73m2", "date": "2028-01-01"}
    measured["earlier"] = [{"value": 50, "date": "2027-12-01"}]
    case = Case.model_validate(
        {**patient(events=[RESULT]).model_dump(), "measurements": [measured]}
    )
    now = then(case, "nyretal")
    assert now.measurements[0].earlier == ()
    assert Case.model_validate_json(now.model_dump_json()) == now


def test_only_the_newest_earlier_results_and_investigations_are_kept():
    earlier = [
        {"value": float(at), "date": f"20{at:02}-01-01"} for at in range(1, MOST_EARLIER + 1)
    ]
    measured = {
        "kind": "eGFR",
        "value": 52,
        "unit": "ml/min/1.73m2",
        "date": "2026-08-20",
        "earlier": earlier,
    }
    done = {"service": "echo", "date": "2026-08-20", "where": text("Sygehuset")}
    carried = {"service": "ecg", "where": text("Her")}
    case = Case.model_validate(
        {
            **patient(events=[{**RESULT, "investigations": [carried]}]).model_dump(),
            "measurements": [measured],
            "investigations": [done] * MOST_INVESTIGATIONS,
        }
    )
    now = then(case, "nyretal")
    assert [one.value for one in now.measurements[0].earlier] == [*map(float, range(2, 25)), 52]
    assert len(now.investigations) == MOST_INVESTIGATIONS
    assert now.investigations[-1].service == "ecg"
    assert Case.model_validate_json(now.model_dump_json()) == now, "it can be saved"


ENDED: Raw = {"conditions": ["hypertension"], "medicines": ["A02BC02"], "red_flags": ["night_pain"]}


def test_what_is_over_is_over():
    case = patient(
        medicines=("A02BC02", "C08CA01"),
        red_flags=("night_pain", "trauma"),
        events=[event("slut", when={"month": 1}, ends=ENDED)],
    )
    now = then(case, "slut")
    assert [(one.code, one.status) for one in now.conditions] == [("hypertension", "previous")]
    assert [one.atc for one in now.medicines or ()] == ["C08CA01"]
    assert [one.flag for one in now.red_flags] == ["trauma"]


def test_what_ends_in_an_unknown_list_leaves_it_unknown():
    """Nobody has said what is taken, so it is not known that nothing is."""
    case = patient(medicines=None, events=[event("slut", when={"month": 1}, ends=ENDED)])
    assert then(case, "slut").medicines is None


def test_what_is_said_of_a_part_of_life_stands_for_all_that_was():
    now = then(STORY, "andet-trin")
    assert [one.weight for one in now.life if one.domain == "network"] == [2]
    assert len(now.life) == len(STORY.life)
    assert (now.person.household, now.person.work) == ("alone", STORY.person.work)


def test_a_year_ago_nothing_of_now_had_happened():
    case = patient(
        medicines=("A02BC02",),
        red_flags=("night_pain",),
        safety=text("Tænker på døden"),
        last_year={"text": text("Dengang"), "medicines": []},
        investigations=[
            {"service": "echo", "date": day, "where": text("Sygehuset")}
            for day in ("2025-08-01", "2026-03-01")
        ],
    )
    ago = then(case, "sidste-aar")
    assert ago.medicines == ()
    assert (ago.red_flags, ago.safety) == ((), None)
    assert [one.date for one in ago.investigations] == [date(2025, 8, 1)]
    assert ago.conditions == case.conditions, "what is left out was as it is"


@pytest.mark.parametrize("id", sorted(library().cases))
def test_every_day_of_every_case_can_be_saved(id: str):
    case = library().case(id)
    for variant in [one.id for one in case.variants] or [None]:
        for one in steps(case, variant, STARTED):
            now = unfolded(case, variant, one.id, STARTED)
            assert Case.model_validate_json(now.model_dump_json()) == now
            assert one.day >= month_after(STARTED, -12)


# Two points of a story on one day

EVERY_START = [date(2028, 1, 1) + timedelta(days) for days in range(4 * 365 + 1)]


@pytest.mark.parametrize("months", [0, 1, 2, 7, 12, 23, 48])
def test_how_many_days_a_month_can_be_is_what_it_is_from_some_day(months: int):
    found = {(month_after(one, months) - one).days for one in EVERY_START}
    assert When(month=months).after_days == found


@pytest.mark.parametrize(
    ("one", "other", "then"),
    [
        (When(month=1), When(week=4), True),
        (When(month=1), When(day=31), True),
        (When(month=1), When(day=32), False),
        (When(month=1), When(week=5), False),
        (When(month=1), When(month=2), False),
        (When(month=12), When(day=365), True),
        (When(month=12), When(day=364), False),
        (When(week=2), When(day=14), True),
        (When(week=2), When(day=15), False),
        (When(month=0), When(day=0), True),
    ],
)
def test_which_points_of_a_story_can_be_one_day(one: When, other: When, then: bool):
    assert one.may_meet(other) is other.may_meet(one) is then
    if then and None in (one.month, other.month):
        assert any(one.on(day) == other.on(day) for day in EVERY_START)


def test_what_is_said_of_a_domain_is_known_by_it():
    """An own rating of it goes on; somebody should look at it again."""
    told = {"domain": "network", "weight": 2, "text": text("Er alene nu")}
    scored = {"instrument": "HADS_A", "value": 13}
    case = patient(events=[event("a", when={"month": 1}, life=[told], scores=[scored])])
    step = steps(case, None, STARTED)[1]
    assert touched_domains(step) == {"network"}
    assert touched_domains(step, library().catalogue) == {"network", "mental"}
    assert touched_domains(Step("start", STARTED)) == frozenset()
