"""What a conference card needs before it is sent, read from ``data/model/conference.yaml``."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.completeness import ConferenceRules
from overblik.knowledge.model_files import read_model_file


def read_conference(path: Path) -> ConferenceRules:
    """Read the file. Raises TableError naming file, line and field."""
    return read_model_file(path, ConferenceRules)[0]
