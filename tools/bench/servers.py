"""The two servers that are compared: `overblik serve`, and Voilà as it comes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from tests.support.apps import READY
from tests.support.protocol import V1, fetch, run
from tests.support.server import REPO, environment, running, wait_for

APP = "stratificering"
CASE = "C01"

SLIDER = Path(__file__).parent / "skyder.ipynb"
"""The smallest thing that answers in stock Voilà: one slider and the number it stands on."""

OVERBLIK = "Overblik"
STOCK = "stock Voilà"


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    name: str
    address: str  # of the app's page
    connected: str  # selector of a page whose kernel has answered
    pid: int
    took: float  # seconds from its start until it answered
    wire: str  # the websocket's format that its page's script asks for

    def page(self, forloeb: str) -> str:
        """The address of a forløb."""
        return f"{self.address}?forloeb={forloeb}"


@contextmanager
def _overblik(folder: Path) -> Iterator[Served]:
    began = time.monotonic()
    with running(folder) as server:
        took = time.monotonic() - began
        yield Served(OVERBLIK, f"{server.url}{APP}", READY, server.pid, took, "")


@contextmanager
def stock(
    folder: Path,
    notebook: Path = REPO / "notebooks" / f"{APP}.ipynb",
    connected: str = "[data-testid=tier]",
) -> Iterator[Served]:
    """Its own template, a cold kernel for each page, none of our settings."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.monotonic()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "voila", str(notebook)),
            *("--no-browser", f"--port={port}", "--Voila.config_file_paths=[]"),
        ],
        cwd=folder,
        env=environment(folder / "data"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: _listening(port), STOCK)
        took = time.monotonic() - began
        # it shows nothing before its widget is there: a page with a tier is connected
        yield Served(STOCK, f"http://127.0.0.1:{port}/", connected, process.pid, took, V1)
    finally:
        _end(process)


SERVERS: Mapping[str, Callable[[Path], AbstractContextManager[Served]]] = {
    OVERBLIK: _overblik,
    STOCK: stock,
}
"""How to start each. The folder is theirs in common: both know the same forløb."""


def begin(folder: Path, number: int) -> list[str]:
    """Begin so many forløb and return their ids, so that only the page is timed later."""
    with _overblik(folder) as server:
        return [_begin(server) for _ in range(number)]


def _begin(server: Served) -> str:
    # the redirect is not followed: it would start a kernel nobody looks at
    answer = run(fetch(f"{server.address}?case={CASE}"))
    return answer.headers["Location"].partition("forloeb=")[2]


def _listening(port: int) -> bool:
    """Whether something answers, without asking it for a page (and a kernel)."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a server, and the kernels that it leaves behind."""
    kernels = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for kernel in psutil.wait_procs(kernels, timeout=5)[1]:
        kernel.kill()
