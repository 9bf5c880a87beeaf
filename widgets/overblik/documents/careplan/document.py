"""The whole plan as a FHIR R4 document, for a record that can read one: what consent allows of it.

It is no MedCom message and no receiver is bound to take it: Denmark has no standard for sending a
care plan from general practice. Sections that are closed are not in it, not even as empty ones.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from overblik.documents.careplan.resources import PLAN, Clinical
from overblik.documents.fhir.bundle import Ids, Resource, entry, instant, reference
from overblik.documents.fhir.narrative import NOT_SENT, XHTML, narrated, plain
from overblik.documents.medcom.message import TOPIC, NotShared
from overblik.documents.medcom.parts import Parts, urn
from overblik.documents.plain import line_fields
from overblik.documents.shared import PlanSource, SharedPlan, SharedSection
from overblik.domain.base import Language, Section
from overblik.knowledge import library
from overblik.knowledge.medcom import PRACTICE, Medcom
from overblik.language import N_, Message

CONSENT = Message("Samtykke")
ASSESSMENT = Message("Sammenfatning")


def document(
    plan: SharedPlan, source: PlanSource, complexity: str | None, ids: Ids, now: datetime
) -> Resource:
    """The document as a bundle of plain dicts.

    ``source`` is what the plan was made from; ``complexity`` the name of the level that holds,
    None for none. ``ids`` gives new UUIDs version 4; ``now`` has a zone. Raises NotShared where
    the patient lets this recipient have nothing.
    """
    if plan.empty:
        raise NotShared(
            N_("{recipient}: Patienten har ikke sagt ja til at dele noget. Der laves ingen fil."),
            recipient=plan.recipient_name,
        )
    known = library().medcom
    parts = Parts(known, ids, instant(now), plan.language, "document")
    sender, receiver = known.organisations[PRACTICE], known.organisations.get(plan.recipient)
    people = parts.people(plan.patient, receiver or sender, sender)
    gets = people.receiver if receiver else None
    clinical = Clinical(plan, source, parts, reference(people.patient))
    by_section: dict[Section, list[Resource]] = {
        "goals": clinical.wishes(),
        "diagnoses": [*clinical.conditions("diagnoses"), *clinical.observations()],
        "medicine": [*clinical.medicines()],
        "mental": [*clinical.conditions("mental")],
    }
    found = [one for some in by_section.values() for one in some]
    care_plan = clinical.care_plan([one for one in found if one["resourceType"] == "Condition"])
    summary = [*clinical.impression(), *clinical.risk(complexity)]
    consent = clinical.consent(care_plan, gets)
    sections = [
        _section(one.title, by_section.get(one.section, []), _words(one, plan.language, known))
        for one in plan.sections
    ]
    sections += [_section(ASSESSMENT.text(plan.language), summary)] if summary else []
    sections.append(_section(PLAN.text(plan.language), [care_plan]))
    sections.append(_section(CONSENT.text(plan.language), [consent]))
    composition = parts.resource(
        "Composition",
        status="final",
        language=plan.language,
        type_={"coding": [parts.coding("loinc", known["plan-note"])]},
        subject=reference(people.patient),
        date=parts.moment,
        author=[reference(people.role)],
        title=TOPIC.text(plan.language),
        confidentiality="N",
        custodian=reference(people.sender),
        section=sections,
    )
    named = [people.patient, people.role, people.practitioner, people.sender]
    whole = [composition, *named, *([gets] if gets else []), *found, *summary, care_plan, consent]
    return {
        **parts.resource("Bundle"),
        "identifier": {"system": known["rfc3986"], "value": urn(ids())},
        "type": "document",
        "timestamp": parts.moment,
        "entry": [entry(narrated(one, known), known) for one in whole],
    }


def _section(title: str, resources: list[Resource], words: str = "") -> Resource:
    """A section of the document: what there is to read, and the resources it is made of."""
    return {
        "title": title,
        **({"text": {"status": "generated", "div": words}} if words else {}),
        **({"entry": [reference(one) for one in resources]} if resources else {}),
    }


def _words(section: SharedSection, language: Language, known: Medcom) -> str:
    """A section of the plan to read: its facts, and its lines with who, when and what if not."""
    items = [escape(plain(one)) for one in section.facts]
    for line in section.lines:
        told = "; ".join(f"{name}: {text}" for name, text in line_fields(line, language))
        items.append(escape(plain(f"{line.text} ({told})")))
    said = "".join(f"<li>{one}</li>" for one in items)
    mark = known.codes[NOT_SENT].name[language]
    body = f"<ul>{said}</ul>" if said else ""
    return f'<div xmlns="{XHTML}"><p>{escape(mark)}</p>{body}</div>'
