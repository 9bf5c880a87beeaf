"""The messages between a page and its kernel: read within bounds, and only some allowed.

Voilà refuses code. What it lets through can still create any widget class, close our own, end the
kernel, or be a frame of a few bytes that makes the server fill its memory (an offset count of
2^63). Here nothing is taken at its word, and what goes on to the kernel is built anew from the
parts that were checked: the kernel sees nothing that this file has not understood.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from jupyter_client.session import msg_header

CONTROL = "jupyter.widget.control"
"""The one comm a browser may open: Voilà's own script asks it for a notebook's widgets."""

ID = re.compile(r"[\w-]{1,128}", re.ASCII)
_MOST_BUFFERS = 1000


class Refused(Exception):
    """Why a message goes no further, without anything of the message."""


class Said(NamedTuple):
    """A message from a browser, readable but not yet found to be allowed."""

    channel: str
    header: dict[str, Any]
    metadata: dict[str, Any]
    content: dict[str, Any]
    buffers: Sequence[bytes]


def read(frame: str | bytes, *, binary: bool) -> Said:
    """The message in a frame. Raises Refused."""
    try:
        said = _read_binary(frame) if binary else _read_json(frame)
    except (ValueError, LookupError, TypeError, struct.error, RecursionError):
        raise Refused("it cannot be read") from None
    if not all(isinstance(part, dict) for part in said[1:4]):
        raise Refused("it has not the shape of a message")
    return said


def allowed(said: Said, opened: set[str]) -> list[bytes]:
    """The message as the kernel gets it. Raises Refused.

    ``opened`` are the comms that this browser opened itself, and is kept up to date.
    """
    kind = said.header.get("msg_type")
    content = said.content
    match said.channel, kind:
        case (("shell" | "control"), "kernel_info_request"):
            kept = {}
        case "shell", "comm_info_request":
            kept = _texts(content, "target_name")
        case "shell", "comm_msg":
            kept = {"comm_id": _id(content, "comm_id"), "data": _data(content)}
        case "shell", "comm_open" if content.get("target_name") == CONTROL:
            kept = {
                "comm_id": _id(content, "comm_id"),
                "target_name": CONTROL,
                "data": _data(content),
            }
            opened.add(kept["comm_id"])
        case "shell", "comm_close" if _id(content, "comm_id") in opened:
            kept = {"comm_id": content["comm_id"], "data": _data(content)}
            opened.remove(kept["comm_id"])
        case _:
            raise Refused("its kind is not allowed")
    header = msg_header(_id(said.header, "msg_id"), kind, "", _id(said.header, "session"))
    parts = (header, {}, _texts(said.metadata, "version"), kept)
    try:
        return [
            json.dumps(part, default=datetime.isoformat, allow_nan=False).encode() for part in parts
        ]
    except (ValueError, RecursionError):  # NaN, infinity; as deep as could just be read
        raise Refused("it cannot be written as JSON") from None


def _read_binary(frame: str | bytes) -> Said:
    """Offsets as 64-bit numbers, then channel, four parts in JSON, and buffers."""
    if isinstance(frame, str):
        raise ValueError
    (count,) = struct.unpack_from("<Q", frame)
    channel, *parts = _cut(frame, struct.unpack_from(f"<{count}Q", frame, 8))
    header, _parent, metadata, content = (json.loads(part.decode()) for part in parts[:4])
    return Said(channel.decode(), header, metadata, content, parts[4:])


def _read_json(frame: str | bytes) -> Said:
    """A JSON text; or offsets as 32-bit numbers, a JSON text, and buffers."""
    buffers: Sequence[bytes] = ()
    if isinstance(frame, bytes):
        (count,) = struct.unpack_from("!I", frame)
        starts = struct.unpack_from(f"!{count}I", frame, 4)
        text, *buffers = _cut(frame, (*starts, len(frame)))
        frame = text.decode()
    message = json.loads(frame)
    return Said(
        message["channel"], message["header"], message["metadata"], message["content"], buffers
    )


def _cut(frame: bytes, offsets: Sequence[int]) -> list[bytes]:
    """The frame in pieces that do not overlap: a few bytes of offsets must not ask for much."""
    if len(offsets) > _MOST_BUFFERS or sorted(offsets) != list(offsets) or offsets[-1] > len(frame):
        raise ValueError
    return [frame[start:end] for start, end in pairwise(offsets)]


def _id(part: dict[str, Any], name: str) -> str:
    if not isinstance(part.get(name), str) or not ID.fullmatch(part[name]):
        raise Refused("it has not the shape of a message")
    return part[name]


def _data(content: dict[str, Any]) -> dict[str, Any]:
    data = content.get("data", {})
    if not isinstance(data, dict):
        raise Refused("it has not the shape of a message")
    return data


def _texts(part: dict[str, Any], *names: str) -> dict[str, str]:
    """These fields, where they are short texts."""
    return {
        name: part[name]
        for name in names
        if isinstance(part.get(name), str) and len(part[name]) <= 128
    }
