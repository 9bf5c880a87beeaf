"""Workload against capacity: two bars under each other that have no common unit.

Above, hours a month laid end to end on a scale of hours; what nobody knows is dashed and open.
Below, a tile for each thing in the patient's life: dark with a plus when it carries, light with a
minus when it strains (two when it is marked), empty and dashed with a question mark when unknown.
"""

from __future__ import annotations

import altair as alt

from overblik.charts.theme import (
    INK,
    INK_2,
    INK_3,
    PAPER,
    PETROL_2,
    PETROL_3,
    Datasets,
    panel,
    words,
)

HEIGHT = 214
_BAR = 28
_HOURS, _TILES = 26, 158
"""Pixels from the top to the two bars."""
_KEY = _HOURS + _BAR + 36
"""… and to the lines that say what the parts of the first one are, 20 each."""

_FILLS = {"first": PETROL_3, "second": PETROL_2, "carries": PETROL_3, "strains": PETROL_2}
_SIGNS = {"carries": PAPER, "strains": INK, "unknown": INK}


def draw(data: Datasets) -> alt.LayerChart:
    """The chart from ``heads`` (a line above and below each bar), ``work`` (its parts in hours),
    ``ticks`` (hours) and ``tiles``."""
    head, tick = alt.Chart(data["heads"]), alt.Chart(data["ticks"])
    work = alt.Chart(data["work"])
    tile = alt.Chart(data["tiles"])
    top = alt.expr(f"datum.order ? {_TILES - 9} : 15")
    return panel(
        alt.layer(
            words(head, fontWeight="bold", size=14, y=top).encode(x=alt.value(0), text="name:N"),
            words(head, align="right", y=top).encode(
                x=alt.value(alt.expr("across")), text="said:N"
            ),
            words(head, color=INK_2, y=_TILES + _BAR + 20).encode(x=alt.value(0), text="foot:N"),
            *_bars(work, "datum.start / datum.top", "datum.end / datum.top", _HOURS),
            *_squares(work),
            words(work, y=alt.expr(f"{_KEY} + 11 + datum.order * 20")).encode(
                x=alt.value(22), text="said:N"
            ),
            _share(tick, "datum.hours / datum.top")
            .mark_tick(orient="vertical", color=INK_3, size=6, y=_HOURS + _BAR + 4)
            .encode(x=_X),
            words(
                _share(tick, "datum.hours / datum.top"),
                color=INK_2,
                size=12,
                y=_HOURS + _BAR + 19,
                align=alt.expr(
                    "datum.hours == 0 ? 'left' : datum.hours == datum.top ? 'right' : 'center'"
                ),
            ).encode(x=_X, text="said:N"),
            *_bars(tile, "datum.at / datum.count", "(datum.at + 1) / datum.count", _TILES),
            words(
                _share(tile, "(datum.at + 0.5) / datum.count"),
                align="center",
                baseline="middle",
                fontWeight="bold",
                size=16,
                y=_TILES + _BAR / 2,
            ).encode(x=_X, text="sign:N", color=_colour(_SIGNS)),
        ).resolve_scale(color="independent"),
        height=HEIGHT,
    )


_X = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, 1], zero=False, nice=False))


def _share(chart: alt.Chart, start: str, end: str = "0") -> alt.Chart:
    """The chart with its place as a share of the whole width."""
    return chart.transform_calculate(share=start, until=end)


def _bars(chart: alt.Chart, start: str, end: str, y: int) -> tuple[alt.Chart, alt.Chart]:
    """The known parts filled, the unknown ones as an open, dashed frame."""
    placed = _share(chart, start, end)
    known = placed.transform_filter("datum.standing !== 'unknown'")
    unknown = placed.transform_filter("datum.standing === 'unknown'")
    at = {"x": _X, "x2": "until:Q"}
    return (
        known.mark_rect(y=y, y2=y + _BAR, stroke=PAPER, strokeWidth=2).encode(
            **at, color=_colour(_FILLS)
        ),
        unknown.mark_rect(
            y=y + 1, y2=y + _BAR - 1, filled=False, stroke=INK_3, strokeWidth=1.5, strokeDash=[4, 3]
        ).encode(**at),
    )


def _squares(work: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """A piece of each part of the bar, before the line that tells about it."""
    look = {"shape": "square", "size": 160, "x": 8, "opacity": 1}
    at = alt.expr(f"{_KEY} + 7 + datum.order * 20")
    return (
        work.transform_filter("datum.standing !== 'unknown'")
        .mark_point(filled=True, y=at, **look)
        .encode(color=_colour(_FILLS)),
        work.transform_filter("datum.standing === 'unknown'").mark_point(
            color=INK_3, strokeWidth=1.5, strokeDash=[4, 3], y=at, **look
        ),
    )


def _colour(table: dict[str, str]) -> alt.Color:
    return alt.Color(
        "standing:N",
        legend=None,
        scale=alt.Scale(domain=[*table], range=[*table.values()]),
    )
