"""Words for the days of the unfolding year: where in it one is."""

from __future__ import annotations

from overblik.domain.base import Text
from overblik.domain.regroup import YearRows
from overblik.domain.year import Step
from overblik.language import Message


def place(step: Step, rows: YearRows) -> Message | Text:
    """Where in the year a day is, as the case's author counts: »Måned 2«, »Uge 6«; a day that is
    called after no event has its name from the rows."""
    if not step.events:
        row = rows.place(step.id)
        return row.name if row else Message("Dag {at}", at="?")
    when = step.events[0].when
    if when.month is not None:
        return Message("Måned {at}", at=when.month)
    if when.week is not None:
        return Message("Uge {at}", at=when.week)
    return Message("Dag {at}", at=when.day)
