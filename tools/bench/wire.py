"""What a page takes over the wire, as Chromium's own network log tells it."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext
from tools.bench.browser import PATIENCE
from tools.bench.servers import Served


@dataclass
class Weight:
    """Everything sent to the browser until it has been quiet for half a second.

    Bytes: headers and bodies of the answers as they travel (compressed if they are), and what
    the websocket's frames hold (unpacked: a little more than travels if they are compressed).
    Requests: those that reached the server, a question whether a kept file is still good and
    the websocket included; what the browser takes from its own cache costs nothing.
    """

    bytes: float = 0
    requests: int = 0

    def answered(self, event: dict[str, Any]) -> None:
        """Network.loadingFinished"""
        if size := event["encodedDataLength"]:  # 0 from the cache
            self.bytes += size
            self.requests += 1

    def connected(self, _event: dict[str, Any]) -> None:
        """Network.webSocketCreated"""
        self.requests += 1

    def heard(self, event: dict[str, Any]) -> None:
        """Network.webSocketFrameReceived"""
        frame = event["response"]
        data = frame["payloadData"]
        self.bytes += len(data.encode() if frame["opcode"] == 1 else b64decode(data))


def weigh(context: BrowserContext, server: Served, forloeb: str) -> Weight:
    """Visit the page once."""
    weight = Weight()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.on("Network.loadingFinished", weight.answered)
    network.on("Network.webSocketCreated", weight.connected)
    network.on("Network.webSocketFrameReceived", weight.heard)
    network.send("Network.enable")
    page.goto(server.page(forloeb), wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector(server.connected, timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    network.detach()
    page.close()
    return weight
