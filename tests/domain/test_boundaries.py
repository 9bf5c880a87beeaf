"""How each domain is rated at and around every boundary: a patient, an expectation, a reason."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.domain.base import Level, Rating
from overblik.domain.case import Case
from overblik.domain.rating import Answer
from tests.domain.patients import NOTHING_WEIGHS, patient, rating, regular, sorted_by

HEART = ("hypertension", "heart_failure", "atrial_fibrillation", "ihd_chronic")
"""Four conditions of one body system."""


class Row(NamedTuple):
    domain: str
    patient: Case
    expected: Rating
    reason: str


def acute(code: str) -> dict[str, object]:
    return {"code": code, "status": "acute"}


def earlier(code: str) -> dict[str, object]:
    return {"code": code, "status": "previous"}


def taken(atc: str, use: str) -> dict[str, object]:
    return {"atc": atc, "dose": "x 1", "use": use}


def scored(instrument: str, value: float) -> Case:
    return patient(scores={instrument: value})


ROWS = (
    # Disease: three conditions or systems, then four conditions in three systems.
    Row("disease", patient(conditions=[acute("low_back_pain")]), 0, "nothing chronic"),
    Row("disease", patient(conditions=HEART[:1]), 0, "one"),
    Row("disease", patient(conditions=["copd", "hypertension"]), 0, "two, in two systems"),
    Row("disease", patient(conditions=HEART[:3]), 1, "three, all of one system"),
    Row("disease", patient(conditions=["copd", "gout", "hypertension"]), 1, "three, in three"),
    Row("disease", patient(conditions=HEART), 1, "four, but of one system"),
    Row("disease", patient(conditions=[*HEART[:3], "copd"]), 1, "four, in two systems"),
    Row("disease", patient(conditions=[*HEART[:2], "copd", "gout"]), 2, "four, in three"),
    Row("disease", patient(conditions=[*HEART, "copd", "gout"]), 2, "six, in three"),
    Row("disease", patient(conditions=[*HEART[:2], earlier("breast_cancer")]), 0, "two and past"),
    Row("disease", patient(conditions=[*HEART[:2], acute("copd")]), 0, "two and an acute one"),
    Row("disease", patient(conditions=[*HEART[:2], "insomnia"]), 0, "insomnia is not chronic here"),
    Row("disease", patient(conditions=["T90", "DE119", "E11.9"]), 0, "one disease by three codes"),
    # Treatment: outpatient tracks, or MTBQ when somebody measured it.
    Row("treatment", patient(tracks=0), 0, "no clinic"),
    Row("treatment", patient(tracks=1), 0, "one clinic"),
    Row("treatment", patient(tracks=2), 1, "two"),
    Row("treatment", patient(tracks=3), 2, "three"),
    Row("treatment", patient(tracks=6), 2, "never above two"),
    Row("treatment", scored("MTBQ", 0), 0, "no burden felt"),
    Row("treatment", scored("MTBQ", 9), 0, "below 10"),
    Row("treatment", scored("MTBQ", 9.9), 0, "still below 10: the scale is continuous"),
    Row("treatment", scored("MTBQ", 10), 1, "from 10"),
    Row("treatment", scored("MTBQ", 21), 1, "below 22"),
    Row("treatment", scored("MTBQ", 22), 2, "from 22"),
    Row("treatment", scored("MTBQ", 100), 2, "the scale's end belongs to its last band"),
    Row("treatment", patient(tracks=2, scores={"MTBQ": 22}), 2, "the heaviest fact counts"),
    Row("treatment", patient(tracks=3, scores={"MTBQ": 0}), 2, "whichever it is"),
    # Medicines: regular ones, counted once each.
    Row("medication", patient(medicines=()), 0, "none"),
    Row("medication", patient(medicines=regular(4)), 0, "four"),
    Row("medication", patient(medicines=regular(5)), 1, "five"),
    Row("medication", patient(medicines=regular(9)), 1, "nine"),
    Row("medication", patient(medicines=regular(10)), 2, "ten"),
    Row("medication", patient(medicines=regular(12)), 2, "never above two"),
    Row(
        "medication",
        patient(medicines=[*regular(4), taken("M01AE01", "as_needed")]),
        0,
        "as needed is not regular",
    ),
    Row(
        "medication",
        patient(medicines=[*regular(4), taken("H02AB06", "course")]),
        0,
        "nor is a course",
    ),
    Row("medication", patient(medicines=[*regular(4), "A02BC01"]), 0, "one medicine, two lines"),
    # Mind: MDI by Bech 2015, WHO-5 the other way round, HADS-A.
    Row("mental", scored("MDI", 20), 0, "below 21, not the older set's 20"),
    Row("mental", scored("MDI", 21), 1, "mild from 21"),
    Row("mental", scored("MDI", 25), 1, "still mild"),
    Row("mental", scored("MDI", 26), 2, "moderate from 26"),
    Row("mental", scored("MDI", 31), 2, "severe from 31"),
    Row("mental", scored("MDI", 50), 2, "the scale's end"),
    Row("mental", scored("WHO5", 0), 1, "the lowest well-being; low is bad"),
    Row("mental", scored("WHO5", 48), 1, "the last below 50: scores go by fours"),
    Row("mental", scored("WHO5", 52), 0, "the first above"),
    Row("mental", scored("WHO5", 100), 0, "the best"),
    Row("mental", scored("HADS_A", 7), 0, "below 8"),
    Row("mental", scored("HADS_A", 8), 1, "from 8"),
    # Network: the Danish limit of T-ILS.
    Row("network", scored("T_ILS", 3), 0, "the lowest sum there is"),
    Row("network", scored("T_ILS", 6), 0, "lonely in English sources, not here"),
    Row("network", scored("T_ILS", 7), 1, "from 7"),
    Row("network", scored("T_ILS", 9), 1, "a score gives at least 1; 2 is the clinician's to say"),
    # Life facts: a part of life is as heavy as its heaviest fact.
    Row("finances", patient(life={**NOTHING_WEIGHS, "finances": 1}), 1, "some strain"),
    Row("substances", patient(life={**NOTHING_WEIGHS, "substances": 2}), 2, "marked strain"),
    Row(
        "network",
        patient(life={**NOTHING_WEIGHS, "network": 2}, scores={"T_ILS": 3}),
        2,
        "a good score does not take away what was heard",
    ),
    Row(
        "mental",
        patient(life={**NOTHING_WEIGHS, "mental": 0}, scores={"MDI": 26}),
        2,
        "a resource subtracts nothing",
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.domain}-{row.reason}" for row in ROWS])
def test_a_domain_is_rated(row: Row):
    found = rating(row.domain, row.patient)
    assert found.possible == (row.expected,), row.reason
    assert found.reasons, "every point is traceable to a fact"
    assert found.reasons[0].rating == row.expected


SUMS: list[tuple[int, Level, str]] = [
    (0, "low", "nothing weighs"),
    (1, "low", "0–1 is low"),
    (2, "moderate", "one marked domain is at least moderate"),
    (3, "moderate", "2–3 is moderate"),
    (4, "high", "from 4 it is high"),
    (6, "high", "the largest biomedical sum"),
]


@pytest.mark.parametrize(("points", "level", "reason"), SUMS)
@pytest.mark.parametrize(
    "domains", [("disease", "treatment", "medication"), ("mental", "network", "finances")]
)
def test_an_axis_is_the_sum_of_its_domains(
    domains: tuple[str, ...], points: int, level: Level, reason: str
):
    left = points
    answers: dict[str, Answer] = {}
    for domain in domains:
        part = min(2, left)
        answers[domain] = part  # pyright: ignore[reportArgumentType]
        left -= part
    found = sorted_by("dsam", patient(), answers)
    axis = found.biomedical if domains[0] == "disease" else found.psychosocial
    assert axis.points == (points, points)
    assert axis.level == level, reason
    assert axis.maximum == 2 * len(axis.domains)
