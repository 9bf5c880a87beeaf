"""The lines of a plan that the patient has said no to coordinating, each with what is done instead.

They tell of parts that are closed: for the clinician and the patient alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from overblik.documents.blocked import lost
from overblik.domain.leaks import RecipientRow
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import Agreement, Reach


@dataclass(frozen=True)
class Refusal:
    """Whom the patient said no to, and what is done instead, "" until somebody has written it."""

    recipient: Reach
    alternative: str = ""


def refusals(
    rows: Iterable[RecipientRow],
    plan: Sequence[PlanItem],
    consents: Mapping[Reach, Agreement],
    model: CareModel,
) -> dict[str, Refusal]:
    """The refused lines by id. Where nobody has asked the patient yet, nothing is refused."""
    found: dict[str, Refusal] = {}
    for row in rows:
        if agreement := consents.get(row.id):
            refusal = Refusal(row.id, agreement.alternative.strip())
            for item in lost(row, plan, consents, model):
                found.setdefault(item.id, refusal)
    return found
