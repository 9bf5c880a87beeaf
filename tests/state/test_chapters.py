"""The unfolding year: each day keeps what was done on it, and walking leaves no trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.bookings import Booking
from overblik.domain.case import Case
from overblik.domain.conference import FIRST
from overblik.domain.event import LAST_YEAR, START
from overblik.domain.plan import MOST_ITEMS
from overblik.domain.story import Suggestion
from overblik.knowledge import library
from overblik.state.chapters import so_far, walked
from overblik.state.events import EVENT, Event
from overblik.state.saves import Damaged, decode_state, encode_state, export, opened
from overblik.state.state import VERSION, State, start
from overblik.state.update import Refused, World, update
from tests.domain.patients import text
from tests.domain.stories import LOSS, STARTED, STORY, WORK_UP
from tests.state.test_sequences import MOVING, SETTING, any_of, checked
from tests.state.worlds import WORLD, Raw
from tests.support.examples import examples

DAY = "andet-trin"
"""The day on which five things happen, called after the first of them by name."""


def world(case: Case) -> World:
    return replace(WORLD, case=case)


def begun(case: Case = STORY) -> State:
    return start(case, None, WORLD.model, STARTED)


def then(state: State, *events: Raw, case: Case = STORY) -> State:
    for raw in events:
        state = update(state, EVENT.validate_python(raw), world(case))
    return state


def to(place: str) -> Raw:
    return {"type": "year_step", "value": place}


def story(*events: Raw) -> Case:
    """The story with other events."""
    document = {**STORY.model_dump(), "events": list(events)}
    return Case.model_validate(document, context={"catalogue": library().catalogue})


# Walking leaves no trace

CASES = {"made": STORY, **{id: library().case(id) for id in ("C04", "C07", "C09")}}
RANDOM = any_of({**SETTING, **{name: one for name, one in MOVING.items() if name != "year_step"}})


def places(case: Case) -> list[str]:
    return [one.id for one in begun(case).steps(case)]


def reached(case: Case, happened: list[tuple[str, list[Event]]]) -> State:
    """A state that somebody can reach: some days of the year with what was done on each."""
    state = begun(case)
    for place, events in happened:
        state = then(state, to(place), case=case)
        for one in events:
            try:
                state = update(state, one, world(case))
            except Refused:
                continue
    return state


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@examples(60)
@given(st.data())
def test_there_and_back_again_is_byte_for_byte_the_same(case: Case, data: st.DataObject):
    days = st.sampled_from(places(case))
    work = st.lists(RANDOM, max_size=4).map(checked)
    state = reached(case, data.draw(st.lists(st.tuples(days, work), max_size=4)))
    before = encode_state(state)
    way = data.draw(st.lists(days, max_size=6))
    through = data.draw(st.booleans(), label="saved at every stop")
    away = state
    for place in (*way, state.place):
        away = walked(away, place, world(case))
        if through:
            away = decode_state(encode_state(away), VERSION)
    assert encode_state(away) == before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@examples(30)
@given(st.data())
def test_a_day_is_the_same_by_jumping_and_through_the_days_between(case: Case, data: st.DataObject):
    year = places(case)
    days = st.sampled_from(year)
    work = st.lists(RANDOM, max_size=4).map(checked)
    state = reached(case, data.draw(st.lists(st.tuples(days, work), max_size=3)))
    goal = data.draw(days)
    at, end = year.index(state.place), year.index(goal)
    between = year[at : end + 1] if at <= end else year[end : at + 1][::-1]
    slowly = state
    for place in between:
        slowly = walked(slowly, place, world(case))
    assert encode_state(slowly) == encode_state(walked(state, goal, world(case)))


@examples(30)
@given(st.data())
def test_what_so_far_tells_is_what_one_would_find_there(data: st.DataObject):
    days = st.sampled_from(places(STORY))
    work = st.lists(RANDOM, max_size=4).map(checked)
    state = reached(STORY, data.draw(st.lists(st.tuples(days, work), max_size=3)))
    told = so_far(state, world(STORY))
    assert [one.id for one, _ in told] == places(STORY)[: len(told)]
    assert told[-1][1] == state
    assert all(there == walked(state, one.id, world(STORY)) for one, there in told)


@examples(40)
@given(st.permutations(STORY.events), st.data())
def test_any_order_in_the_file_is_the_same_year(events: list[object], data: st.DataObject):
    shuffled = STORY.model_copy(update={"events": tuple(events)})
    place = data.draw(st.sampled_from(places(STORY)))
    assert encode_state(walked(begun(shuffled), place, world(shuffled))) == encode_state(
        walked(begun(), place, world(STORY))
    )


def test_a_day_the_case_has_not_got_is_refused():
    with pytest.raises(Refused, match="findes ikke i året"):
        then(begun(), to("i-morgen"))


# Each day keeps what was done on it

ADD: Raw = {"type": "item_add", "id": "x1"}


def words(value: str) -> Raw:
    return {"type": "item_text", "item": "x1", "value": value}


def lines(state: State) -> dict[str, str | None]:
    return {one.id: one.text for one in state.plan if one.standing == "kept"}


def test_what_is_written_on_a_day_is_there_on_the_days_after_it():
    state = then(begun(), to(DAY), ADD, words("Ring"), to("aarsdag"))
    assert lines(state)["x1"] == "Ring"
    assert "x1" not in lines(then(state, to(START)))


def test_what_is_changed_on_an_earlier_day_goes_on_to_those_nobody_has_touched():
    state = then(begun(), ADD, words("Ring"), to("aarsdag"), to(START), words("Skriv"))
    assert lines(then(state, to("aarsdag")))["x1"] == "Skriv"


def test_but_never_over_a_day_somebody_has_worked_on():
    state = then(begun(), ADD, words("Ring"), to(DAY), words("Ring to gange"), to(START))
    assert lines(state)["x1"] == "Ring"
    state = then(state, words("Skriv"), to(DAY))
    assert lines(state)["x1"] == "Ring to gange"
    assert lines(then(state, to("aarsdag")))["x1"] == "Ring to gange"
    assert lines(then(state, to(START)))["x1"] == "Skriv"


@pytest.mark.parametrize(
    "setting", [{"type": "reading", "value": "rund_op"}, {"type": "labels", "value": "neutral"}]
)
def test_a_reading_or_other_words_for_the_tiers_is_no_work_on_a_day(setting: Raw):
    state = then(begun(), to(DAY), setting, to(START), ADD, words("Ring"), to(DAY))
    assert lines(state)["x1"] == "Ring"


def test_looking_is_no_work():
    state = then(begun(), to(DAY), to(START))
    assert encode_state(state) == encode_state(begun())


def test_the_year_before_is_a_day_like_the_others():
    state = then(begun(), to(LAST_YEAR), ADD, words("Dengang"))
    assert lines(then(state, to(START)))["x1"] == "Dengang"
    assert lines(then(begun(), to(LAST_YEAR)))["case-gang"] is None, "the plan they had"


# The facts


def changed(state: State, case: Case = STORY) -> State:
    """The facts with somebody's own: the name, which no event touches, and the household."""
    name: Raw = {"type": "person", "field": "name", "value": "Ella"}
    return then(state, name, case=case)


