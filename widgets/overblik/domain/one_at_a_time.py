"""One change of medicine at a time: which changes overlap, and which nobody has set a day to see.

Where two are made at once, nobody can tell afterwards which of them did good or harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from overblik.domain.plan import PlanItem, in_order


@dataclass(frozen=True)
class Overlap:
    """Two changes of which ``second`` begins before anybody has looked at how ``first`` went."""

    first: PlanItem
    second: PlanItem


@dataclass(frozen=True)
class OneAtATime:
    """What the plan's changes of medicine lack, each in the order of the year.

    ``overlaps`` has at most one entry a change: the earlier one that must be waited for longest.
    ``no_follow_up`` are those without a day to look at how it went, or with one that lies before
    the change itself; ``undated`` those without a day of their own.
    """

    changes: tuple[PlanItem, ...]
    overlaps: tuple[Overlap, ...]
    no_follow_up: tuple[PlanItem, ...]
    undated: tuple[PlanItem, ...]


def one_at_a_time(items: Iterable[PlanItem]) -> OneAtATime:
    """Look at the plan's changes of medicine; lines not in the plan do not count.

    A change is over on its follow-up day, and the next may begin that day. One without a
    follow-up day holds nothing back, except what begins on its own day.
    """
    changes = tuple(one for one in in_order(items) if one.medicine)
    overlaps: list[Overlap] = []
    longest: PlanItem | None = None
    for one in changes:
        if one.due is None:
            break  # those come last
        if longest is not None and (longest.due == one.due or one.due < _over(longest)):
            overlaps.append(Overlap(longest, one))
        if longest is None or _over(one) >= _over(longest):
            longest = one
    return OneAtATime(
        changes,
        tuple(overlaps),
        tuple(one for one in changes if not _followed(one)),
        tuple(one for one in changes if one.due is None),
    )


def _followed(one: PlanItem) -> bool:
    day = one.medicine and one.medicine.follow_up
    return bool(day) and (one.due is None or day >= one.due)


def _over(one: PlanItem) -> date:
    """The day from which the next change may begin; for a dated one."""
    assert one.due is not None
    assert one.medicine is not None
    return max(one.due, one.medicine.follow_up or one.due)
