"""Året: the unfolding year, day by day, with what each day changes in sorting and plan."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.plan_ledger import plan_ledger
from overblik.apps.scene import Scene
from overblik.apps.year_contacts import year_contacts
from overblik.apps.year_falls import year_falls
from overblik.apps.year_history import year_history
from overblik.apps.year_plan import year_plan
from overblik.apps.year_review import year_review
from overblik.apps.year_walk import year_group, year_walk
from overblik.documents.words import LEVEL, item_text
from overblik.documents.year_paper import year_paper
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    context = {
        **scene.context(),
        **plan_ledger(scene),
        **year_walk(scene),
        **year_group(scene),
        **year_falls(scene),
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
    paper = year_paper(
        scene.paper,
        scene.place,
        scene.step,
        scene.happening,
        context["shift"],
        context["changes"],
        [one.line(scene.language) for one in context["history_days"]],
    )
    return render("aaret.html", scene.language, scene.frame, {**context, "paper": paper})
