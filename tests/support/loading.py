"""An app's page over HTTP, as a browser gets it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient

PATIENCE = 60.0
"""Seconds before a wait gives up, unless others are given. Stock Voilà under 24 needs more."""

LARGEST = 100 * 1024 * 1024

_CONFIG = re.compile(r'<script[^>]*\bid="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Loaded:
    """An app's page as it came over HTTP; ``url`` is where the redirects ended."""

    url: str
    body: str
    cookies: Mapping[str, str]

    @property
    def config(self) -> dict[str, Any]:
        """What the page tells its own script."""
        found = _CONFIG.search(self.body)
        assert found, f"No kernel in the page at {self.url}:\n{self.body[:2000]}"
        return json.loads(found[1])

    @property
    def kernel_id(self) -> str:
        return self.config["kernelId"]

    @property
    def base(self) -> str:
        """The server's address with a slash at the end."""
        return urljoin(self.url, self.config.get("baseUrl", "/"))


async def load(
    url: str, patience: float = PATIENCE, cookies: Mapping[str, str] | None = None
) -> Loaded:
    """Get a page, following redirects and keeping cookies."""
    kept = dict(cookies or {})
    while True:
        answer = await fetch(url, kept, patience)
        for line in answer.headers.get_list("Set-Cookie"):
            kept.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if answer.code not in (301, 302, 303, 307, 308):
            break
        url = urljoin(url, answer.headers["Location"])
    return Loaded(url, answer.body.decode(), kept)


async def fetch(
    url: str,
    cookies: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
    *,
    form: Mapping[str, str] | None = None,
) -> HTTPResponse:
    """One request as the page itself would make it, a POST with a form; whatever the status."""
    client = SimpleAsyncHTTPClient(force_instance=True, max_buffer_size=LARGEST)
    request = HTTPRequest(
        url,
        method="GET" if form is None else "POST",
        body=None if form is None else urlencode(form),
        headers={"Cookie": cookie_header(cookies or {}), "Origin": origin_of(url)},
        follow_redirects=False,
        connect_timeout=patience,
        request_timeout=patience,
    )
    try:
        return await client.fetch(request, raise_error=False)
    finally:
        client.close()


def cookie_header(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
