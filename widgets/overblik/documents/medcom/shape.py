"""What may stand where in a message: each element with its kind and how many of it there may be.

What must not be missing, and what a value must be, are rules of their own beside this table; so
nothing passes only because no rule has thought of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from overblik.documents.fhir.bundle import Finding, Opened
from overblik.documents.fhir.common import LATER
from overblik.language import Message

_RESOURCE = "resourceType id meta:Meta text:Narrative "
_TABLE = {
    "Bundle": "resourceType id meta:Meta type timestamp entry:Entry*",
    "Entry": "fullUrl resource",
    "Meta": "profile:string1",
    "Narrative": "status div",
    "MessageHeader": _RESOURCE + "eventCoding:Coding destination:Destination* sender:Reference "
    "source:Source focus:Reference1 definition:string",
    "Destination": "extension:destination-use* endpoint:string receiver:Reference",
    "Source": "endpoint:string",
    "Communication": _RESOURCE + "extension:sender1 identifier:Traced1 status category:Category* "
    "priority topic:Topic subject:Reference recipient:Reference1 encounter:Reference "
    "payload:Payload*",
    "Category": "coding:Coding*",
    "Topic": "text:text",
    "Payload": "extension:date|identifier|author|contact* contentString:text "
    "contentAttachment:Attachment",
    "Attachment": "contentType data:string url title:text creation",
    "Provenance": _RESOURCE + "target:Reference* occurredDateTime recorded activity:Category "
    "agent:Agent1 entity:Entity*",
    "Agent": "who:Reference",
    "Entity": "role what:Logical",
    "Logical": "identifier:Traced",
    "Patient": _RESOURCE + "identifier:Identifier* name:HumanName*",
    "Organization": _RESOURCE + "identifier:Identifier* name:string",
    "Practitioner": _RESOURCE + "name:HumanName1",
    "PractitionerRole": _RESOURCE + "practitioner:Reference organization:Reference code:Role*",
    "Role": "coding:Coding* text:string",
    "CareTeam": _RESOURCE + "name:string managingOrganization:Reference1",
    "Encounter": _RESOURCE + "status:string class:Coding subject:Reference episodeOfCare:Logical1",
    "Coding": "system:string code:string",
    "Identifier": "use:string system:string value:string",
    "Traced": "value:string assigner:Reference",
    "HumanName": "use:string family:string given:string*",
    "Reference": "reference:string",
    "ContactPoint": "system value",
    # What stands in an extension, by the key that its address has among the codes.
    "destination-use": "url valueCoding:Coding",
    "sender": "url valueReference:Reference",
    "date": "url valueDateTime",
    "identifier": "url valueIdentifier:Traced",
    "author": "url valueReference:Reference",
    "contact": "url valueContactPoint:ContactPoint",
}
"""Per object its elements, written ``name``, ``name:kind``, ``name:kind*`` for a list, and
``name:kind1`` for a list of at most one. A text may say anything here: what it says is judged by
another rule, as is all that has no kind."""

_FORM = re.compile(r"([A-Za-z]+)(?::([A-Za-z|\-]+))?([*1]?)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Place(NamedTuple):
    """An element's kind (empty: another rule judges it) and its number (empty, ``*`` or ``1``)."""

    kind: str
    many: str


def _places(text: str) -> Mapping[str, Place]:
    found = (_FORM.fullmatch(one) for one in text.split())
    return {one[1]: Place(one[2] or "", one[3]) for one in found if one}


_SHAPES = {kind: _places(text) for kind, text in _TABLE.items()}


def shape(opened: Opened) -> Iterator[Finding]:
    """What stands where it may not, in the bundle and in each resource that a message may have."""
    yield from _object(opened, "Bundle", opened.bundle, "Bundle")
    for path, one in opened.resources:
        if one["resourceType"] in _SHAPES:
            yield from _object(opened, one["resourceType"], one, path)


def _object(opened: Opened, kind: str, node: dict[str, Any], path: str) -> Iterator[Finding]:
    places = _SHAPES[kind]
    for name, value in node.items():
        where = f"{path}.{name}"
        if name in places:
            yield from _value(opened, places[name], value, where)
        elif name not in LATER.get(kind, ()):  # that has a finding of its own
            said = Message("{name} hører ikke hjemme her i beskeden.", name=name)
            yield Finding(where, "element", said)


def _value(opened: Opened, place: Place, value: object, where: str) -> Iterator[Finding]:
    several = value if isinstance(value, list) else [value]
    one_too_many = place.many == "1" and len(several) > 1
    if isinstance(value, list) != bool(place.many) or not several or one_too_many:
        said = (
            Message("Det skal være en liste, og den må ikke være tom.")
            if place.many and not one_too_many
            else Message("Der må kun være én.")
        )
        yield Finding(where, "cardinality", said)
    for one in several if place.kind else ():
        yield from _kind(opened, place.kind, one, where)


def _kind(opened: Opened, kind: str, value: object, where: str) -> Iterator[Finding]:
    if kind in ("string", "text"):
        words = isinstance(value, str) and value.strip() and not _CONTROL.search(value)
        if not (words or (kind == "text" and isinstance(value, str))):
            said = Message("Det skal være tekst, og ikke tom.")
            yield Finding(where, "kind", said)
    elif not isinstance(value, dict) or not value:
        said = Message("Det skal være et objekt med indhold.")
        yield Finding(where, "kind", said)
    elif where.endswith(".extension"):
        yield from _extension(opened, kind.split("|"), value, where)
    else:
        yield from _object(opened, kind, value, where)


def _extension(
    opened: Opened, allowed: list[str], value: dict[str, Any], where: str
) -> Iterator[Finding]:
    key = next((k for k in allowed if value.get("url") == opened.known[f"extension-{k}"]), None)
    if key is None or value.keys() != _SHAPES[key].keys():
        said = Message("En udvidelse skal være en af MedComs til dette sted, med sin ene værdi.")
        yield Finding(where, "extension", said)
    else:
        yield from _object(opened, key, value, where)
