"""The care model is data anybody may edit: a slip in it is told loudly, with file and line.

A model that silently lost a rule, an offer's owner or a reading would sort patients wrongly and
nobody would see it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from overblik.knowledge.library import read_model
from overblik.knowledge.tables import TableError
from overblik.paths import data_dir

MODEL = (data_dir() / "model" / "dsam.yaml").read_text("utf-8")


class Slip(NamedTuple):
    what: str
    old: str
    new: str


FIRST_CELL = MODEL[MODEL.index("  - biomedical: low") :].split("  - biomedical: low\n")[1]
FIRST_CELL = f"  - biomedical: low\n{FIRST_CELL}"
LAST_READING = MODEL[MODEL.index("  - id: hoejeste_akse") : MODEL.index("\ntiers:")]
LAST_OFFER = MODEL[MODEL.index("  - id: high-overview") : MODEL.index("\nowners:")]
LOW_ROW = "      low: {low: low, moderate: moderate, high: undefined}\n"

SLIPS = (
    # The form of a row
    Slip("a word the model does not know", "    moderate_from: 2\n", "    moderat_from: 2\n"),
    Slip("a tier that is not", LOW_ROW, LOW_ROW.replace("low: low", "low: lav")),
    Slip("an axis that is not", "    axis: psychosocial\n", "    axis: social\n"),
    Slip("a rating of three", "when: {tracks: 3}, rating: 2", "when: {tracks: 3}, rating: 3"),
    Slip("a rule without effect", "when: {tracks: 3}, rating: 2", "when: {tracks: 3}"),
    Slip(
        "a rule with two", "when: {tracks: 3}, rating: 2", "when: {tracks: 3}, rating: 2, lift: 1"
    ),
    Slip("a number in words", "    moderate_from: 2\n", "    moderate_from: to\n"),
    Slip("one language", "name: {da: Biomedicinsk, en: Biomedical}", "name: {da: Biomedicinsk}"),
    Slip(
        "two anchors",
        '      - {da: "Ingen psykisk belastning af betydning", en: "No mental strain of note"}\n',
        "",
    ),
    Slip("a strength that is not", "    strength: rarely\n", "    strength: seldom\n"),
    Slip("a month too far", "    month: 12\n", "    month: 120\n"),
    Slip("a reading nobody knows", "default_reading: dsam", "default_reading: min_egen"),
    Slip("a field twice", 'version: "2026-11"', 'version: "2026-11"\nversion: "2026-12"'),
    Slip("a tab", "  - id: biomedical\n", "\t- id: biomedical\n"),
    # The source
    Slip("a proposal that quotes", "{document: proposal}", '{document: proposal, sentence: "x"}'),
    Slip("a document without quote", "{document: proposal}", "{document: dsam}"),
    Slip("a document nobody listed", "{document: dsam, sentence", "{document: sst, sentence"),
    # The whole
    Slip("a cell missing", FIRST_CELL, ""),
    Slip("a cell twice", FIRST_CELL, FIRST_CELL + FIRST_CELL),
    Slip("a reading with a hole", LOW_ROW, ""),
    Slip("a reading missing", LAST_READING, ""),
    Slip("a reading twice", "id: hoejeste_akse", "id: rund_op"),
    Slip("an axis twice", "  - id: psychosocial\n", "  - id: biomedical\n"),
    Slip("a tier twice", "  - id: high\n    sentence", "  - id: moderate\n    sentence"),
    Slip("a domain twice", "  - id: network\n", "  - id: mental\n"),
    Slip("an offer twice", LAST_OFFER, LAST_OFFER + LAST_OFFER),
    Slip("an owner nobody is", "    owner: municipality\n", "    owner: kommune\n"),
    Slip("an owner twice", "  - id: nurse\n", "  - id: gp\n"),
    Slip("a number nobody counts", "when: {tracks: 3}", "when: {trakcs: 3}"),
    Slip("a basis nobody counts", "basis: [tracks]", "basis: [trakcs]"),
    Slip("a number no fact can name", "Ambulante spor: {tracks} (", "Ambulante spor: {spor} ("),
    Slip("cut-offs the wrong way round", "    high_from: 4\n", "    high_from: 1\n"),
)


def spoiled(folder: Path, slip: Slip) -> Path:
    assert slip.old in MODEL, "the model no longer says this: mend the test"
    path = folder / "prøve.yaml"
    path.write_text(MODEL.replace(slip.old, slip.new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_a_slip_is_told_with_file_and_line(tmp_path: Path, slip: Slip):
    path = spoiled(tmp_path, slip)
    with pytest.raises(TableError, match=r"^prøve\.yaml:\d+: \S"):
        read_model(path)


def test_the_line_is_the_one_that_is_wrong(tmp_path: Path):
    slip = Slip("rating", "when: {tracks: 3}, rating: 2", "when: {tracks: 3}, rating: 3")
    line = MODEL[: MODEL.index(slip.old)].count("\n") + 1
    with pytest.raises(TableError, match=rf"^prøve\.yaml:{line}: "):
        read_model(spoiled(tmp_path, slip))


def test_a_model_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(TableError, match=r"sst\.yaml:1: "):
        read_model(tmp_path / "sst.yaml")


def test_cut_offs_are_free_to_edit(tmp_path: Path):
    slip = Slip(
        "", "    moderate_from: 2\n    high_from: 4\n", "    moderate_from: 3\n    high_from: 5\n"
    )
    axis = read_model(spoiled(tmp_path, slip)).axis("biomedical")
    assert [axis.level(points) for points in range(7)] == ["low"] * 3 + ["moderate"] * 2 + [
        "high"
    ] * 2


def test_another_model_needs_no_code(tmp_path: Path):
    """Whoever has the national model can add it as a file of its own."""
    model = read_model(spoiled(tmp_path, Slip("", "id: dsam\nversion", "id: sst\nversion")))
    assert model.id == "sst"
