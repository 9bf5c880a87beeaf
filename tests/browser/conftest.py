"""Windows for the browser tests: each must close without a console error or a foreign request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driver import Window
from tests.browser.rooms import Rooms
from tests.support.server import Server

expect.set_options(timeout=10_000)  # a busy machine is no failure


@pytest.fixture
def window(page: Page, server: Server) -> Iterator[Window]:
    """A fresh visitor's window."""
    one = Window(page, server)
    yield one
    assert one.troubles == []


@pytest.fixture(scope="session")
def _house(browser: Browser, server: Server) -> Iterator[tuple[Rooms, BrowserContext]]:
    context = browser.new_context(locale="da-DK", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(30_000)
    yield Rooms(context, server), context
    context.close()


@pytest.fixture
def rooms(_house: tuple[Rooms, BrowserContext]) -> Iterator[Rooms]:
    """Windows that tests share; for what does not depend on a page being new."""
    rooms, context = _house
    yield rooms
    for page in context.pages:
        page.set_viewport_size({"width": 1440, "height": 900})
    rooms.leave()
    assert rooms.troubles() == []
