"""The rules of a message's address, of what it says, and of where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from overblik.documents.fhir.bundle import Finding, Opened, Resource, is_uuid4
from overblik.documents.medcom.segments import plain_text
from overblik.language import Message


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
        if not is_uuid4(one.get("id")) or one.get("id") == opened.bundle.get("id"):
            said = Message("MessageHeader skal have sit eget nye UUID, version 4, som id.")
            yield Finding(f"{path}.id", "header-id", said)
        yield from _ends(opened, path, one)


def _ends(opened: Opened, path: str, header: Resource) -> Iterator[Finding]:
    known = opened.known
    for way, endpoint in (
        ("destination.receiver", "destination.endpoint"),
        ("sender", "source.endpoint"),
    ):
        ends = opened.points(header, way, "Organization")
        if not ends:
            continue  # `overblik.documents.medcom.references` says so
        wanted = [f"{known['endpoint']}{one}" for one in numbers(opened, ends[0], "sor")]
        found = opened.at(header, endpoint)
        if not found or any(one not in wanted for one in found):
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
    """The Communication: status, category, topic, and whether a contact is in the message."""
    known = opened.known
    for path, _ in opened.of("ServiceRequest"):
        said = Message("En plan er ingen henvisning: henvis særskilt.")
        yield Finding(path, "referral", said)
    for path, one in opened.of("Communication"):
        if opened.at(one, "status") != [known["status"]]:
            said = Message("Status skal være »unknown«.")
            yield Finding(f"{path}.status", "T3", said)
        categories = _codes(opened, one, "category.coding")
        names = {code for _, code in categories if isinstance(code, str)}
        if (
            len(opened.at(one, "category")) != 1
            or len(categories) != 1
            or len(names) != 1
            or categories[0][0] != known["category-codes"]
            or not names <= known.values("category")
        ):
            said = Message("Netop én kategori fra MedComs liste.")
            yield Finding(f"{path}.category", "category", said)
        if known["category-regarding-referral"] in names:
            said = Message("En plan er ingen henvisning: vælg en anden kategori.")
            yield Finding(f"{path}.category", "referral", said)
        if "priority" in one:
            said = Message("En plan har ingen prioritet: den hører til »Vedr. henvisning«.")
            yield Finding(f"{path}.priority", "T8", said)
        topics = opened.at(one, "topic.text")
        if not any(isinstance(text, str) and text.strip() for text in topics):
            said = Message("Beskeden skal have et emne.")
            yield Finding(f"{path}.topic", "topic", said)
        for text in topics:
            if isinstance(text, str) and text.strip():
                yield from plain_text(f"{path}.topic", text)
        yield from _contact(opened, path, one)


def _contact(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    met = opened.of("Encounter")
    if len(met) > 1 or bool(met) != bool(opened.points(one, "encounter", "Encounter")):
        said = Message("Kontakten skal nævnes, netop når den er med i beskeden.")
        yield Finding(f"{path}.encounter", "inv-15", said)
    for where, encounter in met:
        if not opened.at(encounter, "episodeOfCare.identifier.value"):
            said = Message("En kontakt skal have forløbets identifikator.")
            yield Finding(f"{where}.episodeOfCare", "inv-9", said)


# Where it is from --------------------------------------------------------------------------


def provenance(opened: Opened) -> Iterator[Finding]:
    """The Provenance of a new message: this header, the sender, and every segment."""
    known = opened.known
    heads = [head for _, head in opened.of("MessageHeader")]
    for path, one in opened.of("Provenance"):
        if len(opened.at(one, "target")) != 1 or (
            opened.points(one, "target", "MessageHeader") != heads
        ):
            said = Message("target skal pege på beskedens MessageHeader.")
            yield Finding(f"{path}.target", "target", said)
        if not (opened.at(one, "occurredDateTime") and opened.at(one, "recorded")):
            said = Message("Provenance skal have to tidspunkter: occurredDateTime og recorded.")
            yield Finding(path, "occurred", said)
        if _codes(opened, one, "activity.coding") != [(known["activity-codes"], known["activity"])]:
            said = Message("Aktiviteten skal være new-message.")
            yield Finding(f"{path}.activity", "activity", said)
        senders = [to for head in heads for to in opened.at(head, "sender.reference")]
        agents = opened.at(one, "agent.who.reference")
        if not agents or any(to not in senders for to in agents):
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
    other = any(entity.get("role") != "source" for entity in entities)
    named = opened.at(one, "entity.what.identifier.value")
    if sorted(map(str, named)) != sorted(map(str, segments)) or other:
        said = Message("entity skal nævne hvert afsnits identifikator, og ikke andet.")
        yield Finding(f"{path}.entity", "T7", said)
