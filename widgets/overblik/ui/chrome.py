"""The page around the content: which app, which forløb, and what stands in header and footer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from overblik.documents import papers
from overblik.domain.base import Text
from overblik.knowledge import library
from overblik.language import LANGUAGES, Language, Message, month, number
from overblik.templates import Templates
from overblik.ui.assets import assets

_templates = Templates(Path(__file__).parent / "templates", papers.FOLDER)


SERVED = "OVERBLIK_SERVED"
"""Set by `overblik serve` for its kernels; absent in JupyterLab and under plain Voilà."""


def is_served() -> bool:
    """Whether the page around the app is ours, with its own stylesheet, address and pulse."""
    return os.environ.get(SERVED) == "1"


@dataclass(frozen=True)
class App:
    """One of the apps, by the name of its notebook and its address."""

    id: str
    name: Message


APPS: Mapping[str, App] = {
    one.id: one
    for one in (
        App("stratificering", Message("Stratificering")),
        App("overblikskonsultation", Message("Overblikskonsultation")),
        App("afvejning", Message("Afvejning")),
        App("behandlingsplan", Message("Behandlingsplan")),
        App("konference", Message("Konference")),
        App("deling", Message("Deling")),
        App("aaret", Message("Året")),
        App("casevaerksted", Message("Caseværksted")),
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


def prepare() -> None:
    """Do now what the first page would do: a warm parent's kernels need not do it again."""
    _templates.prepare()
    papers.prepare()
    for one in assets().values():  # read and hashed once, for all kernels
        _ = one.version
    for language in LANGUAGES:  # Babel reads a language when it is first spoken
        number(1.5, language)
        month(date.today(), language)


def document(title: str, language: Language, body: Markup, script: str = "") -> str:
    """A page that stands on its own, for addresses without a kernel; ``script`` is an asset."""
    context = {"title": title, "body": body, "assets": assets(), "script": script}
    return str(_templates.render("document.html", language, context))


def live_document(base: str, language: Language, body: str, head: Mapping[str, object]) -> str:
    """An app's page up to where its kernel's name comes: drawn whole, and usable, without it.

    ``base`` is the server's address; `Reply` says what body and head are.
    """
    context = {"base": base, "body": Markup(body), "head": head, "assets": assets()}
    return str(_templates.render("live.html", language, context))
