"""Addresses as nobody types them: no file, no list and no other site's request gets through."""

from __future__ import annotations

import re

import pytest

from tests.hostile.network import request, unharmed
from tests.support.protocol import Connection

SECRETS = re.compile(rb"root:x:0|\[build-system\]|\"cells\"|jinja|import annotations|sqlite")


FOLDERS = [
    "static",
    "voila/static",
    "voila/templates",
    "voila/templates/lab/static",
    "voila/labextensions",
    "voila/files",
    "voila/api/themes",
    "voila/render",
]
CLIMBS = [
    "../" * 12 + "etc/passwd",
    "..%2f" * 12 + "etc%2fpasswd",
    "%2e%2e/" * 12 + "etc/passwd",
    "%252e%252e/" * 12 + "etc/passwd",
    "..\\" * 12 + "etc\\passwd",
    "..%5c" * 12 + "etc%5cpasswd",
    "....//" * 12 + "etc/passwd",
    "%c0%ae%c0%ae/" * 12 + "etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "C:/Windows/win.ini",
    "~root/.bashrc",
    "%00",
    "overblik.css%00.png",
    "..",
    ".",
    "",
    "../page.py",
    "../../../../pyproject.toml",
    "../voila.json",
    "skjult.ipynb",
    "index.html.j2",
    "overblik/index.html.j2",
    "a" * 5000,
    "%ff%fe",
    "con",
]


@pytest.mark.parametrize("climb", CLIMBS, ids=lambda path: path[:40] or "folder")
def test_no_path_leads_out_of_a_folder(server, climb):
    before = len(server.log)
    for folder in FOLDERS:
        answer = request(server, f"/{folder}/{climb}")
        assert answer.status in (301, 302, 400, 403, 404), folder
        assert not SECRETS.search(answer.body), folder
        if answer.status in (301, 302):
            assert re.search(r"^Location: /(?![/\\])", answer.head, re.MULTILINE), folder
    assert "Traceback" not in server.log[before:]


LISTS = [
    "api",
    "api/kernels",
    "api/kernels/",
    "api/sessions",
    "api/contents",
    "api/contents/stratificering.ipynb",
    "api/contents/stratificering.ipynb/checkpoints",
    "api/terminals",
    "api/kernelspecs",
    "api/status",
    "api/me",
    "api/config/common",
    "api/nbconvert",
    "api/events/subscribe",
    "files/stratificering.ipynb",
    "view/stratificering.ipynb",
    "nbconvert/html/stratificering.ipynb",
    "voila/files/",
    "voila/api/contents",
    "voila/api/contents/",
    "voila/query/{kernel}",
    "voila/execution/{kernel}",
    "voila/api/shutdown/",
    "api/kernels/{kernel}/interrupt",
    "api/kernels/{kernel}/restart",
    "forloeb/",
    "forloeb/%2a.json",
    "puls/",
    "static/",
    "voila/static/",
    "login",
    "logout",
    "metrics",
    "lab",
    "tree",
]


@pytest.mark.parametrize("path", LISTS)
def test_no_address_lists_kernels_or_forloeb(app, server, path):
    path = path.format(kernel=app.loaded.kernel_id)
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = request(server, f"/{path}", "Content-Length: 0", method=method)
        assert answer.status in (403, 404, 405), method
        assert app.loaded.kernel_id.encode() not in answer.body
        assert _forloeb(app).encode() not in answer.body
    assert unharmed(app)


def _forloeb(app: Connection) -> str:
    return app.state["head"]["forloeb"]


def test_a_guessed_id_is_answered_like_any_wrong_one(app, server):
    """A character off, in other letters, or cut short: nothing tells that it was close."""
    id = app.loaded.kernel_id
    for path in (f"api/kernels/{id.upper()}", f"api/kernels/{id[:-1]}{int(id[-1] == '0')}"):
        assert request(server, f"/{path}").status == 404
    for path in (f"api/kernels/{id[:8]}", f"api/kernels/{id}x"):
        assert request(server, f"/{path}").status == 404
    own = _forloeb(app)
    near = own[:-1] + ("A" if own[-1] != "A" else "B")
    wrong = [
        request(server, f"/forloeb/{one}.json") for one in (near, own.swapcase(), "A" * len(own))
    ]
    assert {one.status for one in wrong} == {404}
    assert len({one.body for one in wrong}) == 1


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["forloeb", "sprog", "aabn", "voila/api/shutdown/{kernel}"])
def test_no_other_site_can_send_a_form_or_end_a_kernel(app, server, path, origin):
    path = path.format(kernel=app.loaded.kernel_id)
    answer = request(server, f"/{path}", f"Origin: {origin}", "Content-Length: 0", method="POST")
    assert answer.status == 403
    assert "Access-Control-Allow-Origin" not in answer.head
    assert unharmed(app)


def test_no_other_site_can_ask_for_or_end_a_kernel(app, server):
    for method in ("GET", "DELETE"):
        path = f"/api/kernels/{app.loaded.kernel_id}"
        answer = request(server, path, "Origin: http://evil.example", method=method)
        assert answer.status in (403, 404)
        assert "Access-Control-Allow-Origin" not in answer.head
    assert unharmed(app)
