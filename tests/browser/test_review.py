"""The annual review in a real browser: one click a line, by keyboard, and a new year."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driver import Window
from tests.browser.test_axe import examine, none
from tests.browser.test_keyboard import tab_to

APP = "aaret"


def on(testid: str) -> str:
    return f"[data-testid='{testid}']"


def test_last_years_plan_is_gone_through_one_click_a_line_and_the_year_begins_anew(window: Window):
    id = window.begin("C01", "behandlingsplan")
    first, second = window.add_item(), window.add_item()
    for line, words, day in ((first, "Øjenfoto", "2025-03-01"), (second, "Kalium", "2025-06-01")):
        window.write(f"item_text-{line}", words)
        window.choose(f"item_owner-{line}", "gp")
        window.write(f"item_due-{line}", day)
    window.press(f"done-{first}")

    window.go(APP, id)
    for _ in range(20):
        window.press("year-next")
        if window.at("review-open").get_attribute("open") is not None:
            break
    expect(window.at(f"review-{first}")).to_have_attribute("data-never-done", "no")
    expect(window.at(f"review-{second}")).to_have_attribute("data-never-done", "yes")
    expect(window.at("never-done")).to_contain_text("Egen læge 1")
    before = window.saved()["state"]["plan"]

    page = window.page
    tab_to(page, on(f"review-kept-{first}"))
    page.keyboard.press("Space")
    window.settled()
    expect(window.at(f"review-kept-{first}")).to_be_focused()
    expect(window.at(f"review-{first}")).to_contain_text("Gentages senest")
    page.keyboard.press("Space")  # the same button takes it back
    window.settled()
    expect(window.at(f"review-kept-{first}")).to_have_attribute("aria-pressed", "false")
    assert window.saved()["state"]["plan"] == before

    expect(window.at("year-begin")).to_have_attribute("aria-disabled", "true")
    expect(window.at("review-begin")).to_contain_text("2 punkter mangler svar")
    window.press(f"review-kept-{first}")
    window.press(f"review-ended-{second}")
    window.write(f"review_why-{second}", "Hun var på rejse")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    none(examine(window, "the review, narrow"))
    window.press("year-begin")
    expect(window.at("review-begin")).to_have_attribute("data-begun", "yes")
    window.reload()
    expect(window.at("review-counts")).to_contain_text("1 beholdt, 0 ændret, 1 afsluttet")

    window.go("behandlingsplan", id)
    expect(window.at(f"line-{second}")).to_have_count(0)
    window.at("ended").locator("summary").click()
    expect(window.at("ended")).to_contain_text("Hun var på rejse")
    window.press(f"restore-{second}")
    expect(window.at(f"line-{second}")).to_have_count(1)
