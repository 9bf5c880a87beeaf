"""The words and the rule of the unfolding year, read from ``data/model/year.yaml``."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.regroup import YearRows
from overblik.knowledge.model_files import read_model_file


def read_year(path: Path) -> YearRows:
    """Read the file. Raises TableError naming file, line and field."""
    return read_model_file(path, YearRows)[0]
