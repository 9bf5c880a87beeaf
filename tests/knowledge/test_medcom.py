"""The tables of MedCom: what a version names, fictional organisations, and slips told by line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge import library
from overblik.knowledge.medcom import is_gln, read_medcom
from overblik.knowledge.tables import TableError
from overblik.paths import data_dir

KNOWN = library().medcom

SLIPS = [
    ("organisations.csv", "9520000000028", "9520000000029", "organisations.csv:3: "),
    ("organisations.csv", "999900000000107", "9999", "organisations.csv:3: "),
    ("organisations.csv", "hospital,", "municipality,", "organisations.csv:4: "),
    ("codes.csv", ",yes\nmessage-Communication", ",maybe\nmessage-Communication", "codes.csv:3: "),
    ("codes.csv", "gln,system,", "sor,system,", "stands twice"),
    ("narrative.csv", "key,resource,path", "key,resource,sti", "'path' is not known"),
]


@pytest.mark.parametrize(("table", "old", "new", "told"), SLIPS)
def test_a_slip_is_told_with_table_and_line(
    tmp_path: Path, table: str, old: str, new: str, told: str
):
    shutil.copytree(data_dir() / "medcom", tmp_path / "medcom")
    path = tmp_path / "medcom" / table
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TableError, match=table) as error:
        read_medcom(tmp_path)
    assert told in str(error.value)


@pytest.mark.parametrize("key", KNOWN.organisations)
def test_organisations_are_nobodys(key: str):
    one = KNOWN.organisations[key]
    assert "fiktiv" in one.name.da
    assert "fictional" in one.name.en
    assert one.gln.startswith("952"), "kept by GS1 for demonstrations"
    assert "1000016" not in one.sor, "no SOR id is without it"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("9520000000011", True),
        ("9520000000012", False),  # the check digit
        ("952000000001", False),  # twelve digits
        ("95200000000110", False),
        ("952000000001a", False),
        ("٩٥٢٠٠٠٠٠٠٠٠١١", False),  # digits, but not ours
        ("", False),
    ],
)
def test_location_numbers(text: str, good: bool):
    assert is_gln(text) == good


def test_the_eighteen_categories():
    assert len(KNOWN.values("category")) == 18
    assert "care-plan" not in KNOWN.values("category"), "MedCom has no such"


def test_no_text_of_the_tables_looks_like_a_person():
    """But the test patient's number, which has the form of a replacement number and must."""
    for key, one in KNOWN.codes.items():
        if key != "test-patient":
            assert not looks_like_cpr(f"{one.value} {one.name.da} {one.name.en}")
