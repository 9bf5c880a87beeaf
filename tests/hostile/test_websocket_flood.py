"""One page that sends or asks for far too much: the others of the room do not feel it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from random import choices

import psutil

from overblik.paths import voila_config
from overblik.serve.channels import BURST, HEAVY, MOST_UNREAD, PER_SECOND, Pace
from overblik.ui.page import LARGEST_EVENT
from tests.hostile.network import APP, unharmed
from tests.support.protocol import Connection, fetch, open_page, run
from tests.support.server import Server, wait_for

FLOOD = 10_000
BEAT = 1.5
"""Seconds after which a page takes its pulse for lost; see ui/static/puls.js."""

MIB = 1024 * 1024
LIMIT = json.loads(voila_config().read_text("utf-8"))["Voila"]["tornado_settings"][
    "websocket_max_message_size"
]


SWOLLEN = 200 * MIB
"""Far more than what comes and goes in a server between two looks at its memory."""


def memory(server: Server) -> int:
    return psutil.Process(server.pid).memory_info().rss


def test_ten_thousand_events_at_once_leave_the_others_their_pulse(server):
    before = memory(server)
    assert run(_slowest_beside_a_flood(server)) < BEAT / 2
    assert memory(server) < before + SWOLLEN / 2


async def _slowest_beside_a_flood(server: Server) -> float:
    """The longest that another page waits for its pulse and for an event of its own."""
    flooding, other = await asyncio.gather(*(open_page(server.url + APP) for _ in range(2)))
    flood = asyncio.create_task(_pour(flooding))
    slowest = 0.0
    while flooding.answer["ack"] < 100:
        began = time.monotonic()
        await fetch(f"{server.url}puls/{other.loaded.kernel_id}")
        await other.event({"type": "look"})
        slowest = max(slowest, time.monotonic() - began)
    flooding.stop_reading()
    await flooding.close()
    await flood
    await other.close()
    return slowest


async def _pour(page: Connection) -> None:
    with contextlib.suppress(ConnectionError):
        for _ in range(FLOOD):
            await page.send_event({"type": "look", "x": "x" * 1500})


def test_a_flood_is_let_through_at_a_human_pace():
    assert held_back([0] * BURST) == 0
    assert round(held_back([0] * (BURST + 3 * PER_SECOND))) == 3
    assert held_back([BURST // 2 * HEAVY]) == 0
    assert held_back([BURST // 2 * HEAVY] * 3) > BURST / 2 / PER_SECOND


def held_back(sizes: list[int]) -> float:
    """How long it takes a browser to send messages of these sizes, as fast as it may."""
    now = 0.0
    pace = Pace(now)
    for size in sizes:
        now += pace.wait(size, now)
    return now


def test_who_reads_nothing_of_what_it_asks_for_is_cut_off(server):
    before = memory(server)
    run(_ask_and_not_read(server))
    wait_for(lambda: "reads nothing" in server.log, "the server to have had enough")
    # what the kernel had already answered is let go of, but not given back to the system at once
    assert memory(server) < before + MOST_UNREAD + 250 * MIB


async def _ask_and_not_read(server: Server) -> None:
    """Fill a page with text that does not compress, then ask for all of it again and again."""
    page = await open_page(f"{server.url}behandlingsplan?case=C01")
    signs = [chr(one) for one in range(0x4E00, 0x9FA0)]
    for number in range(8):
        item = f"x{number}"
        await page.event({"type": "item_add", "id": item})
        text = "".join(choices(signs, k=9_999))
        await page.event({"type": "item_text", "item": item, "value": text})
    question = {"comm_id": page.comm_id, "data": {"method": "request_state"}}
    page.stop_reading()
    with contextlib.suppress(ConnectionError):
        for _ in range(BURST):
            await page.send("comm_msg", question)


def test_the_largest_event_fits_and_no_more(server, app):
    assert LARGEST_EVENT < LIMIT < LARGEST_EVENT * 1.5
    other, app = app, run(open_page(server.url + APP))
    text = "x" * (LARGEST_EVENT - 100)
    run(app.event({"type": "rating_reason", "domain": "disease", "value": text}))
    assert "failed" not in app.answer  # too long for the field, and the field says so
    run(app.event({"type": "look", "value": text + "x" * 200}))
    assert app.answer["failed"]
    assert "Traceback" not in str(run(app.collect()))  # why is for the server's log
    assert "ValueError: The event is too large" in server.log
    with contextlib.suppress(ConnectionError):  # the server may hang up before all is sent
        run(app.send_frame(b"x" * (LIMIT + 1)))
    assert run(app.until_closed()) in (1009, None)
    run(app.close())
    assert unharmed(other)


def test_a_frame_that_swells_when_it_is_unpacked_is_not_unpacked(server, app):
    """Browsers may compress what they send; a thousandth on the wire is still too large."""
    before = memory(server)
    bomb = run(open_page(server.url + APP))
    with contextlib.suppress(ConnectionError):
        run(bomb.send_frame(b"\0" * SWOLLEN))
    assert run(bomb.until_closed()) in (1009, None)
    run(bomb.close())
    assert memory(server) < before + SWOLLEN / 2
    assert unharmed(app)
