"""One day of the unfolding year on paper: what happened, the group before and now, and what is
otherwise in the plan."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from overblik.documents.papers import Paper
from overblik.documents.plan_changes import ChangesSaid
from overblik.domain.base import Text
from overblik.domain.regroup import Regroup
from overblik.domain.year import Step
from overblik.language import Message


def year_paper(
    paper: Paper,
    place: Message | Text,
    step: Step,
    happening: Sequence[Text],
    shift: Regroup | None,
    changes: ChangesSaid | None,
    history: Sequence[str],
) -> Markup:
    """The paper of one day; ``shift`` and ``changes`` are None on the first, which has none before
    it. ``history`` tells of each day until now in a line."""
    return paper.render(
        "year.html",
        place=place,
        step=step,
        happening=happening,
        shift=shift,
        changes=changes,
        history=history,
    )
