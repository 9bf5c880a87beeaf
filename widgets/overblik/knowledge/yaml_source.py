"""YAML files as plain data with the line each value stands on.

YAML 1.2 through ruamel.yaml, so that ``no`` stays a word. Size and nesting are bounded: a file
that grows when read (aliases of aliases) is refused like one that is too large.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from overblik.language import Message

LARGEST = 256 * 1024
"""Bytes. The longest case in the library is a tenth of this."""
MOST_VALUES = 20_000
DEEPEST = 30
_DEEP = re.compile(r"(?:[\[{]\s*){30}")

Path_ = tuple[Hashable, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where, what, and what would be right. Lines count from 1."""

    file: str
    line: int
    message: Message


class Unreadable(Exception):
    """The file is no YAML at all, or too large to be a case."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem.message))


@dataclass
class Source:
    """A file's content as plain dicts, lists and scalars, and the line of each path in it."""

    file: str
    data: object
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the nearest thing on this path that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path_, message: Message) -> Problem:
        return Problem(self.file, self.line(path), message)


def read_yaml(path: Path, name: str | None = None) -> Source:
    """Read a file. Raises Unreadable with one problem when it cannot be parsed."""
    name = name or path.name
    try:
        raw = path.read_bytes()
    except OSError:
        raise Unreadable(
            Problem(name, 1, Message("Filen kan ikke læses. Findes den, og er navnet rigtigt?"))
        ) from None
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> Source:
    """The same from bytes already in hand."""
    if len(raw) > LARGEST:
        raise Unreadable(
            Problem(
                name,
                1,
                Message(
                    "Filen fylder {size} kB. En casefil må højst fylde {most} kB.",
                    size=len(raw) // 1024,
                    most=LARGEST // 1024,
                ),
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(
            Problem(name, line, Message("Filen er ikke gemt som UTF-8. Gem den som UTF-8."))
        ) from None
    if (tab := _tab_line(text)) is not None:
        raise Unreadable(
            Problem(
                name,
                tab,
                Message("Linjen begynder med tabulator. Brug mellemrum til indrykning."),
            )
        )
    if _DEEP.search(text):  # the parser itself would spend seconds on it
        raise Unreadable(
            Problem(name, 1, Message("Filen har for mange klammer inden i hinanden. Fjern dem."))
        )
    try:
        reader = YAML(typ="rt", pure=True)
        reader.Constructor = _PlainDates
        node = reader.load(text)
    except DuplicateKeyError as error:
        raise Unreadable(
            Problem(
                name, _mark(error, text), Message("Det samme felt står to gange. Slet det ene.")
            )
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(
            Problem(
                name,
                _mark(error, text),
                Message(
                    "Linjen kan ikke læses som YAML. Se efter indrykning, kolon og "
                    "anførselstegn her og i linjen over."
                ),
            )
        ) from None
    source = Source(name, None)
    try:
        source.data = _plain(node, (), source.lines, [0])
    except (_TooLarge, RecursionError):
        raise Unreadable(
            Problem(
                name,
                1,
                Message("Filen bliver for stor, når & og * foldes ud. Fjern dem."),
            )
        ) from None
    return source


class _PlainDates(RoundTripConstructor):
    """Leaves dates as they are written: the types read them, and say so when they are none."""


_PlainDates.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


class _TooLarge(Exception):
    pass


def _tab_line(text: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
            return number
    return None


def _mark(error: Exception, text: str) -> int:
    if isinstance(error, ReaderError):  # a character that YAML has no place for
        return text[: error.position].count("\n") + 1
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            return mark.line + 1
    return 1


def _plain(node: object, path: Path_, lines: dict[Path_, int], count: list[int]) -> object:
    count[0] += 1
    if count[0] > MOST_VALUES or len(path) > DEEPEST:
        raise _TooLarge
    if isinstance(node, CommentedMap):
        if path == ():
            lines[()] = node.lc.line + 1
        found: dict[object, object] = {}
        for key, value in node.items():
            position = node.lc.data.get(key) if node.lc.data else None
            if position is not None:
                lines[(*path, key)] = position[0] + 1
            found[str(key)] = _plain(value, (*path, key), lines, count)
        return found
    if isinstance(node, CommentedSeq):
        items: list[object] = []
        for index, value in enumerate(node):
            position = node.lc.data.get(index) if node.lc.data else None
            if position is not None:
                lines[(*path, index)] = position[0] + 1
            items.append(_plain(value, (*path, index), lines, count))
        return items
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return str(node)
