"""Behandlingsplan: from the patient's priorities and the tier's offers to lines with one owner."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.bookings import bookings
from overblik.apps.scene import Scene
from overblik.documents.papers import plan_paper
from overblik.documents.words import LEVEL, STRENGTH, item_text
from overblik.domain.consultation import LATER
from overblik.domain.plan import in_order, month_after, year_of
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    state, model = scene.state, scene.library.model
    kept = [one for one in state.plan if one.standing == "kept"]
    months = year_of(state.started)
    by_month = {
        first: [
            one
            for one in in_order(kept)
            if one.due and (one.due.year, one.due.month) == (first.year, first.month)
        ]
        for first in months
    }
    taken = {one.suggestion for one in state.plan if one.standing != "removed"}
    row = model.tier(scene.tier) if scene.tier and scene.tier != "undefined" else None
    return render(
        "behandlingsplan.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            **bookings(scene),
            "offers": scene.offers,
            "decisions": {one.offer: one for one in state.plan if one.offer},
            "undecided": _undecided(scene),
            "strengths": STRENGTH,
            "words": LEVEL,
            "items": kept,
            "declined": [one for one in state.plan if one.standing == "declined"],
            "removed": [one for one in state.plan if one.standing == "removed"],
            "deferred": {one.id for one in state.plan if one.id.startswith(LATER)},
            "said": {
                one.id: item_text(one, scene.saved.case, model, scene.language)
                for one in state.plan
            },
            "gaps": {one.id: one.gaps for one in kept if one.gaps},
            "suggestions": [one for one in scene.case.teaching.plan if one.id not in taken],
            "by_month": by_month,
            "earlier": [one for one in in_order(kept) if one.due and one.due < months[0]],
            "later": [one for one in in_order(kept) if one.due and one.due >= _after(months[-1])],
            "overview_suggested": month_after(state.started, row.overview_months[0])
            if row
            else None,
            "tier_row": row,
            "paper": plan_paper(scene.paper, scene.priorities, state.plan, state.overview),
        },
    )


def _undecided(scene: Scene) -> int:
    """How many of the tier's offers are neither kept nor declined."""
    decided = {one.offer for one in scene.state.plan if one.standing in ("kept", "declined")}
    return sum(one.offer.id not in decided for one in scene.offers)


def _after(first_of_month):
    return month_after(first_of_month, 1)
