"""Konference: one question to a colleague, who keeps the responsibility, and what came of it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from overblik.apps.conference_answers import answers
from overblik.apps.conference_open import conferences, opened, shown_card
from overblik.apps.conference_papers import sheet_of
from overblik.apps.conference_words import DIRECTION, LABELS, STATUS, VERDICT
from overblik.apps.conference_work_up import work_up
from overblik.apps.scene import Scene
from overblik.documents.conference_card import card_paper, card_text
from overblik.domain.completeness import CardRule, completeness, questions
from overblik.domain.conference import Conference
from overblik.language import Message
from overblik.ui.chrome import render

FORMS = (
    {"id": "video", "name": Message("Video")},
    {"id": "phone", "name": Message("Telefon")},
)
MINUTES = tuple(
    {"id": str(one), "name": Message("{minutes} minutter", minutes=one)}
    for one in (10, 15, 20, 30, 45, 60)
)


def page(scene: Scene) -> Markup:
    """The app's page."""
    row = opened(scene)
    asked, card = row.asked, shown_card(scene, row.asked)
    sheet, rules = sheet_of(scene, asked), scene.library.conference
    return render(
        "konference.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            **work_up(scene, asked),
            **answers(scene, asked),
            **_sharing(scene, asked),
            # The low tier's »rarely« stands without the axis: it is no suggestion.
            "suggested": next(
                (
                    one
                    for one in scene.offers
                    if one.offer.kind == "specialist" and one.axis == "biomedical"
                ),
                None,
            ),
            "refused": scene.refused,
            "conferences": conferences(scene),
            "conference": row,
            "directions": DIRECTION,
            "statuses": STATUS,
            "verdicts": VERDICT,
            "labels": LABELS[asked.direction],
            "card": card,
            "questions": questions(card.text("question")),
            "complete": completeness(asked, card, rules),
            "places": {one.id: _place(one) for one in rules.rules},
            "meeting_forms": FORMS,
            "meeting_minutes": MINUTES,
            "paper": card_paper(sheet),
            "card_text": card_text(sheet),
        },
    )


def _place(rule: CardRule) -> str:
    """The id of the field that a rule of the card is about."""
    if rule.field:
        return f"card_text-{rule.field}"
    return {
        "named": "card_to-field",
        "deadline": "card_deadline-field",
        "responsible": "card_responsible-field",
        "after": "card_after-field",
    }.get(rule.check, "h-work-up")


def _sharing(scene: Scene, asked: Conference) -> dict[str, Any]:
    """What the patient has said of sharing with a specialist, where it bears on this card."""
    agreed = scene.state.consents.get("specialist")
    said = None
    if scene.barred:
        said = Message("Der er et rødt flag. Afklar det nu, ikke ved en konference.")
    elif asked.direction == "to_specialist" and agreed is None:
        said = Message("Patienten er ikke spurgt, om I må dele med en speciallæge.")
    elif asked.direction == "to_specialist" and agreed and not agreed.sections:
        said = Message(
            "Patienten har sagt nej til at dele med en speciallæge. Kortet kan ikke sendes: "
            "spørg uden at nævne patienten, eller aftal sammen, hvad I gør i stedet."
        )
    return {"sharing_said": said, "shares_nothing": bool(scene.barred or agreed)}
