"""The papers that a page prints: sorting and plan, as HTML that needs nothing from the page.

Each carries the fictional mark and, at its foot, the versions of case, model and reading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from overblik.documents.words import (
    LEVEL,
    PriorityLine,
    if_nothing_text,
    item_text,
)
from overblik.domain.assessment import Assessment
from overblik.domain.base import AxisId, Language, Text, Tier
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.ledger import Absent, ledger
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, in_order, is_standing
from overblik.templates import Templates

FOLDER = Path(__file__).parent / "templates"
_templates = Templates(FOLDER)


def prepare() -> None:
    """Compile the papers' templates now, instead of when the first is drawn."""
    _templates.prepare()


@dataclass(frozen=True)
class Paper:
    """What every paper needs to know."""

    case: Case
    model: CareModel
    catalogue: Catalogue
    assessment: Assessment
    tier: Tier | None
    tier_names: Mapping[Tier, Text]
    printed: date
    language: Language

    def render(self, template: str, **more: object) -> Markup:
        return _templates.render(
            template,
            self.language,
            {
                "case": self.case,
                "model": self.model,
                "assessment": self.assessment,
                "tier": self.tier,
                "tier_names": self.tier_names,
                "printed": self.printed,
                "levels": LEVEL,
                **more,
            },
        )


def sorting_paper(
    paper: Paper,
    reason: str,
    own: Mapping[str, str],
    ground: Text | None = None,
    axes: Mapping[AxisId, str] | None = None,
) -> Markup:
    """The sorting on one sheet: axes, domains with reasons, tier and reading.

    ``reason`` and ``ground`` say why the tier is another than the suggested one, where it is;
    ``own`` are the clinician's reasons by domain, ``axes`` those of the axes they set themselves.
    """
    return paper.render("sorting.html", reason=reason, ground=ground, own=own, axes=axes or {})


def plan_paper(
    paper: Paper,
    priorities: Sequence[PriorityLine],
    items: Sequence[PlanItem],
    overview: date | None,
    *,
    absent: Absent | None = None,
    agreed: datetime | None = None,
    unsettled: Sequence[str] = (),
    done: Collection[str] = (),
    tapered: Collection[str] = (),
) -> Markup:
    """The plan for the clinician: priorities, every line with owner, day and answer, then how much
    rests on whom.

    ``agreed`` is when it was agreed, which counts only where no line lacks anything;
    ``unsettled`` what nobody has taken a stand on, in the paper's language; ``done`` the ids of
    lines at their end, ``tapered`` of those that end what must not end at once.
    """
    said = {one.id: item_text(one, paper.case, paper.model, paper.language) for one in items}
    lines, away = in_order(items), absent or {}
    found = ledger(lines, paper.printed, away, paper.model, done)
    return paper.render(
        "plan.html",
        priorities=priorities,
        items=[one for one in lines if one.id not in done],
        done=[one for one in lines if one.id in done],
        tapered=tapered,
        standing={one.id for one in lines if is_standing(one, paper.model)},
        ledger=found,
        absent=away,
        agreed=agreed if found.settled else None,
        doubles={one.id for one in found.doubles},
        orphans={one.id for one in found.orphans},
        ended=[one for one in items if one.standing == "ended"],
        declined=[one for one in items if one.standing == "declined"],
        said=said,
        if_nothing={
            one.id: if_nothing_text(one, paper.case, paper.model, paper.language) for one in items
        },
        goals={one.id: one.text for one in priorities},
        follow_ups=sorted(
            (one.medicine.follow_up, one.id)
            for one in lines
            if one.medicine and one.medicine.follow_up
        ),
        unwatched=[one for one in lines if one.medicine and one.medicine.follow_up is None],
        overview=overview,
        unsettled=unsettled,
    )
