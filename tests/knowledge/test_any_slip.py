"""Whatever one value of a case becomes, the answer is a case or problems in plain words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from overblik.knowledge.yaml_source import parse_yaml
from tests.hostile.mutations import Path_, at, paths, replaced
from tests.knowledge.good_case import GOOD, problems
from tests.support.examples import examples

RIGHT: Any = parse_yaml(GOOD.encode(), "x").data
PATHS = paths(RIGHT)

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


def told(document: object) -> None:
    """Each problem stands in a line of the file, a value to a line, and is told in words."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for one in problems(text):
        assert 1 <= one.line <= text.count("\n") + 1
        for language in ("da", "en"):
            said = one.message.text(language)
            assert said.strip()
            for jargon in ("{field}", "literal[", "[key]", "Input should", "som ventet"):
                assert jargon not in said


@examples(300)
@given(st.sampled_from(PATHS), junk)
def test_one_value_exchanged(path: Path_, value: object):
    told(replaced(RIGHT, path, value))


@examples(100)
@given(st.sampled_from(PATHS))
def test_one_value_taken_out(path: Path_):
    document = replaced(RIGHT, path, None)
    del at(document, path[:-1])[path[-1]]
    told(document)
