"""Behandlingsplan: from the patient's priorities and the tier's offers to lines with one owner."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.afvejning import unplaced
from overblik.apps.bookings import bookings
from overblik.apps.plan_ledger import plan_ledger
from overblik.apps.plan_year import plan_year
from overblik.apps.scene import Scene
from overblik.documents.papers import plan_paper
from overblik.documents.words import LEVEL, STRENGTH, item_text
from overblik.domain.consultation import LATER
from overblik.ui.chrome import render

DECIDED = ("kept", "declined", "ended")
"""How an offer stands in a plan that somebody has taken a stand on it in."""


def page(scene: Scene) -> Markup:
    """The app's page."""
    state, model = scene.state, scene.library.model
    taken = {one.suggestion for one in state.plan if one.standing != "removed"}
    ledger = plan_ledger(scene)
    suggestions = scene.saved.case.teaching.suggestions(
        state.variant, state.happened(scene.saved.case)
    )
    return render(
        "behandlingsplan.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            **ledger,
            # What was agreed before the flag was seen is no plan to go by.
            "agreed": None if scene.barred else ledger["agreed"],
            **bookings(scene),
            **plan_year(scene),
            "offers": scene.offers,
            "decisions": {one.offer: one for one in state.plan if one.offer},
            "undecided": _undecided(scene),
            "strengths": STRENGTH,
            "words": LEVEL,
            "removed": [one for one in state.plan if one.standing == "removed"],
            "ended": [one for one in state.plan if one.standing == "ended"],
            "ended_why": state.why_ended,
            "deferred": {one.id for one in state.plan if one.id.startswith(LATER)},
            "said": {
                one.id: item_text(one, scene.saved.case, model, scene.language)
                for one in state.plan
            },
            "suggestions": []
            if scene.barred
            else [one for one in suggestions if one.id not in taken],
            "paper": plan_paper(
                scene.paper,
                scene.priorities,
                state.plan,
                state.overview,
                absent=state.absent,
                agreed=None if scene.barred else state.agreed,
                unsettled=[one.row.title[scene.language] for one in unplaced(scene)],
                done=ledger["done"],
                tapered=scene.source.tapered,
            ),
        },
    )


def _undecided(scene: Scene) -> int:
    """How many of the tier's offers are neither kept, declined nor ended."""
    decided = {one.offer for one in scene.state.plan if one.standing in DECIDED}
    return sum(one.offer.id not in decided for one in scene.offers)
