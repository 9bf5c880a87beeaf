"""The overview consultation by a clock of our own: blocks, minutes, what was not reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.consultation import (
    MOST_PROMPTS,
    Consultation,
    Decision,
    Guide,
    Outcome,
    agenda_done,
    elapsed,
    face,
    having,
    may_close,
    opened,
    reckoned,
    undecided,
    with_deferred,
)
from overblik.domain.ledger import lacking
from overblik.domain.plan import PlanItem
from overblik.knowledge import library

GUIDE = library().consultation
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = date(2026, 12, 8)
MUST = "agenda-wishes"
IDS = tuple(prompt.id for _, prompt in GUIDE.prompts)


def at(minutes: float) -> datetime:
    """So many minutes past nine."""
    return NINE + timedelta(minutes=minutes)


def running(pace: str = "real", spent: float = 0) -> Consultation:
    """Started at nine, with so many minutes behind it."""
    return Consultation(pace=pace, spent=spent * 60, since=NINE)


def with_all(outcome: Outcome = "done", **others: Decision) -> Consultation:
    """Every prompt with one outcome, but for those named (by id with ``_`` for ``-``)."""
    decisions: dict[str, Decision] = {id: Decision(outcome=outcome) for id in IDS}
    decisions[MUST] = Decision(outcome="done")
    decisions |= {id.replace("_", "-"): one for id, one in others.items()}
    return Consultation(decisions=decisions)


# What a consultation is -------------------------------------------------------------------------


def test_the_five_blocks_take_45_minutes_and_the_patient_comes_first():
    assert [(one.id, one.minutes) for one in GUIDE.blocks] == [
        ("agenda", 9),
        ("biomedical", 7),
        ("psychosocial", 6),
        ("medicine", 8),
        ("plan", 15),
    ]
    assert sum(one.minutes for one in GUIDE.blocks) == GUIDE.minutes == 45
    assert GUIDE.sweep_at == 40
    assert GUIDE.first_wishes == 3


def test_at_most_nine_prompts_a_block():
    assert all(1 <= len(one.prompts) <= MOST_PROMPTS == 9 for one in GUIDE.blocks)


def test_it_is_no_checklist_of_diseases():
    """No condition, medicine or measurement of the catalogue is named in a prompt."""
    known = library().catalogue
    rows = (*known.conditions.values(), *known.medicines.values(), *known.measurements.values())
    for _, prompt in GUIDE.prompts:
        for row in rows:
            assert row.name.da.lower() not in prompt.text.da.lower(), (prompt.id, row.name.da)


def test_those_named_in_the_data_exist():
    assert library().model.owner(GUIDE.answer_to)
    assert {one.document for one in [GUIDE.source, *(one.source for one in GUIDE.blocks)]} <= {
        one.id for one in library().model.documents
    }


def slipped(change: Mapping[str, object]) -> dict[str, object]:
    return {**GUIDE.model_dump(), **change}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"minutes": 60}, "the blocks do not add up"),
        ({"sweep_at": 45}, "before the end"),
        ({"paces": [GUIDE.paces[0].model_dump()] * 2}, "stands twice"),
        ({"blocks": [one.model_dump() for one in reversed(GUIDE.blocks)]}, "must be done"),
        (
            {
                "blocks": [
                    {**GUIDE.blocks[0].model_dump(), "prompts": GUIDE.blocks[0].prompts * 3},
                    *(one.model_dump() for one in GUIDE.blocks[1:]),
                ]
            },
            "at most 9",
        ),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(change: dict[str, object], why: str):
    with pytest.raises(ValidationError, match=why):
        Guide.model_validate(slipped(change))


# The clock --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "now", "minute", "block", "why"),
    [
        (Consultation(), at(30), 0, 0, "not started"),
        (running(), at(0), 0, 0, "just started"),
        (running(), at(0.99), 0, 0, "whole minutes only"),
        (running(), at(12), 12, 1, "real time"),
        (running(), at(9), 9, 1, "the first block is over after nine minutes"),
        (running(), at(8.99), 8, 0, "and not before"),
        (running("fast"), at(3), 12, 1, "four times as fast"),
        (running("fast"), at(11.25), 45, 4, "45 minutes in 11:15"),
        (running("untimed"), at(30), 0, 0, "without a clock nothing passes"),
        (running(spent=23), at(2), 25, 3, "from where it was"),
        (Consultation(spent=23 * 60), at(600), 23, 3, "a pause costs nothing, however long"),
        (running(), at(-60), 0, 0, "set back an hour: it stands"),
        (running(spent=23), at(-60), 23, 3, "set back: what had passed has passed"),
        (running(), at(20), 20, 2, "asleep for twenty minutes: the patient was there all the same"),
        (running(), at(24 * 60), 45, 4, "forgotten till next day: it stops at the end"),
        (running("no-such-pace"), at(12), 12, 1, "a pace of another file: the first will do"),
    ],
    ids=lambda one: one if isinstance(one, str) and " " in one else "",
)
def test_the_minute(run: Consultation, now: datetime, minute: int, block: int, why: str):
    shown = face(run, GUIDE, now)
    assert (shown.minute, shown.at) == (minute, block), why


@pytest.mark.parametrize(
    ("minutes", "turn"), [(0, 9), (9, 16), (15.9, 16), (16, 22), (30, 40), (40, 45), (45, None)]
)
def test_when_something_turns_next(minutes: float, turn: int | None):
    assert face(running(), GUIDE, at(minutes)).turn == (None if turn is None else turn * 60)


@pytest.mark.parametrize(
    ("run", "minutes", "sweeping"),
    [
        (running(), 39.99, False),
        (running(), 40, True),
        (running(), 500, True),
        (running("fast"), 10, True),
        (Consultation(spent=40 * 60), 0, True),
        (Consultation(pace="untimed", spent=40 * 60), 0, False),
    ],
)
def test_the_sweep_comes_in_minute_forty(run: Consultation, minutes: float, sweeping: bool):
    assert face(run, GUIDE, at(minutes)).sweeping is sweeping


@pytest.mark.parametrize(
    ("run", "minutes", "rate"),
    [
        (running(), 5, 1),
        (running("fast"), 5, 4),
        (running("untimed"), 5, 0),
        (Consultation(), 5, 0),
        (running(), 45, 0),
        (running(), -1, 0),
    ],
)
def test_how_fast_a_browser_may_count_on(run: Consultation, minutes: float, rate: float):
    assert face(run, GUIDE, at(minutes)).rate == rate


def test_set_back_the_clock_goes_on_from_the_next_thing_done():
    run = reckoned(running(), GUIDE, at(20))
    assert elapsed(run, GUIDE, at(-60)) == 20 * 60
    run = reckoned(run, GUIDE, at(-60))
    assert elapsed(run, GUIDE, at(-58)) == 22 * 60


moments = st.floats(-10_000, 10_000, allow_nan=False).map(at)
PACES = st.sampled_from([one.id for one in GUIDE.paces])
steps = st.one_of(
    st.tuples(st.just("look"), moments),
    st.tuples(st.just("run"), moments),
    st.tuples(st.just("pause"), moments),
    st.tuples(PACES, moments),
)


@given(st.lists(steps, max_size=20))
def test_whatever_the_clock_on_the_wall_does_time_never_runs_backwards(
    steps: list[tuple[str, datetime]],
):
    """Things are done at any moments, forwards and backwards; what has passed never gets less."""
    run, before = Consultation(), 0.0
    for what, now in steps:
        run = reckoned(run, GUIDE, now)
        if what in ("run", "pause"):
            run = run.model_copy(update={"since": now if what == "run" else None})
        elif what != "look":
            run = run.model_copy(update={"pace": what})
        passed = elapsed(run, GUIDE, now)
        assert 0 <= before <= passed <= GUIDE.minutes * 60
        before = passed


@given(st.lists(moments, min_size=2, max_size=8).map(sorted), PACES)
def test_while_it_runs_it_only_goes_forward(moments: list[datetime], pace: str):
    shown = [face(running(pace), GUIDE, now) for now in moments]
    assert [one.minute for one in shown] == sorted(one.minute for one in shown)
    assert [one.at for one in shown] == sorted(one.at for one in shown)


@given(moments, moments)
def test_counting_the_time_changes_nothing_that_is_seen(then: datetime, now: datetime):
    run = running()
    assert elapsed(reckoned(run, GUIDE, then), GUIDE, then) == elapsed(run, GUIDE, then)
    if then <= now and then >= NINE:
        counted = elapsed(reckoned(run, GUIDE, then), GUIDE, now)
        assert counted == pytest.approx(elapsed(run, GUIDE, now))


# The patient's agenda first ---------------------------------------------------------------------

SAID = Consultation(decisions={MUST: Decision(outcome="done")})


@pytest.mark.parametrize(
    ("run", "wishes", "open_"),
    [
        (Consultation(), True, "agenda"),
        (Consultation(block="plan"), True, "agenda"),
        (SAID, True, "agenda"),
        (SAID.model_copy(update={"block": "plan"}), True, "plan"),
        (SAID.model_copy(update={"block": "plan"}), False, "agenda"),
        (SAID.model_copy(update={"block": "no-such"}), True, "agenda"),
        (
            Consultation(block="plan", decisions={MUST: Decision(outcome="irrelevant")}),
            True,
            "agenda",
        ),
        (
            Consultation(
                block="plan",
                decisions={MUST: Decision(outcome="deferred", due=LATER, owner="gp")},
            ),
            True,
            "agenda",
        ),
    ],
    ids=[
        "fresh: the first block alone",
        "asked for another: not yet",
        "done: it stays open until another is asked for",
        "done: the one asked for",
        "no wish in words: not yet",
        "a block of another file",
        "dropped is not done",
        "put off is not done",
    ],
)
def test_the_agenda_cannot_be_skipped(run: Consultation, wishes: bool, open_: str):
    assert opened(run, GUIDE, wishes=wishes).id == open_


# Closing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "left"),
    [
        (Consultation(), len(IDS)),
        (with_all(), 0),
        (with_all(plan_year=Decision()), 1),
        (with_all(plan_year=Decision(outcome="irrelevant")), 0),
        (with_all(plan_year=Decision(outcome="deferred")), 1),
        (with_all(plan_year=Decision(outcome="deferred", due=LATER)), 1),
        (with_all(plan_year=Decision(outcome="deferred", owner="gp")), 1),
        (with_all(plan_year=Decision(outcome="deferred", due=LATER, owner="gp")), 0),
        (with_all(plan_year=Decision(due=LATER, owner="gp")), 1),
    ],
    ids=[
        "nothing decided",
        "everything done",
        "one undecided",
        "one dropped",
        "put off to nobody and no day",
        "put off to nobody",
        "put off to no day",
        "put off to a day and an owner",
        "a day and an owner are no decision",
    ],
)
def test_nothing_may_be_left_open(run: Consultation, left: int):
    assert len(undecided(run, GUIDE)) == left
    assert may_close(run, GUIDE, wishes=True) is (left == 0)


def test_it_cannot_be_closed_without_the_patients_wishes():
    assert not may_close(with_all(), GUIDE, wishes=False)
    dropped = with_all(agenda_wishes=Decision(outcome="irrelevant"))
    assert undecided(dropped, GUIDE) == ()
    assert not agenda_done(dropped, GUIDE, wishes=True)
    assert not may_close(dropped, GUIDE, wishes=True)


OTHER = PlanItem(id="x1", text="Ring")
PUT_OFF = with_all(
    agenda_least=Decision(outcome="deferred", due=LATER, owner="nurse"),
    plan_year=Decision(outcome="deferred", due=LATER, owner="gp"),
)


def test_what_was_put_off_becomes_lines_of_the_plan():
    plan = with_deferred((OTHER,), PUT_OFF, GUIDE)
    assert plan[0] == OTHER
    assert [(one.id, one.owner, one.due, lacking(one, {})) for one in plan[1:]] == [
        ("later-agenda-least", "nurse", LATER, ("if_nothing",)),
        ("later-plan-year", "gp", LATER, ("if_nothing",)),
    ]
    assert plan[1].words is not None
    assert plan[1].words.da == "Spørg, hvad der vejer mindst"


def test_twice_is_once():
    once = with_deferred((OTHER,), PUT_OFF, GUIDE)
    assert with_deferred(once, PUT_OFF, GUIDE) == once


def test_a_line_keeps_the_words_it_was_given_in_the_plan():
    first, line, _ = with_deferred((OTHER,), PUT_OFF, GUIDE)
    edited = line.model_copy(update={"text": "Egne ord", "if_nothing": "Ring", "owner": None})
    again = with_deferred((first, edited), PUT_OFF, GUIDE)[1]
    assert (again.text, again.if_nothing, again.owner) == ("Egne ord", "Ring", "nurse")


def test_what_is_no_longer_put_off_is_taken_out_and_can_be_brought_back():
    plan = with_deferred((OTHER,), PUT_OFF, GUIDE)
    plan = with_deferred(plan, with_all(), GUIDE)
    assert [one.standing for one in plan] == ["kept", "removed", "removed"]
    plan = with_deferred(plan, PUT_OFF, GUIDE)
    assert [one.standing for one in plan] == ["kept", "kept", "kept"]


def test_a_full_run_by_a_fake_clock():
    """Five blocks in their minutes; three prompts are not reached, and each finds its place."""
    run = running()
    not_reached = ("medicine-one", "plan-community", "plan-teach-back")
    for number, block in enumerate(GUIDE.blocks):
        begin = sum(one.minutes for one in GUIDE.blocks[:number])
        shown = face(run, GUIDE, at(begin))
        assert (shown.at, shown.minute) == (number, begin)
        run = reckoned(run, GUIDE, at(begin)).model_copy(update={"block": block.id})
        assert opened(run, GUIDE, wishes=True) == block
        for prompt in block.prompts:
            if prompt.id not in not_reached:
                decided = {**run.decisions, prompt.id: Decision(outcome="done")}
                run = reckoned(run, GUIDE, at(begin + 1)).model_copy(update={"decisions": decided})
        assert face(run, GUIDE, at(begin + 1)).sweeping is False
    assert face(run, GUIDE, at(39.9)).sweeping is False
    assert face(run, GUIDE, at(40)).sweeping is True
    assert [prompt.id for _, prompt in undecided(run, GUIDE)] == [*not_reached]
    assert not may_close(run, GUIDE, wishes=True)
    settled = {
        "medicine-one": Decision(outcome="deferred", due=LATER, owner="nurse"),
        "plan-community": Decision(outcome="irrelevant"),
        "plan-teach-back": Decision(outcome="done"),
    }
    run = reckoned(run, GUIDE, at(44)).model_copy(
        update={"decisions": {**run.decisions, **settled}}
    )
    assert may_close(run, GUIDE, wishes=True)
    assert [prompt.id for prompt, _ in having(run, GUIDE, "deferred")] == ["medicine-one"]
    assert face(run, GUIDE, at(44)).minute == 44
