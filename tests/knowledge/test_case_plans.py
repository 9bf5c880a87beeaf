"""What the shipped cases say of plans, consents, wishes and what has been done already.

Each line a case's author would write belongs to one part of the plan, because that is what the
patient says yes or no to sharing: a line among the agreements must not give away another part.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pytest

from overblik.domain.base import SECTIONS, Language, Section, Text
from overblik.domain.case import Case
from overblik.domain.clashes import board
from overblik.domain.days import month_after
from overblik.domain.story import Suggestion
from overblik.knowledge import library
from overblik.language import LANGUAGES

KNOWN = library()
CASES = KNOWN.cases
LINES = [(case, one) for case in CASES.values() for one in case.teaching.plan]
each_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
each_line = pytest.mark.parametrize(
    ("case", "line"), LINES, ids=[f"{case.id}-{one.id}" for case, one in LINES]
)


def line(case: str, id: str) -> Suggestion:
    return next(one for one in CASES[case].teaching.plan if one.id == id)


def part(one: Suggestion) -> Section:
    """The part of the plan a line is shared with; as the format says, an agreement if none."""
    return one.section or "agreements"


# A line belongs to one part of the plan -----------------------------------------------------------

SAYS_NOTHING = {
    "da": {"humant", "eller"},
    "en": {"human", "acid", "with", "inhibitor"},
}
"""Words of names that are no medicine by themselves."""


@cache
def telling(language: Language) -> re.Pattern[str]:
    """The words that give a medicine or a diagnosis away: whole names, and a medicine's words."""
    found: set[str] = set()
    for medicine in KNOWN.catalogue.medicines.values():
        found |= set(re.findall(r"\w{4,}", medicine.name[language]))
    for condition in KNOWN.catalogue.conditions.values():
        name = condition.name[language]
        found |= {name, re.sub(r"\s*\(.*\)", "", name), *re.findall(r"\(([^)]+)\)", name)}
    words = "|".join(re.escape(one) for one in found - SAYS_NOTHING[language])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "Stop metformin"),
        ("da", "Samtale om D-vitamin"),
        ("da", "Følge ved KOL."),
        ("en", "Folic acid in good time"),
        ("en", "Support in Dementia"),
    ],
)
def test_the_net_catches_what_it_should(language: Language, words: str):
    assert telling(language).search(words)


@each_line
def test_an_agreement_names_no_medicine_and_no_diagnosis(case: Case, line: Suggestion):
    if part(line) == "agreements":
        for language in LANGUAGES:
            assert not telling(language).search(line.text[language])


@each_line
def test_who_stands_for_a_line_says_which_part_it_cannot_be(case: Case, line: Suggestion):
    """A line with a medicine in it is medicine; with people outside the services it is social,
    unless it tells nothing of anybody's life."""
    assert (line.section or "agreements") in SECTIONS
    if line.medicine or line.atc:
        assert part(line) == "medicine"
    if line.owner == "civil_society":
        assert part(line) == ("agreements" if line.id == "kirkebil" else "social")


def test_every_part_of_the_plan_is_in_the_cases():
    assert {part(one) for _, one in LINES} == set(SECTIONS)


# One change of one medicine a line ----------------------------------------------------------------


@each_line
def test_a_change_is_of_a_medicine_the_patient_has(case: Case, line: Suggestion):
    taken = {one.atc for one in case.medicines or ()}
    assert line.medicine or not line.atc, "a medicine without a change says nothing"
    if line.atc:
        assert (line.atc in taken) == (line.medicine != "start")


@each_line
def test_a_change_gives_no_dose(case: Case, line: Suggestion):
    if line.medicine:
        for language in LANGUAGES:
            assert not re.search(r"\d\s?(mg|g|E|units|mikrogram|ml)\b|\bx \d", line.text[language])


@each_line
def test_a_line_names_at_most_the_medicine_it_changes(case: Case, line: Suggestion):
    """Two changes in one line have one date and one follow-up between them."""
    if line.medicine and line.text.da.lower().startswith("stop"):
        names = [KNOWN.catalogue.medicines[one.atc].name.da for one in case.medicines or ()]
        assert sum(one in line.text.da.lower() for one in names) <= 1


def test_pouls_first_weeks_are_a_line_a_change_and_tapering_is_no_stop():
    assert [(line("C08", id).medicine, line("C08", id).atc, line("C08", id).week) for id in WEEK] \
        == [("stop", "A12BA01", 0), ("stop", "A10BA02", 1), ("adjust", "A10AE04", 2)]  # fmt: skip
    for id, atc in (("en-ad-gangen", "N02BF01"), ("tramadol", "N02AX02")):
        assert (line("C08", id).medicine, line("C08", id).atc) == ("adjust", atc)
        assert "trappes ned" in line("C08", id).text.da


WEEK = ("denne-uge", "metformin", "insulin")


# Owners -------------------------------------------------------------------------------------------


def test_a_carer_falls_ill_and_lines_rest_on_her():
    """Poul's wife fills the box and is admitted in the second month."""
    assert [one.id for one in CASES["C08"].teaching.plan if one.owner == "relative"] == [
        "aeske",
        "foelge",
    ]
    assert any("indlagt" in one.text.da for one in CASES["C08"].events)


