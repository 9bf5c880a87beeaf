"""Requests that are odd as such: under foreign names, far too large, or with strange headers."""

from __future__ import annotations

import re

import pytest

from overblik.serve.gate import NAMES, ForeignName, gate
from tests.hostile.network import APP, request, unharmed
from tests.support.server import Server

MIB = 1024 * 1024
UPGRADE = ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + "A" * 22)


def port(server: Server) -> str:
    return server.url.rstrip("/").rpartition(":")[2]


# Names: DNS rebinding ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "evil.local",
        "evil.example.",
    ],
)
def test_under_a_foreign_name_there_is_nothing(app, server, name):
    """A site whose name suddenly points here would share an origin with our pages."""
    host = f"{name}:{port(server)}"
    for path in ("", "stratificering", "static/overblik.css", f"puls/{app.loaded.kernel_id}"):
        answer = request(server, f"/{path}", host=host)
        assert answer.status == 403
        assert "kendes ikke under det navn" in answer.body.decode()
    origin = f"Origin: http://{host}"
    channels = f"/api/kernels/{app.loaded.kernel_id}/channels?session_id=x"
    assert request(server, channels, *UPGRADE, origin, host=host).status == 403
    answer = request(server, "/forloeb", origin, "Content-Length: 0", method="POST", host=host)
    assert answer.status == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "192.168.1.20", "laptop"])
def test_by_an_address_or_a_name_of_the_local_net_the_pages_are_served(server, name):
    for host in (name, f"{name}:{port(server)}"):
        assert request(server, "/", host=host).status == 200


@pytest.mark.parametrize("host", ["", " ", "a b", "a/b", "a\tb", "x" * 5000, "127.0.0.1:x", "@"])
def test_a_host_that_is_no_name_does_no_harm(server, host):
    before = len(server.log)
    assert request(server, "/", host=host or " ").status in (200, 400, 403)
    assert "Traceback" not in server.log[before:]


def test_the_machines_own_name_and_those_it_is_given_are_known(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "Laptop.Firma.dk")
    monkeypatch.setenv(NAMES, "overblik.example.dk, kursus.example.dk")
    matcher = gate()[0][0]
    assert isinstance(matcher, ForeignName)
    known = [
        "laptop.firma.dk",
        "laptop.local",
        "overblik.example.dk",
        "kursus.example.dk",
        "laptop",
    ]
    for name in known:
        assert matcher.knows(name), name
    for name in (
        "firma.dk",
        "x.firma.dk",
        "laptop.evil.example",
        "example.dk",
        "laptop.firma.dk.x",
    ):
        assert not matcher.knows(name), name


# Headers, cookies and query strings -------------------------------------------------------------

ODD_HEADERS = {
    "junk cookies": ("Cookie: =;;;=; overblik_ejer; overblik_sprog=%00; a=b=c; \xff\xfe=\xe6",),
    "a long cookie": ("Cookie: overblik_ejer=" + "x" * 40_000,),
    "a thousand cookies": ("Cookie: " + "; ".join(f"c{n}=1" for n in range(1000)),),
    "a script for an owner": ("Cookie: overblik_ejer=<script>; overblik_sprog=../../x",),
    "two languages": ("Cookie: overblik_sprog=da; overblik_sprog=en",),
    "another client": ("X-Forwarded-For: ::1", "X-Real-IP: x", "X-Forwarded-Proto: javascript"),
    "another host": ("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"),
    "odd languages": ("Accept-Language: " + "æ" * 500, "Accept: */*;q=x"),
    "ranges": ("Range: bytes=0-0,1-1,-1,9999999999-", "If-Range: x"),
    "odd times": ("If-Modified-Since: igår", "If-None-Match: " + ",".join(['"x"'] * 1000)),
    "another method": ("X-HTTP-Method-Override: DELETE",),
    "a thousand headers": tuple(f"X-{number}: 1" for number in range(1000)),
    "70 kB of headers": tuple(f"X-{number}: {'x' * 7000}" for number in range(10)),
    "two lengths": ("Content-Length: 0", "Content-Length: 5"),
    "a length of less than nothing": ("Content-Length: -1",),
    "length and chunks": ("Content-Length: 5", "Transfer-Encoding: chunked"),
}


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_odd_headers_give_the_page_or_a_refusal(server, name):
    before = len(server.log)
    for path in ("/", "/konference", "/static/overblik.css"):
        answer = request(server, path, *ODD_HEADERS[name])
        assert answer.status in (0, 200, 206, 400, 416, 431)
        assert b"evil.example" not in answer.body
        assert b"<script>;" not in answer.body
    assert "Traceback" not in server.log[before:]


