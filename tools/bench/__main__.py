"""Measure everything and print one table; some five minutes on two cores, less with --quick."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.conftest import QUIET, chromium
from tests.support.protocol import run
from tools.bench.browser import SLIDER_HANDLE, clicks, sit_down, slides, visit
from tools.bench.crowd import Crowd
from tools.bench.memory import memory
from tools.bench.servers import SERVERS, SLIDER, Served, begin, stock
from tools.bench.table import Figures, Row, table
from tools.bench.wire import weigh


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    starts: int = 3
    visits: int = 5
    clicks: int = 50
    users: int = 24


QUICK = Size(starts=1, visits=1, clicks=10, users=6)


def rows(users: int) -> list[Row]:
    """What is compared, and what we want of it. The whole page changes in one frame."""
    together = f"{users} på én gang"
    active = f"med {users} aktive"
    return [
        Row("start", "Server klar efter start", "s"),
        Row("cold_shown", "Første side efter start: niveauet ses", "s"),
        Row("cold", "Første side efter start: forbundet", "s"),
        Row("warm_shown", "Ny browser: niveauet ses", "s"),
        Row("warm", "Ny browser: forbundet", "s", 0.25, of_stock=True),
        Row("again_shown", "Andet besøg: niveauet ses", "s"),
        Row("again", "Andet besøg: forbundet", "s"),
        Row("crowd_half", f"{together}: medianen forbundet", "s"),
        Row("crowd_last", f"{together}: den sidste forbundet", "s", 0.125, of_stock=True),
        Row("memory", f"Hukommelse pr. bruger (PSS), {users} forbundne", "MB", 60),
        Row("memory_worked", f"Hukommelse pr. bruger (PSS), {users} har arbejdet", "MB", 60),
        Row("click_50", "Klik til niveau, skema og grunde, alene: p50", "ms", 100),
        Row("click_95", "Klik til niveau, skema og grunde, alene: p95", "ms", 200),
        Row("slide_50", "En skyder i stock Voilà til sit tal: p50", "ms"),
        Row("slide_95", "En skyder i stock Voilà til sit tal: p95", "ms"),
        Row("busy_click_50", f"Klik til niveau, skema og grunde, {active}: p50", "ms"),
        Row("busy_click_95", f"Klik til niveau, skema og grunde, {active}: p95", "ms", 200),
        Row("ack_50", f"De aktives hændelse til kvittering, {active}: p50", "ms"),
        Row("ack_95", f"De aktives hændelse til kvittering, {active}: p95", "ms"),
        Row("first_bytes", "Over nettet, første besøg", "kB", 1500),
        Row("first_requests", "Forespørgsler, første besøg", ""),
        Row("second_bytes", "Over nettet, andet besøg", "kB", 100),
        Row("second_requests", "Forespørgsler, andet besøg", ""),
    ]


def measure_starts(folder: Path, browser: Browser, forloeb: str, size: Size, to: Figures) -> None:
    """From nothing: the server's start, and the first page it is asked for."""
    for _ in range(size.starts):
        for name, serving in SERVERS.items():
            with (
                to.attempt(f"start, {name}"),
                serving(folder) as server,
                closing(browser.new_context()) as context,
            ):
                wait = visit(context, server, forloeb)
                to.add(name, start=server.took, cold_shown=wait.shown, cold=wait.connected)


def measure_visits(folder: Path, browser: Browser, forloeb: str, size: Size, to: Figures) -> None:
    """One person, on servers that have been used before."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(folder)) for serving in SERVERS.values()]
        for server in servers:
            with to.attempt(f"over nettet, {server.name}"):
                _measure_wire(server, browser, forloeb, to)
        for _ in range(size.visits):
            for server in servers:
                with (
                    to.attempt(f"besøg, {server.name}"),
                    closing(browser.new_context()) as context,
                ):
                    new, known = (visit(context, server, forloeb) for _ in range(2))
                    to.add(server.name, warm_shown=new.shown, warm=new.connected)
                    to.add(server.name, again_shown=known.shown, again=known.connected)
        for server in servers:
            with to.attempt(f"klik, {server.name}"), closing(browser.new_context()) as context:
                took = clicks(sit_down(context, server, forloeb), size.clicks)
                to.add(server.name, click_50=percentile(took, 50), click_95=percentile(took, 95))


def measure_slider(folder: Path, browser: Browser, size: Size, to: Figures) -> None:
    """The smallest stock widget, beside which our page's answer is judged."""
    with stock(folder, SLIDER, SLIDER_HANDLE) as server, closing(browser.new_context()) as context:
        took = slides(context, server, size.clicks)
        to.add(server.name, slide_50=percentile(took, 50), slide_95=percentile(took, 95))


def _measure_wire(server: Served, browser: Browser, forloeb: str, to: Figures) -> None:
    with closing(browser.new_context()) as context:
        first, second = (weigh(context, server, forloeb) for _ in range(2))
    to.add(server.name, first_bytes=first.bytes, first_requests=first.requests)
    to.add(server.name, second_bytes=second.bytes, second_requests=second.requests)


def measure_crowd(
    server: Served, browser: Browser, forloeb: str, others: list[str], size: Size, to: Figures
) -> None:
    """Everybody at once, then everybody at work while one of them sits at a real browser."""
    # One page stays open before and after, so that what the server takes once is nobody's share.
    with closing(browser.new_context()) as context:
        page = sit_down(context, server, forloeb)
        alone = memory(server.pid)
        crowd = run(Crowd.arrive([server.page(other) for other in others], server.wire))
        try:
            to.add(server.name, crowd_half=statistics.median(crowd.waits))
            to.add(server.name, crowd_last=max(crowd.waits))
            to.add(server.name, memory=(memory(server.pid) - alone) / size.users)
            run(crowd.start_work())
            took = clicks(page, size.clicks)
            acks = run(crowd.stop_work())
            to.add(server.name, busy_click_50=percentile(took, 50))
            to.add(server.name, busy_click_95=percentile(took, 95))
            to.add(server.name, ack_50=percentile(acks, 50), ack_95=percentile(acks, 95))
            to.add(server.name, memory_worked=(memory(server.pid) - alone) / size.users)
        finally:
            run(crowd.leave())


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, six users")
    size = QUICK if parser.parse_args().quick else Size()
    # an exception instead of a sudden end: the servers are stopped on the way out
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    to = Figures()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        forloeb, *others = begin(folder, size.users + 1)
        measure_starts(folder, browser, forloeb, size, to)
        with to.attempt("besøg og klik"):
            measure_visits(folder, browser, forloeb, size, to)
        with to.attempt("skyderen"):
            measure_slider(folder, browser, size, to)
        for name, serving in SERVERS.items():
            with to.attempt(f"{size.users} på én gang, {name}"), serving(folder) as server:
                measure_crowd(server, browser, forloeb, others, size, to)
        chromium_version = browser.version
        browser.close()
    print(table(rows(size.users), to))
    print(
        f"\nVoilà {version('voila')}, Chromium {chromium_version}, "
        f"Python {platform.python_version()}, {os.cpu_count()} kerner, {date.today()}."
    )


if __name__ == "__main__":
    main()
