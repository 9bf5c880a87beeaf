"""Results over time: a course is drawn, a single result is listed, a limit is a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.knowledge import library
from tests.domain.patients import patient
from tests.ui.charts import Results, labs, measured

FALLING = measured(eGFR=[("2024-02-01", 52.0), ("2025-02-01", 61.0), ("2026-08-20", 38.0)])


def test_a_course_is_drawn_with_its_last_result_and_the_reference():
    (panel,) = labs(FALLING).data
    (head,) = panel["head"]
    assert head == {"name": "eGFR", "said": "38 ml/min/1,73 m² · under (mindst 60)"}
    assert [(one["day"], one["value"], one["standing"]) for one in panel["points"]] == [
        ("2024-02-01", 52, "below"),
        ("2025-02-01", 61, "within"),
        ("2026-08-20", 38, "below"),
    ]
    assert [one["said"] for one in panel["points"] if one["last"]] == ["38"]
    assert [one["said"] for one in panel["limits"]] == ["60"]


def test_the_words_tell_where_it_came_from_and_where_it_is():
    assert labs(FALLING).alternative == (
        "eGFR: faldet fra 52 til 38 ml/min/1,73 m² siden 1. feb. 2024, under (mindst 60)."
    )


@pytest.mark.parametrize(
    ("case", "panels", "rows", "why"),
    [
        (patient(), 0, 0, "nothing measured"),
        (measured(K=[("2026-08-20", 5.3)]), 0, 1, "one result is no course"),
        (measured(K=[("2026-01-01", 4.0), ("", 5.3)]), 0, 2, "without a day it has no place"),
        (measured(K=[("2026-01-01", 4.0), ("2026-08-20", 5.3)]), 1, 2, "two are a course"),
        (
            measured(K=[("2026-01-01", 4.0), ("2026-08-20", 5.3)], HbA1c=[("2026-08-20", 50.0)]),
            1,
            3,
            "what is not drawn is listed all the same",
        ),
    ],
)
def test_what_is_drawn_and_what_is_only_listed(case, panels: int, rows: int, why: str):
    chart = labs(case)
    assert len(chart.data) == panels, why
    assert len(chart.rows) == rows, why
    if not panels:
        assert chart.alternative == "Ingen måling har mere end ét svar med dato."


@pytest.mark.parametrize(
    ("kind", "value", "standing", "told"),
    [
        ("K", 3.4, "below", "3,4 mmol/l · under (3,5–4,6)"),
        ("K", 3.5, "within", "3,5 mmol/l · inden for (3,5–4,6)"),
        ("K", 4.6, "within", "4,6 mmol/l · inden for (3,5–4,6)"),
        ("K", 4.7, "above", "4,7 mmol/l · over (3,5–4,6)"),
        ("eGFR", 59, "below", "59 ml/min/1,73 m² · under (mindst 60)"),
        ("eGFR", 60, "within", "60 ml/min/1,73 m² · inden for (mindst 60)"),
        ("HbA1c", 48, "above", "48 mmol/mol · over (højst 47)"),
        ("ALAT", 58, "open", "58 U/l · ingen reference"),
    ],
)
def test_where_a_result_stands_is_told_in_words_too(
    kind: str, value: float, standing: str, told: str
):
    chart = labs(measured(**{kind: [("2026-01-01", value), ("2026-08-20", value)]}))
    (panel,) = chart.data
    assert panel["points"][-1]["standing"] == standing
    assert panel["head"][0]["said"] == told
    assert told.split(" · ")[1].split(" (")[0] == chart.rows[-1][-1]


def test_a_limit_that_does_not_exist_is_not_drawn():
    (panel,) = labs(FALLING).data
    (band,) = panel["band"]
    assert band["low"] == 60
    assert float(str(band["high"])) > 61, "open upwards: beyond what is to be seen"
    (panel,) = labs(measured(ALAT=[("2026-01-01", 34.0), ("2026-08-20", 58.0)])).data
    assert (panel["band"], panel["limits"]) == ([], [])


def test_panels_share_their_time():
    case = measured(
        K=[("2025-06-01", 4.0), ("2026-01-20", 4.1)],
        eGFR=[("2024-02-01", 52.0), ("2026-08-20", 38.0)],
    )
    first, second = (panel["span"] for panel in labs(case).data)
    assert first == second
    assert [one["said"] for one in first] == ["1. feb. 2024", "20. aug. 2026"]


def test_references_from_memory_are_said_to_be_so():
    assert library().catalogue.measurements["eGFR"].verified == "memory"
    (note,) = labs(FALLING).notes
    assert "hukommelsen" in note
    assert labs(measured(ALAT=[("2026-01-01", 34.0), ("2026-08-20", 58.0)])).notes == ()


def test_english_writes_numbers_and_days_its_own_way():
    chart = labs(measured(K=[("2026-01-01", 4.0), ("2026-08-20", 5.3)]), "en")
    assert "5.3 mmol/l" in chart.alternative
    assert chart.rows[0][1] == "1 Jan 2026"
    assert chart.rows[0][0] == "potassium"


VALUES = st.lists(st.floats(1.5, 10).map(lambda one: round(one, 1)), min_size=2, max_size=25)


@given(VALUES)
def test_table_and_drawing_hold_the_same_results(values: list[float]):
    results: Results = [(f"20{at:02d}-01-01", value) for at, value in enumerate(values)]
    chart = labs(measured(K=results))
    (panel,) = chart.data
    assert [one["value"] for one in panel["points"]] == values
    assert [f"{one['said']} mmol/l" for one in panel["points"]] == [one[2] for one in chart.rows]
    assert sum(bool(one["first"]) for one in panel["points"]) == 1
    (band,) = panel["band"]
    assert float(str(band["low"])) < float(str(band["high"]))
