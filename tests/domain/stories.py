"""A story for the tests of the unfolding year: a year before, and days with several events."""

from __future__ import annotations

from datetime import date

from tests.domain.patients import patient, text

STARTED = date(2026, 11, 30)

LOSS: dict[str, object] = {
    "id": "tabet",
    "when": {"month": 3},
    "kind": "bereavement",
    "text": text("Manden dør"),
    "person": {"lives": text("Alene"), "household": "alone"},
    "life": [{"domain": "network", "weight": 2, "text": text("Er alene nu")}],
    "absent": {"relative": "left"},
}
RESULT: dict[str, object] = {
    "id": "nyretal",
    "when": {"month": 3},
    "kind": "result",
    "text": text("eGFR 41"),
    "measurements": [{"kind": "eGFR", "value": 41, "unit": "ml/min/1.73m2"}],
}
MEDICINE: dict[str, object] = {
    "id": "andet-trin",
    "when": {"month": 3},
    "kind": "medicine",
    "text": text("Amlodipin til, og pantoprazol ud"),
    "medicines": [{"atc": "C08CA01", "dose": "5 mg x 1"}],
    "ends": {"medicines": ["A02BC02"]},
}
WORK_UP: dict[str, object] = {
    "id": "udredning",
    "when": {"month": 3},
    "kind": "planned",
    "text": text("Sygehuset vil gøre ekko igen"),
    "planned": [{"service": "echo", "owner": "hospital"}],
}
NO: dict[str, object] = {
    "id": "nej",
    "when": {"month": 3},
    "kind": "consent",
    "text": text("Apoteket må ikke mere"),
    "consents": {"pharmacy": {"answer": "no"}},
}
SAME_DAY = (LOSS, RESULT, MEDICINE, WORK_UP, NO)
"""Five things on one day that say nothing of the same."""

FIRST_DAY: dict[str, object] = {
    "id": "samme-dag",
    "when": {"day": 0},
    "kind": "diagnosis",
    "text": text("Får diabetes"),
    "conditions": [{"code": "type_2_diabetes"}],
}
CARER_ILL: dict[str, object] = {
    "id": "naboen-syg",
    "when": {"month": 6},
    "kind": "carer",
    "text": text("Foreningens kontakt bliver syg"),
    "absent": {"civil_society": "ill"},
}
CARER_BACK: dict[str, object] = {
    "id": "naboen-rask",
    "when": {"month": 7},
    "kind": "carer",
    "text": text("Og er her igen"),
    "absent": {"civil_society": "here"},
}
BACK_PAIN: dict[str, object] = {
    "id": "roedt-flag",
    "when": {"month": 8},
    "kind": "symptoms",
    "text": text("Smerter om natten"),
    "red_flags": [{"flag": "night_pain", "text": text("Vågner af det")}],
}
CLEARED: dict[str, object] = {
    "id": "afklaret",
    "when": {"month": 9},
    "kind": "letter",
    "text": text("Intet at se"),
    "ends": {"red_flags": ["night_pain"]},
}
LATER = (FIRST_DAY, CARER_ILL, CARER_BACK, BACK_PAIN, CLEARED)

LAST_YEAR: dict[str, object] = {
    "text": text("For et år siden passede hun sit arbejde"),
    "medicines": [],
    "plan": [{"id": "gang", "text": text("Gåtur"), "owner": "patient", "month": 6}],
}

STORY = patient(
    medicines=("A02BC02",),
    results={"eGFR": 52},
    conditions=("hypertension",),
    last_year=LAST_YEAR,
    events=[*SAME_DAY, *LATER],
    consents={"pharmacy": {"answer": "yes"}},
)
"""On 30 November: a year before, the start, an event on the same day, five on the last of February,
and then one at a time; no event is the overview, so the year has one of its own."""
