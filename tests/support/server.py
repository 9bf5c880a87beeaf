"""A real `overblik serve` on a free port with a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil

REPO = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds before a wait gives up; only a broken server gets near it."""

T = TypeVar("T")


@dataclass(frozen=True)
class Server:
    """A running server. ``url`` ends with a slash."""

    url: str
    process: subprocess.Popen[str]
    log_file: Path
    data_dir: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    def kernels(self) -> dict[str, psutil.Process]:
        """The running kernels' processes by kernel id."""
        found = {}
        for child in psutil.Process(self.pid).children(recursive=True):
            try:
                match = re.search(r"kernel-([0-9a-f-]{36})\.json", " ".join(child.cmdline()))
            except psutil.NoSuchProcess:
                continue
            if match and runs(child):
                found[match[1]] = child
        return found


def runs(process: psutil.Process) -> bool:
    """Whether a process does anything; a zombie only waits for somebody to read its exit code."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment for `overblik` in a test: this checkout, own data, Danish."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OVERBLIK_", "JUPYTER"))}
    return {
        **kept,
        "PYTHONPATH": str(REPO / "widgets"),
        "OVERBLIK_DATA_DIR": str(data_dir),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


@contextmanager
def running(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Start a server with its data in ``folder``, wait until it answers, and stop it after."""
    folder.mkdir(parents=True, exist_ok=True)
    log_file = folder / "server.log"
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "overblik", "serve", "--port", "0", *arguments],
            cwd=folder,
            env=environment(folder / "data", **(env or {})),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        url = wait_for(lambda: _address(log_file, process), "the server's address")
        yield Server(url, process, log_file, folder / "data")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


def wait_for(condition: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
    """Ask until the answer is true, and return it. Fails with ``what`` after ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        if answer := condition():
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"Waited {seconds:g} s in vain for {what}")
        time.sleep(0.02)


def _address(log_file: Path, process: subprocess.Popen[str]) -> str | None:
    log = log_file.read_text("utf-8")
    if process.poll() is not None:
        raise AssertionError(f"The server stopped with {process.returncode}:\n{log}")
    match = re.search(r"http://\S+", log)
    return match[0] if match else None