def test_events_come_on_top_of_facts_that_were_changed_and_going_back_shows_what_was():
    state = changed(begun())
    assert state.edited is not None
    later = then(state, to(DAY))
    facts = later.facts(STORY)
    assert (facts.person.name, facts.person.household) == ("Ella", "alone")
    assert [one.value for one in facts.measurements if one.kind == "eGFR"] == [41]
    assert encode_state(then(later, to(START))) == encode_state(state)


def test_a_result_can_be_of_the_day_it_is_in_the_story():
    value: Raw = {"type": "result", "field": "HbA1c", "value": "58"}
    of_day: Raw = {"type": "result_date", "field": "HbA1c", "value": "2027-02-28"}
    state = then(begun(), to(DAY), value, of_day)
    assert state.facts(STORY).measurements[-1].date == date(2027, 2, 28)
    assert decode_state(encode_state(state), VERSION) == state
    with pytest.raises(Refused):
        then(begun(), value, of_day)


def test_what_is_changed_on_a_later_day_is_not_so_on_the_earlier_ones():
    state = changed(then(begun(), to(DAY)))
    assert state.facts(STORY).person.name == "Ella"
    assert then(state, to(START)).facts(STORY).person.name == STORY.person.name


def test_what_is_changed_of_a_year_ago_is_not_how_it_is_now():
    state = changed(then(begun(), to(LAST_YEAR)))
    now = then(state, to(START)).facts(STORY)
    assert now.person.name == STORY.person.name
    assert now.medicines == STORY.medicines


