"""A paper as plain text: it explains itself, holds only what may be shared, and is never long."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from overblik.documents.patient_copy import patient_copy
from overblik.documents.patient_words import patient_plan
from overblik.documents.plain import LONGEST, shared_text, sheet_text
from overblik.documents.shared import SharedLine, SharedSection, shared_plan
from overblik.documents.sheet import Block, clinician_sheet
from overblik.domain.base import SECTIONS, Language
from overblik.domain.bookings import STEPS, Booking
from overblik.domain.plan import PlanItem
from overblik.knowledge import library
from tests.documents.plans import MADE, line, plan_of, source, with_lines

each_case = pytest.mark.parametrize("case", library().cases)
each_language = pytest.mark.parametrize("language", ["da", "en"])

WHOLE = """\
UNDERVISNING – FIKTIV PATIENT. IKKE AFSENDT.

PLAN TIL KOMMUNEN
Ellen, 79 år. Lavet 24. nov. 2026. Ikke afsendt.
Udkast: planen er ikke aftalt.
Patienten har sagt ja til at dele: mål, aftaler, psykisk.

MÅL
- gå til kirke

AFTALER

1. Ring til datteren
   og aftal besøg
   For: gå til kirke
   Hvem: Kommunen
   Senest: 1. dec. 2026
   Svar går til: Egen læge
   Hvis intet er sket: Ring igen

2. Noget
   Hvem: mangler
   Senest: mangler
   Svar går til: mangler
   Hvis intet er sket: mangler

PSYKISK
Intet noteret.

Næste overblikskonsultation: 1. nov. 2027

Case C07, version 1. Model: DSAM 2026-11. Læsning: DSAM. 24. nov. 2026."""


def test_a_text_word_for_word():
    lines = (
        SharedLine(
            section="agreements",
            text="Ring til datteren\nog aftal besøg",
            owner="Kommunen",
            due=date(2026, 12, 1),
            answer_to="Egen læge",
            if_nothing="Ring igen",
            goal="gå til kirke",
        ),
        SharedLine("agreements", "Noget", "", None, "", ""),
    )
    sections = (
        SharedSection("goals", "Mål", ("gå til kirke",), ()),
        SharedSection("agreements", "Aftaler", (), lines),
        SharedSection("mental", "Psykisk", (), ()),
    )
    plan = replace(plan_of(), sections=sections, overview=date(2027, 11, 1))
    assert shared_text(plan) == WHOLE


@each_case
@each_language
def test_every_case_has_a_text_with_every_line_and_fact(case: str, language: Language):
    plan = shared_plan("hospital", SECTIONS, source(case, language), language)
    said = shared_text(plan)
    assert len(said) < LONGEST
    for section in plan.sections:
        assert section.title.upper() in said
        for one in section.facts:
            assert one in said
        for each in section.lines:
            assert each.text in said
            assert each.owner in said


def test_only_an_agreed_plan_is_no_draft():
    agreed = datetime(2026, 12, 1, 10, 42, tzinfo=UTC)
    given = replace(source("C07", "da"), agreed=agreed)
    shared = shared_plan("municipality", SECTIONS, given, "da")
    assert "Udkast" not in shared_text(shared)
    assert "Udkast" not in shared_text(shared_plan("municipality", [], source("C07", "da"), "da"))
    assert "Aftalt 1. dec. 2026 kl. 10.42." in sheet_text(clinician_sheet(given, "da", [], []))


def test_a_line_says_that_its_owner_is_not_there_and_what_must_be_tapered():
    lines = [line(1, "Ring"), line(2, "Stop metoprolol"), line(3, "Køb ind")]
    lines[2] = lines[2].model_copy(update={"owner": "relative"})
    given = replace(
        with_lines(lines), absent={"gp": "ill", "relative": "left"}, tapered=frozenset(["x2"])
    )
    for said in (
        shared_text(shared_plan("hospital", SECTIONS, given, "da")),
        sheet_text(clinician_sheet(given, "da", [], [])),
    ):
        assert said.count("Hvem: Egen læge (syg eller indlagt)") == 2
        assert "Hvem: En pårørende (ikke med)" in said
        assert "2. Stop metoprolol\n   Trap ned, stop ikke brat." in said
        assert said.count("Trap ned") == 1


def test_what_is_done_waits_for_nobody():
    """The recipient reads the day; the clinician's copy has it in a part of its own."""
    days = dict.fromkeys(STEPS, MADE)
    given = replace(
        with_lines([line(1, "Øjenfoto")]), bookings={"x1": Booking(service="eye_photo", days=days)}
    )
    assert "Senest: Gjort 24. nov. 2026" in shared_text(
        shared_plan("hospital", SECTIONS, given, "da")
    )
    assert "Øjenfoto" not in sheet_text(clinician_sheet(given, "da", [], []))


def test_what_holds_all_the_time_lacks_no_day():
    given = with_lines([PlanItem(id="a", offer="high-continuity", owner="gp")])
    said = shared_text(shared_plan("hospital", SECTIONS, given, "da"))
    assert "Senest: hele tiden" in said
    assert "mangler" not in said


def test_nothing_allowed_is_a_text_that_says_so():
    said = shared_text(shared_plan("municipality", [], source("C07", "da"), "da"))
    assert "Patienten har ikke sagt ja til at dele noget." in said
    assert "kirke" not in said


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([line(at, f"Punkt {at} slut " + "ord " * 60) for at in range(300)], "many lines"),
        ([line(at, f"Punkt {at} slut " + "x" * 9_900) for at in range(6)], "long lines"),
    ],
)
def test_what_is_too_long_is_cut_between_lines_and_says_so(lines: list[PlanItem], why: str):
    said = shared_text(shared_plan("hospital", SECTIONS, with_lines(lines), "da"))
    assert len(said) < LONGEST, why
    assert len(said) > LONGEST / 2, why
    told = re.search(r"SKÅRET AF.*: (\d+) af (\d+) punkter", said)
    assert told
    assert int(told[1]) == len(re.findall(r"Punkt \d+ slut", said)) > 0
    assert int(told[2]) == len(lines)
    assert "Case C07" in said, "the end is still there"
    assert "Næste overblikskonsultation" in said


def test_a_text_that_fits_is_not_cut():
    said = shared_text(shared_plan("hospital", SECTIONS, source("C08", "da"), "da"))
    assert "SKÅRET AF" not in said


def test_the_clinicians_text_has_what_stands_around_the_lines():
    sheet = clinician_sheet(
        source("C07", "da"), "da", [Block("Før", ["et"])], [Block("Efter", ["to"])]
    )
    said = sheet_text(sheet)
    assert said.index("FØR\n- et") < said.index("HVEM GØR HVAD") < said.index("EFTER\n- to")
    days = [one.due for block in sheet.blocks for one in block.lines if one.due]
    assert days == sorted(days)
    assert "sagt ja" not in said


def test_the_patients_text_says_what_the_paper_says():
    said = patient_copy(patient_plan(SECTIONS, source("C07", "da"), "da")).text
    assert said.startswith("UNDERVISNING – FIKTIV PATIENT\n\nDIN PLAN\nEllen, 79 år.")
    assert said.index("»gå til kirke«") < said.index("DIN LÆGE GØR DET HER")
    assert "Telefon: ____" in said
    assert "Case C07" in said
