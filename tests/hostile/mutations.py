"""What fuzzing is made of: values of every kind, and real documents with things moved about."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import strategies as st

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<!--",
    "]]>",
    "\"'><b onclick=x>",
    "{{7*7}}{% raw %}{0.__class__}%(a)s",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd",
    "javascript:alert(3)",
    "../../etc/passwd",
    "x\r\nSet-Cookie: a=b",
    "a\u2028b\u2029c\u0085d",
    "\u202egnp.exe",
    "\x1b[2J\x9b31m\x07",
    "\x00",
    "\ud800",
    "\ufeff",
    "020160-9995",
    "x" * 3000,
)
"""Texts that mean something to a browser, a spreadsheet, a terminal, a template or an address."""

texts = st.text(max_size=20) | st.sampled_from(HOSTILE)
numbers = st.one_of(
    st.integers(),
    st.sampled_from([10**30, -(10**30), 2**63, 20260901, 0]),
    st.floats(),
)
scalars = st.none() | st.booleans() | numbers | texts
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)

Path_ = tuple[str | int, ...]


def paths(node: object, path: Path_ = ()) -> list[Path_]:
    """The place of everything in a document, from its top."""
    found = [path] if path else []
    if isinstance(node, dict):
        for key, value in node.items():
            found += paths(value, (*path, key))
    if isinstance(node, list):
        for at, value in enumerate(node):
            found += paths(value, (*path, at))
    return found


def at(document: Any, path: Path_) -> Any:
    """What stands at a place."""
    return reduce(getitem, path, document)


def replaced(document: Any, path: Path_, value: object) -> Any:
    """The document with another value at a place."""
    new = copy.deepcopy(document)
    at(new, path[:-1])[path[-1]] = value
    return new


WRONGS = ("say", "drop", "double", "swap", "exchange", "wrap", "rename")


@st.composite
def mutated(draw: st.DrawFn, documents: Sequence[Any], wrongs: Sequence[str] = WRONGS) -> Any:
    """A real document in which one to three things have gone wrong, most of them deep inside."""
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        places = sorted(paths(document), key=len, reverse=True)
        if not places:
            break
        path = draw(st.sampled_from(places))
        holder, key = at(document, path[:-1]), path[-1]
        match draw(st.sampled_from(wrongs)):
            case "say":
                holder[key] = draw(texts) if isinstance(holder[key], str) else holder[key]
            case "drop":
                del holder[key]
            case "double" if isinstance(key, int):
                holder.insert(key, copy.deepcopy(holder[key]))
            case "swap":
                holder[key] = copy.deepcopy(at(document, draw(st.sampled_from(places))))
            case "wrap":
                for _ in range(draw(st.sampled_from([1, 2, 40, 400]))):
                    holder[key] = [holder[key]] if isinstance(key, int) else {"da": holder[key]}
            case "rename" if isinstance(key, str):
                holder[draw(texts)] = holder.pop(key)
            case "exchange":
                holder[key] = draw(values)
    return document
