"""The tiers still possible are exactly those that some completion of the facts would give.

Both ways of completing are tried by brute force: the clinician answers the open domains, and the
record is filled in with every fact that was missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from overblik.domain.assessment import Assessment
from overblik.domain.base import READINGS, ReadingId
from overblik.domain.questions import ask_first
from overblik.domain.rating import Answer
from tests.domain.patients import LIFE, regular, sorted_by
from tests.domain.strategies import Sketch, half_known_patients

readings = st.sampled_from(READINGS)
few = settings(max_examples=40)


def assert_exactly(found: Assessment, completions: list[Assessment]) -> None:
    assert set(found.possible_tiers) == {one.tier for one in completions}
    for axis in (0, 1):
        assert set(found.axes[axis].possible) == {one.axes[axis].level for one in completions}
        points = {one.axes[axis].points for one in completions}
        assert found.axes[axis].points == (
            min(low for low, _ in points),
            max(high for _, high in points),
        )


@few
@given(half_known_patients(), readings)
def test_when_the_clinician_answers(some: Sketch, reading: ReadingId):
    case = some.case
    found = sorted_by(reading, case)
    still_open = [one for one in found.domains if one.value is None]
    completions = [
        sorted_by(
            reading,
            case,
            dict(zip([one.domain.id for one in still_open], answers, strict=True)),
        )
        for answers in product(*(one.possible for one in still_open))
    ]
    assert_exactly(found, completions)


def filled_in(some: Sketch) -> Iterator[Sketch]:
    """Every patient this one can turn out to be: light, some and heavy of what is unknown."""
    medicines = (regular(0), regular(5), regular(10)) if some.medicines is None else (None,)
    tracks = (0, 2, 3) if some.tracks is None else (None,)
    egfr = (10, 90) if some.egfr is None else (None,)
    silent = [domain for domain in LIFE if domain not in some.life]
    for taken, clinics, kidneys, weights in product(
        medicines, tracks, egfr, product((0, 1, 2), repeat=len(silent))
    ):
        yield some.but(
            medicines=some.medicines if taken is None else taken,
            tracks=some.tracks if clinics is None else clinics,
            egfr=some.egfr if kidneys is None else kidneys,
            life={**some.life, **dict(zip(silent, weights, strict=True))},
        )


@few
@given(half_known_patients(), readings)
def test_when_the_record_is_filled_in(some: Sketch, reading: ReadingId):
    """Scores are left out: one can settle a domain before life has been asked about."""
    some = some.but(scores={})
    found = sorted_by(reading, some.case)
    assert_exactly(found, [sorted_by(reading, one.case) for one in filled_in(some)])


@few
@given(half_known_patients(), readings)
def test_the_question_asked_first_really_narrows(some: Sketch, reading: ReadingId):
    case = some.case
    found = ask_first(lambda answers: sorted_by(reading, case, answers), {})
    asked = [one.domain.id for one in found]
    found = sorted_by(reading, case)
    now = set(found.possible_tiers)
    left: list[int] = []
    for one in found.domains:
        after = [
            set(sorted_by(reading, case, {one.domain.id: rating}).possible_tiers)
            for rating in one.possible
        ]
        assert all(tiers <= now for tiers in after), "an answer never opens a tier"
        narrows = one.value is None and any(tiers < now for tiers in after)
        assert (one.domain.id in asked) == narrows
        if narrows:
            left.append(sum(len(tiers) for tiers in after))
    if asked:
        first = [
            len(sorted_by(reading, case, {asked[0]: rating}).possible_tiers)
            for rating in next(one for one in found.domains if one.domain.id == asked[0]).possible
        ]
        assert sum(first) == min(left), "the one that narrows most stands first"


@few
@given(half_known_patients(), readings, st.sampled_from(LIFE))
def test_saying_unknown_never_closes_a_tier(some: Sketch, reading: ReadingId, domain: str):
    unknown: dict[str, Answer] = {domain: "unknown"}
    before = sorted_by(reading, some.case)
    after = sorted_by(reading, some.case, unknown)
    assert set(after.possible_tiers) >= set(before.possible_tiers)
