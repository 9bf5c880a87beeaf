"""The script and the stylesheet: one file each, named by their content so that browsers keep them.

Kernel, queue, pulse, controls and page are a file each in ``static/``; they go out as one, because
a browser asks once instead of seven times, and because anywidget takes a module as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from overblik.paths import static_dir

_PAGE = (
    "vendor/idiomorph.min.js",
    "queue.js",
    "files.js",
    "controls.js",
    "later.js",
    "grid.js",
    "copy.js",
    "page.js",
    "ur.js",
    "board.js",
)
_SERVED = (*_PAGE, "puls.js", "kernel.js", "chart.js", "served.js")
_STYLE = (
    "overblik.css",
    "board.css",
    "plan.css",
    "sharing.css",
    "year.css",
    "conference.css",
    "review.css",
)
_CHARTS = ("history", "labs", "ratings", "workload")


@dataclass(frozen=True)
class Asset:
    """A file for the browser, put together from files of ``static/``."""

    name: str
    mime: str
    parts: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        return "\n".join((static_dir() / part).read_text("utf-8") for part in self.parts)

    @cached_property
    def version(self) -> str:
        """Another text, another version: what was fetched under it may be kept forever."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def address(self) -> str:
        """Below the server's own address."""
        return f"static/{self.name}?v={self.version}"


@cache
def assets() -> Mapping[str, Asset]:
    """What the server gives out, by name."""
    known = (
        Asset("overblik.js", "text/javascript", _SERVED),
        Asset("overblik.css", "text/css", _STYLE),
        Asset("forside.js", "text/javascript", ("files.js", "forside.js")),
        Asset("vent.js", "text/javascript", ("vent.js",)),
        # what draws charts, and their drawings: asked for when a chart comes into view
        Asset("vega.js", "text/javascript", ("vendor/vega.min.js",)),
        *(Asset(f"{one}.json", "application/json", (f"charts/{one}.json",)) for one in _CHARTS),
    )
    return {one.name: one for one in known}


def widget_script() -> str:
    """The page alone, for JupyterLab and plain Voilà, which bring a channel of their own."""
    return Asset("widget.js", "text/javascript", _PAGE).text
