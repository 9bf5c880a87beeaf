"""The page's charts as Altair charts, for a notebook: change them, take them apart, save them.

    from overblik.charts import ratings_chart
    ratings_chart(assessment)

The page itself never imports this: it draws what was compiled from here (`make charts`), because
Altair takes more than a second to import. It is in the extra `lab`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overblik.domain.assessment import Assessment
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.history import History
from overblik.domain.model import CareModel, Reading
from overblik.domain.workload import Workload
from overblik.language import DEFAULT, Language
from overblik.ui import charts as ui

if TYPE_CHECKING:
    import altair as alt

__all__ = ["history_chart", "labs_chart", "ratings_chart", "workload_chart"]


def ratings_chart(assessment: Assessment, language: Language = DEFAULT) -> alt.ConcatChart:
    """How heavily each domain weighs."""
    return _drawn(ui.ratings_chart(assessment, language))


def workload_chart(
    workload: Workload, model: CareModel, language: Language = DEFAULT
) -> alt.ConcatChart:
    """The hours a month, and what carries and strains."""
    return _drawn(ui.workload_chart(workload, model, language))


def labs_chart(case: Case, catalogue: Catalogue, language: Language = DEFAULT) -> alt.ConcatChart:
    """A panel for each measurement with earlier results; none, and the chart is empty."""
    return _drawn(ui.labs_chart(case, catalogue, language))


def history_chart(
    history: History, name: str, reading: Reading, words: ui.HistoryWords
) -> alt.ConcatChart:
    """The axes and the tier of a patient of that name on each day of the year."""
    return _drawn(ui.history_chart(history, name, reading, words))


def _drawn(chart: ui.Chart) -> alt.ConcatChart:
    from overblik.charts.drawings import filled, show_without_the_internet

    show_without_the_internet()
    return filled(chart)
