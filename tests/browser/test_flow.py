"""The whole way: a patient is chosen, sorted, planned for, put to a specialist and printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.driver import FICTIONAL, Window

DUE = date.today() + timedelta(days=40)
WISH = {"da": "gå til kor om torsdagen", "en": "go to the choir on Thursdays"}
WHY = {"da": "Hun kan ikke selv holde styr på det", "en": "She cannot keep track of it herself"}
ITEM = {"da": "Ring om blodprøverne", "en": "Call about the blood tests"}
CARD = {
    "card_to-field": "Reumatologen",
    "card_text-question": "Kan methotrexat sættes ned?",
    "card_text-decision": "Dosis af methotrexat",
    "card_text-tried": "Lavere dosis i to år",
    "card_text-with_answer": "Ja: ned med 2,5 mg. Nej: nyt svar om et halvt år.",
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_patient_from_the_front_page_to_the_printed_card(window: Window, language: str):
    # Nothing may be needed from outside: this room has no internet.
    foreign: list[str] = []
    window.page.route(
        lambda url: not url.startswith((window.server.url, "data:", "blob:")),
        lambda route: (foreign.append(route.request.url), route.abort()),
    )
    window.front()
    if language == "en":
        window.at("language").click()
        expect(window.page.locator("html")).to_have_attribute("lang", "en")
    window.follow(window.at("begin-C01"), "stratificering")
    expect(window.at("case-title")).to_contain_text("Birgit")
    expect(window.page.locator("html")).to_have_attribute("lang", language)
    sort(window, language)

    window.follow(window.at("next"), "behandlingsplan")
    assert window.tier == "high"
    line = plan(window, language)

    window.follow(window.at("next"), "konference")
    card(window)
    window.at("card-print").click()
    assert window.page.evaluate("window.printed") == 1
    (sheet,) = window.printed()
    for text in (FICTIONAL[language], *CARD.values()):
        assert text in sheet.text

    # Back at the start everything stands as it was left.
    window.follow(window.page.locator("header nav a[href^='/stratificering']"), "stratificering")
    expect(window.at("tier-high")).to_be_checked()
    expect(window.at("tier_reason-field")).to_have_value(WHY[language])
    window.follow(window.page.locator("header nav a[href^='/behandlingsplan']"), "behandlingsplan")
    expect(window.at(f"item_text-{line}")).to_have_value(ITEM[language])
    expect(window.at(f"item_due-{line}")).to_have_value(DUE.isoformat())
    assert foreign == []


def sort(window: Window, language: str) -> None:
    """Rate both axes, see the tier move, and choose another one with a reason."""
    assert window.tier == "moderate"
    window.rate(disease=0, treatment=0, medication=0)
    expect(window.at("axis-biomedical")).to_have_attribute("data-level", "low")
    assert window.tier == "low"
    window.rate(mental=2, network=2)
    expect(window.at("axis-psychosocial")).to_have_attribute("data-level", "high")
    expect(window.at("cell-low-high")).to_have_attribute("data-here", "")
    assert window.tier == "moderate"
    window.press("reading-bogstavelig")
    assert window.tier == "undefined"
    window.press("reading-dsam")
    window.rate(disease=2, treatment=2)
    assert window.tier == "high"
    window.rate(mental=0, network=0)
    assert window.tier == "moderate"

    window.at("tier-high").check()
    window.settled()
    expect(window.at("choice-open")).to_be_visible()
    assert window.tier == "moderate", "a choice without a reason does not hold yet"
    window.at("tier_ground-field").select_option(index=1)
    window.settled()
    window.write("tier_reason-field", WHY[language])
    expect(window.at("choice-open")).to_have_count(0)
    expect(window.at("suggested")).to_be_visible()
    assert window.tier == "high"


def plan(window: Window, language: str) -> str:
    """Edit the patient's wish, keep and decline offers, and add a line; returns the line's id."""
    window.write("priority_text-case-1", WISH[language])
    window.press("keep-high-plan")
    window.press("decline-high-digital")
    expect(window.at("offer-high-plan")).to_have_attribute("data-standing", "kept")
    expect(window.at("offer-high-digital")).to_have_attribute("data-standing", "declined")
    assert window.items() == ["offer-high-plan"]

    line = window.add_item()
    lacks = window.at(f"item-{line}").locator(".item-foot .open")
    expect(lacks).to_be_visible()
    window.write(f"item_text-{line}", ITEM[language])
    window.choose(f"item_owner-{line}", "nurse")
    window.write(f"item_due-{line}", DUE.isoformat())
    window.choose(f"item_answer_to-{line}", "gp")
    window.press(f"suggest-{line}")
    expect(lacks).to_have_count(0)
    for text in (WISH[language], ITEM[language]):
        assert text in window.paper()
    return line


def card(window: Window) -> None:
    """Fill in what the card lacks."""
    expect(window.at("suggestion")).to_have_attribute("data-suggested", "true")
    for field, text in CARD.items():
        window.write(field, text)
    window.write("card_deadline-field", DUE.isoformat())
    missing = window.page.locator("aside [data-blocks=yes]")
    expect(missing).to_have_count(1)
    window.choose("card_responsible-field", "gp")
    expect(missing).to_have_count(0)
