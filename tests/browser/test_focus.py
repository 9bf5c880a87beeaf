"""A button that vanishes by being used must hand the focus on, or a keyboard user is thrown out."""

from __future__ import annotations

import pytest

from tests.browser.driver import Window
from tests.browser.rooms import Rooms


def press(window: Window, selector: str) -> str:
    """Use a button with the keyboard and say what has the focus then ('' when it is lost)."""
    button = window.page.locator(selector).first
    button.focus()
    button.press("Enter")
    window.settled()
    return window.page.evaluate(
        """() => document.activeElement === document.body ? ''
          : document.activeElement.id || document.activeElement.outerHTML.slice(0, 120)"""
    )


@pytest.mark.parametrize(
    "selector",
    [
        "[data-event=priority_move][data-priority=case-2]",
        "[data-event=priority_move][data-priority=case-1]",
        "[data-event=priority_remove]",
        "[data-event=priority_restore]",
        "[data-event=suggestion_take]",
        "[data-event=item_remove]",
        "[data-event=item_restore]",
        "[data-testid^=keep-]",
        "[data-event=priority_add]",
    ],
)
def test_the_plan_keeps_the_focus(rooms: Rooms, selector: str):
    window = rooms.enter("behandlingsplan", "C07")
    window.unfold()
    if "item" in selector:
        window.press("keep-moderate-talks")
    if "restore" in selector:
        window.page.locator(selector.replace("restore", "remove")).first.click()
        window.settled()
    assert press(window, selector), "the focus fell back to the start of the page"


def test_stratificering_keeps_the_focus(rooms: Rooms):
    window = rooms.enter("stratificering", "C07")
    window.rate(mental=2)
    assert press(window, "[data-testid=unrate-mental]")
    assert press(window, "[data-testid=language]")
    assert press(window, "[data-testid=language]")


def test_on_a_phone_the_menu_is_one_row_and_what_has_the_focus_is_seen(rooms: Rooms):
    window = rooms.enter("konference", "C07")
    page = window.page
    page.set_viewport_size({"width": 390, "height": 844})
    links = page.locator("header nav a")
    assert len({box["y"] for one in links.all() if (box := one.bounding_box())}) == 1
    for at in (links.count() - 1, 0):
        links.nth(at).focus()
        seen, row = links.nth(at).bounding_box(), page.locator("header nav ul").bounding_box()
        assert seen
        assert row
        assert row["x"] - 1 <= seen["x"]
        assert seen["x"] + seen["width"] <= row["x"] + row["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
