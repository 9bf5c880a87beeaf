"""Papers for the tests: a case, sorted, ready to print."""

from __future__ import annotations

import html
import re
from datetime import date

from overblik.documents.papers import Paper
from overblik.domain.base import Language, ReadingId, Tier
from overblik.domain.case import Case
from overblik.knowledge import library
from tests.domain.patients import sorted_by

PRINTED = date(2026, 11, 24)


def paper(
    case: Case,
    *,
    tier: Tier | None = None,
    language: Language = "da",
    reading: ReadingId = "dsam",
    released: bool = False,
) -> Paper:
    """The paper of a case; the tier is the suggested one when none is given."""
    known = library()
    assessment = sorted_by(reading, case, released=released)
    return Paper(
        case=case,
        model=known.model,
        catalogue=known.catalogue,
        assessment=assessment,
        tier=tier or assessment.tier,
        tier_names={key: one.full for key, one in known.tier_names["dsam"].items()},
        printed=PRINTED,
        language=language,
    )


def words(markup: str) -> str:
    """What a reader reads: no tags, no line breaks."""
    plain = re.sub(r"<[^>]+>", " ", markup)
    return re.sub(r"\s+", " ", html.unescape(plain)).strip()
