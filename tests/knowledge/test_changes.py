"""What could happen to a patient is data: whole, in both languages, and slips are told."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from overblik.domain.changes import ChangeRows
from overblik.domain.told_changes import LifeAdds
from overblik.knowledge import library
from overblik.knowledge.changes import read_changes
from overblik.knowledge.tables import TableError
from overblik.paths import data_dir

CHANGES = (data_dir() / "model" / "changes.yaml").read_text("utf-8")
ROWS = library().changes


def read(folder: Path, text: str) -> ChangeRows:
    path = folder / "prøve.yaml"
    path.write_text(text, encoding="utf-8")
    return read_changes(path, library().catalogue, library().model)


@pytest.mark.parametrize("row", ROWS.changes, ids=lambda row: row.id)
def test_every_event_says_where_it_is_from_and_that_it_is_no_evidence(row: object):
    assert row.source  # pyright: ignore[reportAttributeAccessIssue]
    assert row.verified == "proposal"  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("row", ROWS.changes, ids=lambda row: row.id)
def test_the_words_complete_a_sentence_in_both_languages(row: object):
    """»Hvis …:« goes before and after them."""
    for words in (row.words, row.many, row.some, row.twice):  # pyright: ignore
        if words:
            assert words.da != words.en or words.da.startswith("{")
            for said in (words.da, words.en):
                assert not said.endswith((".", ":", ","))
                assert not said.lower().startswith(("hvis ", "if "))
                assert said[0].islower() or said[0] in "{»“"


@pytest.mark.parametrize("household", ["alone", "partner", "family", "institution"])
@pytest.mark.parametrize("age", [30, 71])
def test_something_lighter_and_heavier_can_happen_to_anybody_in_each_part_of_life(
    household: str, age: int
):
    reached = {
        (row.domain, row.weight)
        for row in ROWS.changes
        if isinstance(row, LifeAdds)
        and (row.needs.household is None or household in row.needs.household)
        and row.needs.age_from <= age < row.needs.age_below
    }
    domains = [one.id for one in library().model.domains_of("psychosocial")]
    lonely = {("caregiving", 2)} if household == "institution" else set()
    assert reached >= {(one, weight) for one in domains for weight in (1, 2)} - lonely


def test_every_kind_of_fact_can_be_otherwise():
    assert {row.kind for row in ROWS.changes} == {
        "together", "condition_starts", "condition_returns", "condition_ends", "medicine_starts",
        "medicine_stops", "result_crosses", "track_starts", "track_ends", "tracks_merge",
        "score_moves", "score_starts", "score_reaches", "life_adds", "life_eases",
    }  # fmt: skip


class Slip(NamedTuple):
    what: str
    old: str
    new: str


FIRST = CHANGES[CHANGES.index("  - id: condition-any") : CHANGES.index("  - id: condition-returns")]

SLIPS = (
    Slip("a kind that is not", "kind: condition_ends", "kind: condition_end"),
    Slip("a word no row knows", "    weight: 1\n", "    wieght: 1\n"),
    Slip("a weight of three", "    weight: 1\n", "    weight: 3\n"),
    Slip("a direction that is not", "direction: burden", "direction: worse"),
    Slip("one language", 'da: "ægtefællen falder bort", en: "the spouse dies"', 'da: "x"'),
    Slip("a name the words cannot fill", "{name} vender tilbage", "{navn} vender tilbage"),
    Slip("a brace too many", "{name} vender tilbage", "{name vender tilbage"),
    Slip("a household that is not", "household: [partner]", "household: [spouse]"),
    Slip("an example nobody knows", "examples: &examples [copd", "examples: &examples [kol"),
    Slip("an instrument nobody knows", "instruments: [MDI", "instruments: [MDQ"),
    Slip("a scale nobody knows", "instrument: CFS", "instrument: SFC"),
    Slip("a row that is covered and not there", "covers: [track-ends", "covers: [track-end"),
    Slip("a row twice", FIRST, FIRST + FIRST),
    Slip("no source", "    source: *own\n", ""),
    Slip("a tab", "    kind: condition_ends\n", "\tkind: condition_ends\n"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_a_slip_is_told_with_file_and_line(tmp_path: Path, slip: Slip):
    assert slip.old in CHANGES, "the file no longer says this: mend the test"
    with pytest.raises(TableError, match=r"^prøve\.yaml:\d+: \S"):
        read(tmp_path, CHANGES.replace(slip.old, slip.new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    weight: 1\n", "    weight: 3\n"),
        ("    instruments: [MDI", "    instruments: [MDQ"),
        ("household: [partner]", "household: [spouse]"),
        ("  - id: condition-ends\n", "  - id: condition-ends\n    wrong: 1\n"),
    ],
)
def test_the_line_is_the_one_that_is_wrong(tmp_path: Path, old: str, new: str):
    spoiled = CHANGES.replace(old, new, 1)
    line = spoiled[: spoiled.index(new) + len(new.rstrip())].count("\n") + 1
    with pytest.raises(TableError, match=rf"^prøve\.yaml:{line}: "):
        read(tmp_path, spoiled)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(TableError, match=r"væk\.yaml:1: "):
        read_changes(tmp_path / "væk.yaml", library().catalogue, library().model)


def test_a_weight_is_free_to_edit(tmp_path: Path):
    text = CHANGES.replace(
        "    domain: mental\n    weight: 1\n", "    domain: mental\n    weight: 2\n", 1
    )
    row = read(tmp_path, text).row("low-spirits")
    assert isinstance(row, LifeAdds)
    assert row.weight == 2


def test_every_case_says_with_whom_its_patient_lives_or_that_nobody_knows():
    unknown = [case.id for case in library().cases.values() if case.person.household is None]
    assert unknown == ["C10"], "Naja's record does not say with whom"
