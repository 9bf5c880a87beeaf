"""The rules of those a message names: organisations, patient, and who writes and gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from overblik.documents.fhir.bundle import Finding, Opened, Resource
from overblik.documents.medcom.rules import numbers
from overblik.knowledge.medcom import is_gln
from overblik.language import Message

_SOR = re.compile("[0-9]{11,}")
_PATIENT = {
    "x-ecpr": re.compile(r"([0-9]{4})[0-9]{2}[17][A-Z]{2}[0-9]"),
    "d-ecpr": re.compile(r"([0-9]{4})[0-9]{2}[056][A-Z]{2}[0-9]"),
}
"""What each kind of replacement number looks like; the group is day and month."""
_ROLES = {"role-codes": ("role", "role-nurse"), "role-codes-authorised": ("role-doctor",)}
"""The codes of a role that we know, by their system."""


def people(opened: Opened) -> Iterator[Finding]:
    """The findings about everyone named."""
    for path, one in opened.of("Organization"):
        yield from _organization(opened, path, one)
    for path, one in opened.of("Patient"):
        yield from _patient(opened, path, one)
    for path, one in opened.of("Practitioner"):
        names = opened.nodes(one, "name")
        if not any(name.get("given") and name.get("family") for name in names):
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
    if any(number.get("system") == opened.known["cpr"] for number in found):
        said = Message("Patienten er fiktiv og må kun have et erstatningsnummer, intet CPR-nummer.")
        yield Finding(f"{path}.identifier", "real-number", said)
    elif len(found) != 1 or not _is_number(opened, found[0]):
        said = Message("Patienten skal have ét nummer: X-eCPR eller D-eCPR i dets form.")
        yield Finding(f"{path}.identifier", "patient-number", said)
    elif found[0].get("use") != "temp":
        said = Message("Et erstatningsnummers brug er »temp«.")
        yield Finding(f"{path}.identifier", "number-use", said)
    official = [name for name in opened.nodes(one, "name") if name.get("use") == "official"]
    named = [name for name in official if name.get("family") and name.get("given")]
    if len(official) != 1 or len(named) != 1:
        said = Message("Patienten skal have netop ét officielt navn, med for- og efternavn.")
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
    concepts, codings = opened.nodes(one, "code"), opened.nodes(one, "code.coding")
    texts = opened.at(one, "code.text")
    if len(concepts) != 1 or len(codings) + len(texts) != 1:
        said = Message("Rollen har enten en kode eller en tekst, aldrig begge.")
        yield Finding(f"{path}.code", "T5", said)
    elif codings and not _is_role(opened, codings[0]):
        said = Message("Rollens kode skal være en af MedComs; ellers skrives rollen som tekst.")
        yield Finding(f"{path}.code", "T5", said)


def _is_role(opened: Opened, coding: Resource) -> bool:
    known = opened.known
    return any(
        coding.get("system") == known[system] and coding.get("code") in [known[one] for one in keys]
        for system, keys in _ROLES.items()
    )
