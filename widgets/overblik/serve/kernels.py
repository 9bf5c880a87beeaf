"""From a notebook to a kernel that runs it and has made its page: with room for everybody.

Voilà's own way from notebook to page builds an exporter, compiles its templates and reads every
lab extension's settings for each request: three quarters of the server's time when a class arrives.
Our page is drawn already; what is left of Voilà's way is its executor.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_async
from traitlets.config import Config
from voila.execute import VoilaExecutor

MOST_KERNELS = int(os.environ.get("OVERBLIK_MAX_KERNELS", "60"))
"""Pages open at once. Without a limit the whole room stalls together."""

LEAST_MEMORY = int(os.environ.get("OVERBLIK_LEAST_MEMORY", "300"))
"""Megabytes that must be left before another page is opened: a full machine swaps, and everybody
waits; or the system ends a process of its own choice, perhaps the server."""

AT_ONCE = max(2, os.cpu_count() or 1) * 2
"""Kernels started side by side. More only make all of them late together."""

UNMET = float(os.environ.get("OVERBLIK_UNMET", "30"))
"""Seconds for a page to connect to its kernel. One that has not was left before it had read which
kernel it got, so it could not say goodbye; without a limit the kernel would wait to be culled."""

_WIDGET = "application/vnd.jupyter.widget-view+json"


class Failed(Exception):
    """The notebook gave no widget; why stands in the server's log."""


@dataclass(frozen=True)
class Running:
    """A kernel that has run its notebook, and the widget that is the notebook's page."""

    kernel_id: str
    model: str


class Kernels:
    """The server's kernels, for pages that need one."""

    def __init__(self, manager: Any, config: Config) -> None:
        self._manager = manager
        self._config = config
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._unmet: dict[str, asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def room(self) -> bool:
        """Whether one more can be had."""
        return (
            len(self._manager) + self._waiting < MOST_KERNELS
            and (_available_memory() or LEAST_MEMORY) >= LEAST_MEMORY
        )

    async def run(self, notebook: Path, environment: Mapping[str, str]) -> Running:
        """Start a kernel and run a notebook in it. Raises Failed; then the kernel is gone."""
        async with self._one_turn():
            # A start cut off half-way leaves a process that the manager never hears of, and an
            # answer of the warm parent's that the next one would take for its own.
            starting = asyncio.create_task(self._start(environment))
            try:
                id = await asyncio.shield(starting)
                model = await self._execute(id, notebook)
            except BaseException:  # the reader went away, or the notebook failed
                await asyncio.shield(self._surely(self._undo(starting)))
                raise
        self._unmet[id] = asyncio.get_running_loop().call_later(UNMET, self._give_up, id)
        return Running(id, model)

    def met(self, id: str) -> None:
        """A page has connected to its kernel: from now on it says itself when it leaves."""
        if waiting := self._unmet.pop(id, None):
            waiting.cancel()

    def _give_up(self, id: str) -> None:
        del self._unmet[id]
        self._surely(self.end(id, now=True))

    async def _start(self, environment: Mapping[str, str]) -> str:
        env = {**os.environ, **environment}
        return await ensure_async(
            self._manager.start_kernel(kernel_name="overblik", path="", env=env)
        )

    async def _undo(self, starting: asyncio.Task[str]) -> None:
        await asyncio.wait({starting})
        if starting.exception() is None:
            await self.end(starting.result(), now=True)

    def _surely(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do this to its end, whether or not somebody still waits for it."""
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return task

    @asynccontextmanager
    async def _one_turn(self) -> AsyncIterator[None]:
        """Wait for one's turn; from then on the manager counts the kernel."""
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def _execute(self, id: str, notebook: Path) -> str:
        contents = nbformat.read(notebook, as_version=4)
        executor = VoilaExecutor(contents, km=self._manager.get_kernel(id), config=self._config)
        try:
            executor.kc = await executor.async_start_new_kernel_client()
            for at, cell in enumerate(contents.cells):
                await executor.execute_cell(cell, None, at, store_history=False)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # a dead kernel, a cell's exception, a timeout
            raise Failed from error
        finally:
            if executor.kc is not None:
                executor.kc.stop_channels()
        for cell in contents.cells:
            for output in cell.get("outputs", ()):
                if shown := output.get("data", {}).get(_WIDGET):
                    return shown["model_id"]
        raise Failed("the notebook shows no widget")

    async def alive(self, id: str) -> bool:
        """Whether a kernel's process runs."""
        return id in self._manager and await ensure_async(self._manager.get_kernel(id).is_alive())

    async def interrupt(self, id: str) -> None:
        """Stop what a kernel is doing, as Ctrl-C would; it lives on."""
        if id in self._manager:
            await ensure_async(self._manager.interrupt_kernel(id))

    async def end(self, id: str, *, now: bool = False) -> None:
        """End a kernel, politely unless ``now``. One that is gone is no error."""
        if id in self._manager:
            await ensure_async(self._manager.shutdown_kernel(id, now=now))


def _available_memory() -> int | None:
    """Megabytes, None where the system does not tell in this way."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    found = next((one for one in lines if one.startswith("MemAvailable:")), None)
    return int(found.split()[1]) // 1024 if found else None
