"""Days of a plan and of a story."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_after(start: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has none (31 Jan + 1)."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
