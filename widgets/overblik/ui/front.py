"""The front page, and the choice of patient in an app that was opened without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from overblik.knowledge import library
from overblik.language import Language, Message
from overblik.state.store import Summary
from overblik.ui.chrome import APPS, PageFrame, document, render


def front_page(
    language: Language,
    app: str | None,
    in_progress: Sequence[Summary],
    message: Message | None = None,
) -> str:
    """The whole page for addresses without a kernel."""
    frame = PageFrame(app, here=f"/{app or ''}", live=False)
    title = APPS[app].name.text(language) if app else "Overblik"
    body = render("front.html", language, frame, _context(app, in_progress, message))
    return document(title if not app else f"{title} · Overblik", language, body, "forside.js")


def choice(
    language: Language,
    frame: PageFrame,
    in_progress: Sequence[Summary],
    message: Message | None = None,
) -> Markup:
    """The same content inside a notebook's page."""
    return render("front.html", language, frame, _context(frame.app, in_progress, message))


def _context(
    app: str | None, in_progress: Sequence[Summary], message: Message | None
) -> dict[str, Any]:
    known = library()
    return {
        "app": APPS[app] if app else None,
        "in_progress": in_progress,
        "message": message,
        "cases": list(known.cases.values()),
        "broken": known.broken,
    }
