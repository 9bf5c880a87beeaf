"""Days of a made-up year, for the tests of its history: domain, chart and page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from overblik.domain.base import ReadingId, Tier
from overblik.domain.case import Case
from overblik.domain.history import History, history
from overblik.domain.year import Step
from tests.domain.patients import NOTHING_WEIGHS, patient, sorted_by

STARTED = date(2026, 11, 22)
LOW = patient()
LONELY = patient(life={**NOTHING_WEIGHS, "network": 2, "finances": 1})
SILENT = patient(life={})


def told(
    *days: Case,
    chosen: Mapping[int, Tier] | None = None,
    reading: ReadingId = "dsam",
    apart: int = 30,
) -> History:
    """The history of a patient who was so on each day, so many days apart; ``chosen`` is the
    clinician's own tier by the place of the day."""
    return history(
        (
            Step(f"d{at}", STARTED + timedelta(days=at * apart)),
            sorted_by(reading, one),
            (chosen or {}).get(at),
        )
        for at, one in enumerate(days)
    )
