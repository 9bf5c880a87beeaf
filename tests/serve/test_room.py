"""How many pages there is room for: those that have a kernel, and those that wait for one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from traitlets.config import Config

from overblik.serve import kernels
from overblik.serve.kernels import Kernels
from tests.support.protocol import run


class Manager:
    """Starts kernels that are nothing but a name."""

    def __init__(self) -> None:
        self.started: list[str] = []

    def __len__(self) -> int:
        return len(self.started)

    def __contains__(self, id: str) -> bool:
        return id in self.started

    async def start_kernel(self, **_settings: object) -> str:
        self.started.append(f"kernel-{len(self.started)}")
        return self.started[-1]

    async def shutdown_kernel(self, id: str, *, now: bool) -> None:
        self.started.remove(id)


@pytest.mark.parametrize(
    ("at_once", "coming", "room", "why"),
    [
        (8, 3, True, "each page counts once, also while its kernel starts"),
        (8, 4, False, "the ceiling is four"),
        (2, 3, True, "whoever waits for a turn counts as one"),
        (2, 4, False, "… and takes a place"),
    ],
)
def test_a_page_takes_one_place(monkeypatch, at_once: int, coming: int, room: bool, why: str):
    monkeypatch.setattr(kernels, "MOST_KERNELS", 4)
    monkeypatch.setattr(kernels, "AT_ONCE", at_once)

    async def never_done(_self: Kernels, _id: str, _notebook: Path) -> str:
        return await asyncio.Future()

    monkeypatch.setattr(Kernels, "_execute", never_done)

    async def arrive() -> tuple[bool, bool]:
        house = Kernels(Manager(), Config())
        pages = [asyncio.create_task(house.run(Path("x.ipynb"), {})) for _ in range(coming)]
        while len(house._manager) < min(at_once, coming):
            await asyncio.sleep(0)
        full = house.room
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
        return full, house.room

    assert run(arrive()) == (room, True), why
