"""A case written as a file and read again is the same case, whatever people have typed in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from overblik.domain.case import Case
from overblik.domain.editing import revised, rows_of, written
from overblik.domain.event import START
from overblik.domain.new_case import MadeOn, new_case
from overblik.domain.privacy import looks_like_cpr
from overblik.domain.year import steps, unfolded
from overblik.knowledge import library
from overblik.knowledge.case_files import parse_case
from overblik.knowledge.case_writer import ORDER, SCHEMA, case_file
from overblik.knowledge.characters import CONTROL
from tests.domain.patients import LIFE, TODAY
from tests.domain.strategies import half_known_patients
from tests.support.examples import examples

KNOWN = library()
words = st.from_regex(re.compile(rf"[^{CONTROL}]{{1,60}}"), fullmatch=True).filter(
    lambda one: one.strip() and not any("\ud800" <= sign <= "\udfff" for sign in one)
) | st.sampled_from(
    [
        "12", "yes", "null", "~", "true", "1e3", "0x1F", "2026-01-01", ": a", "- b", "# c", "{x",
        "it's »q«", "a\nb", "a: b # c", "a\tb", "%d", "@x", "!t", "&a", "*b", "|", "> x", "=", "<<",
        "12:30:45", "1_000", "\ufeffx", "a\u2028b", "æ 😀", "[1, 2]", "'", '"', "\\n", "a  b",
        "---", "a\n\n b\n", "...",
    ]
)  # fmt: skip


def read(text: str) -> Case:
    return parse_case(text.encode(), "Z01.yaml", KNOWN.catalogue, KNOWN.today)


@pytest.mark.parametrize("case", KNOWN.cases.values(), ids=list(KNOWN.cases))
def test_every_case_of_the_library_comes_back(case: Case):
    assert read(case_file(case)) == case
    for variant in case.variants or (None,):
        id = variant and variant.id
        flat = new_case(written(case, id), id)
        assert read(case_file(flat)) == flat


@pytest.mark.parametrize("case", KNOWN.cases.values(), ids=list(KNOWN.cases))
def test_a_case_made_on_any_day_of_the_year_comes_back(case: Case):
    """In a forløb that begins today the days of the year lie ahead; the file's do not."""
    for variant in [one.id for one in case.variants] or [None]:
        past: set[str] = set()
        for step in steps(case, variant, KNOWN.today):
            past |= {one.id for one in step.events}
            now = unfolded(case, variant, step.id, KNOWN.today)
            on = None if step.id == START else MadeOn(step.day, KNOWN.today, past)
            made = new_case(now, variant, on)
            assert read(case_file(made)) == made


@given(half_known_patients(), words, words, st.lists(words, max_size=3))
@examples(60)
def test_any_patient_in_any_words_comes_back(sketch, lives: str, told: str, tracks: list[str]):
    case = sketch.but(conditions=tuple(dict.fromkeys(sketch.conditions))).case
    assume(not any(map(looks_like_cpr, (lives, told, *tracks))))
    person = {**case.person.model_dump(), "lives": {"da": lives, "en": told}, "work": _both(told)}
    life = [*rows_of(case, "life"), {"domain": LIFE[0], "weight": 1, "text": _both(lives)}]
    contacts = {**case.contacts.model_dump(), "tracks": [_both(one) for one in tracks]}
    edited = revised(
        case, KNOWN.catalogue, TODAY, person=person, life=life, contacts=contacts,
        safety=_both(told), title=_both(lives),
    )  # fmt: skip
    assert read(case_file(edited, [lives, told])) == edited


def _both(words: str) -> dict[str, str]:
    return {"da": words, "en": words}


def test_it_stands_in_the_templates_order_with_the_schema_first():
    text = case_file(KNOWN.cases["C02"])
    assert text.startswith(SCHEMA + "\n")
    template = (KNOWN.folder / "cases" / "_skabelon.yaml").read_text("utf-8")
    named = re.findall(r"(?m)^(?:# )?([a-z_]+):", template)
    assert [one for one in dict.fromkeys(named) if one in ORDER] == list(ORDER)
    fields = re.findall(r"(?m)^([a-z_]+):", text)
    assert fields == [one for one in ORDER if one in fields]
    assert set(ORDER) == set(Case.model_fields)


def test_what_is_as_assumed_is_left_out_and_what_is_none_is_not():
    text = case_file(KNOWN.cases["C02"])
    assert "status: active" not in text
    assert "use: regular" not in text
    assert "tracks: []" in text
    assert f"version: {KNOWN.cases['C02'].version}" in text


def test_a_new_case_keeps_what_the_workshop_does_not_change():
    """»Gem som ny case«: what was done already, wishes with their service, consents in part."""
    case = KNOWN.cases["C06"]
    contacts = {**case.contacts.model_dump(), "falls": 3}
    consents = {"relative": {"answer": "partly", "sections": ["agreements"], "note": _both("x")}}
    edited = revised(case, KNOWN.catalogue, TODAY, id="Z01", contacts=contacts, consents=consents)
    again = read(case_file(new_case(written(edited, None))))
    assert again.contacts.falls == 3
    assert again.investigations == case.investigations != ()
    assert [one.service for one in again.wishes] == [one.service for one in case.wishes]
    assert again.consents["relative"].sections == ("agreements",)
    assert again.teaching == case.teaching


def test_a_wish_and_an_investigation_are_written_as_a_person_would():
    text = case_file(KNOWN.cases["C06"])
    assert "  - {da: Bestille øjenfoto, en: To book an eye photo, service: eye_photo}" in text
    assert "  - service: home_bp\n    date: 2026-08-30\n" in text


def test_a_note_cannot_leave_its_line():
    case = KNOWN.cases["C06"]
    text = case_file(case, ["en\nid: X99", "to\r\x1b[2J"])
    assert read(text) == case
    assert "\x1b" not in text


def test_it_is_written_as_a_person_would():
    lines = case_file(KNOWN.cases["C02"]).split("\n")
    assert "  - {atc: C08CA01, dose: 5 mg x 1}" in lines
    assert "  - {kind: eGFR, value: 88, unit: ml/min/1.73m2, date: 2026-08-25}" in lines
    assert '    answer: "yes"' in lines
