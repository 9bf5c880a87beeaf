"""The one widget: sends the page's HTML to the browser and receives what the user does there.

The kernel renders the whole page; the browser morphs it into place (``static/page.js``). Only
the kernel writes ``html`` and ``head``: whatever a browser tries to set is dropped.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeGuard

import anywidget
from traitlets import Dict, Unicode

from overblik.paths import static_dir

LARGEST_EVENT = 3 * 1024 * 1024
"""Characters of JSON: a saved forløb as a file (2 MB), or whatever somebody pastes into a field,
so that the field itself can say that it is too long."""

SERVED = "OVERBLIK_SERVED"
"""Set by `overblik serve` for its kernels; absent in JupyterLab and under plain Voilà."""

_MODULES = ("vendor/idiomorph.min.js", "queue.js", "puls.js", "controls.js", "page.js")

_log = logging.getLogger(__name__)


def is_served() -> bool:
    """Whether the page around the widget is ours, with its own stylesheet, address and pulse."""
    return os.environ.get(SERVED) == "1"


@dataclass(frozen=True)
class Download:
    """A file for the user, given in the answer to the event that asked for it."""

    name: str
    mime: str
    text: str


@dataclass(frozen=True)
class Reply:
    """The page after an event: its HTML, its head (see `Page.head`) and perhaps a file."""

    html: str
    head: dict[str, object]
    download: Download | None = None


class Page(anywidget.AnyWidget):
    """A whole page as one widget.

    ``handle`` gets each event as a dict with at least ``type`` and answers with the new page. An
    exception from it is logged here and told to the browser without details.
    """

    # One module by concatenation: anywidget loads it as a blob, which cannot import its neighbours.
    _esm = "\n".join((static_dir() / name).read_text("utf-8") for name in _MODULES)

    html = Unicode(help="The page, safe HTML").tag(sync=True)
    head = Dict(
        help="lang, title, address, revision, forloeb, focus and served; `page` and `ack` say "
        "which browser page and which of its events this is the answer to"
    ).tag(sync=True)

    def __init__(self, handle: Callable[[dict[str, Any]], Reply], first: Reply) -> None:
        self._handle = handle
        self._page = ""  # the browser page that events come from
        self._done = 0  # the last event handled of that page
        if not is_served():  # the page around us brings no stylesheet
            self._css = (static_dir() / "overblik.css").read_text("utf-8")
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
            self._page, self._done = page, 0
        answer: dict[str, object] = {"ack": n, "page": page, "download": None}
        if n > self._done:
            self._done = n
            try:
                answer["download"] = self._answer(event, n, page)
            except Exception:
                _log.exception("Event %r failed", event["type"])
                answer["failed"] = True
        self.send(answer)

    def _answer(self, event: dict[str, Any], n: int, page: str) -> dict[str, str] | None:
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
