"""The drawings in the package are what Altair gives, and nothing but a notebook imports Altair."""

from __future__ import annotations

import json
import re

import pytest
from tools.charts.__main__ import drawing

from overblik import charts
from overblik.charts.drawings import DRAWINGS
from overblik.domain.workload import workload
from overblik.knowledge import library
from overblik.paths import static_dir
from overblik.ui.assets import assets
from overblik.ui.charts import Chart
from tests.domain.days import LONELY, LOW, SILENT, told
from tests.domain.patients import patient, sorted_by
from tests.test_floors import heavy_after, modules
from tests.ui.charts import burden, labs, measured, ratings, year, year_words

CASE = measured(
    K=[("2026-01-01", 4.0), ("2026-08-20", 5.3)], eGFR=[("2026-01-01", 60.0), ("2026-08-20", 58.0)]
)
FIELD = re.compile(r'datum\[\\"(\w+)\\"\]|datum\.(\w+)|"field": "(\w+)"')
YEARS = told(LOW, LONELY, SILENT, chosen={1: "high"})
CHARTS = {one.name: one for one in (labs(CASE), ratings(CASE), burden(CASE), year(YEARS))}


def committed(name: str) -> str:
    return (static_dir() / "charts" / f"{name}.json").read_text("utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_what_altair_gives(name: str):
    """When it is not: `make charts`."""
    assert committed(name) == drawing(name)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=list(CHARTS))
def test_a_drawing_and_its_chart_speak_of_the_same_tables_and_fields(chart: Chart):
    drawn = json.loads(committed(chart.name))
    assert sorted(CHARTS) == sorted(DRAWINGS)
    for panel in chart.data:
        named = {one["name"] for one in drawn["data"] if not one.get("source")}
        assert named == set(panel)
    fields = {key for panel in chart.data for rows in panel.values() for one in rows for key in one}
    asked = FIELD.findall(committed(chart.name))
    used = {name for names in asked for name in names if name}
    assert used - fields <= {"share", "until", "told", "x"}, "reckoned in the drawing itself"
    assert fields <= used, "what nobody draws need not be sent"


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_fetches_nothing_and_holds_no_numbers(name: str):
    drawn = json.loads(committed(name))
    assert not any("url" in one or "values" in one for one in drawn["data"])


@pytest.mark.parametrize("name", DRAWINGS)
def test_runtime_and_drawing_are_addressed_by_their_content(name: str):
    for address in (CHARTS[name].runtime, CHARTS[name].drawing):
        file, _, version = address.removeprefix("static/").partition("?v=")
        assert assets()[file].version == version


def test_no_page_imports_altair():
    for floor in ("ui", "apps"):
        loaded = heavy_after(modules(floor)).split()
        assert "altair" not in loaded
        assert "pandas" not in loaded
    assert "altair" not in heavy_after(["overblik.charts"]).split(), "asked for is not yet used"


def test_a_notebook_gets_the_same_charts_from_altair():
    known, case = library(), patient()
    made = {
        "ratings": charts.ratings_chart(sorted_by("dsam", case)),
        "workload": charts.workload_chart(workload(case, known.catalogue), known.model),
        "labs": charts.labs_chart(CASE, known.catalogue),
        "history": charts.history_chart(YEARS, "Vera", known.model.reading("dsam"), year_words()),
    }
    for name, one in made.items():
        spec = one.to_dict()
        assert spec["title"] == (ratings(case) if name == "ratings" else CHARTS[name]).title
        assert len(spec["concat"]) == len(CHARTS[name].data)
        assert spec["description"]
    assert charts.labs_chart(case, known.catalogue).to_dict()["concat"] == []


def test_a_notebook_draws_without_the_internet():
    import altair as alt

    charts.ratings_chart(sorted_by("dsam", patient()))
    assert alt.renderers.active == "svg"
    bundle = charts.labs_chart(CASE, library().catalogue)._repr_mimebundle_()
    shown = bundle[0] if isinstance(bundle, tuple) else bundle
    assert shown is not None
    assert "image/svg+xml" in shown
