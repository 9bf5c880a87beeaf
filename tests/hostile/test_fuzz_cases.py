"""Whatever a case file holds, the answer is a case that can be used or problems in plain words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from overblik.apps.report import as_json, as_lines
from overblik.domain.assessment import assess
from overblik.domain.case import Case
from overblik.domain.year import steps, unfolded
from overblik.knowledge import library
from overblik.knowledge.characters import unprintable
from overblik.knowledge.yaml_source import parse_yaml
from overblik.language import LANGUAGES
from overblik.paths import data_dir
from overblik.state.saves import decode_case, encode_case
from tests.hostile.mutations import mutated
from tests.knowledge.good_case import problems, read
from tests.support.examples import examples

FILES = [path.read_bytes() for path in sorted((data_dir() / "cases").glob("*.yaml"))]
DOCUMENTS: list[Any] = [parse_yaml(raw, "").data for raw in FILES]
JARGON = ("som ventet", "not as expected", "Input should", "{field}", "[key]", "literal[", "dict(")


def answered(raw: bytes) -> None:
    """A file is read: no traceback, no line that is not there, no word that is not for people."""
    found = problems(raw)
    if not found:
        usable(read(raw))
    lines = len(raw.decode("utf-8", "replace").splitlines()) + 1
    for one in found:
        assert 1 <= one.line <= lines
        for language in LANGUAGES:
            said = one.message.text(language)
            assert said.strip()
            assert said.isprintable()
            assert len(said) < 500
            assert not [word for word in JARGON if word in said]


def usable(case: Case) -> None:
    """A case that was let in can be sorted on every day of its year, told on a terminal, and
    saved."""
    known = library()
    assert decode_case(encode_case(case)) == case
    for variant in [one.id for one in case.variants] or [None]:
        for step in steps(case, variant, case.date):
            day = unfolded(case, variant, step.id, case.date)
            assert assess(day, known.model, known.catalogue, "dsam", {}).case == day
        result = assess(case.in_variant(variant), known.model, known.catalogue, "dsam", {})
        for language in LANGUAGES:
            assert not unprintable(as_lines(result, known, language))
            assert not unprintable(json.dumps(as_json(result, known, variant, language)))


@examples(100)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
@example(b"")
def test_any_bytes(raw: bytes):
    answered(raw)


PIECES = (
    *"-?:,[]{}&*!|>'\"%@`#~=<\n\t \r\\",
    *("- ", ": ", "? ", "&a ", "*a", "<<: ", "---\n", "...\n", "\n  ", "|\n  ", ">-\n ", "\\x1b"),
    *("!!int ", "!!bool ", "!!float ", "!!set ", "!!binary ", "!!python/name:os.system ", "!<%ff>"),
    *("%YAML 1.1\n---\n", "%TAG ! tag:a:\n---\n", "0x", "0b", "1e999999", ".nan", "1:30", "2026-"),
    *("\ufeff", "\x00", "\x85", "\u2028", "id: A1\n", "person:\n", "conditions:\n", "title: {da: "),
)
pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)


@examples(150)
@given(pieces)
@example("!!bool x")
@example("!!int ''")
@example("!!float ''")
@example("a: &a\n  <<: *a\n")
@example("a: 0x" + "f" * 5000)
@example("? [a, b]\n: c")
@example('conditions:\n- code: "\\ud83d\\ude00 \\ud83d"')
@example("? &a {b: *a}\n: c")
def test_anything_made_of_yaml(text: str):
    answered(text.encode("utf-8", "surrogatepass"))


@examples(30)
@given(st.sampled_from(FILES), st.data())
def test_a_real_case_with_its_text_disturbed(raw: bytes, data: st.DataObject):
    lines = raw.decode().splitlines(keepends=True)
    at, to = sorted(data.draw(st.tuples(*[st.integers(0, len(lines))] * 2)))
    match data.draw(st.sampled_from(["insert", "drop", "double", "indent", "recode", "cut"])):
        case "insert":
            lines[at:at] = [data.draw(pieces)]
        case "drop":
            del lines[at : at + 3]
        case "double":
            lines[to:to] = lines[at : at + 5]
        case "indent":
            lines[at:to] = [data.draw(st.sampled_from([" ", "- ", "\t"])) + x for x in lines[at:to]]
        case "recode":
            codes = st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "cp1252"])
            answered("".join(lines).encode(data.draw(codes), "replace"))
        case "cut":
            del lines[at:]
    answered("".join(lines).encode("utf-8", "surrogatepass"))


@examples(30)
@given(mutated(DOCUMENTS), st.booleans())
def test_a_real_case_with_its_values_exchanged(document: Any, ascii_only: bool):
    text = json.dumps(document, ensure_ascii=ascii_only, indent=1)
    answered(text.encode("utf-8", "surrogatepass"))
