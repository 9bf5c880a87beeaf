"""Konference: the ISBAR card with one question, and who keeps the treatment responsibility."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.documents.papers import card_drafts, card_paper
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    card = scene.state.card.filled(card_drafts(scene.paper, scene.priorities))
    return render(
        "konference.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            "card": card,
            # The low tier's »rarely« stands without the axis: it is no suggestion.
            "suggested": next(
                (
                    one
                    for one in scene.offers
                    if one.offer.kind == "specialist" and one.axis == "biomedical"
                ),
                None,
            ),
            "paper": card_paper(scene.paper, card),
        },
    )
