"""The websocket between a page and its kernel, for a server that a whole room depends on.

What a browser may say is decided in `messages`; how much, here. What the kernel says about its
own code, its errors and its log, stays on the server.

The size of a frame is limited by ``websocket_max_message_size`` in voila.json: 6 MiB. The largest
event (`ui.page.LARGEST_EVENT`) is 5 MiB as ASCII with escapes, and a browser's UTF-8 of the same
text is never longer; the rest is for the envelope. Above it the socket closes with code 1009.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import Any, cast

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.iostream import StreamBufferFullError
from tornado.web import HTTPError

from overblik.serve.messages import ID, Refused, allowed, read

BINARY = "v1.kernel.websocket.jupyter.org"
"""The wire format browsers ask for. Without it a message is JSON text, or JSON before buffers."""

BURST = 200
PER_SECOND = 50
"""Messages a browser may send at once, and in the long run. Our page has one event under way at a
time; a flood waits in its sender's own network buffer, not in the kernel's queue or in ours."""

HEAVY = 32 * 1024
"""Bytes for which a message counts once more."""

MOST_UNREAD = 16 * 1024 * 1024
"""Bytes kept for a browser that does not read what it has asked for."""


MOST_CONNECTIONS = 10
"""Websockets to one kernel. Each takes nine of the files that the server may have open."""


class Connection(ZMQChannelsWebsocketConnection):
    """From the kernel to the browser, but for what is ours to read: its errors and its log."""

    def nudge(self) -> Any:
        """Ask the kernel something until the browser's channel has heard it, and more often.

        jupyter_server asks every 0.5 s. The first question is always put before the channel is
        subscribed, so each page would wait that long for a kernel that answers in 2 ms.
        """
        heard = super().nudge()
        self._asking = asyncio.ensure_future(self._ask_until(heard))
        return heard

    async def _ask_until(self, heard: asyncio.Future[Any]) -> None:
        for pause in (0.01, 0.02, 0.04, 0.08, 0.16):
            await asyncio.sleep(pause)
            shell = self.channels.get("shell")
            if heard.done() or shell is None or shell.closed():
                return
            self.session.send(shell, "kernel_info_request")

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        _identities, parts = self.session.feed_identities(outgoing_msg)
        _signature, header, _parent, _metadata, content, *_buffers = cast(list[bytes], parts)
        match self.session.unpack(header)["msg_type"]:
            case "execute_input" | "error":
                return
            case "stream" if (told := self.session.unpack(content))["name"] == "stderr":
                self.log.warning("Kernel %s: %s", self.kernel_id, told["text"].rstrip())
                return
        super().handle_outgoing_message(stream, outgoing_msg)


class Channels(KernelWebsocketHandler):
    """``/api/kernels/<id>/channels``: the websocket between a page and its kernel."""

    kernel_websocket_connection_class = Connection  # type: ignore[assignment]

    async def pre_get(self) -> None:
        """Refuse before anything is done for the request.

        Voilà looks at the origin only after it has cut off an earlier connection of the same
        session, and waits a minute for a kernel that is dead to come alive. The session's id
        becomes an address between processes and has to look like one.
        """
        if not self.check_origin():
            raise HTTPError(HTTPStatus.FORBIDDEN)
        session = self.get_query_argument("session_id", "")
        if session and not ID.fullmatch(session):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        kernel = self.kernel_manager.get_kernel(self.kernel_id)
        if not await ensure_async(kernel.is_alive()):
            raise HTTPError(HTTPStatus.NOT_FOUND)
        model = await ensure_async(self.kernel_manager.kernel_model(self.kernel_id))
        if model["connections"] >= MOST_CONNECTIONS:
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:  # type: ignore[override]
        self._opened: set[str] = set()  # comms that this browser has opened itself
        self._told: set[str] = set()
        self._pace = Pace(time.monotonic())
        self.set_nodelay(True)  # an answer comes in several frames, and each would wait 40 ms
        self.ws_connection.stream.max_write_buffer_size = MOST_UNREAD  # type: ignore[union-attr]
        self.settings["overblik_kernels"].met(kernel_id)
        await super().open(kernel_id)

    async def on_message(self, ws_message: str | bytes) -> None:
        # the next message is not read before this one has been waited for
        await asyncio.sleep(self._pace.wait(len(ws_message), time.monotonic()))
        try:
            said = read(ws_message, binary=self.selected_subprotocol == BINARY)
            parts = allowed(said, self._opened)
        except Refused as why:
            self._tell(str(why))
            return
        if self.connection is not None and said.channel in self.connection.channels:
            stream = self.connection.channels[said.channel]
            self.connection.session.send_raw(stream, [*parts, *said.buffers])

    def write_message(self, message: Any, binary: bool = False) -> Any:
        try:
            return super().write_message(message, binary)
        except StreamBufferFullError:
            self._tell("it reads nothing of what it asks for, and is cut off")
            self.ws_connection.stream.close()  # type: ignore[union-attr]
            return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Only the status: no person reads it, and Voilà has no page for it."""
        self.finish()

    def _tell(self, why: str) -> None:
        """Log each reason once for a page: who floods us must not fill the disk as well."""
        if why not in self._told:
            self._told.add(why)
            self.log.warning("Refused a message from a browser: %s", why)


class Pace:
    """How fast a browser may talk: a burst, then so many messages a second."""

    def __init__(self, now: float) -> None:
        self._left = float(BURST)
        self._counted = now

    def wait(self, size: int, now: float) -> float:
        """Seconds to hold back a message of this size, which arrived now."""
        earned = (now - self._counted) * PER_SECOND
        self._left = min(BURST, self._left + earned) - 1 - size / HEAVY
        self._counted = now
        return max(0.0, -self._left / PER_SECOND)
