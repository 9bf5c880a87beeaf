"""What one person at a browser waits for: the page, and each click."""

from __future__ import annotations

import random
import time
from typing import NamedTuple

from playwright.sync_api import BrowserContext, Page
from tools.bench.servers import Served

PATIENCE = 120_000
"""Milliseconds before a page is given up."""

TIER = "[data-testid=tier]"

CLICK = """(testid) => new Promise((done, fail) => {
  const began = performance.now();
  const tier = document.querySelector('[data-testid=tier]');
  new MutationObserver((_, watch) => requestAnimationFrame(() => {
    watch.disconnect();
    done((performance.now() - began) / 1000);
  })).observe(tier, {attributes: true, attributeFilter: ['data-tier']});
  setTimeout(() => fail(new Error('no new tier for 30 s')), 30_000);
  document.querySelector(`[data-testid=${testid}]`).click();
})"""
"""Seconds from a click on a rating to the next frame with another tier on screen."""


class Wait(NamedTuple):
    """Seconds from the address to a page that shows the tier, and to one that is connected."""

    shown: float
    connected: float


def visit(context: BrowserContext, server: Served, forloeb: str) -> Wait:
    """Open the page, wait until it can be used, and leave it."""
    page = context.new_page()
    began = time.monotonic()
    page.goto(server.page(forloeb), wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector(TIER, timeout=PATIENCE)
    shown = time.monotonic() - began
    page.wait_for_selector(server.connected, timeout=PATIENCE)
    connected = time.monotonic() - began
    page.close()
    return Wait(shown, connected)


def sit_down(context: BrowserContext, server: Served, forloeb: str) -> Page:
    """A page where the next click on a treatment rating moves the patient to another tier."""
    page = context.new_page()
    page.goto(server.page(forloeb), wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector(server.connected, timeout=PATIENCE)
    page.get_by_test_id("rate-disease-0").check()
    page.get_by_test_id("rate-treatment-2").check()
    page.wait_for_selector(f"{TIER}[data-tier=moderate]")
    return page


def clicks(page: Page, number: int) -> list[float]:
    """Seconds of each of so many clicks, at a brisk person's pace, between two tiers."""
    took = []
    for i in range(number):
        page.wait_for_timeout(random.uniform(200, 500))
        took.append(page.evaluate(CLICK, f"rate-treatment-{2 * (i % 2)}"))
    return took


SLIDER_HANDLE = ".noUi-handle"

SLIDE = """() => new Promise((done, fail) => {
  const began = performance.now();
  new MutationObserver((_, watch) => requestAnimationFrame(() => {
    watch.disconnect();
    done((performance.now() - began) / 1000);
  })).observe(document.querySelector('.widget-html'), {childList: true, subtree: true});
  setTimeout(() => fail(new Error('no new number for 30 s')), 30_000);
  document.querySelector('.noUi-handle').dispatchEvent(
    new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
})"""
"""Seconds from an arrow key on a stock slider to the next frame with the kernel's answer."""


def slides(context: BrowserContext, server: Served, number: int) -> list[float]:
    """Seconds of so many steps of the stock slider, at the same pace as `clicks`."""
    page = context.new_page()
    page.goto(server.address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_selector(server.connected, timeout=PATIENCE)
    took = []
    for _ in range(number):
        page.wait_for_timeout(random.uniform(200, 500))
        took.append(page.evaluate(SLIDE))
    return took
