"""Trouble with the database, or with what lies in it: told in words, and nothing is lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from overblik.domain.conference import FIRST, Card, Conference
from overblik.language import UserError
from overblik.state.saves import Damaged, Newer, Saved, SaveError
from overblik.state.state import VERSION, State
from overblik.state.store import Store, Unavailable, database_file, set_aside_damaged
from tests.state.worlds import CASE


def to_rund_op(saved: Saved) -> State:
    return saved.state.model_copy(update={"reading": "rund_op"})


@contextmanager
def raw(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def row(database: Path) -> tuple[object, ...]:
    with raw(database) as connection:
        return connection.execute("select * from forloeb").fetchone()


SPOILT: list[tuple[str, dict[str, object], type[SaveError]]] = [
    ("a newer form", {"version": VERSION + 1}, Newer),
    ("a newer form of the case too", {"version": VERSION + 1, "case_text": "{}"}, Newer),
    ("a state cut off", {"state_text": '{"started": "2026'}, Damaged),
    ("no state", {"state_text": ""}, Damaged),
    ("a state of something else", {"state_text": "[1, 2]"}, Damaged),
    ("a case cut off", {"case_text": '{"id": "C0'}, Damaged),
    ("a case of something else", {"case_text": "{}"}, Damaged),
    (
        "a variant the case has not got",
        {"state_text": '{"variant": "Z", "started": "2026-01-01", "reading": "dsam"}'},
        Damaged,
    ),
]


@pytest.mark.parametrize(
    ("spoil", "error"), [one[1:] for one in SPOILT], ids=[what for what, *_ in SPOILT]
)
def test_a_save_that_cannot_be_used_stays_byte_for_byte(
    store: Store, database: Path, spoil: dict[str, object], error: type[SaveError]
):
    made = store.create(CASE, None, "anna")
    with raw(database) as connection:
        for column, value in spoil.items():
            connection.execute(f"update forloeb set {column} = ?", (value,))
    before = row(database)
    with pytest.raises(error):
        store.read(made.id)
    with pytest.raises(error):
        store.change(made.id, to_rund_op)
    told = store.in_progress("anna")
    data = store.export(made.id)
    assert row(database) == before
    assert [one.id for one in told] == [made.id], "it is still listed, so that somebody sees it"
    assert json.loads(data), "and can be taken out as a file"


def test_one_damaged_save_does_not_hide_the_others(store: Store, database: Path):
    bad, good = (store.create(CASE, None, "anna") for _ in range(2))
    with raw(database) as connection:
        connection.execute("update forloeb set case_text = '{' where id = ?", (bad.id,))
    listed = {one.id: one.title for one in store.in_progress("anna")}
    assert listed == {bad.id: None, good.id: CASE.title}
    assert store.read(good.id) == good


def impatient(store: Store) -> None:
    """Wait for nobody: the tests have no five seconds."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout = 0")


def test_a_locked_database_is_told_and_nothing_is_lost(store: Store, database: Path):
    made = store.create(CASE, None, "anna")
    impatient(store)
    with raw(database) as another:
        another.execute("begin immediate")
        with pytest.raises(Unavailable) as told:
            store.change(made.id, to_rund_op)
        assert store.read(made.id) == made, "reading goes on meanwhile"
        another.execute("rollback")
    assert "Prøv igen" in told.value.message.text("da")
    assert store.change(made.id, to_rund_op).revision == 2


def test_a_full_disk_is_told_and_nothing_is_lost(store: Store):
    made = store.create(CASE, None, "anna")

    def writing(saved: Saved) -> State:
        card = Card.model_construct(texts={"question": "x" * 100_000})
        written = Conference.model_construct(id=FIRST, card=card)
        return saved.state.model_copy(update={"conferences": (written,)})

    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")
    with pytest.raises(Unavailable) as told:
        store.change(made.id, writing)
    assert "disken er fuld" in told.value.message.text("da")
    assert store.read(made.id) == made
    with store._engine.connect() as connection:
        connection.exec_driver_sql("pragma max_page_count = 100000")
    assert (
        store.change(made.id, writing).state.conferences[0].card.text("question") == "x" * 100_000
    )


def test_a_table_that_is_gone_is_told(store: Store, database: Path):
    made = store.create(CASE, None, "anna")
    with raw(database) as connection:
        connection.execute("drop table forloeb")
    for attempt in (
        lambda: store.read(made.id),
        lambda: store.create(CASE, None, "anna"),
        lambda: store.in_progress("anna"),
        lambda: store.revision(made.id),
    ):
        with pytest.raises(Unavailable):
            attempt()


@pytest.mark.parametrize(
    "url",
    ["postgresql://ingen@127.0.0.1:1/intet", "ikke en adresse", "oracle://ingen/intet"],
    ids=["nobody listens", "no address", "a system we have no driver for"],
)
def test_a_database_that_cannot_be_reached_is_told(url: str):
    with pytest.raises(UserError):
        Store.open(url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "optaget").write_text("en fil, hvor mappen skulle være", encoding="utf-8")
    with pytest.raises(UserError):
        Store.open(f"sqlite:///{tmp_path / 'optaget' / 'overblik.sqlite3'}")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("OVERBLIK_DATABASE", raising=False)
    monkeypatch.setenv("OVERBLIK_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_file_that_is_no_database_is_put_aside_whole(own_folder: Path):
    garbage = b"det her er ingen database" * 500
    database_file().write_bytes(garbage)
    aside = set_aside_damaged()
    assert aside is not None
    assert aside.read_bytes() == garbage
    assert aside.parent == own_folder
    assert not database_file().exists()
    store = Store.open()
    assert store.create(CASE, None, "anna").revision == 1
    store.close()


def test_a_database_spoilt_in_the_middle_is_put_aside(own_folder: Path):
    store = Store.open()
    for _ in range(20):
        store.create(CASE, None, "anna")
    store.close()
    whole = database_file().read_bytes()
    database_file().write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    assert set_aside_damaged() is not None
    assert not database_file().exists()


def test_before_that_the_store_says_so_instead_of_crashing(own_folder: Path):
    database_file().write_bytes(b"ikke en database" * 500)
    with pytest.raises(Unavailable):
        Store.open()


def test_a_sound_database_stays_where_it_is(own_folder: Path):
    assert set_aside_damaged() is None, "there is none yet"
    store = Store.open()
    made = store.create(CASE, None, "anna")
    assert set_aside_damaged() is None, "also while somebody uses it"
    assert store.read(made.id) == made
    store.close()
    assert set_aside_damaged() is None


def test_a_database_somebody_named_is_never_moved(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    database_file().write_bytes(b"ikke en database" * 500)
    monkeypatch.setenv("OVERBLIK_DATABASE", f"sqlite:///{database_file()}")
    assert set_aside_damaged() is None
    assert database_file().exists()