@pytest.mark.parametrize("name", ["junk cookies", "a long cookie", "a thousand cookies"])
def test_odd_cookies_reach_the_kernel_without_harm(server, name):
    """The kernel gets them as an environment variable."""
    at = request(server, f"/{APP}").head
    path = re.search(r"^Location: (.*?)\r?$", at, re.MULTILINE)
    assert path
    answer = request(server, path[1], *ODD_HEADERS[name])
    assert answer.status == 200
    kernel = re.search(rb'"kernelId": ?"([0-9a-f-]{36})"', answer.body)
    assert kernel
    request(server, f"/voila/api/shutdown/{kernel[1].decode()}", "Content-Length: 0", method="POST")


@pytest.mark.parametrize(
    "query",
    [
        "case=" + "A" * 50_000,
        "case=%00&variant=%0d%0aSet-Cookie:x=1",
        "case=<script>alert(1)</script>",
        "case=C01&variant=<script>alert(1)</script>",
        "forloeb=" + "%E6" * 100,
        "forloeb[]=x&forloeb=&case[]=C01",
        "forloeb=../../../etc/passwd",
        "voila-template=../../x&voila-theme=../x&voila-extension=x",
        "&".join(f"a{number}=1" for number in range(3000)),
        "%",
        "=&=&&&",
    ],
    ids=lambda query: query[:30],
)
@pytest.mark.parametrize("app_name", ["stratificering", "voila/render/stratificering.ipynb"])
def test_odd_queries_are_told_or_left_alone(server, app_name, query):
    before = len(server.log)
    answer = request(server, f"/{app_name}?{query}")
    assert answer.status in (200, 303, 400, 404)
    assert b"<script>alert" not in answer.body
    assert "Set-Cookie: x" not in answer.head
    assert "Traceback" not in server.log[before:]


# Bodies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["aabn", "forloeb", "sprog"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_without_end_is_not_heard_out(app, server, path, chunked):
    if chunked:
        headers = ("Transfer-Encoding: chunked",)
        body = b"".join(b"100000\r\n" + b"x" * MIB + b"\r\n" for _ in range(12)) + b"0\r\n\r\n"
    else:
        headers = ("Content-Length: 10000000000",)
        body = b"x" * MIB
    kind = "Content-Type: application/x-www-form-urlencoded"
    assert request(server, f"/{path}", kind, *headers, method="POST", body=body).status in (
        0,
        400,
        413,
    )
    assert unharmed(app)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\n" * 50_000),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=" + "x" * 5000, b"x"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(100_000))),
        ("application/x-www-form-urlencoded", b"app=%ff%fe&case=%00"),
        ("application/json", b"[" * 100_000),
        ("text/plain; charset=utf-7", b"+ADw-script+AD4-"),
    ],
    ids=range(8),
)
@pytest.mark.parametrize("path", ["aabn", "forloeb", "sprog"])
def test_odd_bodies_are_told(server, path, kind, body):
    before = len(server.log)
    length = f"Content-Length: {len(body)}"
    answer = request(server, f"/{path}", f"Content-Type: {kind}", length, method="POST", body=body)
    assert answer.status == 400
    assert "Traceback" not in server.log[before:]
