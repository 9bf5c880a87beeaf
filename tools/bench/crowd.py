"""A class at work: clients of the widget protocol, each with its own page and kernel.

They do what a browser's script does, but load no scripts and draw nothing: twenty-four browsers on
the server's own machine would be measured instead of the server. The hundred files that stock
Voilà's page loads are thereby not in its time.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from typing import Self

from tests.support.protocol import Connection, open_page

PATIENCE = 300.0
"""Seconds before a page or an answer is given up."""

PACE = (1.0, 3.0)
"""Seconds between what one person does."""


class Crowd:
    """People who have come at once. ``waits`` are the seconds until each could begin."""

    def __init__(self, pages: Sequence[Connection], waits: Sequence[float]) -> None:
        self.waits = waits
        self._pages = pages
        self._over = asyncio.Event()
        self._at_work: list[asyncio.Task[list[float]]] = []

    @classmethod
    async def arrive(cls, addresses: Sequence[str], wire: str) -> Self:
        """Open all the pages at once and wait until everybody can use theirs."""
        began = time.monotonic()

        async def one(address: str) -> tuple[Connection, float]:
            page = await open_page(address, wire=wire, patience=PATIENCE)
            return page, time.monotonic() - began

        pages, waits = zip(*await asyncio.gather(*map(one, addresses)), strict=True)
        return cls(pages, waits)

    async def start_work(self) -> None:
        """Let everybody rate, again and again, each at a pace of their own."""
        self._at_work = [asyncio.create_task(self._work(page)) for page in self._pages]

    async def stop_work(self) -> list[float]:
        """Seconds from each event to its acknowledgement."""
        self._over.set()
        return [took for person in await asyncio.gather(*self._at_work) for took in person]

    async def leave(self) -> None:
        """Close the connections. The kernels stay: the server is about to be stopped."""
        await asyncio.gather(
            *(page.close(end_kernel=False) for page in self._pages), return_exceptions=True
        )

    async def _work(self, page: Connection) -> list[float]:
        took = []
        while not await self._is_over_within(random.uniform(*PACE)):
            event = {"type": "rate", "domain": "treatment", "value": "02"[len(took) % 2]}
            began = time.monotonic()
            await page.event(event)
            took.append(time.monotonic() - began)
        return took

    async def _is_over_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._over.wait(), seconds)
        except TimeoutError:
            return False
        return True
