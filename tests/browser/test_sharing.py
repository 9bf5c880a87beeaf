"""Consent and sharing in the browser: ticked by keyboard, seen at once, taken back, never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, ViewportSize, expect

from overblik.domain.sharing import REACHES
from tests.browser.driver import FICTIONAL, Window
from tests.browser.test_axe import examine, none

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def planned(window: Window, *suggestions: str) -> None:
    """Inge's forløb with these lines of the author's plan, opened on the sharing page."""
    id = window.begin("C09", "behandlingsplan")
    window.unfold()
    for one in suggestions:
        window.press(f"take-{one}")
    window.go("deling", id)


def tick(window: Window, *parts: str) -> None:
    for one in parts:
        window.at(f"consent-{one}").check()
        window.settled()


def test_the_matrix_by_keyboard_and_the_preview_follows(window: Window):
    planned(window, "aften")
    first = window.at("consent-municipality-goals")
    first.focus()
    for _ in range(2):
        window.page.keyboard.press("Tab")
    medicine = window.at("consent-municipality-medicine")
    expect(medicine).to_be_focused()
    window.page.keyboard.press("Space")
    expect(window.at("preview")).to_contain_text("sertralin 50 mg x 1")
    window.settled()
    expect(medicine).to_be_focused()
    expect(medicine).to_be_checked()
    expect(window.at("preview")).to_contain_text(FICTIONAL["da"])
    expect(window.at("preview")).not_to_contain_text("katten")
    # What medicine tells of the mind is said before anybody shares it.
    expect(window.at("leaks")).to_contain_text("kan røbe noget under »Psykisk«: sertralin")
    for _ in range(4):
        window.page.keyboard.press("Tab")
    expect(window.at("consent_yes-municipality")).to_be_focused()
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    expect(window.at("nothing")).to_be_visible()
    window.settled()
    # The button is another one now, and whoever pressed it is still there.
    expect(window.at("consent_no-municipality")).to_be_focused()
    window.at("recipient-hospital").focus()
    window.page.keyboard.press("Enter")
    expect(window.at("recipient-hospital")).to_have_attribute("aria-pressed", "true")
    expect(window.at("preview-said")).to_have_text("Sygehusafdelingen får intet.")


def test_decline_and_withdraw_are_ways_like_any_other(window: Window):
    planned(window, "aften", "ernaering")
    window.press("consent_no-municipality")
    expect(window.at("answer-municipality")).to_have_text("Nej. Intet deles.")
    expect(window.at("blocked-municipality")).to_contain_text("kan ikke koordineres")
    window.write("alternative-municipality", "Praksis ringer hver uge")
    expect(window.at("blocked-municipality")).not_to_contain_text("kan ikke koordineres")
    tick(window, "municipality-agreements", "municipality-medicine")
    window.press("share_as-paper")
    expect(window.at("shares")).to_contain_text("papir · medicin, aftaler")
    window.press("consent_withdraw-municipality")
    expect(window.at("nothing")).to_be_visible()
    expect(window.at("preview")).to_have_count(0)
    expect(window.at("answer-municipality")).to_contain_text("trukket tilbage")
    expect(window.at("shares")).to_contain_text("papir · medicin, aftaler")
    expect(window.at("shares")).to_contain_text("samtykket trukket tilbage")
    window.reload()
    expect(window.at("shares").locator("li")).to_have_count(1)
    expect(window.at("consent-municipality-medicine")).not_to_be_checked()
    expect(window.at("alternative-municipality")).to_have_value("Praksis ringer hver uge")


def test_two_windows_on_one_consent(window: Window, context: BrowserContext):
    planned(window, "aften")
    tick(window, "municipality-agreements")
    other = Window(context.new_page(), window.server)
    other.go("deling", window.forloeb)
    expect(other.at("preview")).to_contain_text("Aftenbesøg")
    window.page.bring_to_front()
    window.press("consent_withdraw-municipality")
    # The other page is old, or has just heard: either way nothing is shared any more.
    other.page.bring_to_front()
    expect(other.at("nothing")).to_be_visible()
    expect(other.at("share_as-text")).to_have_count(0)
    tick(other, "hospital-goals")
    saved = window.saved()["state"]
    assert not saved["consents"]["municipality"].get("sections")
    assert saved["consents"]["hospital"]["sections"] == ["goals"]
    assert not saved.get("shares")
    assert other.troubles == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_phone_holds_the_whole_matrix(window: Window, language: str):
    planned(window, "aften", "depression")
    window.speak(language)
    window.page.set_viewport_size(PHONE)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = window.at("consent-municipality-agreements")
    label = box.locator("xpath=..").bounding_box()
    assert label is not None
    assert label["height"] >= 44
    assert label["x"] + label["width"] <= PHONE["width"]
    assert window.page.evaluate(  # a thumb hits the words as well as the box
        "(id) => document.getElementById(id).closest('label').innerText.trim() !== ''",
        "consent-municipality-agreements",
    )
    tick(window, "municipality-agreements", "municipality-medicine")
    expect(window.at("preview")).to_contain_text(FICTIONAL[language])
    expect(window.at("leaks")).to_contain_text(re.compile("sertralin"))
    window.press("share_as-spoken")
    window.press("consent_no-relative")
    window.unfold()
    none(examine(window, f"phone, {language}"))
    assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    window.page.set_viewport_size(WIDE)
    none(examine(window, f"wide, {language}"))


def test_the_table_is_a_table_on_a_phone_too(window: Window):
    """Its rows are shown as cards there, which takes the meaning from a table that has no roles."""
    planned(window)
    for size in (WIDE, PHONE):
        window.page.set_viewport_size(size)
        table = window.page.get_by_role("table", name="Hvem må få hvad at vide?")
        expect(table.get_by_role("row")).to_have_count(1 + len(REACHES))
        row = table.get_by_role("row").filter(has=window.at("consent-pharmacy-medicine"))
        expect(row.get_by_role("rowheader")).to_contain_text("Apoteket")
        expect(row.get_by_role("checkbox", name="Apoteket: medicin")).to_be_visible()


def test_what_is_printed_is_what_the_recipient_gets(window: Window):
    planned(window, "aften", "depression")
    tick(window, "municipality-agreements")
    text = " ".join(one.text for one in window.printed())
    assert FICTIONAL["da"] in text
    assert "Aftenbesøg" in text
    assert "Depression" not in text
