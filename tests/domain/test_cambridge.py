"""The Cambridge Multimorbidity Score: 20 conditions, general-outcome weights.

The vectors are computed independently of the code (`clinical.md` 1.2): sums of published weights.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.cambridge import CambridgeScore, cambridge_score
from overblik.domain.case import Case
from overblik.knowledge import library
from tests.domain.patients import patient, sorted_by

CATALOGUE = library().catalogue
CONDITIONS = tuple(CATALOGUE.conditions)
ONE_OF_EACH = tuple(item.conditions[0] for item in CATALOGUE.cambridge)


def score(*conditions: object) -> CambridgeScore:
    return cambridge_score(patient(conditions=conditions), CATALOGUE)  # pyright: ignore


class Row(NamedTuple):
    conditions: tuple[object, ...]
    value: float
    reason: str


ROWS = (
    Row(("gout",), 0, "none of the twenty"),
    Row(("type_2_diabetes", "hypertension"), 0.83, "T2D and hypertension"),
    Row(("type_2_diabetes", "hypertension", "copd", "depression"), 2.79, "and COPD and depression"),
    Row(
        ("heart_failure", "atrial_fibrillation", "ckd", "type_2_diabetes", "hypertension"),
        3.88,
        "heart, kidney and sugar",
    ),
    Row(ONE_OF_EACH, 16.33, "all twenty"),
    Row(("depression",), 0.50, "depression"),
    Row(("anxiety",), 0.50, "anxiety"),
    Row(("anxiety", "depression", "depression_recurrent"), 0.50, "both: once"),
    Row(("hfref", "hfpef"), 1.18, "heart failure by two names: once"),
    Row(("ihd_chronic", "nstemi"), 0.49, "coronary heart disease by two names: once"),
    Row(("stroke", "tia"), 0.80, "stroke or TIA: once"),
    Row(({"code": "breast_cancer", "status": "previous"},), 0, "over: not a present condition"),
    Row(({"code": "copd", "status": "acute"},), 0, "acute: not a present condition"),
    Row(("T90", "K86"), 0.83, "by ICPC-2 too"),
    Row(CONDITIONS, 16.33, "everything there is can be no more"),
)


@pytest.mark.parametrize("row", ROWS, ids=[row.reason for row in ROWS])
def test_the_score(row: Row):
    assert score(*row.conditions).value == row.value, row.reason


def test_what_counted_is_shown_with_its_weight_the_heaviest_first():
    found = score("hypertension", "gout", "hfref", "type_2_diabetes")
    assert [(one.item.key, one.item.weight) for one in found.counted] == [
        ("heart_failure", 1.18),
        ("diabetes", 0.75),
        ("hypertension", 0.08),
    ]
    assert [row.key for row in found.counted[0].conditions] == ["hfref"]
    assert [row.key for row in found.not_counted] == ["gout"]
    assert found.maximum == 16.33


def test_every_condition_is_either_counted_or_named_as_not():
    found = score(*CONDITIONS)
    counted = {row.key for one in found.counted for row in one.conditions}
    assert counted | {row.key for row in found.not_counted} == set(CONDITIONS)
    assert counted.isdisjoint(row.key for row in found.not_counted)


@given(st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=8), st.sampled_from(CONDITIONS))
def test_one_more_condition_never_scores_less(some: list[str], more: str):
    before, after = score(*some).value, score(*some, more).value
    assert 0 <= before <= after <= 16.33


def test_no_tier_follows_from_it():
    """Constipation and pain weigh 2.04 in the score and nothing more than two conditions here."""
    heavy: Case = patient(conditions=["constipation", "chronic_pain"])
    light: Case = patient(conditions=["hypertension", "gout"])
    assert score("constipation", "chronic_pain").value > score("hypertension", "gout").value
    assert sorted_by("dsam", heavy).tier == sorted_by("dsam", light).tier == "low"
