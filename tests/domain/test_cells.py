"""The readings at a cell: what each gives there, and what it changes against the one in use."""

from __future__ import annotations

import pytest

from overblik.domain.base import LEVELS, READINGS, Level, ReadingId
from overblik.domain.cells import CellReading, cell_readings
from overblik.knowledge import library

MODEL = library().model


def at(current: ReadingId, row: Level, column: Level) -> dict[str, CellReading]:
    return {one.reading.id: one for one in cell_readings(MODEL, current, row, column)}


@pytest.mark.parametrize("current", READINGS)
@pytest.mark.parametrize("column", LEVELS)
@pytest.mark.parametrize("row", LEVELS)
def test_every_reading_gives_its_tier_and_the_one_in_use_changes_nothing(
    row: Level, column: Level, current: ReadingId
):
    found = at(current, row, column)
    assert tuple(found) == READINGS
    for one in found.values():
        assert one.tier == one.reading.tiers[row][column]
    assert found[current].offers.gained == found[current].offers.lost == ()


@pytest.mark.parametrize(
    ("row", "column", "reading", "gained", "lost", "reason"),
    [
        ("low", "low", "hoejeste_akse", set(), set(), "all readings agree where both are low"),
        ("high", "low", "rund_op", set(), set(), "rounding up needs a moderate axis beside"),
        (
            "high", "low", "hoejeste_akse",
            {"municipality", "digital", "overview"}, {"municipality", "digital", "overview"},
            "the tier's own offers become those of the high one; the specialist stays",
        ),
        (
            "high", "low", "bogstavelig", set(),
            {"plan", "continuity", "talks", "municipality", "digital", "specialist", "special",
             "overview"},
            "a silent cell has no offers",
        ),
    ],
)  # fmt: skip
def test_what_another_reading_changes_for_who_uses_dsams(
    row: Level, column: Level, reading: str, gained: set[str], lost: set[str], reason: str
):
    offers = at("dsam", row, column)[reading].offers
    assert {one.offer.kind for one in offers.gained} == gained, reason
    assert {one.offer.kind for one in offers.lost} == lost, reason
