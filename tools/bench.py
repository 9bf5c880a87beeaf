"""How long people wait, beside stock Voilà showing the same notebook on the same machine.

Run by `make bench`. Read the ratios: seconds depend on the machine and on what else it does.
Each round asks both servers in turn, so that a busy moment hits both.
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from tests.conftest import QUIET, chromium
from tests.support.server import REPO, environment, running, wait_for

ROUNDS = 5
CLICKS = 40
CASE = "C01"

CLICK = """(testid) => new Promise((done) => {
  const began = performance.now();
  const tier = document.querySelector('[data-testid=tier]');
  new MutationObserver((_, watch) => requestAnimationFrame(() => {
    watch.disconnect();
    done(performance.now() - began);
  })).observe(tier, {attributes: true, attributeFilter: ['data-tier']});
  document.querySelector(`[data-testid=${testid}]`).click();
})"""
"""Milliseconds from a click on a rating to the next frame with another tier on screen."""


@contextmanager
def stock_voila(folder: Path) -> Iterator[str]:
    """Voilà as it comes, with this notebook; yields its address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "voila", str(REPO / "notebooks" / "stratificering.ipynb")),
            *("--no-browser", f"--port={port}", "--Voila.config_file_paths=[]"),
        ],
        cwd=folder,
        env=environment(folder / "data"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: listening(port), "stock Voilà")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def listening(port: int) -> bool:
    """Whether something answers on a port, without asking it for a page (and a kernel)."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def usable(context: BrowserContext, url: str) -> float:
    """Seconds from the address to a page that shows the tier."""
    page = context.new_page()
    began = time.monotonic()
    page.goto(url, wait_until="commit")
    page.get_by_test_id("tier").wait_for(timeout=90_000)
    took = time.monotonic() - began
    page.close()
    return took


def first_and_next(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds in a browser that has never been there, and again in the same one."""
    context = browser.new_context()
    took = usable(context, url), usable(context, url)
    context.close()
    return took


def clicks(browser: Browser, url: str) -> list[float]:
    """Milliseconds of clicks that each move the patient to another tier."""
    page = browser.new_page()
    page.goto(url, wait_until="commit")
    page.get_by_test_id("tier").wait_for(timeout=90_000)
    page.get_by_test_id("rate-disease-0").check()
    page.get_by_test_id("rate-treatment-2").check()
    page.wait_for_function("document.querySelector('[data-tier]').dataset.tier === 'moderate'")
    took = [page.evaluate(CLICK, f"rate-treatment-{2 * (i % 2)}") for i in range(CLICKS)]
    page.close()
    return took


def begin(url: str) -> str:
    """Begin a forløb and return the query string that names it."""
    asked = Request(f"{url}stratificering?case={CASE}", method="GET")
    with build_opener(_Stay).open(asked) as answer:
        return answer.headers["Location"].partition("?")[2]


class _Stay(HTTPRedirectHandler):
    """Keep the redirect: following it would start a kernel nobody looks at."""

    def redirect_request(self, *_: object) -> None:
        return None

    def http_error_303(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp


def median(rounds: Sequence[tuple[float, float]], which: int) -> float:
    return statistics.median(one[which] for one in rounds)


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        began = time.monotonic()
        with running(folder) as ours:
            our_start = time.monotonic() - began
            began = time.monotonic()
            with stock_voila(folder) as stock:
                stock_start = time.monotonic() - began
                browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
                query = begin(ours.url)
                addresses = (f"{ours.url}stratificering?{query}", f"{stock}?{query}")
                waits = [[first_and_next(browser, url) for url in addresses] for _ in range(ROUNDS)]
                our_clicks, stock_clicks = (clicks(browser, url) for url in addresses)
                browser.close()
    ours_by_round, stock_by_round = zip(*waits, strict=True)
    rows = [
        ("Server klar efter start", our_start, stock_start, "s"),
        ("Side klar, ny browser", median(ours_by_round, 0), median(stock_by_round, 0), "s"),
        ("Side klar, kendt browser", median(ours_by_round, 1), median(stock_by_round, 1), "s"),
        *(
            (
                f"Klik til nyt niveau, p{percent} af {CLICKS}",
                percentile(our_clicks, percent),
                percentile(stock_clicks, percent),
                "ms",
            )
            for percent in (50, 95)
        ),
    ]
    print("| mål | Overblik | stock Voilà | forhold |\n|---|---|---|---|")
    for what, our, other, unit in rows:
        digits = 2 if unit == "s" else 0
        print(
            f"| {what} | {our:.{digits}f} {unit} | {other:.{digits}f} {unit} | {our / other:.2f} |"
        )


if __name__ == "__main__":
    main()
