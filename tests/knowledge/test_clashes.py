"""The rows of the board: enough of them, in both languages, no dose, each for somebody.

And slips in the file are told with line and field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from overblik.domain.base import Text
from overblik.domain.clashes import Clash, Clashes
from overblik.knowledge import library
from overblik.knowledge.clashes import read_clashes
from overblik.knowledge.tables import TableError
from overblik.paths import data_dir
from tests.domain.boards import CLASHES, ids, told, whoever

FILE = (data_dir() / "medicines" / "clashes.yaml").read_text("utf-8")
each_row = pytest.mark.parametrize("row", CLASHES.rows, ids=lambda row: row.id)


def read(folder: Path, text: str) -> Clashes:
    path = folder / "prøve.yaml"
    path.write_text(text, encoding="utf-8")
    return read_clashes(path, library().catalogue)


def test_there_are_rows_enough_of_each_kind():
    kinds = [row.kind for row in CLASHES.rows]
    assert kinds.count("conflict") >= 60
    assert kinds.count("synergy") >= 10
    assert kinds.count("taper") >= 5


@each_row
def test_a_row_is_raised_by_somebody(row: Clash):
    case, wishes = whoever(row)
    assert row.id in ids(told(case, wishes))


@each_row
def test_a_row_says_where_it_is_from(row: Clash):
    said = CLASHES.cited(row)
    assert (said is not None) == (row.verified == "yes"), "only what was seen is named"
    if said:
        for words in (said.da, said.en):
            seen = r"^Seponeringslisten|irf.dk|^STOPP version 2, [A-Z]\d+ \(2015\)"
            assert re.search(seen, words), "no such source has been seen"
        if "STOPP" in said.da:
            assert row.when.age_from == 65 or "fra 65 år" in said.da
            assert row.when.age_from == 65 or "aged 65 and over" in said.en
    elif row.verified == "memory":
        assert row.source in ("memory", "stopp3")


@pytest.mark.parametrize(
    ("source", "criterion", "da"),
    [
        ("stopp2", "E4", "STOPP version 2, E4 (2015); gælder fra 65 år, set i en kopi af listen"),
        ("seponering", "", "Seponeringslisten, Sundhedsstyrelsen (2024)"),
        ("seponering_older", "", "Seponeringslisten, Sundhedsstyrelsen; en ældre side af listen"),
    ],
)
def test_a_source_is_cited_in_one_short_line(source: str, criterion: str, da: str):
    assert CLASHES.sources[source].cited(criterion).da == da


def test_every_source_is_in_use():
    used = {one.source for one in (*CLASHES.rows, *CLASHES.advice)}
    assert used == set(CLASHES.sources)


@each_row
def test_the_words_are_a_title_and_sentences_in_both_languages(row: Clash):
    assert row.title.da != row.title.en
    assert row.reason.da != row.reason.en
    for said in (row.title.da, row.title.en):
        assert not said.endswith(".")
        assert len(said) <= 90
    for said in (row.reason.da, row.reason.en):
        assert said.endswith((".", "?"))
        assert len(said) <= 260


def texts() -> Iterator[tuple[str, Text]]:
    for row in CLASHES.rows:
        yield row.id, row.title
        yield row.id, row.reason
    yield from ((f"advice {at}", one.text) for at, one in enumerate(CLASHES.advice))
    yield from CLASHES.strengths.items()
    yield from ((key, theme.name) for key, theme in CLASHES.themes.items())


def test_no_card_gives_a_dose_or_an_order():
    """By a list of its own, so that a hole in the reader's shows."""
    for id, text in texts():
        for said in (text.da, text.en):
            dose = re.search(r"\bmg\b|\d ?(g|ml|E|IE)\b|x ?\d|halv|half|dobbelt|doubl", said)
            order = re.search(r"\b(stop|seponer|seponér|ophør med)\b", said, re.IGNORECASE)
            assert not dose, id
            assert not order, id


@pytest.mark.parametrize("prefix", ["N05B", "N05C", "N06A", "N02A", "N05A", "N02BF", "C07"])
def test_what_must_be_tapered_has_a_row(prefix: str):
    rows = [row for row in CLASHES.rows if row.kind == "taper"]
    assert any(prefix in group for row in rows for group in row.when.medicines)


@pytest.mark.parametrize(("old", "new"), [("N03AX12", "N02BF"), ("N03AX16", "N02BF")])
def test_gabapentin_and_pregabalin_are_found_by_their_former_codes_too(old: str, new: str):
    for row in CLASHES.rows:
        for group in row.when.medicines:
            if new in group:
                assert old in group or "N03A" in group, row.id


def test_every_theme_and_strength_is_in_use():
    assert {row.strength for row in CLASHES.rows} == set(CLASHES.strengths)
    assert {key for row in CLASHES.rows for key in row.themes} == set(CLASHES.themes)


class Slip(NamedTuple):
    what: str
    old: str
    new: str
    field: str


