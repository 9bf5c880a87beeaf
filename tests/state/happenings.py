"""Everything that can happen to a forløb, one row each: before, what happens, what is then true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from overblik.domain.ledger import lacking
from overblik.domain.plan import PlanItem
from overblik.knowledge import library
from overblik.state.state import State
from tests.state.board_happenings import BOARD
from tests.state.booking_happenings import BOOKINGS
from tests.state.conference_happenings import CONFERENCES
from tests.state.fact_happenings import FACTS
from tests.state.ledger_happenings import LEDGER
from tests.state.review_happenings import REVIEW
from tests.state.sharing_happenings import SHARES
from tests.state.worlds import NOW, Raw
from tests.state.year_happenings import YEAR


class Row(NamedTuple):
    what: str
    before: tuple[Raw, ...]
    event: Raw
    look: Callable[[State], object]
    then: object


def order(state: State) -> list[str]:
    return [one.id.removeprefix("case-") for one in state.priorities]


def line(state: State) -> PlanItem:
    """The last line of the plan."""
    return state.plan[-1]


def lacks(state: State) -> tuple[str, ...]:
    """What the last line lacks."""
    return lacking(line(state), state.absent)


RATED: Raw = {"type": "rate", "domain": "mental", "value": 2}
CHOSEN: Raw = {"type": "tier", "value": "high"}
ADDED: Raw = {"type": "item_add", "id": "x1"}
OFFERED: Raw = {"type": "offer", "offer": "low-overview", "value": "kept"}
ALL_DONE: tuple[Raw, ...] = tuple(
    {"type": "prompt", "prompt": prompt.id, "value": "done"}
    for _, prompt in library().consultation.prompts
)
CLOSE: Raw = {"type": "consultation_close"}
PUT_OFF: Raw = {"type": "prompt", "prompt": "plan-year", "value": "deferred"}
AXIS: Raw = {"type": "axis", "axis": "biomedical", "value": "high"}
FLAG: Raw = {"type": "flag", "flag": "night_pain", "value": "yes"}

ROWS = (
    # Stratification
    Row("rate", (), RATED, lambda s: s.answers, {"mental": 2}),
    Row("rate by a radio button", (), {**RATED, "value": "1"}, lambda s: s.answers, {"mental": 1}),
    Row(
        "rate unknown",
        (RATED,),
        {**RATED, "value": "unknown"},
        lambda s: s.answers,
        {"mental": "unknown"},
    ),
    Row("unrate", (RATED,), {"type": "unrate", "domain": "mental"}, lambda s: dict(s.ratings), {}),
    Row(
        "reason for a rating",
        (RATED,),
        {"type": "rating_reason", "domain": "mental", "value": "grådlabil"},
        lambda s: (s.ratings["mental"].answer, s.ratings["mental"].reason),
        (2, "grådlabil"),
    ),
    Row(
        "a reason outlives the rating",
        (RATED, {"type": "rating_reason", "domain": "mental", "value": "x"}),
        {"type": "unrate", "domain": "mental"},
        lambda s: (s.answers, s.ratings["mental"].reason),
        ({}, "x"),
    ),
    Row("reading", (), {"type": "reading", "value": "rund_op"}, lambda s: s.reading, "rund_op"),
    Row("labels", (), {"type": "labels", "value": "neutral"}, lambda s: s.labels, "neutral"),
    Row("tier", (), CHOSEN, lambda s: s.choice and s.choice.tier, "high"),
    Row(
        "a tier without ground and words does not hold yet",
        (),
        CHOSEN,
        lambda s: s.choice and s.choice.valid,
        False,
    ),
    Row(
        "a ground alone is not enough",
        (CHOSEN,),
        {"type": "tier_ground", "value": "wish"},
        lambda s: s.choice and (s.choice.ground, s.choice.valid),
        ("wish", False),
    ),
    Row(
        "words alone are not enough",
        (CHOSEN,),
        {"type": "tier_reason", "value": "Hun ønsker det"},
        lambda s: s.choice and (s.choice.reason, s.choice.valid),
        ("Hun ønsker det", False),
    ),
    Row(
        "both are",
        (CHOSEN, {"type": "tier_ground", "value": "wish"}),
        {"type": "tier_reason", "value": "Hun ønsker det"},
        lambda s: s.choice and s.choice.valid,
        True,
    ),
    Row(
        "blanks are no words",
        (CHOSEN, {"type": "tier_ground", "value": "wish"}),
        {"type": "tier_reason", "value": "  \n"},
        lambda s: s.choice and s.choice.valid,
        False,
    ),
    Row(
        "no ground again",
        (CHOSEN, {"type": "tier_ground", "value": "wish"}),
        {"type": "tier_ground", "value": ""},
        lambda s: s.choice and s.choice.ground,
        None,
    ),
    Row(
        "another tier keeps its reason",
        (CHOSEN, {"type": "tier_reason", "value": "x"}),
        {"type": "tier", "value": "low"},
        lambda s: s.choice and (s.choice.tier, s.choice.reason),
        ("low", "x"),
    ),
    Row(
        "back to the suggested tier",
        (CHOSEN,),
        {"type": "tier", "value": "suggested"},
        lambda s: s.choice,
        None,
    ),
    Row("release", (), {"type": "release", "value": "Afklaret"}, lambda s: s.released, True),
    Row(
        "an empty release locks again",
        ({"type": "release", "value": "Afklaret"},),
        {"type": "release", "value": " "},
        lambda s: s.released,
        False,
    ),
    Row(
        "an axis without a reason does not count",
        (),
        AXIS,
        lambda s: (s.axes["biomedical"].level, s.levels),
        ("high", {}),
    ),
    Row(
        "the reason for an axis",
        (AXIS,),
        {"type": "axis_reason", "axis": "biomedical", "value": "tre indlæggelser"},
        lambda s: s.levels,
        {"biomedical": "high"},
    ),
    Row(
        "the reason stays when the level is another",
        (AXIS, {"type": "axis_reason", "axis": "biomedical", "value": "x"}),
        {**AXIS, "value": "moderate"},
        lambda s: s.levels,
        {"biomedical": "moderate"},
    ),
    Row(
        "the axis follows the domains again",
        (AXIS, {"type": "axis_reason", "axis": "biomedical", "value": "x"}),
        {**AXIS, "value": "suggested"},
        lambda s: dict(s.axes),
        {},
    ),
    Row("a red flag is there", (), FLAG, lambda s: s.flags, {"night_pain": True}),
    Row(
        "a red flag is not there",
        (FLAG,),
        {**FLAG, "value": "no"},
        lambda s: s.flags,
        {"night_pain": False},
    ),
    Row(
        "a new flag is not covered by what was written about another",
        ({"type": "release", "value": "Udredt"},),
        FLAG,
        lambda s: (s.released, s.flags),
        (False, {"night_pain": True}),
    ),
    Row(
        "a flag told again locks the grid again: who tells it has not read the release",
        (FLAG, {"type": "release", "value": "Udredt"}),
        FLAG,
        lambda s: s.released,
        False,
    ),
    Row("not asked after all", (FLAG,), {**FLAG, "value": "unasked"}, lambda s: dict(s.flags), {}),
    Row(
        "answers to the checklist do not follow into another variant",
        (FLAG,),
        {"type": "variant", "value": "B"},
        lambda s: dict(s.flags),
        {},
    ),
    Row("variant", (), {"type": "variant", "value": "B"}, lambda s: s.variant, "B"),
    Row(
        "a release does not follow into another variant",
        ({"type": "release", "value": "Afklaret"},),
        {"type": "variant", "value": "B"},
        lambda s: (s.variant, s.released),
        ("B", False),
    ),
    # Priorities
    Row(
        "own words for a priority",
        (),
        {"type": "priority_text", "priority": "case-2", "value": "sove hele natten"},
        lambda s: s.priorities[1].text,
        "sove hele natten",
    ),
    Row(
        "a new priority is last",
        (),
        {"type": "priority_add", "id": "p1"},
        lambda s: (order(s), s.priorities[-1].text),
        (["1", "2", "3", "p1"], ""),
    ),
    Row(
        "the last first",
        (),
        {"type": "priority_move", "priority": "case-3", "value": 0},
        order,
        ["3", "1", "2"],
    ),
    Row(
        "the first last, by a button's text",
        (),
        {"type": "priority_move", "priority": "case-1", "value": "2"},
        order,
        ["2", "3", "1"],
    ),
    Row(
        "remove a priority",
        (),
        {"type": "priority_remove", "priority": "case-1"},
        lambda s: [one.removed for one in s.priorities],
        [True, False, False],
    ),
    Row(
        "bring it back",
        ({"type": "priority_remove", "priority": "case-1"},),
        {"type": "priority_restore", "priority": "case-1"},
        lambda s: [one.removed for one in s.priorities],
        [False, False, False],
    ),
    # The plan
    Row(
        "keep an offer",
        (),
        OFFERED,
        lambda s: (line(s).standing, line(s).owner, line(s).due, line(s).answer_to, lacks(s)),
        ("kept", "gp", date(2027, 11, 30), "gp", ("if_nothing",)),
    ),
    Row(
        "offered, declined",
        (),
        {**OFFERED, "value": "declined"},
        lambda s: (line(s).offer, line(s).standing),
        ("low-overview", "declined"),
    ),
    Row(
        "undecided again keeps what was written",
        (OFFERED, {"type": "item_text", "item": "offer-low-overview", "value": "Egne ord"}),
        {**OFFERED, "value": "proposed"},
        lambda s: (len(s.plan), line(s).standing, line(s).text),
        (1, "proposed", "Egne ord"),
    ),
    Row(
        "take a suggestion",
        (),
        {"type": "suggestion_take", "suggestion": "ldl"},
        lambda s: (line(s).suggestion, line(s).owner, line(s).due, line(s).answer_to),
        ("ldl", "gp", date(2027, 2, 28), "nurse"),
    ),
    Row(
        "a suggestion without owner leaves gaps, not guesses",
        (),
        {"type": "suggestion_take", "suggestion": "ekko"},
        lacks,
        ("owner", "due", "answer_to", "if_nothing"),
    ),
    Row("an own line", (), ADDED, lambda s: (line(s).id, line(s).text), ("x1", "")),
    Row(
        "its words",
        (ADDED,),
        {"type": "item_text", "item": "x1", "value": "Ring til datteren"},
        lambda s: line(s).text,
        "Ring til datteren",
    ),
    Row(
        "its owner",
        (ADDED,),
        {"type": "item_owner", "item": "x1", "value": "nurse"},
        lambda s: line(s).owner,
        "nurse",
    ),
    Row(
        "no owner again",
        (OFFERED,),
        {"type": "item_owner", "item": "offer-low-overview", "value": ""},
        lambda s: (line(s).owner, lacks(s)),
        (None, ("owner", "if_nothing")),
    ),
    Row(
        "its day",
        (ADDED,),
        {"type": "item_due", "item": "x1", "value": "2027-01-15"},
        lambda s: line(s).due,
        date(2027, 1, 15),
    ),
    Row(
        "no day again",
        (OFFERED,),
        {"type": "item_due", "item": "offer-low-overview", "value": ""},
        lambda s: line(s).due,
        None,
    ),
    Row(
        "where the answer goes",
        (ADDED,),
        {"type": "item_answer_to", "item": "x1", "value": "patient"},
        lambda s: line(s).answer_to,
        "patient",
    ),
    Row(
        "which wish it serves",
        (ADDED,),
        {"type": "item_goal", "item": "x1", "value": "case-2"},
        lambda s: line(s).goal,
        "case-2",
    ),
    Row(
        "what if nothing happens",
        (ADDED,),
        {"type": "item_if_nothing", "item": "x1", "value": "Ring igen"},
        lambda s: line(s).if_nothing,
        "Ring igen",
    ),
    Row(
        "remove a line",
        (ADDED,),
        {"type": "item_remove", "item": "x1"},
        lambda s: line(s).standing,
        "removed",
    ),
    Row(
        "bring it back",
        (ADDED, {"type": "item_remove", "item": "x1"}),
        {"type": "item_restore", "item": "x1"},
        lambda s: line(s).standing,
        "kept",
    ),
    Row(
        "the next overview",
        (),
        {"type": "overview", "value": "2027-11-30"},
        lambda s: s.overview,
        date(2027, 11, 30),
    ),
    # The overview consultation
    Row(
        "the clock is started",
        (),
        {"type": "clock", "value": "run"},
        lambda s: s.consultation.since,
        NOW,
    ),
    Row(
        "another pace", (), {"type": "pace", "value": "fast"}, lambda s: s.consultation.pace, "fast"
    ),
    Row("a block", (), {"type": "block", "value": "plan"}, lambda s: s.consultation.block, "plan"),
    Row(
        "a prompt is put off",
        (),
        PUT_OFF,
        lambda s: s.consultation.decision("plan-year").outcome,
        "deferred",
    ),
    Row(
        "to a day",
        (PUT_OFF,),
        {"type": "prompt_due", "prompt": "plan-year", "value": "2027-01-15"},
        lambda s: s.consultation.decision("plan-year").due,
        date(2027, 1, 15),
    ),
    Row(
        "to an owner",
        (PUT_OFF,),
        {"type": "prompt_owner", "prompt": "plan-year", "value": "nurse"},
        lambda s: s.consultation.decision("plan-year").owner,
        "nurse",
    ),
    Row("it is closed", ALL_DONE, CLOSE, lambda s: s.consultation.closed, NOW),
    Row(
        "and reopened",
        (*ALL_DONE, CLOSE),
        {"type": "consultation_reopen"},
        lambda s: s.consultation.closed,
        None,
    ),
    # The conference
    *(Row(*one) for one in CONFERENCES),
    # The case workshop
    *(Row(*one) for one in FACTS),
    # Who answers for the plan
    *(Row(*one) for one in LEDGER),
    # Orders
    *(Row(*one) for one in BOOKINGS),
    # The board and the medicine line
    *(Row(*one) for one in BOARD),
    *(Row(*one) for one in SHARES),
    # The annual review
    *(Row(*one) for one in REVIEW),
    # The unfolding year
    *(Row(*one) for one in YEAR),
)
