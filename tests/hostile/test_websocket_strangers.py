"""Who may speak with a kernel: whoever knows its id, from a page of ours, and nobody else."""

from __future__ import annotations

import uuid
from typing import Any

import psutil
import pytest
from tornado.httpclient import HTTPClientError

from overblik.serve.channels import MOST_CONNECTIONS
from tests.hostile.network import APP, answers, unharmed
from tests.support.protocol import Connection, connect, fetch, open_page, run
from tests.support.server import wait_for


def refused(app: Connection, **how: Any) -> int:
    """The status with which the server refuses a websocket."""
    with pytest.raises(HTTPClientError) as error:
        run(connect(app.loaded, **how))
    return error.value.code


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://evil.example:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://evil.example/127.0.0.1:{port}",
        "http://user@127.0.0.1:{port}",
        "null",
        "file://",
        "*",
    ],
)
def test_pages_of_other_origins_get_no_websocket(app, server, origin):
    port = server.url.rstrip("/").rpartition(":")[2]
    assert refused(app, origin=origin.format(port=port)) == 403
    assert unharmed(app)


def test_a_foreign_origin_does_not_cut_off_the_page(app):
    """Not even with the page's own session, for which a new connection replaces the old."""
    session = app.session
    assert refused(app, origin="http://evil.example", session=session) == 403
    assert unharmed(app)


@pytest.mark.parametrize("change", [-1, 0, 9])
def test_a_kernel_id_that_is_nearly_right_is_like_any_other(app, change):
    """The answer does not tell whether the guess was close."""
    id = app.loaded.kernel_id
    near = id[:change] + ("0" if id[change] != "0" else "1") + id[change:][1:]
    assert refused(app, kernel_id=near) == 404
    assert refused(app, kernel_id=str(uuid.uuid4())) == 404


def test_kernel_ids_cannot_be_guessed(app, json_app):
    ids = [uuid.UUID(one.loaded.kernel_id) for one in (app, json_app)]
    assert [one.version for one in ids] == [4, 4]
    assert ids[0].hex[:8] != ids[1].hex[:8]


@pytest.mark.parametrize(
    "session", ["a%00b", "a" * 300, "%F0%9F%98%80", "..", "a%20b", "%0d%0aX:y", "%ff"]
)
def test_a_session_without_the_look_of_one_is_refused(app, session):
    """It becomes the name of a socket between server and kernel, at most 255 bytes."""
    assert refused(app, session=session) == 400
    assert unharmed(app)


def test_one_page_hears_nothing_of_another(app, json_app):
    """Not even when it takes the other's session for its own, or speaks to the other's widget."""
    run(app.collect())
    thief = run(connect(app.loaded, session=json_app.session))
    sent = run(thief.send("comm_msg", {"comm_id": json_app.comm_id, "data": {"method": "update"}}))
    run(json_app.event({"type": "rating_reason", "domain": "disease", "value": "fortroligt"}))
    assert "fortroligt" in json_app.state["html"]
    for listener in (app, thief):
        run(listener.ask("kernel_info_request"))
        heard = run(listener.collect())
        assert "fortroligt" not in str(heard)
        assert json_app.comm_id not in str([one["content"] for one in heard])
    assert answers(thief, sent) == []
    run(thief.close(end_kernel=False))
    assert unharmed(app)
    assert unharmed(json_app)


def test_an_id_that_is_known_reaches_that_kernel_only(app, json_app):
    other = run(connect(app.loaded, kernel_id=json_app.loaded.kernel_id))
    assert run(other.comms()) == run(json_app.comms())
    assert run(other.comms()).isdisjoint(run(app.comms()))
    run(other.close(end_kernel=False))


def test_one_kernel_cannot_take_all_the_servers_files(app, server):
    files = psutil.Process(server.pid).num_fds()
    taken = [run(connect(app.loaded)) for _ in range(MOST_CONNECTIONS - 1)]
    assert refused(app) == 429
    assert psutil.Process(server.pid).num_fds() < files + 200
    for one in taken:
        run(one.close(end_kernel=False))
    assert unharmed(app)
    run(run(connect(app.loaded)).close(end_kernel=False))


def test_a_kernel_that_has_died_is_not_waited_for(server):
    app = run(open_page(server.url + APP))
    id = app.loaded.kernel_id
    server.kernels()[id].kill()
    wait_for(lambda: b"false" in run(fetch(f"{server.url}puls/{id}")).body, "the kernel's end")
    assert refused(app) == 404
    run(app.close())