def test_a_change_that_an_event_makes_as_well_is_no_change_any_more():
    value: Raw = {"type": "result", "field": "eGFR", "value": "41"}
    state = then(begun(), value)
    assert state.edited is not None
    there = then(state, to(DAY))
    assert there.facts(STORY).measurements[0].value == 41
    assert decode_state(encode_state(there), VERSION) == there


# What an event does to the plan, once


def planned(state: State) -> list[tuple[str, str]]:
    return [(one.id, one.standing) for one in state.plan if one.id.startswith("planned-")]


def test_a_planned_work_up_is_one_line_forward_and_back_and_forward():
    state = begun()
    for _ in range(2):
        assert planned(state) == []
        state = then(state, to("aarsdag"))
        assert planned(state) == [("planned-echo", "kept")]
        line = next(one for one in state.plan if one.id == "planned-echo")
        wait = library().catalogue.services["echo"].wait_days or 0
        assert (line.owner, line.due) == ("hospital", date(2027, 2, 28) + timedelta(days=wait))
        state = then(state, to(START))


TWICE = story(
    WORK_UP, {**WORK_UP, "id": "igen", "when": {"month": 5}, "text": text("Sygehuset vil igen")}
)


def test_what_is_planned_again_while_it_waits_is_the_line_as_it_is():
    owner: Raw = {"type": "item_owner", "item": "planned-echo", "value": "gp"}
    state = then(begun(TWICE), to("udredning"), owner, to("igen"), case=TWICE)
    assert [one.owner for one in state.plan if one.id == "planned-echo"] == ["gp"]


def test_what_is_planned_again_after_it_was_taken_out_is_a_new_line():
    out: Raw = {"type": "item_remove", "item": "planned-echo"}
    state = then(begun(TWICE), to("udredning"), out, case=TWICE)
    assert planned(state) == [("planned-echo", "removed")]
    assert planned(then(state, to("igen"), case=TWICE)) == [("planned-echo", "kept")]


def test_a_plan_that_takes_no_more_lines_takes_none_of_an_event():
    room = range(MOST_ITEMS - len(begun().plan))
    added: list[Raw] = [{"type": "item_add", "id": f"x{at}"} for at in room]
    state = then(begun(), *added)
    assert planned(then(state, to(DAY))) == []


def test_who_falls_ill_and_is_back_again():
    state = begun()
    for _ in range(2):
        assert then(state, to("naboen-syg")).absent == {"relative": "left", "civil_society": "ill"}
        state = then(state, to("naboen-rask"))
        assert state.absent == {"relative": "left"}
        state = then(state, to(START))
        assert state.absent == {}


def test_an_agreement_does_not_outlast_who_was_to_do_it():
    state = begun().model_copy(update={"agreed": WORLD.now})
    assert then(state, to("samme-dag")).agreed == WORLD.now
    assert then(state, to(DAY)).agreed is None
    assert then(state, to(DAY), to(START)).agreed == WORLD.now


