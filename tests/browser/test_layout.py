"""Every page fits its window, from a projector to a phone, and its controls can be hit."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driver import APPS, Window
from tests.browser.rooms import Rooms

WIDE, MIDDLE, NARROW = (1440, 900), (1024, 768), (390, 844)
ZOOMED = (320, 640)  # 1280 pixels at 400 % (WCAG 1.4.10)
SIZES = (WIDE, MIDDLE, NARROW, ZOOMED)

WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('#overblik-root *')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > room + 1
      && !one.closest('.visually-hidden'))
    .map((one) => one.outerHTML.slice(0, 100)).slice(0, 5).concat('the page itself');
}"""
"""What sticks out to the right when the page can be scrolled sideways."""

CUT = """() => [...document.querySelectorAll(
    '#overblik-root :is(button, .button, td, th, legend, p, h1, h2)')]
  .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden, .preview')
    && getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 4)
  .map((one) => `${one.scrollWidth} in ${one.clientWidth}: `
    + one.innerText.replace(/\\s+/g, ' '))"""
"""Texts wider than the box they stand in, by more than the gap between boxes."""

SMALL = """([least, selector]) => [...document.querySelectorAll(`#overblik-root :is(${selector})`)]
  .filter((one) => one.checkVisibility({visibilityProperty: true})
    && !one.matches('.visually-hidden'))
  .filter((one) => {
    // a control may be hit on its label
    const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    return !boxes.some((box) => box.height >= least && box.width >= least);
  })
  .map((one) => {
    const box = one.getBoundingClientRect();
    return `${Math.round(box.width)}×${Math.round(box.height)} ${one.outerHTML.slice(0, 110)}`;
  })"""

ALL = "button, .button, summary, input:not([type=hidden]), select, textarea, nav a, .tools a"
MAIN = (
    ".primary, .button, nav a, .decide button, input:not([type=hidden], .visually-hidden),"
    " select, textarea, [data-event=item_add], [data-event=priority_add]"
)


class Faults:
    """What does not fit or cannot be hit, each with where it was first met."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def look(self, window: Window, state: str) -> None:
        """Look at the page at every size; its heading must be in sight."""
        page = window.page
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")
            expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
            for tier in window.at("tier").all():
                expect(tier).to_be_visible()
            found = [f"sticks out: {one}" for one in page.evaluate(WIDER)]
            found += [f"wider than its box: {one}" for one in page.evaluate(CUT)]
            found += [f"smaller than 24: {one}" for one in page.evaluate(SMALL, [24, ALL])]
            if width < 400:
                found += [f"smaller than 44: {one}" for one in page.evaluate(SMALL, [44, MAIN])]
            for fault in found:
                self._found.setdefault(fault, f"{state} at {width}")

    def none(self) -> None:
        told = [f"{state}: {fault}" for fault, state in self._found.items()]
        assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize("app", APPS)
def test_an_app_fits(rooms: Rooms, app: str):
    """With long texts, folded and unfolded, in both languages, at every size."""
    window = rooms.enter(app, "C12")
    if app == "behandlingsplan":
        window.press("keep-moderate-plan")
        line = window.add_item()
        window.write(f"item_text-{line}", "Blodtryksmedicinsgennemgangsaftale" * 4)
    if app == "stratificering":
        window.at("tier-high").check()
        window.settled()
    if app == "afvejning":
        assert window.use("card_place")
    if app == "deling":
        assert window.use("consent_all")
    found = Faults()
    for language in ("da", "en"):
        window.speak(language)
        window.unfold(False)
        found.look(window, language)
        window.unfold()
        found.look(window, f"{language}, unfolded")
    found.none()


def test_pages_without_a_kernel_fit(window: Window):
    window.expects("status of 404")
    found = Faults()
    for path in ("", "konference", "stratificering?case=C99"):
        window.page.goto(window.server.url + path)
        found.look(window, f"/{path}")
    found.none()


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=lambda size: str(size[0]))
def test_the_tier_stays_in_sight_while_one_rates(rooms: Rooms, size: tuple[int, int]):
    """From the first domain to the last, the tier and the grid stand beside it."""
    window = rooms.enter("stratificering", "C07")
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    for domain in ("disease", "mental", "coping", "substances"):
        window.at(f"domain-{domain}").evaluate("(one) => one.scrollIntoView({block: 'center'})")
        expect(window.at("tier")).to_be_in_viewport()
        expect(window.at("grid")).to_be_in_viewport()


def test_a_typed_text_is_seen_whole(rooms: Rooms):
    """A field grows with its text instead of hiding the end of it."""
    window = rooms.enter("konference", "C12")
    field = window.at("card_text-tried")
    window.write("card_text-tried", "Prøvet i to år uden virkning. " * 12)
    assert field.evaluate("(one) => one.scrollHeight <= one.clientHeight + 2")
