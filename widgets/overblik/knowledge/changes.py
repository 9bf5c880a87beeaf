"""The events of ``data/model/changes.yaml``, checked against the model and the catalogue."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.catalogue import Catalogue
from overblik.domain.changes import ChangeRows
from overblik.domain.counted_changes import ConditionStarts
from overblik.domain.model import CareModel
from overblik.domain.told_changes import LifeAdds, ScoreReaches, ScoreStarts
from overblik.knowledge.model_files import read_model_file
from overblik.knowledge.tables import TableError


def read_changes(path: Path, catalogue: Catalogue, model: CareModel) -> ChangeRows:
    """Read the file. Raises TableError naming file, line and field."""
    # Pydantic names the kind of row between its number and its field.
    rows, source = read_model_file(path, ChangeRows, lambda loc: (*loc[:2], *loc[3:]))
    for at, row in enumerate(rows.changes):
        for field, key in _unknown(row, catalogue, model):
            line = source.line(("changes", at, field))
            raise TableError(f"{path.name}:{line}: {row.id}: {field}: nothing is called {key}")
    return rows


def _unknown(row: object, catalogue: Catalogue, model: CareModel) -> list[tuple[str, str]]:
    """What a row names and nothing else knows, as (field, name)."""
    named: list[tuple[str, str, bool]] = []
    match row:
        case ConditionStarts():
            named += [("examples", key, key in catalogue.conditions) for key in row.examples]
            for keys in row.never.values():
                named += [("never", key, key in catalogue.conditions) for key in keys]
        case ScoreStarts():
            named += [("instruments", key, key in catalogue.instruments) for key in row.instruments]
        case ScoreReaches():
            named += [("instrument", row.instrument, row.instrument in catalogue.instruments)]
        case LifeAdds():
            known = {one.id for one in model.domains}
            named += [("domain", row.domain, row.domain in known)]
        case _:
            pass
    return [(field, key) for field, key, known in named if not known]
