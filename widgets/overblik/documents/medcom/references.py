"""Who and what a message's references may point to, and which organisation the named belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from overblik.documents.fhir.bundle import Finding, Opened
from overblik.language import Message


class Way(NamedTuple):
    """A reference: from where, to which types of resource, and what to say if it does not."""

    resource: str
    path: str
    to: tuple[str, ...]
    rule: str
    words: Message
    needed: bool = True


_PARTIES = Message("Afsender og modtager skal være organisationer i beskeden.")
_NAMED = ("CareTeam", "PractitionerRole")
_RECEIVES = Message("Den navngivne modtager skal høre til den organisation, der modtager.")
_SENDS = Message("Den navngivne afsender skal høre til den organisation, der sender.")
_PAYLOAD = "payload.extension"

WAYS = (
    Way("MessageHeader", "destination.receiver", ("Organization",), "parties", _PARTIES),
    Way("MessageHeader", "sender", ("Organization",), "parties", _PARTIES),
    Way("MessageHeader", "focus", ("Communication",), "focus",
        Message("focus skal pege på beskedens Communication.")),
    Way("Communication", "subject", ("Patient",), "subject",
        Message("subject skal pege på patienten.")),
    Way("Communication", "recipient", _NAMED, "T12", _RECEIVES, needed=False),
    Way("Communication", "extension:sender.valueReference", _NAMED, "inv-11", _SENDS,
        needed=False),
    Way("Communication", f"{_PAYLOAD}:author.valueReference", ("PractitionerRole",), "author",
        Message("Et afsnits forfatter skal være en rolle (PractitionerRole) i beskeden."),
        needed=False),
    Way("Communication", f"{_PAYLOAD}:identifier.valueIdentifier.assigner", ("Organization",),
        "assigner",
        Message("Afsnittets identifikator skal have en organisation bag sig (assigner)."),
        needed=False),
    Way("PractitionerRole", "practitioner", ("Practitioner",), "inv-13",
        Message("Rollen skal høre til en person i beskeden.")),
    Way("PractitionerRole", "organization", ("Organization",), "role-organization",
        Message("Rollen skal høre til en organisation i beskeden.")),
    Way("Encounter", "subject", ("Patient",), "subject",
        Message("subject skal pege på patienten."), needed=False),
)  # fmt: skip
"""Every reference but those whose rule asks for one resource: Provenance's, a team's, a contact's.
Where ``needed`` is False, another rule says whether it may be missing."""


def targets(opened: Opened) -> Iterator[Finding]:
    """The references to something else than they may point to; what nobody has is `common`'s."""
    for way in WAYS:
        for path, resource in opened.of(way.resource):
            found = opened.at(resource, way.path)
            wrong = [one for one in found if not _leads_to(opened, one, way.to)]
            if wrong or (way.needed and not found):
                yield Finding(f"{path}.{way.path}", way.rule, way.words)


def _leads_to(opened: Opened, one: object, types: tuple[str, ...]) -> bool:
    to = one.get("reference") if isinstance(one, dict) else None
    target = opened.target(to)
    if target is None:
        return isinstance(to, str)
    return target["resourceType"] in types


def homes(opened: Opened) -> Iterator[Finding]:
    """A named recipient or sender belongs to the organisation that gets or sends."""
    for where, end, rule, said in (
        ("recipient", "destination.receiver.reference", "T12", _RECEIVES),
        ("extension:sender.valueReference", "sender.reference", "inv-11", _SENDS),
    ):
        wanted = [to for _, head in opened.of("MessageHeader") for to in opened.at(head, end)]
        for path, one in opened.of("Communication"):
            for named in opened.points(one, where, *_NAMED):
                team = named["resourceType"] == "CareTeam"
                home = "managingOrganization" if team else "organization"
                if not any(to in wanted for to in opened.at(named, f"{home}.reference")):
                    yield Finding(f"{path}.{where.partition(':')[0]}", rule, said)


def parties(opened: Opened) -> Iterator[Finding]:
    """A message has the organisation that sends and the one that gets it, and no third."""
    ends = [
        to
        for _, head in opened.of("MessageHeader")
        for end in ("sender", "destination.receiver")
        for to in opened.at(head, f"{end}.reference")
    ]
    if len(opened.of("Organization")) != 2 or (len(ends) == 2 and ends[0] == ends[1]):
        said = Message("Beskeden skal have to organisationer: den, der sender, og den, der får.")
        yield Finding("Bundle.entry", "organisations", said)
