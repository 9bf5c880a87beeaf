"""What the page of the year shows of how the patient was sorted until now, in a chart and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from overblik.apps.scene import Scene
from overblik.domain.base import AXES
from overblik.domain.history import HistoryRow, Moved, history
from overblik.domain.rating import DomainRating
from overblik.language import Language, Message, day
from overblik.ui.charts.history import HistoryWords, history_chart

FEW = 4
"""So many days are read at a glance and need no folding."""


@dataclass(frozen=True)
class DayTold:
    """One day in words: where the patient was, what had happened and what weighed otherwise, and
    the clinician's own tier with why. ``moved`` is which way the tier went, if any day was before.
    """

    row: HistoryRow
    moved: str
    where: str
    events: str
    because: tuple[str, ...]
    own: str

    def line(self, language: Language) -> str:
        """The day in one line, without what weighs otherwise."""
        said = f"{day(self.row.day, language)}: {self.where}"
        return ". ".join(filter(None, (said, self.events, self.own)))


def year_history(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_history.html``."""
    past = scene.past
    words = HistoryWords(scene.tier_shorts, scene.library.model, scene.language)
    told = history((step, there.assessment, there.chosen) for step, there in past)
    name, moves = scene.case.person.name, (None, *told.moves)
    days: list[DayTold] = []
    said = ""
    for row, moved, (_, there) in zip(told.rows, moves, past, strict=True):
        own = _own(row, there, words)
        days.append(_told(row, moved, there, words, "" if own == said else own))
        said = own  # once is enough, as long as nothing else is chosen
    return {
        "history_chart": history_chart(told, name, scene.assessment.reading, words),
        "history_days": days,
        "history_short": _short(told.rows, words),
        "history_few": FEW,
    }


def _short(rows: Sequence[HistoryRow], words: HistoryWords) -> str:
    """The course in one sentence: »Moderat fra 22. nov. 2026, lav fra 22. aug. 2027«."""
    firsts = [next(same) for _, same in groupby(rows, lambda one: one.held)]
    told = [
        Message("{tier} fra {day}", tier=words.tier(one.held), day=day(one.day, words.language))
        for one in firsts
    ]
    said = ", ".join(one.text(words.language) for one in told)
    return said[:1].upper() + said[1:]


def _told(
    row: HistoryRow, moved: Moved | None, there: Scene, words: HistoryWords, own: str
) -> DayTold:
    where = _where(row, words) if moved is None else _went(moved, words)
    return DayTold(
        row=row,
        moved="first" if moved is None else moved.tier,
        where=where,
        events=words.events(row) or _new(moved, there),
        because=tuple(_weighs(*one, words) for one in moved.domains) if moved else (),
        own=own,
    )


def _own(row: HistoryRow, there: Scene, words: HistoryWords) -> str:
    """The clinician's own tier beside the suggested one, with why."""
    choice, ground = there.state.choice, there.ground
    if row.chosen is None or choice is None:
        return ""
    why = [ground[words.language]] if ground else []
    return Message(
        "Klinikeren valgte {chosen}, forslaget var {suggested}: {why}",
        chosen=words.tier([row.chosen]),
        suggested=words.tier(row.tiers),
        why=". ".join([*why, choice.reason.strip()]),
    ).text(words.language)


def _new(moved: Moved | None, there: Scene) -> str:
    """What came between two days of which no event tells: »Ny sygdom: hjertesvigt«."""
    if moved is None or not moved.new_conditions:
        return ""
    catalogue, language = there.library.catalogue, there.language
    names = [catalogue.condition(one).name[language] for one in moved.new_conditions]
    return Message("Ny sygdom: {names}", names=", ".join(names)).text(language)


def _where(row: HistoryRow, words: HistoryWords) -> str:
    """»lav (biomedicinsk lav; psykosocial/relationel lav)«."""
    axes = (f"{words.axis(one).lower()} {words.level(row.levels[one])}" for one in AXES)
    return f"{words.tier(row.held)} ({'; '.join(axes)})"


def _went(moved: Moved, words: HistoryWords) -> str:
    """»moderat, op fra lav (biomedicinsk lav → moderat)«."""
    before, now = words.tier(moved.before.held), words.tier(moved.now.held)
    match moved.tier:
        case "same":
            said = Message("uændret {tier}", tier=now)
        case "up":
            said = Message("{tier}, op fra {before}", tier=now, before=before)
        case "down":
            said = Message("{tier}, ned fra {before}", tier=now, before=before)
        case "open":
            said = Message(
                "{tier}, før {before}; uvist, om det er et skift", tier=now, before=before
            )
    axes = "; ".join(_axes(moved, words))
    return said.text(words.language) + (f" ({axes})" if axes else "")


def _axes(moved: Moved, words: HistoryWords) -> Iterator[str]:
    for axis, way in moved.axes.items():
        if way != "same":
            was, now = (words.level(row.levels[axis]) for row in (moved.before, moved.now))
            yield f"{words.axis(axis).lower()} {was} → {now}"


def _weighs(was: DomainRating, now: DomainRating, words: HistoryWords) -> str:
    """»Sygdomsbyrde 0 → 2: Tilstande: 3 …«: the fact, where it is one that decides."""
    name = now.domain.name[words.language]
    said = f"{name} {_rating(was)} → {_rating(now)}"
    if now.answer is not None:
        return Message("{said} (egen vurdering)", said=said).text(words.language)
    facts = [one.fact[words.language] for one in now.reasons if one.rating == now.possible[-1]]
    return f"{said} ({facts[0]})" if facts else said


def _rating(one: DomainRating) -> str:
    """»2« or »0–2«."""
    return "–".join(str(end) for end in dict.fromkeys((one.possible[0], one.possible[-1])))
