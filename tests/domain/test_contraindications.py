"""A medicine that a result speaks against lifts the medication burden one step, never above two.

Metformin is contraindicated below eGFR 30 (irf.dk). Without an eGFR it may be or may not: the
rating is then a range, and the missing result is named.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.domain.base import Rating
from overblik.domain.case import Case
from tests.domain.patients import DABIGATRAN, METFORMIN, patient, rating, regular, sorted_by


class Row(NamedTuple):
    patient: Case
    possible: tuple[Rating, ...]
    reason: str


def on(*medicines: object, egfr: float | None) -> Case:
    return patient(
        medicines=medicines,  # pyright: ignore[reportArgumentType]
        results={} if egfr is None else {"eGFR": egfr},
    )


AS_NEEDED = {"atc": METFORMIN, "dose": "x 1", "use": "as_needed"}

ROWS = (
    Row(on(METFORMIN, egfr=90), (0,), "one medicine, good kidneys"),
    Row(on(METFORMIN, egfr=30), (0,), "30 is not below 30; 30–59 is a caution and lifts nothing"),
    Row(on(METFORMIN, egfr=29), (1,), "contraindicated: one step up"),
    Row(on(METFORMIN, egfr=None), (0, 1), "not known: either"),
    Row(on(METFORMIN, *regular(4), egfr=30), (1,), "five medicines"),
    Row(on(METFORMIN, *regular(4), egfr=29), (2,), "five, of which one is contraindicated"),
    Row(on(METFORMIN, *regular(4), egfr=None), (1, 2), "five and no result"),
    Row(on(METFORMIN, *regular(9), egfr=29), (2,), "ten: already the heaviest"),
    Row(on(METFORMIN, *regular(9), egfr=None), (2,), "the result could change nothing"),
    Row(on(METFORMIN, DABIGATRAN, egfr=29), (1,), "two contraindications are still one step"),
    Row(on(DABIGATRAN, egfr=29), (1,), "dabigatran too"),
    Row(on(AS_NEEDED, egfr=29), (0,), "not a regular medicine"),
    Row(on(*regular(4), egfr=29), (0,), "no medicine that the result speaks against"),
    Row(on(*regular(4), egfr=None), (0,), "and none that asks for it"),
)


@pytest.mark.parametrize("row", ROWS, ids=[row.reason for row in ROWS])
def test_medication_burden(row: Row):
    found = rating("medication", row.patient)
    assert found.possible == row.possible, row.reason
    assert (found.value is None) == (len(row.possible) > 1)


def test_the_fact_behind_the_lift_is_named():
    facts = [one.fact.da for one in rating("medication", on(METFORMIN, egfr=29)).reasons]
    assert any("metformin er kontraindiceret" in fact for fact in facts)
    assert not any("dosis" in fact.lower() and "mg" in fact for fact in facts), "never a dose"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (on(METFORMIN, egfr=None), (("eGFR", METFORMIN),)),
        (on(METFORMIN, egfr=90), ()),
        (on(*regular(3), egfr=None), ()),
        (on(AS_NEEDED, egfr=None), ()),
    ],
)
def test_the_missing_result_is_named_with_the_medicine_that_asks_for_it(
    case: Case, expected: tuple[tuple[str, str], ...]
):
    assert sorted_by("dsam", case).missing == expected


def test_unknown_medicines_have_no_contraindication_to_miss():
    found = sorted_by("dsam", patient(medicines=None))
    assert found.missing == ()
    assert rating("medication", patient(medicines=None)).missing == ("regular_medicines",)
