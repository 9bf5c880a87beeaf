"""»Hvad skulle ændre sig?«: the smallest changes that move an axis or the tier.

The case is changed and sorted again, once for all changes of a kin, so nothing is guessed. Pairs
are looked for only where no single change moves anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import AXES, AxisId, Level, ReadingId, Text, Tier, joined
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.change import Change
from overblik.domain.changes import ChangeRows, changes
from overblik.domain.model import CareModel
from overblik.domain.rating import Answer

Outcome = tuple[tuple[Level, ...], tuple[Level, ...], tuple[Tier, ...]]
"""The biomedical levels, the psychosocial levels and the tiers still possible."""


@dataclass(frozen=True)
class Effect:
    """A change, or two together, and what comes of it: one line for a reader.

    ``words`` complete »Hvis …:«. ``others`` do the same and are told by the same words.
    """

    changes: tuple[Change, ...]
    words: Text
    others: tuple[tuple[Change, ...], ...]
    before: Assessment
    after: Assessment

    @property
    def id(self) -> str:
        """The name `WhatIf.effect` finds it by."""
        return "+".join(change.id for change in self.changes)

    @property
    def axes(self) -> tuple[AxisId, ...]:
        """The axes that move."""
        pairs = zip(AXES, self.before.axes, self.after.axes, strict=True)
        return tuple(axis for axis, was, now in pairs if was.possible != now.possible)

    @property
    def moves_tier(self) -> bool:
        return self.before.possible_tiers != self.after.possible_tiers


@dataclass(frozen=True)
class WhatIf:
    """What would move a patient, under one reading and with the clinician's own ratings.

    ``singles`` are the lines of single changes, those that move the tier first; ``pairs`` are
    filled only when there are none. ``moving`` is every single change that moves anything, also
    those a smaller one about the same thing makes needless to tell, with what comes of it.
    """

    before: Assessment
    moving: tuple[tuple[Change, Outcome], ...]
    singles: tuple[Effect, ...]
    pairs: tuple[Effect, ...]

    @property
    def nothing(self) -> bool:
        """»Ingen enkelt ændring flytter denne patient«: there may still be pairs."""
        return not self.moving

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.singles or self.pairs

    def effect(self, id: str) -> Effect | None:
        """The line of this id, when it is still one."""
        return next((one for one in self.effects if one.id == id), None)


def what_if(
    case: Case,
    model: CareModel,
    catalogue: Catalogue,
    rows: ChangeRows,
    reading: ReadingId,
    answers: Mapping[str, Answer] | None = None,
    levels: Mapping[AxisId, Level] | None = None,
    *,
    released: bool = False,
) -> WhatIf:
    """The smallest changes that move an axis level or the tier of a case (in its variant).

    The other parameters are those of `assess`. What the clinician has rated stays as it is,
    whatever the facts, so a change under it moves nothing.
    """

    def sort(of: Case) -> Assessment:
        return assess(of, model, catalogue, reading, answers, levels=levels, released=released)

    before = sort(case)
    kin: dict[object, list[Change]] = {}
    for change in changes(case, catalogue, model, rows):
        kin.setdefault((change.row, change.kin), []).append(change)
    tried: list[Tried] = []
    for family in kin.values():
        after = sort(family[0].apply(case))
        tried += [((one,), after) for one in family]
    moved = [one for one in tried if outcome(one[1]) != outcome(before)]
    pairs: list[Tried] = []
    if not moved:
        found = _pairs(list(kin.values()), before, answers or {})
        tried_pairs = [((a, b), sort(b.apply(a.apply(case)))) for a, b in found]
        pairs = [one for one in tried_pairs if outcome(one[1]) != outcome(before)]
    number = Counter(one.row for (one,), _ in tried)
    return WhatIf(
        before=before,
        moving=tuple((change, outcome(after)) for (change,), after in moved),
        singles=_Telling(rows, _merged(rows, tried), number).lines(before, moved),
        pairs=_Telling(rows, {}, number).lines(before, pairs),
    )


def outcome(found: Assessment) -> Outcome:
    """What a change is judged by."""
    return (found.biomedical.possible, found.psychosocial.possible, found.possible_tiers)


Tried = tuple[tuple[Change, ...], Assessment]
"""Changes that happen together, and where the patient lands."""


_MOST_NAMED = 6
"""More names than this are told by an example."""


class _Telling:
    """Makes lines of changes: one for those that the same words tell and that come to the same.

    ``merged`` names, by row, the row that tells it and others; ``number`` says how many changes
    each row has for this patient.
    """

    def __init__(
        self, rows: ChangeRows, merged: Mapping[str, str], number: Mapping[str, int]
    ) -> None:
        self._rows = rows
        self._merged = merged
        self._number = number

    def lines(self, before: Assessment, moved: list[Tried]) -> tuple[Effect, ...]:
        groups: dict[object, list[Tried]] = {}
        for together, after in _smallest(moved):
            told = tuple(self._told_by(one) for one in together)
            groups.setdefault((told, outcome(after)), []).append((together, after))
        effects = [
            Effect(
                changes=group[0][0],
                words=self._words([together for together, _ in group]),
                others=tuple(together for together, _ in group[1:]),
                before=before,
                after=group[0][1],
            )
            for group in groups.values()
        ]
        return tuple(
            sorted(effects, key=lambda one: (not one.moves_tier, one.changes[0].direction))
        )

    def _told_by(self, change: Change) -> object:
        if cover := self._merged.get(change.row):
            return cover
        return (change.row, self._rows.row(change.row).many or change.words.da)

    def _words(self, group: list[tuple[Change, ...]]) -> Text:
        """The words for a group of changes, or of pairs: its first one is the example."""
        first = group[0][0]
        if len(group[0]) == 1:
            return self._one([together[0] for together in group])
        second = group[0][1]
        twice = self._rows.row(first.row).twice
        if twice and first.row == second.row:
            return twice.format(**first.names, other=second.names.get("name", ""))
        said = (self._one([together[at] for together in group]) for at in (0, 1))
        return self._rows.pair.format(first=next(said), second=next(said))

    def _one(self, changes: Iterable[Change]) -> Text:
        alike = list({change.id: change for change in changes}.values())
        change = alike[0]
        row = self._rows.row(change.row)
        if cover := self._merged.get(change.row):
            return self._rows.row(cover).words.format(**change.names)
        if len(alike) == 1 or not row.many:
            return change.words
        if row.some and len(alike) < min(self._number[change.row], _MOST_NAMED + 1):
            names = joined([one.names["name"] for one in alike])
            return row.some.format(**change.names, names=names)
        return row.many.format(**change.names)


def _smallest(moved: list[Tried]) -> list[Tried]:
    """Without those that ask for more of the same facts and come to the same."""
    least: dict[object, int] = {}
    keyed: list[tuple[object, int, Tried]] = []
    for together, after in moved:
        about = frozenset().union(*(one.about for one in together))
        key = (about, together[0].direction, outcome(after))
        size = sum(one.size for one in together)
        least[key] = min(size, least.get(key, size))
        keyed.append((key, size, (together, after)))
    return [one for key, size, one in keyed if size == least[key]]


def _merged(rows: ChangeRows, tried: list[Tried]) -> Mapping[str, str]:
    """By row, the row that tells it and others in one line, where they all come to the same."""
    found: dict[str, str] = {}
    for cover in rows.together:
        outcomes = {
            (together[0].row, outcome(after))
            for together, after in tried
            if together[0].row in cover.covers
        }
        if len(outcomes) > 1 and len({after for _, after in outcomes}) == 1:
            found |= dict.fromkeys(cover.covers, cover.id)
    return found


def _pairs(
    kin: list[list[Change]], before: Assessment, answers: Mapping[str, Answer]
) -> list[tuple[Change, Change]]:
    """The pairs that can move what no single change moves, one or two of each kin.

    More burden never lowers an axis: a burden and a relief together move no further than one of
    them, and an axis at its end moves no further. Otherwise a pair must speak to the same axis.
    """
    axes = {family[0].id: _axes(family[0], before, answers) for family in kin}
    first = [family[0] for family in kin if axes[family[0].id]]
    pairs = [
        (one, other)
        for one, other in combinations(first, 2)
        if one.direction == other.direction
        and not one.about & other.about
        and axes[one.id] & axes[other.id]
    ]
    alike = [family[:2] for family in kin if len(family) > 1 and axes[family[0].id]]
    return pairs + [(one, other) for one, other in alike]


def _axes(change: Change, before: Assessment, answers: Mapping[str, Answer]) -> frozenset[AxisId]:
    """The axes a change can still move: those of its domain, or where something is counted."""
    end: Level = "high" if change.direction == "burden" else "low"
    return frozenset(
        found.axis.id
        for found in before.axes
        if found.own is None
        and found.possible != (end,)
        and any(
            one.domain.id == change.domain and one.domain.id not in answers
            if change.domain
            else one.domain.rules or found.axis.lifts
            for one in found.domains
        )
    )
