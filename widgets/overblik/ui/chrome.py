"""The page around the content: which app, which forløb, and what stands in header and footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from overblik.documents.papers import FOLDER as PAPERS
from overblik.domain.base import Text
from overblik.knowledge import library
from overblik.language import Language, Message
from overblik.templates import Templates

_templates = Templates(Path(__file__).parent / "templates", PAPERS)


@dataclass(frozen=True)
class App:
    """One of the three apps, by the name of its notebook and its address."""

    id: str
    name: Message


APPS: Mapping[str, App] = {
    one.id: one
    for one in (
        App("stratificering", Message("Stratificering")),
        App("behandlingsplan", Message("Behandlingsplan")),
        App("konference", Message("Konference")),
    )
}


@dataclass(frozen=True)
class PageFrame:
    """What the frame shows. ``live``: a kernel answers; ``served``: addresses are ours to link."""

    app: str | None
    address: str = ""
    here: str = "/"
    live: bool = True
    served: bool = True

    @property
    def apps(self) -> tuple[App, ...]:
        return tuple(APPS.values())

    @property
    def attribution(self) -> Text:
        return library().model.attribution


def render(
    template: str, language: Language, frame: PageFrame, context: Mapping[str, Any]
) -> Markup:
    """The HTML that goes inside the page's root element."""
    return _templates.render(template, language, {"page": frame, **context})


def document(title: str, language: Language, body: Markup) -> str:
    """A page that stands on its own, for addresses without a kernel."""
    return str(_templates.render("document.html", language, {"title": title, "body": body}))
