"""Every drawing by its chart's name: without numbers for the page, with them for a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import altair as alt

from overblik.charts import history, labs, ratings, workload
from overblik.charts.theme import WIDTH, Datasets, dressed
from overblik.ui.charts import Chart

DRAWINGS: Mapping[str, Callable[[Datasets], alt.LayerChart]] = {
    "history": history.draw,
    "labs": labs.draw,
    "ratings": ratings.draw,
    "workload": workload.draw,
}


class _Named(dict[str, alt.NamedData]):
    """Every table by its name alone."""

    def __missing__(self, name: str) -> alt.NamedData:
        return alt.NamedData(name=name)


def named(name: str) -> alt.LayerChart:
    """A drawing whose tables the browser fills, exactly as large as it is told to be."""
    drawn = dressed(DRAWINGS[name](_Named()), alt.param(name="across", expr="width"))
    return drawn.properties(padding=0, autosize=alt.AutoSizeParams(type="none"))


def filled(chart: Chart) -> alt.ConcatChart:
    """A chart with its numbers and its question; the panels of several stand two in a row."""
    panels = [
        DRAWINGS[chart.name]({name: alt.Data(values=[*rows]) for name, rows in panel.items()})
        for panel in chart.data
    ]
    together = alt.concat(*panels, columns=2, title=chart.title, description=chart.alternative)
    together = together.resolve_scale(x="independent", y="independent")
    return dressed(together, alt.param(name="across", value=WIDTH))


def show_without_the_internet() -> None:
    """Draw as SVG in this process, unless the notebook has chosen how: Altair's own way fetches its
    script from elsewhere."""
    if alt.renderers.active == "default":
        alt.renderers.enable("svg")
