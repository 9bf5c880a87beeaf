"""Words that page and paper share: results with their unit, and lines in the reader's language."""

from __future__ import annotations

import pytest

from overblik.documents.words import CONSENT, LEVEL, RECIPIENT, STRENGTH, item_text, results
from overblik.documents.words import priority_text as wish
from overblik.domain.base import LEVELS, Language
from overblik.domain.case import Case
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import REACHES
from overblik.knowledge import library
from tests.domain.patients import patient

UNITS = {key: kind.unit for key, kind in library().catalogue.measurements.items()}


def measured(**values: float) -> Case:
    measurements = [
        {"kind": kind, "value": value, "unit": UNITS[kind]} for kind, value in values.items()
    ]
    return patient(measurements=measurements)


def shown(case: Case, language: Language = "da") -> list[str]:
    return [str(one) for one in results(case, library().catalogue, language)]


@pytest.mark.parametrize(
    ("values", "danish", "english"),
    [
        ({"K": 5.3}, ["kalium 5,3 mmol/l"], ["potassium 5.3 mmol/l"]),
        ({"K": 5}, ["kalium 5,0 mmol/l"], ["potassium 5.0 mmol/l"]),
        ({"eGFR": 38}, ["eGFR 38 ml/min/1,73 m²"], ["eGFR 38 ml/min/1.73 m²"]),
        ({"UACR": 1800}, ["urin albumin/kreatinin-ratio 1.800 mg/g"], None),
        ({"Ca_ion": 1.36}, ["ioniseret calcium 1,36 mmol/l"], ["ionised calcium 1.36 mmol/l"]),
    ],
)
def test_a_result_as_people_write_it(
    values: dict[str, float], danish: list[str], english: list[str] | None
):
    assert shown(measured(**values)) == danish
    if english is not None:
        assert shown(measured(**values), "en") == english


def test_the_two_halves_of_a_blood_pressure_are_one_result():
    case = measured(
        BP_systolic=122, BP_diastolic=70, BP_standing_systolic=96, BP_standing_diastolic=58
    )
    found = shown(case)
    assert len(found) == 2
    assert found[0].endswith("122/70 mmHg")
    assert found[1].endswith("96/58 mmHg")
    assert found[0] != found[1].replace("96/58", "122/70"), "which is which is said"
    for one in found:
        assert "systol" not in one


@pytest.mark.parametrize("half", ["BP_systolic", "BP_diastolic"])
def test_half_a_blood_pressure_says_which_half(half: str):
    (found,) = shown(measured(**{half: 90}))
    assert half.removeprefix("BP_")[:6] in found
    assert found.endswith("90 mmHg")


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_of_result_can_be_shown(kind: str, language: Language):
    row = library().catalogue.measurements[kind]
    (found,) = shown(measured(**{kind: row.high}), language)
    assert found.startswith(row.name[language])


CASE = patient(
    teaching={
        "decision": {"da": "x", "en": "x"},
        "trap": {"da": "x", "en": "x"},
        "plan": [{"id": "ldl", "text": {"da": "Ny prøve", "en": "New test"}}],
    },
    priorities=[{"da": "gå en tur", "en": "go for a walk"}],
)


@pytest.mark.parametrize(
    ("item", "danish", "english"),
    [
        (PlanItem(id="a", text="Egne ord"), "Egne ord", "Egne ord"),
        (PlanItem(id="a", text="", offer="low-plan"), "", ""),
        (PlanItem(id="a", suggestion="ldl"), "Ny prøve", "New test"),
        (PlanItem(id="a", offer="low-municipality"), "Basalt kommunalt tilbud", None),
        (PlanItem(id="a", offer="borte"), "", ""),
        (PlanItem(id="a"), "", ""),
    ],
)
def test_what_a_line_says(item: PlanItem, danish: str, english: str | None):
    model = library().model
    assert item_text(item, CASE, model, "da") == danish
    if english is not None:
        assert item_text(item, CASE, model, "en") == english


@pytest.mark.parametrize(
    ("id", "own", "danish", "english"),
    [
        ("case-1", None, "gå en tur", "go for a walk"),
        ("case-1", "sove", "sove", "sove"),
        ("case-1", "", "", ""),
        ("case-2", None, "", ""),
        ("case-0", None, "", ""),
        ("p1", None, "", ""),
    ],
)
def test_what_a_wish_says(id: str, own: str | None, danish: str, english: str):
    assert wish(id, own, CASE, "da") == danish
    assert wish(id, own, CASE, "en") == english


def test_every_word_of_the_model_has_a_name():
    assert set(LEVEL) == set(LEVELS)
    assert {one.strength for one in library().model.offers} <= set(STRENGTH)
    fields = Case.model_json_schema()["properties"]["consents"]
    recipients = fields["propertyNames"]["enum"]
    assert set(RECIPIENT) == set(REACHES) == {*recipients, "patient"}
    assert set(CONSENT) == {"yes", "no", "partly"}
