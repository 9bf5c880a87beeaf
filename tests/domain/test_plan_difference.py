"""What is otherwise between two versions of a plan, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.base import Text
from overblik.domain.bookings import STEPS, Booking
from overblik.domain.conference import Card, Conference, Examination
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.domain.plan_difference import PlanDifference, PlanVersion, plan_difference
from tests.support.examples import examples

EMPTY = PlanVersion((), {}, (), None, {})
DAY, LATER = date(2027, 1, 15), date(2027, 3, 1)
CLOSED, AFTER = datetime(2027, 1, 10, 9, tzinfo=UTC), datetime(2027, 2, 10, 9, tzinfo=UTC)

WALK = PlanItem(id="gang", text="Gåtur", owner="relative", due=DAY, answer_to="gp")
ECHO = PlanItem(id="echo", text="Ekko", owner="hospital", due=DAY, answer_to="gp")


PLANNED_ECHO = ECHO.model_copy(update={"id": "planned-echo"})
ORDERED = ECHO.model_copy(update={"id": "service-echo"})


def otherwise(item: PlanItem, **changes: object) -> PlanItem:
    return item.model_copy(update=changes)


def watched(item: PlanItem, day: date) -> PlanItem:
    return otherwise(item, medicine=MedicineStep(kind="stop", follow_up=day))


def plan(*items: PlanItem, **more: object) -> PlanVersion:
    return replace(EMPTY, plan=items, **more)


GOES_ON = Examination(service="echo", verdict="go_on")


def booked(steps: int) -> dict[str, Booking]:
    return {"echo": Booking(service="echo", days=dict.fromkeys(STEPS[:steps], DAY), action="Set")}


def orders(steps: int) -> dict[str, Booking]:
    return {"service-echo": booked(steps)["echo"]}


def tracks(count: int) -> tuple[Text, ...]:
    return tuple(Text(da=f"spor {at}", en=f"track {at}") for at in range(count))


def cancelled(*services: str, closed: datetime | None = CLOSED, id: str = "k1") -> Conference:
    rows = tuple(Examination(service=one, verdict="cancel", why="Gjort") for one in services)
    return Conference(id=id, direction="to_gp", work_up=rows, closed=closed)


def answered(after: str | None, closed: datetime | None = CLOSED, id: str = "k1") -> Conference:
    return Conference(id=id, card=Card(after=after), closed=closed)


SAME = PlanDifference()
ROWS: list[tuple[str, PlanVersion, PlanVersion, PlanDifference]] = [
    ("the same", plan(WALK, ECHO), plan(WALK, ECHO), SAME),
    ("in another order", plan(WALK, ECHO), plan(ECHO, WALK), SAME),
    ("a line more", plan(WALK), plan(WALK, ECHO), PlanDifference(new=(ECHO,))),
    ("new lines by day, not as they were written", EMPTY, plan(otherwise(WALK, due=LATER), ECHO),
     PlanDifference(new=(ECHO, otherwise(WALK, due=LATER)))),
    ("a line that is gone", plan(WALK, ECHO), plan(ECHO),
     PlanDifference(left_behind=(WALK,))),
    *[
        (f"a line that is {standing}", plan(WALK), plan(otherwise(WALK, standing=standing)),
         PlanDifference(ended=(WALK,), undone=(WALK,)))
        for standing in ("removed", "ended", "declined", "proposed")
    ],
    ("a line that was declined and is in the plan", plan(otherwise(WALK, standing="declined")),
     plan(WALK), PlanDifference(new=(WALK,))),
    ("what was never in the plan", plan(otherwise(WALK, standing="proposed")),
     plan(otherwise(WALK, standing="declined")), SAME),
    ("another owner", plan(WALK), plan(otherwise(WALK, owner="nurse")),
     PlanDifference(moved=((otherwise(WALK, owner="nurse"), "relative", "nurse"),))),
    ("an owner at last", plan(otherwise(WALK, owner=None)), plan(WALK),
     PlanDifference(moved=((WALK, None, "relative"),))),
    ("the owner has left: nobody has it", plan(WALK), plan(WALK, absent={"relative": "left"}),
     PlanDifference(moved=((WALK, "relative", None),))),
    ("who leaves after it was done leaves nothing behind", plan(otherwise(WALK, done=DAY)),
     plan(otherwise(WALK, done=DAY), absent={"relative": "left"}), SAME),
    ("the owner is ill: it rests on them still", plan(WALK, ECHO),
     plan(WALK, ECHO, absent={"relative": "ill"}), PlanDifference(at_risk=(WALK,))),
    ("and was so already", plan(WALK, absent={"relative": "ill"}),
     plan(WALK, absent={"relative": "ill"}), SAME),
    ("a new line rests on one who was ill before", plan(absent={"relative": "ill"}),
     plan(WALK, absent={"relative": "ill"}), PlanDifference(new=(WALK,), at_risk=(WALK,))),
    ("what was done rests on nobody", plan(otherwise(WALK, done=DAY)),
     plan(otherwise(WALK, done=DAY), absent={"relative": "ill"}), SAME),
    ("another day", plan(WALK), plan(otherwise(WALK, due=LATER)),
     PlanDifference(dated=((otherwise(WALK, due=LATER), DAY, LATER),))),
    ("no day any more", plan(WALK), plan(otherwise(WALK, due=None)),
     PlanDifference(dated=((otherwise(WALK, due=None), DAY, None),))),
    ("the answer goes to somebody else", plan(WALK), plan(otherwise(WALK, answer_to="nurse")),
     PlanDifference(receivers=((otherwise(WALK, answer_to="nurse"), "gp", "nurse"),))),
    *[
        (f"another {next(iter(change))}", plan(WALK), plan(otherwise(WALK, **change)),
         PlanDifference(reworded=((otherwise(WALK, **change), WALK),)))
        for change in ({"text": "Gåtur med naboen"}, {"if_nothing": "Ring"})
    ],
    ("another owner's words for when nothing happens are not another wording", plan(WALK),
     plan(otherwise(WALK, owner="nurse", if_nothing="Ring")), PlanDifference(
         moved=((otherwise(WALK, owner="nurse", if_nothing="Ring"), "relative", "nurse"),))),
    ("another way of meeting", plan(WALK), plan(otherwise(WALK, meeting="home")),
     PlanDifference(meetings=((otherwise(WALK, meeting="home"), None, "home"),))),
    ("another day of its medicine stands once", plan(watched(WALK, DAY)),
     plan(otherwise(watched(WALK, LATER), due=LATER)),
     PlanDifference(dated=((otherwise(watched(WALK, LATER), due=LATER), DAY, LATER),))),
    ("only the follow-up has another day", plan(watched(WALK, DAY)), plan(watched(WALK, LATER)),
     PlanDifference(follow_ups=((watched(WALK, LATER), DAY, LATER),))),
    ("what serves another goal says the same", plan(WALK), plan(otherwise(WALK, goal="case-1")),
     SAME),
    ("marked done", plan(WALK), plan(otherwise(WALK, done=DAY)),
     PlanDifference(done=((otherwise(WALK, done=DAY), DAY),))),
    ("done and taken out is done, not ended", plan(WALK),
     plan(otherwise(WALK, done=DAY, standing="ended")),
     PlanDifference(done=((otherwise(WALK, done=DAY, standing="ended"), DAY),))),
    ("done long ago and taken out now has ended", plan(otherwise(WALK, done=DAY)),
     plan(otherwise(WALK, done=DAY, standing="ended")),
     PlanDifference(ended=(otherwise(WALK, done=DAY),))),
    ("an order at its end", plan(ECHO), plan(ECHO, bookings=booked(5)),
     PlanDifference(done=((ECHO, DAY),))),
    ("an order on its way is not done", plan(ECHO), plan(ECHO, bookings=booked(4)), SAME),
    ("two tracks become one", plan(tracks=tracks(2)), plan(tracks=tracks(1)),
     PlanDifference(tracks=(2, 1))),
    ("other names for as many tracks", plan(tracks=tracks(2)),
     plan(tracks=tracks(3)[1:]), SAME),
    ("no tracks is another thing than unknown ones", plan(tracks=None), plan(tracks=()), SAME),
    ("a conference cancels", EMPTY, plan(conferences=(cancelled("echo", "ecg"),)),
     PlanDifference(saved=cancelled("echo", "ecg").work_up)),
    ("it is not closed yet", EMPTY, plan(conferences=(cancelled("echo", closed=None),)), SAME),
    ("it had cancelled that before", plan(conferences=(cancelled("echo"),)),
     plan(conferences=(cancelled("echo"),)), SAME),
    ("another conference cancels the same again", plan(conferences=(cancelled("echo"),)),
     plan(conferences=(cancelled("echo"), cancelled("echo", id="k2"))), SAME),
    ("two conferences cancel the same at once", EMPTY,
     plan(conferences=(cancelled("echo", "ecg"), cancelled("echo", id="k2"))),
     PlanDifference(saved=cancelled("echo", "ecg").work_up)),
    ("what was done before it was cancelled spared nothing", plan(PLANNED_ECHO),
     plan(otherwise(PLANNED_ECHO, done=DAY), conferences=(cancelled("echo"),)),
     PlanDifference(done=((otherwise(PLANNED_ECHO, done=DAY), DAY),))),
    ("nor did what was done and waits for its answer", plan(ORDERED, bookings=orders(2)),
     plan(ORDERED, bookings=orders(2), conferences=(cancelled("echo"),)), SAME),
    ("what was only ordered was spared", plan(ORDERED, bookings=orders(1)),
     plan(ORDERED, bookings=orders(1), conferences=(cancelled("echo"),)),
     PlanDifference(saved=cancelled("echo").work_up)),
    ("what goes on was not saved", EMPTY,
     plan(conferences=(Conference(id="k1", closed=CLOSED, work_up=(GOES_ON,)),)), SAME),
    ("a conference says who is responsible", EMPTY, plan(conferences=(answered("gp"),)),
     PlanDifference(responsible=(None, "gp"))),
    ("the last that was closed says it", plan(conferences=(answered("specialist"),)),
     plan(conferences=(answered("gp", AFTER, "k2"), answered("specialist"))),
     PlanDifference(responsible=("specialist", "gp"))),
    ("one that says nobody moves nothing", plan(conferences=(answered("specialist"),)),
     plan(conferences=(answered("specialist"), answered(None, AFTER, "k2"))), SAME),
    ("nor does one that is open", EMPTY, plan(conferences=(answered("gp", None),)), SAME),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "then"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_is_otherwise(before: PlanVersion, after: PlanVersion, then: PlanDifference):
    found = plan_difference(before, after)
    assert found == then
    assert found.nothing is (then == SAME)


owners = st.sampled_from(["gp", "nurse", "relative", None])
some_days = st.sampled_from([DAY, LATER, None])
items = st.builds(
    PlanItem,
    id=st.sampled_from(["a", "b", "c", "echo"]),
    text=st.sampled_from(["Gåtur", "Ring"]),
    standing=st.sampled_from(["kept", "kept", "removed", "declined", "ended", "proposed"]),
    owner=owners,
    due=some_days,
    answer_to=owners,
    done=some_days,
)
versions = st.builds(
    PlanVersion,
    plan=st.lists(items, max_size=4, unique_by=lambda one: one.id).map(tuple),
    bookings=st.integers(0, 5).map(booked),
    conferences=st.lists(
        st.builds(cancelled, st.sampled_from(["echo", "ecg"])) | st.builds(answered, owners),
        max_size=1,
    ).map(tuple),
    tracks=st.none() | st.integers(0, 3).map(tracks),
    absent=st.dictionaries(
        st.sampled_from(["nurse", "relative"]), st.sampled_from(["ill", "left"])
    ),
)


@examples(100)
@given(versions)
def test_a_plan_is_as_it_is(one: PlanVersion):
    assert plan_difference(one, one).nothing


def ids(lines: tuple[PlanItem, ...]) -> set[str]:
    return {one.id for one in lines}


@examples(200)
@given(versions, versions)
def test_the_other_way_round_what_is_new_has_ended(one: PlanVersion, other: PlanVersion):
    there, back = plan_difference(one, other), plan_difference(other, one)
    away = ids(there.ended) | ids(there.left_behind)
    gone = away | {line.id for line, _ in there.done if line.id not in other.kept}
    assert ids(back.new) >= away
    assert ids(back.new) <= gone
    assert {(line.id, now, was) for line, was, now in there.dated} == {
        (line.id, was, now) for line, was, now in back.dated
    }
    assert there.tracks == (back.tracks and back.tracks[::-1])
    assert there.responsible == (back.responsible and back.responsible[::-1])


@examples(200)
@given(versions, versions)
def test_each_line_is_told_in_one_place(one: PlanVersion, other: PlanVersion):
    """New, ended or in both: never two of them."""
    found = plan_difference(one, other)
    both = {line.id for line, *_ in (*found.moved, *found.dated, *found.receivers)}
    both |= {line.id for line, *_ in found.reworded}
    assert ids(found.undone) <= ids(found.ended)
    parts = [ids(found.new), ids(found.ended), ids(found.left_behind), both]
    assert sum(map(len, parts)) == len(set().union(*parts))
    assert not (parts[1] | parts[2]) & {line.id for line, _ in found.done}
    assert parts[1] <= {one.id for one in other.plan}
    assert not parts[2] & {one.id for one in other.plan}
