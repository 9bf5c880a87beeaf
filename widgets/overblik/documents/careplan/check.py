"""Does a document keep the rules of FHIR R4 that bite, and those we set ourselves?"""

from __future__ import annotations

from collections.abc import Iterator

from overblik.documents.fhir.bundle import Finding, Opened, Resource, objects
from overblik.documents.fhir.common import common
from overblik.documents.fhir.narrative_check import narratives
from overblik.documents.fhir.numbers import no_numbers
from overblik.knowledge import library
from overblik.language import Message

_NEEDED = {
    "Composition": ("status", "type", "subject", "date", "author", "title"),
    "Condition": ("clinicalStatus", "verificationStatus", "category", "code", "subject",
                  "recordedDate"),
    "MedicationStatement": ("status", "medicationCodeableConcept", "subject"),
    "Observation": ("status", "code", "valueQuantity"),
    "Goal": ("lifecycleStatus", "description", "subject"),
    "CarePlan": ("status", "intent", "subject", "period", "title"),
    "RiskAssessment": ("status", "subject"),
    "ClinicalImpression": ("status", "subject"),
    "Consent": ("status", "scope", "category", "patient", "provision"),
}  # fmt: skip
"""What each resource of ours must have."""


def check_document(bundle: Resource) -> tuple[Finding, ...]:
    """Everything that is wrong with a document, in the order of the bundle; empty if nothing is."""
    return tuple(_findings(Opened(bundle, library().medcom)))


def _findings(opened: Opened) -> Iterator[Finding]:
    bundle = opened.bundle
    if bundle.get("type") != "document":
        yield Finding("Bundle.type", "bundle-type", Message("Bundtet skal have typen »document«."))
    if not (opened.at(bundle, "identifier.system") and opened.at(bundle, "identifier.value")):
        said = Message("Et dokument skal have en identifikator med system og værdi.")
        yield Finding("Bundle.identifier", "bdl-9", said)
    if not bundle.get("timestamp"):
        said = Message("Bundtet skal have et tidspunkt med tidszone.")
        yield Finding("Bundle.timestamp", "bdl-10", said)
    if not opened.resources or opened.resources[0][1]["resourceType"] != "Composition":
        said = Message("Et dokument begynder med sin Composition.")
        yield Finding("Bundle.entry", "bdl-11", said)
    yield from common(opened)
    for path, one in opened.resources:
        for name in _NEEDED.get(one["resourceType"], ()):
            if not one.get(name):
                yield Finding(f"{path}.{name}", "missing", Message("{name} mangler.", name=name))
        yield from _profile(opened, path, one)
    yield from _sections(opened)
    yield from _clinical(opened)
    yield from no_numbers(opened)
    yield from narratives(opened)


def _profile(opened: Opened, path: str, resource: Resource) -> Iterator[Finding]:
    row = opened.known.codes.get(f"document-{resource['resourceType']}")
    if row and row.value not in opened.at(resource, "meta.profile"):
        said = Message("meta.profile skal være {profile}.", profile=row.value)
        yield Finding(f"{path}.meta.profile", "profile", said)


def _sections(opened: Opened) -> Iterator[Finding]:
    for path, one in opened.of("Composition"):
        for where, section in objects(one.get("section"), f"{path}.section"):
            if "title" in section and not {"text", "entry", "section"} & section.keys():
                said = Message("Et afsnit skal have tekst, indhold eller underafsnit.")
                yield Finding(where, "cmp-1", said)


def _clinical(opened: Opened) -> Iterator[Finding]:
    for path, one in opened.of("CarePlan"):
        for activity in opened.nodes(one, "activity"):
            if ("detail" in activity) == ("reference" in activity):
                said = Message("En aktivitet er enten beskrevet her eller en henvisning.")
                yield Finding(f"{path}.activity", "cpl-3", said)
            elif "detail" in activity and not opened.at(activity, "detail.status"):
                said = Message("En aktivitet skal have en status.")
                yield Finding(f"{path}.activity", "activity-status", said)
    for path, one in opened.of("Consent"):
        if not ("policy" in one or "policyRule" in one):
            said = Message("Et samtykke skal sige, hvad det hviler på (policy eller policyRule).")
            yield Finding(path, "ppc-1", said)
    for path, one in opened.of("Condition"):
        systems = opened.at(one, "code.coding.system")
        if len(set(systems)) != len(systems):
            said = Message("Højst én kode fra hvert kodesystem.")
            yield Finding(f"{path}.code", "one-code", said)
    for path, one in opened.of("Observation"):
        for quantity in opened.nodes(one, "valueQuantity"):
            if not (quantity.get("unit") or quantity.get("code")):
                said = Message("Et tal skal have en enhed.")
                yield Finding(f"{path}.valueQuantity", "unit", said)
