"""The plan turned sideways: a row for each owner, what has none or two, and what is not settled.

The one rule for when a plan can be agreed stands here: `lacking`, line by line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, in_order, is_standing, year_of

Absence = Literal["ill", "left"]
"""An owner who is ill or admitted, so that what rests on them is told; or who is not part of this
plan any more, so that their lines have no owner."""

Absent = Mapping[str, Absence]
"""Who is not there, by owner."""

Lack = Literal["text", "owner", "double", "due", "answer_to", "if_nothing"]
"""What stands in the way of a line: no words, nobody who is there to do it, two who are to, no
day, nobody who gets the answer, nothing said of what happens when nothing happens."""
LACKS: tuple[Lack, ...] = get_args(Lack)


def holder(item: PlanItem, absent: Absent) -> str | None:
    """Who has the line: its owner, unless they have left. The line itself keeps the name, so that
    nothing is lost when they are back."""
    return None if absent.get(item.owner or "") == "left" else item.owner


def is_double(item: PlanItem) -> bool:
    """Whether two are put down for it. The same name twice is one."""
    return item.second_owner not in (None, item.owner)


def lacking(item: PlanItem, absent: Absent, *, standing: bool = False) -> tuple[Lack, ...]:
    """What stands in the way of »aftalt« for a line, in the order of the form.

    Nothing for one that is not in the plan. What is ``standing`` is no task: nobody waits for a
    day or an answer (`overblik.domain.plan.is_standing`).
    """
    if item.standing != "kept":
        return ()
    own_words = item.text is not None or not (item.offer or item.suggestion or item.words)
    lacks: dict[Lack, bool] = {
        "text": own_words and not (item.text or "").strip(),
        "owner": holder(item, absent) is None,
        "double": is_double(item),
    }
    if not standing:
        lacks["due"] = item.due is None
        lacks["answer_to"] = item.answer_to is None or absent.get(item.answer_to) == "left"
        lacks["if_nothing"] = not item.if_nothing.strip()
    return tuple(one for one in LACKS if lacks.get(one))


@dataclass(frozen=True)
class OwnerRow:
    """What one owner has: the lines by date, those of them that are ``done``, how many of the
    others fall in each of the plan's 13 months, and how many outside them or on no day.

    What is standing is on no day and is no load.
    """

    owner: str
    items: tuple[PlanItem, ...]
    done: tuple[PlanItem, ...]
    load: tuple[int, ...]
    elsewhere: int
    absence: Absence | None = None

    @property
    def waiting(self) -> tuple[PlanItem, ...]:
        """The lines that still rest on them."""
        return tuple(one for one in self.items if one not in self.done)


@dataclass(frozen=True)
class Ledger:
    """A plan by owner.

    ``rows`` in the model's order of owners, those who have left among them with what was theirs;
    ``orphans`` and ``doubles`` by date; ``at_risk`` are the rows of those who are ill and have
    something waiting, which a second name on a line does not take away; ``lacks`` holds only lines
    that lack something. A line that is done lacks nothing.
    """

    rows: tuple[OwnerRow, ...]
    orphans: tuple[PlanItem, ...]
    doubles: tuple[PlanItem, ...]
    at_risk: tuple[OwnerRow, ...]
    lacks: Mapping[str, tuple[Lack, ...]]
    lines: int

    @property
    def settled(self) -> bool:
        """Whether the plan can be agreed: there is something in it, and no line lacks anything."""
        return self.lines > 0 and not self.lacks

    @property
    def counts(self) -> dict[Lack, int]:
        """How many lines lack what, only what any lacks."""
        found = Counter(lack for lacks in self.lacks.values() for lack in lacks)
        return {lack: found[lack] for lack in LACKS if found[lack]}


def ledger(
    items: Iterable[PlanItem],
    started: date,
    absent: Absent,
    model: CareModel,
    done: Collection[str] = (),
) -> Ledger:
    """The lines in the plan by owner, for a plan begun on this day.

    ``done`` are the ids of those at their end (`overblik.domain.bookings.done_items`).
    """
    kept = in_order(items)
    waiting = [one for one in kept if one.id not in done]
    standing = {one.id for one in kept if is_standing(one, model)}
    months = {(one.year, one.month): at for at, one in enumerate(year_of(started))}
    theirs: dict[str, list[PlanItem]] = {one.id: [] for one in model.owners}
    for item in kept:
        if item.owner is not None:
            theirs.setdefault(item.owner, []).append(item)
    rows: list[OwnerRow] = []
    for owner, lines in theirs.items():
        ended = tuple(one for one in lines if one.id in done)
        tasks = [one for one in lines if one.id not in done and (one.due or one.id not in standing)]
        if lines:
            load, elsewhere = _load(tasks, months)
            rows.append(OwnerRow(owner, tuple(lines), ended, load, elsewhere, absent.get(owner)))
    lacks = {one.id: lacking(one, absent, standing=one.id in standing) for one in waiting}
    return Ledger(
        rows=tuple(rows),
        orphans=tuple(one for one in waiting if holder(one, absent) is None),
        doubles=tuple(one for one in waiting if is_double(one)),
        at_risk=tuple(one for one in rows if one.absence == "ill" and one.waiting),
        lacks={id: found for id, found in lacks.items() if found},
        lines=len(kept),
    )


def _load(
    items: Sequence[PlanItem], months: Mapping[tuple[int, int], int]
) -> tuple[tuple[int, ...], int]:
    at = Counter(months.get((one.due.year, one.due.month)) if one.due else None for one in items)
    return tuple(at[month] for month in range(len(months))), at[None]
