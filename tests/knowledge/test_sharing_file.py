"""What is wrong in ``data/model/sharing.yaml`` is told with file, line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from overblik.knowledge import library
from overblik.knowledge.rows import TableError
from overblik.knowledge.sharing import read_sharing
from overblik.paths import data_dir

GOOD = (data_dir() / "model/sharing.yaml").read_text("utf-8")


def read(folder: Path, text: str) -> object:
    path = folder / "sharing.yaml"
    path.write_text(text, "utf-8")
    return read_sharing(path, library().model)


def test_the_file_as_it_is(tmp_path: Path):
    assert read(tmp_path, GOOD) == library().sharing


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("owners: [pharmacist]", "owners: [naboen]", "pharmacy: no owner is called naboen"),
        ("- id: hospital", "- id: municipality", "each once and in this order"),
        ("- id: hospital", "- id: naboen", "recipients"),
        ("ask: [medicine]", "ask: [dosis]", "ask"),
        ("atc: N05A,", "atc: N5A,", "atc"),
        ("verified: memory", "verified: måske", "verified"),
        ("atc: A10, reveals", "atc: A10, revaels", "reveals"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, good: str, bad: str, told: str):
    text = GOOD.replace(good, bad, 1)
    assert text != GOOD
    with pytest.raises(TableError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith("sharing.yaml:")
    assert told in str(refused.value)
    assert refused.value.args[0].split(":")[1].isdigit()


def test_what_a_row_rests_on_is_said():
    rows = library().sharing
    for one in (*rows.recipients, *rows.medicines, *rows.words):
        assert one.verified in ("yes", "memory", "proposal")
        assert one.source
    for row in rows.medicines:
        assert row.atc in row.source  # the group's own name, and where it is from
    assert {one.verified for one in rows.medicines} == {"memory"}
    ids = [one.id for one in (*rows.medicines, *rows.words)]
    assert len(ids) == len(set(ids))
