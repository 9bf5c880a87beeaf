"""A slip in a table is told with the table's name and the line, and never quietly lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from overblik.knowledge.library import read_library
from overblik.knowledge.tables import TableError
from overblik.paths import data_dir
from tests.knowledge.good_case import GOOD, TODAY, spoiled


class Slip(NamedTuple):
    what: str
    table: str
    old: str
    new: str


SLIPS = (
    Slip("unknown certainty", "codes/systems.csv", ",yes\nlung,", ",maybe\nlung,"),
    Slip("no source", "codes/systems.csv", ",source,", ",sauce,"),
    Slip("no Danish name", "codes/systems.csv", "lung,lunger,", "lung,,"),
    Slip("a key with blanks", "codes/systems.csv", "\nlung,", "\nlung s,"),
    Slip("a row twice", "codes/systems.csv", "\nlung,", "\ncardiovascular,"),
    Slip("a row cut short", "codes/measurements.csv", "\nUACR,", "\nx,x,x\nUACR,"),
    Slip("a limit in words", "codes/measurements.csv", ",1,200,0,60,,", ",lav,200,0,60,,"),
    Slip(
        "an operator nobody knows", "medicines/flags.csv", "eGFR,<,30,contra", "eGFR,=<,30,contra"
    ),
    Slip("a flag on nothing measured", "medicines/flags.csv", "A10BA02,eGFR,<", "A10BA02,eFGR,<"),
    Slip("a rating of three", "instruments/cutoffs.csv", "network,1,", "network,3,"),
    Slip(
        "a band of no instrument", "instruments/cutoffs.csv", "\nMDI,Bech 2015,", "\nMDL,Bech 2015,"
    ),
    Slip("no default set", "instruments/cutoffs.csv", "\nGAD7,5/10/15,yes,0", "\nGAD7,old,yes,0"),
    Slip("neither yes nor no", "instruments/cutoffs.csv", "Bech 2015,yes,0,", "Bech 2015,ja,0,"),
    Slip(
        "another set pre-fills", "instruments/cutoffs.csv", "depression,,,", "depression,mental,1,"
    ),
    Slip("an age in words", "instruments/instruments.csv", ",1,65,", ",1,old,"),
    Slip("a weight of no condition", "instruments/cambridge.csv", ",copd,,", ",kol,,"),
    Slip("a condition counted twice", "instruments/cambridge.csv", ",copd,,", ",copd;asthma,,"),
    Slip("hours that nobody gives", "instruments/workload.csv", "{visits} besøg", "{trips} besøg"),
    Slip("an assumption missing", "instruments/workload.csv", "\nvisits,", "\nvisit,"),
    Slip("points for no medicine", "medicines/anticholinergic.csv", ",N06AA09,3", ",N06AA99,3"),
    Slip(
        "points on no scale",
        "medicines/anticholinergic.csv",
        "\nBoustani,2008,",
        "\nBoustani,2018,",
    ),
    Slip("points twice", "medicines/anticholinergic.csv", ",2008,N06AA10,3", ",2008,N06AA09,3"),
    Slip("two scales chosen", "medicines/anticholinergic_scales.csv", ",2008,no,", ",2008,yes,"),
    Slip("left out for nothing", "medicines/left_out.csv", ",course,,Pro", ",,,Pro"),
    Slip("a system misspelt", "codes/conditions.csv", "DI109,cardiovascular", "DI109,heart"),
    Slip("a code misspelt", "codes/conditions.csv", ",T90,E11.9,", ",T9O,E11.9,"),
    Slip("SKS of another code", "codes/conditions.csv", ",E11.9,DE119,", ",E11.9,DE118,"),
    Slip("a medicine code misspelt", "codes/medicines.csv", "\nA02BC02,", "\nA02BCO2,"),
    Slip("an urgency nobody knows", "model/red_flags.csv", ",acute,", ",soon,"),
    Slip("a tier without name", "labels/tiers.csv", "neutral,high,", "neutral,hihg,"),
)


def spoilt_data(folder: Path, slip: Slip) -> Path:
    data = folder / "data"
    shutil.copytree(data_dir(), data)
    table = data / slip.table
    text = table.read_text("utf-8")
    assert slip.old in text, "the table no longer says this: mend the test"
    table.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")
    return data


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_a_slip_is_told_with_table_and_line(tmp_path: Path, slip: Slip):
    data = spoilt_data(tmp_path, slip)
    with pytest.raises(TableError, match=rf"{Path(slip.table).name}:\d+: \S"):
        read_library(data, TODAY)


def test_a_table_that_is_not_utf8_is_told(tmp_path: Path):
    data = tmp_path / "data"
    shutil.copytree(data_dir(), data)
    table = data / "codes" / "systems.csv"
    table.write_bytes(table.read_text("utf-8").encode("latin-1"))
    with pytest.raises(TableError, match=r"systems\.csv"):
        read_library(data, TODAY)


def test_a_table_that_is_not_there_is_told(tmp_path: Path):
    data = tmp_path / "data"
    shutil.copytree(data_dir(), data)
    (data / "codes" / "systems.csv").unlink()
    with pytest.raises(TableError, match=r"systems\.csv"):
        read_library(data, TODAY)


@pytest.fixture
def own_cases(tmp_path: Path) -> Path:
    """A data folder with a single case."""
    data = tmp_path / "data"
    shutil.copytree(data_dir(), data, ignore=shutil.ignore_patterns("C*.yaml"))
    (data / "cases" / "a.yaml").write_text(GOOD, encoding="utf-8")
    return data


def test_a_broken_case_is_left_out_and_named_and_the_others_stay(own_cases: Path):
    bad = spoiled("age: 71", "age: gammel")
    (own_cases / "cases" / "b.yaml").write_text(bad.text, encoding="utf-8")
    library = read_library(own_cases, TODAY)
    assert list(library.cases) == ["T01"]
    assert [(one.file, one.line) for one in library.broken] == [("b.yaml", bad.line)]


def test_two_files_with_one_id_are_told_and_none_is_lost_in_silence(own_cases: Path):
    (own_cases / "cases" / "b.yaml").write_text(GOOD, encoding="utf-8")
    library = read_library(own_cases, TODAY)
    assert "T01" in library.cases
    assert [one.file for one in library.broken] == ["b.yaml"]
    assert "T01" in str(library.broken[0].message)


def test_a_file_with_an_underscore_first_is_no_case_of_the_library(own_cases: Path):
    (own_cases / "cases" / "_kladde.yaml").write_text("ikke færdig", encoding="utf-8")
    library = read_library(own_cases, TODAY)
    assert list(library.cases) == ["T01"]
    assert library.broken == ()


def test_a_case_is_found_in_any_case_of_letters(own_cases: Path):
    library = read_library(own_cases, TODAY)
    assert library.case("t01") is library.cases["T01"]
    with pytest.raises(KeyError):
        library.case("T02")
