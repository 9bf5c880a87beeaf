"""The clinician's own level of an axis wins over its domains; what these say stays known."""

from __future__ import annotations

import pytest

from overblik.domain.base import LEVELS, READINGS, Level, ReadingId
from tests.domain.patients import answers_at, patient, sorted_by

MODERATE = answers_at("moderate", "low")


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("own", LEVELS)
def test_the_tier_follows_the_own_level(own: Level, reading: ReadingId):
    found = sorted_by(reading, patient(), MODERATE, levels={"biomedical": own})
    assert found.biomedical.level == own
    assert found.biomedical.suggested == ("moderate",)
    assert found.biomedical.points == (3, 3)
    same = sorted_by(reading, patient(), answers_at(own, "low"))
    assert (found.tier, found.cell, found.offers) == (same.tier, same.cell, same.offers)


def test_the_other_axis_is_not_touched():
    found = sorted_by("dsam", patient(), MODERATE, levels={"biomedical": "high"})
    assert found.psychosocial.level == "low"
    assert found.psychosocial.own is None


def test_it_settles_an_axis_whose_domains_are_unknown():
    open_ = patient(life={})
    assert sorted_by("dsam", open_).psychosocial.level is None
    assert sorted_by("dsam", open_, levels={"psychosocial": "low"}).tier == "low"


def test_a_red_flag_outvotes_it():
    flagged = patient(red_flags=["chest_pain_at_rest"])
    assert sorted_by("dsam", flagged, levels={"biomedical": "low"}).tier is None
