"""A year's sorting: the tier as a labelled band, and below it a line of steps for each axis.

What is not known is an open, dashed frame from the lightest to the heaviest that was possible, and
no line. The last day has a place of its own at the right, as wide as its words need: what holds now
is no stretch of time. The numbers at the top are those of the days in the list beside the picture.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from overblik.charts.theme import (
    INK,
    INK_2,
    INK_3,
    PAPER,
    PETROL_1,
    PETROL_2,
    PETROL_3,
    Datasets,
    panel,
    words,
)

HEIGHT = 310
_LEFT = 68
"""Pixels for the names of the levels."""
_RIGHT = "(across < 300 ? 92 : 116)"
"""… and for what holds now."""
_BAND, _CELL = 42, 28
_AXES, _STEP, _AXIS = 114, 22, 92
"""Pixels from the top to the first axis, from level to level, and from axis to axis."""
_BOTTOM = HEIGHT - 26

_FILLS = {"low": PETROL_1, "moderate": PETROL_2, "high": PETROL_3}
_DASHES: dict[str, Any] = {
    "color": INK_3,
    "filled": False,
    "strokeDash": [4, 3],
    "strokeWidth": 1.5,
}


def draw(data: Datasets) -> alt.LayerChart:
    """The chart from ``heads`` (one row of words), ``axes`` (each with the names of its levels),
    ``tiers`` and ``levels`` (what held from one day to the next), ``days`` and ``months``."""
    head, axis = alt.Chart(data["heads"]), alt.Chart(data["axes"])
    day, month = alt.Chart(data["days"]), alt.Chart(data["months"])
    return panel(
        alt.layer(
            words(head, fontWeight="bold", size=14, x=0, y=14).encode(text="name:N"),
            words(head, color=INK_2, size=12, x=0, y=_BAND + 18).encode(text="suggested:N"),
            words(head, color=INK_2, size=12, x=0, y=_BAND + _CELL + 18).encode(text="chosen:N"),
            words(
                axis, fontWeight="bold", size=14, x=0, y=_expr(f"{_AXES} + datum.order * {_AXIS}")
            ).encode(text="name:N"),
            *(
                layer
                for at, name in enumerate(_FILLS)
                for layer in (
                    words(axis, color=INK_2, size=12, x=0, y=_expr(f"{_height(at)} + 4")).encode(
                        text=f"{name}:N"
                    ),
                    _line(axis, str(_LEFT), "across", _height(at), color=PETROL_1, thick=1),
                )
            ),
            *(
                _rule(day, top, bottom, color=PETROL_2, strokeDash=[2, 3])
                for top, bottom in (
                    (_BAND - 8, _BAND),
                    *((_AXES + at + 10, _AXES + at + 16 + 2 * _STEP) for at in (0, _AXIS)),
                )
            ),
            *_tiers(alt.Chart(data["tiers"])),
            *_levels(alt.Chart(data["levels"])),
            words(day, align="center", color=INK_2, size=12, x=_expr(_START), y=_BAND - 13)
            .transform_calculate(told=f"datum.room * {_WIDTH} < 15 ? '' : datum.number")
            .encode(text="told:N"),
            _line(head, str(_LEFT), _at("1"), str(_BOTTOM), color=INK_3, thick=1),
            _rule(month, _BOTTOM, _BOTTOM + 4, color=INK_3),
            _rule(day, _BOTTOM, _BOTTOM + 8, color=INK),
            words(
                day,
                align=_expr("datum.last ? 'right' : 'left'"),
                color=INK_2,
                size=12,
                x=_expr(f"datum.last ? {_START} + 30 : {_START} - 30"),
                y=HEIGHT - 4,
            ).encode(text="said:N"),
        ),
        height=HEIGHT,
    )


_WIDTH = f"(across - {_LEFT} - {_RIGHT})"


def _at(share: str) -> str:
    """The pixels from the left to a share of the time."""
    return f"({_LEFT} + {share} * {_WIDTH})"


_START = _at("datum.start")
_END = f"(datum.last ? across : {_at('datum.end')})"


def _height(level: str | int) -> str:
    """The pixels from the top to a level of an axis."""
    return f"({_AXES} + 16 + datum.order * {_AXIS} + (2 - {level}) * {_STEP})"


def _expr(text: str) -> alt.ExprRef:
    return alt.ExprRef(expr=text)


def _box(chart: alt.Chart, x: str, x2: str, y: str, y2: str, **look: Any) -> alt.Chart:
    """A rectangle between these pixels."""
    sides = {"x": x, "x2": x2, "y": y, "y2": y2}
    drawn: alt.Chart = chart.mark_rect(**look)
    return drawn.encode(**{side: alt.value(alt.expr(at)) for side, at in sides.items()})


def _line(chart: alt.Chart, x: str, x2: str, y: str, *, thick: float, **look: Any) -> alt.Chart:
    return _box(chart, x, x2, f"{y} - {thick / 2}", f"{y} + {thick / 2}", **look)


def _rule(chart: alt.Chart, y: int, y2: int, **look: Any) -> alt.Chart:
    """A line down at the start of each row."""
    drawn: alt.Chart = chart.mark_rule(**look)
    sides = {"x": _START, "y": str(y), "y2": str(y2)}
    return drawn.encode(**{side: alt.value(alt.expr(at)) for side, at in sides.items()})


def _tiers(tier: alt.Chart) -> tuple[alt.Chart, ...]:
    """The band: what was suggested, and below it what the clinician chose otherwise."""
    ends = (f"{_START} + 1", f"{_END} - 1", str(_BAND), str(_BAND + _CELL))
    known = f"indexof({[*_FILLS]}, datum.standing) >= 0"
    fill = alt.Color(
        "standing:N", legend=None, scale=alt.Scale(domain=[*_FILLS], range=[*_FILLS.values()])
    )
    own = tier.transform_filter("datum.chosen")
    return (
        _box(tier.transform_filter(known), *ends, stroke=INK_3).encode(color=fill),
        _box(tier.transform_filter(f"!({known})"), *ends, **_DASHES),
        words(
            _fitting(tier, "said", 12),
            fontWeight="bold",
            color=_expr(f"datum.standing === 'high' ? '{PAPER}' : '{INK}'"),
            x=_expr(f"{_START} + 6"),
            y=_BAND + 19,
            limit=_expr(f"{_END} - {_START} - 10"),
        ).encode(text="told:N"),
        own.mark_point(
            shape="diamond",
            filled=True,
            color=PETROL_3,
            size=90,
            opacity=1,
            x=_expr(f"{_START} + 8"),
            y=_BAND + _CELL + 14,
        ),
        words(
            _fitting(own, "chosen", 24),
            size=12,
            x=_expr(f"{_START} + 17"),
            y=_BAND + _CELL + 18,
            limit=_expr(f"{_END} - {_START} - 18"),
        ).encode(text="told:N"),
    )


def _levels(level: alt.Chart) -> tuple[alt.Chart, ...]:
    """A line where the level is sure, with its step from the one before; else an open frame."""
    sure = level.transform_filter("datum.low === datum.high")
    y = _height("datum.low")
    middle = _height("(datum.low + datum.high) / 2")
    now = _at("1")
    end = f"(datum.last ? {now} + 6 : {_END})"  # the words stand beside what holds now
    return (
        _line(sure, _START, end, y, thick=3, color=PETROL_3),
        _box(
            level.transform_filter("datum.before !== null"),
            f"{_START} - 1.5",
            f"{_START} + 1.5",
            f"min({y}, {_height('datum.before')}) - 1.5",
            f"max({y}, {_height('datum.before')}) + 1.5",
            color=PETROL_3,
        ),
        _box(
            level.transform_filter("datum.low !== datum.high"),
            f"{_START} + 1",
            f"{end} - 1",
            f"{_height('datum.high')} - 5",
            f"{_height('datum.low')} + 5",
            **_DASHES,
        ),
        *(
            one.mark_point(filled=True, color=PETROL_3, size=70, opacity=1, x=_expr(at), y=_expr(y))
            for one, at in ((sure, _START), (sure.transform_filter("datum.last"), now))
        ),
        words(
            level.transform_filter("datum.last"),
            fontWeight="bold",
            baseline="middle",
            x=_expr(f"{now} + 14"),
            y=_expr(middle),
        ).encode(text="said:N"),
    )


def _fitting(chart: alt.Chart, field: str, beside: int) -> alt.Chart:
    """Words that stand where they have room, and always on the last day; the list has them all."""
    room = f"{_END} - {_START} - {beside}"
    fits = f"datum.last || {room} > 7 * length(datum.{field})"
    return chart.transform_calculate(told=f"{fits} ? datum.{field} : ''")
