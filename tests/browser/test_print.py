"""What comes out of the printer: its size, how many sheets, and what stands on them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from overblik.knowledge import library
from overblik.language import LANGUAGES, Language, day, translations
from tests.browser.driver import APPS, FICTIONAL, Sheet, Window
from tests.browser.rooms import Rooms
from tests.browser.test_cases import CASES

A4 = (595, 842)
A5 = (420, 595)

CHROME = (
    "Spring til indhold",
    "Hent som fil",
    "Udskriv",
    "Vælg én",
    "Fortsæt, hvor du var",
    "Videre til behandlingsplan",
    "Kilde og egen begrundelse",
)
"""Texts of the screen that have no place on paper."""


def check(sheets: list[Sheet], window: Window, case: str, language: Language) -> None:
    """Every sheet is marked as fictional; the paper says from what it was made, and when."""
    known, model = library().case(case), library().model
    reading = model.reading(window.saved()["state"]["reading"]).name[language]
    for sheet in sheets:
        assert FICTIONAL[language] in sheet.text
    whole = " ".join(sheet.text for sheet in sheets)
    wanted = [known.person.name, known.id, f"{model.title[language]} {model.version}", reading]
    for text in (*wanted, day(date.today(), language)):
        assert text in whole
    for text in CHROME:
        assert translations(language).gettext(text) not in whole


@pytest.mark.parametrize("language", ["da", "en"])
def test_sorting_is_one_a4_for_every_case(rooms: Rooms, language: Language):
    found: list[str] = []
    for case, variant in CASES:
        window = rooms.enter("stratificering", case, variant, language)
        sheets = window.printed()
        sizes = [sheet.size for sheet in sheets]
        if sizes != [A4]:
            found.append(f"{case} {variant}: {sizes}")
        check(sheets, window, case, language)
    assert found == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_card_is_one_a5_where_its_pdf_is_and_marked_on_every_sheet(
    rooms: Rooms, language: Language
):
    """The cases with the most to say; documents/test_conference_card.py holds it for the PDF."""
    for case in ("C03", "C07", "C09"):
        window = rooms.enter("konference", case, language=language)
        window.write("card_text-question", "Hvilke to ændringer først, når målet er nået? " * 4)
        window.write("card_text-with_answer", "Vi ændrer én ting ad gangen fra i morgen. " * 6)
        sheets = window.printed()
        assert [sheet.size for sheet in sheets] == [A5], case
        check(sheets, window, case, language)
    window.write("card_text-reading", "Hun vil helst blive hjemme. " * 200)
    sheets = window.printed()
    assert len(sheets) > 1
    assert {sheet.size for sheet in sheets} == {A5}
    check(sheets, window, "C09", language)


@pytest.mark.parametrize("app", APPS)
def test_every_sheet_says_that_the_patient_is_fictional(rooms: Rooms, app: str):
    for language in LANGUAGES:
        for sheet in rooms.enter(app, "C12", language=language).printed():
            assert FICTIONAL[language] in sheet.text


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_full_plan_fits_three_sheets(rooms: Rooms, language: Language):
    """Inge, C09: everything her level offers and everything the case's author would do, by date,
    and how much of it rests on whom."""
    window = rooms.enter("behandlingsplan", "C09", language=language)
    for button in window.page.locator("[data-testid^=keep-]").all():
        button.click()
    window.settled()
    window.unfold()
    while window.page.locator("[data-event=suggestion_take]").count():
        window.page.locator("[data-event=suggestion_take]").first.click()
        window.settled()
    window.press("fill")
    window.write("overview-field", "2027-09-01")
    plan = window.saved()["state"]["plan"]
    lines = [one for one in plan if one.get("standing", "kept") == "kept"]
    assert len(lines) > 12

    sheets = window.printed()
    assert [sheet.size for sheet in sheets] in ([A4] * 2, [A4] * 3)
    check(sheets, window, "C09", language)
    whole = " ".join(sheet.text for sheet in sheets)
    assert f"1 / {len(sheets)}" in whole
    for said, count in Counter(one["if_nothing"] for one in lines if "if_nothing" in one).items():
        assert whole.count(said) == count
    known = library()
    suggested = {one.id: one.text for one in known.case("C09").teaching.plan}
    for line in lines:
        offer = known.model.offer(line.get("offer", ""))
        text = offer.text if offer else suggested[line["suggestion"]]
        assert text[language] in whole
    for priority in window.page.locator("[data-testid^=priority_text-]").all():
        assert priority.input_value() in whole


def test_a_long_plan_repeats_mark_number_and_table_head(rooms: Rooms):
    window = rooms.enter("behandlingsplan", "C09")
    for at in range(10):
        line = window.add_item()
        window.write(f"item_text-{line}", f"Punkt nummer {at}. " + "Vi taler om det. " * 40)
    sheets = window.printed()
    assert len(sheets) > 2
    check(sheets, window, "C09", "da")
    for at, sheet in enumerate(sheets, 1):
        assert f"{at} / {len(sheets)}" in sheet.text
        assert "Ansvarlig" in sheet.text


def test_the_front_page_prints_as_more_than_a_blank_sheet(window: Window):
    """Nobody means to print it, and a blank sheet helps nobody."""
    window.front()
    assert "Birgit" in window.printed()[0].text
