"""The papers' addresses: ``/papirer/<forløb>/<paper>.pdf`` and ``.txt``, made when asked for.
The conference card is ``konferencekort``, of the conference that ``?kort=`` names.

A paper is made in a thread, so that the room does not wait, and from what is saved at that moment.
What is saved is read again when it is done: a no that came meanwhile holds.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from http import HTTPStatus

from tornado.ioloop import IOLoop

from overblik.apps.conference_papers import CARD, card_file
from overblik.apps.papers import (
    Changed,
    Form,
    NoPaper,
    NotAllowed,
    PaperFile,
    form_of,
    paper,
)
from overblik.knowledge import library
from overblik.language import Language, UserError, language
from overblik.serve.base import Handler, Problem
from overblik.serve.notebook import read

_STATUS: dict[type[UserError], HTTPStatus] = {
    NoPaper: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Changed: HTTPStatus.CONFLICT,
}


class Papers(Handler):
    """``GET``; ``?sprog=`` da or en, ``?stor=1`` large type, ``?hent=1`` to download."""

    async def get(self, id: str, name: str, ending: str) -> None:
        loop = IOLoop.current()
        form, reader = form_of(ending), self._reader()
        if name == CARD:
            card = self.get_query_argument("kort", "")
            make = partial(self._card, id, card, form, reader)
        else:
            large = self.get_query_argument("stor", "")
            make = partial(self._made, id, name, form, reader, large)
        try:
            made = await loop.run_in_executor(None, make)
        except (NoPaper, NotAllowed, Changed) as error:
            raise Problem(_STATUS[type(error)], error.message) from error
        how = "attachment" if self.get_query_argument("hent", "") else "inline"
        charset = "; charset=utf-8" if made.mime.startswith("text/") else ""
        self.set_header("Content-Type", made.mime + charset)
        self.set_header("Content-Disposition", f'{how}; filename="{made.name}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(made.data)

    head = get  # Tornado leaves the body out

    def _reader(self) -> Language:
        asked = self.get_query_argument("sprog", "")
        return language(asked) if asked else self.language

    def _made(self, id: str, name: str, form: Form, reader: Language, large: str) -> PaperFile:
        saved = partial(read, self.store, id)
        return paper(saved, library(), reader, name, date.today(), form=form, large=bool(large))

    def _card(self, id: str, conference: str, form: Form, reader: Language) -> PaperFile:
        saved = partial(read, self.store, id)
        return card_file(saved, library(), reader, conference, date.today(), form)
