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
        window.press("keep-moderate-plan")
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
