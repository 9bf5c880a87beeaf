"""Overblikskonsultation: 45 minutes in five blocks, and what was not reached becomes agreements."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.documents.preparation import preparation_paper
from overblik.documents.words import CONSENT, RECIPIENT, medicine_line, results
from overblik.domain.consultation import (
    agenda_done,
    face,
    having,
    may_close,
    opened,
    undecided,
)
from overblik.language import Message
from overblik.ui.chrome import render

_USES = (
    ("regular", Message("Fast")),
    ("as_needed", Message("Ved behov")),
    ("course", Message("Kur")),
)


def page(scene: Scene) -> Markup:
    """The app's page."""
    state, guide, known = scene.state, scene.library.consultation, scene.library
    run, now, wishes = state.consultation, datetime.now(UTC), state.has_wishes
    clock = face(run, guide, now)
    block = opened(run, guide, wishes=wishes)
    left = undecided(run, guide)
    at = guide.blocks.index(block)
    return render(
        "overblikskonsultation.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            "guide": guide,
            "run": run,
            "clock": clock,
            "drawn": now.isoformat(),
            "now_in": guide.blocks[clock.at],
            "paces": guide.paces,
            "block": block,
            "number": at + 1,
            "next_block": guide.blocks[at + 1] if at + 1 < len(guide.blocks) else None,
            "unlocked": agenda_done(run, guide, wishes=wishes),
            "has_wishes": wishes,
            "left": left,
            "open_in": {
                one.id: sum(other.id == one.id for other, _ in left) for one in guide.blocks
            },
            "refused_in": {
                one.id: sum(f"prompt_due:{prompt.id}" in scene.errors for prompt in one.prompts)
                for one in guide.blocks
            },
            "deferred": having(run, guide, "deferred"),
            "dropped": having(run, guide, "irrelevant"),
            "may_close": may_close(run, guide, wishes=wishes),
            # at the end of the time, and when the last block is reached before it
            "sweep": clock.sweeping or block == guide.blocks[-1],
            "results": results(scene.case, known.catalogue, scene.language),
            "medicines": _by_use(scene),
            "recipients": RECIPIENT,
            "consent_words": CONSENT,
            "lines": [one for one in state.plan if one.standing == "kept"],
            "paper": preparation_paper(scene.paper, guide),
        },
    )


def _by_use(scene: Scene) -> list[tuple[Message, list[str]]]:
    """The medicines by how they are taken, those that are there."""
    found = [
        (
            name,
            [
                medicine_line(one, scene.library.catalogue, scene.language)
                for one in scene.case.medicines or ()
                if one.use == use
            ],
        )
        for use, name in _USES
    ]
    return [(name, lines) for name, lines in found if lines]
