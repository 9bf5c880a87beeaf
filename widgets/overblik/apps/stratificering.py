"""Stratificering: rate both axes, see where the patient lands and why, choose the tier."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.documents.papers import sorting_paper
from overblik.documents.words import CONSENT, LEVEL, RECIPIENT, results
from overblik.domain.assessment import assess, settles
from overblik.domain.base import LEVELS, RATINGS
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    assessment, library, state = scene.assessment, scene.library, scene.state
    others = [
        assess(
            scene.case,
            library.model,
            library.catalogue,
            reading.id,
            state.answers,
            released=state.released,
        )
        for reading in library.model.readings
    ]
    open_questions = (
        ()
        if assessment.exits or len(assessment.possible_tiers) == 1
        else settles(scene.case, library.model, library.catalogue, state.reading, state.answers)
    )
    return render(
        "stratificering.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            "levels": LEVELS,
            "level_names": LEVEL,
            "ratings": RATINGS,
            "readings": others,
            "unverified_flags": any(
                library.catalogue.red_flags[one.flag].verified != "yes"
                for one in scene.case.red_flags
            ),
            "ask_first": [library.model.domain(one) for one in open_questions],
            "results": results(scene.case, library.catalogue, scene.language),
            "recipients": RECIPIENT,
            "consent_words": CONSENT,
            "paper": sorting_paper(
                scene.paper,
                state.choice.reason if state.choice and scene.chosen else "",
                {key: own.reason for key, own in state.ratings.items()},
                scene.ground,
            ),
        },
    )
