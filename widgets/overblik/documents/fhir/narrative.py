"""The part of a resource that people read: every element that must be shown, in both languages.

Which elements those are, and what they are called, are rows of ``data/medcom/narrative.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from overblik.documents.fhir.bundle import Resource, at
from overblik.domain.base import Text
from overblik.knowledge.medcom import Element, Medcom

XHTML = "http://www.w3.org/1999/xhtml"
NOT_SENT = "not-sent"
"""The row of the codes with what every narrative says first."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def narrated(resource: Resource, known: Medcom) -> Resource:
    """The resource with its narrative, which replaces the one it may have."""
    status = "extensions" if resource["resourceType"] == "Communication" else "generated"
    rest = {name: value for name, value in resource.items() if name != "text"}
    text = {"status": status, "div": _div(rest, known)}
    head = {name: rest.pop(name) for name in ("resourceType", "id", "meta") if name in rest}
    return {**head, "text": text, **rest}


def shown_at(node: object, element: Element, known: Medcom) -> list[str]:
    """What an element of the narrative shows, as words."""
    return [_words(one) for one in at(node, element.path, known) if not isinstance(one, dict)]


def plain(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NOT_XML.sub("�", text)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(str(value))


def _div(resource: Resource, known: Medcom) -> str:
    kind, mark = str(resource["resourceType"]), known.codes[NOT_SENT].name
    parts = [
        f'<p><b lang="da">{escape(mark.da)}</b> <b lang="en">{escape(mark.en)}</b></p>',
        f"<p>{escape(kind)} {escape(str(resource.get('id', '')))}</p>",
        "<ul>",
        *_lines(resource, known.shown(kind), known),
        *_references(resource, known),
        "</ul>",
    ]
    for segment in at(resource, "payload", known):
        parts += ["<ul>", *_lines(segment, known.shown("payload"), known), "</ul>"]
    return f'<div xmlns="{XHTML}">{"".join(parts)}</div>'


def _lines(node: object, elements: tuple[Element, ...], known: Medcom) -> Iterator[str]:
    for element in elements:
        if values := shown_at(node, element, known):
            said = "; ".join(_said(one, known) for one in values)
            yield f"<li>{label(element.name)}: {said}</li>"


def label(name: Text) -> str:
    """What an element is called, in both languages."""
    da, en = escape(name.da), escape(name.en)
    return f'<b lang="da">{da}</b> / <b lang="en">{en}</b>'


def _said(value: str, known: Medcom) -> str:
    text = escape(value).replace("\n", "<br/>")
    if (named := known.names.get(value)) is None:
        return text
    da, en = escape(named.name.da), escape(named.name.en)
    return f'{text} (<span lang="da">{da}</span> / <span lang="en">{en}</span>)'


def _references(resource: Resource, known: Medcom) -> Iterator[str]:
    """The ids of resources it points to that no row has shown: an assigner, say."""
    shown = {
        value
        for kind in (str(resource["resourceType"]), "payload")
        for element in known.shown(kind)
        for node in ([resource] if kind != "payload" else at(resource, "payload", known))
        for value in shown_at(node, element, known)
    }
    rest = [one for one in dict.fromkeys(references(resource)) if one not in shown]
    if rest:
        yield f"<li>{label(known.codes['points-to'].name)}: {escape('; '.join(rest))}</li>"


def references(node: object) -> Iterator[str]:
    """Every reference in a tree."""
    if isinstance(node, dict):
        if isinstance(found := node.get("reference"), str):
            yield found
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
