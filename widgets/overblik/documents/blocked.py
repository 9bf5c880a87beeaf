"""The lines that cannot be coordinated with whoever sees to them, and what is done instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from overblik.documents.words import RECIPIENT, item_text
from overblik.domain.base import Language
from overblik.domain.case import Case
from overblik.domain.leaks import RecipientRow
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import Agreement, Reach, uncoordinated


@dataclass(frozen=True)
class Blocked:
    """One recipient with the lines they see to and may not be told about, in words.

    ``asked`` is False while nobody has asked the patient. ``alternative`` is what is done instead
    of all of these lines, empty until somebody has written it.
    """

    recipient: Reach
    name: str
    lines: tuple[str, ...]
    asked: bool
    alternative: str


def lost(
    row: RecipientRow,
    plan: Iterable[PlanItem],
    consents: Mapping[Reach, Agreement],
    model: CareModel,
) -> tuple[PlanItem, ...]:
    """The lines of the plan that this recipient sees to and may not be told about."""
    return uncoordinated(plan, row.owners, consents.get(row.id, Agreement()).sections, model)


def blocked(
    rows: Iterable[RecipientRow],
    plan: Sequence[PlanItem],
    consents: Mapping[Reach, Agreement],
    case: Case,
    model: CareModel,
    language: Language,
) -> tuple[Blocked, ...]:
    """Every recipient with lines that cannot be coordinated; ``case`` is as its author wrote it.

    It tells of parts that are closed: it is for the page, the clinician and the patient alone.
    """
    found: list[Blocked] = []
    for row in rows:
        if items := lost(row, plan, consents, model):
            agreement = consents.get(row.id)
            found.append(
                Blocked(
                    recipient=row.id,
                    name=RECIPIENT[row.id].text(language),
                    lines=tuple(item_text(one, case, model, language) or "–" for one in items),
                    asked=agreement is not None,
                    alternative=agreement.alternative.strip() if agreement else "",
                )
            )
    return tuple(found)
