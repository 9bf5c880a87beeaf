"""Steps that the tests of faults share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.support.apps import NOTE, unfold
from tests.support.server import Server

Record = Callable[[str, object], None]
"""pytest's record_property."""

PATIENCE = 20_000
"""Milliseconds; only a broken page gets near it."""

CUT = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) { if (!window.cut) send.call(this, data); };
"""
"""Nothing leaves the browser while `window.cut` is true."""


def write(page: Page, text: str) -> None:
    """Put this in the note, without waiting for anything."""
    if not page.locator(NOTE).is_visible():
        unfold(page, NOTE)
    page.locator(NOTE).fill(text)


def saved(page: Page, server: Server, id: str) -> dict[str, Any]:
    """The forløb as it lies in the database."""
    return page.request.get(f"{server.url}forloeb/{id}.json").json()["state"]


def note_of(page: Page, server: Server, id: str) -> str:
    """The note as it lies in the database."""
    return saved(page, server, id)["ratings"]["disease"]["reason"]


@contextmanager
def timed(record_property: Record) -> Iterator[None]:
    """Record how long it takes until the page is true and used again."""
    since = time.monotonic()
    yield
    record_property("seconds", round(time.monotonic() - since, 1))
