"""A red flag takes the patient out of the pathway: no tier, no offers, until it is released."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from overblik.domain.base import READINGS, ReadingId
from overblik.domain.case import Case
from overblik.domain.red_flags import (
    Check,
    checklist,
    early_paths,
    excluded,
    with_raised,
)
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


# The checklist ------------------------------------------------------------------------------

BACK = patient(conditions=[{"code": "low_back_pain", "status": "acute"}])
ASKED = tuple(
    key for key, row in library().catalogue.red_flags.items() if row.applies_to == "low_back_pain"
)
ALL_NO = dict.fromkeys(ASKED, False)


def checks(case: Case, answers: dict[str, bool]) -> tuple[Check, ...]:
    return checklist(case, library().catalogue, answers)


@pytest.mark.parametrize(
    ("case", "answers", "asked", "out", "reason"),
    [
        (patient(), {}, 0, False, "no complaint that has a checklist"),
        (BACK, {}, len(ASKED), False, "nothing asked yet: unknown is not excluded"),
        (BACK, ALL_NO, len(ASKED), True, "every one asked for and not there"),
        (BACK, {**ALL_NO, "trauma": True}, len(ASKED), False, "one is there"),
        (BACK, dict.fromkeys(ASKED[1:], False), len(ASKED), False, "one unasked"),
        (
            patient(conditions=[{"code": "low_back_pain", "status": "previous"}]),
            ALL_NO, 0, False, "an earlier back is no complaint now",
        ),
        (
            patient(conditions=["low_back_pain"], red_flags=["trauma"]),
            ALL_NO, len(ASKED), False, "a flag the case raises is not answered away",
        ),
        (
            patient(red_flags=["chest_pain_at_rest"]), {}, 1, False,
            "one for anybody stands once it is raised",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_and_when_all_is_excluded(
    case: Case, answers: dict[str, bool], asked: int, out: bool, reason: str
):
    found = checks(case, answers)
    assert len(found) == asked, reason
    assert excluded(found) is out, reason


def test_early_training_is_opened_by_the_exclusion_alone():
    known = library()
    assert early_paths(BACK, known.model, known.catalogue, {}) == ()
    [path] = early_paths(BACK, known.model, known.catalogue, ALL_NO)
    assert path.complaint == "low_back_pain"
    assert early_paths(patient(), known.model, known.catalogue, ALL_NO) == ()


def test_a_flag_ticked_here_locks_like_one_of_the_case_and_stands_once():
    ticked = with_raised(BACK, library().catalogue, {"trauma": True, "night_pain": False})
    assert [one.flag for one in ticked.red_flags] == ["trauma"]
    assert sorted_by("dsam", ticked).tier is None
    assert with_raised(ticked, library().catalogue, {"trauma": True}) == ticked
    assert with_raised(BACK, library().catalogue, {}) is BACK
