"""YAML files as plain data with the line each value stands on.

YAML 1.2 through ruamel.yaml, so that ``no`` stays a word. Only its nodes are used, never its
objects: tags, dates and merge keys mean nothing here, the types say what a value may be. Size,
nesting and number of values are bounded, also for a file that grows when its aliases are unfolded.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from overblik.language import Message

LARGEST = 256 * 1024
"""Bytes. The longest case in the library is a tenth of this."""
MOST_NODES = 20_000
"""Names and values. The longest file in the library, the care model, has a tenth of this."""
DEEPEST = 30
_LONGEST_NUMBER = 40
"""Characters. What is longer is no number of anything, and stays a text."""
_TAB = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)

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
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        raise Unreadable(
            Problem(name, 1, Message("Filen kan ikke læses. Findes den, og er navnet rigtigt?"))
        ) from None
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> Source:
    """The same from bytes already in hand."""
    try:
        text = _text(raw)
        source = Source(name, None)
        node = _node(text)
        if node is not None:
            source.lines[()] = node.start_mark.line + 1
            source.data = _Unfolding(source.lines).plain(node, ())
    except _Wrong as wrong:
        raise Unreadable(Problem(name, wrong.line, wrong.message)) from None
    return source


class _Wrong(Exception):
    """What is wrong with a file, and in which line."""

    def __init__(self, message: Message, line: int = 1) -> None:
        self.message = message
        self.line = line
        super().__init__(line)


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST:
        most = LARGEST // 1024
        raise _Wrong(Message("Filen er for stor. En casefil fylder højst {most} kB.", most=most))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Wrong(Message("Filen er ikke gemt som UTF-8. Gem den som UTF-8."), line) from None
    if tab := _TAB.search(text):
        raise _Wrong(
            Message("Linjen begynder med tabulator. Brug mellemrum til indrykning."),
            text.count("\n", 0, tab.start()) + 1,
        )
    return text


def _node(text: str) -> Node | None:
    """The file as nodes, each with its place; nothing when it is empty."""
    reader = YAML(typ="safe", pure=True)
    reader.Composer = _Bounded
    try:
        return reader.compose(text)
    except _Wrong:
        raise
    except Exception as error:  # the parser stumbles in many ways over what it did not expect
        raise _Wrong(
            Message(
                "Linjen kan ikke læses som YAML. Se efter indrykning, kolon og "
                "anførselstegn her og i linjen over."
            ),
            _mark(error, text),
        ) from None


def _mark(error: Exception, text: str) -> int:
    if isinstance(error, ReaderError):  # a character that YAML has no place for
        return text[: error.position].count("\n") + 1
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            return mark.line + 1
    return 1


class _Bounded(Composer):
    """Stops at the first node too many or too deep, before the rest of the file is parsed."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False
        self._nodes = 0
        self._within = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self._nodes += 1
        self._within += 1
        line = self.parser.peek_event().start_mark.line + 1
        if self._nodes > MOST_NODES:
            many = Message(
                "Filen har for mange felter. En casefil har højst {most}.", most=MOST_NODES
            )
            raise _Wrong(many, line)
        if self._within > DEEPEST:
            raise _Wrong(Message("Filen har for mange lag inden i hinanden. Fjern nogle."), line)
        node = super().compose_node(parent, index)
        self._within -= 1
        return node


class _Unfolding:
    """Makes plain data of nodes. An alias stands for a copy, and the copies are counted."""

    def __init__(self, lines: dict[Path_, int]) -> None:
        self._lines = lines
        self._nodes = 0
        self._characters = 0

    def plain(self, node: Node, path: Path_) -> object:
        self._count(node, path)
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        items: list[object] = []
        for at, item in enumerate(node.value):
            self._lines[(*path, at)] = item.start_mark.line + 1
            items.append(self.plain(item, (*path, at)))
        return items

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            self._count(key, path)
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                raise _Wrong(Message("Foran kolon skal der stå et navn."), line)
            name = _whole(key)
            if name in found:
                raise _Wrong(Message("Det samme felt står to gange. Slet det ene."), line)
            self._lines[(*path, name)] = line
            found[name] = self.plain(value, (*path, name))
        return found

    def _count(self, node: Node, path: Path_) -> None:
        self._nodes += 1
        self._characters += len(node.value) if isinstance(node, ScalarNode) else 0
        grown = self._nodes > MOST_NODES or self._characters > LARGEST
        if grown or len(path) > DEEPEST:  # an alias of itself has no bottom
            raise _Wrong(Message("Filen bliver for stor, når & og * foldes ud. Fjern dem."))


def _whole(node: ScalarNode) -> str:
    """The text of a scalar, its characters whole: JSON writes an emoji as two halves."""
    if node.value.isascii():
        return node.value
    try:
        return node.value.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        half = Message("Teksten rummer tegn, der ikke kan vises. Skriv den igen.")
        raise _Wrong(half, node.start_mark.line + 1) from None


def _scalar(node: ScalarNode) -> object:
    """What a scalar means by its form; one that does not have the form it claims is a text."""
    text = _whole(node)
    try:
        match node.tag.rpartition(":")[2]:
            case "null":
                return None
            case "bool":
                return {"true": True, "false": False}.get(text.lower(), text)
            case "int" if len(text) <= _LONGEST_NUMBER:
                return int(text) if text.lstrip("+-0_").isdigit() else int(text, 0)
            case "float" if len(text) <= _LONGEST_NUMBER:
                return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        pass
    return text
