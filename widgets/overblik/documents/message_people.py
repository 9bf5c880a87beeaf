"""The rules of those a message names: organisations, patient, and who writes and gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from overblik.documents.fhir_bundle import Finding, Opened, Resource
from overblik.documents.message_rules import numbers
from overblik.knowledge.medcom import is_gln
from overblik.language import Message

_SOR = re.compile(r"\d{11,}")
_PATIENT = {
    "cpr": re.compile(r"(\d{4})\d{6}"),
    "x-ecpr": re.compile(r"(\d{4})\d\d[17][A-Z]{2}\d"),
    "d-ecpr": re.compile(r"(\d{4})\d\d[056][A-Z]{2}\d"),
}
"""What each kind of patient number looks like; the group is day and month."""


def people(opened: Opened) -> Iterator[Finding]:
    """The findings about everyone named."""
    for path, one in opened.of("Organization"):
        yield from _organization(opened, path, one)
    for path, one in opened.of("Patient"):
        yield from _patient(opened, path, one)
    for path, one in opened.of("Practitioner"):
        if not (opened.at(one, "name.given") and opened.at(one, "name.family")):
            said = Message("Personen skal have for- og efternavn.")
            yield Finding(f"{path}.name", "practitioner", said)
    for path, one in opened.of("PractitionerRole"):
        yield from _role(opened, path, one)
    for path, one in opened.of("CareTeam"):
        homes = opened.points(one, "managingOrganization", "Organization")
        if not opened.at(one, "name") or len(homes) != 1:
            said = Message("Et hold skal have et navn og netop én organisation.")
            yield Finding(path, "care-team", said)


def _organization(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    sor, gln = numbers(opened, one, "sor"), numbers(opened, one, "gln")
    if len(sor) != 1 or not _SOR.fullmatch(str(sor[0])):
        said = Message("Organisationen skal have netop én SOR-kode på mindst 11 cifre.")
        yield Finding(f"{path}.identifier", "sor", said)
    if len(gln) != 1:
        said = Message(
            "Organisationen skal have netop ét lokationsnummer med systemet {system}.",
            system=opened.known["gln"],
        )
        yield Finding(f"{path}.identifier", "T1", said)
    elif not is_gln(str(gln[0])):
        said = Message("Lokationsnummeret er 13 cifre, og det sidste er et kontrolciffer.")
        yield Finding(f"{path}.identifier", "gln", said)
    if any(use != "official" for use in opened.at(one, "identifier.use")):
        said = Message("Identifikatorens brug er »official«, når den er der.")
        yield Finding(f"{path}.identifier", "use", said)


def _patient(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    found = opened.nodes(one, "identifier")
    if len(found) != 1 or not _is_number(opened, found[0]):
        said = Message("Patienten skal have ét nummer: CPR, X-eCPR eller D-eCPR i dets form.")
        yield Finding(f"{path}.identifier", "patient-number", said)
    official = [name for name in opened.nodes(one, "name") if name.get("use") == "official"]
    if len(official) != 1 or not official[0].get("family"):
        said = Message("Patienten skal have netop ét officielt navn, med efternavn.")
        yield Finding(f"{path}.name", "patient-name", said)


def _is_number(opened: Opened, identifier: Resource) -> bool:
    system, value = str(identifier.get("system")), str(identifier.get("value"))
    for kind, form in _PATIENT.items():
        wanted = opened.known[kind]
        # The decentral numbers of a region have its number after the address.
        if system == wanted or (kind == "d-ecpr" and system.startswith(f"{wanted}.")):
            match = form.fullmatch(value)
            return match is not None and _is_day(match[1])
    return False


def _is_day(text: str) -> bool:
    """Whether four digits are a day and a month, of a leap year if need be."""
    try:
        datetime.strptime(f"{text}2000", "%d%m%Y")  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return False
    return True


def _role(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    if not opened.points(one, "practitioner", "Practitioner"):
        said = Message("Rollen skal høre til en person i beskeden.")
        yield Finding(f"{path}.practitioner", "inv-13", said)
    codes, texts = opened.at(one, "code.coding.code"), opened.at(one, "code.text")
    if bool(codes) == bool(texts):
        said = Message("Rollen har enten en kode eller en tekst, aldrig begge.")
        yield Finding(f"{path}.code", "T5", said)
    if not opened.points(one, "organization", "Organization"):
        said = Message("Rollen skal høre til en organisation i beskeden.")
        yield Finding(f"{path}.organization", "role-organization", said)
