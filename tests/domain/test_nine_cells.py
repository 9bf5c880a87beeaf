"""The nine cells under the four readings: where the text speaks, and what each reading makes of it.

The table is the model's heart and is written out here by hand, so that nobody changes a cell
without meaning to. R1 is `bogstavelig`, R2 `dsam`, R3 `rund_op`, R4 `hoejeste_akse`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.domain.assessment import possible_tiers
from overblik.domain.base import LEVELS, READINGS, TIERS, Level, ReadingId, Tier
from overblik.domain.model import CellStatus
from overblik.knowledge import library
from tests.domain.patients import answers_at, patient, sorted_by


class Row(NamedTuple):
    biomedical: Level
    psychosocial: Level
    status: CellStatus
    r1: Tier
    r2: Tier
    r3: Tier
    r4: Tier
    reason: str


CELLS = (
    Row("low", "low", "text", "low", "low", "low", "low", "both axes low: said outright"),
    Row("low", "moderate", "text", "moderate", "moderate", "moderate", "moderate", "»eller«"),
    Row("low", "high", "silent", "undefined", "moderate", "moderate", "high", "not in the text"),
    Row("moderate", "low", "text", "moderate", "moderate", "moderate", "moderate", "»eller«"),
    Row("moderate", "moderate", "text", "moderate", "moderate", "moderate", "moderate", "both"),
    Row("moderate", "high", "debatable", "moderate", "moderate", "high", "high", "»eller«, but"),
    Row("high", "low", "silent", "undefined", "moderate", "moderate", "high", "not in the text"),
    Row("high", "moderate", "debatable", "moderate", "moderate", "high", "high", "»eller«, but"),
    Row("high", "high", "text", "high", "high", "high", "high", "both axes high: said outright"),
)
EXPECTED: list[tuple[Row, ReadingId, Tier]] = [
    (row, reading, tier)
    for row in CELLS
    for reading, tier in zip(READINGS, (row.r1, row.r2, row.r3, row.r4), strict=True)
]


def name(row: Row) -> str:
    return f"{row.biomedical}-{row.psychosocial}"


def test_the_table_holds_every_cell_and_reading():
    cells = {(row.biomedical, row.psychosocial) for row in CELLS}
    assert cells == {(one, other) for one in LEVELS for other in LEVELS}
    assert {one.id for one in library().model.readings} == set(READINGS)
    assert len(EXPECTED) == 36


@pytest.mark.parametrize(
    ("row", "reading", "tier"), EXPECTED, ids=[f"{name(r)}-{reading}" for r, reading, _ in EXPECTED]
)
def test_each_cell_has_its_tier(row: Row, reading: ReadingId, tier: Tier):
    found = sorted_by(reading, patient(), answers_at(row.biomedical, row.psychosocial))
    assert (found.biomedical.level, found.psychosocial.level) == (row.biomedical, row.psychosocial)
    assert found.tier == tier, row.reason
    assert found.possible_tiers == (tier,)


@pytest.mark.parametrize("row", CELLS, ids=name)
def test_each_cell_says_what_the_text_says_of_it(row: Row):
    cell = library().model.cell(row.biomedical, row.psychosocial)
    assert cell.status == row.status, row.reason
    assert (cell.sentence is None) == (row.status == "silent")


@pytest.mark.parametrize("row", CELLS, ids=name)
@pytest.mark.parametrize("reading", READINGS)
def test_only_cells_the_text_leaves_open_carry_a_note(row: Row, reading: ReadingId):
    found = sorted_by(reading, patient(), answers_at(row.biomedical, row.psychosocial))
    assert bool(found.notes) == (row.status != "text")


@pytest.mark.parametrize("row", CELLS, ids=name)
def test_the_default_reading_asks_to_consider_a_higher_tier_where_one_axis_is_high(row: Row):
    found = sorted_by("dsam", patient(), answers_at(row.biomedical, row.psychosocial))
    asked = any("overvej opgradering" in note.da for note in found.notes)
    assert asked == (row.status in ("silent", "debatable"))


@pytest.mark.parametrize("row", CELLS, ids=name)
def test_switching_reading_never_changes_an_axis(row: Row):
    answers = answers_at(row.biomedical, row.psychosocial)
    results = [sorted_by(reading, patient(), answers) for reading in READINGS]
    assert all(one.axes == results[0].axes for one in results)
    assert [one.reading.id for one in results] == list(READINGS)


def test_dsam_is_the_reading_nobody_has_to_choose():
    assert library().model.default_reading == "dsam"


@pytest.mark.parametrize("reading", READINGS)
def test_no_reading_gives_a_heavier_patient_a_lower_tier(reading: ReadingId):
    tiers = library().model.reading(reading).tiers
    pairs: list[tuple[Level, Level]] = [(one, other) for one in LEVELS for other in LEVELS]
    for one, other in pairs:
        for heavier, heavier_too in pairs:
            light, heavy = tiers[one][other], tiers[heavier][heavier_too]
            if "undefined" not in (light, heavy):
                assert (
                    at(heavy) >= at(light) or at(heavier) < at(one) or at(heavier_too) < at(other)
                )


def at(level: Tier) -> int:
    """How heavy a level or a tier is."""
    return TIERS.index(level)


def test_tiers_are_listed_lightest_first_and_undefined_last():
    reading = library().model.reading("bogstavelig")
    assert possible_tiers(reading, LEVELS, LEVELS) == ("low", "moderate", "high", "undefined")
