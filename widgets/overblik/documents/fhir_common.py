"""Rules that hold for every bundle we make: ids, references, times, and no habits of FHIR R5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from overblik.documents.fhir_bundle import Finding, Opened, objects
from overblik.documents.message_narrative import references
from overblik.language import Message

_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TIMES = ("timestamp", "valueDateTime", "occurredDateTime", "recorded", "creation")
"""Elements of our resources that are always a moment."""

_R5 = {
    "Goal": ("status",),
    "MedicationStatement": ("medication", "adherence"),
    "CarePlan": ("custodian",),
    "Consent": ("grantor", "grantee", "regulatoryBasis", "decision"),
}
"""Elements that R5 has and R4 has not, by the type of resource."""


def common(opened: Opened) -> Iterator[Finding]:
    """The findings of the rules that messages and documents share."""
    yield from _entries(opened)
    for path, resource in opened.resources:
        for one in dict.fromkeys(references(resource)):
            if opened.target(one) is None:
                said = Message("Henvisningen {one} peger ikke på noget i bundtet.", one=one)
                yield Finding(path, "reference", said)
        yield from _older(path, resource)
    yield from _times(opened)
    yield from _goals(opened)


def _entries(opened: Opened) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, resource in opened.resources:
        id = str(resource.get("id", ""))
        where = f"{resource['resourceType']}/{id}"
        if not _ID.fullmatch(id) or where in seen:
            said = Message("Hver ressource skal have sit eget id: 1–64 bogstaver, tal, - og .")
            yield Finding(f"{path}.id", "id", said)
        seen.add(where)
        full = opened.at(opened.bundle, "entry.fullUrl")
        if not any(isinstance(one, str) and one.endswith(f"/{where}") for one in full):
            said = Message("fullUrl skal ende på {where}.", where=where)
            yield Finding(path.removesuffix(".resource"), "full-url", said)


def _older(path: str, resource: dict) -> Iterator[Finding]:
    names = [one for one in _R5.get(resource["resourceType"], ()) if one in resource]
    names += [f"payload.{one}" for one in _payloads(resource)]
    for name in names:
        said = Message("{name} hører til FHIR R5; her bruges R4.", name=name)
        yield Finding(f"{path}.{name}", "T15", said)


def _payloads(resource: dict) -> list[str]:
    segments = resource.get("payload") if resource["resourceType"] == "Communication" else None
    return [
        name
        for one in (segments if isinstance(segments, list) else ())
        if isinstance(one, dict)
        for name in one
        if name == "contentCodeableConcept"
    ]


def _times(opened: Opened) -> Iterator[Finding]:
    for path, node in objects(opened.bundle, "Bundle"):
        for name in _TIMES:
            value = node.get(name)
            if isinstance(value, str) and not has_zone(value):
                said = Message("Tidspunktet skal have en tidszone: 2026-11-24T10:00:00+01:00.")
                yield Finding(f"{path}.{name}", "zone", said)


def has_zone(text: str) -> bool:
    """Whether a text is a moment with its zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _goals(opened: Opened) -> Iterator[Finding]:
    for path, goal in opened.of("Goal"):
        for target in opened.nodes(goal, "target"):
            details = [one for one in target if one.startswith("detail")]
            if details and "measure" not in target:
                said = Message("Et mål med en værdi skal sige, hvad der måles (measure).")
                yield Finding(f"{path}.target", "T14", said)
