"""What is wrong in ``data/model/conference.yaml`` is told with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from overblik.knowledge import library
from overblik.knowledge.conference import read_conference
from overblik.knowledge.rows import TableError
from overblik.paths import data_dir

GOOD = (data_dir() / "model/conference.yaml").read_text("utf-8")


def read(folder: Path, text: str) -> object:
    path = folder / "conference.yaml"
    path.write_text(text, "utf-8")
    return read_conference(path)


def test_the_file_as_it_is(tmp_path: Path):
    assert read(tmp_path, GOOD) == library().conference


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("check: named", "check: naevnt", "check"),
        ("field: wish", "field: oenske", "field"),
        ("direction: to_gp", "direction: begge", "direction"),
        ("    blocks: true", "    blocks: måske", "blocks"),
        ("most: 300", "most: mange", "most"),
        ("verified: proposal", "verified: ja", "verified"),
        ("rummer {count}", "rummer {antal}", "question-one"),
        ("id: wish", "id: lose", "an id stands twice"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, good: str, bad: str, told: str):
    text = GOOD.replace(good, bad, 1)
    assert text != GOOD
    with pytest.raises(TableError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith("conference.yaml:")
    assert told in str(refused.value)
    assert refused.value.args[0].split(":")[1].isdigit()


def test_each_reason_says_what_to_do_and_where_it_is_from():
    for one in library().conference.rules:
        assert one.source
        assert one.said.da.endswith((".", "?"))
        assert one.said.da != one.said.en
        if "patientkommunikation.dk" in one.source:
            assert "ISBAR" in one.source
        assert one.verified == "proposal", "the fields are this project's own"
