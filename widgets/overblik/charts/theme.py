"""How every chart looks: the page's tokens, no frame, direct labels instead of axes.

The drawings lay out their marks and words inside their own width, so that a chart can be as wide as
the page has room for, and nothing falls outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

INK = "#16202b"
INK_2 = "#475564"
INK_3 = "#5d6975"
PETROL_1 = "#e1eef1"
PETROL_2 = "#8fbcc8"
PETROL_3 = "#0b5468"
PAPER = "#fff"

FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
BODY, SMALL = 13, 11
"""Pixels, as the page's small print."""

WIDTH = 420
"""Pixels in a notebook; on the page the browser says. The drawings know it as ``across``."""

Datasets = Mapping[str, Any]
"""Where each named table of a chart comes from: rows, or a name the browser fills."""


def words(chart: alt.Chart, *, size: int = BODY, **look: Any) -> alt.Chart:
    """A layer of text of that many pixels, and smaller where a page is zoomed in four times."""
    return chart.mark_text(
        **{
            "align": "left",
            "baseline": "alphabetic",
            "color": INK,
            "fontSize": alt.expr(f"across < 300 ? {SMALL} : {size}"),
            **look,
        }
    )


def panel(chart: Any, *, height: int | alt.Step) -> alt.LayerChart:
    """A picture of ``height`` pixels, or a `Step` of them for each row."""
    return chart.properties(width=WIDTH, height=height)


def dressed(chart: Any, across: alt.Parameter) -> Any:
    """The common look, for the outermost chart, and how wide each of its panels is."""
    return chart.properties(params=[across.param]).configure(
        font=FONT,
        background=PAPER,
        aria=False,  # the page says the same in words, and in a table
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(font=FONT),
        title=alt.TitleConfig(anchor="start", color=INK, fontSize=16, offset=16),
    )
