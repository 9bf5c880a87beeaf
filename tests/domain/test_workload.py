"""Workload against capacity: two bars that are never taken from each other, unknown named."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.case import Case
from overblik.domain.medicines import MedicineCount, medicine_count
from overblik.domain.quantities import quantities
from overblik.domain.workload import CapacitySegment, Workload, WorkSegment, workload
from overblik.knowledge import library
from tests.domain.patients import LIFE, NOTHING_WEIGHS, PLAIN, patient, regular, text

CATALOGUE = library().catalogue
HOURS = CATALOGUE.workload["visits"].value or 0


def shown(case: Case) -> Workload:
    return workload(case, CATALOGUE)


def segment(found: Workload, key: str) -> WorkSegment:
    return next(one for one in found.work if one.assumption.key == key)


def with_contacts(**contacts: object) -> Case:
    return patient(contacts={"tracks": [], **contacts})


@pytest.mark.parametrize("visits", [0, 1, 12, 13, 365])
def test_visits_become_hours_a_month_at_the_assumed_hours_each(visits: int):
    found = segment(shown(with_contacts(visits=visits)), "visits")
    assert found.hours == pytest.approx(visits * HOURS / 12)
    assert found.words is not None
    assert found.words.da.startswith(f"{visits} besøg om året")
    assert found.assumption.verified == "proposal"


def test_another_assumption_gives_other_hours():
    row = CATALOGUE.workload["visits"].model_copy(update={"value": 1.5})
    other = CATALOGUE.model_copy(update={"workload": {**CATALOGUE.workload, "visits": row}})
    found = segment(workload(with_contacts(visits=12), other), "visits")
    assert found.hours == 1.5
    assert found.words is not None
    assert "1,5 timer" in found.words.da
    assert "1.5 hours" in found.words.en


@pytest.mark.parametrize("hours", [0, 7, 12.5])
def test_self_care_is_what_the_case_says(hours: float):
    found = segment(shown(with_contacts(self_care_hours=hours)), "self_care")
    assert found.hours == hours
    assert found.words is not None


def test_what_the_case_does_not_say_is_unknown_and_named():
    found = shown(with_contacts())
    assert [one.assumption.key for one in found.unknown] == ["visits", "self_care"]
    assert found.known_hours == 0
    some = shown(with_contacts(visits=4))
    assert [one.assumption.key for one in some.unknown] == ["self_care"]
    assert some.known_hours == HOURS / 3


def test_the_counts_beside_the_hours():
    case = patient(
        medicines=regular(6), contacts={"visits": 9, "tracks": [text("hjerte"), text("nyre")]}
    )
    assert {one.key: one.number for one in shown(case).counts} == {
        "medicines": 6,
        "tracks": 2,
        "visits": 9,
    }
    unknown = patient(medicines=None, tracks=None)
    assert {one.number for one in shown(unknown).counts} == {None}


def test_a_weightless_fact_carries_a_heavy_one_strains_and_silence_is_unknown():
    found = shown(patient(life={"network": 0, "finances": 1, "mental": 2})).capacity
    assert {one.domain: one.standing for one in found} == {
        "network": "carries",
        "finances": "strains",
        "mental": "strains",
        "coping": "unknown",
        "caregiving": "unknown",
        "substances": "unknown",
    }


def test_one_domain_can_both_carry_and_strain():
    case = patient(life={}).model_copy(
        update={"life": patient(life={"network": 0}).life + patient(life={"network": 2}).life}
    )
    found = [one for one in shown(case).capacity if one.domain == "network"]
    assert [one.standing for one in found] == ["carries", "strains"]


def test_no_number_holds_both_bars():
    """Not a score: nothing in the result is made from work and capacity together."""
    assert {one.name for one in dataclasses.fields(Workload)} == {"work", "counts", "capacity"}
    assert {one.name for one in dataclasses.fields(CapacitySegment)} == {"domain", "weight", "text"}
    light, heavy = (shown(patient(life=dict.fromkeys(LIFE, weight))) for weight in (0, 2))
    assert light.work == heavy.work
    assert light.known_hours == heavy.known_hours


@given(st.integers(0, 300), st.integers(1, 65))
def test_more_visits_are_more_hours(visits: int, more: int):
    first, second = (
        shown(with_contacts(visits=count)).known_hours for count in (visits, visits + more)
    )
    assert first < second


def counted(*medicines: object) -> MedicineCount:
    found = medicine_count(patient(medicines=medicines), CATALOGUE)  # pyright: ignore
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("medicine", "reason"),
    [
        ({"atc": "N02BE01", "use": "as_needed"}, "as_needed"),
        ({"atc": "H02AB06", "use": "course"}, "course"),
    ],
)
def test_a_medicine_that_is_not_counted_says_why(medicine: dict[str, str], reason: str):
    found = counted("C09CA01", medicine)
    assert [one.key for one in found.counted] == ["C09CA01"]
    assert [(one.key, why.key) for one, why in found.left_out] == [(medicine["atc"], reason)]


@pytest.mark.parametrize(("atc", "reason"), [("D07AC01", "skin"), ("J07BB02", "vaccine")])
def test_skin_medicines_and_vaccines_are_left_out_by_their_code(atc: str, reason: str):
    rows = [row.key for row in CATALOGUE.left_out if row.goes_for(atc, "regular")]
    assert rows == [reason]
    assert not any(row.goes_for("C09CA01", "regular") for row in CATALOGUE.left_out)


@pytest.mark.parametrize(
    ("number", "reached"),
    [
        (0, []),
        (4, []),
        (5, ["many_medicines"]),
        (9, ["many_medicines"]),
        (10, ["many_medicines", "very_many_medicines"]),
        (12, ["many_medicines", "very_many_medicines"]),
    ],
)
def test_the_limits_five_and_ten(number: int, reached: list[str]):
    found = counted(*PLAIN[:number])
    assert found.number == number
    assert [one.key for one in found.reached] == reached


def test_the_rules_of_the_model_count_the_same_medicines():
    case = patient(medicines=[*regular(7), {"atc": "N02BE01", "use": "as_needed"}])
    found = medicine_count(case, CATALOGUE)
    assert found is not None
    assert quantities(case, CATALOGUE)["regular_medicines"].low == found.number == 7


def test_unknown_medicines_are_not_counted():
    assert medicine_count(patient(medicines=None, life=NOTHING_WEIGHS), CATALOGUE) is None
