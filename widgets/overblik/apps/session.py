"""One app on one page: takes events, changes the forløb, draws the page.

The one place where a change is saved and the one error boundary: what the user can mend is told
at the field or in a notice, and nothing that was typed is lost.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from markupsafe import Markup
from pydantic import ValidationError

from overblik.apps import (
    aaret,
    afvejning,
    behandlingsplan,
    casevaerksted,
    deling,
    konference,
    overblikskonsultation,
    plan_ledger,
    plan_year,
    stratificering,
)
from overblik.apps.conference_open import UNSAVED, unsaved, with_drafts, worked_on
from overblik.apps.fields import NEW_FIELD, NEW_PLACE, TYPED, field_key, fields_shown, why
from overblik.apps.files import FILES, Asked
from overblik.apps.scene import FieldError, Scene
from overblik.apps.steps import step
from overblik.apps.views import asked_to_show
from overblik.knowledge import library
from overblik.language import N_, Language, Message, UserError, clock, language
from overblik.state.events import EVENT
from overblik.state.saves import Saved
from overblik.state.store import Store
from overblik.ui.chrome import APPS, PageFrame, is_served
from overblik.ui.front import choice
from overblik.ui.reply import Download, Reply

if TYPE_CHECKING:
    from overblik.ui.page import Page

PAGES: Mapping[str, Callable[[Scene], Markup]] = {
    "stratificering": stratificering.page,
    "overblikskonsultation": overblikskonsultation.page,
    "afvejning": afvejning.page,
    "behandlingsplan": behandlingsplan.page,
    "konference": konference.page,
    "deling": deling.page,
    "aaret": aaret.page,
    "casevaerksted": casevaerksted.page,
}

NEWS_STAYS = 20.0
"""Seconds that a message about another window stays on the page."""

LOCAL_OWNER = "local"
"""Whose work it is where there is no browser of ours: JupyterLab on the user's own machine."""


def open_app(app: str) -> Page:
    """The app as a widget, on the forløb that the address names; else the choice of patient."""
    from overblik.ui.page import Page  # the server draws first pages and needs no widget for it

    session = Session(app, Store.open(), os.environ, served=is_served())
    return Page(session.handle, session.reply())


