"""More burden never sorts a patient lower, on any axis and under any reading.

Each test adds one burden to a random patient: a heavier part of life, a disease, a medicine, a
clinic, a worse score, a heavier rating by the clinician.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.assessment import Assessment
from overblik.domain.base import LEVELS, READINGS, Level, Rating
from overblik.knowledge import library
from tests.domain.patients import LIFE, sorted_by
from tests.domain.strategies import (
    CHRONIC,
    MEDICINES,
    Sketch,
    half_known_patients,
    known_patients,
    weights,
)

readings = st.sampled_from(READINGS)


def at(level: Level) -> int:
    return LEVELS.index(level)


def assert_no_lower(after: Assessment, before: Assessment) -> None:
    """Both ends of what is possible on each axis have stayed or risen, and so has the tier."""
    for heavier, lighter in zip(after.axes, before.axes, strict=True):
        assert at(heavier.possible[0]) >= at(lighter.possible[0])
        assert at(heavier.possible[-1]) >= at(lighter.possible[-1])
    if after.tier and before.tier and "undefined" not in (after.tier, before.tier):
        assert at(after.tier) >= at(before.tier)  # pyright: ignore[reportArgumentType]


def assert_heavier(reading: str, before: Sketch, after: Sketch) -> None:
    assert_no_lower(
        sorted_by(reading, after.case),  # pyright: ignore[reportArgumentType]
        sorted_by(reading, before.case),  # pyright: ignore[reportArgumentType]
    )


@given(known_patients(), st.sampled_from(LIFE), readings)
def test_a_heavier_part_of_life(whole: Sketch, domain: str, reading: str):
    worse = {**whole.life, domain: min(2, whole.life[domain] + 1)}
    assert_heavier(reading, whole, whole.but(life=worse))


@given(known_patients(), st.sampled_from(CHRONIC), readings)
def test_one_more_disease(whole: Sketch, disease: str, reading: str):
    assert_heavier(reading, whole, whole.but(conditions=(*whole.conditions, disease)))


@given(known_patients(), st.sampled_from(MEDICINES), readings)
def test_one_more_medicine(whole: Sketch, medicine: str, reading: str):
    taken = whole.medicines or ()
    assert_heavier(reading, whole, whole.but(medicines=(*taken, medicine)))


@given(known_patients(), readings)
def test_one_more_clinic(whole: Sketch, reading: str):
    assert_heavier(reading, whole, whole.but(tracks=(whole.tracks or 0) + 1))


@given(known_patients(), st.integers(1, 40), readings)
def test_worse_kidneys(whole: Sketch, points: int, reading: str):
    assert_heavier(reading, whole, whole.but(egfr=max(1, (whole.egfr or 0) - points)))


@given(known_patients().filter(lambda whole: whole.scores), st.data(), readings)
def test_a_worse_score(whole: Sketch, data: st.DataObject, reading: str):
    name = data.draw(st.sampled_from(sorted(whole.scores)))
    scale = library().catalogue.instruments[name]
    points = data.draw(st.integers(1, 30)) * (scale.step or 1)
    value = whole.scores[name] + (points if scale.better == "lower" else -points)
    value = min(scale.high, max(scale.low, value))
    assert_heavier(reading, whole, whole.but(scores={**whole.scores, name: value}))


@given(known_patients(), st.sampled_from([one.id for one in library().model.domains]), readings)
def test_a_heavier_rating_by_the_clinician(whole: Sketch, domain: str, reading: str):
    light: dict[str, Rating] = {domain: 0}
    results = [
        sorted_by(reading, whole.case, {**light, domain: rating})  # pyright: ignore
        for rating in (0, 1, 2)
    ]
    assert_no_lower(results[1], results[0])
    assert_no_lower(results[2], results[1])


@given(half_known_patients(), st.sampled_from(LIFE), weights, readings)
def test_a_new_fact_never_lowers_what_is_sure(some: Sketch, domain: str, weight: int, reading: str):
    """It may rule out the worst of an unknown; what was sure before stays sure."""
    before = sorted_by(reading, some.case)  # pyright: ignore[reportArgumentType]
    heavier = max(weight, some.life.get(domain, 0))
    told = some.but(life={**some.life, domain: heavier})
    after = sorted_by(reading, told.case)  # pyright: ignore[reportArgumentType]
    for now, then in zip(after.axes, before.axes, strict=True):
        assert at(now.possible[0]) >= at(then.possible[0])
