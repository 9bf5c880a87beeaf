"""Kernels come from the warm parent, and its end is nobody's loss."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.apps import kernel_id, open_case
from tests.support.server import Server, running, runs, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked kernels are for Linux")


def warm_parent(server: Server) -> psutil.Process | None:
    """The process the kernels are forked from."""
    for child in psutil.Process(server.pid).children():
        if "warm parent" in " ".join(child.cmdline()):
            return child
    return None


def rate(page: Page, rating: str, level: str) -> None:
    page.get_by_test_id(f"rate-network-{rating}").click()
    expect(page.get_by_test_id("axis-psychosocial")).to_have_attribute("data-level", level)


def test_a_crashed_parent_takes_no_page_with_it_and_the_next_page_comes(
    context: BrowserContext, tmp_path: Path
):
    with running(tmp_path) as server:
        first, second = context.new_page(), context.new_page()
        open_case(first, server)
        parent = wait_for(lambda: warm_parent(server), "the warm parent")
        old = server.kernels()[kernel_id(first)]
        assert old.ppid() == parent.pid, "the kernel was forked, not started the slow way"
        parent.kill()
        wait_for(lambda: not runs(parent), "the parent's end")
        rate(first, "2", "moderate")  # its kernel answers as if nothing had happened
        open_case(second, server)
        rate(second, "2", "moderate")
        assert old.is_running()
        new = wait_for(lambda: warm_parent(server), "a new warm parent")
        assert server.kernels()[kernel_id(second)].ppid() == new.pid
        everyone = [old, new, server.kernels()[kernel_id(second)]]
    wait_for(lambda: not any(runs(one) for one in everyone), "the end of all with the server")
