"""Two windows, a dead kernel, a new server: the work goes on where it was."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driver import Window
from tests.support.server import running

CUT = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) { if (!window.cut) send.call(this, data); };
"""
"""Lets a test cut the line to the kernel: nothing leaves the browser while `window.cut` is true."""


def test_the_other_window_is_told_and_shows_the_change(window: Window, context: BrowserContext):
    id = window.begin("C01", "konference")
    other = Window(context.new_page(), window.server)
    other.go("konference", id)
    other.write("card_text-tried", "Prøvet i den anden fane")
    expect(window.at("card_text-tried")).to_have_value("Prøvet i den anden fane", timeout=10_000)
    expect(window.at("notice")).to_contain_text("andet vindue")
    # Both go on, in different fields: nobody undoes the other's work.
    window.page.bring_to_front()
    window.write("card_text-decision", "Skrevet i den første")
    saved = window.saved()["state"]["conferences"][0]["card"]["texts"]
    assert saved["tried"] == "Prøvet i den anden fane"
    assert saved["decision"] == "Skrevet i den første"
    assert other.troubles == []


def test_the_other_window_does_not_take_what_is_being_typed(
    window: Window, context: BrowserContext
):
    """While one window types, a change from the other arrives: the caret's field is left alone."""
    id = window.begin("C01", "behandlingsplan")
    other = Window(context.new_page(), window.server)
    other.go("konference", id)
    window.page.bring_to_front()
    wish = window.at("priority_text-case-1")
    wish.fill("Jeg vil")
    other.write("card_to-field", "Reumatologen")
    wish.press("End")
    wish.press_sequentially(" gerne kunne")
    expect(window.at("notice")).to_be_visible(timeout=10_000)
    wish.press_sequentially(" gå selv")
    window.settled()
    expect(window.at("notice")).to_be_visible()  # who types on still has to see it
    expect(wish).to_have_value("Jeg vil gerne kunne gå selv")
    assert window.saved()["state"]["priorities"][0]["text"] == "Jeg vil gerne kunne gå selv"


def test_lines_added_to_a_dead_kernel_come_back_once_each(window: Window):
    """What was done while nobody answered is done by the next kernel, and only once."""
    window.begin("C01", "behandlingsplan")
    window.press("keep-moderate-plan")
    window.server.kernels()[window.kernel].kill()
    window.at("item-add").click()
    window.at("keep-moderate-continuity").click()
    window.at("priority_text-case-1").fill("kunne gå selv")
    window.settled()
    lines = window.items()
    assert lines[0] == "offer-moderate-plan"
    assert lines[-1] == "offer-moderate-continuity"
    assert len(lines) == 3
    expect(window.at("priority_text-case-1")).to_have_value("kunne gå selv")
    window.reload()
    assert window.items() == lines


def test_a_new_server_goes_on_with_the_same_forloeb(page: Page, tmp_path: Path):
    """Even with what was typed when the power went: it never left the browser."""
    page.add_init_script(CUT)
    with running(tmp_path) as first:
        window = Window(page, first)
        id = window.begin("C01", "behandlingsplan")
        line = window.add_item()
        window.write(f"item_text-{line}", "Skrevet før strømmen gik")
        page.evaluate("window.cut = true")
        window.at(f"item_text-{line}").press_sequentially(" og efter")
        port = str(urlsplit(first.url).port)
    expect(page.get_by_test_id("stale")).to_be_visible()
    with running(tmp_path, "--port", port) as second:
        window = Window(page, second)
        page.evaluate("window.cut = false")
        expect(page.get_by_test_id("stale")).to_be_hidden(timeout=20_000)
        window.settled()
        assert window.forloeb == id
        expect(window.at(f"item_text-{line}")).to_have_value("Skrevet før strømmen gik og efter")
        window.front()
        expect(page.locator("ul.work a").first).to_contain_text("Birgit")
