"""``data/model/year.yaml``: what is wrong in it is told with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from overblik.knowledge.rows import TableError
from overblik.knowledge.year import read_year
from overblik.paths import data_dir

FILE = data_dir() / "model/year.yaml"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("regroup: yearly", "regroup: sometimes", r"year\.yaml:\d+: kinds\.\d+\.regroup"),
        ("  - kind: letter", "  - kind: weather", r"year\.yaml:\d+: kinds\.\d+\.kind"),
        ("  - kind: letter", "  - kind: life", r"year\.yaml:\d+: .*stands once"),
        ("name: {da: Brev, en: Letter}", "name: {da: Brev}", r"year\.yaml:\d+: kinds\.\d+\.name"),
        ("version:", "version: [", r"year\.yaml:\d+:"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, was: str, becomes: str, told: str):
    text = FILE.read_text("utf-8")
    assert was in text
    broken = tmp_path / "year.yaml"
    broken.write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(TableError, match=told):
        read_year(broken)