YES: Raw = {"type": "consent_all", "recipient": "pharmacy", "value": "yes"}
SHARED: Raw = {"type": "share", "recipient": "pharmacy", "form": "text", "id": "s1"}


def test_a_no_closes_at_once_and_marks_what_was_shared():
    state = then(begun(), YES, SHARED)
    there = then(state, to(DAY))
    assert there.consents["pharmacy"].sections == ()
    assert there.consents["pharmacy"].withdrawn
    assert there.shares[0].withdrawn
    assert encode_state(then(there, to(START))) == encode_state(state)


@pytest.mark.parametrize(
    ("consent", "sections"),
    [
        ({"answer": "partly", "sections": ["medicine", "agreements"]}, ("medicine", "agreements")),
        ({"answer": "yes"}, None),
        ({"answer": "partly"}, None),
    ],
    ids=["only some of it", "a yes that was there", "partly, nobody knows what"],
)
def test_what_the_patient_takes_back_is_closed(consent: Raw, sections: tuple[str, ...] | None):
    case = story({**LOSS, "consents": {"pharmacy": consent}})
    state = then(begun(case), YES, case=case)
    before = state.consents["pharmacy"].sections
    now = then(state, to("tabet"), case=case).consents["pharmacy"].sections
    assert now == (before if sections is None else sections)


def test_a_new_yes_is_for_the_clinician_to_take_down():
    case = story({**LOSS, "consents": {"relative": {"answer": "yes"}}})
    state = then(begun(case), to("tabet"), case=case)
    assert state.consents == {}
    said: Raw = {"type": "consent_said", "recipient": "relative"}
    assert then(state, said, case=case).consents["relative"].sections
    with pytest.raises(Refused, match="Casen siger intet"):
        then(begun(case), said, case=case)


# What the story says was done

TOLD = {"id": "trappen", "when": {"month": 4}, "kind": "life", "text": text("Går trappen igen")}
DONE = STORY.model_copy(
    update={
        "teaching": STORY.teaching.model_copy(
            update={
                "plan": tuple(
                    Suggestion.model_validate({"id": id, "text": text(id), "owner": "gp"})
                    for id in ("prove", "hold")
                )
            }
        ),
        "events": story({**TOLD, "done": ["gang", "prove"]}, WORK_UP).events,
    }
)
TAKE: tuple[Raw, ...] = tuple(
    {"type": "suggestion_take", "suggestion": id} for id in ("prove", "hold")
)
ON = date(2027, 3, 30)


def done(state: State) -> dict[str, date]:
    return {one.id: one.done for one in state.plan if one.done is not None}


def test_what_the_story_says_was_done_is_done_on_that_day():
    """Last year's line and the author's own; the one the story says nothing of waits."""
    state = then(begun(DONE), *TAKE, case=DONE)
    assert done(state) == {}
    there = then(state, to("trappen"), case=DONE)
    assert done(there) == {"case-gang": ON, "case-prove": ON}
    assert done(then(there, to("aarsdag"), case=DONE)) == done(there)
    assert encode_state(then(there, to(START), case=DONE)) == encode_state(state)


@pytest.mark.parametrize(
    "before",
    [
        {"type": "item_remove", "item": "case-prove"},
        {"type": "item_done", "item": "case-prove", "value": "2026-11-30"},
    ],
    ids=["taken out", "done already"],
)
def test_only_a_line_that_waits_is_done_by_the_story(before: Raw):
    world_ = replace(world(DONE), now=WORLD.now.replace(year=2026, month=12, day=1))
    state = then(begun(DONE), *TAKE, case=DONE)
    state = update(state, EVENT.validate_python(before), world_)
    kept = done(state).get("case-prove")
    assert done(then(state, to("trappen"), case=DONE)).get("case-prove") == kept


