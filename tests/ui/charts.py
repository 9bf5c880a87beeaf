"""What the tests of charts share: charts of made-up patients, and how one reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from overblik.domain.base import TIERS
from overblik.domain.case import Case
from overblik.domain.history import History
from overblik.domain.rating import Answer
from overblik.domain.workload import workload
from overblik.knowledge import library
from overblik.language import Language
from overblik.ui.charts import (
    Chart,
    HistoryWords,
    history_chart,
    labs_chart,
    ratings_chart,
    workload_chart,
)
from tests.domain.patients import patient, sorted_by

UNITS = {"eGFR": "ml/min/1.73m2", "K": "mmol/l", "HbA1c": "mmol/mol", "ALAT": "U/l"}

Results = Iterable[tuple[str, float]]
"""Days and values, oldest first; the last one is the present result."""


def measured(**kinds: Results) -> Case:
    """A patient with a course of results for each kind."""
    measurements = []
    for kind, results in kinds.items():
        *earlier, (day, value) = results
        measurements.append(
            {
                "kind": kind,
                "value": value,
                "unit": UNITS[kind],
                **({"date": day} if day else {}),
                "earlier": [{"date": when, "value": was} for when, was in earlier],
            }
        )
    return patient(measurements=measurements)


def labs(case: Case, language: Language = "da") -> Chart:
    return labs_chart(case, library().catalogue, language)


def ratings(
    case: Case, answers: Mapping[str, Answer] | None = None, language: Language = "da"
) -> Chart:
    return ratings_chart(sorted_by("dsam", case, answers), language)


def burden(case: Case, language: Language = "da") -> Chart:
    known = library()
    return workload_chart(workload(case, known.catalogue), known.model, language)


def year_words(language: Language = "da") -> HistoryWords:
    names = library().tier_names["dsam"]
    return HistoryWords({one: names[one].short for one in TIERS}, library().model, language)


def year(history: History, language: Language = "da") -> Chart:
    return history_chart(history, "Vera", library().model.reading("dsam"), year_words(language))


def row(chart: Chart, first: str) -> tuple[str, ...]:
    """The one row of the table that begins so."""
    (found,) = (one for one in chart.rows if one[0] == first)
    return found
