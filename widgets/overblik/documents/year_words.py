"""Words for the days of the unfolding year: where in it one is, and the patient's group there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from overblik.domain.base import Text
from overblik.domain.model import Owner
from overblik.domain.regroup import YearRows
from overblik.domain.year import Step
from overblik.language import Language, Message


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


def place_text(step: Step, rows: YearRows, language: Language) -> str:
    """Where in the year a day is, in a language."""
    words = place(step, rows)
    return words.text(language) if isinstance(words, Message) else words[language]


def back_again(owner: Owner) -> Message:
    """That somebody who was ill or away can again: »Den pårørende kan igen«."""
    return Message("{owner} kan igen", owner=owner.told_of or owner.name)


class GroupRow(NamedTuple):
    """An axis or the tier, on the day before and now."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class GroupTold:
    """The patient's group in words, on the day before and now; screen and paper say the same.

    ``was`` is empty on the first day. ``moved`` says whether the tier is another, only an axis, or
    neither. ``own``: the tier is the clinician's choice; ``suggested`` is the tier that is
    suggested by now, where that choice hides that it is another.
    """

    was: str
    now: str
    moved: Literal["tier", "axis", "no"]
    rows: tuple[GroupRow, ...]
    own: bool
    suggested: str = ""

    @property
    def concluded(self) -> Message:
        """What a look at the group found."""
        if self.was == self.now:
            return Message("Set på: gruppen er uændret")
        return Message("Set på: gruppen er ændret")
