"""The resources of a CareCommunication, each with exactly what its profile asks for."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from overblik.documents.fhir.bundle import Ids, Resource, reference
from overblik.domain.base import Language
from overblik.knowledge.medcom import Medcom, Organisation


@dataclass(frozen=True)
class People:
    """Who a message is about, who writes it and who gets it."""

    patient: Resource
    sender: Resource
    receiver: Resource
    practitioner: Resource
    role: Resource

    @property
    def all(self) -> tuple[Resource, ...]:
        return self.patient, self.role, self.practitioner, self.sender, self.receiver


@dataclass(frozen=True)
class Segment:
    """A payload of the message: words or a file, with the identifier it is traced by."""

    identifier: str
    payload: Resource


@dataclass(frozen=True)
class Parts:
    """Makes the resources of one bundle.

    ``profiles`` is ``message`` or ``document``: the beginning of the keys of their profiles.
    ``moment`` is the time of everything, for a program that does not send cannot tell them apart.
    """

    known: Medcom
    ids: Ids
    moment: str
    language: Language
    profiles: str = "message"

    def resource(self, kind: str, **elements: object) -> Resource:
        """A resource with a new id, its profile if it has one, and what is not empty of it."""
        profile = self.known.codes.get(f"{self.profiles}-{kind}")
        return {
            "resourceType": kind,
            "id": str(self.ids()),
            **({"meta": {"profile": [profile.value]}} if profile else {}),
            **{name.rstrip("_"): value for name, value in elements.items() if value},
        }

    def coding(self, system: str, code: str, **more: str) -> Resource:
        """A code of a system that is named by its row."""
        return {"system": self.known[system], "code": code, **more}

    def people(self, patient: str, receiver: Organisation, sender: Organisation) -> People:
        """The fictional patient by first name, and everyone else by the test organisations."""
        sends, gets = self.organization(sender), self.organization(receiver)
        person = self.resource(
            "Practitioner", name=[{"family": sender.family, "given": [sender.given]}]
        )
        role = self.resource(
            "PractitionerRole",
            practitioner=reference(person),
            organization=reference(sends),
            code=[{"coding": [self.coding("role-codes", self.known["role"])]}],
        )
        return People(self._patient(patient), sends, gets, person, role)

    def _patient(self, name: str) -> Resource:
        return self.resource(
            "Patient",
            identifier=[
                {
                    "use": "temp",
                    "system": self.known["d-ecpr"],
                    "value": self.known["test-patient"],
                }
            ],
            name=[{"use": "official", "family": self.known["test-family"], "given": [name]}],
        )

    def organization(self, one: Organisation) -> Resource:
        """An organisation by its SOR id and its location number."""
        return self.resource(
            "Organization",
            identifier=[
                {"use": "official", "system": self.known["sor"], "value": one.sor},
                {"use": "official", "system": self.known["gln"], "value": one.gln},
            ],
            name=one.name[self.language],
        )

    def words(self, text: str, people: People, phone: str) -> Segment:
        """A segment of text, with who wrote it and how they are reached."""
        identifier, extensions = self._segment(people)
        extensions += [
            {"url": self.known["extension-author"], "valueReference": reference(people.role)},
            {
                "url": self.known["extension-contact"],
                "valueContactPoint": {"system": "phone", "value": phone},
            },
        ]
        return Segment(identifier, {"extension": extensions, "contentString": text})

    def file(self, pdf: bytes, title: str, people: People) -> Segment:
        """A segment that is a PDF. The title has no suffix: it is a name, not a file's name."""
        identifier, extensions = self._segment(people)
        attachment = {
            "contentType": "application/pdf",
            "data": b64encode(pdf).decode(),
            "title": title,
            "creation": self.moment,
        }
        return Segment(identifier, {"extension": extensions, "contentAttachment": attachment})

    def _segment(self, people: People) -> tuple[str, list[Resource]]:
        identifier = urn(self.ids())
        value = {"value": identifier, "assigner": reference(people.sender)}
        return identifier, [
            {"url": self.known["extension-date"], "valueDateTime": self.moment},
            {"url": self.known["extension-identifier"], "valueIdentifier": value},
        ]

    def communication(self, topic: str, people: People, segments: list[Segment]) -> Resource:
        """What is said: about whom, in which category, under which subject."""
        category = self.coding("category-codes", self.known["category-carecoordination"])
        return self.resource(
            "Communication",
            identifier=[{"value": urn(self.ids())}],
            status=self.known["status"],
            category=[{"coding": [category]}],
            subject=reference(people.patient),
            topic={"text": topic},
            payload=[one.payload for one in segments],
        )

    def header(
        self, communication: Resource, people: People, receiver: Organisation, sender: Organisation
    ) -> Resource:
        """The envelope's address: one receiver, for MedCom's messages have no more."""
        use = self.coding("destination-use", self.known["destination"])
        return self.resource(
            "MessageHeader",
            eventCoding=self.coding("event-codes", self.known["event"]),
            destination=[
                {
                    "extension": [
                        {"url": self.known["extension-destination-use"], "valueCoding": use}
                    ],
                    "endpoint": self.known["endpoint"] + receiver.sor,
                    "receiver": reference(people.receiver),
                }
            ],
            sender=reference(people.sender),
            source={"endpoint": self.known["endpoint"] + sender.sor},
            focus=[reference(communication)],
            definition=self.known["definition"],
        )

    def provenance(self, header: Resource, people: People, segments: list[Segment]) -> Resource:
        """Where the message is from; it names every segment."""
        return self.resource(
            "Provenance",
            target=[reference(header)],
            occurredDateTime=self.moment,
            recorded=self.moment,
            activity={"coding": [self.coding("activity-codes", self.known["activity"])]},
            agent=[{"who": reference(people.sender)}],
            entity=[
                {"role": "source", "what": {"identifier": {"value": one.identifier}}}
                for one in segments
            ],
        )


def urn(id: UUID) -> str:
    """A UUID as an address, in small letters."""
    return f"urn:uuid:{id}"
