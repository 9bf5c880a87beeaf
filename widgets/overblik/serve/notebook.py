"""The apps' pages: Voilà renders the notebook, our frame stands there from the first byte."""

from __future__ import annotations

import os
import time
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from jupyter_core.utils import ensure_async
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from overblik.knowledge import library
from overblik.language import Message
from overblik.serve.base import WELL_FORMED, Handler, Problem, language_of
from overblik.state.saves import NotFound, Saved, SaveError
from overblik.state.store import Store, Unavailable
from overblik.ui.chrome import APPS, PageFrame, render
from overblik.ui.frame import loading_frame
from overblik.ui.front import front_page

MOST_KERNELS = int(os.environ.get("OVERBLIK_MAX_KERNELS", "60"))
"""Pages open at once. Each takes some 100 MB; without a limit the whole room stalls together."""


LONGEST_START = 90.0
"""Seconds after which a kernel that has given no page is given up."""


class NotebookHandler(Handler, TornadoVoilaHandler):
    """``/stratificering`` and its siblings, and the same notebooks under ``/voila/render``.

    With ``?forloeb=`` the app; with ``?case=`` a new forløb, then the app; with neither the cases
    to choose from, without a kernel.
    """

    app = ""
    saved: Saved | None = None
    kernel_id = ""

    @property
    def kernel_manager(self) -> Any:
        """Voilà's way to a kernel; it goes through us so that we know which one is ours."""
        return _Noting(self.settings["kernel_manager"], self)

    @authenticated
    async def get(self, app: str) -> None:  # type: ignore[override]
        self.app = app
        if id := self.get_query_argument("forloeb", ""):
            self.saved = read(self.store, id)
            if len(self.settings["kernel_manager"]) >= MOST_KERNELS:
                full = Message("Luk de vinduer, der ikke bruges, og prøv igen om et øjeblik.")
                raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, full)
            self.notebook_path = f"{app}.ipynb"
            await self._show()
        elif case := self.get_query_argument("case", ""):
            self.redirect(
                begin(self, app, case, self.get_query_argument("variant", "")), status=303
            )
        else:
            self.finish(front_page(self.language, app, self.store.in_progress(self.owner())))

    async def _show(self) -> None:
        """Send the page piece by piece. When the kernel gives none, tell it instead of waiting.

        Voilà's own loop would send heartbeats forever, and leave the kernel of a reader who
        went away while it started.
        """
        began = time.monotonic()
        try:
            async for html in self.get_generator():
                self.write(html)
                await self.flush()
                if "voila_heartbeat()" in html and await self._hopeless(began):
                    self.write("<script>overblik_failed();</script></body></html>")
                    await self._end_kernel()
                    break
        except StreamClosedError:
            await self._end_kernel()

    async def _hopeless(self, began: float) -> bool:
        if time.monotonic() - began > LONGEST_START:
            return True
        manager: Any = self.settings["kernel_manager"]
        return self.kernel_id not in manager or not await ensure_async(
            manager.get_kernel(self.kernel_id).is_alive()
        )

    async def _end_kernel(self) -> None:
        manager: Any = self.settings["kernel_manager"]
        if self.kernel_id in manager:
            await ensure_async(manager.shutdown_kernel(self.kernel_id, now=True))


class _Noting:
    """The kernel manager, noting on a handler which kernel was started for it."""

    def __init__(self, manager: Any, handler: NotebookHandler) -> None:
        self._manager = manager
        self._handler = handler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)

    async def start_kernel(self, **kwargs: Any) -> str:
        self._handler.kernel_id = await ensure_async(self._manager.start_kernel(**kwargs))
        return self._handler.kernel_id


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


def put_frame(req: RequestHandler, notebook: NotebookNode, cwd: str) -> None:
    """Voilà's prelaunch hook: what the template needs, while the kernel has yet to start.

    Notebooks other than ours are left alone and show their widgets in place.
    """
    app = getattr(req, "app", "") or PurePosixPath(req.request.path).stem
    if app not in APPS:
        return
    lang = language_of(req)
    saved: Saved | None = getattr(req, "saved", None)
    name = APPS[app].name.text(lang)
    who = f" · {saved.case.person.name}" if saved else ""
    notebook.metadata["overblik"] = {
        "lang": lang,
        "title": f"{name}{who} · Overblik",
        "frame": loading_frame(lang, app, saved),
        "failed": str(render("problem.html", lang, PageFrame(app, live=False), FAILED)),
        "stylesheet": f"{req.settings['base_url']}static/overblik.css",
    }


FAILED = {
    "heading": Message("Siden kunne ikke startes"),
    "message": Message("Genindlæs siden, eller kontakt underviseren. Alt gemt ligger urørt."),
}
"""Shown when the notebook failed; why stands in the server's log."""
