"""What the tests know of the sources: the texts marked for translation, and those that are not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from overblik.paths import PACKAGE, locale_dir

ROOT = Path(__file__).resolve().parents[2]
MARKS = {"N_", "Message", "_", "gettext", "ngettext"}
"""Calls whose texts reach the catalogue, as `make locale` is told."""

COMMAND_LINE = {"Typer", "Option", "Argument"}
"""The command's own help is Danish: typer reads it before a language is chosen."""

_DANISH_LETTERS = re.compile("[æøåÆØÅ»«]")
_DANISH_WORDS = re.compile(
    r"\b(?:af|begynd|blev|der|det|din|du|efter|eller|er|et|fil|findes|fra|gemt|har|hent|hvad"
    r"|hvem|hvis|igen|ikke|ind|ingen|jeres|kan|kun|med|mens|og|patienten|planen|siden|skal|som|til"
    r"|ud|uden|ved|vi)\b",
    re.IGNORECASE,
)


def english() -> Catalog:
    """The English catalogue as it stands in the repository."""
    with (locale_dir() / "en" / "LC_MESSAGES" / "overblik.po").open("rb") as po:
        return read_po(po, locale="en")


def marked() -> dict[tuple[str, ...], set[str]]:
    """Every text marked in the sources, singular with its plural, and the files it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    told = re.findall(r"--keyword=(\w+)", (ROOT / "Makefile").read_text("utf-8"))
    found: dict[tuple[str, ...], set[str]] = {}
    for file, _line, text, _comments, _context in extract_from_dir(
        PACKAGE, methods, options, keywords={**DEFAULT_KEYWORDS, **dict.fromkeys(told)}
    ):
        found.setdefault(forms(text), set()).add(file)
    return found


def forms(text: object) -> tuple[str, ...]:
    """A message's text with its plural, if it has one."""
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def looks_danish(text: str) -> bool:
    """Whether a text is Danish. One word without Danish letters may be a name: it passes."""
    words = text.split()
    return bool(_DANISH_LETTERS.search(text)) or (
        len(words) > 1 and bool(_DANISH_WORDS.search(text))
    )


def unmarked_in_python(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each string that is neither marked, a docstring nor command-line help."""

    def walk(node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Call) and _called(node) in MARKS | COMMAND_LINE:
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring, or one that describes the name above it
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    yield from walk(ast.parse(source))


def _called(node: ast.Call) -> str:
    function = node.func
    return getattr(function, "id", None) or getattr(function, "attr", "")


_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"])
_READ_ALOUD = re.compile(r'\b(?:alt|aria-label|placeholder|title|data-too-large)="([^"]*)"')
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LOOSE_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # a macro's part of a tag
_ENTITY = re.compile(r"&#?\w+;")


def unmarked_in_template(source: str) -> Iterator[str]:
    """Texts of a template outside ``_()``: Danish ones in expressions, and every visible word."""
    tree = _ENVIRONMENT.parse(source)
    under_mark = {
        id(inner)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for inner in call.find_all(nodes.Const)
    }
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str) and id(const) not in under_mark:
            yield from [const.value] if looks_danish(const.value) else []
    html = "".join(text for _line, kind, text in _ENVIRONMENT.lex(source) if kind == "data")
    visible = _LOOSE_ATTRIBUTE.sub("", _TAG.sub("\n", html))
    for text in [*_READ_ALOUD.findall(html), *visible.splitlines()]:
        if re.search(r"[^\W\d_]", _ENTITY.sub("", text)):
            yield text.strip()


_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\\])//[^\n]*", re.DOTALL)
_SCRIPT_TEXT = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")


def texts_in_script(source: str) -> Iterator[str]:
    """The string literals of a script. A script can translate nothing: it must have no words."""
    for groups in _SCRIPT_TEXT.findall(_SCRIPT_COMMENT.sub("", source)):
        yield "".join(groups)
