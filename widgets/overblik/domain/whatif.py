"""»Hvad skulle ændre sig?«: the smallest changes that move an axis or the tier.

The case is changed and sorted again, once for all changes of a kin, so nothing is guessed. Pairs
are looked for only where no single change moves anything, and no more than `MOST_PAIRS` of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product

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

MOST_PAIRS = 600
"""So many pairs of changes are tried; a patient with more is told that the search stopped."""


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
    those a smaller one about the same thing makes needless to tell, with what comes of it. ``cut``:
    there are more pairs than were tried.
    """

    before: Assessment
    moving: tuple[tuple[Change, Outcome], ...]
    singles: tuple[Effect, ...]
    pairs: tuple[Effect, ...]
    cut: bool = False

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

    def comes_to(together: tuple[Change, ...]) -> Assessment:
        changed = case
        for one in together:
            changed = one.apply(changed)
        return sort(changed)

    before = sort(case)
    kin: Kin = {}
    for change in changes(case, catalogue, model, rows):
        kin.setdefault((change.row, change.kin), []).append(change)
    tried: list[Tried] = []
    for family in kin.values():
        after = outcome(comes_to((family[0],)))
        tried += [((one,), after) for one in family]
    moved = [one for one in tried if one[1] != outcome(before)]
    every = iter(()) if moved else _pairs(list(kin.values()), before, answers or {})
    found = [(pair, outcome(comes_to(pair))) for pair in islice(every, MOST_PAIRS)]
    pairs = [one for one in found if one[1] != outcome(before)]
    return WhatIf(
        before=before,
        moving=tuple((change, after) for (change,), after in moved),
        singles=_Telling(rows, _merged(rows, tried), kin).lines(before, moved, comes_to),
        pairs=_Telling(rows, {}, kin).lines(before, pairs, comes_to),
        cut=next(every, None) is not None,
    )


def outcome(found: Assessment) -> Outcome:
    """What a change is judged by."""
    return (found.biomedical.possible, found.psychosocial.possible, found.possible_tiers)


Tried = tuple[tuple[Change, ...], Outcome]
"""Changes that happen together, and what they come to."""

Kin = dict[tuple[str, object], list[Change]]
"""Changes that do the same in every company, by row and `Change.kin`."""


_MOST_NAMED = 6
"""More names than this are told by an example."""


class _Telling:
    """Makes lines of changes: one for those that the same words tell and that come to the same.

    ``merged`` names, by row, the row that tells it and others.
    """

    def __init__(self, rows: ChangeRows, merged: Mapping[str, str], kin: Kin) -> None:
        self._rows = rows
        self._merged = merged
        self._kin = kin
        self._number = Counter(one.row for family in kin.values() for one in family)

    def lines(
        self,
        before: Assessment,
        moved: list[Tried],
        comes_to: Callable[[tuple[Change, ...]], Assessment],
    ) -> tuple[Effect, ...]:
        """The lines of what moves; only they are sorted again, to be shown in full."""
        groups: dict[object, list[Tried]] = {}
        for together, after in _smallest(moved):
            told = tuple(self._told_by(one) for one in together)
            groups.setdefault((told, after), []).append((together, after))
        effects = [
            Effect(
                changes=group[0][0],
                words=self._words([together for together, _ in group]),
                others=tuple(together for together, _ in group[1:]),
                before=before,
                after=comes_to(group[0][0]),
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
        said = (self._one(self._alike(together[at] for together in group)) for at in (0, 1))
        return self._rows.pair.format(first=next(said), second=next(said))

    def _alike(self, changes: Iterable[Change]) -> Iterator[Change]:
        """These, and all of their kin where the row can tell several."""
        for change in changes:
            yield change
            if self._rows.row(change.row).many:
                yield from self._kin[change.row, change.kin]

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
        key = (about, together[0].direction, after)
        size = sum(one.size for one in together)
        least[key] = min(size, least.get(key, size))
        keyed.append((key, size, (together, after)))
    return [one for key, size, one in keyed if size == least[key]]


def _merged(rows: ChangeRows, tried: list[Tried]) -> Mapping[str, str]:
    """By row, the row that tells it and others in one line, where they all come to the same."""
    found: dict[str, str] = {}
    for cover in rows.together:
        outcomes = {
            (together[0].row, after) for together, after in tried if together[0].row in cover.covers
        }
        if len(outcomes) > 1 and len({after for _, after in outcomes}) == 1:
            found |= dict.fromkeys(cover.covers, cover.id)
    return found


def _pairs(
    kin: list[list[Change]], before: Assessment, answers: Mapping[str, Answer]
) -> Iterator[tuple[Change, Change]]:
    """The pairs that can move what no single change moves, one or two of each kin.

    More burden never lowers an axis: a burden and a relief together move no further than one of
    them, and an axis at its end moves no further. Otherwise a pair must speak to the same axis.
    """
    axes = [(family, _axes(family[0], before, answers)) for family in kin]
    for (one, here), (other, there) in combinations(axes, 2):
        if one[0].direction == other[0].direction and here & there:
            yield from islice(_apart(product(one, other)), 1)
    for family, here in axes:
        if here:
            yield from islice(_apart(combinations(family, 2)), 1)


def _apart(pairs: Iterable[tuple[Change, Change]]) -> Iterator[tuple[Change, Change]]:
    """Those that are not about the same fact."""
    return (pair for pair in pairs if not pair[0].about & pair[1].about)


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