def test_two_of_joergens_lines_have_no_owner_until_the_hospital_has_answered():
    assert [one.id for one in CASES["C04"].teaching.plan if one.owner is None] == [
        "stopdato",
        "ekko",
    ]
    assert all(one.owner for case, one in LINES if case.id != "C04")


def test_no_line_of_hans_tells_what_his_wife_has():
    """She is no patient here: a paper with her illness on it would be hers."""
    hers = re.compile("alzheimer|demens|dementia", re.IGNORECASE)
    for one in CASES["C11"].teaching.plan:
        assert not hers.search(one.text.da + one.text.en)


# Wishes and what has been done --------------------------------------------------------------------


class Wished(NamedTuple):
    case: str
    bookable: tuple[str, ...]
    closed: tuple[str, ...]
    why: str


WISHES = (
    Wished("C06", ("eye_photo", "foot_check"), ("vitamin_d", "testosterone", "whole_body_mri"),
           "three of Lars's five wishes ask no question"),
    Wished("C12", ("swimming_company",), (), "the pool is an offer among people"),
    Wished("C13", ("blood_tests",), ("mri_foot",), "gout is not seen better on a scan"),
)  # fmt: skip


@pytest.mark.parametrize("row", WISHES, ids=[row.case for row in WISHES])
def test_what_a_patient_wishes_can_be_booked_only_where_it_answers_something(row: Wished):
    services = KNOWN.catalogue.services
    wished = [one.service for one in CASES[row.case].wishes]
    assert None not in wished
    found = {bookable: set[str]() for bookable in (True, False)}
    for key in wished:
        service = services[key or ""]
        found[service.bookable and service.talk is None].add(service.key)
    assert found == {True: set(row.bookable), False: set(row.closed)}, row.why
    for key in row.closed:
        assert services[key].talk, "there is a talk instead"
        assert "patient" not in services[key].bookable_by


def test_camillas_company_needs_a_named_person():
    assert KNOWN.catalogue.services["swimming_company"].link_needed


def test_ellens_echo_was_done_two_months_before_somewhere_else():
    (echo,) = CASES["C07"].investigations
    day = CASES["C07"].date
    assert (echo.service, month_after(echo.date, 2)) == ("echo", day)
    months = KNOWN.catalogue.services["echo"].recent_months
    assert months is not None
    assert month_after(echo.date, months) > day, "whoever orders it again is asked why"
    assert echo.where.da not in {one.da for one in CASES["C07"].contacts.tracks or ()}


def test_the_board_has_nothing_to_say_about_lars():
    """No card, and nothing that would have to be asked for first: his day is his own."""
    found = board(CASES["C06"], KNOWN.clashes, KNOWN.catalogue, ())
    assert (found.cards, found.unsure) == ((), ())


@each_case
def test_what_was_done_was_done_before_the_story_begins(case: Case):
    assert all(one.date <= case.date for one in case.investigations)


def test_several_cases_have_something_done_already():
    assert sum(bool(case.investigations) for case in CASES.values()) >= 5


def test_falls_are_told_where_the_story_tells_them():
    assert CASES["C07"].contacts.falls == 2
    assert CASES["C06"].contacts.falls == 0
    assert sum(case.contacts.falls is None for case in CASES.values()) > 5, "else unknown, not 0"


# Consent ------------------------------------------------------------------------------------------


@each_case
def test_a_partly_says_which_parts(case: Case):
    for one in case.consents.values():
        assert bool(one.sections) == (one.answer == "partly")
        assert one.answer != "partly" or (one.note and one.sections)


class Shown(NamedTuple):
    case: str
    recipient: str
    lines: tuple[str, ...]
    why: str


SHOWN = (
    Shown("C02", "municipality", ("rundt-bord",), "the job centre: only his ability to work"),
    Shown("C11", "relative", ("blodproever", "doetrene"), "that he is tired, not how tired"),
    Shown("C12", "municipality", ("ressourceforloeb",), "neither diagnosis nor medicine"),
    Shown("C09", "relative", (), "her son is not to be told"),
)


@pytest.mark.parametrize("row", SHOWN, ids=[f"{row.case}-{row.recipient}" for row in SHOWN])
def test_a_recipient_gets_the_lines_of_the_parts_the_patient_allowed(row: Shown):
    case = CASES[row.case]
    allowed = case.consents[row.recipient].sections  # pyright: ignore[reportArgumentType]
    shown = tuple(one.id for one in case.teaching.plan if part(one) in allowed)
    assert shown == row.lines, row.why


@pytest.mark.parametrize("row", SHOWN, ids=[f"{row.case}-{row.recipient}" for row in SHOWN])
def test_what_is_shown_in_part_says_nothing_of_the_mind(row: Shown):
    """Words that would tell of a closed part, whatever the line's own part is."""
    told = re.compile(
        r"selvmord|depress|psyki|bipolar|lithium|alkohol|MDI|mood|suicid|psychia", re.I
    )
    for one in CASES[row.case].teaching.plan:
        if one.id in row.lines:
            assert not told.search(_both(one.text)), row.why


def _both(text: Text) -> str:
    return f"{text.da} {text.en}"
