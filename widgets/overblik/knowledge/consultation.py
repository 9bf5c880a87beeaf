"""The overview consultation's blocks and prompts, read from ``data/model/consultation.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from overblik.domain.consultation import Guide
from overblik.knowledge.tables import TableError
from overblik.knowledge.yaml_source import Unreadable, read_yaml


def read_guide(path: Path) -> Guide:
    """Read the file. Raises TableError naming file, line and field."""
    try:
        source = read_yaml(path)
    except Unreadable as error:
        raise TableError(f"{path.name}:{error.problem.line}: {error}") from None
    try:
        return Guide.model_validate(source.data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = source.line(tuple(first["loc"]))
        raise TableError(f"{path.name}:{line}: {where}: {first['msg']}") from error
