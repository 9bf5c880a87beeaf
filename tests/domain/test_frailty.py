"""The Clinical Frailty Scale lifts the biomedical axis one level from 6, and only from age 65.

The scale is not validated below 65 (Rockwood & Theou 2020), so no number can be entered there. It
never lowers, and never lifts above high.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from pydantic import ValidationError

from overblik.domain.base import Level
from overblik.domain.rating import Answer
from tests.domain.patients import patient, sorted_by


class Row(NamedTuple):
    age: int
    frailty: float | None
    points: int
    expected: Level
    reason: str


ROWS = (
    Row(80, None, 0, "low", "not measured: no missing fact, simply not used"),
    Row(65, 5, 0, "low", "5 does not lift"),
    Row(65, 6, 0, "moderate", "6 lifts from low"),
    Row(65, 6, 2, "high", "6 lifts from moderate"),
    Row(65, 6, 4, "high", "never above high"),
    Row(65, 9, 0, "moderate", "one level, also from 9"),
    Row(90, 1, 4, "high", "a fit old woman is not lowered"),
)


@pytest.mark.parametrize("row", ROWS, ids=[row.reason for row in ROWS])
def test_the_biomedical_axis(row: Row):
    scores = {} if row.frailty is None else {"CFS": row.frailty}
    answers: dict[str, Answer] = {
        "disease": 2 if row.points >= 2 else 0,
        "treatment": 2 if row.points >= 4 else 0,
    }
    found = sorted_by("dsam", patient(age=row.age, scores=scores), answers)
    assert found.biomedical.level == row.expected, row.reason
    assert found.biomedical.points == (row.points, row.points), "the sum itself is not touched"
    lifted = row.frailty is not None and row.frailty >= 6
    assert bool(found.biomedical.lifts) == lifted


@pytest.mark.parametrize("age", [18, 40, 64])
def test_no_score_can_be_entered_below_65(age: int):
    with pytest.raises(ValidationError, match="too_young"):
        patient(age=age, scores={"CFS": 6})


def test_nor_does_one_from_elsewhere_lift():
    """A case that was not read with the catalogue: a younger patient is still not lifted."""
    old = patient(age=80, scores={"CFS": 7})
    young = old.model_copy(update={"person": old.person.model_copy(update={"age": 64})})
    assert sorted_by("dsam", young).biomedical.lifts == ()


def test_frailty_leaves_the_psychosocial_axis_alone():
    found = sorted_by("dsam", patient(age=80, scores={"CFS": 7}))
    assert found.psychosocial.level == "low"
    assert found.psychosocial.lifts == ()


def test_the_lift_says_its_number():
    found = sorted_by("dsam", patient(age=80, scores={"CFS": 7}))
    assert [one.fact.da for one in found.biomedical.lifts] == [
        "Clinical Frailty Scale 7: aksen løftes ét trin"
    ]
