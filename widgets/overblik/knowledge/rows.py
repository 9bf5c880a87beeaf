"""Lines of a CSV table, each through a reader; what is wrong is told with table and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from overblik.domain.base import Text
from overblik.domain.catalogue import Row

ReadT = TypeVar("ReadT")
RowT = TypeVar("RowT", bound=Row)
Cells = Mapping[str, str]


class TableError(Exception):
    """A row of a table is wrong; the text names file, line and the trouble."""


def rows(path: Path, read: Callable[[Cells], ReadT]) -> Iterator[ReadT]:
    """Each line of a table through ``read``; an error names the file and the line."""
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise TableError(f"{path.name}:1: {error.strerror}") from error
    with file:
        reader = csv.DictReader(file)

        def wrong(what: object) -> TableError:
            return TableError(f"{path.name}:{max(1, reader.line_num)}: {what}")

        try:
            for row in reader:
                if None in row or None in row.values():
                    raise ValueError("the line has not as many cells as the heading")
                yield read(row)
        except KeyError as error:
            raise wrong(f"{error} is not known") from error
        except (ValueError, TypeError) as error:
            raise wrong(error) from error


def keyed(path: Path, read: Callable[[Cells], RowT]) -> dict[str, RowT]:
    """A whole table by key; a key that stands twice is an error on its line."""
    found: dict[str, RowT] = {}

    def once(cells: Cells) -> RowT:
        row = read(cells)
        if row.key in found:
            raise ValueError(f"{row.key} stands twice")
        return row

    for row in rows(path, once):
        found[row.key] = row
    return found


def common(row: Cells, name: Text | None = None) -> dict[str, Any]:
    """The cells every row has: key, name, source and how sure it is."""
    return {
        "key": row.get("key") or row.get("id"),
        "name": name or text(row, "name"),
        "source": row["source"],
        "verified": row["verified"],
    }


def text(row: Cells, column: str) -> Text:
    """A text from its two columns, ``<column>_da`` and ``<column>_en``."""
    return Text(da=row[f"{column}_da"], en=row[f"{column}_en"])


def known(key: str, among: Collection[str]) -> str:
    """The key itself; raises KeyError when it is not among these."""
    if key not in among:
        raise KeyError(key)
    return key


def number(cell: str) -> float | None:
    """A number, None for an empty cell; raises ValueError for words."""
    return float(cell) if cell.strip() else None


def yes(cell: str) -> bool:
    """``yes`` or ``no``; raises ValueError for any other word."""
    if cell not in ("yes", "no"):
        raise ValueError(f"{cell!r} is neither yes nor no")
    return cell == "yes"