PART = FILE[: FILE.index("  # Potassium, salt and kidneys\n")]
"""The first rows: enough to slip in, and read in a fifth of the time."""
FIRST = FILE[FILE.index("  - id: nsaid-heart-failure") : FILE.index("  - id: nsaid-kidney\n")]
ONCE = 'reason: {da: "NSAID kan nedsætte nyrefunktionen yderligere.'

SLIPS = (
    Slip("an unknown condition", "[ihd_angina, nstemi, i", "[ihd_agina, nstemi, i", "conditions"),
    Slip("an unknown excuse", "{medicines: [A02B]}", "{conditions: [ulcer]}", "unless"),
    Slip("an unknown measurement", "{of: [eGFR], below: 50}", "{of: [GFR], below: 50}", "results"),
    Slip("a limit nobody reaches", "[eGFR], below: 50}", "[eGFR], below: 500}", "results"),
    Slip("limits the wrong way", "at_least: 30, below: 60", "at_least: 60, below: 30", "results"),
    Slip("an unknown theme", "themes: [breath, pain, hospital]", "themes: [breth]", "themes"),
    Slip("an unknown wished theme", "ever: true", "wishes: [night]", "wishes"),
    Slip("an unknown strength", "    strength: avoid\n", "    strength: terrible\n", "strength"),
    Slip("an unknown kind", "    kind: conflict\n", "    kind: conflikt\n", "kind"),
    Slip("no ATC prefix", "[[M01A], [H02AB]]", "[[NSAID], [H02AB]]", "medicines"),
    Slip("a prefix cut short", "[[M01A], [H02AB]]", "[[M0], [H02AB]]", "medicines"),
    Slip("a medicine against itself", "[[M01A], [H02AB]]", "[[M01A], [M01AE01]]", "when"),
    Slip("a row twice", FIRST, FIRST + FIRST, "id"),
    Slip("one language", "og astma, en: NSAID and asthma", "og astma", "title"),
    Slip("no source", "    source: stopp3\n", "", "source"),
    Slip("an unknown source", "    source: stopp3\n", "    source: stopp4\n", "source"),
    Slip("advice of an unknown source", "    source: seponering\n", "    source: sep\n", "source"),
    Slip("a word no row knows", "    criterion: E4\n", "    doze: 1\n", "doze"),
    Slip("a dose", ONCE, ONCE + " Giv 400 mg.", "reason"),
    Slip("a dose in a title", "{da: NSAID og astma,", '{da: "NSAID 400 mg og astma",', "title"),
    Slip("so many times", ONCE, ONCE + " Giv x 2.", "reason"),
    Slip("units of insulin", ONCE, ONCE + " Giv 18 E.", "reason"),
    Slip("half of it", ONCE, ONCE + " Halvér dosis.", "reason"),
    Slip("an order", ONCE, ONCE + " Stop midlet.", "reason"),
    Slip("an order in Latin", ONCE, ONCE + " Seponer midlet.", "reason"),
    Slip("an order as a strength", "en: usually advised against", "en: stop", "strengths"),
    Slip("eleven months", "    - {da: dec., en: Dec}\n", "", "months"),
    Slip("a theme without words", "stems: {da: [sove, søvn], ", "stems: {da: [], ", "stems"),
)  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_a_slip_is_told_with_file_line_and_field(tmp_path: Path, slip: Slip):
    assert slip.old in PART, "the file no longer says this: mend the test"
    with pytest.raises(TableError, match=rf"^prøve\.yaml:\d+: .*{slip.field}") as told:
        read(tmp_path, PART.replace(slip.old, slip.new, 1))
    if slip.new and "\n" not in slip.new:
        line = PART[: PART.index(slip.old)].count("\n") + 1
        assert str(told.value).startswith(f"prøve.yaml:{line}: "), "the line that is wrong"


@pytest.mark.parametrize(
    "words",
    [
        "eGFR under 30", "kalium over 5,0 mmol/l", "48 ml/min", "efter mere end fem dage",
        "30–59", "fra 35 år", "nedsat dosis", "når midlet er stoppet", "stoppes langsomt",
    ],
)  # fmt: skip
def test_results_and_time_are_no_dose(tmp_path: Path, words: str):
    read(tmp_path, PART.replace(ONCE, f"{ONCE} {words}.", 1))


@pytest.mark.parametrize(
    "words",
    [
        "500 mg", "5 mikrogram", "18 E", "2 tabletter", "10 ml", "1 g", "x 2", "×3", "halvér",
        "halv dosis", "fordobl", "half the dose", "twice", "4 units",
    ],
)  # fmt: skip
def test_a_dose_is_refused_however_it_is_written(tmp_path: Path, words: str):
    with pytest.raises(TableError, match="gives no dose"):
        read(tmp_path, PART.replace(ONCE, f"{ONCE} Giv {words}.", 1))


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(TableError, match=r"væk\.yaml:1: "):
        read_clashes(tmp_path / "væk.yaml", library().catalogue)
