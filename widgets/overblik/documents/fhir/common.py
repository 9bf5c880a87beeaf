"""Rules that hold for every bundle we make: ids, references, times, and no habits of FHIR R5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from overblik.documents.fhir.bundle import Finding, Opened, objects
from overblik.documents.fhir.narrative import references
from overblik.language import Message

_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
_ADDRESS = re.compile(r"(https?://[!-~]+)/([A-Za-z]+/[^/]*)")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
)
_TIMES = ("timestamp", "valueDateTime", "occurredDateTime", "recorded", "creation")
"""Elements of our resources that are always a moment."""

LATER = {
    "Goal": ("status",),
    "MedicationStatement": ("medication", "adherence"),
    "CarePlan": ("custodian",),
    "Consent": ("grantor", "grantee", "regulatoryBasis", "decision"),
    "Payload": ("contentCodeableConcept",),
}
"""Elements that R5 has and R4 has not, by the type of resource, or Payload."""


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
    entries = opened.bundle.get("entry")
    seen: set[str] = set()
    bases: set[str] = set()
    for place, entry in enumerate(entries if isinstance(entries, list) else [None]):
        path = f"Bundle.entry[{place}]"
        known = entry if isinstance(entry, dict) else {}
        one, full = known.get("resource"), known.get("fullUrl")
        if not isinstance(one, dict) or not isinstance(one.get("resourceType"), str):
            said = Message("Hver post i bundtet skal have en ressource med sin type.")
            yield Finding(path, "entry", said)
            continue
        id = one.get("id")
        where = f"{one['resourceType']}/{id}"
        if not isinstance(id, str) or not _ID.fullmatch(id) or where in seen:
            said = Message("Hver ressource skal have sit eget id: 1–64 bogstaver, tal, - og .")
            yield Finding(f"{path}.resource.id", "id", said)
        seen.add(where)
        address = _ADDRESS.fullmatch(full) if isinstance(full, str) else None
        bases.add(address[1] if address else "")
        # References find their resource by the address they all share.
        if address is None or address[2] != where or len(bases) > 1:
            said = Message(
                "Bundtets adresser skal begynde ens, og fullUrl skal ende på {where}.", where=where
            )
            yield Finding(path, "full-url", said)


def _older(path: str, resource: dict) -> Iterator[Finding]:
    names = [one for one in LATER.get(resource["resourceType"], ()) if one in resource]
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
        for name in LATER["Payload"]
        if name in one
    ]


def _times(opened: Opened) -> Iterator[Finding]:
    for path, node in objects(opened.bundle, "Bundle"):
        for name in _TIMES:
            if name in node and not is_instant(node[name]):
                said = Message(
                    "Tidspunktet skal have sekunder og en tidszone: 2026-11-24T10:00:00+01:00."
                )
                yield Finding(f"{path}.{name}", "zone", said)


def is_instant(value: object) -> bool:
    """Whether a value is a moment with its seconds and its zone, as FHIR writes one."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)  # the 30th of February has the right form
    except ValueError:
        return False
    return True


def _goals(opened: Opened) -> Iterator[Finding]:
    for path, goal in opened.of("Goal"):
        for target in opened.nodes(goal, "target"):
            details = [one for one in target if one.startswith("detail")]
            if details and "measure" not in target:
                said = Message("Et mål med en værdi skal sige, hvad der måles (measure).")
                yield Finding(f"{path}.target", "T14", said)
