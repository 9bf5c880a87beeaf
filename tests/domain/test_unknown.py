"""Missing is unknown, never 0: what the case does not say stays open, and the tiers with it."""

from __future__ import annotations

import pytest

from overblik.domain import questions
from overblik.domain.base import RATINGS, Rating
from overblik.domain.case import Case
from overblik.domain.questions import Question
from tests.domain.patients import LIFE, NOTHING_WEIGHS, patient, rating, regular, sorted_by


def without(*domains: str) -> dict[str, int]:
    return {key: weight for key, weight in NOTHING_WEIGHS.items() if key not in domains}


@pytest.mark.parametrize("domain", LIFE)
def test_a_part_of_life_nobody_asked_about_can_weigh_anything(domain: str):
    found = rating(domain, patient(life=without(domain)))
    assert found.possible == RATINGS
    assert found.value is None
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("domain", "case", "possible", "reason"),
    [
        ("medication", patient(medicines=None), (0, 1, 2), "nobody wrote the medicines down"),
        ("medication", patient(medicines=()), (0,), "somebody wrote that there are none"),
        ("treatment", patient(tracks=None), (0, 1, 2), "nobody wrote the clinics down"),
        ("treatment", patient(tracks=0), (0,), "somebody wrote that there are none"),
        ("treatment", patient(tracks=None, scores={"MTBQ": 5}), (0, 1, 2), "clinics may add"),
        ("treatment", patient(tracks=None, scores={"MTBQ": 10}), (1, 2), "at least what is known"),
        ("treatment", patient(tracks=None, scores={"MTBQ": 22}), (2,), "nothing can add to that"),
        ("mental", patient(life=without("mental"), scores={"MDI": 10}), (0,), "a score is a fact"),
        ("mental", patient(life=without("mental"), scores={"PHQ9": 20}), (0, 1, 2), "PHQ-9 none"),
        ("mental", patient(life=without("mental"), scores={"GAD7": 20}), (0, 1, 2), "GAD-7 none"),
    ],
)
def test_what_is_possible(domain: str, case: Case, possible: tuple[Rating, ...], reason: str):
    assert rating(domain, case).possible == possible, reason


def test_an_axis_nobody_knows_anything_of_can_be_any_level():
    found = sorted_by("dsam", patient(life={}))
    assert found.psychosocial.possible == ("low", "moderate", "high")
    assert found.psychosocial.level is None
    assert found.psychosocial.points == (0, 12)


def test_the_tiers_still_possible_are_shown_and_no_offer_is_made():
    found = sorted_by("dsam", patient(life=without("network", "finances")))
    assert found.possible_tiers == ("low", "moderate")
    assert found.tier is None
    assert found.cell is None
    assert found.offers == ()


def test_a_single_unknown_that_cannot_matter_leaves_the_tier_standing():
    found = sorted_by("dsam", patient(life={**without("network"), "mental": 2}))
    assert found.psychosocial.possible == ("moderate", "high")
    assert found.tier == "moderate", "low/moderate and low/high are both moderate here"
    assert found.offers


def asked(case: Case) -> tuple[Question, ...]:
    return questions.ask_first(lambda answers: sorted_by("dsam", case, answers), {})


def ask_first(case: Case) -> tuple[str, ...]:
    return tuple(one.domain.id for one in asked(case))


@pytest.mark.parametrize(
    ("case", "expected", "reason"),
    [
        (patient(), (), "nothing is open"),
        (patient(life=without("network")), ("network",), "the only thing that is"),
        (
            patient(life={**without("network"), "mental": 2}),
            (),
            "open, but the tier is the same whatever the answer",
        ),
        (
            patient(life={**without("network"), "mental": 1}, medicines=None, conditions=["copd"]),
            ("network", "medication"),
            "1 is enough in network, medication must weigh 2: ask about network first",
        ),
    ],
)
def test_which_answer_would_settle_it(case: Case, expected: tuple[str, ...], reason: str):
    assert ask_first(case) == expected, reason


def test_a_missing_result_that_could_change_the_tier_is_worth_asking_for():
    case = patient(medicines=["A10BA02", *regular(4)], conditions=["copd", "gout", "ckd"])
    found = sorted_by("dsam", case)
    assert rating("disease", case).value == 1
    assert rating("medication", case).possible == (1, 2)
    assert found.biomedical.possible == ("moderate",)
    assert found.missing == (("eGFR", "A10BA02"),)
    assert ask_first(case) == (), "2 and 3 points are both moderate"


def test_a_question_says_what_each_answer_would_leave():
    [question] = asked(patient(life=without("network")))
    assert question.after == ((0, ("low",)), (1, ("low",)), (2, ("moderate",)))
    assert question.decides


def test_a_question_that_only_narrows_does_not_claim_to_decide():
    case = patient(life={**without("network"), "mental": 1}, medicines=None, conditions=["copd"])
    assert [one.decides for one in asked(case)] == [False, False]
