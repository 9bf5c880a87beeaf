"""The listening sockets, opened before anything heavy is imported."""

from __future__ import annotations

import socket

from tornado.netutil import bind_sockets


def listen_on(host: str, port: int) -> list[socket.socket]:
    """Listen on exactly this address; raises OSError when that cannot be had.

    Never another port: a page that was opened yesterday must not meet somebody else's server.
    """
    return bind_sockets(port, address=host)


def address(sockets: list[socket.socket], host: str) -> str:
    """The address to show a person."""
    port = sockets[0].getsockname()[1]
    shown = socket.gethostname() if host in ("", "0.0.0.0", "::") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
