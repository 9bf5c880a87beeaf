"""When the patient changed group: both axes and the tier on each day of the year until now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from overblik.documents.words import LEVEL
from overblik.domain.base import AXES, LEVELS, AxisId, Level, Text, Tier
from overblik.domain.days import month_after
from overblik.domain.history import Direction, History, HistoryRow, Moved
from overblik.domain.model import CareModel, Reading
from overblik.language import Language, Message, day, either
from overblik.ui.charts.chart import Chart, Panel, texts

MOVED: Mapping[Direction, Message] = {
    "up": Message("op"),
    "down": Message("ned"),
    "open": Message("uvist"),
}
OUTSIDE = Message("uden for pakkeforløbet")
"""What stands where no tier does: a red flag stood."""


@dataclass(frozen=True)
class HistoryWords:
    """What a history is told with: the short names of the tiers, the model and a language."""

    tiers: Mapping[Tier, Text]
    model: CareModel
    language: Language

    def tier(self, possible: Sequence[Tier]) -> str:
        """»moderat«, »lav eller moderat« or that none stood."""
        named = [self.tiers[one] for one in possible]
        return either(named, self.language) or OUTSIDE.text(self.language)

    def level(self, possible: Sequence[Level]) -> str:
        return either([LEVEL[one] for one in possible], self.language)

    def axis(self, axis: AxisId) -> str:
        return self.model.axis(axis).name[self.language]

    def events(self, row: HistoryRow) -> str:
        return "; ".join(one[self.language] for one in row.events)


def history_chart(history: History, name: str, reading: Reading, words: HistoryWords) -> Chart:
    """The chart of one patient's days; without a second day there is nothing to draw."""
    rows, language = history.rows, words.language
    return Chart(
        name="history",
        title=Message("Hvornår skiftede {name} gruppe?", name=name).text(language),
        alternative=_in_words(history, words),
        columns=texts(
            language,
            Message("Dag"),
            Message("Det skete"),
        )
        + tuple(words.axis(one) for one in AXES)
        + texts(language, Message("Foreslået niveau"), Message("Valgt niveau")),
        rows=tuple(
            (
                day(one.day, language),
                words.events(one) or "–",
                *(words.level(one.levels[axis]) for axis in AXES),
                words.tier(one.tiers),
                "–" if one.chosen is None else words.tier([one.chosen]),
            )
            for one in rows
        ),
        data=(_panel(history, words),) if len(rows) > 1 else (),
        notes=(
            Message(
                "Alle dage er vurderet efter læsningen »{reading}«. Aksernes grænser er Overbliks "
                "forslag og ikke valideret.",
                reading=reading.name,
            ).text(language),
        ),
    )


def _in_words(history: History, words: HistoryWords) -> str:
    """Each change of tier and the tier now."""
    language = words.language
    told = [_change(one, words) for one in history.moves if one.tier != "same"]
    if not told:
        told = [Message("Intet skift indtil nu.").text(language)]
    now = Message("Nu: {tier}.", tier=words.tier(history.rows[-1].held)).text(language)
    return " ".join((*told, now))


def _change(one: Moved, words: HistoryWords) -> str:
    before, now = words.tier(one.before.held), words.tier(one.now.held)
    moved = MOVED[one.tier].text(words.language)
    return f"{day(one.now.day, words.language)}: {before} → {now} ({moved})."


def _panel(history: History, words: HistoryWords) -> Panel:
    """What is drawn. Times are shares of the way from the first day to the last; what holds on the
    last day has no end."""
    rows, language = history.rows, words.language
    first, last = rows[0].day, rows[-1].day
    starts = [_share(one.day, first, last) for one in rows]
    scale = {one: LEVEL[one].text(language) for one in LEVELS}
    own = any(one.chosen for one in rows)
    return {
        "heads": [
            {
                "name": Message("Niveau").text(language),
                "suggested": Message("forslag").text(language),
                "chosen": Message("valgt").text(language) if own else "",
            }
        ],
        "axes": [
            {"order": order, "name": words.axis(axis), **scale} for order, axis in enumerate(AXES)
        ],
        "tiers": [
            {
                **place,
                "standing": one.tiers[0] if len(one.tiers) == 1 else "open",
                "said": words.tier(one.tiers),
                "chosen": words.tier([one.chosen]) if one.chosen else "",
            }
            for one, place in _spans(rows, starts, lambda one: (one.tiers, one.chosen))
        ],
        "levels": [
            row
            for order, axis in enumerate(AXES)
            for row in _steps(rows, starts, order, axis, language)
        ],
        "days": _days(history, starts, language),
        "months": [{"start": _share(one, first, last)} for one in _months(first, last)],
    }


def _spans(
    rows: Sequence[HistoryRow], starts: Sequence[float], what: Callable[[HistoryRow], object]
) -> Iterator[tuple[HistoryRow, dict[str, object]]]:
    """Days in a row of which the same is to be said, as one: where it begins and ends, and whether
    it is what holds now."""
    ends = [*starts[1:], 1.0]
    for _, same in groupby(zip(rows, starts, ends, strict=True), lambda one: what(one[0])):
        days = [*same]
        row, start, _ = days[0]
        end = days[-1][2]
        yield row, {"start": start, "end": end, "last": days[-1][0] is rows[-1]}


def _steps(
    rows: Sequence[HistoryRow],
    starts: Sequence[float],
    order: int,
    axis: AxisId,
    language: Language,
) -> Iterator[dict[str, object]]:
    """An axis: the lowest and the highest level that was possible, and the one before where both
    are sure."""
    before: Sequence[Level] = ()
    for row, place in _spans(rows, starts, lambda one: one.levels[axis]):
        now = row.levels[axis]
        was = [LEVELS.index(one) for one in before]
        yield {
            **place,
            "order": order,
            "low": LEVELS.index(now[0]),
            "high": LEVELS.index(now[-1]),
            "before": was[0] if len(was) == len(now) == 1 else None,
            "said": "–".join(LEVEL[one].text(language) for one in dict.fromkeys((now[0], now[-1]))),
        }
        before = now


def _days(history: History, starts: Sequence[float], language: Language) -> list[dict[str, object]]:
    """The days with their numbers. ``room`` is how far it is to the nearest day whose number comes
    before its own where there is not room for all: days that moved something come first."""
    still = {
        at
        for at, moved in enumerate(history.moves, 1)
        if {moved.tier, *moved.axes.values()} == {"same"}
    }
    rank = sorted(range(len(starts)), key=lambda at: (at in still, at))
    room = {
        at: min((abs(starts[at] - starts[other]) for other in rank[:place]), default=1.0)
        for place, at in enumerate(rank)
    }
    ends = (0, len(starts) - 1)
    return [
        {
            "start": starts[at],
            "room": room[at],
            "number": str(at + 1),
            "said": day(row.day, language) if at in ends else "",
            "last": at == ends[1],
        }
        for at, row in enumerate(history.rows)
    ]


def _share(value: date, first: date, last: date) -> float:
    return (value - first).days / (last - first).days


def _months(first: date, last: date) -> list[date]:
    """The first of each month between the two days."""
    found, one = [], month_after(first.replace(day=1), 1)
    while one < last:
        found.append(one)
        one = month_after(one, 1)
    return found
