"""One measurement over time: the reference range as a band, the results as a line through points.

A point tells by its shape where it stands: circle within, triangle up above, triangle down below,
square where there is no limit to hold it against. Several of these beside each other share their
time, and each has its own scale.
"""

from __future__ import annotations

import altair as alt

from overblik.charts.theme import (
    INK,
    INK_2,
    INK_3,
    PETROL_1,
    PETROL_2,
    PETROL_3,
    Datasets,
    panel,
    words,
)

HEIGHT = 184
_TOP, _BOTTOM = 68, HEIGHT - 28
"""Pixels between which the results are drawn: words above and below."""
_LEFT, _RIGHT = 40, 58
"""Pixels for the limits' numbers and for the last result."""
_INSET = 16
"""Pixels from the band's end to the first result, whose number stands above it."""

_SHAPES = {"within": "circle", "above": "triangle-up", "below": "triangle-down", "open": "square"}


def draw(data: Datasets) -> alt.LayerChart:
    """The panel from ``head`` (one row), ``points``, ``band`` (one row or none), ``limits`` and
    ``span`` (the first and the last day that all panels show)."""
    inner = {"x": alt.value(_LEFT), "x2": alt.value(alt.expr(f"across - {_RIGHT}"))}
    head, point = alt.Chart(data["head"]), alt.Chart(data["points"])
    limit, span = alt.Chart(data["limits"]), alt.Chart(data["span"])
    day = alt.X(
        "day:T",
        axis=None,
        scale=alt.Scale(
            rangeMin=_LEFT + _INSET, rangeMax=alt.expr(f"across - {_RIGHT}"), type="utc"
        ),
    )
    at = _value("value")
    return panel(
        alt.layer(
            words(head, fontWeight="bold", size=14, y=16).encode(x=alt.value(0), text="name:N"),
            words(head, color=INK_2, y=34).encode(x=alt.value(0), text="said:N"),
            alt.Chart(data["band"])
            .mark_rect(color=PETROL_1)
            .encode(y=_value("low"), y2="high:Q", **inner),
            limit.mark_rule(color=PETROL_2, strokeDash=[4, 3]).encode(y=at, **inner),
            words(limit, align="right", baseline="middle", color=INK_2, size=12).encode(
                x=alt.value(_LEFT - 6), y=at, text="said:N"
            ),
            head.mark_rule(color=INK_3, y=_BOTTOM + 6).encode(**inner),
            span.mark_tick(orient="vertical", color=INK_3, size=6, y=_BOTTOM + 6).encode(x=day),
            words(
                span,
                align=alt.expr("datum.last ? 'right' : 'left'"),
                color=INK_2,
                size=12,
                y=HEIGHT - 5,
            ).encode(x=day, text="said:N"),
            point.mark_line(color=PETROL_3, strokeWidth=2).encode(x=day, y=at),
            point.mark_point(filled=True, color=PETROL_3, size=90, opacity=1).encode(
                x=day,
                y=at,
                shape=alt.Shape(
                    "standing:N",
                    legend=None,
                    scale=alt.Scale(domain=[*_SHAPES], range=[*_SHAPES.values()]),
                ),
            ),
            words(point, align="right", xOffset=8, yOffset=-11, color=INK_2)
            .transform_filter("datum.first")
            .encode(x=day, y=at, text="said:N"),
            words(point, baseline="middle", xOffset=10, fontWeight="bold", color=INK)
            .transform_filter("datum.last")
            .encode(x=day, y=at, text="said:N"),
        ),
        height=HEIGHT,
    )


def _value(field: str) -> alt.Y:
    """A result's place between the words above and below."""
    return alt.Y(
        f"{field}:Q",
        axis=None,
        scale=alt.Scale(zero=False, nice=False, rangeMin=_BOTTOM, rangeMax=_TOP),
    )
