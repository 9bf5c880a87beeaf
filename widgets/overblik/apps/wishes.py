"""The patient's wishes that were taken out: they stand below the others, to bring back."""

from __future__ import annotations

from overblik.apps.scene import Scene
from overblik.documents.words import PriorityLine, priority_text


def removed_priorities(scene: Scene) -> list[PriorityLine]:
    """Wishes that were taken out and said something: those can be missed."""
    lines = [
        PriorityLine(one.id, priority_text(one.id, one.text, scene.saved.case, scene.language))
        for one in scene.state.priorities
        if one.removed
    ]
    return [one for one in lines if one.text.strip()]