class Session:
    """An app on one page, for as long as its kernel lives."""

    def __init__(
        self, app: str, store: Store, environment: Mapping[str, str], *, served: bool
    ) -> None:
        cookies = _cookies(environment.get("HTTP_COOKIE", ""))
        self._app = app
        self._store = store
        self._served = served
        self._owner = cookies.get("overblik_ejer") or LOCAL_OWNER
        self._language: Language = language(cookies.get("overblik_sprog"))
        self._saved: Saved | None = None
        self._errors: dict[str, FieldError] = {}
        self._view: dict[str, str] = {}
        self._notice: Message | None = None
        self._refused = ""
        self._news: Message | None = None
        self._focus = ""
        self._news_until = 0.0
        id = parse_qs(environment.get("QUERY_STRING", "")).get("forloeb", [""])[0]
        if id:
            self._open(id)

    def handle(self, event: dict[str, Any]) -> Reply:
        """Take one event and draw the page as it then is."""
        self._notice = None
        self._refused = ""
        self._focus = ""
        if time.monotonic() > self._news_until:
            self._news = None
        if not _is_text(event):
            self._notice = Message("Det kunne ikke bruges og er ikke gemt. Prøv igen.")
            return self.reply()
        try:
            match event.get("type"):
                case "look":
                    self._look()
                case "language":
                    self._language = language(event.get("value"))
                case "show":
                    what, value = asked_to_show(event)
                    self._view[what] = value
                case str(kind) if kind in FILES:
                    asked = Asked(event, self._newest, self._store)
                    return self.reply(FILES[kind](asked))
                case "case_begin":
                    self._begin_new()
                case "together":
                    self._told(event, plan_year.moved)
                case "conference_send" | "conference_close":
                    self._finish(event)
                case "owner_move":
                    self._told(event, plan_ledger.handed_over)
                case "open":
                    self._open(str(event.get("forloeb", "")))
                case "begin":
                    self._begin(str(event.get("case", "")))
                case "open_file":
                    data = str(event.get("file", "")).encode()
                    self._begin_on(self._store.import_(data, self._owner))
                case _:
                    self._change(event)
        except UserError as error:
            self._notice = error.message
        return self.reply()

    def reply(self, download: Download | None = None) -> Reply:
        """The page as it is now."""
        saved = self._saved
        address = f"?forloeb={saved.id}" if saved else ""
        frame = PageFrame(self._app, address, here=f"/{self._app}", served=self._served)
        name = APPS[self._app].name.text(self._language)
        if saved is None:
            html = choice(self._language, frame, self._store.in_progress(self._owner), self._notice)
            title = f"{name} · Overblik"
        else:
            html = PAGES[self._app](self._scene(saved, frame))
            title = f"{name} · {saved.case.person.name} · Overblik"
        head: dict[str, object] = {
            "lang": self._language,
            "title": title,
            "address": address,
            "revision": saved.revision if saved else 0,
            "forloeb": saved.id if saved else "",
            "focus": self._focus,
            "served": self._served,
            "place": saved.state.place if saved else "",
        }
        return Reply(str(html), head, download)

    def _scene(self, saved: Saved, frame: PageFrame) -> Scene:
        return Scene(
            saved,
            library(),
            self._language,
            frame,
            date.today(),
            self._errors,
            self._notice or self._news,
            self._view,
            self._refused,
        )

    # What can happen --------------------------------------------------------------------------

    def _open(self, id: str) -> None:
        try:
            self._begin_on(self._store.read(id))
        except UserError as error:
            self._notice = error.message

    def _begin(self, id: str) -> None:
        try:
            case = library().case(id)
        except KeyError:
            raise UserError(
                N_("Casen {case} findes ikke. Vælg en anden fra forsiden."), case=id[:40]
            ) from None
        self._begin_on(self._store.create(case, None, self._owner))

    def _begin_on(self, saved: Saved) -> None:
        self._saved = saved
        self._errors.clear()
        self._view.clear()

    def _look(self) -> None:
        """Another window changed the forløb: show what is there now, and say so."""
        if self._saved is None:
            return
        now = self._store.read(self._saved.id)
        if now.revision != self._saved.revision:
            self._tell(
                Message(
                    "Ændret i et andet vindue kl. {clock}. Siden viser nu det nyeste.",
                    clock=clock(now.saved_at, self._language),
                )
            )
        self._saved = now

    def _tell(self, news: Message) -> None:
        """News from elsewhere stays a while: who is typing would not see it otherwise."""
        self._news = news
        self._news_until = time.monotonic() + NEWS_STAYS

    def _newest(self) -> Scene:
        """The forløb as it is saved now, which the page then shows too."""
        if self._saved is None:
            raise UserError(N_("Vælg først en patient."))
        self._look()
        return self._scene(self._saved, PageFrame(self._app))

    def _told(self, event: dict[str, Any], tell: Callable[[Scene, Scene], Message | None]) -> None:
        """A change of several lines at once: what they were is told, so that one can go back."""
        before = self._saved
        self._change(event)
        if before and self._saved and self._notice is None:
            frame = PageFrame(self._app)
            self._notice = tell(self._scene(before, frame), self._scene(self._saved, frame))

    def _finish(self, event: dict[str, Any]) -> None:
        """A card is sent, and a conference closed, as it stands on this page: with the drafts that
        nobody has written over, and not while a text of it is refused."""
        if self._saved is None:
            raise UserError(N_("Vælg først en patient."))
        scene = self._scene(self._saved, PageFrame(self._app))
        if unsaved(scene, event):
            self._refuse("", event, UNSAVED)
        elif event["type"] == "conference_send":
            self._change(with_drafts(scene, event))
        else:
            self._change(event)

    def _begin_new(self) -> None:
        case, _ = casevaerksted.as_new_case(self._newest())
        self._begin_on(self._store.create(case, None, self._owner))
        self._notice = Message(
            "Nyt forløb på casen {id}. Det gamle ligger, som det var.", id=case.id
        )

    def _change(self, raw: dict[str, Any]) -> None:
        """Apply a domain event to the newest state and save it."""
        if self._saved is None:
            raise UserError(N_("Vælg først en patient."))
        # The day the page showed when it was done: it may come late, from a page that is gone.
        place = str(raw.pop("place", "")) or self._saved.state.place
        key = field_key(raw)
        try:
            event = EVENT.validate_python(raw)
        except ValidationError as error:
            self._refuse(key, raw, why(error))
            return
        before = self._saved.revision
        try:
            now = self._store.change(self._saved.id, lambda newest: step(newest, event, place))
        except UserError as error:
            self._refuse(key, raw, error.message)
            with suppress(UserError):  # the reason may be what another window did
                self._look()
                if self._saved.state.place != place:  # whose page may not have the field at all
                    self._notice = error.message
            return
        self._errors.pop(key, None)
        if conference := worked_on(raw):
            self._view["conference"] = conference
        if field := NEW_FIELD.get(raw["type"]):
            self._focus = f"{field}-{raw['id']}"
        if new_place := NEW_PLACE.get(raw["type"]):
            self._focus = new_place.format_map(raw)
        shown = fields_shown(now)
        self._errors = {key: one for key, one in self._errors.items() if shown(key)}
        if now.revision > before + 1:
            self._tell(
                Message(
                    "Forløbet er også ændret i et andet vindue. Siden viser nu begge ændringer."
                )
            )
        self._saved = now

    def _refuse(self, key: str, raw: dict[str, Any], message: Message) -> None:
        """Nothing is saved; what was typed stays in its field with the reason beside it."""
        typed = raw.get("value")
        if isinstance(typed, str) and raw.get("type") in TYPED:
            self._errors[key] = FieldError(message, typed)
        else:
            self._notice, self._refused = message, str(raw.get("type"))


def _is_text(event: Mapping[str, Any]) -> bool:
    """Whether it has a type and can be written down: JSON can carry half a character."""
    try:
        json.dumps(event, ensure_ascii=False).encode()
    except (UnicodeEncodeError, ValueError, TypeError):
        return False
    return isinstance(event.get("type"), str)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {key: morsel.value for key, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
