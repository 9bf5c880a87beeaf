"""One MedCom CareCommunication 5.0 with what the recipient may have: the plan as text and as PDF.

A teaching preview for a fictional patient: it keeps the profiles' rules and is never sent, for
only a certified system may send. Everything about the patient comes from the `SharedPlan`.
The patient's number is a replacement number by form (D-eCPR) under the address without a region, so
nobody can have been given it: MedCom's own test numbers are CPR numbers, and none of those enter.
"""

from __future__ import annotations

from datetime import datetime

from overblik.documents.fhir.bundle import Ids, Resource, entry, instant
from overblik.documents.fhir.narrative import narrated
from overblik.documents.medcom.markup import as_plain
from overblik.documents.medcom.parts import Parts
from overblik.documents.medcom.segments import LONGEST_TEXT
from overblik.documents.plain import shared_text
from overblik.documents.shared import SharedPlan
from overblik.knowledge import library
from overblik.knowledge.medcom import PRACTICE
from overblik.language import N_, Message, UserError

TOPIC = Message("Behandlingsplan efter overblikskonsultation")
"""The subject, and the PDF's title."""

NO_REFERRAL = Message("Dette er ingen henvisning. Henvisninger sendes særskilt.")
"""A referral is another message of MedCom's, and a plan must not be taken for one."""


class NotShared(UserError):
    """There is no message: nothing may be shared, or there is nobody to send it to."""


def message(plan: SharedPlan, pdf: bytes, ids: Ids, now: datetime) -> Resource:
    """The message as a bundle of plain dicts.

    ``pdf`` is the recipient's copy; ``ids`` gives new UUIDs version 4; ``now`` has a zone.
    Raises NotShared where the patient lets this recipient have nothing, or no test organisation
    stands for it.
    """
    known = library().medcom
    refuse(plan)
    sender, receiver = known.organisations[PRACTICE], known.organisations[plan.recipient]
    parts = Parts(known, ids, instant(now), plan.language)
    people = parts.people(plan.patient, receiver, sender)
    topic = TOPIC.text(plan.language)
    segments = [
        parts.words(message_text(plan), people, sender.phone),
        parts.file(pdf, topic, people),
    ]
    communication = parts.communication(topic, people, segments)
    header = parts.header(communication, people, receiver, sender)
    provenance = parts.provenance(header, people, segments)
    whole = (header, communication, *people.all, provenance)
    return {
        **parts.resource("Bundle"),
        "type": "message",
        "timestamp": parts.moment,
        "entry": [entry(narrated(one, known), known) for one in whole],
    }


def message_text(plan: SharedPlan) -> str:
    """What the message says, and what is copied by hand instead: complete without the PDF.

    Somebody's »<b>« reads »‹b›«: no program may take their words for markup.
    """
    note = NO_REFERRAL.text(plan.language)
    said = as_plain(shared_text(plan))[: LONGEST_TEXT - len(note) - 3]
    return as_plain(f"{said}\n\n{note}")  # the cut may have left half a word that is a tag


def refuse(plan: SharedPlan) -> None:
    """Raise NotShared where there is no message to make of this plan."""
    if plan.recipient not in library().medcom.organisations:
        raise NotShared(
            N_("Der er ingen testorganisation for {recipient}, så der kan ikke laves en besked."),
            recipient=plan.recipient_name,
        )
    if plan.empty:
        raise NotShared(
            N_(
                "{recipient}: Patienten har ikke sagt ja til at dele noget. Der laves ingen besked."
            ),
            recipient=plan.recipient_name,
        )
