"""The widget without a browser: what it accepts, and what it does when something fails."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from overblik.ui.page import LARGEST_EVENT, Page
from overblik.ui.reply import Download, Reply


class Heard(Page):
    """A page that keeps what it would have sent."""

    def __init__(self, handle: Any) -> None:
        self.sent: list[dict[str, Any]] = []
        super().__init__(handle, Reply("<main></main>", {"lang": "da"}))

    def send(self, content: Any, buffers: Any = None) -> None:
        self.sent.append(content)

    def tell(self, content: object) -> None:
        self._receive(self, content, [])


def counting() -> tuple[Heard, list[dict[str, Any]]]:
    events: list[dict[str, Any]] = []

    def handle(event: dict[str, Any]) -> Reply:
        events.append(event)
        return Reply(f"<main>{len(events)}</main>", {"lang": "da"})

    return Heard(handle), events


def test_an_event_is_handled_shown_and_acknowledged():
    page, events = counting()
    page.tell({"n": 1, "event": {"type": "a"}, "page": "p"})
    assert events == [{"type": "a"}]
    assert page.html == "<main>1</main>"
    assert page.head == {"lang": "da", "page": "p", "ack": 1}
    assert page.sent == [{"ack": 1, "page": "p", "download": None}]


def test_an_event_that_arrives_twice_counts_once():
    page, events = counting()
    for n in (1, 2, 2, 1):
        page.tell({"n": n, "event": {"type": "a"}, "page": "p"})
    assert len(events) == 2
    assert [one["ack"] for one in page.sent] == [1, 2, 2, 1]


def test_a_new_browser_page_counts_from_one_again():
    page, events = counting()
    page.tell({"n": 5, "event": {"type": "a"}, "page": "old"})
    page.tell({"n": 1, "event": {"type": "a"}, "page": "new"})
    assert len(events) == 2


@pytest.mark.parametrize(
    "content",
    [
        None,
        "hej",
        {},
        {"n": 1},
        {"n": "1", "event": {"type": "a"}},
        {"n": True, "event": {"type": "a"}},
        {"n": 0, "event": {"type": "a"}},
        {"n": 1, "event": []},
        {"n": 1, "event": {}},
        {"n": 1, "event": {"type": 3}},
        {"n": 1, "event": {"type": "a"}, "page": 7},
    ],
)
def test_malformed_messages_are_dropped(content):
    page, events = counting()
    page.tell(content)
    assert events == []
    assert page.sent == []


@pytest.mark.parametrize("name", ["text", "file"])
def test_events_too_large_are_refused(name):
    page, events = counting()
    page.tell({"n": 1, "event": {"type": "a", name: "x" * LARGEST_EVENT * 10}, "page": "p"})
    assert events == []
    assert page.sent[0]["failed"] is True


def test_an_exception_is_logged_here_and_told_without_details(caplog):
    def handle(event: dict[str, Any]) -> Reply:
        raise RuntimeError("hemmelig")

    page = Heard(handle)
    with caplog.at_level(logging.ERROR):
        page.tell({"n": 1, "event": {"type": "a"}, "page": "p"})
    assert "hemmelig" in caplog.text
    assert page.sent == [{"ack": 1, "page": "p", "download": None, "failed": True}]
    assert page.html == "<main></main>"


def test_a_download_comes_with_the_answer():
    file = Download("plan.txt", "text/plain", "Plan")
    page = Heard(lambda event: Reply("<main></main>", {}, file))
    page.tell({"n": 1, "event": {"type": "a"}, "page": "p"})
    assert page.sent[0]["download"] == {
        "name": "plan.txt",
        "mime": "text/plain",
        "text": "Plan",
        "base64": False,
    }


def test_browsers_cannot_write_the_page():
    page, _ = counting()
    page.set_state({"html": "<script>", "head": {"lang": "en"}})
    assert page.html == "<main></main>"
    assert page.head == {"lang": "da"}


@pytest.mark.parametrize("served", [True, False])
def test_the_stylesheet_comes_along_only_where_no_page_brings_it(monkeypatch, served):
    monkeypatch.setenv("OVERBLIK_SERVED", "1" if served else "")
    page, _ = counting()
    assert bool(page._css) is not served
    assert bool(page._esm) is not served
