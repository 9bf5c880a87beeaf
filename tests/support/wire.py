"""Jupyter's messages as frames on a websocket, in the binary format or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

V1 = "v1.kernel.websocket.jupyter.org"
"""The binary wire format; without it messages are JSON text."""

PARTS = ("header", "parent_header", "metadata", "content")

Message = dict[str, Any]
"""channel, header, parent_header, metadata, content and buffers."""


def encode(
    parts: Mapping[str, Any], channel: str, buffers: Sequence[bytes], *, v1: bool
) -> str | bytes:
    """The frame of a message. JSON has no buffers here."""
    if v1:
        packed = [json.dumps(parts[name]).encode() for name in PARTS]
        return serialize_msg_to_ws_v1([*packed, *buffers], channel)
    return json.dumps({**parts, "channel": channel, "buffers": []})


def decode(frame: str | bytes, *, v1: bool) -> Message:
    if isinstance(frame, str):
        return json.loads(frame)
    if not v1:  # JSON before buffers
        return deserialize_binary_message(frame)
    channel, parts = deserialize_msg_from_ws_v1(frame)
    message = dict(zip(PARTS, map(json.loads, parts[:4]), strict=True))
    return {**message, "channel": channel, "buffers": parts[4:]}
