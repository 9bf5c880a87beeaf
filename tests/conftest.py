"""What tests share: one server and one browser per pytest process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.server import Server, running

# Random examples take the time they need: a busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """The system's Chromium: OVERBLIK_CHROMIUM or the first of the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (os.environ.get("OVERBLIK_CHROMIUM"), *names):
        if name and (path := shutil.which(name)):
            return path
    raise FileNotFoundError("No Chromium: install one or set OVERBLIK_CHROMIUM")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server, shared by the tests of this process; nobody may stop it."""
    with running(tmp_path_factory.mktemp("server")) as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield one
        one.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for all tests: the page's hundred scripts are fetched once."""
    one = browser.new_context(locale="da-DK", viewport={"width": 1440, "height": 900})
    one.set_default_timeout(30_000)
    yield one
    one.close()


@pytest.fixture
def context(visitor: BrowserContext) -> Iterator[BrowserContext]:
    """A visitor with empty cookies and no tabs."""
    visitor.clear_cookies()
    yield visitor
    for tab in visitor.pages:
        tab.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of that visitor."""
    return context.new_page()
