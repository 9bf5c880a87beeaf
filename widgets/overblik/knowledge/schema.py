"""The JSON Schema of case files, made from the types, so that editors help while one writes.

``python -m overblik.knowledge.schema`` writes it to ``data/schemas/``; a test holds it current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from overblik.domain.case import Case
from overblik.paths import data_dir


def case_schema() -> dict[str, Any]:
    """What a case file may hold; field descriptions are for the author, in Danish."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Case.model_json_schema(),
        "title": "Overblik: case",
    }


def schema_file() -> Path:
    """Where the schema lies, beside the cases that point to it."""
    return data_dir() / "schemas" / "case.schema.json"


def schema_text() -> str:
    """The schema as it is written to its file."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    schema_file().parent.mkdir(exist_ok=True)
    schema_file().write_text(schema_text(), encoding="utf-8")
