"""Voilà with Overblik's own addresses, headers and error pages.

``voila.json`` is the one place for settings, so that plain ``voila`` in a checkout and
``overblik serve`` behave alike; here stands only what JSON cannot hold: hooks, handlers, absolute
paths and the sockets the command has already opened.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import Any

import tornado.ioloop
import typer
from tornado.httpserver import HTTPServer
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from overblik import paths
from overblik.knowledge import library
from overblik.knowledge.tables import TableError
from overblik.language import N_, Language, Message, UserError
from overblik.serve.kernels import Kernels
from overblik.serve.routes import routes
from overblik.serve.sockets import address
from overblik.serve.warm import provisioner as warm
from overblik.serve.warm.client import PromptClient
from overblik.state.store import Store, set_aside_damaged
from overblik.ui.chrome import SERVED

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes. Uploads have a lower limit with a proper message; this one only guards the server."""

FILES = 4096
"""Files that the server may have open."""

_REPLACED = (
    "/voila/tree",
    "/voila/api/contents",
    "/voila/api/shutdown",
    "/channels",
    "/login",
    "/logout",
)
"""Routes of Voilà's that are ours or nobody's here."""


class OverblikServer(Voila):
    """The application. `run` starts it."""

    sockets: list[socket.socket]
    store: Store

    def __init__(
        self, sockets: list[socket.socket], store: Store, ready: Callable[[], None], **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.sockets = sockets
        self.store = store
        self.ready = ready  # called once the server answers

    def initialize(self, argv: list[str] | None = None) -> None:
        """Load voila.json and set what it cannot hold. The command line is typer's, not Voilà's."""
        self.config_file_paths = [str(paths.voila_config().parent)]
        super().initialize([])
        if sys.platform == "linux":
            # sockets in a private folder; elsewhere their paths get too long
            self.config.KernelManager.transport = "ipc"
        if warm.available():
            self.config.KernelProvisionerFactory.default_provisioner_name = warm.NAME
        self.config.KernelManager.client_factory = PromptClient
        self.root_dir = str(paths.notebooks_dir())
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        # Trust is about stored outputs, and our notebooks carry none.
        self.log.addFilter(lambda record: "is not trusted" not in record.getMessage())

    def init_settings(self) -> Any:
        """Voilà's settings, and what our handlers use."""
        settings: Any = super().init_settings()
        return {
            **settings,
            "compress_response": True,  # tornado reads it now, before it reads voila.json's
            "overblik_store": self.store,
            "overblik_kernels": Kernels(settings["kernel_manager"], self.config),
        }

    def init_handlers(self) -> Any:
        """Our routes, and those of Voilà's that ours do not replace."""
        theirs: Any = super().init_handlers()
        kept = [
            route
            for route in theirs
            if route[0] != self.server_url and not any(part in route[0] for part in _REPLACED)
        ]
        assert any(route[1] is TornadoVoilaHandler for route in kept), "Voilà's routes have changed"
        return routes(self.server_url or self.base_url, kept)

    def listen(self) -> None:
        """Serve on the sockets we were given until a signal stops us, then end every kernel."""
        server = HTTPServer(self.app, max_body_size=LARGEST_BODY)
        server.add_sockets(self.sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        if warm.available():
            self.ioloop.add_callback(warm.warm_parent().start)
        self.ioloop.run_in_executor(None, _read_ahead)
        self.ready()
        try:
            self.ioloop.start()
        finally:
            server.stop()
            self.stop()
            if warm.available():
                warm.warm_parent().stop()


def _allow_many_files() -> None:
    """A page takes some 15 open files and sockets; the usual limit of 1,024 is a class of 60."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _read_ahead() -> None:
    """Read what the first pages want while nobody waits: the cases, and the larger tables.

    A broken table is told in the terminal at once, and again by the page that needs it.
    """
    try:
        known = library()
        _ = known.cases, known.sharing, known.clashes, known.conference, known.year
    except TableError as error:
        typer.echo(Message("Data kan ikke læses: {error}", error=error).text(), err=True)


def run(sockets: list[socket.socket], host: str, lang: Language, *, open_browser: bool) -> None:
    """Serve until SIGINT or SIGTERM. Exits 1 with a message when the store cannot be opened."""
    _allow_many_files()
    if aside := set_aside_damaged():
        moved = N_("Databasen var ødelagt. Den er lagt til side som {path}, og en ny er begyndt.")
        typer.echo(Message(moved, path=aside).text(lang), err=True)
    try:
        library()
    except TableError as error:
        typer.echo(Message("Data kan ikke læses: {error}", error=error).text(lang), err=True)
        raise typer.Exit(1) from None
    try:
        store = Store.open()
    except UserError as error:
        typer.echo(error.message.text(lang), err=True)
        raise typer.Exit(1) from None
    where = address(sockets, host)
    # Our template and kernelspec before any installed copy; kernels inherit both variables.
    others = os.environ.get("JUPYTER_PATH")
    own = str(paths.jupyter_dir())
    os.environ["JUPYTER_PATH"] = os.pathsep.join([own, others]) if others else own
    os.environ[SERVED] = "1"

    def ready() -> None:
        typer.echo(Message("Overblik er klar på {address}", address=where).text(lang))
        typer.echo(Message("Stop det med Ctrl-C.").text(lang))
        sys.stdout.flush()
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(where,), daemon=True).start()

    # instance(): Voilà's parts log to the one application there is, else nowhere
    server = OverblikServer.instance(sockets, store, ready, log_level=logging.WARNING)
    server.initialize()
    server.start()
