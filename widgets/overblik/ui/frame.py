"""Pages and frames for when something is wrong."""

from __future__ import annotations

from http import HTTPStatus

from overblik.language import Language, Message
from overblik.ui.chrome import PageFrame, document, render

_HEADINGS = {
    HTTPStatus.NOT_FOUND: Message("Siden findes ikke"),
    HTTPStatus.CONFLICT: Message("Forløbet kan ikke åbnes"),
    HTTPStatus.SERVICE_UNAVAILABLE: Message("Der er ikke plads til flere lige nu"),
}
_HEADING = Message("Det gik ikke")
_FAILED = {
    "heading": Message("Siden kunne ikke startes"),
    "message": Message("Genindlæs siden, eller kontakt underviseren. Alt gemt ligger urørt."),
}
"""Why stands in the server's log."""


def failed_frame(language: Language, app: str) -> str:
    """What an app's page becomes when its notebook could not be run."""
    return str(render("problem.html", language, PageFrame(app, live=False), _FAILED))


def problem_page(language: Language, status: int, message: Message) -> str:
    """A whole page that says what is wrong and what to do."""
    heading = _HEADINGS.get(HTTPStatus(status), _HEADING)
    body = render(
        "problem.html",
        language,
        PageFrame(None, live=False),
        {"heading": heading, "message": message},
    )
    # where only room is missing, the page looks by itself whether there is some
    script = "vent.js" if status == HTTPStatus.SERVICE_UNAVAILABLE else ""
    return document(f"{heading.text(language)} · Overblik", language, body, script)
