"""The apps' pages: drawn whole by the server, then handed over to the kernel of their notebook.

The reader sees the page after some 20 ms and may use it at once: the browser's queue keeps what is
done until the kernel is there (`ui/static/queue.js`).
"""

from __future__ import annotations

import asyncio
import json
import logging
from http import HTTPStatus

from tornado.iostream import StreamClosedError

from overblik import paths
from overblik.apps.session import Session
from overblik.knowledge import library
from overblik.language import Message
from overblik.serve.base import WELL_FORMED, Handler, Problem
from overblik.serve.kernels import Failed, Running
from overblik.state.saves import NotFound, Saved, SaveError
from overblik.state.store import Store, Unavailable
from overblik.ui.chrome import live_document
from overblik.ui.frame import failed_frame
from overblik.ui.front import front_page

HEARTBEAT = 2.0
"""Seconds between signs of life while a kernel starts: proxies close what is silent, and it is
how we learn that the reader has gone away."""

_log = logging.getLogger(__name__)


class NotebookHandler(Handler):
    """``/stratificering`` and its siblings, and the same notebooks under ``/voila/render``.

    With ``?forloeb=`` the app; with ``?case=`` a new forløb, then the app; with neither the cases
    to choose from, without a kernel.
    """

    _kernel: asyncio.Task[Running] | None = None

    async def get(self, app: str) -> None:
        if id := self.get_query_argument("forloeb", ""):
            await self._show(app, read(self.store, id))
        elif case := self.get_query_argument("case", ""):
            self.redirect(
                begin(self, app, case, self.get_query_argument("variant", "")), status=303
            )
        else:
            self.finish(front_page(self.language, app, self.store.in_progress(self.owner())))

    async def _show(self, app: str, saved: Saved) -> None:
        """The page at once, and its kernel's name when there is one."""
        if not self.kernels.room:
            self.set_header("Retry-After", "5")
            raise Problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                Message("Luk de vinduer, der ikke bruges. Siden åbner selv, når der er plads."),
            )
        environment = {
            "QUERY_STRING": f"forloeb={saved.id}",
            "HTTP_COOKIE": self.request.headers.get("Cookie", ""),
        }
        session = Session(app, self.store, environment, served=True)
        page = session.reply()
        base = self.settings["base_url"]
        self._kernel = asyncio.create_task(
            self.kernels.run(paths.notebooks_dir() / f"{app}.ipynb", environment)
        )
        self.set_header("Cache-Control", "no-store")
        self.write(live_document(base, self.language, page.html, page.head))
        try:
            await self.flush()
            self.finish(await self._end_of_page(base, app))
        except (StreamClosedError, asyncio.CancelledError):  # the reader went away
            self.on_connection_close()

    def on_connection_close(self) -> None:
        """The reader went away: whoever starts a kernel for the page ends it."""
        if self._kernel:
            self._kernel.cancel()

    async def _end_of_page(self, base: str, app: str) -> str:
        """Which kernel the page belongs to; or what to show instead when there is none."""
        assert self._kernel
        while not (await asyncio.wait({self._kernel}, timeout=HEARTBEAT))[0]:
            self.write("<!-- . -->\n")
            await self.flush()
        try:
            running = self._kernel.result()
        except Failed:
            _log.exception("%s could not be started", app)
            return f'<template id="overblik-failed">{failed_frame(self.language, app)}</template>'
        config = {"baseUrl": base, "kernelId": running.kernel_id, "model": running.model}
        return (
            '<script id="jupyter-config-data" type="application/json">'
            f"{json.dumps(config)}</script></body></html>"
        )


def read(store: Store, id: str) -> Saved:
    """The forløb of this id. Raises Problem with a page that says why it cannot be opened."""
    try:
        if not WELL_FORMED.fullmatch(id):
            raise NotFound
        return store.read(id)
    except SaveError as error:
        raise Problem(status_of(error), error.message) from error


def status_of(error: SaveError) -> HTTPStatus:
    """What a store's error is in HTTP."""
    if isinstance(error, NotFound):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, Unavailable):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.CONFLICT


def begin(handler: Handler, app: str, case: str, variant: str) -> str:
    """Create a forløb and return its address. Raises Problem for a case that does not exist."""
    try:
        known = library().case(case)
        saved = handler.store.create(known, variant or None, handler.owner())
    except KeyError:
        named = f"{case} {variant}".strip()
        missing = Message("Casen {case} findes ikke. Vælg en anden fra forsiden.", case=named)
        raise Problem(HTTPStatus.NOT_FOUND, missing) from None
    except SaveError as error:
        raise Problem(status_of(error), error.message) from error
    return f"{handler.at(app)}?forloeb={saved.id}"
