"""The warm parent: imports once, then forks one child for each kernel that is asked for.

It never makes an event loop, a ZMQ context, a database connection or a thread of its own, so a
fork copies nothing that is half done: all of that is made in the child. multiprocessing's own
forkserver works the same way, but its children cannot become kernels.

Line protocol on the socket given as the first argument: ``{"argv", "cwd", "env"}`` → ``{"pid"}``.
The second argument is the read end of a pipe that only the server can write to; its end of file
means that the server is gone, however it went.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import resource
import signal
import socket
import sys
import threading
from typing import Any, NoReturn

from setproctitle import setproctitle

MEMORY_VARIABLE = "OVERBLIK_KERNEL_MEMORY"
"""Megabytes of address space a kernel may have, 0 for no limit: a runaway one fails alone instead
of the room. An ordinary one has some 700, of which it uses 50."""

MEMORY = "2048"


def main() -> None:
    """Import, announce, and serve requests until the server closes the socket."""
    requests = socket.socket(fileno=int(sys.argv[1]))
    lifeline = int(sys.argv[2])
    # Ctrl-C at the terminal reaches the whole group; it is the server that ends its kernels.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps the children
    # Kernels watch the lifeline. ipykernel's own poller would end them with this process.
    os.environ.pop("JPY_PARENT_PID", None)
    _import_everything()
    if threading.active_count() != 1:
        raise SystemExit("the warm parent may not have threads: " + repr(threading.enumerate()))
    gc.collect()
    gc.freeze()  # shared pages stay shared when the children collect garbage
    setproctitle("overblik: warm parent")
    lines = requests.makefile("r", encoding="utf-8")
    while line := lines.readline():
        pid = os.fork()
        if pid == 0:
            requests.detach()
            _become_kernel(json.loads(line), lifeline)
        requests.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _import_everything() -> None:
    """What every kernel needs before its first paint, the library's tables included."""
    # Each kernel would import debugpy by itself, which takes as long as all the rest of its start.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    import ipykernel.debugger
    import ipykernel.ipkernel
    import ipykernel.kernelapp
    import ipykernel.zmqshell  # noqa: F401

    import overblik.apps
    import overblik.ui.page  # noqa: F401
    from overblik.knowledge import library
    from overblik.ui.chrome import prepare

    for name in _LATE:
        importlib.import_module(name)
    known = library()  # half a second of YAML, which kernels then need not read
    _ = known.clashes, known.sharing, known.conference, known.year
    prepare()


_LATE = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlalchemy.dialects.sqlite",
    "sqlite3",
    "tornado.platform.asyncio",
)
"""What a kernel would import by itself between its start and its first page."""


def _become_kernel(request: dict[str, Any], lifeline: int) -> NoReturn:
    """Turn this fork into an ordinary ipykernel process. Never returns."""
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(
            number, signal.SIG_DFL if number != signal.SIGINT else signal.default_int_handler
        )
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    random.seed()
    _limit_memory()
    threading.Thread(target=_die_with_server, args=(lifeline,), daemon=True).start()
    argv = request["argv"]
    setproctitle("overblik: kernel " + " ".join(argv))
    from ipykernel.kernelapp import IPKernelApp

    # ipywidgets was imported before there was a kernel and could not register for comms then.
    register = "import ipywidgets; ipywidgets.register_comm_target()"
    try:
        # Critical only: without a parent to poll, the app prints how to connect from a terminal.
        IPKernelApp.launch_instance(
            argv=[*argv, "--log-level=50", f"--IPKernelApp.exec_lines={register}"]
        )
    finally:
        os._exit(0)


def _limit_memory() -> None:
    megabytes = os.environ.get(MEMORY_VARIABLE, MEMORY)
    if megabytes.isdigit() and int(megabytes) > 0:
        size = int(megabytes) * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _die_with_server(lifeline: int) -> NoReturn:
    while os.read(lifeline, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
