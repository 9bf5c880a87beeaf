"""Files that are no case at all: each is refused at once with one problem, never with a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from overblik.knowledge import library
from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.knowledge.yaml_source import LARGEST
from tests.knowledge.good_case import GOOD, TODAY, problems, read

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(9)
)
"""Nine levels of nine: 400 bytes that would unfold to a billion values."""

UNREADABLE: list[tuple[str, bytes, int, str]] = [
    ("5 MB of text", b"x" * 5_000_000, 1, "kB"),
    ("5 MB of YAML", b"- a\n" * 1_250_000, 1, "256"),
    ("one byte too many", GOOD.encode() + b"#" * (LARGEST + 1 - len(GOOD.encode())), 1, "256"),
    ("Latin-1", GOOD.replace("humør", "humÿr").encode("latin-1"), 29, "UTF-8"),
    ("UTF-16", GOOD.encode("utf-16"), 1, "UTF-8"),
    ("aliases of aliases", BOMB.encode(), 1, "& og *"),
    ("an alias of itself", b"title: &a [*a]\n", 1, "& og *"),
    ("nested too deep", b"[" * 400 + b"]" * 400, 1, "lag"),
    ("brackets without end", b"[" * 300, 1, "lag"),
    ("indented too deep", b"".join(b" " * at + b"a:\n" for at in range(40)), 30, "lag"),
    ("too many fields", b"- a\n" * 30_000, 20_000, "felter"),
    ("a list for a name", b"id: T01\n? [a, b]\n: c\n", 2, "navn"),
    ("half a character", b'id: T01\ntitle: "\\ud83d"\n', 2, "vises"),
    ("a picture", bytes(range(256)) * 20, 2, ""),
    ("empty", b"", 1, ""),
    ("only a comment", b"# ingenting\n", 1, ""),
    ("a list", b"- id: T01\n", 1, ""),
    ("a sentence", "Anna bliver forpustet på trappen.\n".encode(), 1, ""),
    ("two files in one", b"id: T01\n---\nid: T02\n", 2, ""),
]


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [row[1:] for row in UNREADABLE],
    ids=[what for what, *_ in UNREADABLE],
)
def test_it_is_refused_with_a_message(raw: bytes, line: int, word: str):
    found = problems(raw)
    assert found
    assert found[0].line == line
    assert word in found[0].message.text("da")
    assert found[0].message.text("en")


def test_a_file_just_below_the_limit_is_read():
    assert problems(GOOD.encode() + b"#" * (LARGEST - len(GOOD.encode()))) == []


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    assert problems(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == []


def test_no_stays_a_word():
    """YAML 1.1 would make it false."""
    assert problems(GOOD.replace('answer: "yes"', "answer: no")) == []


def test_json_writes_an_emoji_as_two_halves():
    case = read(GOOD.replace("name: Anna", 'name: "Anna \\ud83d\\ude00"'))
    assert case.person.name == "Anna 😀"


def test_a_number_that_is_none_is_told_as_it_stands():
    for number in ("0x" + "f" * 5000, "9" * 5000, "1e999999"):
        found = problems(GOOD.replace("age: 71", f"age: {number}"))
        assert ["age" in one.message.text("da") for one in found] == [True]


@pytest.mark.parametrize("escape", ["\\e[31m", "\\0", "\\x9b", "\\r", "\\x7f"])
def test_what_steers_a_terminal_is_no_text(escape: str):
    found = problems(GOOD.replace("name: Anna", f'name: "Anna{escape}"'))
    assert [one.line for one in found] == [8]
    assert "vises" in found[0].message.text("da")


def test_a_tag_runs_nothing():
    hostile = GOOD.replace("name: Anna", "name: !!python/object/apply:os.getcwd []")
    assert len(problems(hostile)) == 1


@pytest.mark.parametrize("name", ["findes-ikke.yaml", "."])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str):
    with pytest.raises(CaseFileError) as told:
        read_case(tmp_path / name, library().catalogue, TODAY)
    assert [one.line for one in told.value.problems] == [1]
    assert "Findes den" in str(told.value.problems[0].message)
