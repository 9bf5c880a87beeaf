"""The plan and what it rests on as resources of FHIR R4, each only when its section is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from overblik.documents.fhir.bundle import Resource, reference
from overblik.documents.medcom.parts import Parts
from overblik.documents.plain import line_fields
from overblik.documents.shared import PlanSource, SharedLine, SharedPlan
from overblik.documents.words import medicine_line, printed_unit, said
from overblik.domain.base import Section
from overblik.domain.days import month_after
from overblik.domain.facts import CaseCondition
from overblik.domain.sharing import section_of_condition
from overblik.language import Message, day

PLAN = Message("Behandlingsplan")
RECIPIENT = Message("Modtager")


@dataclass
class Clinical:
    """Makes the clinical resources of one document for one patient.

    The sections of the `SharedPlan` decide what there is. ``source`` only gives codes and numbers
    to what those sections tell in words.
    """

    plan: SharedPlan
    source: PlanSource
    parts: Parts
    subject: Resource
    goals: dict[str, Resource] = field(default_factory=dict)

    @property
    def allowed(self) -> frozenset[Section]:
        return frozenset(one.section for one in self.plan.sections)

    def wishes(self) -> list[Resource]:
        """The patient's own goals, in their words."""
        for one in self._facts("goals"):
            self.goals[one] = self.parts.resource(
                "Goal",
                lifecycleStatus="active",
                description={"text": one},
                subject=self.subject,
                expressedBy=self.subject,
            )
        return list(self.goals.values())

    def _facts(self, section: Section) -> tuple[str, ...]:
        return next((one.facts for one in self.plan.sections if one.section == section), ())

    def conditions(self, section: Section) -> Iterator[Resource]:
        """The diagnoses told in a section: ICPC-2 and SKS, and the words."""
        if section not in self.allowed:
            return
        for one in self.source.case.conditions:
            here = section_of_condition(one.code, self.source.catalogue) == section
            if here and one.status != "previous":
                yield self._condition(one)

    def _condition(self, one: CaseCondition) -> Resource:
        row = self.source.catalogue.condition(one.code)
        name = row.name[self.plan.language]
        codes = [("icpc2", row.icpc2), ("sks", row.sks)]
        state = {"clinicalStatus": ("clinical-status", "active"),
                 "verificationStatus": ("verification-status", "confirmed")}  # fmt: skip
        return self.parts.resource(
            "Condition",
            **{key: {"coding": [self.parts.coding(*code)]} for key, code in state.items()},
            category=[{"coding": [self.parts.coding("condition-category", "problem-list-item")]}],
            code={
                "coding": [self.parts.coding(system, code) for system, code in codes if code],
                "text": name,
            },
            subject=self.subject,
            onsetDateTime=str(one.since) if one.since else "",
            recordedDate=self.plan.made.isoformat(),
        )

    def medicines(self) -> Iterator[Resource]:
        """The medicines by ATC code, with the dose as the record words it."""
        if "medicine" not in self.allowed:
            return
        language, catalogue = self.plan.language, self.source.catalogue
        for one in self.source.case.medicines or ():
            name = catalogue.medicines[one.atc].name[language]
            dosage = {"text": said(one.dose, language) or medicine_line(one, catalogue, language)}
            yield self.parts.resource(
                "MedicationStatement",
                status="active",
                medicationCodeableConcept={
                    "coding": [self.parts.coding("atc", one.atc)],
                    "text": name,
                },
                subject=self.subject,
                dosage=[
                    {**dosage, **({"asNeededBoolean": True} if one.use == "as_needed" else {})}
                ],
            )

    def observations(self) -> Iterator[Resource]:
        """The results that have a unit; a number without one could mean anything."""
        if "diagnoses" not in self.allowed:
            return
        language = self.plan.language
        for one in self.source.case.measurements:
            kind = self.source.catalogue.measurements[one.kind]
            if kind.unit:
                yield self.parts.resource(
                    "Observation",
                    status="final",
                    code={"text": kind.name[language]},
                    subject=self.subject,
                    effectiveDateTime=one.date.isoformat() if one.date else "",
                    valueQuantity={"value": one.value, "unit": printed_unit(kind.unit, language)},
                )

    def care_plan(self, addresses: list[Resource]) -> Resource:
        """The lines of every allowed section, for twelve months from the day the plan was made."""
        made = self.plan.made
        return self.parts.resource(
            "CarePlan",
            status="active",
            intent="plan",
            title=PLAN.text(self.plan.language),
            description=self._overview(),
            subject=self.subject,
            period={"start": made.isoformat(), "end": month_after(made, 12).isoformat()},
            addresses=[reference(one) for one in addresses],
            goal=[reference(one) for one in self.goals.values()],
            activity=[
                {"detail": self._detail(line)} for part in self.plan.sections for line in part.lines
            ],
        )

    def _overview(self) -> str:
        """When everything is looked at again, where that may be told."""
        if self.plan.overview is None:
            return ""
        language = self.plan.language
        said = Message("Næste overblikskonsultation: {day}", day=day(self.plan.overview, language))
        return said.text(language)

    def _detail(self, line: SharedLine) -> Resource:
        told = "; ".join(f"{name}: {text}" for name, text in line_fields(line, self.plan.language))
        detail: Resource = {"status": "not-started", "description": f"{line.text} ({told})"}
        if line.goal in self.goals:
            detail["goal"] = [reference(self.goals[line.goal])]
        if line.due:
            detail["scheduledPeriod"] = {"end": line.due.isoformat()}
        if line.owner:
            detail["performer"] = [{"display": line.owner}]
        return detail

    def impression(self) -> Iterator[Resource]:
        """What the overview consultation came to: what matters most to the patient."""
        if self.goals:
            summary = Message(
                "Overblikskonsultation. Det vigtigste for patienten: {wishes}",
                wishes="; ".join(self.goals),
            )
            yield self.parts.resource(
                "ClinicalImpression",
                status="completed",
                subject=self.subject,
                date=self.parts.moment,
                summary=summary.text(self.plan.language),
            )

    def risk(self, complexity: str | None) -> Iterator[Resource]:
        """The level of complexity in words, without a probability that nobody has.

        It rests on diagnoses, mind and social life alike, so it is told where all three are.
        """
        if complexity and self.allowed >= {"diagnoses", "mental", "social"}:
            yield self.parts.resource(
                "RiskAssessment",
                status="final",
                subject=self.subject,
                occurrenceDateTime=self.parts.moment,
                prediction=[{"qualitativeRisk": {"text": complexity}}],
            )

    def consent(self, care_plan: Resource, to: Resource | None) -> Resource:
        """What the patient said yes to, and for whom."""
        language, known = self.plan.language, self.parts.known
        said_yes_to = Message(
            "Patientens ja til at dele: {sections}. Undervisning, fiktiv patient.",
            sections=", ".join(one.title.lower() for one in self.plan.sections),
        )
        actor: Resource = {"display": self.plan.recipient_name}
        if to is not None:
            actor = {**reference(to), **actor}
        consented = {"coding": [self.parts.coding("loinc", known["consent-note"])]}
        return self.parts.resource(
            "Consent",
            status="active",
            scope={"coding": [self.parts.coding("consent-scope", "patient-privacy")]},
            category=[consented],
            patient=self.subject,
            dateTime=self.parts.moment,
            policyRule={"text": said_yes_to.text(language)},
            provision={
                "type": "permit",
                "actor": [{"role": {"text": RECIPIENT.text(language)}, "reference": actor}],
                "data": [{"meaning": "related", "reference": reference(care_plan)}],
            },
        )
