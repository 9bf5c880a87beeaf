"""The unfolding year in a real browser: Jørgen's and Ellen's, forward and back."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.driver import Window
from tests.browser.test_axe import examine, none
from tests.browser.test_layout import NARROW, Faults

APP = "aaret"
WORDS = "main > :not(.top, .notice-place)"


def page_text(window: Window) -> list[str]:
    """What the page says, without when it was saved."""
    return [one.inner_text() for one in window.page.locator(WORDS).all()]


def work(window: Window) -> dict[str, Any]:
    """What is saved of the forløb itself."""
    return {key: one for key, one in window.saved().items() if key in ("case", "state")}


def walk(window: Window, day: str, button: str = "year-next") -> None:
    """Press one button until it is a day."""
    for _ in range(20):
        if window.at("day").get_attribute("data-step") == day:
            return
        window.press(button)
    raise AssertionError(f"{day} was not reached by {button}")


def test_jorgens_year_forward_and_back(window: Window):
    id = window.begin("C04", APP)
    window.press("year-back")
    assert window.tier == "low"
    expect(window.at("year-back")).to_have_attribute("aria-disabled", "true")
    window.press("year-next")
    assert window.tier == "moderate"
    expect(window.at("why-now")).to_have_attribute("data-why", "early")
    expect(window.at("group")).to_contain_text("flyttet")

    window.go("behandlingsplan", id)
    window.unfold()
    window.press("take-hjerterehabilitering")
    window.go(APP, id)
    expect(window.at("changes")).to_contain_text("hjerterehabilitering")
    page, saved = page_text(window), work(window)

    window.page.keyboard.press("Tab")
    window.at("year-next").focus()
    for _ in range(2):  # the focus stays, so that a teacher need not look for the button
        window.page.keyboard.press("Enter")
        window.settled()
        expect(window.at("year-next")).to_be_focused()
    assert window.tier == "moderate"
    expect(window.at("happened").and_(window.page.get_by_role("status"))).not_to_be_empty()
    walk(window, "aarligt-overblik")
    walk(window, "start", "year-back")
    assert page_text(window) == page
    assert work(window) == saved


def test_ellens_year_shows_what_is_planned_twice_and_what_falls(window: Window):
    id = window.begin("C07", "behandlingsplan")
    line = window.add_item()
    window.write(f"item_text-{line}", "Ringer om søndagen")
    window.choose(f"item_owner-{line}", "relative")
    window.go(APP, id)
    walk(window, "dobbelt-ekko")
    expect(window.at("planned")).to_contain_text("Et andet sygehus: Bevaret pumpefunktion")
    expect(window.at("to-conference")).to_be_visible()
    walk(window, "datter-syg")
    expect(window.at("falls-relative")).to_contain_text("Ringer om søndagen")
    window.choose("move-to-relative", "nurse")
    window.press("move-relative")
    expect(window.at("falls-relative")).to_contain_text("Ingen punkter falder med")
    expect(window.at("changes-said")).to_contain_text("1 ansvar flyttet")
    window.press("year-next")
    expect(window.at("back-again-relative")).to_be_visible()
    window.press("year-back")
    expect(window.at("changes")).to_contain_text("Ringer om søndagen")
    none(examine(window, "a day in the middle of Ellen's year"))


def test_a_day_in_english_on_a_phone(window: Window):
    window.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    window.begin("C07", APP)
    window.speak("en")
    walk(window, "fald-indlagt")
    window.unfold()
    none(examine(window, "narrow, English"))
    found = Faults()
    found.look(window, "a day of the year")
    found.none()


def test_the_middle_of_the_year_is_kept_and_other_windows_are_told(
    window: Window, context: BrowserContext
):
    id = window.begin("C07", APP)
    desk = Window(context.new_page(), window.server)
    desk.go("behandlingsplan", id)
    walk(window, "dobbelt-ekko")
    expect(desk.at("where")).to_contain_text("Måned 2")
    expect(desk.at("notice")).to_contain_text("andet vindue")
    window.reload()
    expect(window.at("day")).to_have_attribute("data-step", "dobbelt-ekko")
    assert desk.troubles == []
