"""What is refused before any handler sees it: names that are not ours, and paths that nobody has.

A browser that believes ``evil.example`` to lie on this machine (DNS rebinding) lets the scripts
of that site read our pages: for the browser both are one origin. An attacker can make only names
of his own point here. So a request has to call us by an address, by a name without a dot, which
no public DNS has, by this machine's own name, or by one in OVERBLIK_NAMES.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Collection
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher

from overblik.language import Message
from overblik.serve.base import Handler, Problem
from overblik.serve.pages import NothingHere

NAMES = "OVERBLIK_NAMES"
"""Names that the server answers to besides its own, with commas: behind a proxy, its public one."""

_ODD_PATH = re.compile(
    r"\0|\\|(^|/)\.\.?(/|$)"  # no address of ours has these, and handlers stumble over them
    r"|/voila/templates/(?!\w[\w.-]*/static/.)"  # others raise in Voilà's handler
)


def gate() -> list[Any]:
    """The routes to put before all others."""
    own = socket.gethostname().lower()
    local = f"{own.partition('.')[0]}.local"
    more = (name.strip().lower() for name in os.environ.get(NAMES, "").split(","))
    return [(ForeignName({own, local, *more}), NotOurName), (OddPath(), NothingHere)]


class ForeignName(Matcher):
    """A request whose Host is somebody else's name."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if self.knows(request.host_name) else {}

    def knows(self, host: str) -> bool:
        """Whether this is a way to call us."""
        name = host.strip("[]").rstrip(".")
        return "." not in name or name in self._names or _is_address(name)


class OddPath(Matcher):
    """A request for a path that leads out of every folder, or that no file can have."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return {} if _ODD_PATH.search(unquote(request.path)) else None


class NotOurName(Handler):
    """The page that is shown under a foreign name."""

    def prepare(self) -> None:
        told = Message("Overblik kendes ikke under det navn. Brug adressen fra underviseren.")
        raise Problem(HTTPStatus.FORBIDDEN, told)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
