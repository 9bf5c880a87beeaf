"""What each tier offers, and what depends on an axis instead of the tier.

A conference with a specialist follows from the biomedical axis »når der er kompleksitet på den
biomedicinske skala«: a moderate tier reached by psychosocial load alone does not bring one.
"""

from __future__ import annotations

import pytest

from overblik.domain.base import LEVELS, READINGS, Level, ReadingId
from overblik.domain.model import Strength
from overblik.domain.offers import ProposedOffer, compose
from overblik.knowledge import library
from tests.domain.patients import answers_at, patient, sorted_by

MODERATE = {
    "moderate-plan",
    "moderate-continuity",
    "moderate-talks",
    "moderate-municipality",
    "moderate-digital",
    "moderate-overview",
}
WHAT_PSYCHOSOCIAL_HIGH_ADDS = {"high-talks", "high-municipality", "moderate-special-psychosocial"}

DSAM: list[tuple[Level, Level, set[str], str]] = [
    (
        "low",
        "low",
        {"low-plan", "low-municipality", "low-digital", "low-specialist", "low-overview"},
        "the low group's own list",
    ),
    ("low", "moderate", MODERATE, "psychosocial load alone brings no conference"),
    ("moderate", "low", MODERATE | {"moderate-specialist"}, "biomedical complexity does"),
    ("moderate", "moderate", MODERATE | {"moderate-specialist"}, "and so with both"),
    (
        "low",
        "high",
        (MODERATE - {"moderate-talks"}) | WHAT_PSYCHOSOCIAL_HIGH_ADDS,
        "talks, support person and psychologist are worth considering; still no conference",
    ),
    (
        "moderate",
        "high",
        (MODERATE - {"moderate-talks"}) | WHAT_PSYCHOSOCIAL_HIGH_ADDS | {"moderate-specialist"},
        "the same, and the conference by the biomedical axis",
    ),
    (
        "high",
        "low",
        MODERATE | {"moderate-specialist", "high-special"},
        "the specialist parts of the high group are worth considering",
    ),
    ("high", "moderate", MODERATE | {"moderate-specialist", "high-special"}, "the same"),
    (
        "high",
        "high",
        {
            "high-plan",
            "high-continuity",
            "high-talks",
            "high-municipality",
            "high-digital",
            "high-specialist",
            "high-special",
            "high-overview",
        },
        "the high group's own list",
    ),
]


def offers(
    biomedical: Level, psychosocial: Level, reading: ReadingId = "dsam"
) -> dict[str, ProposedOffer]:
    found = sorted_by(reading, patient(), answers_at(biomedical, psychosocial)).offers
    return {one.offer.id: one for one in found}


@pytest.mark.parametrize(("biomedical", "psychosocial", "expected", "reason"), DSAM)
def test_each_cell_has_its_offers(
    biomedical: Level, psychosocial: Level, expected: set[str], reason: str
):
    assert set(offers(biomedical, psychosocial)) == expected, reason


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("psychosocial", ["moderate", "high"])
def test_low_biomedical_complexity_brings_no_conference_under_any_reading(
    reading: ReadingId, psychosocial: Level
):
    """Under `hoejeste_akse` the tier is high; the condition is the same there."""
    kinds = {one.offer.kind for one in offers("low", psychosocial, reading).values()}
    assert "specialist" not in kinds


@pytest.mark.parametrize("tier", ["moderate", "high"])
def test_a_tier_the_clinician_chose_brings_no_conference_without_biomedical_complexity(
    tier: Level,
):
    found = compose(library().model, tier, ("low",), ("high",))
    assert found
    assert not [one for one in found if one.offer.kind == "specialist"]


@pytest.mark.parametrize("psychosocial", LEVELS)
@pytest.mark.parametrize("tier", ["moderate", "high"])
def test_biomedical_complexity_brings_one_in_either_tier(tier: Level, psychosocial: Level):
    found = compose(library().model, tier, ("moderate",), (psychosocial,))
    specialist = [one for one in found if one.offer.kind == "specialist"]
    assert [one.offer.id for one in specialist] == [f"{tier}-specialist"]
    assert specialist[0].because == "axis"
    assert specialist[0].axis == "biomedical"


def test_an_unsettled_biomedical_axis_says_so_on_the_conference():
    found = compose(library().model, "moderate", ("low", "moderate"), ("moderate",))
    specialist = next(one for one in found if one.offer.kind == "specialist")
    assert specialist.because == "axis_unknown"


@pytest.mark.parametrize(("biomedical", "psychosocial"), [("low", "high"), ("high", "low")])
def test_an_undefined_tier_has_no_offers(biomedical: Level, psychosocial: Level):
    found = sorted_by("bogstavelig", patient(), answers_at(biomedical, psychosocial))
    assert found.tier == "undefined"
    assert found.offers == ()


STRENGTHS: list[tuple[str, Strength, str]] = [
    ("low-specialist", "rarely", "»Sjældent nødvendigt«, the text, not »evt.« of the figure"),
    ("moderate-specialist", "often", "»Ofte nødvendigt«"),
    ("high-specialist", "almost_always", "»Nærmest altid nødvendigt«"),
    ("moderate-talks", "maybe", "»Evt. tilbud om samtaler«"),
    ("high-talks", "yes", "»Tilbud om samtaler«, the text, not »ofte« of the figure"),
    ("low-digital", "maybe", "»kan evt. tilbydes«"),
    ("high-digital", "maybe", "»kan evt. tilbydes«, and cannot replace attendance"),
    ("high-special", "option", "»Mulighed for specielle tilbud«"),
]


@pytest.mark.parametrize(("offer", "strength", "reason"), STRENGTHS)
def test_the_strength_is_the_words_of_the_text(offer: str, strength: Strength, reason: str):
    row = next(one for one in library().model.offers if one.id == offer)
    assert row.strength == strength, reason


def test_what_a_higher_tier_adds_is_only_to_consider():
    for row in (offers("low", "high"), offers("high", "low"), offers("moderate", "high")):
        for one in row.values():
            if one.offer.tier == "high":
                assert one.strength == "consider"
                assert one.because == "axis"


def test_nothing_is_offered_twice_in_the_same_words():
    for reading in READINGS:
        for biomedical in LEVELS:
            for psychosocial in LEVELS:
                found = offers(biomedical, psychosocial, reading).values()
                said = [(one.offer.kind, one.offer.text.da) for one in found]
                assert len(said) == len(set(said))


def test_where_figure_and_text_differ_the_difference_is_told():
    differing = {one.id for one in library().model.offers if one.difference}
    assert {"low-specialist", "low-overview", "high-talks", "high-municipality"} <= differing


def test_a_digital_offer_in_the_high_group_never_replaces_attendance():
    row = next(one for one in library().model.offers if one.id == "high-digital")
    assert "ikke kan erstatte fremmøde" in row.text.da
    assert "cannot replace attendance" in row.text.en


def test_contacts_a_year_are_those_of_the_text():
    tiers = {one.id: one for one in library().model.tiers}
    assert tiers["low"].contacts is None
    assert tiers["low"].overview_months == (12, 24)
    assert tiers["moderate"].contacts == (1, 3)
    assert tiers["high"].contacts == (2, 6)
    assert tiers["high"].visit_possible
    assert tiers["moderate"].overview_months == tiers["high"].overview_months == (12,)
