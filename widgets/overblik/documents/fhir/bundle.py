"""FHIR as plain dicts: ids, references, what stands at a path, and a bundle as text.

Reading is forgiving, for the checkers read broken bundles too: what is not there is nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from overblik.knowledge.medcom import Medcom
from overblik.language import Message

Resource = dict[str, Any]
Ids = Callable[[], UUID]
"""Gives a new UUID version 4 at each call."""

MIME = "application/fhir+json"

_UUID4 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Finding:
    """A rule that a bundle breaks: where, which, and what would be right.

    ``rule`` is a trap of MedCom's messages (T1–T15), one of the profiles' invariants (inv-1 …),
    one of FHIR's own (bdl-9 …), or a word for a rule that has no number.
    """

    path: str
    rule: str
    words: Message

    def __str__(self) -> str:
        return f"{self.path}: {self.words} ({self.rule})"


def as_json(bundle: Resource) -> str:
    """A bundle as the text of a file."""
    return json.dumps(bundle, ensure_ascii=False, indent=2)


def is_uuid4(value: object) -> bool:
    """Whether a value is a UUID version 4 in small letters."""
    return isinstance(value, str) and _UUID4.fullmatch(value) is not None


def instant(moment: datetime) -> str:
    """A moment as FHIR writes it, with its zone. Raises ValueError for one without."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.isoformat(timespec="seconds")


def reference(resource: Resource) -> Resource:
    """A reference to a resource of the same bundle."""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def entry(resource: Resource, known: Medcom) -> Resource:
    """A resource in its envelope."""
    return {
        "fullUrl": f"{known['base']}/{resource['resourceType']}/{resource['id']}",
        "resource": resource,
    }


def at(node: object, path: str, known: Medcom) -> list[Any]:
    """Everything at a dotted path; lists are gone through one by one.

    ``extension:date`` is the extension whose address is the row ``extension-date`` of the codes.
    """
    found = [node]
    for step in path.split("."):
        name, _, which = step.partition(":")
        found = [one for node in found for one in _under(node, name)]
        if which:
            url = known[f"extension-{which}"]
            found = [one for one in found if isinstance(one, dict) and one.get("url") == url]
    return found


def _under(node: object, name: str) -> list[Any]:
    if not isinstance(node, dict) or name not in node:
        return []
    value = node[name]
    return value if isinstance(value, list) else [value]


def objects(node: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a tree, from the root, with its path."""
    if isinstance(node, dict):
        yield path, node
        for name, value in node.items():
            yield from objects(value, f"{path}.{name}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from objects(value, f"{path}[{place}]")


@dataclass(frozen=True)
class Opened:
    """A bundle, opened for reading, whatever is in it."""

    bundle: Resource
    known: Medcom

    @cached_property
    def resources(self) -> list[tuple[str, Resource]]:
        """The resources with their paths, those that are one."""
        entries = self.bundle.get("entry")
        return [
            (f"Bundle.entry[{place}].resource", one["resource"])
            for place, one in enumerate(entries if isinstance(entries, list) else ())
            if isinstance(one, dict)
            and isinstance(one.get("resource"), dict)
            and isinstance(one["resource"].get("resourceType"), str)
        ]

    def of(self, *types: str) -> list[tuple[str, Resource]]:
        """The resources of these types."""
        return [(path, one) for path, one in self.resources if one["resourceType"] in types]

    def at(self, node: object, path: str) -> list[Any]:
        return at(node, path, self.known)

    def nodes(self, node: object, path: str) -> list[dict[str, Any]]:
        """The objects at a path: what else stands there is passed over."""
        return [one for one in self.at(node, path) if isinstance(one, dict)]

    def target(self, reference: object) -> Resource | None:
        """The resource of this bundle that a reference points to."""
        return self._by_reference.get(reference) if isinstance(reference, str) else None

    @cached_property
    def _by_reference(self) -> dict[str, Resource]:
        return {f"{one['resourceType']}/{one.get('id')}": one for _, one in self.resources}

    def points(self, node: object, path: str, *types: str) -> list[Resource]:
        """What the references at a path point to, where it is one of these types."""
        found = [self.target(one) for one in self.at(node, f"{path}.reference")]
        return [one for one in found if one is not None and one["resourceType"] in types]
