"""Frames that are no messages: nobody notices but the one who sent them."""

from __future__ import annotations

import contextlib
import json
import struct
from typing import Any

import psutil
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from overblik.serve.messages import Refused, allowed, read
from tests.hostile.network import APP, answers, unharmed
from tests.support.protocol import Connection, open_page, run

HEADER = {"msg_id": "m", "session": "s", "msg_type": "comm_msg"}
CONTENT = {"comm_id": "c", "data": {}}
MESSAGE = {"channel": "shell", "header": HEADER, "metadata": {}, "content": CONTENT}


def binary(
    content: str | bytes = json.dumps(CONTENT),
    header: str | bytes = json.dumps(HEADER),
    buffers: tuple[bytes, ...] = (),
) -> bytes:
    parts = [header, "{}", "{}", content]
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return serialize_msg_to_ws_v1([*encoded, *buffers], "shell")


def overlapping() -> bytes:
    """A good message whose buffers are all the whole frame: 100 times its size in memory."""
    frame = binary(buffers=(b"",) * 100)
    return frame[: 8 * 7] + offsets(*[0, len(frame)] * 50) + frame[8 * 107 :]


def nested(depth: int) -> str:
    return '{"comm_id": "c", "data": {"x": ' + "[" * depth + "]" * depth + "}}"


def offsets(*numbers: int, size: int = 8, order: str = "little", rest: bytes = b"") -> bytes:
    return b"".join(number.to_bytes(size, order) for number in numbers) + rest  # type: ignore[arg-type]


BINARY_FRAMES = {
    "empty": b"",
    "no offsets": offsets(0),
    "2^63 offsets": offsets(2**63),
    "2^64-1 offsets": offsets(2**64 - 1, rest=b"x" * 64),
    "cut short": binary()[:-30],
    "offsets beyond the end": offsets(6, 56, 56, 60, 10**9, 2**62, 2**63),
    "offsets that overlap": offsets(6, 56, 60, 56, 60, 56, 60, rest=b"{}{}"),
    "buffers that overlap": overlapping(),
    "buffers by the thousand": binary(buffers=(b"",) * 2000),
    "text": binary().decode("latin-1"),
    "not UTF-8": binary(b"\xff\xfe\xfd"),
    "UTF-16": binary(json.dumps({"comm_id": "c"}).encode("utf-16")),
    "not JSON": binary("hej"),
    "a buffer cut short": binary(buffers=(b"xxxx",))[:-2],
    "no header": binary(header="{}"),
    "header a list": binary(header="[]"),
    "ids of other types": binary(header=json.dumps({**HEADER, "msg_id": [], "session": {}})),
    "id with spaces": binary(header=json.dumps({**HEADER, "msg_id": "a b\n"})),
    "id without end": binary(header=json.dumps({**HEADER, "msg_id": "a" * 10_000})),
    "NaN": binary('{"comm_id": "c", "data": {"x": NaN}}'),
    "infinity": binary('{"comm_id": "c", "data": {"x": 1e999}}'),
    "a number of 10,000 digits": binary('{"comm_id": "c", "data": {"x": %s}}' % ("9" * 10_000)),
    "deep": binary(nested(100_000)),
    "data a list": binary('{"comm_id": "c", "data": []}'),
}

JSON_FRAMES = {
    "empty": "",
    "nothing": b"",
    "not JSON": "hej",
    "NaN": json.dumps(MESSAGE).replace('"data": {}', '"data": {"x": NaN}'),
    "channel a dict": json.dumps({**MESSAGE, "channel": {}}),
    "no content": json.dumps({"header": HEADER, "metadata": {}, "channel": "shell"}),
    "content as text": json.dumps({**MESSAGE, "content": json.dumps(CONTENT)}),
    "deep": "[" * 100_000,
    "2^31 offsets": offsets(2**31, size=4, order="big"),
    "2^32-1 offsets": offsets(2**32 - 1, size=4, order="big", rest=b"\0" * 64),
    "offsets that overlap": offsets(3, 16, 0, 16, size=4, order="big", rest=b"{}"),
}


def test_the_frame_that_is_broken_below_is_a_good_one():
    for frame, is_binary in ((binary(), True), (json.dumps(MESSAGE), False)):
        assert json.loads(allowed(read(frame, binary=is_binary), opened=set())[3]) == CONTENT


@pytest.mark.parametrize("name", BINARY_FRAMES)
def test_a_broken_binary_frame_is_no_message(name):
    with pytest.raises(Refused):
        allowed(read(BINARY_FRAMES[name], binary=True), opened=set())


