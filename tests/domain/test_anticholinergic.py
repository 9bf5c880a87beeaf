"""Anticholinergic burden by one named scale, and what it does to the medication burden.

Points of the scales are those printed in `clinical.md` 2.2. A sum of 3 lifts the domain one step;
together with a contraindication it is still one step.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.anticholinergic import AnticholinergicBurden, anticholinergic_burden
from overblik.domain.base import Rating
from overblik.domain.case import Case
from overblik.domain.rating import Evidence
from overblik.knowledge import library
from tests.domain.patients import METFORMIN, patient, rating, regular

CATALOGUE = library().catalogue
AMITRIPTYLINE, TOLTERODINE, TRAMADOL, FUROSEMIDE = "N06AA09", "G04BD07", "N02AX02", "C03CA01"
SERTRALINE, METOPROLOL, QUETIAPINE, OMEPRAZOLE = "N06AB06", "C07AB02", "N05AH04", "A02BC01"
WITHOUT_POINTS = tuple(one for one in regular(12) if one != METOPROLOL)


def burden(*medicines: object, scale: str | None = None) -> AnticholinergicBurden:
    found = anticholinergic_burden(patient(medicines=medicines), CATALOGUE, scale)  # pyright: ignore
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("scale", "total"),
    [
        ("boustani-2008", 3 + 3 + 1),
        ("rudolph-2008", 3 + 2),
        ("carnahan-2006", 3 + 3 + 1 + 1),
        ("bishara-2017-20", 3 + 2 + 0 + 0),
        ("acbcalc-2023", 3 + 3 + 2 + 1),
        (None, 3 + 3 + 2 + 1),
    ],
)
def test_the_scales_disagree_and_the_one_used_is_named(scale: str | None, total: int):
    found = burden(AMITRIPTYLINE, TOLTERODINE, TRAMADOL, FUROSEMIDE, scale=scale)
    assert found.total == total
    assert found.scale.key == (scale or "acbcalc-2023")


def test_which_medicines_carry_it_and_which_the_scale_does_not_speak_of():
    found = burden(FUROSEMIDE, OMEPRAZOLE, AMITRIPTYLINE)
    assert [(one.key, points) for one, points in found.pointed] == [
        (AMITRIPTYLINE, 3),
        (FUROSEMIDE, 1),
    ]
    assert [one.key for one in found.unlisted] == [OMEPRAZOLE]


def test_listed_with_none_is_not_the_same_as_unlisted():
    found = burden(TRAMADOL, FUROSEMIDE, scale="bishara-2017-20")
    assert (found.total, found.unlisted) == (0, ())
    found = burden(TRAMADOL, FUROSEMIDE, scale="rudolph-2008")
    assert (found.total, len(found.unlisted)) == (0, 2)


@pytest.mark.parametrize(
    ("medicines", "relevant"),
    [((FUROSEMIDE, METOPROLOL), False), ((FUROSEMIDE, METOPROLOL, SERTRALINE), True)],
)
def test_three_points_are_relevant_also_as_three_times_one(
    medicines: tuple[str, ...], relevant: bool
):
    assert burden(*medicines).relevant is relevant


@pytest.mark.parametrize("use", ["as_needed", "course"])
def test_only_regular_medicines_count(use: str):
    assert burden({"atc": AMITRIPTYLINE, "use": use}).pointed == ()


def test_unknown_medicines_have_an_unknown_burden():
    assert anticholinergic_burden(patient(medicines=None), CATALOGUE) is None


def test_a_scale_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        burden(FUROSEMIDE, scale="acbcalc-2024")


class Row(NamedTuple):
    medicines: tuple[str, ...]
    egfr: float
    rating: Rating
    reason: str


ROWS = (
    Row((FUROSEMIDE, METOPROLOL), 90, 0, "two points lift nothing"),
    Row((AMITRIPTYLINE,), 90, 1, "three points lift one step"),
    Row((FUROSEMIDE, METOPROLOL, SERTRALINE), 90, 1, "so do three times one"),
    Row((AMITRIPTYLINE, TOLTERODINE, QUETIAPINE), 90, 1, "nine points are still one step"),
    Row((AMITRIPTYLINE, *WITHOUT_POINTS[:4]), 90, 2, "five medicines and three points"),
    Row((AMITRIPTYLINE, *WITHOUT_POINTS[:9]), 90, 2, "ten: already the heaviest"),
    Row((METFORMIN, AMITRIPTYLINE), 29, 1, "with a contraindication: one step in all"),
    Row((METFORMIN, AMITRIPTYLINE, *WITHOUT_POINTS[:3]), 29, 2, "also from one"),
)


def on(row: Row) -> Case:
    return patient(medicines=row.medicines, results={"eGFR": row.egfr})


@pytest.mark.parametrize("row", ROWS, ids=[row.reason for row in ROWS])
def test_the_medication_burden(row: Row):
    assert rating("medication", on(row)).possible == (row.rating,), row.reason


def lifts(case: Case) -> list[Evidence]:
    found = rating("medication", case).evidence
    return [
        one for one in found if one.because in ("medication-flag", "medication-anticholinergic")
    ]


def test_both_reasons_for_the_one_step_are_shown():
    found = lifts(patient(medicines=[METFORMIN, AMITRIPTYLINE], results={"eGFR": 29}))
    assert {one.because for one in found} == {"medication-flag", "medication-anticholinergic"}
    assert {one.rating for one in found} == {1}


def test_the_scale_its_year_and_each_medicine_stand_in_the_words():
    (found,) = lifts(patient(medicines=[FUROSEMIDE, AMITRIPTYLINE]))
    assert found.fact.da == "Antikolinerg belastning 4 (ACBcalc 2023: amitriptylin 3, furosemid 1)"
    assert found.fact.en == "Anticholinergic burden 4 (ACBcalc 2023: amitriptyline 3, furosemide 1)"


LISTED = tuple(sorted(CATALOGUE.anticholinergic_scale.points))
taken = st.lists(st.sampled_from((*LISTED, *WITHOUT_POINTS)), unique=True, max_size=12)


@given(taken, st.sampled_from((METFORMIN, *LISTED, *WITHOUT_POINTS)), st.sampled_from((10, 90)))
def test_one_more_medicine_never_weighs_less(some: list[str], more: str, egfr: int):
    def weight(medicines: list[str]) -> int:
        found = rating("medication", patient(medicines=medicines, results={"eGFR": egfr})).value
        assert found is not None
        return found

    before, after = weight(some), weight(list({*some, more}))
    assert before <= after
