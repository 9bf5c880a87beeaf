"""The Clinical Frailty Scale lifts the biomedical axis one level from 6, and only from age 65.

The scale is not validated below 65 (Rockwood & Theou 2020), so a number entered there does
nothing. It never lowers, and never lifts above high.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

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
    Row(64, 6, 0, "low", "not at 64"),
    Row(64, 9, 0, "low", "whatever the number"),
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
    lifted = row.frailty is not None and row.frailty >= 6 and row.age >= 65
    assert bool(found.biomedical.lifts) == lifted


def test_frailty_leaves_the_psychosocial_axis_alone():
    found = sorted_by("dsam", patient(age=80, scores={"CFS": 7}))
    assert found.psychosocial.level == "low"
    assert found.psychosocial.lifts == ()


def test_the_lift_says_its_number():
    found = sorted_by("dsam", patient(age=80, scores={"CFS": 7}))
    assert [one.fact.da for one in found.biomedical.lifts] == [
        "Clinical Frailty Scale 7: aksen løftes ét trin"
    ]
