"""The one widget: sends the page's HTML to the browser and receives what the user does there.

The kernel renders the whole page; the browser morphs it into place (``static/page.js``). Only
the kernel writes ``html`` and ``head``: whatever a browser tries to set is dropped.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeGuard

import anywidget
from traitlets import Dict, Unicode

from overblik.ui.assets import assets, widget_script
from overblik.ui.chrome import is_served
from overblik.ui.reply import Reply

LARGEST_EVENT = 5 * 1024 * 1024
"""Characters of JSON: a saved forløb as a file (4 MB), or whatever somebody pastes into a field,
so that the field itself can say that it is too long."""

_log = logging.getLogger(__name__)


class Page(anywidget.AnyWidget):
    """A whole page as one widget.

    ``handle`` gets each event as a dict with at least ``type`` and answers with the new page. An
    exception from it is logged here and told to the browser without details.
    """

    html = Unicode(help="The page, safe HTML").tag(sync=True)
    head = Dict(
        help="lang, title, address, revision, forloeb, focus and served; `page` and `ack` say "
        "which browser page and which of its events this is the answer to"
    ).tag(sync=True)

    def __init__(self, handle: Callable[[dict[str, Any]], Reply], first: Reply) -> None:
        self._handle = handle
        self._page = ""  # the browser page that events come from
        self._done = 0  # the last event handled of that page
        self._failed = 0  # the last one that was not
        # `overblik serve` draws the page around us with script and stylesheet in it.
        self._esm = "" if is_served() else widget_script()
        self._css = "" if is_served() else assets()["overblik.css"].text
        super().__init__(html=first.html, head=dict(first.head))
        self.on_msg(self._receive)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Drop what a browser tries to set: the page is written by the kernel alone."""

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Handle one message ``{"n": int, "event": {...}, "page": str}`` and acknowledge it.

        Numbers grow within a page. One that was handled before is only acknowledged again: the
        browser sends anew what it got no answer to. Malformed messages are dropped.
        """
        if not _well_formed(content):
            _log.warning("Dropped a malformed message from the browser")
            return
        n, event, page = content["n"], content["event"], content.get("page", "")
        if page != self._page:
            self._page, self._done, self._failed = page, 0, 0
        answer: dict[str, object] = {"ack": n, "page": page, "download": None}
        if n > self._done:
            self._done = n
            try:
                answer["download"] = self._answer(event, n, page)
            except (Exception, KeyboardInterrupt):  # interrupted: it took the kernel too long
                _log.exception("Event %r failed", event["type"])
                self._failed = n
        if n == self._failed:  # also when it is asked again: the first answer may have got lost
            answer["failed"] = True
        self.send(answer)

    def _answer(self, event: dict[str, Any], n: int, page: str) -> dict[str, Any] | None:
        """Show the page after an event, and return the file it gave, if any."""
        if len(json.dumps(event)) > LARGEST_EVENT:
            raise ValueError("The event is too large")
        reply = self._handle(event)
        with self.hold_sync():  # one message: the page and its head must not come apart
            self.html = reply.html
            self.head = {**reply.head, "page": page, "ack": n}
        return asdict(reply.download) if reply.download else None


def _well_formed(content: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(content, dict)
        and type(content.get("n")) is int
        and content["n"] > 0
        and isinstance(content.get("page", ""), str)
        and isinstance(content.get("event"), dict)
        and isinstance(content["event"].get("type"), str)
    )
