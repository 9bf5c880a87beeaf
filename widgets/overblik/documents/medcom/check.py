"""Does a message keep MedCom's rules? Our own strict checker of what the profiles can be held to.

The rules are those of CareCommunication 5.0.4 with what it is made of, and MedCom's governance as
far as a file can show it. It does not judge what the receiver's system can do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from overblik.documents.fhir.bundle import Finding, Opened, Resource, is_uuid4
from overblik.documents.fhir.common import common
from overblik.documents.fhir.narrative_check import narratives
from overblik.documents.fhir.numbers import no_numbers
from overblik.documents.medcom.people import people
from overblik.documents.medcom.references import homes, parties, targets
from overblik.documents.medcom.rules import communication, header, provenance
from overblik.documents.medcom.segments import segments
from overblik.documents.medcom.shape import shape
from overblik.knowledge import library
from overblik.language import Message

LARGEST = 74 * 1024 * 1024
"""Bytes of JSON that fit into MedCom's envelope of 100 MB, where it is encoded once more."""

_KNOWN = ("MessageHeader", "Communication", "Provenance", "Patient", "Organization",
          "PractitionerRole", "Practitioner", "CareTeam", "Encounter")  # fmt: skip


def check(bundle: Resource) -> tuple[Finding, ...]:
    """Everything that is wrong with a message; empty when nothing is."""
    opened = Opened(bundle, library().medcom)
    return tuple(_findings(opened))


def _findings(opened: Opened) -> Iterator[Finding]:
    yield from _bundle(opened)
    yield from _entries(opened)
    for part in (shape, common, targets, homes, parties, header, communication, segments,
                 provenance, people, no_numbers):  # fmt: skip
        yield from part(opened)
    yield from narratives(opened)


def _bundle(opened: Opened) -> Iterator[Finding]:
    bundle = opened.bundle
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "message":
        yield Finding("Bundle.type", "bundle-type", Message("Bundtet skal have typen »message«."))
    if not is_uuid4(bundle.get("id")):
        said = Message("Bundtet skal have et nyt UUID, version 4, som id.")
        yield Finding("Bundle.id", "bundle-id", said)
    if "timestamp" not in bundle:
        said = Message("Bundtet skal have et tidspunkt med tidszone.")
        yield Finding("Bundle.timestamp", "timestamp", said)
    if len(json.dumps(bundle, ensure_ascii=False).encode(errors="replace")) > LARGEST:
        said = Message("Beskeden er for stor: højst 74 MB. Vedhæft færre eller mindre filer.")
        yield Finding("Bundle", "size", said)
    yield from _profile(opened, "Bundle", "Bundle", bundle)


def _entries(opened: Opened) -> Iterator[Finding]:
    first = opened.resources[:1]
    if len(opened.of("MessageHeader")) != 1 or first[0][1]["resourceType"] != "MessageHeader":
        said = Message("Der skal være én MessageHeader, og den skal stå først.")
        yield Finding("Bundle.entry", "inv-1", said)
    for kind, rule, said in (
        ("Patient", "inv-2", Message("Der skal være netop én patient.")),
        ("Provenance", "inv-3", Message("En ny besked skal have netop én Provenance.")),
        ("Communication", "communication", Message("Der skal være netop én Communication.")),
    ):
        if len(opened.of(kind)) != 1:
            yield Finding("Bundle.entry", rule, said)
    for path, resource in opened.of(*_KNOWN):
        yield from _profile(opened, path, resource["resourceType"], resource)


def _profile(opened: Opened, path: str, kind: str, resource: Resource) -> Iterator[Finding]:
    wanted = opened.known[f"message-{kind}"]
    if wanted not in opened.at(resource, "meta.profile"):
        said = Message("meta.profile skal være {profile}.", profile=wanted)
        yield Finding(f"{path}.meta.profile", "profile", said)
