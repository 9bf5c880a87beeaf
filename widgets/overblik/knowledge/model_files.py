"""A YAML file under ``data/model/`` as a checked value; an error names file, line and field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from overblik.knowledge.rows import TableError
from overblik.knowledge.yaml_source import Path_, Source, Unreadable, read_yaml

ModelT = TypeVar("ModelT", bound=BaseModel)


def read_model_file(
    path: Path, kind: type[ModelT], place: Callable[[Path_], Path_] = lambda loc: loc
) -> tuple[ModelT, Source]:
    """The file's value and its source, with the line of each path. Raises TableError.

    ``place`` turns pydantic's path of an error into the file's, where they differ.
    """
    try:
        source = read_yaml(path)
    except Unreadable as error:
        raise TableError(f"{path.name}:{error.problem.line}: {error}") from None
    try:
        return kind.model_validate(source.data), source
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = source.line(place(tuple(first["loc"])))
        raise TableError(f"{path.name}:{line}: {where}: {first['msg']}") from error
