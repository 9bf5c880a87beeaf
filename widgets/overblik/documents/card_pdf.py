"""The conference card as PDF: A5, tagged, in the largest type that fits one page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from overblik.documents.card_sheet import CardSheet
from overblik.documents.pdf import frame
from overblik.documents.typesetting import asked, typeset

_TEMPLATE = "card.typ"


def card_pdf(sheet: CardSheet) -> bytes:
    """The card on one A5; on more where it is too long even in the smallest type."""
    return typeset(_TEMPLATE, _data(sheet))


def card_pages(sheet: CardSheet) -> int:
    """How many A5 pages the card takes: of more than one, somebody reads only the first."""
    return _layout(sheet)["pages"]


def card_points(sheet: CardSheet) -> float:
    """The type the card is set in, in points: 9 where it fits, 7 at least."""
    return _layout(sheet)["type"]


@lru_cache(maxsize=64)
def _layout(sheet: CardSheet) -> dict[str, Any]:
    """How the card is set. To ask takes as long as setting it: some tens of milliseconds once, and
    nothing for a sheet that says the same."""
    return asked(_TEMPLATE, _data(sheet), "layout")


def _data(sheet: CardSheet) -> dict[str, Any]:
    return {
        **frame(sheet.heading, sheet.subject, sheet.origin, sheet.made, sheet.language),
        "large": False,
        "direction": sheet.direction,
        "status": sheet.status,
        "warning": sheet.warning,
        "closed": sheet.closed,
        "parts": [
            {
                "letter": part.letter,
                "title": part.title,
                "lines": [
                    {"name": one.name, "text": one.text, "rows": one.rows, "asks": one.asks,
                     "listed": one.listed}
                    for one in part.lines
                ],
            }
            for part in sheet.parts
        ],
    }  # fmt: skip