def test_an_order_is_left_to_its_own_steps():
    state = then(begun(DONE), *TAKE, case=DONE)
    order = {"case-prove": Booking(service="echo", days={"ordered": STARTED})}
    state = state.model_copy(update={"bookings": order})
    assert "case-prove" not in done(then(state, to("trappen"), case=DONE))


def test_that_something_was_done_takes_no_agreement_back():
    state = then(begun(DONE), *TAKE, case=DONE).model_copy(update={"agreed": WORLD.now})
    assert then(state, to("udredning"), case=DONE).agreed is None, "a new line does"
    alone = DONE.model_copy(update={"events": DONE.events[:1]})
    assert then(state, to("trappen"), case=alone).agreed == WORLD.now


# A year before, it is that day


def test_a_year_before_the_start_it_is_that_day():
    ago, now = then(begun(), to(LAST_YEAR)), WORLD.now
    assert ago.today(STORY, STARTED) == ago.plan_start == date(2025, 11, 30)
    assert ago.moment(STORY, now).date() == date(2025, 11, 30)
    there = then(ago, to(START))
    assert (there.today(STORY, STARTED), there.plan_start) == (STARTED, STARTED)
    later = date(2027, 12, 24)
    assert then(ago, to("aarsdag")).today(STORY, later) == later


# From an earlier day to later ones

CARRY: Raw = {"type": "carry_forward", "value": "yes"}
ORDER: Raw = {"type": "service_take", "service": "eye_photo"}


def apart(case: Case = STORY) -> State:
    """Work on two later days, and then on the start again."""
    state = then(begun(case), to("naboen-syg"), {"type": "item_add", "id": "x6"}, case=case)
    state = then(state, to("aarsdag"), {"type": "item_add", "id": "x12"}, case=case)
    return then(state, to(START), ADD, words("Ring"), ORDER, case=case)


def test_the_later_days_that_have_a_plan_of_their_own():
    state = apart()
    assert [one.id for one in state.later_days(STORY)] == ["naboen-syg", "aarsdag"]
    assert [one.id for one in then(state, to("roedt-flag")).later_days(STORY)] == ["aarsdag"]
    assert then(state, to("aarsdag")).later_days(STORY) == ()
    assert begun().later_days(STORY) == ()


def test_lines_go_on_to_later_days_and_nothing_else_changes():
    state = apart()
    once = then(state, CARRY)
    assert then(once, CARRY) == once
    for day in state.later_days(STORY):
        was, now = state.chapters[day.id], once.chapters[day.id]
        assert [one.id for one in now.plan] == [
            *(one.id for one in was.plan), "x1", "service-eye_photo"
        ]  # fmt: skip
        assert now.plan[: len(was.plan)] == was.plan
        assert now.bookings == {**was.bookings, **state.bookings}
        untouched = {name for name in type(was).model_fields if name not in ("plan", "bookings")}
        assert all(getattr(was, name) == getattr(now, name) for name in untouched)
    assert once.model_copy(update={"chapters": state.chapters}) == state


def test_a_line_that_a_later_day_took_out_is_not_put_back():
    state = then(begun(), ADD, to("aarsdag"), {"type": "item_remove", "item": "x1"}, to(START))
    assert then(state, CARRY) == state


def test_only_lines_in_the_plan_go_on_and_only_forward():
    state = then(apart(), {"type": "item_remove", "item": "x1"}, CARRY)
    assert "x1" not in lines(then(state, to("aarsdag")))
    there = then(apart(), to("aarsdag"), ADD, CARRY)
    assert "x12" not in lines(then(there, to("naboen-syg")))


def test_a_line_that_goes_on_past_the_day_it_was_done_is_done():
    state = then(begun(DONE), to("aarsdag"), ADD, to(START), TAKE[0], CARRY, case=DONE)
    assert done(then(state, to("aarsdag"), case=DONE))["case-prove"] == ON


