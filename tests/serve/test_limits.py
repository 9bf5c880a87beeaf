"""Limits that protect the room: what takes too long or too much fails alone, and is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.serve.homes import TROUBLE, home_with
from tests.serve.steps import PATIENCE, Record, note_of, timed, write
from tests.support.apps import NOTE, READY, kernel_id, open_case, wait_until_saved
from tests.support.server import Server, running, wait_for

FULL = re.compile("Luk de vinduer, der ikke bruges")


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose kernels get into trouble over some words, and have 4 GB each."""
    folder = tmp_path_factory.mktemp("troubled")
    env = home_with(folder, TROUBLE) | {"OVERBLIK_KERNEL_MEMORY": "4096"}
    with running(folder, env=env) as one:
        yield one


def open_in_a_hurry(page: Page, server: Server) -> str:
    """Open a case in a browser whose clock `hurried` can turn."""
    page.clock.install()
    return open_case(page, server)


def hurried(page: Page, testid: str) -> None:
    """Turn the browser's clock eight times as fast until this is shown: patience takes long."""
    shown = page.get_by_test_id(testid)

    def passes() -> bool:
        page.clock.run_for(250)
        page.wait_for_function("() => new Promise((done) => requestIdleCallback(() => done(1)))")
        return shown.is_visible()

    wait_for(passes, testid)


def expect_told(page: Page, text: str) -> None:
    """The event has failed, and what was typed is given back."""
    expect(page.get_by_test_id("failed")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("failed-text")).to_have_text(text)


def goes_on(page: Page, server: Server, id: str) -> None:
    """After a fault that was told: reload as the notice says, and write something."""
    page.locator("[data-testid=failed] [data-action=reload]").click()
    page.wait_for_function("() => !document.querySelector('[data-testid=failed]:not([hidden])')")
    page.wait_for_selector(READY)
    write(page, "Og så videre")
    wait_until_saved(page)
    assert note_of(page, server, id) == "Og så videre"


def test_a_stuck_kernel_is_interrupted_and_lives_on(
    page: Page, troubled: Server, record_property: Record
):
    id = open_case(page, troubled)
    kernel = kernel_id(page)
    with timed(record_property):
        write(page, "sov")
        expect(page.get_by_test_id("working")).to_be_visible()
        expect_told(page, "sov")
    assert kernel in troubled.kernels()
    expect(page.get_by_test_id("stale")).to_be_hidden()
    goes_on(page, troubled, id)


def test_a_kernel_that_does_not_stop_is_replaced(page: Page, troubled: Server):
    id = open_in_a_hurry(page, troubled)
    kernel = troubled.kernels()[kernel_id(page)]
    write(page, "hør ikke")
    hurried(page, "stale")
    wait_for(lambda: page.clock.run_for(250) or not kernel.is_running(), "the kernel's end")
    wait_until_saved(page)
    expect(page.get_by_test_id("stale")).to_be_hidden(timeout=PATIENCE)
    assert note_of(page, troubled, id) == "hør ikke"


def test_what_kills_two_kernels_is_given_up_and_told(
    page: Page, troubled: Server, record_property: Record
):
    id = open_case(page, troubled)
    with timed(record_property):
        write(page, "dø")
        expect_told(page, "dø")
    goes_on(page, troubled, id)


def test_a_runaway_kernel_fails_alone(
    context: BrowserContext, troubled: Server, record_property: Record
):
    greedy, other = context.new_page(), context.new_page()
    open_case(other, troubled)
    id = open_case(greedy, troubled)
    with timed(record_property):
        write(greedy, "sluk alt")
        expect_told(greedy, "sluk alt")
    other.get_by_test_id("rate-disease-0").check()
    wait_until_saved(other)
    goes_on(greedy, troubled, id)


def test_a_full_room_waits_and_opens_by_itself(
    context: BrowserContext, tmp_path: Path, record_property: Record
):
    with running(tmp_path, env={"OVERBLIK_MAX_KERNELS": "1"}) as small:
        first, second = context.new_page(), context.new_page()
        id = open_case(first, small)
        answer = second.goto(f"{small.url}stratificering?forloeb={id}")
        assert answer is not None
        assert answer.status == 503
        expect(second.get_by_text(FULL)).to_be_visible()
        write(first, "Den, der var inde, mærker intet")
        wait_until_saved(first)
        with timed(record_property):
            first.close()
            second.wait_for_selector(READY)
        expect(second.locator(NOTE)).to_have_value("Den, der var inde, mærker intet")


def test_a_full_machine_opens_no_more_pages(page: Page, tmp_path: Path):
    with running(tmp_path, env={"OVERBLIK_LEAST_MEMORY": "100000000"}) as poor:
        answer = page.goto(f"{poor.url}stratificering?case=C01")
        assert answer is not None
        assert answer.status == 503
        expect(page.get_by_text(FULL)).to_be_visible()
        assert page.request.get(f"{poor.url}plads").json() == {"room": False}
        assert not poor.kernels()


def test_tidying_up_takes_no_work(page: Page, tmp_path: Path, record_property: Record):
    """A page in view whose kernel was idle for too long goes on with another."""
    with running(tmp_path, env=home_with(tmp_path, cull_idle_timeout=3, cull_interval=1)) as tidy:
        id = open_case(page, tidy)
        kernel = tidy.kernels()[kernel_id(page)]
        write(page, "Skrevet før pausen")
        wait_until_saved(page)
        wait_for(lambda: not kernel.is_running(), "the kernel's end", 15)
        with timed(record_property):
            page.locator(NOTE).press("End")
            page.locator(NOTE).press_sequentially(" og efter")
            wait_until_saved(page)
        assert note_of(page, tidy, id) == "Skrevet før pausen og efter"
