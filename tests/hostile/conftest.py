"""A page to attack over the network; it has to survive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.asking import ask
from tests.hostile.network import APP
from tests.support.protocol import V1, Connection, open_page, run
from tests.support.server import Server


@pytest.fixture(scope="session")
def server(server: Server) -> Server:
    """The server once it has read all its tables: what an attack costs is seen in its memory.

    The clinician's copy needs the last of them, and no kernel.
    """
    started = {"Content-Type": "application/x-www-form-urlencoded"}
    made = ask(server, "POST", "forloeb", b"case=C07&app=behandlingsplan", started)
    forloeb = made.headers["location"].partition("forloeb=")[2]
    assert ask(server, "GET", f"papirer/{forloeb}/klinikeren.txt").status == 200
    return server


@pytest.fixture(scope="module")
def app(server: Server) -> Iterator[Connection]:
    """An open page whose websocket speaks the binary format, as browsers do."""
    yield from _opened(server, V1)


@pytest.fixture(scope="module")
def json_app(server: Server) -> Iterator[Connection]:
    """An open page whose websocket speaks JSON."""
    yield from _opened(server, "")


@pytest.fixture(params=["app", "json_app"])
def either(request: pytest.FixtureRequest) -> Connection:
    """An open page in each of the two."""
    return request.getfixturevalue(request.param)


def _opened(server: Server, wire: str) -> Iterator[Connection]:
    one = run(open_page(server.url + APP, wire=wire))
    yield one
    run(one.close())
