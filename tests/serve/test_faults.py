"""Faults tried one by one on a real server and a real browser: told in words, and nothing is lost.

Each test that ends with the page at work again records how long that took: the figures of
docs/reliability.md are these properties (pytest's --junitxml writes them).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.serve.homes import home_with
from tests.serve.line import Line
from tests.serve.steps import CUT, PATIENCE, Record, note_of, saved, timed, write
from tests.support.apps import NOTE, kernel_id, open_case, wait_until_saved
from tests.support.server import Server, running, runs, wait_for


def test_a_server_killed_and_started_again_finds_the_page_as_it_was(
    page: Page, tmp_path: Path, record_property: Record
):
    with running(tmp_path) as first:
        id = open_case(page, first)
        write(page, "Før")
        wait_until_saved(page)
        first.process.kill()
        first.process.wait()
        write(page, "Før og efter")
        page.get_by_test_id("rate-disease-0").check()
    expect(page.get_by_test_id("stale")).to_be_visible(timeout=PATIENCE)
    with running(tmp_path, "--port", str(urlsplit(first.url).port)) as second:
        with timed(record_property):
            expect(page.get_by_test_id("stale")).to_be_hidden(timeout=PATIENCE)
            wait_until_saved(page)
        expect(page.locator(NOTE)).to_have_value("Før og efter")
        expect(page.get_by_test_id("rate-disease-0")).to_be_checked()
        assert note_of(page, second, id) == "Før og efter"


def test_two_hundred_rapid_clicks_are_all_counted(
    page: Page, server: Server, record_property: Record
):
    id = open_case(page, server)
    pulse = f"{server.url}puls/{kernel_id(page)}?forloeb={id}"
    # so that the first of the clicks is a change as well
    for domain in ("disease", "network"):
        page.get_by_test_id(f"rate-{domain}-2").check()
    wait_until_saved(page)
    before = page.request.get(pulse).json()["revision"]
    with timed(record_property):
        page.evaluate(
            """() => { for (let i = 0; i < 200; i++) {
                const domain = i % 2 ? "network" : "disease", value = (i >> 1) % 3;
                document.querySelector(`[data-testid=rate-${domain}-${value}]`).click();
            } }"""
        )
        wait_until_saved(page)
    assert page.request.get(pulse).json()["revision"] == before + 200
    ratings = saved(page, server, id)["ratings"]
    for domain in ("disease", "network"):
        assert ratings[domain]["answer"] == 0
        expect(page.get_by_test_id(f"rate-{domain}-0")).to_be_checked()
    expect(page.get_by_test_id("stale")).to_be_hidden()
    page.get_by_test_id("rate-disease-1").check()
    wait_until_saved(page)


def test_a_line_cut_for_half_a_minute_is_told_and_mended(
    page: Page, server: Server, record_property: Record
):
    """Half a minute by the browser's clock, which is turned on while nobody answers."""
    line = Line(server)
    page.clock.install()
    near = Server(f"http://127.0.0.1:{line.port}/", server.process, server.log_file, Path())
    id = open_case(page, near)
    kernel = kernel_id(page)
    line.cut()
    write(page, "Skrevet i tunnelen")
    expect(page.get_by_test_id("stale")).to_be_visible(timeout=PATIENCE)
    page.clock.run_for(30_000)
    expect(page.get_by_test_id("stale")).to_be_visible()
    line.mend()
    with timed(record_property):
        expect(page.get_by_test_id("stale")).to_be_hidden(timeout=PATIENCE)
        wait_until_saved(page)
    assert note_of(page, server, id) == "Skrevet i tunnelen"
    assert kernel in server.kernels(), "the kernel waited for us"
    page.close()
    line.cut()


def test_an_hour_of_sleep_takes_the_kernel_and_nothing_else(
    page: Page, tmp_path: Path, record_property: Record
):
    """The lid is closed in the middle of a word; meanwhile the server tidies up."""
    page.add_init_script(CUT)
    page.clock.install()
    with running(tmp_path, env=home_with(tmp_path, cull_idle_timeout=2, cull_interval=1)) as own:
        id = open_case(page, own)
        kernel = own.kernels()[kernel_id(page)]
        page.evaluate("window.cut = true")
        write(page, "Skrevet, da låget blev lukket")
        page.clock.pause_at(page.evaluate("Date.now()") + 1)
        wait_for(lambda: not runs(kernel), "the kernel's end", 15)
        page.evaluate("window.cut = false")
        page.clock.fast_forward("01:00:00")
        page.clock.resume()
        with timed(record_property):
            wait_until_saved(page)
            expect(page.get_by_test_id("stale")).to_be_hidden(timeout=PATIENCE)
        assert note_of(page, own, id) == "Skrevet, da låget blev lukket"
        expect(page.locator(NOTE)).to_have_value("Skrevet, da låget blev lukket")
