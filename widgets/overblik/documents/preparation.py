"""The patient's preparation sheet: one A4 in plain words, to fill in before the consultation.

It is the patient's own paper: no level, no diagnosis and nothing of what others think of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from overblik.documents.papers import Paper
from overblik.domain.consultation import Guide

BURDEN: Sequence[int] = range(11)
"""The patient's own scale: 0 is nothing at all, 10 everything."""


def preparation_paper(paper: Paper, guide: Guide) -> Markup:
    """The sheet for this patient, with room for as many wishes and worries as come first."""
    return paper.render("preparation.html", guide=guide, burden=BURDEN)
