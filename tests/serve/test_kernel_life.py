"""Kernels end when they should, and the page knows at once when one is gone."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serve.homes import home_with
from tests.support.apps import NOTE, READY, kernel_id, open_case, unfold, wait_until_saved
from tests.support.server import Server, running, runs, wait_for

NOTICED = 5.0
"""Seconds within which the page must say that it can no longer be trusted."""


def expect_stale(page: Page, since: float) -> None:
    """The notice stands there in time, and nothing behind it can be used."""
    expect(page.get_by_test_id("stale")).to_be_visible(timeout=NOTICED * 1000)
    assert time.monotonic() - since < NOTICED
    inert = page.evaluate(
        "[...document.querySelectorAll('#overblik-root > :is(header, main, footer)')]"
        ".map(one => one.inert)"
    )
    assert inert == [True, True, True]


@pytest.mark.parametrize("app", ["stratificering", "konference"])
def test_closing_the_tab_ends_the_kernel(page: Page, server: Server, app: str):
    open_case(page, server, app)
    kernel = kernel_id(page)
    assert kernel in server.kernels()
    page.close()
    wait_for(lambda: kernel not in server.kernels(), "the kernel's end", 15)


def test_going_to_another_app_ends_the_kernel_and_keeps_the_words(page: Page, server: Server):
    id = open_case(page, server)
    first = kernel_id(page)
    unfold(page, NOTE)
    page.locator(NOTE).fill("Skrevet lige før afsked")
    page.goto(f"{server.url}konference?forloeb={id}")
    page.wait_for_selector(READY)
    wait_for(lambda: first not in server.kernels(), "the kernel's end", 15)
    wait_until_saved(page)
    page.goto(f"{server.url}stratificering?forloeb={id}")
    page.wait_for_selector(READY)
    assert page.locator(NOTE).input_value() == "Skrevet lige før afsked"


def test_a_dead_kernel_is_replaced_and_nothing_typed_is_lost(
    page: Page, server: Server, record_property: Callable[[str, object], None]
):
    """The page gets another kernel by itself: whoever types on notices nothing."""
    open_case(page, server)
    unfold(page, NOTE)
    note = page.locator(NOTE)
    note.fill("Første halvdel")
    wait_until_saved(page)
    old = server.kernels()
    old[kernel_id(page)].kill()
    killed = time.monotonic()
    note.press("End")
    note.press_sequentially(" og anden halvdel")
    page.get_by_test_id("rate-disease-0").check()
    wait_until_saved(page)
    record_property("seconds", round(time.monotonic() - killed, 1))
    assert not server.kernels().keys() <= old.keys(), "another kernel took it"
    page.reload(wait_until="commit")
    page.wait_for_selector(READY)
    expect(page.locator(NOTE)).to_have_value("Første halvdel og anden halvdel")
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked()


def test_the_pulse_speaks_of_process_and_revision(page: Page, server: Server):
    id = open_case(page, server)
    url = f"{server.url}puls/{kernel_id(page)}?forloeb={id}"
    before = page.request.get(url).json()
    assert before["alive"] is True
    page.get_by_test_id("rate-disease-0").check()
    wait_until_saved(page)
    assert page.request.get(url).json()["revision"] == before["revision"] + 1


def test_a_channel_cut_for_a_moment_loses_nothing(page: Page, server: Server):
    """Messages that vanish on the way are sent again, in order, and counted once."""
    page.add_init_script(
        """const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) { if (!window.cut) send.call(this, data); };"""
    )
    open_case(page, server)
    page.evaluate("window.cut = true")
    page.get_by_test_id("rate-disease-1").check()
    page.get_by_test_id("rate-disease-0").check()
    page.evaluate("setTimeout(() => { window.cut = false }, 1000)")
    wait_until_saved(page)
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked()
    expect(page.get_by_test_id("stale")).to_be_hidden()


def test_a_server_that_comes_back_is_trusted_again(page: Page, server: Server):
    """A laptop that slept, Wi-Fi that was gone: the kernel is still there, and so is the work."""
    open_case(page, server)
    server.process.send_signal(signal.SIGSTOP)
    try:
        page.get_by_test_id("rate-disease-0").check()
        expect_stale(page, time.monotonic())
    finally:
        server.process.send_signal(signal.SIGCONT)
    expect(page.get_by_test_id("stale")).to_be_hidden(timeout=15_000)
    wait_until_saved(page)
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked()
    page.get_by_test_id("rate-disease-1").check()
    wait_until_saved(page)


@pytest.mark.parametrize("blow", ["kill", "terminate"])
def test_a_stopped_server_is_noticed_and_leaves_no_kernels(page: Page, tmp_path, blow: str):
    with running(tmp_path) as own:
        open_case(page, own)
        kernels = list(own.kernels().values())
        assert len(kernels) == 1
        getattr(own.process, blow)()
        expect_stale(page, time.monotonic())
        own.process.wait(20)
        if blow == "terminate":
            assert own.process.returncode == 0
            assert "Traceback" not in own.log
        wait_for(lambda: not any(runs(one) for one in kernels), "the kernels' end", 20)


@pytest.mark.parametrize("code", ["raise OSError(42)", "import os; os._exit(1)"])
def test_a_notebook_that_fails_is_told_in_danish(page: Page, tmp_path: Path, code: str):
    with running(tmp_path, env=home_with(tmp_path, code)) as own:
        page.goto(f"{own.url}stratificering?case=C01", wait_until="commit")
        expect(page.get_by_role("heading", name="Siden kunne ikke startes")).to_be_visible()
        assert "OSError" not in page.content()
        assert "Traceback" in own.log


def test_leaving_while_the_kernel_starts_ends_it(page: Page, tmp_path: Path):
    with running(tmp_path, env=home_with(tmp_path, "import time; time.sleep(60)")) as own:
        page.goto(f"{own.url}stratificering?case=C01", wait_until="commit")
        wait_for(own.kernels, "a kernel")
        page.goto("about:blank")
        wait_for(lambda: not own.kernels(), "the kernel's end")
