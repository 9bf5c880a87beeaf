"""From a conference to the plan: what stands in the way of closing, and what is written once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.base import Slug
from overblik.domain.bookings import Booking
from overblik.domain.conference import Answer, Conference, Examination, saved_by
from overblik.domain.ledger import Absent, lacking
from overblik.domain.plan import PlanItem
from overblik.domain.privacy import looks_like_cpr
from overblik.domain.write_back import Obstacle, answer_line, obstacles, written_back
from overblik.knowledge import library

MODEL = library().model
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DAY = date(2027, 1, 15)
LINE = Answer(
    id="a", text="Ny kalium om en uge", outcome="line", owner="nurse", due=DAY, answer_to="gp"
)
CHANGE = Answer(id="b", outcome="change", item="x1", owner="hospital", due=DAY, answer_to="gp")
NOTHING = Answer(id="c", outcome="no_change")
PLAN = (
    PlanItem(id="x1", text="Kontrol", owner="gp", due=date(2026, 12, 24), answer_to="nurse"),
    PlanItem(id="planned-echo", text="Ekko", owner="hospital"),
    PlanItem(id="service-ecg", text="EKG", owner="gp"),
)
ASKED = Conference(id="k", sent=NOW)


def answered(*answers: Answer, **changes: object) -> Conference:
    return ASKED.model_copy(update={"answers": answers, **changes})


def but(answer: Answer, **changes: object) -> Answer:
    return answer.model_copy(update=changes)


def cancelling(service: str, why: str = "Lavet i oktober") -> Conference:
    it = Examination(service=service, verdict="cancel", why=why)
    return ASKED.model_copy(update={"direction": "to_gp", "work_up": (it,)})


def in_the_way(one: Conference, absent: Absent | None = None) -> list[tuple[str | None, str]]:
    return list(obstacles(one, PLAN, absent or {}, MODEL))


def written(one: Conference, plan: tuple[PlanItem, ...] = PLAN, **bookings: Booking):
    return written_back(one, plan, {k.replace("_", "-", 1): b for k, b in bookings.items()}, (),
                        MODEL)  # fmt: skip


def line(plan: tuple[PlanItem, ...], id: str) -> PlanItem:
    return {one.id: one for one in plan}[id]


# What stands in the way --------------------------------------------------------------------------

WAYS: tuple[tuple[Conference, Absent, list[tuple[Slug | None, Obstacle]], str], ...] = (
    (answered(LINE, CHANGE, NOTHING), {}, [], "each has its outcome and what it needs"),
    (answered(LINE, sent=None), {}, [(None, "unsent")], "nobody has got the card"),
    (ASKED, {}, [(None, "unanswered")], "nothing is no answer"),
    (answered(NOTHING), {}, [], "»ingen ændring« is one"),
    (cancelling("echo"), {}, [], "what the GP says of the work-up is one"),
    (cancelling("echo", " "), {}, [("echo", "why")], "cancelled without a reason"),
    (answered(but(LINE, outcome=None)), {}, [("a", "outcome")], "what comes of it?"),
    (answered(but(LINE, text=" ")), {}, [("a", "text")], "a line of no words"),
    (answered(but(LINE, owner=None)), {}, [("a", "owner")], "an answer without an owner"),
    (answered(LINE), {"nurse": "left"}, [("a", "owner")], "who has left owns nothing"),
    (answered(LINE), {"nurse": "ill"}, [], "who is ill is still the one, and the ledger says so"),
    (answered(but(LINE, owner="naboen")), {}, [("a", "owner")], "nobody knows them"),
    (answered(but(LINE, due=None)), {}, [("a", "due")], "no day"),
    (answered(but(LINE, answer_to=None)), {}, [("a", "answer_to")], "the result goes nowhere"),
    (answered(LINE), {"gp": "left"}, [("a", "answer_to")], "nobody there gets it"),
    (answered(but(CHANGE, item=None)), {}, [("b", "item")], "which line?"),
    (answered(but(CHANGE, item="x9")), {}, [("b", "gone")], "the line has left the plan"),
    (answered(CHANGE, but(CHANGE, id="d")), {}, [("d", "twice")], "two answers on one line"),
    (answered(but(CHANGE, owner=None)), {}, [("b", "owner")], "a change needs an owner too"),
    (answered(but(NOTHING, owner=None)), {}, [], "what changes nothing needs nobody"),
)


@pytest.mark.parametrize(("one", "absent", "found", "why"), WAYS, ids=[row[3] for row in WAYS])
def test_what_stands_in_the_way_of_closing(
    one: Conference, absent: Absent, found: list[tuple[Slug | None, Obstacle]], why: str
):
    assert in_the_way(one, absent) == found, why


# What it writes ----------------------------------------------------------------------------------


def test_an_answer_becomes_a_line_that_lacks_nothing():
    new = line(written(answered(LINE)), "answer-k-a")
    assert (new.text, new.owner, new.due, new.answer_to) == (LINE.text, "nurse", DAY, "gp")
    assert new.if_nothing == "Tovholderen ringer til patienten inden for en uge"
    assert new.section == "agreements"
    assert lacking(new, {}) == ()


def test_a_change_gives_the_line_owner_day_and_receiver_and_keeps_the_rest():
    before = PLAN[0].model_copy(update={"second_owner": "hospital", "if_nothing": "Ring til Bo"})
    after = line(written(answered(CHANGE), (before,)), "x1")
    assert (after.owner, after.due, after.answer_to) == ("hospital", DAY, "gp")
    assert (after.text, after.if_nothing) == ("Kontrol", "Ring til Bo")
    assert after.second_owner is None, "who is the one is no second any more"


@pytest.mark.parametrize("words", ["", "Praksis ringer til patienten inden for en uge"])
def test_a_new_owner_does_what_that_owner_does_when_nothing_has_happened(words: str):
    before = PLAN[0].model_copy(update={"if_nothing": words})
    after = line(written(answered(CHANGE), (before,)), "x1")
    assert after.if_nothing == "Egen læge ringer til ambulatoriet"


def test_no_change_changes_nothing():
    assert written(answered(NOTHING)) == PLAN


def test_a_cancelled_examination_is_at_its_end():
    assert [one.standing for one in written(cancelling("echo"))] == ["kept", "ended", "kept"]
    assert line(written(cancelling("ecg")), "service-ecg").standing == "ended"
    assert written(cancelling("dexa")) == PLAN, "it was in no plan"


def test_what_was_planned_is_cancelled_before_what_was_ordered():
    both = (*PLAN, PlanItem(id="service-echo", text="Ekko", owner="gp"))
    assert [one.id for one in written(cancelling("echo"), both) if one.standing == "ended"] == [
        "planned-echo"
    ]


def test_what_is_done_cannot_be_cancelled():
    done = PLAN[1].model_copy(update={"done": DAY})
    assert line(written(cancelling("echo"), (done,)), "planned-echo").standing == "kept"
    carried = Booking(service="ecg", days={"ordered": DAY, "done": DAY})
    assert written(cancelling("ecg"), service_ecg=carried) == PLAN
    ordered = Booking(service="ecg", days={"ordered": DAY})
    assert written(cancelling("ecg"), service_ecg=ordered) != PLAN


def test_a_gp_who_changes_their_mind_has_the_line_back():
    ended = written(cancelling("echo"))
    on = cancelling("echo").model_copy(
        update={"work_up": (Examination(service="echo", verdict="go_on"),)}
    )
    assert written(on, ended) == PLAN
    assert written_back(on, ended, {}, {"planned-echo"}, MODEL) == ended, "a review ended it"


def test_an_answer_that_became_something_else_takes_its_line_out():
    once = written(answered(LINE))
    again = written(answered(but(LINE, outcome="no_change")), once)
    assert line(again, "answer-k-a").standing == "removed"
    assert written(answered(LINE), again) == once


def test_a_line_that_a_review_ended_stays_so():
    once = written(answered(LINE))
    ended = tuple(
        one.model_copy(update={"standing": "ended"}) if one.id == "answer-k-a" else one
        for one in once
    )
    after = written_back(answered(LINE), ended, {}, {"answer-k-a"}, MODEL)
    assert line(after, "answer-k-a").standing == "ended"


def test_what_was_cancelled_is_saved_once_the_conference_is_closed():
    closed = cancelling("echo").model_copy(update={"closed": NOW})
    assert [it.service for it in saved_by([closed])] == ["echo"]
    assert saved_by([cancelling("echo")]) == ()
    twice = [closed, closed.model_copy(update={"id": "k2"})]
    assert len(saved_by(twice)) == 1, "a thing not done is saved once"


owners = st.sampled_from([None, "gp", "nurse", "hospital", "naboen"])
answers = st.lists(
    st.builds(
        Answer,
        id=st.sampled_from(["a", "b", "c", "d"]),
        text=st.sampled_from(["", "Ring"]),
        outcome=st.sampled_from([None, "line", "change", "no_change"]),
        item=st.sampled_from([None, "x1", "planned-echo", "service-ecg", "answer-k-a"]),
        owner=owners,
        due=st.sampled_from([None, DAY]),
        answer_to=owners,
    ),
    unique_by=lambda one: one.id,
    max_size=4,
)
work_ups = st.lists(
    st.builds(
        Examination,
        service=st.sampled_from(["echo", "ecg", "dexa"]),
        verdict=st.sampled_from([None, "go_on", "cancel"]),
    ),
    unique_by=lambda one: one.service,
)
conferences = st.builds(
    lambda said, plans: answered(*said, work_up=tuple(plans)), answers, work_ups
)


@given(conferences, conferences)
def test_written_twice_is_written_once(before: Conference, one: Conference):
    plan = written(before)
    once = written(one, plan)
    assert written(one, once) == once


@given(conferences, st.data())
def test_the_order_of_the_answers_does_not_matter(one: Conference, data: st.DataObject):
    other = one.model_copy(update={"answers": tuple(data.draw(st.permutations(one.answers)))})
    blocked = {what for _, what in in_the_way(one)}
    assert {what for _, what in in_the_way(other)} == blocked
    if not blocked & {"twice", "gone"}:  # two change one line, in the plan or still to come
        as_rows = {it.id: it for it in written(one)}
        assert {it.id: it for it in written(other)} == as_rows


@given(conferences)
def test_nothing_of_the_plan_is_lost(one: Conference):
    after = {it.id: it for it in written(one)}
    assert after.keys() >= {it.id for it in PLAN}
    assert all(after[it.id].text == it.text for it in PLAN if it.id != "answer-k-a")


@given(conferences)
def test_what_may_be_closed_leaves_no_line_without_an_owner(one: Conference):
    if in_the_way(one):
        return
    for it in one.answers:
        id = answer_line("k", it.id) if it.outcome == "line" else it.item
        if it.outcome in ("line", "change"):
            new = line(written(one), str(id))
            assert (new.owner, new.due, new.answer_to) == (it.owner, it.due, it.answer_to)
            assert new.owner is not None


# The line's id -----------------------------------------------------------------------------------

slugs = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", fullmatch=True)


def test_the_lines_id_names_the_conference_and_the_answer():
    assert answer_line("kort-1", "svar") == "answer-kort-1-svar"


@given(slugs, slugs, slugs, slugs)
def test_two_answers_never_share_a_line(c1: str, a1: str, c2: str, a2: str):
    if (c1, a1) != (c2, a2):
        assert answer_line(c1, a1) != answer_line(c2, a2)


@pytest.mark.parametrize(
    ("first", "second"), [(("a-b", "c"), ("a", "b-c")), (("a", "b-c"), ("a-b", "c"))]
)
def test_a_dash_in_a_name_makes_no_two_of_them_one(first: tuple[str, str], second: tuple[str, str]):
    assert answer_line(*first) != answer_line(*second)


@given(slugs, slugs)
def test_the_lines_id_is_a_name_and_nobodys_number(conference: str, answer: str):
    item = PlanItem(id=answer_line(conference, answer))
    assert not looks_like_cpr(item.id)


def test_two_harmless_names_do_not_become_a_persons_number():
    assert not looks_like_cpr(answer_line("010190", "1234"))
