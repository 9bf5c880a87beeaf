"""The overview consultation's blocks and prompts, read from ``data/model/consultation.yaml``."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.consultation import Guide
from overblik.knowledge.model_files import read_model_file


def read_guide(path: Path) -> Guide:
    """Read the file. Raises TableError naming file, line and field."""
    return read_model_file(path, Guide)[0]
