"""The ledger: what stands in the way of a line, who has what, and what has nobody or two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.days import month_after
from overblik.domain.ledger import LACKS, Absence, holder, is_double, lacking, ledger
from overblik.domain.plan import PlanItem, Standing, from_offer
from overblik.knowledge import library

MODEL = library().model
STARTED = date(2026, 11, 30)
WHOLE = PlanItem(
    id="a",
    text="Ring",
    owner="gp",
    due=date(2026, 12, 1),
    answer_to="patient",
    if_nothing="Ring igen",
)


def line(id: str, **fields: object) -> PlanItem:
    """A line that lacks nothing, but for what is said otherwise."""
    return WHOLE.model_copy(update={"id": id, **fields})


@pytest.mark.parametrize(
    ("changes", "absent", "lacks", "reason"),
    [
        ({}, {}, (), "whole"),
        ({"owner": None}, {}, ("owner",), "nobody has it"),
        ({}, {"gp": "left"}, ("owner",), "who had it is not here"),
        ({}, {"gp": "ill"}, (), "ill is a warning: they are still the one"),
        ({}, {"nurse": "left"}, (), "another has left"),
        ({"second_owner": "nurse"}, {}, ("double",), "two owners are none"),
        ({"second_owner": "gp"}, {}, (), "the same name twice is one"),
        ({"owner": None, "second_owner": "nurse"}, {}, ("owner", "double"), "nobody said who"),
        ({"second_owner": "nurse"}, {"gp": "left"}, ("owner", "double"), "a second takes not over"),
        ({"due": None}, {}, ("due",), "no day"),
        ({"answer_to": None}, {}, ("answer_to",), "nobody gets the answer"),
        ({}, {"patient": "left"}, ("answer_to",), "who was to get it is not here"),
        ({"if_nothing": ""}, {}, ("if_nothing",), "and if nothing happens?"),
        ({"if_nothing": " \n"}, {}, ("if_nothing",), "blanks say nothing"),
        ({"text": ""}, {}, ("text",), "no words"),
        ({"text": "  \n "}, {}, ("text",), "blanks are no words"),
        ({"text": None}, {}, ("text",), "no words of its own and none to borrow"),
        ({"text": None, "offer": "low-plan"}, {}, (), "the offer's words"),
        ({"text": None, "suggestion": "ldl"}, {}, (), "the author's words"),
        ({"text": "", "offer": "low-plan"}, {}, ("text",), "the offer's words were wiped out"),
        (
            {"text": "", "owner": None, "due": None, "answer_to": None, "if_nothing": ""},
            {},
            ("text", "owner", "due", "answer_to", "if_nothing"),
            "everything, in the order of the form",
        ),
        ({"meeting": None, "section": None, "goal": None}, {}, (), "these may be left open"),
    ],
)
def test_what_stands_in_the_way_of_a_line(
    changes: dict[str, object], absent: dict[str, Absence], lacks: tuple[str, ...], reason: str
):
    assert lacking(WHOLE.model_copy(update=changes), absent) == lacks, reason


@pytest.mark.parametrize(
    ("changes", "lacks", "reason"),
    [
        ({"due": None, "answer_to": None, "if_nothing": ""}, (), "it holds all year: no task"),
        ({"owner": None}, ("owner",), "somebody has to see to it all the same"),
        ({"second_owner": "nurse"}, ("double",), "and two are none here too"),
    ],
)
def test_what_is_standing_needs_only_an_owner(
    changes: dict[str, object], lacks: tuple[str, ...], reason: str
):
    item = WHOLE.model_copy(update=changes)
    assert lacking(item, {}, standing=True) == lacks, reason


@pytest.mark.parametrize("offer", [one.id for one in MODEL.offers if one.standing])
def test_a_standing_offer_is_settled_as_it_is_kept_and_is_no_load(offer: str):
    found = MODEL.offer(offer)
    assert found
    plan = ledger([from_offer(found, STARTED)], STARTED, {}, MODEL)
    assert plan.settled
    (row,) = plan.rows
    assert (sum(row.load), row.elsewhere) == (0, 0)


def test_a_line_that_is_done_lacks_nothing_rests_on_nobody_and_is_no_load():
    items = [
        line("a", owner="relative", answer_to=None, second_owner="nurse"),
        line("b", owner=None),
        line("c", owner="relative"),
    ]
    absent: dict[str, Absence] = {"relative": "ill"}
    found = ledger(items, STARTED, absent, MODEL, {"a", "b"})
    assert (found.settled, found.orphans, found.doubles, found.lines) == (True, (), (), 3)
    (row,) = found.at_risk
    assert [one.id for one in row.waiting] == ["c"]
    assert [one.id for one in row.done] == ["a"]
    assert sum(row.load) == 1
    assert ledger(items, STARTED, absent, MODEL, {"a", "b", "c"}).at_risk == ()
    assert not ledger(items, STARTED, absent, MODEL).settled


@pytest.mark.parametrize("standing", ["proposed", "declined", "removed"])
def test_a_line_that_is_not_in_the_plan_lacks_nothing(standing: Standing):
    assert lacking(PlanItem(id="a", standing=standing), {}) == ()


@pytest.mark.parametrize(
    ("items", "settled", "reason"),
    [
        ([], False, "an empty plan is no agreement"),
        ([line("a", standing="declined")], False, "nor is one of what was declined"),
        ([line("a")], True, "one whole line"),
        ([line("a"), line("b", standing="removed", owner=None)], True, "what is out lacks nothing"),
        ([line("a"), line("b", owner=None)], False, "one line without an owner"),
        ([line("a"), line("b", second_owner="nurse")], False, "one with two"),
    ],
)
def test_when_a_plan_can_be_agreed(items: list[PlanItem], settled: bool, reason: str):
    assert ledger(items, STARTED, {}, MODEL).settled == settled, reason


def test_a_row_for_each_owner_in_the_models_order_with_the_load_of_each_month():
    items = [
        line("a", owner="municipality", due=date(2027, 1, 5)),
        line("b", due=date(2027, 3, 31)),
        line("c", due=date(2027, 3, 1)),
        line("d", due=date(2027, 11, 30)),
        line("e", due=None),
        line("f", due=date(2027, 12, 1)),
        line("g", due=date(2026, 10, 31)),
        line("h", due=date(2026, 11, 1)),
    ]
    gp, municipality = ledger(items, STARTED, {}, MODEL).rows
    assert (gp.owner, [one.id for one in gp.items]) == ("gp", ["g", "h", "c", "b", "d", "f", "e"])
    assert gp.load == (1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1), "November to November"
    assert gp.elsewhere == 3, "before, after and on no day"
    assert (municipality.owner, sum(municipality.load)) == ("municipality", 1)


def test_an_owner_the_model_does_not_know_has_a_row_too():
    """A save may come from a model with other owners."""
    (row,) = ledger([line("a", owner="naboen")], STARTED, {}, MODEL).rows
    assert row.owner == "naboen"


@pytest.mark.parametrize(
    ("absent", "at_risk", "orphans"),
    [
        ({}, [], []),
        ({"relative": "ill"}, [("relative", ["b", "c"])], []),
        ({"relative": "left"}, [], ["b", "c"]),
        ({"relative": "ill", "gp": "left"}, [("relative", ["b", "c"])], ["a"]),
        ({"patient": "ill"}, [], []),
    ],
)
def test_what_rests_on_somebody_who_is_not_there(
    absent: dict[str, Absence], at_risk: list[tuple[str, list[str]]], orphans: list[str]
):
    items = [line("a"), line("b", owner="relative"), line("c", owner="relative")]
    found = ledger(items, STARTED, absent, MODEL)
    assert [(one.owner, [item.id for item in one.items]) for one in found.at_risk] == at_risk
    assert [one.id for one in found.orphans] == orphans


def test_an_owner_taken_out_under_thirty_items_orphans_them_all_and_is_put_back_without_loss():
    items = [line(f"x{at}", due=month_after(STARTED, at % 12)) for at in range(30)]
    items.append(line("other", owner="nurse"))
    before = ledger(items, STARTED, {}, MODEL)
    gone = ledger(items, STARTED, {"gp": "left"}, MODEL)
    assert {one.id for one in gone.orphans} == {f"x{at}" for at in range(30)}
    assert gone.counts == {"owner": 30}
    assert not gone.settled
    assert gone.rows[0].absence == "left", "and it is still seen what was theirs"
    assert before.settled
    assert ledger(items, STARTED, {}, MODEL) == before


def test_what_lacks_is_counted_by_lines():
    items = [line("a"), line("b", due=None), line("c", due=None, owner=None)]
    assert ledger(items, STARTED, {}, MODEL).counts == {"owner": 1, "due": 2}


owners = st.sampled_from([None, "gp", "nurse", "relative", "naboen"])
lines = st.builds(
    PlanItem,
    id=st.just("x"),
    text=st.sampled_from([None, "", "Ring"]),
    standing=st.sampled_from(["kept", "declined", "removed", "proposed"]),
    owner=owners,
    second_owner=owners,
    due=st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1)),
    answer_to=owners,
    if_nothing=st.sampled_from(["", " ", "Ring igen"]),
)
plans = st.lists(lines, max_size=12).map(
    lambda found: [one.model_copy(update={"id": f"x{at}"}) for at, one in enumerate(found)]
)
absences = st.dictionaries(
    st.sampled_from(["gp", "nurse", "relative"]), st.sampled_from(["ill", "left"])
)


@given(plans, absences)
def test_a_settled_plan_has_one_owner_who_is_there_on_every_line(
    items: list[PlanItem], absent: dict[str, Absence]
):
    found = ledger(items, STARTED, absent, MODEL)
    kept = [one for one in items if one.standing == "kept"]
    if found.settled:
        assert kept
        for one in kept:
            there = {one.owner, one.second_owner} - {None}
            assert len(there) == 1
            assert absent.get(there.pop() or "") != "left"
            assert one.due
            assert one.answer_to
            assert one.if_nothing.strip()
    assert set(found.counts) <= set(LACKS)


@given(plans, absences)
def test_every_line_is_in_one_row_or_has_no_owner(
    items: list[PlanItem], absent: dict[str, Absence]
):
    found = ledger(items, STARTED, absent, MODEL)
    kept = {one.id for one in items if one.standing == "kept"}
    in_rows = [one.id for row in found.rows for one in row.items]
    assert len(in_rows) == len(set(in_rows))
    nobodys = {one.id for one in found.orphans if one.owner is None}
    assert set(in_rows) | nobodys == kept
    assert not set(in_rows) & nobodys
    for row in found.rows:
        assert sum(row.load) + row.elsewhere == len(row.items)


@given(lines, absences)
def test_nobody_holds_a_line_whose_owner_has_left(item: PlanItem, absent: dict[str, Absence]):
    held = holder(item, absent)
    assert held is None or absent.get(held) != "left"
    assert held in (None, item.owner)
    assert not (is_double(item) and item.second_owner is None)
