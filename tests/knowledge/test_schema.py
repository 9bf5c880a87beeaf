"""The JSON Schema that helps authors while they write is the one the types give."""

from __future__ import annotations

import json

from overblik.knowledge.schema import case_schema, schema_file, schema_text
from overblik.paths import data_dir


def test_the_file_is_current():
    """When this fails: python -m overblik.knowledge.schema."""
    assert schema_file().read_text("utf-8") == schema_text()


def test_every_case_points_to_it():
    for path in (data_dir() / "cases").glob("C*.yaml"):
        first = path.read_text("utf-8").split("\n")[0]
        assert first == "# yaml-language-server: $schema=../schemas/case.schema.json"
        assert (path.parent / "../schemas/case.schema.json").resolve() == schema_file().resolve()


def test_it_is_a_schema_that_knows_what_must_be_there():
    schema = case_schema()
    assert json.loads(schema_text()) == schema
    assert schema["additionalProperties"] is False
    assert {"id", "title", "summary", "date", "review", "person", "priorities"} <= set(
        schema["required"]
    )
