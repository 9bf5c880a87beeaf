"""The grid in the hand: arrow keys, cells, readings, the own axis and the checklist."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driver import Window
from tests.browser.rooms import Rooms


def shown(window: Window) -> str | None:
    window.settled()
    return window.at("cell").get_attribute("data-cell")


def test_arrow_keys_go_from_cell_to_cell_and_stop_at_the_edge(rooms: Rooms):
    window = rooms.enter("stratificering", "C01")
    window.at("look-high-low").focus()
    for key, cell in (
        ("ArrowRight", "high-moderate"),
        ("ArrowUp", "moderate-moderate"),
        ("ArrowUp", "low-moderate"),
        ("ArrowUp", "low-moderate"),
        ("ArrowLeft", "low-low"),
        ("ArrowLeft", "low-low"),
        ("ArrowDown", "moderate-low"),
    ):
        window.page.keyboard.press(key)
        assert shown(window) == cell
        expect(window.at(f"look-{cell}")).to_be_focused()
    assert window.tier == "moderate", "looking moves nobody"
    window.press("look-back")
    assert shown(window) == "high-low"


def test_the_grid_is_one_stop_on_the_way_through_the_page(rooms: Rooms):
    window = rooms.enter("stratificering", "C01")
    window.at("look-high-low").focus()
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("() => document.activeElement.closest('.grid') === null")


def test_switching_the_reading_keeps_the_cell_and_the_ratings(rooms: Rooms):
    window = rooms.enter("stratificering", "C07")
    window.press("look-high-high")
    window.at("reading-rund_op").check()
    window.settled()
    assert (window.tier, shown(window)) == ("high", "high-high")
    window.at("reading-dsam").check()
    window.settled()
    assert window.tier == "moderate"
    assert window.saved()["state"].get("ratings", {}) == {}


def test_the_own_axis_is_set_with_a_reason_and_survives_a_reload(window: Window):
    window.begin("C01")
    window.at("axis-biomedical-moderate").locator("xpath=ancestor::details/summary").click()
    window.at("axis-biomedical-moderate").check()
    window.settled()
    expect(window.at("axis-biomedical")).to_have_attribute("data-level", "high")
    window.write("axis_reason-biomedical", "Alt er stabilt i tre år")
    expect(window.at("axis-biomedical")).to_have_attribute("data-level", "moderate")
    window.reload()
    expect(window.at("axis-biomedical")).to_have_attribute("data-level", "moderate")
    expect(window.at("axis_reason-biomedical")).to_have_value("Alt er stabilt i tre år")
    assert "Alt er stabilt i tre år" in window.paper()


def test_what_if_opens_before_and_after_and_changes_nothing(rooms: Rooms):
    window = rooms.enter("stratificering", "C01")
    before = window.saved()["state"]
    window.press("what-if-open")
    first = window.at("what-if").locator("button[data-what=change]").first
    first.click()
    window.settled()
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(window.at("before-after")).to_contain_text("Bagefter")
    first.click()
    window.settled()
    expect(window.at("before-after")).to_have_count(0)
    assert window.saved()["state"] == before


def test_a_back_is_asked_about_locked_and_opened_by_keyboard(window: Window):
    window.begin("C03", variant="B")
    window.at("flag-night_pain-unasked").focus()
    window.page.keyboard.press("ArrowLeft")
    window.settled()
    window.page.keyboard.press("ArrowLeft")
    window.settled()
    assert window.tier == "exit"
    expect(window.at("look-low-low")).to_have_count(0)
    window.write("release-field", "Udredt, intet fundet")
    assert window.tier == "moderate"
