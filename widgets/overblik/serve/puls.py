"""The kernel's pulse, its interruption, its end when the page goes away, and room for more."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus

from overblik.serve.base import WELL_FORMED, Handler

GRACE = 0.5
"""Seconds between the page's goodbye and the kernel's end, for what was typed last to be saved."""

_log = logging.getLogger(__name__)


class Puls(Handler):
    """``GET /puls/<kernel>?forloeb=<id>`` → ``{"alive": bool, "revision": int | null}``.

    Alive means that the kernel's process runs; revision is the newest saved one of the forløb.
    """

    async def get(self, kernel_id: str) -> None:
        id = self.get_query_argument("forloeb", "")
        self.set_header("Cache-Control", "no-store")
        alive = await self.kernels.alive(kernel_id)
        self.finish({"alive": alive, "revision": await self._revision(id)})

    async def _revision(self, id: str) -> int | None:
        if not WELL_FORMED.fullmatch(id):
            return None
        try:
            # a slow database must not hold up the other pages' pulse
            return await asyncio.to_thread(self.store.revision, id)
        except Exception:
            _log.exception("The store gave no revision")
            return None


class EndKernel(Handler):
    """``POST /voila/api/shutdown/<kernel>``: the beacon of a page that is going away.

    Voilà's own would end the kernel at once, before the last keystrokes have reached the store.
    """

    async def post(self, kernel_id: str) -> None:
        self.require_same_origin()
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()
        await asyncio.sleep(GRACE)
        await self.kernels.end(kernel_id)


class InterruptKernel(Handler):
    """``POST /puls/<kernel>/afbryd``: a page has waited too long for an answer.

    The event that takes so long fails and is told as such; the kernel lives on.
    """

    async def post(self, kernel_id: str) -> None:
        self.require_same_origin()
        await self.kernels.interrupt(kernel_id)
        self.set_status(HTTPStatus.NO_CONTENT)


class Room(Handler):
    """``GET /plads`` → ``{"room": bool}``: asked by those who wait for it."""

    def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.finish({"room": self.kernels.room})
