"""The rules of a message's address, of what it says, and of where it is from."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from overblik.documents.fhir_bundle import Finding, Opened, Resource
from overblik.domain.privacy import looks_like_cpr
from overblik.language import Message

LONGEST_TEXT = 31_000
"""Characters: older systems stop at 31,150."""
MOST_FILES = 10
"""Attachments that survive the conversion to the older format."""

_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_PHONE = re.compile(r"\+?\d+")
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|td|tr|u|ul)\b[^<>]*>"
)
"""What somebody types as markup; »<50« and »<kage>« are words."""
_LINE_END = re.compile("[\r\u2028\u2029]")


def header(opened: Opened) -> Iterator[Finding]:
    """The MessageHeader: one receiver, both endpoints, the right event and version."""
    known = opened.known
    for path, one in opened.of("MessageHeader"):
        event = [(known["event-codes"], known["event"])]
        if _codes(opened, one, "eventCoding") != event:
            said = Message("Hændelsen skal være care-communication-message.")
            yield Finding(f"{path}.eventCoding", "event", said)
        use = _codes(opened, one, "destination.extension:destination-use.valueCoding")
        one_place = len(opened.at(one, "destination")) == 1
        if not one_place or use != [(known["destination-use"], known["destination"])]:
            said = Message("Én modtager, og den er hovedmodtager: kopimodtagere findes ikke.")
            yield Finding(f"{path}.destination", "T2", said)
        if opened.at(one, "definition") != [known["definition"]]:
            said = Message("definition skal ende på |5.0.")
            yield Finding(f"{path}.definition", "T11", said)
        if not opened.points(one, "focus", "Communication"):
            said = Message("focus skal pege på beskedens Communication.")
            yield Finding(f"{path}.focus", "focus", said)
        yield from _ends(opened, path, one)


def _ends(opened: Opened, path: str, header: Resource) -> Iterator[Finding]:
    known = opened.known
    for way, endpoint in (
        ("destination.receiver", "destination.endpoint"),
        ("sender", "source.endpoint"),
    ):
        ends = opened.points(header, way, "Organization")
        if not ends:
            said = Message("Afsender og modtager skal være organisationer i beskeden.")
            yield Finding(f"{path}.{way}", "parties", said)
            continue
        wanted = [known["endpoint"] + one for one in numbers(opened, ends[0], "sor")]
        found = opened.at(header, endpoint)
        if not found or not set(found) <= set(wanted):
            said = Message("endpoint skal være SOR-adressen på organisationen.")
            yield Finding(f"{path}.{endpoint}", "T10", said)


def numbers(opened: Opened, organisation: Resource, system: str) -> list[Any]:
    """The identifiers that an organisation, or a patient, has in a system."""
    wanted = opened.known[system]
    identifiers = opened.nodes(organisation, "identifier")
    return [one.get("value") for one in identifiers if one.get("system") == wanted]


def _codes(opened: Opened, node: object, path: str) -> list[tuple[object, object]]:
    return [(one.get("system"), one.get("code")) for one in opened.nodes(node, path)]


# What is said ------------------------------------------------------------------------------


def communication(opened: Opened) -> Iterator[Finding]:
    """The Communication: status, category, topic, patient, and each of its segments."""
    known = opened.known
    for path, one in opened.of("Communication"):
        if opened.at(one, "status") != [known["status"]]:
            said = Message("Status skal være »unknown«.")
            yield Finding(f"{path}.status", "T3", said)
        categories = _codes(opened, one, "category.coding")
        names = {code for _, code in categories}
        if (
            len(opened.at(one, "category")) != 1
            or len(categories) != 1
            or categories[0][0] != known["category-codes"]
            or not names <= known.values("category")
        ):
            said = Message("Netop én kategori fra MedComs liste.")
            yield Finding(f"{path}.category", "category", said)
        if "priority" in one:
            said = Message("En plan har ingen prioritet: den hører til »Vedr. henvisning«.")
            yield Finding(f"{path}.priority", "T8", said)
        if not any(isinstance(text, str) and text.strip() for text in opened.at(one, "topic.text")):
            said = Message("Beskeden skal have et emne.")
            yield Finding(f"{path}.topic", "topic", said)
        if not opened.points(one, "subject", "Patient"):
            said = Message("subject skal pege på patienten.")
            yield Finding(f"{path}.subject", "subject", said)
        yield from _whose(opened, path, one)
        yield from _identifiers(opened, path, one)
        yield from _segments(opened, path, one)


def _whose(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    """A named recipient or sender belongs to the organisation that gets or sends."""
    for where, end, rule, said in (
        (
            "recipient",
            "destination.receiver.reference",
            "T12",
            Message("Den navngivne modtager skal høre til den organisation, der modtager."),
        ),
        (
            "extension:sender.valueReference",
            "sender.reference",
            "inv-11",
            Message("Den navngivne afsender skal høre til den organisation, der sender."),
        ),
    ):
        wanted = {to for _, head in opened.of("MessageHeader") for to in opened.at(head, end)}
        for named in opened.points(one, where, "CareTeam", "PractitionerRole"):
            home = "managingOrganization" if named["resourceType"] == "CareTeam" else "organization"
            if not set(opened.at(named, f"{home}.reference")) & wanted:
                yield Finding(f"{path}.{where.partition(':')[0]}", rule, said)
    met = opened.of("Encounter")
    if bool(met) != bool(opened.points(one, "encounter", "Encounter")):
        said = Message("Kontakten skal nævnes, netop når den er med i beskeden.")
        yield Finding(f"{path}.encounter", "inv-15", said)
    for where, encounter in met:
        if not opened.at(encounter, "episodeOfCare.identifier.value"):
            said = Message("En kontakt skal have forløbets identifikator.")
            yield Finding(f"{where}.episodeOfCare", "inv-9", said)


def _identifiers(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    found = opened.at(one, "identifier.value")
    found += opened.at(one, "payload.extension:identifier.valueIdentifier.value")
    plain = [text for text in found if isinstance(text, str)]
    if (
        not opened.at(one, "identifier.value")
        or not all(_URN.fullmatch(text) for text in plain)
        or len(set(plain)) != len(found)
    ):
        said = Message("Tråd og afsnit skal hver have sit eget urn:uuid: version 4, små bogstaver.")
        yield Finding(f"{path}.identifier", "T6", said)


def _segments(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    segments = opened.nodes(one, "payload")
    if not any("contentString" in segment for segment in segments):
        said = Message("Beskeden skal have mindst ét afsnit med tekst.")
        yield Finding(f"{path}.payload", "text", said)
    if sum("contentAttachment" in segment for segment in segments) > MOST_FILES:
        said = Message("Højst {most} bilag.", most=MOST_FILES)
        yield Finding(f"{path}.payload", "attachments", said)
    for at, segment in enumerate(segments):
        where = f"{path}.payload[{at}]"
        yield from _extensions(opened, where, segment)
        if isinstance(text := segment.get("contentString"), str):
            yield from _text(f"{where}.contentString", text)
        if isinstance(file := segment.get("contentAttachment"), dict):
            yield from _file(opened, f"{where}.contentAttachment", file)


def _extensions(opened: Opened, where: str, segment: Resource) -> Iterator[Finding]:
    wanted = {
        "date": "valueDateTime",
        "identifier": "valueIdentifier.value",
        "author": "valueReference.reference",
        "contact": "valueContactPoint.value",
    }
    text = "contentString" in segment
    for name, value in wanted.items():
        found = opened.at(segment, f"extension:{name}.{value}")
        needed = text or name in ("date", "identifier")
        if len(found) > 1 or (needed and len(found) != 1):
            said = Message(
                "Et tekstafsnit skal have tidspunkt, identifikator, forfatter og telefon; et bilag "
                "tidspunkt og identifikator."
            )
            yield Finding(f"{where}.extension", "T4", said)
    phones = opened.nodes(segment, "extension:contact.valueContactPoint")
    if any(
        one.get("system") != "phone" or not _PHONE.fullmatch(str(one.get("value")))
        for one in phones
    ):
        said = Message("Telefonnummeret er cifre, evt. med + foran.")
        yield Finding(f"{where}.extension", "phone", said)
    if not opened.points(
        segment, "extension:identifier.valueIdentifier.assigner", "Organization"
    ) and opened.at(segment, "extension:identifier.valueIdentifier.value"):
        said = Message("Afsnittets identifikator skal have en organisation bag sig (assigner).")
        yield Finding(f"{where}.extension", "assigner", said)


def _text(where: str, text: str) -> Iterator[Finding]:
    if not text.strip() or len(text) >= LONGEST_TEXT:
        said = Message(
            "Teksten skal være under {most} tegn og må ikke være tom.", most=LONGEST_TEXT
        )
        yield Finding(where, "text-length", said)
    if _LINE_END.search(text) or _MARKUP.search(text):
        said = Message("Teksten er ren tekst: linjeskift er \\n, og der er ingen HTML.")
        yield Finding(where, "plain-text", said)
    if looks_like_cpr(text):
        said = Message("Teksten ligner noget med et CPR-nummer. Fjern det.")
        yield Finding(where, "cpr", said)


def _file(opened: Opened, where: str, file: Resource) -> Iterator[Finding]:
    kind = file.get("contentType")
    if kind not in opened.known.values("attachment"):
        said = Message("Bilaget skal være PDF eller et billede: ikke JSON, XML eller DOCX.")
        yield Finding(f"{where}.contentType", "attachment", said)
    elif ("data" in file) == ("url" in file) or ("data" in file and not _is(kind, file["data"])):
        said = Message("Bilaget skal have enten indhold eller adresse, og indholdet skal passe.")
        yield Finding(f"{where}.data", "attachment", said)
    title = file.get("title")
    if not isinstance(title, str) or not title.strip() or PurePath(title).suffix:
        said = Message("Bilaget skal have en titel, uden .pdf til sidst.")
        yield Finding(f"{where}.title", "T9", said)


def _is(kind: object, data: object) -> bool:
    try:
        content = b64decode(str(data), validate=True)
    except (Error, ValueError):
        return False
    return content.startswith(b"%PDF-") if kind == "application/pdf" else bool(content)


# Where it is from --------------------------------------------------------------------------


def provenance(opened: Opened) -> Iterator[Finding]:
    """The Provenance of a new message: this header, the sender, and every segment."""
    known = opened.known
    heads = [head for _, head in opened.of("MessageHeader")]
    for path, one in opened.of("Provenance"):
        if opened.points(one, "target", "MessageHeader") != heads:
            said = Message("target skal pege på beskedens MessageHeader.")
            yield Finding(f"{path}.target", "target", said)
        if not (opened.at(one, "occurredDateTime") and opened.at(one, "recorded")):
            said = Message("Provenance skal have to tidspunkter: occurredDateTime og recorded.")
            yield Finding(path, "occurred", said)
        if _codes(opened, one, "activity.coding") != [(known["activity-codes"], known["activity"])]:
            said = Message("Aktiviteten skal være new-message.")
            yield Finding(f"{path}.activity", "activity", said)
        senders = {to for head in heads for to in opened.at(head, "sender.reference")}
        if set(opened.at(one, "agent.who.reference")) != senders:
            said = Message("agent skal være den organisation, der sender.")
            yield Finding(f"{path}.agent", "agent", said)
        yield from _sources(opened, path, one)


def _sources(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    segments = [
        value
        for _, said in opened.of("Communication")
        for value in opened.at(said, "payload.extension:identifier.valueIdentifier.value")
    ]
    entities = opened.nodes(one, "entity")
    roles = {entity.get("role") for entity in entities}
    named = opened.at(one, "entity.what.identifier.value")
    if sorted(map(str, named)) != sorted(map(str, segments)) or roles - {"source"}:
        said = Message("entity skal nævne hvert afsnits identifikator, og ikke andet.")
        yield Finding(f"{path}.entity", "T7", said)
