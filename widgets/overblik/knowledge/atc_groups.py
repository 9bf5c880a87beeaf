"""The main groups of the ATC system by their letter: for sorting long lists of medicines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overblik.domain.base import Text
from overblik.knowledge.tables import Cells, rows


@cache
def atc_groups(data: Path) -> Mapping[str, Text]:
    """Each main group's name by letter, in the table's order. Raises TableError."""

    def read(row: Cells) -> tuple[str, Text]:
        return row["key"], Text(da=row["name_da"], en=row["name_en"])

    return dict(rows(data / "codes/atc_groups.csv", read))
