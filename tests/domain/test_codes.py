"""Codes as types: one form for each system, one reader for all, and an unknown code is an error."""

from __future__ import annotations

import pytest

from overblik.domain.codes import ATC, ICD10, ICPC2, SKS, Code, CodeError, diagnosis
from overblik.knowledge import library

RIGHT: list[tuple[type[Code], str]] = [
    (ICPC2, "T90"),
    (ICPC2, "U99"),
    (ICPC2, "Z12"),
    (ICD10, "I10"),
    (ICD10, "E11.9"),
    (ICD10, "M80.95"),
    (SKS, "DE119"),
    (SKS, "DI109"),
    (SKS, "DM8095"),
    (ATC, "A10BA02"),
]


@pytest.mark.parametrize(("system", "value"), RIGHT)
def test_a_code_in_its_systems_form(system: type[Code], value: str):
    assert str(system(value)) == value


WRONG: list[tuple[type[Code], str, str]] = [
    (ICPC2, "t90", "lower case is the reader's to mend, not the type's"),
    (ICPC2, "T9", "two digits"),
    (ICPC2, "T900", "no more"),
    (ICPC2, "E11.9", "that is ICD-10"),
    (ICPC2, "T90\n", "nothing after it"),
    (ICD10, "E119", "the dot belongs to it"),
    (ICD10, "E11.", "and something after the dot"),
    (ICD10, "DE119", "that is SKS"),
    (SKS, "E119", "D comes first"),
    (SKS, "DI10", "three characters get a filler 9"),
    (SKS, "DE11.9", "no dot"),
    (ATC, "A10BA", "a group is no substance"),
    (ATC, "A10BA2", "two digits at the end"),
    (ATC, "", "nothing"),
]


@pytest.mark.parametrize(
    ("system", "value"), [row[:2] for row in WRONG], ids=[reason for _, _, reason in WRONG]
)
def test_anything_else_is_refused_where_it_is_made(system: type[Code], value: str):
    with pytest.raises(CodeError, match=system.name):
        system(value)


@pytest.mark.parametrize(
    ("icd10", "sks"),
    [
        ("I10", "DI109"),
        ("G20", "DG209"),
        ("G35", "DG359"),
        ("C61", "DC619"),
        ("E11.9", "DE119"),
        ("M80.95", "DM8095"),
    ],
)
def test_sks_is_icd10_with_a_filler_9_after_three_characters(icd10: str, sks: str):
    assert ICD10(icd10).sks == SKS(sks)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("T90", ICPC2("T90")),
        ("t90", ICPC2("T90")),
        ("  T90 ", ICPC2("T90")),
        ("E11.9", ICD10("E11.9")),
        ("e11.9", ICD10("E11.9")),
        ("DE119", SKS("DE119")),
        ("de 119", SKS("DE119")),
        ("I10", ICD10("I10")),
    ],
)
def test_the_reader_takes_any_system_in_any_case(text: str, code: Code):
    """I10 is ICD-10: ICPC-2 has no chapter I."""
    assert diagnosis(text) == code


@pytest.mark.parametrize(
    "text", ["", "E119", "T9", "diabetes", "T90 E11.9", "E11,9", "Ø90", "T９0"]
)
def test_what_is_no_code_is_an_error_and_never_nothing(text: str):
    with pytest.raises(CodeError):
        diagnosis(text)


def test_codes_of_two_systems_are_never_equal():
    assert ICPC2("T90") != ICD10("T90")
    assert len({ICPC2("T90"), ICD10("T90")}) == 2


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("type_2_diabetes", "type_2_diabetes"),
        ("T90", "type_2_diabetes"),
        ("E11.9", "type_2_diabetes"),
        ("DE119", "type_2_diabetes"),
        ("de119", "type_2_diabetes"),
        ("I10", "hypertension"),
        ("K77", "heart_failure"),
        ("N18.4", "ckd_g4"),
    ],
)
def test_a_condition_is_found_by_key_and_by_each_of_its_codes(written: str, key: str):
    assert library().catalogue.condition(written).key == key


@pytest.mark.parametrize("written", ["Z99", "E11.8", "DE118", "kræft", "", "E119"])
def test_a_condition_that_is_not_in_the_table_is_an_error(written: str):
    with pytest.raises(KeyError):
        library().catalogue.condition(written)
