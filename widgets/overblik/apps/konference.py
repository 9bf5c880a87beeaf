"""Konference: one question to a colleague, who keeps the responsibility, and what came of it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from overblik.apps.conference_answers import answers
from overblik.apps.conference_open import conferences, opened, shown_card
from overblik.apps.conference_papers import sheet_of
from overblik.apps.conference_sharing import sharing
from overblik.apps.conference_words import (
    COLLEAGUE,
    DIRECTION,
    LABELS,
    ONE_OF_THEM,
    STATUS,
    VERDICT,
    needed,
)
from overblik.apps.conference_work_up import planned_by_others, work_up
from overblik.apps.scene import Scene
from overblik.documents.card_sheet import meeting
from overblik.documents.conference_card import card_pages, card_paper, card_text
from overblik.domain.completeness import CardRule, Completeness, completeness, questions
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
    sheet, rules = sheet_of(scene, asked, card), scene.library.conference
    complete = completeness(asked, card, rules, scene.day)
    return render(
        "konference.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            **work_up(scene, asked),
            **answers(scene, asked),
            **sharing(scene, asked, card),
            **_begin(scene),
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
            "conference": row,
            "directions": DIRECTION,
            "colleagues": COLLEAGUE,
            "one_of_them": ONE_OF_THEM,
            "statuses": STATUS,
            "verdicts": VERDICT,
            "labels": LABELS[asked.direction],
            "card": card,
            "questions": questions(card.text("question")),
            "complete": complete,
            "last_needed": _last_needed(complete),
            "places": {one.id: _place(one) for one in rules.rules},
            "meeting_forms": FORMS,
            "meeting_minutes": MINUTES,
            "meeting_said": meeting(asked.appointment, scene.language),
            "pages": card_pages(sheet),
            "paper": card_paper(sheet),
            "card_text": card_text(sheet),
        },
    )


def _place(rule: CardRule) -> str:
    """The id of the field that a rule of the card is about."""
    if rule.field:
        return f"card_text-{rule.field}"
    return {
        "sender": "card_from-field",
        "named": "card_to-field",
        "deadline": "card_deadline-field",
        "deadline_ahead": "card_deadline-field",
        "responsible": "card_responsible-field",
        "after": "card_after-field",
    }.get(rule.check, "h-work-up")


def _last_needed(complete: Completeness) -> object:
    """The one thing a card cannot be sent without, in a word or two; None where it is not one."""
    if len(complete.blocking) != 1:
        return None
    return needed(complete.blocking[0].rule)


def _begin(scene: Scene) -> dict[str, Any]:
    """The list of conferences, and what else could be asked: what others plan, while nobody has
    begun to ask the GP about it. ``to_gp`` is the conference that does."""
    rows = conferences(scene)
    open_ones = [one.asked for one in rows if not one.asked.closed]
    to_gp = next((one for one in open_ones if one.direction == "to_gp"), None)
    return {
        "conferences": rows,
        "all_closed": not open_ones,
        "to_gp": to_gp,
        "planned_by_others": () if to_gp else planned_by_others(scene),
    }
