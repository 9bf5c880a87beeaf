"""A variant is the same patient with some facts otherwise: what it lists replaces or is added."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from overblik.domain.case import Case
from tests.domain.patients import NOTHING_WEIGHS, patient, text

A = {
    "id": "A",
    "title": text("Den ene"),
    "conditions": [
        {"code": "hypertension", "note": text("nu dårligt reguleret")},
        {"code": "copd"},
    ],
    "medicines": [{"atc": "C08CA01", "dose": "10 mg x 1"}, {"atc": "R03BB04", "dose": "x 1"}],
    "measurements": [{"kind": "eGFR", "value": 28, "unit": "ml/min/1.73m2"}],
    "scores": [{"instrument": "MDI", "value": 26}],
    "life": [{"domain": "mental", "weight": 2, "text": text("grådlabil")}],
    "red_flags": [{"flag": "weight_loss", "text": text("5 kg")}],
    "safety": text("Tanker om døden"),
}
B = {"id": "B", "title": text("Den anden")}
BASE = patient(
    medicines=["C08CA01", "C09CA01"],
    results={"eGFR": 60},
    scores={"MDI": 5, "WHO5": 80},
    variants=[A, B],
)


def codes(case: Case) -> list[str]:
    return [one.code for one in case.conditions]


def test_a_case_without_variants_is_itself():
    assert patient().in_variant(None) == patient()
    assert patient().variant_id(None) is None


def test_the_first_variant_is_meant_when_none_is_named():
    assert BASE.in_variant(None) == BASE.in_variant("A")
    assert BASE.variant_id(None) == "A"
    assert BASE.variant_id("B") == "B"


def test_a_variant_that_lists_nothing_is_the_base():
    found = BASE.in_variant("B")
    assert codes(found) == codes(BASE)
    assert found.medicines == BASE.medicines
    assert found.measurements == BASE.measurements
    assert found.scores == BASE.scores
    assert found.life == BASE.life
    assert found.red_flags == ()
    assert found.safety is None


def test_a_fact_of_the_same_kind_replaces_the_bases_in_its_place():
    found = BASE.in_variant("A")
    assert [(one.kind, one.value) for one in found.measurements] == [("eGFR", 28)]
    assert [(one.instrument, one.value) for one in found.scores] == [("MDI", 26), ("WHO5", 80)]
    assert [(one.atc, one.dose) for one in found.medicines or ()] == [
        ("C08CA01", "10 mg x 1"),
        ("C09CA01", "x 1"),
        ("R03BB04", "x 1"),
    ]
    assert codes(found) == ["hypertension", "copd"]
    note = found.conditions[0].note
    assert note is not None
    assert note.da == "nu dårligt reguleret"


def test_life_and_flags_are_added():
    found = BASE.in_variant("A")
    assert len(found.life) == len(NOTHING_WEIGHS) + 1
    assert [one.flag for one in found.red_flags] == ["weight_loss"]
    assert found.safety is not None


def test_unknown_medicines_become_those_a_variant_lists():
    unknown = patient(medicines=None, variants=[{**A, "medicines": []}, B])
    assert unknown.in_variant("A").medicines == ()
    assert unknown.in_variant("B").medicines is None


def test_the_base_is_not_changed_and_keeps_its_identity():
    before = BASE.model_copy(deep=True)
    found = BASE.in_variant("A")
    assert before == BASE
    assert (found.id, found.version, found.person) == (BASE.id, BASE.version, BASE.person)


@pytest.mark.parametrize("variant", ["C", "a", ""])
def test_a_variant_the_case_has_not_got_is_an_error(variant: str):
    with pytest.raises(KeyError):
        BASE.in_variant(variant)


def test_a_variant_of_a_case_without_any_is_an_error():
    with pytest.raises(KeyError):
        patient().in_variant("A")


def test_one_variant_is_no_variant():
    with pytest.raises(ValidationError, match="variant_alone"):
        patient(variants=[A])
