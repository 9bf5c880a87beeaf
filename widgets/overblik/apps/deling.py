"""Deling: what the patient agrees to share, what each recipient then gets, what was shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from overblik.apps.messages import messages
from overblik.apps.papers import papers
from overblik.apps.scene import Scene
from overblik.documents.blocked import lost
from overblik.documents.words import CONSENT, RECIPIENT, SECTION
from overblik.domain.base import SECTIONS, Section
from overblik.domain.leaks import Leak, RecipientRow, leaks, said
from overblik.domain.sharing import REACHES, Agreement
from overblik.domain.story import Consent
from overblik.knowledge.library import Library
from overblik.language import Message
from overblik.state.sharing import CARD_FORM, Form
from overblik.state.state import State
from overblik.ui.chrome import render

FORMS: Mapping[Form, Message] = {
    "text": Message("tekst"),
    "paper": Message("papir"),
    "message": Message("meddelelse"),
    "spoken": Message("fortalt"),
}
"""As what something was passed on."""
NOTED: Mapping[str, Message] = {**FORMS, CARD_FORM: Message("konferencekort")}
"""The same, with what is noted by itself."""

MOST_WARNINGS = 8
"""Warnings that are seen at once; the rest are folded."""


@dataclass(frozen=True)
class MatrixRow:
    """One recipient: the answer taken down (None: not asked), and what the patient says.

    Beside a yes that was taken back the patient's first words would only be a nudge.
    """

    row: RecipientRow
    agreement: Agreement | None
    said: Consent | None

    @property
    def would_tick(self) -> tuple[Section, ...]:
        """The parts that what the patient says would tick."""
        return said(self.said, self.row) if self.said else ()


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
        "noted_forms": NOTED,
        "recipient": recipient,
        "preview": preview,
        "warnings": _warnings(scene),
        "most_warnings": MOST_WARNINGS,
        "blocked": scene.blocked,
        "kept": len(scene.source.items),
    }
    return render("deling.html", scene.language, scene.frame, context)


def asked_instead(state: State, library: Library) -> set[str]:
    """The recipients for whom the page has a field for what is done instead."""
    return {
        row.id
        for row in library.sharing.recipients
        if row.id in state.consents and lost(row, state.plan, state.consents, library.model)
    }


def _matrix(scene: Scene) -> list[MatrixRow]:
    told = {str(key): one for key, one in scene.case.consents.items()}
    found: list[MatrixRow] = []
    for row in scene.library.sharing.recipients:
        agreement = scene.state.consents.get(row.id)
        withdrawn = agreement is not None and agreement.withdrawn is not None
        found.append(MatrixRow(row, agreement, None if withdrawn else told.get(row.id)))
    return found


def _warnings(scene: Scene) -> tuple[Leak, ...]:
    """What in the preview gives away a part that is closed for this recipient."""
    preview = scene.shared(scene.recipient)
    closed = set(SECTIONS) - {one.section for one in preview.sections}
    return leaks(preview.told, closed, scene.library.clues)
