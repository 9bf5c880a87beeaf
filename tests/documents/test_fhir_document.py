"""The whole plan as a FHIR R4 document: the rules that bite, and the codes behind the words."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any, NamedTuple

import fhirkit
import pytest

from overblik.documents.careplan.check import check_document
from overblik.documents.careplan.document import document
from overblik.documents.fhir.bundle import Resource, as_json
from overblik.documents.medcom.message import NotShared
from overblik.domain.base import SECTIONS
from overblik.knowledge import library
from overblik.language import LANGUAGES
from tests.documents.bundles import counted, documented, only, read_again, shared, source

GOOD = documented()


@pytest.mark.parametrize("case", library().cases)
def test_every_document_keeps_the_rules(case: str):
    bundle = documented(case)
    assert check_document(bundle) == ()
    assert fhirkit.validate(as_json(bundle)) == []


def of(bundle: Resource, kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


def test_it_holds_what_the_plan_is_made_of():
    kinds = {one["resource"]["resourceType"] for one in GOOD["entry"]}
    assert kinds == {"Composition", "Patient", "Organization", "Practitioner", "PractitionerRole",
                     "Condition", "MedicationStatement", "Observation", "Goal", "CarePlan",
                     "RiskAssessment", "ClinicalImpression", "Consent"}  # fmt: skip
    assert GOOD["entry"][0]["resource"]["resourceType"] == "Composition"


def test_a_diagnosis_has_both_codes_and_a_medicine_its_atc_code():
    case = library().cases["C09"]
    codes = {one["coding"][0]["code"] for one in (c["code"] for c in of(GOOD, "Condition"))}
    assert "R95" in codes
    atc = {
        m["medicationCodeableConcept"]["coding"][0]["code"] for m in of(GOOD, "MedicationStatement")
    }
    assert atc == {one.atc for one in case.medicines or ()}


def test_every_line_of_the_plan_is_an_activity_with_its_goal_and_owner():
    plan = shared()
    lines = [line for part in plan.sections for line in part.lines]
    activities = only(GOOD, "CarePlan")["activity"]
    assert len(activities) == len(lines)
    assert all(one["detail"]["status"] == "not-started" for one in activities)
    assert {one["detail"]["performer"][0]["display"] for one in activities} == {
        line.owner for line in lines if line.owner
    }


def test_a_number_without_a_unit_stays_out():
    known = library().catalogue.measurements
    case = library().cases["C09"].in_variant(None)
    assert len(of(GOOD, "Observation")) == sum(bool(known[m.kind].unit) for m in case.measurements)


def test_the_level_is_told_only_where_everything_it_rests_on_is():
    without = documented(sections=set(SECTIONS) - {"mental"})
    assert of(without, "RiskAssessment") == []


def test_consent_says_what_and_for_whom():
    consent = only(documented(sections=["goals", "agreements"]), "Consent")
    assert "mål, aftaler" in consent["policyRule"]["text"]
    assert consent["provision"]["type"] == "permit"


@pytest.mark.parametrize("to", ["pharmacy", "relative", "patient"])
def test_who_has_no_organisation_can_have_one(to: str):
    plan = shared(to=to)  # pyright: ignore[reportArgumentType]
    made = source(library().cases["C09"])
    bundle = document(plan, made, None, counted(), datetime.fromisoformat(GOOD["timestamp"]))
    assert check_document(bundle) == ()
    assert len(of(bundle, "Organization")) == 1


def test_where_nothing_may_be_shared_there_is_none():
    with pytest.raises(NotShared):
        documented(sections=())


class Broken(NamedTuple):
    rule: str
    what: str
    breaks: Callable[[Resource], Any]


def section(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "Composition")["section"][0]


def empty_section(bundle: Resource) -> None:
    for name in ("text", "entry"):
        section(bundle).pop(name, None)


def detail(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "CarePlan")["activity"][0]


MENDED = (
    Broken("bdl-9", "no identifier", lambda b: b.pop("identifier")),
    Broken("bdl-9", "no system", lambda b: b["identifier"].pop("system")),
    Broken("bdl-10", "no time", lambda b: b.pop("timestamp")),
    Broken("bdl-11", "the composition last", lambda b: b["entry"].append(b["entry"].pop(0))),
    Broken("bundle-type", "a message", lambda b: b.update(type="message")),
    Broken("cmp-1", "an empty section", empty_section),
    Broken("T14", "a goal with a value and nothing measured", lambda b: only(b, "Goal").update(
        target=[{"detailString": "43"}])),
    Broken("cpl-3", "described and referred to", lambda b: detail(b).update(
        reference=only(b, "CarePlan")["subject"])),
    Broken("cpl-3", "neither", lambda b: detail(b).pop("detail")),
    Broken("activity-status", "no status", lambda b: detail(b)["detail"].pop("status")),
    Broken("ppc-1", "resting on nothing", lambda b: only(b, "Consent").pop("policyRule")),
    Broken("one-code", "two codes of a system", lambda b: only(b, "Condition")["code"][
        "coding"].append(only(b, "Condition")["code"]["coding"][0])),
    Broken("unit", "a bare number", lambda b: only(b, "Observation")["valueQuantity"].pop("unit")),
    Broken("T15", "R5's goal", lambda b: only(b, "Goal").update(status="active")),
    Broken("T15", "R5's medicine", lambda b: only(b, "MedicationStatement").update(
        medication={"concept": {}})),
    Broken("missing", "no period", lambda b: only(b, "CarePlan").pop("period")),
    Broken("missing", "a diagnosis nobody is sure of", lambda b: only(b, "Condition").pop(
        "verificationStatus")),
    Broken("reference", "a goal that is not there", lambda b: only(b, "CarePlan").update(
        goal=[{"reference": "Goal/nowhere"}])),
    Broken("profile", "no profile", lambda b: only(b, "Patient").pop("meta")),
    Broken("cpr", "a CPR number", lambda b: only(b, "Goal")["description"].update(
        text="ring til 0101901234")),
)  # fmt: skip


@pytest.mark.parametrize("broken", MENDED, ids=[f"{one.rule}: {one.what}" for one in MENDED])
def test_each_rule_has_a_document_that_breaks_it(broken: Broken):
    bundle = deepcopy(GOOD)
    broken.breaks(bundle)
    read_again(bundle)
    found = check_document(bundle)
    assert {one.rule for one in found} == {broken.rule}, [str(one) for one in found]
    assert all(one.words.text(language) for one in found for language in LANGUAGES)


def test_people_can_read_it():
    bundle = deepcopy(GOOD)
    only(bundle, "Goal").pop("text")
    assert {one.rule for one in check_document(bundle)} == {"T13"}


def test_junk_is_judged_and_breaks_nothing():
    rows = [
        {"resourceType": kind, "id": "a", "activity": [1], "target": 1, "code": "x"}
        for kind in ("CarePlan", "Goal", "Condition", "Observation", "Consent", "Composition")
    ]
    for junk in ({}, {"entry": 1}, *({"entry": [{"resource": one}]} for one in rows)):
        assert check_document(junk) != ()
