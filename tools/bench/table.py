"""What was measured, as one Markdown table."""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tools.bench.servers import OVERBLIK, STOCK

UNITS = {"s": (1, 2), "ms": (0.001, 0), "MB": (1e6, 1), "kB": (1e3, 0), "": (1, 0)}
"""How many seconds or bytes one is, and how many decimals are worth showing."""


@dataclass(frozen=True)
class Row:
    """One line. ``at_most`` is what we want to reach, in the unit or as a share of stock's."""

    key: str
    what: str
    unit: str
    at_most: float | None = None
    of_stock: bool = False


class Figures:
    """Seconds and bytes by row and server, and why some are missing."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.missing: list[str] = []

    def add(self, server: str, **figures: float) -> None:
        """Note what was measured; a row measured in several rounds shows their median."""
        for key, figure in figures.items():
            self._taken[key, server].append(figure)

    def of(self, row: Row, server: str) -> float | None:
        """The row's figure in its unit."""
        taken = self._taken.get((row.key, server))
        return statistics.median(taken) / UNITS[row.unit][0] if taken else None

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Measure something; when that fails the rest goes on, and the reason is told."""
        print(f"Måler: {what}", file=sys.stderr, flush=True)
        try:
            yield
        except Exception as error:
            why = str(error).strip().partition("\n")[0] or type(error).__name__
            self.missing.append(f"{what}: {why}")


def table(rows: Sequence[Row], figures: Figures) -> str:
    """The rows, and below them what could not be measured."""
    lines = [
        "| måling | Overblik | stock Voilà | forhold | mål | nået |",
        "|---|--:|--:|--:|--:|---|",
        *(_line(row, figures) for row in rows),
    ]
    if figures.missing:
        lines += ["", "Ikke målt (–):", *(f"- {why}" for why in figures.missing)]
    return "\n".join(lines)


def _line(row: Row, figures: Figures) -> str:
    ours, stock = figures.of(row, OVERBLIK), figures.of(row, STOCK)
    ratio = ours / stock if ours is not None and stock else None
    measured = ratio if row.of_stock else ours
    cells = (
        row.what,
        _shown(ours, row.unit),
        _shown(stock, row.unit),
        "–" if ratio is None else _danish(ratio, 2 if ratio >= 0.1 else 3),
        _aim(row),
        _reached(row, measured),
    )
    return f"| {' | '.join(cells)} |"


def _aim(row: Row) -> str:
    if row.at_most is None:
        return ""
    return f"≤ {row.at_most:g} {'× stock' if row.of_stock else row.unit}".replace(".", ",")


def _reached(row: Row, measured: float | None) -> str:
    if row.at_most is None:
        return ""
    if measured is None:
        return "–"
    return "ja" if measured <= row.at_most else "**nej**"


def _shown(figure: float | None, unit: str) -> str:
    return "–" if figure is None else f"{_danish(figure, UNITS[unit][1])} {unit}".rstrip()


def _danish(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".replace(".", ",")
