"""A red flag takes the patient out of the pathway: no tier, no offers, until it is released."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from overblik.domain.base import READINGS, ReadingId
from overblik.knowledge import library
from tests.domain.patients import answers_at, patient, sorted_by

FLAGGED = patient(red_flags=["chest_pain_at_rest"])


@pytest.mark.parametrize("reading", READINGS)
def test_a_flag_leaves_no_tier_and_no_offers(reading: ReadingId):
    found = sorted_by(reading, FLAGGED)
    assert [one.flag for one in found.exits] == ["chest_pain_at_rest"]
    assert found.possible_tiers == ()
    assert found.tier is None
    assert found.cell is None
    assert found.notes == ()
    assert found.offers == ()


def test_no_rating_overrules_a_flag():
    assert sorted_by("hoejeste_akse", FLAGGED, answers_at("high", "high")).tier is None


def test_the_axes_are_still_shown_so_that_the_class_can_talk_about_them():
    assert sorted_by("dsam", FLAGGED).biomedical.level == "low"


def test_released_the_patient_is_sorted_like_any_other():
    found = sorted_by("dsam", FLAGGED, released=True)
    plain = sorted_by("dsam", patient())
    assert found.exits == ()
    assert found.tier == plain.tier == "low"
    assert found.offers == plain.offers


def test_releasing_where_there_is_no_flag_changes_nothing():
    assert sorted_by("dsam", patient(), released=True) == sorted_by("dsam", patient())


def test_a_flag_nobody_knows_is_an_error():
    with pytest.raises(ValidationError, match="unknown_red_flag"):
        patient(red_flags=["mavefornemmelse"])


@pytest.mark.parametrize("flag", library().catalogue.red_flags)
def test_every_flag_the_suite_knows_locks_the_grid(flag: str):
    found = sorted_by("dsam", patient(red_flags=[flag]))
    assert found.possible_tiers == ()
    row = library().catalogue.red_flags[flag]
    assert row.action.da
    assert row.urgency in ("acute", "urgent")


def test_thoughts_of_death_are_no_red_flag_and_are_never_summed():
    """They open a box of their own, outside the sorting."""
    spoken = patient(safety={"da": "Tanker om døden.", "en": "Thoughts of death."})
    found = sorted_by("dsam", spoken)
    assert found.exits == ()
    assert found.psychosocial.points == (0, 0)
