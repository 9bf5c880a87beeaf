"""Recipients and what gives a closed part away, read from ``data/model/sharing.yaml``."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.leaks import Sharing
from overblik.domain.model import CareModel
from overblik.domain.sharing import REACHES
from overblik.knowledge.model_files import read_model_file
from overblik.knowledge.tables import TableError


def read_sharing(path: Path, model: CareModel) -> Sharing:
    """Read the file. Raises TableError naming file, line and field."""
    rows, source = read_model_file(path, Sharing)
    for at, row in enumerate(rows.recipients):
        for owner in row.owners:
            if model.owner(owner) is None:
                line = source.line(("recipients", at, "owners"))
                raise TableError(f"{path.name}:{line}: {row.id}: no owner is called {owner}")
    listed = [one.id for one in rows.recipients]
    if listed != list(REACHES):
        line = source.line(("recipients",))
        raise TableError(
            f"{path.name}:{line}: recipients: these must stand here, each once and in this order: "
            + ", ".join(REACHES)
        )
    return rows
