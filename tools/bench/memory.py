"""The memory of a server with all its kernels."""

from __future__ import annotations

import psutil


def memory(pid: int) -> int:
    """Bytes of PSS of a process and all below it: what several share is counted once (Linux)."""
    server = psutil.Process(pid)
    return sum(_pss(one) for one in (server, *server.children(recursive=True)))


def _pss(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.NoSuchProcess:
        return 0
