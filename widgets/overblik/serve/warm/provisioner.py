"""How the server gets its kernels: from the warm parent, or the ordinary way where there is none.

jupyter_client's extension point is a kernel provisioner; this one differs from the local one only
in where the process comes from. Everything else (signals, connection files, ports) is inherited.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "overblik-warm"
"""The provisioner's name among jupyter_client's, see the entry point in pyproject.toml."""

PATIENCE = 20.0
"""Seconds until a warm parent that does not answer is given up for the ordinary way."""


class ForkedProcess:
    """A process that somebody else started, with the part of Popen that provisioners use.

    A pidfd names it: it cannot come to mean another process, as a bare number can.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._fd = os.pidfd_open(pid)
        except ProcessLookupError:
            self._fd, self.returncode = -1, 0

    def poll(self) -> int | None:
        """None while it runs; its true exit code went to the warm parent, so 0 stands for gone."""
        if self.returncode is None and select.select([self._fd], [], [], 0)[0]:
            os.close(self._fd)
            self.returncode = 0
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None and not select.select([self._fd], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._fd, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WarmParent:
    """The server's side of the warm parent: starts it, asks it, starts it anew when it is gone."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()
        # Only this process can write to the pipe: when it ends, every kernel reads the end.
        self._lifeline, self._alive = os.pipe()

    async def start(self) -> None:
        """Start the process if none runs. It warms up while the server goes on."""
        if self.process is not None and self.process.poll() is None and self._streams:
            return
        if self._streams:
            self._streams[1].close()
        ours, theirs = socket.socketpair()
        passed = (theirs.fileno(), self._lifeline)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "overblik.serve.warm.parent", *map(str, passed)],
                pass_fds=passed,
                stdin=subprocess.DEVNULL,
            )
        self._streams = await asyncio.open_unix_connection(sock=ours)

    async def fork(self, argv: list[str], cwd: str, env: dict[str, str]) -> ForkedProcess:
        """A new kernel process. Raises OSError when the parent does not give one."""
        request = json.dumps({"argv": argv, "cwd": cwd, "env": env}).encode() + b"\n"
        async with self._one_at_a_time:
            await self.start()
            assert self._streams
            reader, writer = self._streams
            try:
                writer.write(request)
                await writer.drain()
                answer = await asyncio.wait_for(reader.readline(), PATIENCE)
                return ForkedProcess(json.loads(answer)["pid"])
            except (TimeoutError, ValueError) as error:
                self.stop()
                raise OSError("the warm parent gave no kernel") from error

    def stop(self) -> None:
        """End the parent. Its kernels live on until the server ends them or itself."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            self.process.wait(5)
            self.process = None


def available() -> bool:
    """Whether kernels can be forked on this system."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


_parent: WarmParent | None = None


def warm_parent() -> WarmParent:
    """The one warm parent of this server, made at first need."""
    global _parent
    if _parent is None:
        _parent = WarmParent()
    return _parent


class WarmProvisioner(LocalProvisioner):
    """Launches kernels by forking; falls back to the ordinary way by itself."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if available():
            try:
                # cmd is the kernelspec's: python -m ipykernel_launcher, then ipykernel's arguments
                process = await warm_parent().fork(
                    cmd[3:],
                    str(kwargs.get("cwd") or os.getcwd()),  # noqa: PTH109 - jupyter_client's own default
                    dict(kwargs.get("env") or os.environ),
                )
            except OSError as error:
                self.log.warning("Kernel started the slow way: %s", error)
            else:
                self.process = process  # pyright: ignore[reportAttributeAccessIssue]
                self.pid = self.pgid = process.pid
                self.cwd = kwargs.get("cwd")
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)
