"""The rows of the data files as they are written, so that a reader can open the one that decided.

Keyed by what stands on the page: a rule's id, ``axis:biomedical``, ``domain:disease``,
``cell:high-low``, ``reading:dsam``, and ``MDI:21`` for the cut-off that begins at 21.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overblik.knowledge.yaml_source import Source


@dataclass(frozen=True)
class FileRow:
    """A row of a file under ``data/``: where it is and what it says, word for word."""

    file: str
    line: int
    text: str


def model_rows(source: Source, path: Path) -> Mapping[str, FileRow]:
    """The rows of a care model that a page can point to."""
    lines = path.read_text("utf-8-sig").splitlines()
    data: Any = source.data
    return {
        key: FileRow(f"data/model/{path.name}", at, _block(lines, at))
        for key, at in _model_places(source, data)
    }


def _model_places(source: Source, data: Any) -> Iterator[tuple[str, int]]:
    """The key and the line of each row."""
    for name in ("axes", "domains"):
        for at, row in enumerate(data[name]):
            yield f"{'axis' if name == 'axes' else 'domain'}:{row['id']}", source.line((name, at))
            rules = "lifts" if name == "axes" else "rules"
            for rule_at, rule in enumerate(row.get(rules, ())):
                yield rule["id"], source.line((name, at, rules, rule_at))
    for at, row in enumerate(data["cells"]):
        yield f"cell:{row['biomedical']}-{row['psychosocial']}", source.line(("cells", at))
    for at, row in enumerate(data["readings"]):
        yield f"reading:{row['id']}", source.line(("readings", at))


def _block(lines: list[str], at: int) -> str:
    """A list's item from its first line (counted from 1) to its last, without the indentation."""
    first = lines[at - 1]
    margin = len(first) - len(first.lstrip())
    block = [first[margin:]]
    for line in lines[at:]:
        if not line.strip() or len(line) - len(line.lstrip()) <= margin:
            break
        block.append(line[margin:])
    return "\n".join(block)


def cutoff_rows(path: Path) -> Mapping[str, FileRow]:
    """The cut-offs of the instruments, a column a line."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return {
            f"{row['instrument']}:{row['set']}:{float(row['low']):g}": FileRow(
                f"data/instruments/{path.name}",
                reader.line_num,
                "\n".join(f"{name}: {cell}" for name, cell in row.items() if cell),
            )
            for row in reader
        }
