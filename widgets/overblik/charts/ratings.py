"""How heavily each domain weighs: a line from 0 to 2 for each, with a dot where it stands.

What is unknown is a dashed stretch over all that is possible, never a dot at 0. Where the clinician
has rated otherwise than the facts suggest, the suggestion stays as a hollow diamond.
"""

from __future__ import annotations

import altair as alt

from overblik.charts.theme import INK_2, INK_3, PAPER, PETROL_3, Datasets, panel, words

STEP = 46
"""Pixels for a row: the domain's name, and its line below."""

NARROW = 345
"""Below this many pixels there is room for one word beside the longest name."""

_NAME, _LINE = 15, 30
_EDGE = 12
_RIGHT = alt.expr("across")
_TOLD = f"across < {NARROW} ? datum.said : datum.said + ' ' + datum.facts"
_LIMIT = alt.expr("datum.said ? across - 64 : across")  # the table has it whole
_WORDS = ((0, "none", "left"), (1, "some", "center"), (2, "marked", "right"))


def draw(data: Datasets) -> alt.LayerChart:
    """The chart from ``rows`` (a domain each) and ``heads`` (an axis each, with its own words of
    what 0, 1 and 2 mean)."""
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0), bandPosition=0)
    head = alt.Chart(data["heads"]).encode(y=y)
    row = alt.Chart(data["rows"]).encode(y=y)
    known = row.transform_filter("datum.value !== null").encode(x=_at("value"))
    whole = {"x": alt.value(0), "x2": alt.value(_RIGHT)}
    ends = {"x": alt.value(_EDGE), "x2": alt.value(alt.expr(f"across - {_EDGE}"))}
    return panel(
        alt.layer(
            head.mark_rule(color=INK_3, yOffset=2).encode(**whole),
            words(head, fontWeight="bold", size=14, yOffset=20).encode(
                x=alt.value(0), text="name:N"
            ),
            *(
                words(head, color=INK_2, align=align, yOffset=38).encode(
                    x=alt.XDatum(rating, axis=None), text=f"{field}:N"
                )
                for rating, field, align in _WORDS
            ),
            words(row, yOffset=_NAME, limit=_LIMIT).encode(x=alt.value(0), text="name:N"),
            words(row, align="right", fontWeight="bold", yOffset=_NAME)
            .transform_calculate(told=_TOLD)
            .encode(x=alt.value(_RIGHT), text="told:N"),
            row.mark_rule(color=INK_3, yOffset=_LINE).encode(**ends),
            *(
                row.mark_point(filled=True, color=INK_3, size=20, opacity=1, yOffset=_LINE).encode(
                    x=alt.XDatum(rating, axis=None)
                )
                for rating, _, _ in _WORDS
            ),
            row.transform_filter("datum.value === null")
            .mark_rule(color=PETROL_3, strokeWidth=7, strokeDash=[6, 4], yOffset=_LINE)
            .encode(x=_at("low"), x2="high:Q"),
            row.transform_filter("datum.suggested !== null")
            .mark_point(
                shape="diamond", color=PETROL_3, fill=PAPER, size=140, opacity=1, yOffset=_LINE
            )
            .encode(x=_at("suggested")),
            known.mark_point(filled=True, color=PETROL_3, size=300, opacity=1, yOffset=_LINE),
            words(
                known,
                align="center",
                baseline="middle",
                color=PAPER,
                fontWeight="bold",
                yOffset=_LINE,
            ).encode(text="value:N"),
        ),
        height=alt.Step(STEP),
    )


def _at(field: str) -> alt.X:
    """A rating's place between the edges."""
    return alt.X(
        f"{field}:Q",
        axis=None,
        scale=alt.Scale(
            domain=[0, 2], rangeMin=_EDGE, rangeMax=alt.expr(f"across - {_EDGE}"), zero=False
        ),
    )