@pytest.mark.parametrize("name", JSON_FRAMES)
def test_a_broken_json_frame_is_no_message(name):
    with pytest.raises(Refused):
        allowed(read(JSON_FRAMES[name], binary=False), opened=set())


SPARED = 200 * 1024 * 1024
"""Bytes: far below what a frame claims that lies about its size, and above what comes and goes in a
server that others use."""


def survives(app: Connection, frame: str | bytes, pid: int) -> None:
    server = psutil.Process(pid)
    before = server.memory_info().rss
    run(app.send_frame(frame))
    assert unharmed(app)
    assert server.memory_info().rss < before + SPARED


@pytest.mark.parametrize("name", BINARY_FRAMES)
def test_a_broken_binary_frame_is_dropped(app, server, name):
    survives(app, BINARY_FRAMES[name], server.pid)


@pytest.mark.parametrize("name", JSON_FRAMES)
def test_a_broken_json_frame_is_dropped(json_app, server, name):
    survives(json_app, JSON_FRAMES[name], server.pid)


def test_the_log_says_it_once_and_repeats_nothing(server):
    app = run(open_page(server.url + APP))
    before = len(server.log)
    for _ in range(50):
        run(app.send_frame(binary("secret")))
        run(app.send_frame(binary(header=json.dumps({**HEADER, "msg_type": "secret\nline"}))))
    assert unharmed(app)
    run(app.close())
    told = server.log[before:]
    assert told.count("Refused a message from a browser") == 2
    assert "secret" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("depth", [100, 900, 940, 960, 980])
def test_depths_that_one_side_can_read_and_the_other_perhaps_not(app, depth):
    for near in range(depth, depth + 20):
        with contextlib.suppress(Refused):
            allowed(read(binary(nested(near)), binary=True), opened=set())
    event = nested(depth).replace('"comm_id": "c"', '"type": "look"')
    data = f'{{"method": "custom", "content": {{"n": 1, "page": "{depth}", "event": {event}}}}}'
    run(app.send_frame(binary(f'{{"comm_id": "{app.comm_id}", "data": {data}}}')))
    assert unharmed(app)


def test_an_echo_with_buffers_does_not_stop_the_server(json_app):
    """Voilà's handler reads JSON with buffers as the binary format, and counts to 2^59."""
    layout = next(comm for comm in json_app.models if comm != json_app.comm_id)
    state = {"method": "update", "state": {"width": None}, "buffer_paths": [["width"]]}
    header = {**HEADER, "msg_id": "echo"}
    content = {"comm_id": layout, "data": state}
    text = json.dumps({**MESSAGE, "header": header, "content": content})
    frame = struct.pack("!III", 2, 12, 12 + len(text)) + text.encode() + b"xx"
    run(json_app.send_frame(frame))
    echoed = [one for one in answers(json_app, "echo") if one["buffers"]]
    assert [one["content"]["data"]["method"] for one in echoed] == ["echo_update"]
    assert unharmed(json_app)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
KNOWN = ["shell", "control", "comm_msg", "comm_open", "comm_info_request", "kernel_info_request"]
WORD = st.sampled_from([*KNOWN, "comm_close", CONTENT]) | JSON
LOOSE = st.fixed_dictionaries(
    {},
    optional={
        "channel": WORD,
        "header": st.dictionaries(st.sampled_from(list(HEADER)), WORD) | JSON,
        "metadata": JSON,
        "content": st.dictionaries(st.sampled_from(["comm_id", "target_name", "data"]), JSON)
        | JSON,
    },
)


@given(LOOSE.map(json.dumps) | st.text() | st.binary() | st.binary().map(lambda b: b"\0\0\0\1" + b))
@example(
    json.dumps({**MESSAGE, "channel": "shell", "header": {**HEADER, "msg_type": "comm_close"}})
)
def test_whatever_comes_is_understood_or_refused(frame):
    """… and what is understood is one of four kinds on one of two channels, in strict JSON."""
    for as_binary in (True, False):
        try:
            said = read(frame, binary=as_binary)
            parts = allowed(said, opened=set())
        except Refused:
            continue
        header, _parent, _metadata, content = (json.loads(part) for part in parts)
        assert said.channel in KNOWN[:2]
        assert header["msg_type"] in KNOWN[2:]
        assert set(header) == {"msg_id", "msg_type", "username", "session", "date", "version"}
        assert set(content) <= {"comm_id", "data", "target_name"}
