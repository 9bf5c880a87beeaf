"""One day of the unfolding year on paper: what happened, the group before and now, what is
otherwise in the plan, and who does what from here; the year in short comes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from overblik.documents.papers import Paper
from overblik.documents.plan_changes import ChangesSaid
from overblik.documents.year_words import GroupTold
from overblik.domain.base import Text
from overblik.domain.plan import PlanItem
from overblik.domain.year import Step
from overblik.language import Message

Place = Message | Text


@dataclass(frozen=True)
class DayPaper:
    """What the paper of a day tells.

    ``before`` is the day before in the year, and ``compared`` the one the plan is compared with;
    both, and ``changes``, are None on the first. ``looked``: somebody has looked at the group.
    ``follows`` says in a line each who may know what and whose lines fall. ``coming`` are the lines
    by owner until a day, ``late`` those whose day has gone, ``said`` their words by id; ``history``
    tells of the days on which tier or axis moved in a line each.
    """

    place: Place
    step: Step
    happening: Sequence[tuple[Text | None, Text]]
    group: GroupTold
    looked: bool
    before: tuple[Place, date] | None
    compared: Place | None
    follows: Sequence[str]
    changes: ChangesSaid | None
    late: Sequence[PlanItem]
    coming: Sequence[tuple[str | None, Sequence[PlanItem]]]
    until: date
    said: Mapping[str, str]
    history: Sequence[str]


def year_paper(paper: Paper, told: DayPaper) -> Markup:
    """The paper of one day."""
    return paper.render("year.html", told=told, group=told.group)
