"""Whatever a file or a row of the database holds: a forløb that can be used, or words, and never
less than there was before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overblik.language import LANGUAGES
from overblik.state.saves import DamagedFile, Private, Saved, SaveError
from overblik.state.state import VERSION
from overblik.state.store import Store
from tests.apps.pages import APPS, OWNER, begun, opened
from tests.hostile.mutations import Path_, at, mutated, paths, replaced, texts, values
from tests.support.examples import examples

KEPT = sorted(Path(__file__).with_name("saves").glob("v*.json"))
"""One real save of every form there has been: nobody's work may become unreadable."""
SAVES: list[Any] = [json.loads(path.read_bytes()) for path in KEPT]


@dataclass
class Shelf:
    """A store, and a look behind it."""

    store: Store
    database: Path

    def sql(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.text_factory = bytes
            return connection.execute(query, parameters).fetchall()

    def rows(self) -> list[tuple[object, ...]]:
        return self.sql("select * from forloeb order by rowid")

    def emptied(self) -> str:
        """Leave nothing but a new forløb, and return its id."""
        self.sql("delete from forloeb")
        return begun(self.store)

    def brought(self, document: object) -> Saved | None:
        """Open a file: one row more, or words and not a byte otherwise."""
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        before = self.rows()
        saved = _or_words(lambda: self.store.import_(data, OWNER))
        assert self.rows()[: len(before)] == before
        assert len(self.rows()) == len(before) + (saved is not None)
        assert saved is None or self.store.read(saved.id) == saved
        return saved


def _or_words(attempt: Callable[[], Saved]) -> Saved | None:
    """What comes of it, or nothing but words for people."""
    try:
        return attempt()
    except SaveError as error:
        said = [error.message.text(language) for language in LANGUAGES]
    assert all(text.isprintable() and len(text) > 20 for text in said)
    return None


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    database = tmp_path_factory.mktemp("saves") / "overblik.sqlite3"
    with closing(Store.open(f"sqlite:///{database}")) as store:
        yield Shelf(store, database)


def test_every_form_is_here_and_opens(shelf: Shelf):
    assert [one["version"] for one in SAVES] == list(range(1, VERSION + 1))
    for one in SAVES:
        assert shelf.brought(one)


@examples(100)
@given(st.binary(max_size=300) | values)
def test_what_is_no_save_is_refused(shelf: Shelf, document: object):
    assert shelf.brought(document) is None


@examples(40)
@given(mutated(SAVES) | mutated(SAVES, ["say"]))
def test_what_is_let_in_stands_on_every_page_and_goes_out_again(shelf: Shelf, document: Any):
    shelf.emptied()
    saved = shelf.brought(document)
    if saved is None:
        return
    again = shelf.store.import_(shelf.store.export(saved.id), OWNER)
    assert (again.case, again.state) == (saved.case, saved.state)
    for app in APPS:
        for language in LANGUAGES:
            reply = opened(shelf.store, app, saved.id, language).reply()
            assert reply.head["forloeb"] == saved.id
            assert reply.html.encode()


WORDS = [
    path
    for path in paths(SAVES[-1])
    if path[0] in ("case", "state") and isinstance(at(SAVES[-1], path), str)
]


@examples(50)
@given(
    st.sampled_from(WORDS),
    texts.filter(lambda text: not text[-1:].isalnum()),
    st.sampled_from(["020160-9995", "0201609995", "\x00", "\x1b[2J", "\r", "\x9b", "\ud83d"]),
)
def test_what_no_text_may_hold_is_refused_wherever_it_stands(
    shelf: Shelf, path: Path_, before: str, forbidden: str
):
    file = json.dumps(replaced(SAVES[-1], path, before + forbidden)).encode()
    with pytest.raises(Private if forbidden.isprintable() else (Private, DamagedFile)):
        shelf.store.import_(file, OWNER)


@pytest.mark.parametrize("path", [("state", "ratings", "020160-9995"), ("state", "0201609995")])
def test_a_cpr_number_is_no_name_either(shelf: Shelf, path: Path_):
    with pytest.raises(Private):
        shelf.store.import_(json.dumps(replaced(SAVES[-1], path, {})).encode(), OWNER)


cells = st.one_of(
    st.binary(max_size=30),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.sampled_from(["[" * 2000 + "]" * 2000, '{"a":' * 900 + "1" + "}" * 900, '"\\ud800"']),
    mutated(SAVES).map(lambda document: json.dumps(document.get("state"))),
    mutated(SAVES).map(lambda document: json.dumps(document.get("case"))),
)
COLUMNS = ("version", "revision", "case_text", "state_text", "created", "updated")


@examples(40)
@given(st.sampled_from(COLUMNS), st.sampled_from(["?", "cast(? as text)"]), cells)
@example("updated", "?", "")
@example("updated", "?", "0001-01-01T00:00:00")
@example("case_text", "cast(? as text)", b"\xff\xfe")
@example("revision", "?", 2**63 - 1)
def test_a_damaged_row_is_told_and_hurts_no_other(
    shelf: Shelf, column: str, value: str, cell: object
):
    good, bad = shelf.emptied(), begun(shelf.store)
    shelf.sql(f"update forloeb set {column} = {value} where id = ?", cell, bad)
    before = shelf.rows()
    _or_words(lambda: shelf.store.read(bad))
    assert json.loads(shelf.store.export(bad)), "it can be taken out as a file"
    assert {one.id for one in shelf.store.in_progress(OWNER)} == {good, bad}
    for app in APPS:
        assert opened(shelf.store, app, bad).reply().html.encode()
    assert shelf.rows() == before
    assert shelf.store.read(good).revision == 1
