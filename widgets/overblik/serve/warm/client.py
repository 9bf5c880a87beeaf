"""jupyter_client's own client, without its two pauses and its heartbeat.

Its wait for a kernel ends with 0.2 s of listening whether more is said, to flush what the kernel
has told others; nobody has used a kernel of ours before. And ZMQ tries only every 0.1 s whether the
kernel is there, when a forked one needs half of that.
"""

from __future__ import annotations

import asyncio
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

RETRY = 10
"""Milliseconds between attempts to connect to a kernel that is starting."""


class PromptClient(AsyncKernelClient):
    """The client that the server runs a notebook with."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.context.reconnect_ivl = RETRY  # for the sockets made from it

    def start_channels(self, **channels: bool) -> None:  # type: ignore[override]
        """Without the heartbeat: whether a kernel is alive we ask its process.

        jupyter_client's heartbeat goes on after a stop that comes before its thread has begun: the
        server then waits until the thread has opened all the sockets there are (HBChannel).
        """
        super().start_channels(**{**channels, "hb": False})

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # type: ignore[override]
        """Wait until the kernel answers on both channels that a notebook needs.

        Raises RuntimeError when it dies or stays silent for ``timeout`` seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while not await self._answers():
                    if not await self._async_is_alive():
                        raise RuntimeError("The kernel died before it answered")
        except TimeoutError:
            raise RuntimeError("The kernel did not answer in time") from None

    async def _answers(self) -> bool:
        """Ask; iopub connects on its own, and output before it has done so would be lost."""
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            await self.iopub_channel.get_msg(timeout=0.2)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True
