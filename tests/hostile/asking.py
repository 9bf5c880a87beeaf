"""Requests as nobody's browser would send them."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.support.server import Server


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(
    server: Server,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """One request, and its answer as it comes: nothing is followed, nothing unpacked."""
    parts = urlsplit(server.url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request(method, f"/{path}", body, headers or {})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def form(file: bytes, app: str = "stratificering") -> tuple[bytes, dict[str, str]]:
    """The form of ``POST /aabn`` with a file in it: body and headers."""
    body = (
        f'--kant\r\nContent-Disposition: form-data; name="app"\r\n\r\n{app}\r\n'
        f'--kant\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n'
    )
    headers = {"Content-Type": "multipart/form-data; boundary=kant"}
    return body.encode() + file + b"\r\n--kant--\r\n", headers
