"""The kernel-less addresses: front page, new, open, download, language, static files."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from tornado.web import HTTPError

from overblik.language import LANGUAGES, Message
from overblik.serve.base import LANGUAGE_COOKIE, YEAR, Handler, Problem
from overblik.serve.notebook import begin, status_of
from overblik.state.saves import SaveError
from overblik.ui.assets import assets
from overblik.ui.chrome import APPS
from overblik.ui.front import front_page

KEPT = YEAR * 24 * 3600
"""Seconds that a browser may keep a file of a known version."""


class Front(Handler):
    """``GET /``: the cases, and this browser's work in progress."""

    def get(self) -> None:
        self.finish(front_page(self.language, None, self.store.in_progress(self.owner())))


class NewForloeb(Handler):
    """``POST /forloeb`` with case, variant and app: begin, then go to the app."""

    def post(self) -> None:
        self.require_same_origin()
        app = self.get_body_argument("app", "")
        if app not in APPS:
            raise Problem(HTTPStatus.BAD_REQUEST, Message("Vælg først en app på forsiden."))
        case = self.get_body_argument("case", "")
        variant = self.get_body_argument("variant", "")
        self.redirect(begin(self, app, case, variant), status=HTTPStatus.SEE_OTHER)


class Import(Handler):
    """``POST /aabn`` with a saved forløb as a file: open it in the app."""

    def post(self) -> None:
        self.require_same_origin()
        app = self.get_body_argument("app", "")
        files = [file for group in self.request.files.values() for file in group]
        if app not in APPS or not files:
            self._again(app, Message("Vælg først en fil med et gemt forløb."))
        else:
            try:
                saved = self.store.import_(files[0]["body"], self.owner())
            except SaveError as error:
                self._again(app, error.message)
            else:
                self.redirect(f"{self.at(app)}?forloeb={saved.id}", status=HTTPStatus.SEE_OTHER)

    def _again(self, app: str, message: Message) -> None:
        """The page the form stands on, with what is wrong."""
        self.set_status(HTTPStatus.BAD_REQUEST)
        self.finish(
            front_page(
                self.language,
                app if app in APPS else None,
                self.store.in_progress(self.owner()),
                message,
            )
        )


class Export(Handler):
    """``GET /forloeb/<id>.json``: the forløb as a file."""

    def get(self, id: str) -> None:
        try:
            file = self.store.export(id)
        except SaveError as error:
            raise Problem(status_of(error), error.message) from error
        self.set_header("Content-Type", "application/json")
        self.set_header("Content-Disposition", f'attachment; filename="overblik-{id[:8]}.json"')
        self.set_header("Cache-Control", "no-store")
        self.finish(file)


class LanguageChoice(Handler):
    """``POST /sprog`` with til and tilbage: remember the language and go back."""

    def post(self) -> None:
        self.require_same_origin()
        chosen = self.get_body_argument("til", "")
        if chosen not in LANGUAGES:
            raise Problem(
                HTTPStatus.BAD_REQUEST,
                Message("Overblik findes på dansk (da) og engelsk (en)."),
            )
        self.set_cookie(LANGUAGE_COOKIE, chosen, samesite="Lax", expires_days=YEAR)
        self.redirect(
            _local(self.get_body_argument("tilbage", "/")) or self.at("/"),
            status=HTTPStatus.SEE_OTHER,
        )


class ToFront(Handler):
    """Voilà's list of notebooks: our front page is the better one."""

    def get(self) -> None:
        self.redirect(self.at("/"))


class NothingHere(Handler):
    """Every other address."""

    def prepare(self) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)


class Static(Handler):
    """``/static/…``: script and stylesheet. Named with their version they may be kept for good."""

    def get(self, name: str) -> None:
        asset = assets().get(name)
        if asset is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.set_header("Content-Type", f"{asset.mime}; charset=utf-8")
        kept = self.get_query_argument("v", "") == asset.version
        self.set_header(
            "Cache-Control", f"public, max-age={KEPT}, immutable" if kept else "no-cache"
        )
        self.finish(asset.text)


def _local(path: str) -> str:
    """The path when it stays on this server, else nothing.

    Backslashes and control characters go: browsers read ``/\\evil`` as ``//evil``.
    """
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//"):
        return ""
    return "" if "\\" in path or any(ord(char) < 33 for char in path) else path
