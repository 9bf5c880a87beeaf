"""The clinician's answer wins over the facts in both directions, and »unknown« is an answer."""

from __future__ import annotations

import pytest

from overblik.domain.base import RATINGS
from overblik.domain.case import Case
from overblik.domain.rating import Answer
from overblik.knowledge import library
from tests.domain.patients import patient, rating, regular, sorted_by

HEAVY = patient(tracks=3, medicines=regular(10), scores={"MDI": 40})
LIGHT = patient()
SILENT = patient(tracks=None, medicines=None, life={})


@pytest.mark.parametrize("answer", RATINGS)
@pytest.mark.parametrize("case", [HEAVY, LIGHT, SILENT], ids=["heavy", "light", "silent"])
@pytest.mark.parametrize("domain", ["treatment", "medication", "mental"])
def test_an_answer_holds_whatever_the_facts(domain: str, case: Case, answer: Answer):
    facts = rating(domain, case)
    found = rating(domain, case, {domain: answer})
    assert found.value == answer
    assert found.suggested == facts.suggested, "what the facts suggest is still shown"
    assert found.evidence == facts.evidence


@pytest.mark.parametrize("case", [HEAVY, LIGHT, SILENT], ids=["heavy", "light", "silent"])
@pytest.mark.parametrize("domain", ["treatment", "medication", "mental"])
def test_unknown_opens_a_domain_the_facts_had_settled(domain: str, case: Case):
    found = rating(domain, case, {domain: "unknown"})
    assert found.possible == RATINGS
    assert found.value is None


def test_an_answered_domain_misses_nothing():
    assert rating("treatment", SILENT).missing == ("tracks",)
    assert rating("treatment", SILENT, {"treatment": 1}).missing == ()


def test_answers_move_the_tier_in_both_directions():
    everything: dict[str, Answer] = {one.id: 2 for one in library().model.domains}
    nothing: dict[str, Answer] = {one.id: 0 for one in library().model.domains}
    assert sorted_by("dsam", LIGHT, everything).tier == "high"
    assert sorted_by("dsam", HEAVY, nothing).tier == "low"


def test_an_answer_about_one_domain_leaves_the_others():
    before = sorted_by("dsam", HEAVY)
    after = sorted_by("dsam", HEAVY, {"mental": 0})
    untouched = [one for one in after.domains if one.domain.id != "mental"]
    assert untouched == [one for one in before.domains if one.domain.id != "mental"]


def test_an_answer_to_a_domain_the_model_does_not_have_changes_nothing():
    assert sorted_by("dsam", LIGHT, {"weather": 2}) == sorted_by("dsam", LIGHT)
