"""A client of the Jupyter widget protocol: what a browser says to the server, without a browser.

    async with await open_page(f"{server.url}stratificering?case=C01") as page:
        state = await page.event({"type": "rate", "domain": "disease", "value": "2"})
        assert "…" in state["html"]

    page = run(open_page(url))  # the same from a test that is not async
    state = run(page.event({"type": "look"}))
    run(page.close())

    await page.send("execute_request", {"code": "1"}, channel="control")  # anything at all
    answers = await page.collect()  # what came back

Works against `overblik serve` and stock Voilà alike. Many can be open at once in one process:
``await asyncio.gather(*(open_page(url) for _ in range(24)))``. `load` and `connect` are the two
halves of `open_page`, for who wants to time them or to connect otherwise than a page does.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self, TypeVar

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from tests.support.loading import LARGEST, PATIENCE, Loaded, cookie_header, fetch, load, origin_of
from tests.support.wire import V1, Message, decode, encode

__all__ = [
    "PATIENCE",
    "V1",
    "Connection",
    "Loaded",
    "Message",
    "connect",
    "fetch",
    "load",
    "open_page",
    "run",
]

KEPT = 500
"""Messages that `Connection.collect` can give at once; older ones are forgotten."""

T = TypeVar("T")


class Connection:
    """A page with its kernel: the widgets as the kernel tells them, and ways to talk to it."""

    def __init__(
        self, loaded: Loaded, socket: WebSocketClientConnection, session: str, patience: float
    ) -> None:
        self.loaded = loaded
        self.models: dict[str, dict[str, Any]] = {}
        self.answer: dict[str, Any] = {"ack": 0}
        """The newest acknowledgement: ack, page, download and perhaps failed."""
        self.session = session
        self._socket = socket
        self._v1 = socket.selected_subprotocol == V1
        self._patience = patience
        self._page = uuid.uuid4().hex  # tells our events from those of another page
        self._n = 0
        self._heard: deque[Message] = deque(maxlen=KEPT)
        self._asked: set[str] = set()
        self._open: dict[str, set[str]] = {}  # what each question still waits for
        self._news = asyncio.Condition()
        self._ended = False
        self._reader = asyncio.create_task(self._read())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # The widget ---------------------------------------------------------------------------------

    async def handshake(self) -> None:
        """Learn which widgets there are, and the state of each."""
        comms = await self.comms()
        for comm in comms:
            await self._to_comm(comm, {"method": "request_state"})
        await self._until(lambda: comms <= self.models.keys())

    async def comms(self) -> set[str]:
        """The ids of the kernel's widgets."""
        reply = await self.ask("comm_info_request", {"target_name": "jupyter.widget"})
        return set(reply["content"]["comms"])

    @property
    def comm_id(self) -> str:
        """The Page widget's."""
        return next(comm for comm, state in self.models.items() if {"html", "head"} <= state.keys())

    @property
    def state(self) -> dict[str, Any]:
        """The Page widget's newest state: ``html`` and ``head``."""
        return self.models[self.comm_id]

    async def event(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a user does, wait until the kernel has acknowledged it, and give the new state.

        Whether the kernel could handle it stands in `answer`.
        """
        n = await self.send_event(event)
        await self._until(lambda: self.answer["ack"] >= n)
        return self.state

    async def send_event(self, event: Mapping[str, Any]) -> int:
        """Send an event and do not wait; the answer is its number."""
        self._n += 1
        content = {"n": self._n, "event": event, "page": self._page}
        await self._to_comm(self.comm_id, {"method": "custom", "content": content})
        return self._n

    async def _to_comm(self, comm: str, data: Mapping[str, Any]) -> None:
        await self.send("comm_msg", {"comm_id": comm, "data": data})

    # Any message --------------------------------------------------------------------------------

    async def ask(
        self, msg_type: str, content: Mapping[str, Any] | None = None, channel: str = "shell"
    ) -> Message:
        """Send a request, wait until the kernel is done with it, and give its reply."""
        id = uuid.uuid4().hex
        self._asked.add(id)
        waits = self._open[id] = {"reply", "idle"}
        await self.send(msg_type, content, channel, header={"msg_id": id})
        await self._until(lambda: not waits)
        del self._open[id]
        return next(one for one in reversed(self._heard) if _answers(one, id, "reply"))

    async def collect(self) -> list[Message]:
        """What was heard since the last time, once the kernel is done with all we have sent.

        It is when it has answered a question on each channel; those answers are left out.
        """
        for channel in ("shell", "control"):
            await self.ask("kernel_info_request", channel=channel)
        heard = list(self._heard)
        self._heard.clear()
        return [one for one in heard if one["parent_header"].get("msg_id") not in self._asked]

    async def send(
        self,
        msg_type: str,
        content: Any = None,
        channel: str = "shell",
        *,
        header: Mapping[str, Any] | None = None,
        metadata: Any = None,
        buffers: Sequence[bytes] = (),
    ) -> str:
        """Send any message on any channel; the answer is its id. ``header`` adds and replaces."""
        full = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": msg_type,
            "username": "",
            "session": self.session,
            "date": datetime.now(UTC).isoformat(),
            "version": "5.2",
            **(header or {}),
        }
        parts: dict[str, Any] = {
            "header": full,
            "parent_header": {},
            "metadata": metadata or {},
            "content": content or {},
        }
        await self.send_frame(encode(parts, channel, buffers, v1=self._v1))
        return full["msg_id"]

    async def send_frame(self, frame: str | bytes) -> None:
        """Send a frame as it is, well-formed or not."""
        try:
            await self._socket.write_message(frame, binary=isinstance(frame, bytes))
        except WebSocketClosedError as error:
            raise ConnectionError("The server has closed") from error

    # The end ------------------------------------------------------------------------------------

    async def close(self, *, end_kernel: bool = True) -> None:
        """Leave the page. Its beacon ends the kernel, unless only the network was cut.

        Stock Voilà refuses the beacon (its XSRF cookie is never set) and keeps the kernel.
        """
        if end_kernel:
            ending = f"{self.loaded.base}voila/api/shutdown/{self.loaded.kernel_id}"
            await fetch(ending, self.loaded.cookies, form={})
        self._socket.close()
        await self.until_closed()

    async def until_closed(self) -> int | None:
        """Wait until the connection is closed; the answer is the server's reason as a code."""
        done, _ = await asyncio.wait([self._reader], timeout=self._patience)
        assert done, "Waited in vain for the connection to close"
        return self._socket.close_code

    def stop_reading(self) -> None:
        """Read no more of what the server sends, like a browser that hangs."""
        self._reader.cancel()

    # Reading ------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            while (frame := await self._socket.read_message()) is not None:
                self._take(decode(frame, v1=self._v1))
                async with self._news:
                    self._news.notify_all()
        finally:
            self._ended = True
            async with self._news:
                self._news.notify_all()

    def _take(self, message: Message) -> None:
        self._heard.append(message)
        content = message["content"]
        if message["header"]["msg_type"] == "comm_msg":
            data = content["data"]
            if data.get("method") == "update":
                self.models.setdefault(content["comm_id"], {}).update(data["state"])
            elif data.get("method") == "custom" and data["content"].get("page") == self._page:
                self.answer = data["content"]
        for id, waits in self._open.items():
            waits -= {what for what in waits if _answers(message, id, what)}

    async def _until(self, condition: Callable[[], bool]) -> None:
        """Wait for what the kernel says. Raises ConnectionError when it can say no more."""
        async with asyncio.timeout(self._patience), self._news:
            while not condition():
                if self._ended:
                    raise ConnectionError(f"The server closed: {self._socket.close_code}")
                await self._news.wait()


def _answers(message: Message, id: str, what: str) -> bool:
    """Whether a message is the reply to a request, or tells that the kernel is done with it."""
    if message["parent_header"].get("msg_id") != id:
        return False
    if what == "idle":
        return message["content"].get("execution_state") == "idle"
    return message["header"]["msg_type"].endswith("_reply")


# Opening a page ---------------------------------------------------------------------------------


async def open_page(url: str, *, wire: str = V1, patience: float = PATIENCE) -> Connection:
    """Do what a browser does until the page can be used: load it, connect, learn the widgets."""
    connection = await connect(await load(url, patience), wire=wire, patience=patience)
    await connection.handshake()
    return connection


async def connect(
    loaded: Loaded,
    *,
    kernel_id: str = "",
    session: str = "",
    wire: str = V1,
    origin: str = "",
    patience: float = PATIENCE,
) -> Connection:
    """Open the page's websocket; raises tornado's HTTPClientError when the server refuses.

    Whoever attacks gives another kernel, session or origin than the page's own.
    """
    session = session or uuid.uuid4().hex
    at = f"{loaded.base}api/kernels/{kernel_id or loaded.kernel_id}/channels?session_id={session}"
    request = HTTPRequest(
        at.replace("http", "ws", 1),
        headers={"Origin": origin or origin_of(at), "Cookie": cookie_header(loaded.cookies)},
        connect_timeout=patience,
        request_timeout=patience,
    )
    socket = await websocket_connect(
        request,
        compression_options={},  # offered, as every browser does
        max_message_size=LARGEST,
        subprotocols=[wire] if wire else [],
    )
    return Connection(loaded, socket, session, patience)


# For tests that are not async -------------------------------------------------------------------


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do it in the background's event loop, where connections go on listening, and wait for it."""
    return asyncio.run_coroutine_threadsafe(work, _background()).result()


@cache
def _background() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own: the main thread's may be Playwright's."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop
