"""What every handler shares: headers, error pages, the reader's language and own token."""

from __future__ import annotations

import re
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from overblik.knowledge.tables import TableError
from overblik.language import Language, Message, UserError, language
from overblik.serve.kernels import Kernels
from overblik.state.store import Store
from overblik.ui.frame import problem_page

LANGUAGE_COOKIE = "overblik_sprog"
OWNER_COOKIE = "overblik_ejer"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{22,64}")
YEAR = 365  # days

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
"""Our own pages run nothing but our own files. Notebooks shown by Voilà's script need the wider
policy of voila.json."""

_MESSAGES = {
    400: Message("Det kunne ikke læses. Gå tilbage, og prøv igen."),
    403: Message("Det er der ikke adgang til herfra. Åbn siden fra forsiden."),
    404: Message("Siden findes ikke. Tjek adressen, eller begynd fra forsiden."),
    405: Message("Sådan kan adressen ikke bruges. Begynd fra forsiden."),
}
_OTHER = Message("Noget gik galt på serveren. Prøv igen, eller kontakt underviseren.")


class Problem(HTTPError):
    """Stops a request with a page that tells the user what happened and what to do."""

    def __init__(self, status: int, message: Message) -> None:
        super().__init__(status)
        self.message = message


class Everywhere(RequestHandler):
    """Mixed into every handler, Voilà's own included: safe headers and our error pages."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        for name, value in self.settings.get("headers", {}).items():
            if name not in self._headers:  # an API may already have chosen a stricter policy
                self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        if isinstance(self, APIHandler | WebSocketHandler):
            super().write_error(status_code, **kwargs)
            return
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, Problem | UserError):
            told = error.message
        elif isinstance(error, TableError):  # somebody is editing data/: which file, which line
            told = Message("Data kan ikke læses: {error}", error=error)
        else:
            told = _MESSAGES.get(status_code, _OTHER)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(problem_page(language_of(self), status_code, told))


class Handler(RequestHandler):
    """The ground for our own handlers."""

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", POLICY)

    @property
    def store(self) -> Store:
        return self.settings["overblik_store"]

    @property
    def kernels(self) -> Kernels:
        return self.settings["overblik_kernels"]

    @property
    def language(self) -> Language:
        return language_of(self)

    def owner(self) -> str:
        """The random token that says whose work this browser may list; made at first need."""
        token = self.get_cookie(OWNER_COOKIE) or ""
        if not WELL_FORMED.fullmatch(token):
            token = secrets.token_urlsafe(24)
            self.set_cookie(OWNER_COOKIE, token, httponly=True, samesite="Lax", expires_days=YEAR)
        return token

    def require_same_origin(self) -> None:
        """Refuse a form or beacon that another site's page sent (Voilà's XSRF cookie is off)."""
        site = self.request.headers.get("Sec-Fetch-Site")
        origin = self.request.headers.get("Origin")
        if site is not None:
            own = site in ("same-origin", "none")
        else:  # an older browser, or no browser at all
            own = origin is None or urlsplit(origin).netloc == self.request.host
        if not own:
            raise Problem(HTTPStatus.FORBIDDEN, _MESSAGES[403])

    def at(self, path: str) -> str:
        """A path below the server's own address."""
        return url_path_join(self.settings["base_url"], path)


def language_of(handler: RequestHandler) -> Language:
    """The reader's language from the cookie; Danish without one."""
    return language(handler.get_cookie(LANGUAGE_COOKIE))


def everywhere(route: Any) -> Any:
    """A route whose handler has `Everywhere` mixed in."""
    pattern, handler, *arguments = route
    if not issubclass(handler, Everywhere):
        handler = type(handler.__name__, (Everywhere, handler), {"__module__": handler.__module__})
    return (pattern, handler, *arguments)
