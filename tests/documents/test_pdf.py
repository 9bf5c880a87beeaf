"""The papers as PDF: tagged, titled, marked on each page, and whole whatever was written."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from overblik.documents.patient_copy import EASY, patient_copy
from overblik.documents.patient_words import in_patient_words, patient_plan
from overblik.documents.pdf import patient_pdf, shared_pdf, sheet_pdf
from overblik.documents.readability import lix
from overblik.documents.shared import SharedPlan, shared_plan
from overblik.documents.sheet import Block, clinician_sheet
from overblik.documents.typesetting import MISSING
from overblik.domain.base import SECTIONS, Language
from overblik.domain.plan import PlanItem
from overblik.knowledge import library
from tests.documents.plans import MADE, line, plan_of, source, with_lines

KNOWN = library()
A4 = (595, 842)
"""Points."""
LONGEST_TEXT = 10_000

each_case = pytest.mark.parametrize("case", KNOWN.cases)
each_language = pytest.mark.parametrize("language", ["da", "en"])


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """Everything that is read on it, in one line, without the marks where a word may break."""
    said = " ".join(page.extract_text() for page in opened(pdf).pages)
    return re.sub(r"\s+", " ", said.replace("\u200b", "")).strip()


def letters(text: str) -> str:
    """Without spaces and hyphens: lines break in other places than the text does."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def patients(case: str, language: Language) -> SharedPlan:
    return patient_plan(SECTIONS, source(case, language), language)


def of_every_kind(case: str, language: Language) -> dict[str, bytes]:
    given = source(case, language)
    patient, shared = (
        patients(case, language),
        shared_plan("municipality", SECTIONS, given, language),
    )
    clinician = clinician_sheet(given, language, [Block("Før", ["et"])], [Block("Efter", ["to"])])
    return {
        "patient": patient_pdf(patient),
        "patient, large": patient_pdf(patient, large=True),
        "shared": shared_pdf(shared),
        "shared, large": shared_pdf(shared, large=True),
        "clinician": sheet_pdf(clinician),
    }


# What every paper is -----------------------------------------------------------------------------


@each_case
@each_language
def test_every_paper_is_a_tagged_a4_with_title_language_and_marks(case: str, language: Language):
    mark = "Teaching – fictional patient" if language == "en" else "Undervisning – fiktiv patient"
    for kind, pdf in of_every_kind(case, language).items():
        paper = opened(pdf)
        root: Any = paper.trailer["/Root"]
        about = paper.metadata
        assert root["/Lang"].startswith(language), kind
        assert root["/MarkInfo"]["/Marked"], kind
        assert "/StructTreeRoot" in root, kind
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], kind
        assert about, kind
        assert KNOWN.cases[case].person.name in (about.title or ""), kind
        assert case in (about.title or ""), kind
        assert about.author == "Overblik", kind
        assert about.creation_date, kind
        assert about.creation_date.date() == MADE, kind
        for at, page in enumerate(paper.pages, 1):
            size = (round(page.mediabox.width), round(page.mediabox.height))
            said = re.sub(r"\s+", " ", page.extract_text())
            assert size == A4, kind
            assert mark in said, kind
            if language == "da":
                assert f"Side {at} af {len(paper.pages)}" in said, kind
            assert f"Case {case}, version {KNOWN.cases[case].version}" in said, kind
            assert KNOWN.model.version in said, kind


def test_the_same_paper_comes_out_twice():
    assert patient_pdf(patients("C07", "da")) == patient_pdf(patients("C07", "da"))


def test_only_fonts_of_our_own_are_in_it():
    for kind, pdf in of_every_kind("C07", "da").items():
        for page in opened(pdf).pages:
            for font in page["/Resources"]["/Font"].values():  # pyright: ignore
                name = font.get_object()["/BaseFont"]
                assert re.search("Libertinus|NewC|DejaVu", name), kind


# The patient's copy ------------------------------------------------------------------------------

STIGMA = (
    r"kompleks|complex|\b(?:lav|moderat|høj)\b|\b(?:low|moderate|high)\b|"
    r"\b(?:grøn|gul|rød|orange|green|yellow|red)\w{0,2}\b|niveau|level|tier"
)


@each_case
@each_language
def test_the_patients_copy_is_one_page(case: str, language: Language):
    assert len(opened(patient_pdf(patients(case, language))).pages) == 1


@each_case
def test_the_patients_copy_is_easy_to_read(case: str):
    assert patient_copy(patients(case, "da")).lix <= EASY


