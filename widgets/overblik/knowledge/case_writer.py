"""A case as the file an author would have written: read again, it is the same case.

Fields come in the order of ``data/cases/_skabelon.yaml``, and what is as the format assumes is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from overblik.domain.case import Case
from overblik.knowledge.characters import visible

SCHEMA = "# yaml-language-server: $schema=../schemas/case.schema.json"
"""Lets an editor that knows YAML schemas help from the file's first line."""

ORDER = (
    "id", "version", "title", "summary", "date", "review", "person", "conditions", "medicines",
    "measurements", "scores", "contacts", "life", "safety", "red_flags", "priorities", "wishes",
    "investigations", "consents", "last_year", "events", "variants", "expected", "teaching",
)  # fmt: skip
"""The template's order."""

_PLAIN = re.compile(r"[\w(\xbb][\w .;/()%–\xab\xbb+’'!?²µ…-]*")
"""What needs no quotes unless it reads as a number or a word of YAML: those ruamel quotes."""

_ANSWERS = ("yes", "no")
"""Words that other readers of YAML take for true and false."""

_TOGETHER = 88
"""Characters: what is no longer stands on one line in { }."""


def case_file(case: Case, notes: Iterable[str] = ()) -> str:
    """The file of a case; ``notes`` are lines of comment at its top."""
    told = {"version": case.version, **case.model_dump(exclude_defaults=True)}
    document = CommentedMap((name, _node(told[name])) for name in ORDER if name in told)
    writer = YAML()
    writer.version = None
    writer.width = 10_000  # a text is one line: nothing is folded
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    for name, value in document.items():
        writer.dump(CommentedMap({name: value}), out)
        if isinstance(value, (CommentedMap, CommentedSeq)) and not value.fa.flow_style():
            out.write("\n")
    comments = "".join(f"# {visible(note)}\n" for note in notes)
    return f"{SCHEMA}\n{comments}{out.getvalue().rstrip()}\n"


def _node(value: object) -> Any:
    """A value as ruamel writes it: what is short and flat on one line, the rest indented."""
    if isinstance(value, Mapping):
        mapping = CommentedMap((key, _node(one)) for key, one in value.items())
        if _short(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, (list, tuple)):
        rows = CommentedSeq(_node(one) for one in value)
        if not rows:
            rows.fa.set_flow_style()
        return rows
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and (value in _ANSWERS or not _PLAIN.fullmatch(value)):
        return DoubleQuotedScalarString(value)
    return value


def _short(value: Mapping[object, object]) -> bool:
    flat = not any(isinstance(one, (Mapping, list, tuple)) for one in value.values())
    return flat and sum(len(f"{key}: {one}, ") for key, one in value.items()) <= _TOGETHER
