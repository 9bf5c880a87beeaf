"""Danish and English are one click apart, and the click costs nothing that was done."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.browser.driver import Window

WORDS = "Skrevet på dansk & <i>kursiv</i>"


def test_the_switch_keeps_text_folds_choices_and_focus(window: Window):
    id = window.begin("C07")
    page = window.page
    page.locator("#record > summary").click()
    page.locator("#why-network > summary").click()
    window.write("rating_reason-network", WORDS)
    window.rate(network=2, disease="unknown")
    window.write("rating_reason-network", WORDS + " 010190-1234")
    expect(window.at("unsaved")).to_be_visible()
    title = page.title()

    # Typed and not yet sent when the language changes.
    page.locator("#why-mental > summary").click()
    window.at("rating_reason-mental").press_sequentially(WORDS)
    button = window.at("language")
    button.focus()
    button.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    window.settled()

    expect(button).to_be_focused()
    expect(button).to_have_text("Dansk")
    expect(button).to_have_attribute("lang", "da")
    assert page.title() != title
    assert window.forloeb == id
    expect(window.at("rating_reason-mental")).to_have_value(WORDS)
    # What was refused stands in its field with its reason, now in English.
    expect(window.at("rating_reason-network")).to_have_value(WORDS + " 010190-1234")
    expect(page.locator("#rating_reason-network-error")).to_contain_text("CPR")
    expect(page.locator("#rating_reason-network-error")).not_to_contain_text("ligner")
    for fold in ("#record", "#why-network", "#why-mental"):
        expect(page.locator(fold)).to_have_attribute("open", "")
    expect(page.locator("#why-coping")).not_to_have_attribute("open", "")
    expect(window.at("rate-network-2")).to_be_checked()
    expect(window.at("rate-disease-unknown")).to_be_checked()

    # The language follows to the next app and to the front page, and back again.
    window.follow(window.at("next"), "behandlingsplan")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    window.front()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    window.at("language").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_the_cases_own_words_follow_and_ones_own_stay(window: Window):
    window.begin("C01", "behandlingsplan")
    page = window.page
    window.press("keep-moderate-plan")
    window.write("priority_text-case-1", WORDS)
    line = window.at("item_text-offer-moderate-plan")
    danish = line.input_value()
    second = window.at("priority_text-case-2").input_value()
    window.speak("en")
    assert line.input_value() != danish
    assert window.at("priority_text-case-2").input_value() != second
    expect(window.at("priority_text-case-1")).to_have_value(WORDS)
    window.speak("da")
    expect(line).to_have_value(danish)
    expect(page.locator("blockquote[lang=da]").first).to_be_attached()


def test_each_window_keeps_its_readers_language(window: Window, context: BrowserContext):
    """A Danish and an English reader on one forløb: the words travel, the language does not."""
    id = window.begin("C01", "konference")
    other = Window(context.new_page(), window.server)
    other.go("konference", id)
    other.speak("en")
    other.write("card_text-question", "Kan dosis ned?")
    expect(window.at("card_text-question")).to_have_value("Kan dosis ned?", timeout=10_000)
    expect(window.page.locator("html")).to_have_attribute("lang", "da")
    expect(window.at("notice")).to_contain_text("andet vindue")
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    # Nor does it change on the way to the next app because another window was redrawn last.
    other.page.bring_to_front()
    other.follow(other.page.locator("header nav a[href^='/behandlingsplan']"), "behandlingsplan")
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    assert other.troubles == []
