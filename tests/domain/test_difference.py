"""Two assessments side by side: before and after, two readings, two patients."""

from __future__ import annotations

from overblik.domain.assessment import Assessment
from overblik.domain.base import READINGS, Level, ReadingId
from overblik.domain.difference import Difference, Skeleton, compare
from overblik.knowledge import library
from tests.domain.patients import answers_at, patient, sorted_by

MODEL = library().model
LOW = Skeleton(contacts=None, overview_months=(12, 24))
MODERATE = Skeleton(contacts=(1, 3), overview_months=(12,))
HIGH = Skeleton(contacts=(2, 6), overview_months=(12,), visit_possible=True)


def at(biomedical: Level, psychosocial: Level, reading: ReadingId = "dsam") -> Assessment:
    return sorted_by(reading, patient(), answers_at(biomedical, psychosocial))


def between(before: Assessment, after: Assessment) -> Difference:
    return compare(before, after, MODEL)


def ids(offers: object) -> set[str]:
    return {one.offer.id for one in offers}  # pyright: ignore[reportGeneralTypeIssues]


def test_the_same_is_no_difference():
    for reading in READINGS:
        found = between(at("moderate", "low", reading), at("moderate", "low", reading))
        assert found.nothing
        assert not found.gained
        assert not found.lost
        assert [one.offer.id for one, _ in found.kept] == [
            one.offer.id for one in found.before.offers
        ]


def test_from_low_to_moderate_by_life_alone():
    """The municipality's offer grows and talks come; no conference, since the body asks for none.

    Self-monitoring reads the same in both tiers: it is kept, not lost and gained.
    """
    found = between(at("low", "low"), at("low", "moderate"))
    assert found.tiers == (("low",), ("moderate",))
    assert found.levels == {
        "biomedical": (("low",), ("low",)),
        "psychosocial": (("low",), ("moderate",)),
    }
    assert {"moderate-continuity", "moderate-talks", "moderate-municipality"} <= ids(found.gained)
    assert "moderate-specialist" not in ids(found.gained)
    assert {"low-municipality", "low-specialist"} <= ids(found.lost)
    assert [
        (one.offer.id, other.offer.id) for one, other in found.kept if one.offer.kind == "digital"
    ] == [("low-digital", "moderate-digital")]
    assert found.skeletons == (LOW, MODERATE)
    assert not found.nothing


def test_the_body_brings_the_conference():
    found = between(at("low", "moderate"), at("moderate", "moderate"))
    assert ids(found.gained) == {"moderate-specialist"}
    assert found.lost == ()
    assert found.tiers == (("moderate",), ("moderate",))
    assert found.skeletons == (MODERATE, MODERATE)


def test_the_same_offer_in_another_strength_is_kept_and_told():
    found = between(at("moderate", "moderate"), at("high", "high"))
    stronger = {(one.offer.id, one.strength, other.strength) for one, other in found.other_strength}
    assert ("moderate-specialist", "often", "almost_always") in stronger
    assert ("moderate-talks", "maybe", "yes") in stronger
    assert found.skeletons == (MODERATE, HIGH)


def test_there_and_back_mirror_each_other():
    there = between(at("low", "low"), at("high", "high"))
    back = between(at("high", "high"), at("low", "low"))
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert there.skeletons == back.skeletons[::-1]


def test_two_readings_of_one_patient():
    """Nothing of the patient differs, but the tier does, and with it what is offered."""
    found = between(at("high", "low", "dsam"), at("high", "low", "hoejeste_akse"))
    assert all(was == now for was, now in found.levels.values())
    assert found.tiers == (("moderate",), ("high",))
    assert found.skeletons == (MODERATE, HIGH)


def test_a_reading_that_stays_silent_has_no_skeleton():
    found = between(at("high", "low", "dsam"), at("high", "low", "bogstavelig"))
    assert found.tiers == (("moderate",), ("undefined",))
    assert found.gained == ()
    assert ids(found.lost) == ids(found.before.offers)
    assert found.skeletons == (MODERATE, Skeleton())


def test_a_red_flag_leaves_nothing_to_offer():
    flagged = sorted_by("dsam", patient(red_flags=["chest_pain_at_rest"]))
    found = between(at("low", "low"), flagged)
    assert found.tiers == (("low",), ())
    assert found.skeletons[1] == Skeleton()


def test_birgit_and_kenneth_land_in_one_tier_and_need_different_things():
    known = library()
    birgit, kenneth = (sorted_by("dsam", known.case(id)) for id in ("C01", "C02"))
    found = between(birgit, kenneth)
    assert found.tiers == (("moderate",), ("moderate",))
    assert found.skeletons == (MODERATE, MODERATE)
    assert "moderate-specialist" in ids(found.lost), "hers is of the body"
    assert {"high-municipality", "moderate-special-psychosocial"} <= ids(found.gained)
