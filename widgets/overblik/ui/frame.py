"""Frames without content: while a kernel starts, and when something is wrong."""

from __future__ import annotations

from http import HTTPStatus

from overblik.language import Language, Message
from overblik.state.saves import Saved
from overblik.ui.chrome import APPS, PageFrame, document, render

_HEADINGS = {
    HTTPStatus.NOT_FOUND: Message("Siden findes ikke"),
    HTTPStatus.CONFLICT: Message("Forløbet kan ikke åbnes"),
    HTTPStatus.SERVICE_UNAVAILABLE: Message("Der er ikke plads til flere lige nu"),
}
_HEADING = Message("Det gik ikke")


def loading_frame(language: Language, app: str, saved: Saved | None) -> str:
    """The page with the patient's name, shown until the kernel has drawn the rest."""
    address = f"?forloeb={saved.id}" if saved else ""
    return str(
        render(
            "loading.html",
            language,
            PageFrame(app, address, here=f"/{app}{address}", live=False),
            {
                "app_name": APPS[app].name,
                "who": {
                    "name": saved.case.person.name,
                    "age": saved.case.person.age,
                    "title": saved.case.title,
                }
                if saved
                else None,
            },
        )
    )


def problem_page(language: Language, status: int, message: Message) -> str:
    """A whole page that says what is wrong and what to do."""
    heading = _HEADINGS.get(HTTPStatus(status), _HEADING)
    body = render(
        "problem.html",
        language,
        PageFrame(None, live=False),
        {"heading": heading, "message": message},
    )
    return document(f"{heading.text(language)} · Overblik", language, body)
