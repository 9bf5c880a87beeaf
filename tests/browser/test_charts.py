"""Charts in a real browser: drawn under our headers, when looked at, and kept through morphs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Request, expect

from overblik.knowledge import library
from tests.browser.driver import Window
from tests.browser.rooms import Rooms
from tests.browser.test_axe import examine, none

NAMES = ("ratings", "workload", "labs")
MACHINERY = re.compile(r"/static/(vega\.js|\w+\.json)\?")

OUTSIDE = """(one) => {
  const room = one.getBoundingClientRect();
  return [...one.shadowRoot.querySelectorAll('svg text')]
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([words]) => words)
    .filter(([, { left, right }]) => left < room.left - 1 || right > room.right + 1)
    .map(([words]) => words);
}"""
"""The words of a picture that stick out of it."""

OVERLAPS = """(one) => {
  const found = [];
  for (const svg of one.shadowRoot.querySelectorAll('svg')) {
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => text.getBoundingClientRect());
    for (let at = 0; at < texts.length; at++) for (let to = 0; to < at; to++) {
      const [a, b] = [boxes[at], boxes[to]];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 4) found.push(`${texts[to].textContent} × ${texts[at].textContent}`);
    }
  }
  return found;
}"""
"""Words of a picture that lie on each other. Four pixels: lines of text are taller than letters."""


def element(window: Window, name: str) -> Locator:
    return window.at(f"chart-{name}").locator("overblik-chart")


def look(window: Window, names: tuple[str, ...] = NAMES) -> None:
    """Unfold the charts and wait until all that can be drawn is."""
    window.page.locator("#charts").evaluate("(one) => (one.open = true)")
    for name in names:
        if element(window, name).count():
            look_at(window, name)


def look_at(window: Window, name: str) -> None:
    """Wait until a chart is drawn."""
    element(window, name).scroll_into_view_if_needed()
    expect(element(window, name)).to_have_attribute("data-drawn", "")


def words(window: Window, name: str) -> str:
    """What is written in the picture."""
    return element(window, name).evaluate(
        "(one) => [...one.shadowRoot.querySelectorAll('svg text')]"
        ".map((text) => text.textContent).filter(Boolean).join('|')"
    )


def test_nothing_is_fetched_until_a_chart_is_looked_at_and_then_once(window: Window):
    asked: list[str] = []

    def note(request: Request) -> None:
        if found := MACHINERY.search(request.url):
            asked.append(found[1])

    window.page.on("request", note)
    window.begin("C01")
    assert asked == []
    look(window)
    window.rate(network=2)
    look(window)
    assert sorted(asked) == ["labs.json", "ratings.json", "vega.js", "workload.json"]


def test_a_picture_tells_in_words_what_it_shows(window: Window):
    window.begin("C01")
    look(window)
    assert "Sygdomsbyrde" in words(window, "ratings")
    assert "38 ml/min/1,73 m² · under (mindst 60)" in words(window, "labs")
    assert "timer om måneden" in words(window, "workload")


def test_the_picture_stays_when_the_page_around_it_changes(window: Window):
    window.begin("C01")
    look(window)
    chart = element(window, "workload")
    chart.evaluate("(one) => (window.kept = one.shadowRoot.querySelector('svg'))")
    window.rate(network=2)
    window.press("tier-high")
    assert chart.evaluate("(one) => one.shadowRoot.querySelector('svg') === window.kept")
    expect(chart).to_have_attribute("data-drawn", "")


def test_another_rating_is_drawn(window: Window):
    window.begin("C01")
    look(window)
    assert "(fakta: 0)" not in words(window, "ratings")
    window.rate(network=2)
    look(window)
    assert "(fakta: 0)" in words(window, "ratings")
    expect(window.at("chart-ratings")).to_contain_text("Anderledes end fakta peger på")


def test_where_nothing_can_be_drawn_the_table_stands_open(window: Window):
    window.expects("ERR_FAILED")
    window.page.route(re.compile(r"vega\.js"), lambda route: route.abort())
    window.begin("C01")
    expect(window.at("chart-table-ratings")).to_be_hidden()
    window.page.locator("#charts > summary").click()
    expect(window.at("chart-table-ratings")).to_be_visible()
    expect(element(window, "ratings")).not_to_have_attribute("data-drawn", "")


def test_axe_finds_nothing(window: Window):
    window.begin("C08")
    window.unfold()
    look(window)
    found = examine(window, "charts")
    window.page.set_viewport_size({"width": 390, "height": 844})
    look(window)
    none(found + examine(window, "charts, narrow"))


@pytest.mark.parametrize("case", library().cases)
def test_no_words_lie_outside_or_on_each_other(rooms: Rooms, case: str):
    """From a projector to a page zoomed in four times, with everything that can be said."""
    window = rooms.enter("stratificering", case)
    window.rate(coping="unknown", caregiving=1)
    for language in ("da", "en"):
        window.speak(language)
        for width in (1440, 390, 320):
            window.page.set_viewport_size({"width": width, "height": 900})
            look(window)
            for chart in window.page.locator("overblik-chart").all():
                assert chart.evaluate(OUTSIDE) == [], (language, width)
                assert chart.evaluate(OVERLAPS) == [], (language, width)


def test_the_history_of_a_year_is_drawn_and_its_words_have_room(rooms: Rooms):
    """The longest year there is, with an axis that is open and a tier of one's own."""
    window = rooms.enter("stratificering", "C04")
    window.rate(coping="unknown", caregiving="unknown")
    window.press("tier-high")
    window.choose("tier_ground-field", "wish")
    window.write("tier_reason-field", "Han beder om det")
    window = rooms.look_in("aaret", window.forloeb)
    while window.at("year-next").get_attribute("aria-disabled") is None:
        window.press("year-next")
    assert element(window, "history").count() == 1
    for language in ("da", "en"):
        window.speak(language)
        for width in (1440, 390, 320):
            window.page.set_viewport_size({"width": width, "height": 900})
            look_at(window, "history")
            chart = element(window, "history")
            assert chart.evaluate(OUTSIDE) == [], (language, width)
            assert chart.evaluate(OVERLAPS) == [], (language, width)
    assert "low–high" in words(window, "history")
