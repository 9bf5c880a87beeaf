"""Where the eight first cases land under the four readings, exactly as they were designed.

»–« in the table of cases is outside the model: a red flag stands.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import READINGS, Level, Tier
from overblik.domain.event import LAST_YEAR, START
from overblik.domain.year import unfolded
from overblik.knowledge import library


class Row(NamedTuple):
    """``after`` is the event that has happened; none: where the story begins."""

    case: str
    variant: str | None
    after: str
    biomedical: Level
    psychosocial: Level
    tiers: tuple[Tier, Tier, Tier, Tier]
    reason: str


LOW: tuple[Tier, Tier, Tier, Tier] = ("low", "low", "low", "low")
MODERATE: tuple[Tier, Tier, Tier, Tier] = ("moderate", "moderate", "moderate", "moderate")
SILENT: tuple[Tier, Tier, Tier, Tier] = ("undefined", "moderate", "moderate", "high")
DEBATABLE: tuple[Tier, Tier, Tier, Tier] = ("moderate", "moderate", "high", "high")

ROWS = (
    Row("C01", None, START, "high", "low", SILENT, "many diseases, in control of her life"),
    Row("C02", None, START, "low", "high", SILENT, "sound numbers, hard life"),
    Row("C03", "B", START, "low", "moderate", MODERATE, "the back without red flags: training now"),
    Row("C04", None, LAST_YEAR, "low", "low", LOW, "one disease"),
    Row("C04", None, START, "moderate", "low", MODERATE, "low last year, moderate now"),
    Row("C04", None, "angst-og-ordrer", "moderate", "moderate", MODERATE, "after the second month"),
    Row("C04", None, "aarligt-overblik", "low", "low", LOW, "and down again"),
    Row("C06", None, START, "low", "low", LOW, "books for himself"),
    Row("C07", None, START, "high", "moderate", DEBATABLE, "moderate by the word »eller«"),
    Row("C08", None, START, "high", "moderate", DEBATABLE, "moderate by the word »eller«"),
    Row("C09", None, START, "high", "high", ("high", "high", "high", "high"), "clear"),
)


def found(
    case: str, variant: str | None, reading: str, *, after: str = START, released: bool = False
) -> Assessment:
    known = library()
    told = known.cases[case]
    return assess(
        unfolded(told, told.variant_id(variant), after, told.date),
        known.model,
        known.catalogue,
        reading,  # pyright: ignore[reportArgumentType]
        released=released,
    )


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.case}-{row.variant}-{row.after}" for row in ROWS])
def test_the_case_lands_where_it_was_meant_to(row: Row):
    for reading, tier in zip(READINGS, row.tiers, strict=True):
        one = found(row.case, row.variant, reading, after=row.after)
        assert one.biomedical.level == row.biomedical, row.reason
        assert one.psychosocial.level == row.psychosocial, row.reason
        assert one.tier == tier, (reading, row.reason)


@pytest.mark.parametrize("reading", READINGS)
def test_merete_with_red_flags_leaves_the_model_under_every_reading(reading: str):
    one = found("C03", "A", reading)
    assert one.exits
    assert one.possible_tiers == ()
    assert one.offers == (), "no plan skeleton appears"


def test_merete_is_sorted_once_the_flags_are_released():
    assert found("C03", "A", "dsam", released=True).tier is not None


def kinds(case: str, reading: str = "dsam") -> set[str]:
    return {one.offer.kind for one in found(case, None, reading).offers}


@pytest.mark.parametrize("reading", READINGS)
def test_no_conference_is_suggested_for_kenneth_whose_body_is_well(reading: str):
    assert "specialist" not in kinds("C02", reading)


def test_kenneth_is_offered_talks_and_a_psychologist_to_consider():
    considered = {
        one.offer.id for one in found("C02", None, "dsam").offers if one.strength == "consider"
    }
    assert {"high-talks", "moderate-special-psychosocial"} <= considered


@pytest.mark.parametrize("case", ["C01", "C07", "C08", "C09"])
def test_a_conference_is_suggested_where_the_body_is_complex(case: str):
    assert "specialist" in kinds(case)


def test_birgit_gets_the_specialist_parts_of_the_high_tier():
    assert "high-special" in {one.offer.id for one in found("C01", None, "dsam").offers}


def test_lars_may_come_every_second_year():
    overview = next(
        one for one in found("C06", None, "dsam").offers if one.offer.kind == "overview"
    )
    assert "hvert andet år" in overview.offer.sentence


def test_kenneths_thoughts_of_death_open_a_box_and_count_nowhere():
    case = library().cases["C02"]
    assert case.safety is not None
    without = case.model_copy(update={"safety": None})
    known = library()
    again = assess(without, known.model, known.catalogue, "dsam")
    assert again.psychosocial.points == found("C02", None, "dsam").psychosocial.points
