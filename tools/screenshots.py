"""The pictures in docs/: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.conftest import QUIET, chromium
from tests.support.apps import READY
from tests.support.server import REPO, running

DOCS = REPO / "docs"
APPS = (
    "stratificering",
    "overblikskonsultation",
    "afvejning",
    "behandlingsplan",
    "konference",
    "deling",
    "casevaerksted",
    "aaret",
)
WHOLE = ("afvejning", "behandlingsplan", "deling", "casevaerksted")
"""Apps that are shown from top to bottom."""
DAY = "dobbelt-ekko"
"""The day of Ellen's year that is shown."""


def main() -> None:
    """Start a server, go through Ellen's forløb, and take each page once."""
    DOCS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page(
            viewport={"width": 1280, "height": 900}, locale="da-DK", reduced_motion="reduce"
        )
        page.goto(server.url)
        page.screenshot(path=DOCS / "forside.png")
        page.goto(f"{server.url}stratificering?case=C07")
        page.wait_for_url("**/stratificering?forloeb=*")
        forloeb = page.url.partition("?")[2]
        for app in APPS:
            page.goto(f"{server.url}{app}?{forloeb}")
            page.wait_for_selector(READY)
            if app == "behandlingsplan":
                for offer in ("moderate-plan", "moderate-talks", "moderate-specialist"):
                    page.get_by_test_id(f"keep-{offer}").click()
                    page.wait_for_selector(f"[data-testid=keep-{offer}][aria-pressed=true]")
                page.evaluate("scrollTo(0, 0)")
            if app == "afvejning":
                place = page.locator("[data-event=card_place]")
                for column in ("do", "drop", "discuss"):
                    place.and_(page.locator(f"[data-value={column}]")).first.click()
                    page.locator(f"[data-column={column}] .board-card").first.wait_for()
                page.evaluate("scrollTo(0, 0)")
            if app == "deling":
                page.locator("[data-event=consent_said]").first.click()
                page.wait_for_selector("#overblik-root [data-event=consent]:checked")
                page.evaluate("scrollTo(0, 0)")
            if app == "casevaerksted":
                page.get_by_test_id("against").select_option("C09")
                page.wait_for_selector("[data-testid=pair]")
                page.evaluate("scrollTo(0, 0)")
            if app == "aaret":  # last: the others show the day the forløb begins
                while (here := page.get_by_test_id("day").get_attribute("data-step")) != DAY:
                    page.get_by_test_id("year-next").click()
                    page.wait_for_selector(f"[data-testid=day]:not([data-step={here}])")
            page.screenshot(path=DOCS / f"{app}.png", full_page=app in WHOLE)
        browser.close()


if __name__ == "__main__":
    main()
