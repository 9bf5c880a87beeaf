"""Stratificering: rate both axes, see where the patient lands and why, choose the tier."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.apps.scores import score_lines
from overblik.documents.words import CONSENT, LEVEL, RECIPIENT, STRENGTH, results
from overblik.domain.anticholinergic import anticholinergic_burden
from overblik.domain.base import LEVELS, RATINGS, Tier
from overblik.domain.cambridge import cambridge_score
from overblik.domain.cells import cell_readings
from overblik.domain.difference import compare
from overblik.domain.medicines import medicine_count
from overblik.domain.model import Cell, Reading
from overblik.domain.offers import ProposedOffer
from overblik.domain.questions import ask_first
from overblik.domain.red_flags import checklist, early_paths, excluded
from overblik.domain.whatif import WhatIf, what_if
from overblik.domain.workload import workload
from overblik.ui.charts import labs_chart, ratings_chart, workload_chart
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    state, library = scene.state, scene.library
    looked_at = _looked_at(scene)
    # Some hundred sortings: only for who asks.
    asked = scene.view.get("what_if") and not scene.assessment.exits
    found = _what_if(scene) if asked else None
    change = found.effect(scene.view.get("change", "")) if found else None
    checks = checklist(scene.unticked, library.catalogue, state.flags)
    work = workload(scene.case, library.catalogue)
    return render(
        "stratificering.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            "levels": LEVELS,
            "level_names": LEVEL,
            "ratings": RATINGS,
            "strengths": STRENGTH,
            "offers": scene.offers,
            "looked_at": looked_at,
            "elsewhere": looked_at is not None and looked_at != scene.assessment.cell,
            "readings": _readings(scene, looked_at),
            "current_reading": scene.assessment.reading,
            "file_rows": library.file_rows,
            "what_if": found,
            "shown_change": change,
            "shown_difference": compare(change.before, change.after, library.model)
            if change
            else None,
            "cambridge": cambridge_score(scene.case, library.catalogue),
            "medicines": medicine_count(scene.case, library.catalogue),
            "anticholinergic": anticholinergic_burden(scene.case, library.catalogue),
            "work": work,
            "scores": score_lines(scene),
            "checks": checks,
            "all_excluded": excluded(checks),
            "paths": early_paths(scene.unticked, library.model, library.catalogue, state.flags),
            "decisions": {one.offer: one for one in state.plan if one.offer},
            "unverified_flags": any(one.flag.verified != "yes" for one in checks),
            "ask_first": ask_first(lambda answers: scene.assess(answers=answers), state.answers),
            "results": results(scene.case, library.catalogue, scene.language),
            "recipients": RECIPIENT,
            "consent_words": CONSENT,
            "charts": (
                ratings_chart(scene.assessment, scene.language),
                workload_chart(work, library.model, scene.language),
                labs_chart(scene.case, library.catalogue, scene.language),
            ),
            "paper": scene.sorting_sheet,
        },
    )


def _what_if(scene: Scene) -> WhatIf:
    state, known = scene.state, scene.library
    return what_if(
        scene.case,
        known.model,
        known.catalogue,
        known.changes,
        state.reading,
        state.answers,
        state.levels,
        released=state.released,
    )


def _looked_at(scene: Scene) -> Cell | None:
    """The cell that was chosen on the page, else the patient's own, when there is one."""
    named = scene.view.get("cell", "")
    cells = {f"{one.biomedical}-{one.psychosocial}": one for one in scene.library.model.cells}
    return cells.get(named, scene.assessment.cell)


@dataclass(frozen=True)
class _ReadingLine:
    """One reading with what it gives; ``more`` and ``fewer`` are offers against the current one."""

    reading: Reading
    tiers: tuple[Tier, ...]
    more: tuple[ProposedOffer, ...] = ()
    fewer: tuple[ProposedOffer, ...] = ()


def _readings(scene: Scene, cell: Cell | None) -> list[_ReadingLine]:
    """The readings at a cell; where none is settled, the tiers each leaves possible."""
    model = scene.library.model
    if cell is None:
        return [
            _ReadingLine(one, scene.assess(reading=one.id).possible_tiers) for one in model.readings
        ]
    return [
        _ReadingLine(one.reading, (one.tier,), one.offers.gained, one.offers.lost)
        for one in cell_readings(model, scene.state.reading, cell.biomedical, cell.psychosocial)
    ]