@pytest.mark.parametrize("of", [*KNOWN.model.offers, *KNOWN.model.paths], ids=lambda one: one.id)
def test_every_offer_is_said_to_the_patient_in_plain_words(of):
    assert of.patient
    assert lix(of.patient.da) <= EASY
    for text in (of.patient.da, of.patient.en):
        assert not re.search(STIGMA, text, re.IGNORECASE)
        assert text.endswith(".")


@each_case
def test_every_suggestion_is_said_to_the_patient_in_plain_words(case: str):
    rows = KNOWN.cases[case].teaching.plan
    assert lix("\n".join(one.patient.da for one in rows if one.patient)) <= EASY
    for one in rows:
        assert one.patient, one.id
        for text in (one.patient.da, one.patient.en):
            assert not re.search(STIGMA, text, re.IGNORECASE), one.id
            assert text.endswith((".", "?")), one.id


@pytest.mark.parametrize("owner", KNOWN.model.owners, ids=lambda one: one.id)
def test_every_owner_is_said_to_the_patient(owner):
    assert owner.patient or owner.id == "patient"
    assert owner.patient_if_nothing


@each_case
@each_language
def test_the_patients_copy_names_no_group_and_no_colour(case: str, language: Language):
    for large in (False, True):
        said = words(patient_pdf(patients(case, language), large=large))
        body = said.replace(KNOWN.model.reading("dsam").name[language], "")
        assert not re.search(STIGMA, body, re.IGNORECASE)


@each_case
@each_language
def test_the_patients_copy_has_nothing_of_the_case_but_wishes_and_plan(
    case: str, language: Language
):
    """No fact of life is on it, so nothing about anybody else's; no diagnosis and no dose."""
    given = KNOWN.cases[case].in_variant(None)
    plan = patients(case, language)
    said = patient_copy(plan).text
    for one in given.life:
        assert one.text[language] not in said
    own = " ".join(line.text for section in plan.sections for line in section.lines)
    for one in given.conditions:
        name = KNOWN.catalogue.condition(one.code).name[language]
        assert name not in said or name in own


@each_case
@each_language
def test_every_line_is_on_the_patients_copy_or_counted(case: str, language: Language):
    plan = patients(case, language)
    said = letters(words(patient_pdf(plan)))
    for doer in patient_copy(plan).doers:
        assert letters(doer.title) in said
        for one in doer.lines:
            assert letters(one) in said


@each_case
def test_large_type_has_the_same_words(case: str):
    plan = patients(case, "da")
    large = letters(words(patient_pdf(plan, large=True)))
    copy = patient_copy(plan)
    for one in (*copy.wishes, *(each for doer in copy.doers for each in doer.lines), *copy.again):
        assert letters(one) in large


def test_who_does_what_is_said_to_the_patient():
    """A plan of four lines, word for word."""
    lines = [
        PlanItem(id="a", offer="high-specialist", owner="gp", due=date(2026, 12, 3), answer_to="gp",
                 if_nothing="Praksis ringer til patienten inden for en uge"),
        PlanItem(id="b", text="Gå en tur", owner="patient", due=date(2026, 12, 1),
                 answer_to="nurse"),
        PlanItem(id="c", text="Ring til mig!", owner="municipality", answer_to="patient"),
        PlanItem(id="d", text="Noget"),
    ]  # fmt: skip
    given = replace(with_lines(lines), overview=None)
    copy = patient_copy(patient_plan(["agreements"], given, "da"))
    assert [(one.title, one.lines, one.after) for one in copy.doers] == [
        ("Det gør du selv", ("Gå en tur. Senest 1. dec. 2026.",),
         "Sygeplejersken hos din læge får svaret."),
        ("Din læge gør det her",
         ("Din læge spørger en speciallæge til råds, eller du bliver set der. "
              "Senest 3. dec. 2026.",),
         "Sker der ikke noget: Din læge ringer til dig inden for en uge."),
        ("Kommunen gør det her", ("Ring til mig! Dagen er ikke aftalt.",), "Du får svaret."),
        ("Det er ikke aftalt, hvem der gør det her", ("Noget. Dagen er ikke aftalt.",), ""),
    ]  # fmt: skip
    assert copy.wishes == (), "goals may not stand on it"
    assert copy.again[0] == "I har ikke aftalt en dag endnu."


def test_own_words_stay_as_they_were_written():
    item = PlanItem(id="a", text="Behold dette", owner="gp", if_nothing="Så ringer Birgit")
    plain = in_patient_words(with_lines([item]), "da").items[0]
    assert plain == item


