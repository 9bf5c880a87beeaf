"""Steps that browser tests share: open an app on a case, know its kernel, wait for a save."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.support.server import Server

READY = "#overblik-root[data-ready]"
NOTE = "#rating_reason-disease"
"""A text field of `stratificering` that every case has."""


def open_case(page: Page, server: Server, app: str = "stratificering", case: str = "C01") -> str:
    """Begin a case in an app, wait until the page answers, and return the forløb's id."""
    page.goto(f"{server.url}{app}?case={case}", wait_until="commit")
    page.wait_for_selector(READY)
    return parse_qs(urlsplit(page.url).query)["forloeb"][0]


def unfold(page: Page, selector: str) -> None:
    """Open every <details> around an element, as a user would."""
    page.locator(f"details:not([open]):has({selector}) > summary").first.click()


def kernel_id(page: Page) -> str:
    """The id of the page's kernel."""
    return page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
    )


def wait_until_saved(page: Page) -> None:
    """Wait until the kernel has handled everything the user did."""
    page.wait_for_function("() => sessionStorage.length === 0")
