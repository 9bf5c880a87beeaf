"""A page that is left takes its kernel along, whatever the server was just doing for it."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from traitlets.config import Config

from overblik.serve.kernels import Kernels
from tests.serve.homes import home_with
from tests.support.protocol import load, open_page, run
from tests.support.server import Server, running, wait_for

SLOW = "import time; time.sleep(600)"
MANY = 6
"""Readers, each of whom leaves at the first sign of a kernel."""


class Manager:
    """Has processes from the moment they are forked, and knows them once they have started."""

    def __init__(self) -> None:
        self.processes: set[str] = set()
        self.known: set[str] = set()
        self.go_on = asyncio.Event()

    def __contains__(self, id: str) -> bool:
        return id in self.known

    async def start_kernel(self, **_settings: object) -> str:
        self.processes.add("kernel")
        await self.go_on.wait()
        self.known.add("kernel")
        return "kernel"

    async def shutdown_kernel(self, id: str, *, now: bool) -> None:
        await asyncio.sleep(0)
        self.known.remove(id)
        self.processes.remove(id)


@pytest.mark.parametrize("moment", ["its process starts", "its notebook runs"])
@pytest.mark.parametrize("told", [1, 2], ids=["told once", "told twice"])
def test_leaving_ends_the_kernel_while(monkeypatch, moment: str, told: int):
    runs = asyncio.Event()

    async def execute(_self: Kernels, _id: str, _notebook: Path) -> str:
        runs.set()
        return await asyncio.Future()

    monkeypatch.setattr(Kernels, "_execute", execute)

    async def leave() -> set[str]:
        manager = Manager()
        page = asyncio.create_task(Kernels(manager, Config()).run(Path("x.ipynb"), {}))
        while not manager.processes:
            await asyncio.sleep(0)
        if moment == "its notebook runs":
            manager.go_on.set()
            await runs.wait()
        for _ in range(told):
            page.cancel()
            await asyncio.sleep(0)
        manager.go_on.set()
        await asyncio.wait({page})
        assert page.cancelled()
        for _ in range(20):  # who is told twice waits no longer, and the end goes on
            await asyncio.sleep(0)
        return manager.processes

    assert run(leave()) == set()


def asked(server: Server, path: str) -> socket.socket:
    """A connection on which a page was asked for, and nothing was read yet."""
    where = urlsplit(server.url)
    line = socket.create_connection((where.hostname, where.port))
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
    return line


def test_readers_who_leave_as_their_kernel_appears_leave_none(tmp_path: Path):
    """The first sign of a kernel is its process; the server hears of it a little later."""
    with running(tmp_path, env=home_with(tmp_path, SLOW)) as own:
        with asked(own, "/stratificering?case=C01") as line:
            answer = line.makefile(encoding="utf-8")
            path = next(one.split()[1] for one in answer if one.startswith("Location:"))
        for _ in range(MANY):
            before = own.kernels().keys()
            with asked(own, path):
                while own.kernels().keys() <= before:
                    pass
        wait_for(lambda: not own.kernels(), "the kernels' end")
        for error in ("CancelledError", "Too many open files"):
            assert error not in own.log, "leaving is no error"


def test_a_kernel_that_no_page_connects_to_is_ended(tmp_path: Path):
    """Left after the page was sent and before its script ran: nobody could say goodbye."""
    with running(tmp_path, env={"OVERBLIK_UNMET": "10"}) as own:
        used = run(open_page(f"{own.url}stratificering?case=C01"))
        left = run(load(f"{own.url}stratificering?case=C01"))
        wait_for(lambda: left.kernel_id not in own.kernels(), "the kernel's end")
        assert used.loaded.kernel_id in own.kernels(), "it was met in time"
        run(used.close())
