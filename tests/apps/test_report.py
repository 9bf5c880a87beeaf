"""What `overblik assess --json` says: one object, its keys, and a reason behind every point."""

from __future__ import annotations

import json
from typing import Any

import pytest

from overblik.apps.report import as_json, as_lines
from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import READINGS
from overblik.domain.case import Case
from overblik.knowledge import library
from tests.domain.patients import METFORMIN, patient, regular, sorted_by

IN_VARIANTS = [
    (case.id, variant)
    for case in library().cases.values()
    for variant in ([one.id for one in case.variants] or [None])
]
TOP = {
    "case", "reading", "axes", "cell", "tier", "possible_tiers", "exit", "notes", "missing",
    "offers",
}  # fmt: skip
OFFER = {"id", "text", "strength", "because", "source"}
REASON = {"domain", "rating", "fact"}


def assessed(case: str, variant: str | None = None, reading: str = "dsam") -> Assessment:
    known = library()
    shown = known.cases[case].in_variant(variant)
    return assess(shown, known.model, known.catalogue, reading)  # pyright: ignore


def told(one: Assessment, variant: str | None = None, language: str = "da") -> dict[str, Any]:
    found = as_json(one, library(), variant, language)  # pyright: ignore
    return json.loads(json.dumps(found, ensure_ascii=False))


def of(case: Case) -> dict[str, Any]:
    return told(sorted_by("dsam", case))


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize(("case", "variant"), IN_VARIANTS)
def test_the_object_has_its_keys(case: str, variant: str | None, reading: str):
    found = told(assessed(case, variant, reading), variant)
    assert found.keys() >= TOP
    assert found.keys() - TOP <= {"variant", "at"}
    assert found["case"] == case
    assert found["reading"] == reading
    assert set(found["axes"]) == {"biomedical", "psychosocial"}
    for axis in found["axes"].values():
        assert axis.keys() >= {"level", "possible", "reasons"}
        assert axis["level"] == (axis["possible"][0] if len(axis["possible"]) == 1 else "unknown")
        for reason in axis["reasons"]:
            assert reason.keys() >= REASON
            assert reason["fact"]
            assert reason["rating"] in (0, 1, 2, "unknown")
    for offer in found["offers"]:
        assert offer.keys() >= OFFER
        assert all(offer[key] for key in OFFER)
        assert "{" not in offer["because"]
    assert found["tier"] == (
        found["possible_tiers"][0] if len(found["possible_tiers"]) == 1 else None
    )


def test_every_domain_has_a_reason():
    found = told(assessed("C08"))
    named = {reason["domain"] for axis in found["axes"].values() for reason in axis["reasons"]}
    assert named == {one.id for one in library().model.domains}


def test_the_heaviest_reason_of_a_domain_stands_first():
    found = told(assessed("C09"))
    seen: dict[str, int] = {}
    for axis in found["axes"].values():
        for reason in axis["reasons"]:
            assert reason["rating"] <= seen.get(reason["domain"], 2)
            seen[reason["domain"]] = reason["rating"]


def test_a_standing_red_flag_is_the_exit():
    found = told(assessed("C03", "A"), "A")
    assert "brystkræft" in found["exit"]
    assert found["tier"] is None
    assert found["possible_tiers"] == []
    assert found["offers"] == []
    assert found["cell"] is None


def test_no_exit_is_null():
    assert told(assessed("C01"))["exit"] is None


@pytest.mark.parametrize(
    ("case", "status", "noted"),
    [("C01", "silent", True), ("C07", "debatable", True), ("C09", "text", False)],
)
def test_the_cell_and_its_notes(case: str, status: str, noted: bool):
    found = told(assessed(case))
    assert found["cell"] == status
    assert bool(found["notes"]) == noted
    if noted:
        assert "Én akse er høj: overvej opgradering." in found["notes"]


def test_what_is_missing_is_named():
    found = told(assessed("C10"))
    assert found["missing"] == ["network", "finances"]
    assert found["possible_tiers"] == ["low", "moderate"]
    assert found["axes"]["psychosocial"]["level"] == "unknown"


def test_a_missing_result_is_named_with_its_medicine():
    found = of(patient(medicines=[METFORMIN, *regular(4)]))
    assert found["missing"] == ["medication", "eGFR (metformin)"]


def test_an_unknown_domain_is_never_told_as_zero():
    found = of(patient(medicines=None, life={}))
    unknown = [
        reason
        for axis in found["axes"].values()
        for reason in axis["reasons"]
        if reason["domain"] in ("medication", "mental", "network")
    ]
    assert len(unknown) == 3
    assert {reason["rating"] for reason in unknown} == {"unknown"}


def test_an_answer_is_told_as_the_users_own():
    found = told(sorted_by("dsam", patient(), {"mental": 2, "network": "unknown"}))
    reasons = {one["domain"]: one for one in found["axes"]["psychosocial"]["reasons"]}
    assert reasons["mental"]["rating"] == 2
    assert "mental 0" not in reasons["mental"]["fact"], "not the fact that spoke for another"
    assert reasons["network"]["rating"] == "unknown"
    assert found["missing"] == ["network"]


def test_the_ground_of_an_offer_is_the_tier_or_the_axis():
    because = {one["id"]: one["because"] for one in told(assessed("C01"))["offers"]}
    assert because["moderate-plan"] == "niveauet er moderat"
    assert because["moderate-specialist"] == "aksen Biomedicinsk er høj"


def test_an_axis_that_is_moderate_or_high_is_not_told_as_high():
    one = sorted_by("dsam", patient(), {"disease": 2, "treatment": "unknown", "medication": 0})
    assert one.biomedical.possible == ("moderate", "high")
    assert one.tier == "moderate"
    because = {offer["id"]: offer["because"] for offer in told(one)["offers"]}
    assert because["moderate-specialist"] != "aksen Biomedicinsk er høj"


def test_the_source_is_the_document_and_its_sentence():
    for offer in told(assessed("C09"))["offers"]:
        assert offer["source"].startswith("DSAM's forslag til Pakkeforløb ved kronisk sygdom: ")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("case", "variant"), IN_VARIANTS)
def test_the_lines_for_a_reader(case: str, variant: str | None, language: str):
    one = assessed(case, variant)
    lines = as_lines(one, library(), language)  # pyright: ignore[reportArgumentType]
    assert lines.startswith(f"{case} {one.case.person.name}, {one.case.person.age}: ")
    assert "{" not in lines
    if language == "da":
        assert ("Uden for pakkeforløbet" in lines) == bool(one.exits)
        for offer in one.offers:
            assert offer.offer.text.da in lines
