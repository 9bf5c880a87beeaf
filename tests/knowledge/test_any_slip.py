"""Whatever one value of a case becomes, the answer is a case or problems in plain words."""

from __future__ import annotations

import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from overblik.knowledge.case_files import CaseFileError
from overblik.knowledge.yaml_source import parse_yaml
from tests.knowledge.good_case import GOOD, problems, read

Path_ = tuple[str | int, ...]


def paths(node: object, path: Path_ = ()) -> list[Path_]:
    found = [path] if path else []
    if isinstance(node, dict):
        for key, value in node.items():
            found += paths(value, (*path, key))
    if isinstance(node, list):
        for at, value in enumerate(node):
            found += paths(value, (*path, at))
    return found


def plain(text: str) -> object:
    return json.loads(json.dumps(parse_yaml(text.encode(), "x").data, default=str))


PATHS = paths(plain(GOOD))

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.sampled_from(["yes", "gp", "low", "2026-02-30", "T90", "x" * 3000, "0"]),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.sampled_from(["da", "en", "id", "month"]), st.integers(0, 3), max_size=3),
)


@cache
def spoiled(path: Path_, value: str) -> str:
    """The good case with one value exchanged, as JSON: each value on a line of its own."""
    document = plain(GOOD)
    node: object = document
    for part in path[:-1]:
        node = node[part]  # pyright: ignore[reportIndexIssue]
    node[path[-1]] = json.loads(value)  # pyright: ignore[reportIndexIssue]
    return json.dumps(document, ensure_ascii=False, indent=1)


@settings(max_examples=300)
@given(st.sampled_from(PATHS), junk)
def test_one_value_exchanged(path: Path_, value: object):
    text = spoiled(path, json.dumps(value))
    try:
        read(text)
    except CaseFileError as error:
        for one in error.problems:
            assert 1 <= one.line <= text.count("\n") + 1
            for language in ("da", "en"):
                said = one.message.text(language)
                assert said.strip()
                for jargon in ("{field}", "literal[", "[key]", "Input should", "som ventet"):
                    assert jargon not in said


@settings(max_examples=100)
@given(st.sampled_from(PATHS))
def test_one_value_taken_out(path: Path_):
    document = plain(GOOD)
    node: object = document
    for part in path[:-1]:
        node = node[part]  # pyright: ignore[reportIndexIssue]
    del node[path[-1]]  # pyright: ignore[reportIndexIssue]
    for one in problems(json.dumps(document, ensure_ascii=False, indent=1)):
        assert "som ventet" not in one.message.text("da")


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_told_and_never_crash(raw: bytes):
    assert problems(raw)


@settings(max_examples=100)
@given(st.integers(0, len(GOOD)), st.text(max_size=6))
def test_a_stray_text_anywhere_never_crashes(at: int, stray: str):
    spoilt = GOOD[:at] + stray + GOOD[at:]
    for one in problems(spoilt.encode("utf-8", "replace")):
        assert one.message.text("da")
        assert 1 <= one.line <= len(spoilt.splitlines()) + 1