def test_an_agreement_of_a_later_day_does_not_cover_new_lines():
    state = apart()
    agreed = state.chapters["aarsdag"].model_copy(update={"agreed": WORLD.now})
    state = state.model_copy(update={"chapters": {**state.chapters, "aarsdag": agreed}})
    assert then(state, CARRY).chapters["aarsdag"].agreed is None


def test_a_later_plan_that_is_full_takes_none_of_them():
    state = then(begun(), to("aarsdag"))
    room = range(MOST_ITEMS - len(state.plan))
    full: list[Raw] = [{"type": "item_add", "id": f"y{at}"} for at in room]
    state = then(state, *full, to(START), ADD)
    with pytest.raises(Refused, match="kan ikke rumme flere"):
        then(state, CARRY)


# Red flags

RELEASE: Raw = {"type": "release", "value": "Udredt i foråret"}


def test_a_release_is_not_of_a_flag_that_comes_later():
    state = then(begun(), RELEASE)
    assert then(state, to("naboen-rask")).released
    assert not then(state, to("roedt-flag")).released
    assert then(state, to("roedt-flag"), to(START)).released


def test_a_flag_that_is_over_is_not_ticked_any_more():
    ticked: Raw = {"type": "flag", "flag": "night_pain", "value": "yes"}
    state = then(begun(), ticked)
    assert then(state, to("roedt-flag")).flags == {"night_pain": True}
    assert then(state, to("afklaret")).flags == {}


# Saves


@pytest.mark.parametrize(
    "wrong",
    [{"at": "i-morgen"}, {"at": "start "}, {"chapters": {"i-morgen": {}}}, {"chapters": {"": {}}}],
    ids=str,
)
def test_a_save_of_a_day_the_case_has_not_got_is_damaged(wrong: Raw):
    good = encode_state(then(begun(), to(DAY), ADD))
    case = STORY.model_dump_json(exclude_defaults=True)
    assert opened(export(case, good, VERSION, WORLD.now))[1].place == DAY
    bad = json.dumps({**json.loads(good), **wrong})
    with pytest.raises(Damaged):
        opened(export(case, bad, VERSION, WORLD.now))


def test_a_year_of_forty_days_all_worked_on_can_be_saved_and_opened():
    events = [
        {"id": f"dag-{at:02}", "when": {"day": 37 * at}, "kind": "life", "text": text("Noget")}
        for at in range(40)
    ]
    case = story(*events)
    state = begun(case)
    for place in places(case):
        line: Raw = {"type": "item_add", "id": f"x-{place}"}
        state = then(state, to(place), line, case=case)
    text_ = case.model_dump_json(exclude_defaults=True)
    assert opened(export(text_, encode_state(state), VERSION, WORLD.now)) == (case, state)


KEPT = Path(__file__).parents[1] / "hostile/saves"


@pytest.mark.parametrize("form", [1, 2, 3])
def test_the_one_card_of_an_older_save_is_its_first_conference(form: int):
    data = (KEPT / f"v{form}.json").read_bytes()
    card = json.loads(data)["state"]["card"]
    case, state = opened(data)
    (first,) = state.conferences
    assert (first.id, first.sent, first.closed) == (FIRST, None, None)
    assert first.card.to == card.get("to", "")
    assert dict(first.card.texts) == card["texts"]
    assert (state.place, state.touched, dict(state.chapters)) == (START, False, {})
    there = walked(state, state.steps(case)[-1].id, world(case))
    assert encode_state(walked(there, START, world(case))) == encode_state(state)


def test_a_save_of_this_form_has_its_days_and_its_conferences():
    case, state = opened((KEPT / "v4.json").read_bytes())
    names = [one.id for one in state.steps(case)]
    assert {state.place, *state.chapters} < {*names}
    assert len(state.chapters) == 4
    assert {one.direction for one in state.conferences} == {"to_specialist", "to_gp"}
    assert all(one.closed for one in state.conferences)
    before = encode_state(state)
    for place in (*names, state.place):
        state = walked(state, place, world(case))
    assert encode_state(state) == before
