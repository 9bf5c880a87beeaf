"""axe-core finds nothing to mend, on every page and in the states a page can be in."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.driver import APPS, SHARING, Window, create

AXE = Axe()


BARRED: dict[str, object] = {
    "rules": {one: {"enabled": False} for one in ("landmark-one-main", "page-has-heading-one")}
}
"""While a page is stale all but the notice is inert on purpose: it has no main, no heading."""


def examine(window: Window, state: str, options: dict[str, object] | None = None) -> list[str]:
    """Every violation as one line: state, rule, what axe says, and the elements."""
    found = AXE.run(window.page, options=options).response["violations"]
    return [
        f"{state}: {one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {node['target']} {node['html'][:160]}" for node in one["nodes"][:5])
        for one in found
    ]


def none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_pages_without_a_kernel(window: Window):
    window.expects("status of 404", "status of 400")
    found: list[str] = []
    for name, path in (
        ("front page", ""),
        ("picker", "konference"),
        ("unknown forløb", "stratificering?forloeb=" + "x" * 24),
    ):
        window.page.goto(window.server.url + path)
        found += examine(window, name)
    window.front()
    window.page.set_viewport_size({"width": 390, "height": 844})
    found += examine(window, "front page, narrow")
    window.at("language").click()
    expect(window.page.locator("html")).to_have_attribute("lang", "en")
    found += examine(window, "front page, English")
    window.at("open-file").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    expect(window.told).to_be_visible()
    found += examine(window, "front page with a message")
    none(found)


def test_the_page_while_the_kernel_starts(window: Window):
    """The page as the server draws it, and the notices that are in it and hidden."""
    window.expects("ERR_FAILED")
    window.page.route(re.compile(r"overblik\.js"), lambda route: route.abort())
    id = create(window.page.request, window.server, "C01")
    window.page.goto(f"{window.server.url}konference?forloeb={id}")
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    found = examine(window, "starting")
    for notice in ("failed", "failed-text", "working"):
        window.at(notice).evaluate("(one) => one.removeAttribute('hidden')")
    none(found + examine(window, "failed"))


@pytest.mark.parametrize("app", APPS)
def test_an_app_in_its_states(window: Window, app: str):
    window.begin("C03", app, "A")
    window.unfold()
    found = examine(window, "red flag")
    window.show(create(window.page.request, window.server, "C08"))
    found += examine(window, "fresh")
    edit(window, app)
    window.unfold()
    found += examine(window, "edited, all open")
    refused = {
        "stratificering": "tier_reason-field",
        "overblikskonsultation": "priority_text-case-1",
        "behandlingsplan": "priority_text-case-1",
        "konference": "card_text-question",
    }.get(app) or window.text_field()
    if refused:
        window.write(refused, "Ring til 010190-1234")
        expect(window.at("unsaved")).to_be_visible()
        found += examine(window, "an error shown")
    window.speak("en")
    found += examine(window, "English")
    window.page.set_viewport_size({"width": 390, "height": 844})
    found += examine(window, "narrow")
    window.expects("ERR_INTERNET_DISCONNECTED")
    window.page.context.set_offline(True)
    expect(window.at("stale")).to_be_visible()
    found += examine(window, "stale", BARRED)
    window.page.context.set_offline(False)
    expect(window.at("stale")).to_be_hidden()
    none(found)


def edit(window: Window, app: str) -> None:
    """Bring the app into a state with everything in it."""
    match app:
        case "stratificering":
            window.rate(disease=2, network="unknown")
            window.unfold()
            for choice in ("tier-low", "axis-biomedical-low", "reading-hoejeste_akse"):
                window.at(choice).check()
                window.settled()
            for button in ("look-low-high", "what-if-open"):
                window.press(button)
            window.page.locator("[data-what=change]").first.click()
            window.settled()
        case "overblikskonsultation":
            for button in ("clock", "done-agenda-wishes", "deferred-agenda-least"):
                window.press(button)
        case "behandlingsplan":
            for button in ("keep-moderate-plan", "keep-moderate-talks", "decline-moderate-digital"):
                window.press(button)
            window.add_item()
            window.press("remove-offer-moderate-talks")
            window.page.locator("[data-event=priority_remove]").last.click()
            window.settled()
        case "afvejning":
            assert window.use("card_place")
        case "konference":
            window.write("card_text-question", "Kan det? Og hvad så?")
            expect(window.at("two-questions")).to_be_visible()
        case "deling":
            for event in SHARING:
                assert window.use(event), event
        case _:
            raise AssertionError(f"nobody has said what {app} can hold")