# Too much ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [80, 300])
def test_a_long_plan_is_one_page_that_says_how_much_is_left_out(count: int):
    lines = [line(at, f"Punkt nummer {at} slut") for at in range(count)]
    plan = patient_plan(SECTIONS, with_lines(lines), "da")
    pdf = patient_pdf(plan)
    said = words(pdf)
    assert len(opened(pdf).pages) == 1
    shown = len(re.findall(r"Punkt nummer \d+ slut", said))
    told = re.search(r"Der er (\d+) punkter mere i planen\. De står hos din læge\.", said)
    assert told
    assert shown > 25
    assert shown + int(told[1]) == count
    assert "Telefon:" in said
    large = words(patient_pdf(plan, large=True))
    assert len(re.findall(r"Punkt nummer \d+ slut", large)) == count
    assert "punkter mere" not in large


def test_many_wishes_are_counted():
    wishes = tuple(f"ønske {at}" for at in range(9))
    plan = plan_of(wishes=wishes)
    said = words(patient_pdf(plan))
    assert "»ønske 4«" in said
    assert "»ønske 5«" not in said
    assert "Du har også andre ønsker: 4." in said


def test_300_lines_are_all_on_the_recipients_paper():
    lines = [line(at, f"Punkt nummer {at} slut") for at in range(300)]
    said = words(shared_pdf(shared_plan("municipality", SECTIONS, with_lines(lines), "da")))
    assert len(re.findall(r"Punkt nummer \d+ slut", said)) == 300


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ord " * 2500, "many words"),
        ("x" * LONGEST_TEXT, "one word"),
        ("\n" * (LONGEST_TEXT - 1) + "x", "line breaks"),
        ("א" * LONGEST_TEXT, "one word from right to left"),
    ],
)
def test_10_000_characters_in_one_line(text: str, why: str):
    plan = plan_of(line(1, text))
    patient = patient_pdf(plan)
    assert len(opened(patient).pages) == 1
    for pdf in (shared_pdf(plan), shared_pdf(plan, large=True), patient_pdf(plan, large=True)):
        rows = [row for page in opened(pdf).pages for row in page.extract_text().splitlines()]
        assert max(len(row) for row in rows) < 150, f"{why}: nothing runs off the page"
    if text.strip() == text:
        assert letters(words(shared_pdf(plan))).count(text[-1]) >= text.count(text[-1]), why
    if "line" not in why:
        assert "Resten står hos din læge." in words(patient), why


# Words stay words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen", "why"),
    [
        ("#eval(\"1+1\") #panic() #read(\"/etc/passwd\")", None, "code"),
        ("*fed* _kursiv_ = Overskrift\n- punkt", "*fed* _kursiv_ = Overskrift", "markup"),
        ("$x^2$ @ref <label> \\ // ikke /* væk */", None, "math, references and comments"),
        ("]}) \" ' `", None, "what could close something"),
        ("https://example.org", None, "an address"),
        ("\\n er ikke et linjeskift", None, "an escape"),
        ("æøå ÆØÅ « » – ≥ ≤ ² µ ½ → … € ’ “ ” é ü ß ł ğ ☐ ✓", None, "what Danish papers need"),
        ("pa\u030a", "på", "a letter in two parts"),
        ("Привет αβγ", None, "Cyrillic and Greek"),
        ("før \U0001f600 efter", f"før {MISSING} efter", "emoji"),
        ("før \U0001f469\u200d\U0001f467 efter", f"før {MISSING * 3} efter", "a joined emoji"),
        ("før 中文 efter", f"før {MISSING * 2} efter", "Chinese"),
        ("før \u202eefter", f"før {MISSING}efter", "what turns the writing round"),
        ("før \ufeffefter", f"før {MISSING}efter", "a mark of byte order"),
        ("før \ue000 efter", f"før {MISSING} efter", "private use"),
        ("før \x07 efter", f"før {MISSING} efter", "a control character"),
        ("før\tefter", "før efter", "a tab"),
    ],
)  # fmt: skip
def test_hostile_text_stands_as_it_was_written(text: str, seen: str | None, why: str):
    plan = plan_of(line(1, text), wishes=(text,))
    for pdf in (shared_pdf(plan), patient_pdf(plan), shared_pdf(plan, large=True)):
        assert letters(seen or text) in letters(words(pdf)), why


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "a\u0301\u0302\u0303\u0304 ff ﷺ"])
def test_any_script_gives_a_paper(text: str):
    plan = plan_of(line(1, text), wishes=(text,))
    assert opened(shared_pdf(plan)).pages
    assert opened(patient_pdf(plan)).pages


def test_an_empty_plan_is_a_paper_that_says_so():
    plan = shared_plan("municipality", [], source("C07", "da"), "da")
    assert "Patienten har ikke sagt ja til at dele noget." in words(shared_pdf(plan))
