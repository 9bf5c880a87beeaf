"""The files a page can ask for, each made from what is saved, and allowed, at that moment."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from overblik.apps import casevaerksted, conference_papers, messages, papers, plan_year
from overblik.apps.scene import Scene
from overblik.state.store import Store
from overblik.ui.reply import Download


@dataclass(frozen=True)
class Asked:
    """Who asks for a file: the event, and a way to see the forløb as it is saved now.

    ``newest`` is asked again after the file is made where consent could have been taken back
    meanwhile; it raises UserError where no forløb is open.
    """

    event: Mapping[str, Any]
    newest: Callable[[], Scene]
    store: Store


def _saved(asked: Asked) -> Download:
    saved = asked.newest().saved
    name = f"overblik-{saved.case.id}-{datetime.now():%Y-%m-%d}.json"
    return Download(name, "application/json", asked.store.export(saved.id).decode())


def _paper(asked: Asked) -> Download:
    """A paper as a file, where there is no address to open it at."""
    scene, event = asked.newest(), asked.event
    made = papers.paper(
        lambda: asked.newest().saved,
        scene.library,
        scene.language,
        str(event.get("name", "")),
        scene.today,
        form=papers.form_of(event.get("format")),
        large=bool(event.get("large")),
    )
    return Download(made.name, made.mime, b64encode(made.data).decode(), base64=True)


def _letter(kind: messages.Kind) -> Callable[[Asked], Download]:
    """A message or a document for a recipient."""

    def made(asked: Asked) -> Download:
        before, recipient = asked.newest(), str(asked.event.get("recipient"))
        file = messages.file(before, kind, recipient, datetime.now().astimezone())
        messages.still_allowed(before, asked.newest(), recipient)
        return file

    return made


def _case_file(asked: Asked) -> Download:
    case, text = casevaerksted.as_new_case(asked.newest())
    return Download(f"{case.id}.yaml", "application/yaml", text)


def _calendar(asked: Asked) -> Download:
    return plan_year.calendar_file(asked.newest())


def _card(asked: Asked) -> Download:
    """The conference card, where there is no address to open it at."""
    scene, id = asked.newest(), str(asked.event.get("conference", ""))
    made = conference_papers.card_file(
        lambda: asked.newest().saved, scene.library, scene.language, id, scene.today
    )
    return Download(made.name, made.mime, b64encode(made.data).decode(), base64=True)


def _conference_calendar(asked: Asked) -> Download:
    id = str(asked.event.get("conference", ""))
    return conference_papers.calendar_file(asked.newest(), id)


FILES: Mapping[str, Callable[[Asked], Download]] = {
    "download": _saved,
    "paper": _paper,
    "message_file": _letter("message_file"),
    "document_file": _letter("document_file"),
    "case_file": _case_file,
    "calendar": _calendar,
    "card_pdf": _card,
    "conference_calendar": _conference_calendar,
}
"""By the event that asks."""
