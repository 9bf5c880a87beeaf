"""Deling: what the patient agrees to share, what each recipient then gets, what was shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from overblik.apps.messages import messages
from overblik.apps.papers import papers
from overblik.apps.scene import Scene
from overblik.documents.words import CONSENT, RECIPIENT, SECTION, item_text
from overblik.domain.base import SECTIONS
from overblik.domain.leaks import Leak, RecipientRow, leaks
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import REACHES, Agreement, Reach, uncoordinated
from overblik.domain.story import Consent
from overblik.knowledge.library import Library
from overblik.language import Message
from overblik.state.sharing import Form
from overblik.state.state import State
from overblik.ui.chrome import render

FORMS: Mapping[Form, Message] = {
    "text": Message("tekst"),
    "paper": Message("papir"),
    "message": Message("meddelelse"),
    "spoken": Message("fortalt"),
}
"""As what something was passed on."""

MOST_WARNINGS = 8
"""Warnings that are seen at once; the rest are folded."""


@dataclass(frozen=True)
class MatrixRow:
    """One recipient: the answer taken down (None: not asked), and what the patient says."""

    row: RecipientRow
    agreement: Agreement | None
    said: Consent | None


@dataclass(frozen=True)
class Blocked:
    """The lines that cannot be coordinated with a recipient, in words."""

    recipient: Reach
    agreement: Agreement | None
    lines: tuple[str, ...]


def page(scene: Scene) -> Markup:
    """The app's page."""
    recipient = scene.recipient
    preview = scene.shared(recipient)
    context = {
        **scene.context(),
        "paper": Markup(""),
        **papers(scene),
        **messages(scene),
        "matrix": _matrix(scene),
        "reaches": REACHES,
        "sections": SECTION,
        "recipients": RECIPIENT,
        "consent_words": CONSENT,
        "forms": FORMS,
        "recipient": recipient,
        "preview": preview,
        "warnings": _warnings(scene),
        "most_warnings": MOST_WARNINGS,
        "blocked": _blocked(scene),
        "kept": len(scene.source.items),
    }
    return render("deling.html", scene.language, scene.frame, context)


def asked_instead(state: State, library: Library) -> set[str]:
    """The recipients for whom the page has a field for what is done instead."""
    rows = library.sharing.recipients
    return {row.id for row in rows if row.id in state.consents and _lost(state, row, library.model)}


def _matrix(scene: Scene) -> list[MatrixRow]:
    said = {str(key): one for key, one in scene.case.consents.items()}
    return [
        MatrixRow(row, scene.state.consents.get(row.id), said.get(row.id))
        for row in scene.library.sharing.recipients
    ]


def _warnings(scene: Scene) -> tuple[Leak, ...]:
    """What in the preview gives away a part that is closed for this recipient."""
    preview = scene.shared(scene.recipient)
    closed = set(SECTIONS) - {one.section for one in preview.sections}
    return leaks(preview.told, closed, scene.library.clues)


def _lost(state: State, row: RecipientRow, model: CareModel) -> tuple[PlanItem, ...]:
    allowed = state.consents.get(row.id, Agreement()).sections
    return uncoordinated(state.plan, row.owners, allowed, model)


def _blocked(scene: Scene) -> list[Blocked]:
    model = scene.library.model
    found: list[Blocked] = []
    for row in scene.library.sharing.recipients:
        lines = tuple(
            item_text(one, scene.saved.case, model, scene.language) or "–"
            for one in _lost(scene.state, row, model)
        )
        if lines:
            found.append(Blocked(row.id, scene.state.consents.get(row.id), lines))
    return found
