"""What attacks over the network share: whether a page survived, and requests exactly as written."""

from __future__ import annotations

import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.support.protocol import Connection, Message, run
from tests.support.server import Server

APP = "stratificering?case=C01"


def unharmed(app: Connection) -> bool:
    """Whether the page still does what its user does."""
    before = app.answer["ack"]
    run(app.event({"type": "look"}))
    return app.answer["ack"] > before and "failed" not in app.answer


def answers(app: Connection, *ids: str) -> list[Message]:
    """What the kernel said to these messages; any that it gets it first answers with busy."""
    return [one for one in run(app.collect()) if one["parent_header"].get("msg_id") in ids]


class Answer(NamedTuple):
    status: int
    head: str
    body: bytes


def request(
    server: Server,
    path: str,
    *headers: str,
    method: str = "GET",
    host: str = "",
    body: bytes = b"",
) -> Answer:
    """One request exactly as written: clients tidy a path up before they send it."""
    at = urlsplit(server.url)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or at.netloc}", "Connection: close"]
    text = "\r\n".join([*lines, *headers, "", ""]).encode("latin-1") + body
    with socket.create_connection((at.hostname, at.port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(text)
            while part := connection.recv(65536):
                answer += part
        except ConnectionError:
            pass  # the server need not hear out what it refuses
    head, _, content = answer.partition(b"\r\n\r\n")
    return Answer(int(head.split()[1]) if head else 0, head.decode("latin-1"), content)
