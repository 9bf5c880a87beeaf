"""Året: the unfolding year, day by day, with what each day changes in sorting and plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from overblik.apps.plan_ledger import plan_ledger
from overblik.apps.scene import Scene
from overblik.apps.year_about import year_about
from overblik.apps.year_consents import year_consents
from overblik.apps.year_contacts import year_contacts
from overblik.apps.year_falls import year_falls
from overblik.apps.year_group import year_group
from overblik.apps.year_history import DayTold, year_history
from overblik.apps.year_plan import year_plan
from overblik.apps.year_review import year_review
from overblik.apps.year_walk import year_walk
from overblik.documents.words import LEVEL, item_text, owner_name
from overblik.documents.year_paper import DayPaper, year_paper
from overblik.documents.year_words import place
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    context = {
        **scene.context(),
        **plan_ledger(scene),
        **year_walk(scene),
        **year_group(scene),
        **year_consents(scene),
        **year_falls(scene),
        **year_about(scene),
        **year_plan(scene),
        **year_contacts(scene),
        **year_history(scene),
        **year_review(scene),
        "level_names": LEVEL,
        "said": {
            one.id: item_text(one, scene.saved.case, scene.library.model, scene.language)
            for one in scene.state.plan
        },
    }
    paper = year_paper(scene.paper, _paper(scene, context))
    return render("aaret.html", scene.language, scene.frame, {**context, "paper": paper})


def _paper(scene: Scene, shown: Mapping[str, Any]) -> DayPaper:
    """What the page shows, as the day's paper tells it."""
    rows, days = scene.library.year, {step.id: step for step, _ in scene.past}
    before = scene.past[-2][0] if len(scene.past) > 1 else None
    kinds = [(rows.kind(one.kind).name, one.text) for one in scene.step.events]
    told: Sequence[DayTold] = shown["history_days"]
    same = {
        now.row.step
        for was, now in pairwise(told)
        if (was.row.levels, was.row.held) == (now.row.levels, now.row.held)
    }
    return DayPaper(
        place=scene.place,
        step=scene.step,
        happening=kinds or [(None, words) for words in scene.happening],
        group=shown["group"],
        looked=shown["looked"],
        before=(place(before, rows), before.day) if before else None,
        compared=place(days[shown["before"]], rows) if shown["before"] else None,
        follows=list(_follows(scene, shown)),
        changes=shown["changes"],
        late=shown["late"],
        coming=shown["coming"],
        until=shown["until"],
        said=shown["said"],
        history=[one.line(scene.language) for one in told if one.row.step not in same],
    )


def _follows(scene: Scene, shown: Mapping[str, Any]) -> Iterator[str]:
    """What the day means for who may know what, and for who is there."""
    for one in shown["consents"]:
        yield from one.told
    for _, told in shown["back_again"]:
        yield told.text(scene.language)
    for one in shown["fallen"]:
        owner = owner_name(one.owner, scene.library.model, scene.language)
        yield one.told(owner, scene.language)
