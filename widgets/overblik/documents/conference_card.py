"""The conference card on paper: drafts, the sheet, and what it becomes as print, text and PDF."""

from __future__ import annotations

from markupsafe import Markup

from overblik.documents.card_drafts import card_drafts
from overblik.documents.card_pdf import card_pages, card_pdf, card_points
from overblik.documents.card_sheet import CardSheet, card_sheet
from overblik.documents.card_text import card_text
from overblik.documents.papers import FOLDER
from overblik.templates import Templates

__all__ = [
    "CardSheet",
    "card_drafts",
    "card_pages",
    "card_paper",
    "card_pdf",
    "card_sheet",
    "card_text",
]


_templates = Templates(FOLDER)


def card_paper(sheet: CardSheet) -> Markup:
    """The card as the page prints it: one A5 wherever the PDF is one."""
    context = {"sheet": sheet, "points": card_points(sheet)}
    return _templates.render("card.html", sheet.language, context)
