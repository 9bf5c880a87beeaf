"""The store: forløb under unguessable ids, read and changed whole, in SQLite with WAL."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from overblik.knowledge import library
from overblik.state.saves import NotFound, Saved
from overblik.state.state import State
from overblik.state.store import LISTED, Store, database_file
from tests.state.worlds import CASE

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{22,64}")


def to_rund_op(saved: Saved) -> State:
    return saved.state.model_copy(update={"reading": "rund_op"})


def test_a_new_forloeb_can_be_read(store: Store):
    made = store.create(CASE, "B", "anna")
    assert made.revision == 1
    assert made.case == CASE
    assert made.state.variant == "B"
    assert store.read(made.id) == made


def test_without_a_variant_it_is_the_cases_first(store: Store):
    assert store.create(CASE, None, "anna").state.variant == "A"


def test_a_variant_the_case_has_not_got_makes_nothing(store: Store):
    with pytest.raises(KeyError):
        store.create(CASE, "C", "anna")
    assert store.in_progress("anna") == []


def test_ids_are_unguessable_and_unique(store: Store):
    ids = [store.create(CASE, None, "anna").id for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(WELL_FORMED.fullmatch(id) for id in ids)
    assert len({id[:4] for id in ids}) > 45, "nothing they share"


@pytest.mark.parametrize("id", ["", "nope", "a" * 24, "'; drop table forloeb; --", "æ" * 24])
def test_an_id_nobody_has_is_told(store: Store, id: str):
    with pytest.raises(NotFound) as told:
        store.read(id)
    assert "forsiden" in told.value.message.text("da")
    with pytest.raises(NotFound):
        store.change(id, to_rund_op)
    with pytest.raises(NotFound):
        store.export(id)
    assert store.revision(id) is None


def test_a_change_is_saved_and_counted(store: Store):
    made = store.create(CASE, None, "anna")
    changed = store.change(made.id, to_rund_op)
    assert (changed.revision, changed.state.reading) == (2, "rund_op")
    assert store.read(made.id) == changed
    assert store.revision(made.id) == 2
    assert changed.case == made.case


def test_a_change_that_changes_nothing_is_no_revision(store: Store):
    made = store.create(CASE, None, "anna")
    assert store.change(made.id, lambda saved: saved.state) == made
    assert store.revision(made.id) == 1


def test_a_step_that_fails_leaves_all_as_it_was(store: Store):
    def failing(saved: Saved) -> State:
        raise RuntimeError("no")

    made = store.create(CASE, None, "anna")
    with pytest.raises(RuntimeError):
        store.change(made.id, failing)
    assert store.read(made.id) == made
    assert store.change(made.id, to_rund_op).revision == 2, "and the next change goes through"


def test_work_in_progress_is_the_owners_own_newest_first(store: Store):
    first, second = (store.create(CASE, None, "anna") for _ in range(2))
    store.create(CASE, None, "bo")
    assert {one.id for one in store.in_progress("anna")} == {first.id, second.id}
    store.change(first.id, to_rund_op)
    newest = store.in_progress("anna")[0]
    assert newest.name == "Vera"
    assert newest.age == 50
    assert newest.case_id == "T01"
    assert newest.title == CASE.title
    assert store.in_progress("ingen") == []


def test_a_change_moves_a_forloeb_to_the_front(store: Store, database: Path):
    old = store.create(CASE, None, "anna")
    store.create(CASE, None, "anna")
    with sqlite3.connect(database) as raw:  # as if a day had passed
        raw.execute("update forloeb set updated = '2026-01-01T00:00:00.000+00:00'")
    raw.close()
    store.change(old.id, to_rund_op)
    assert store.in_progress("anna")[0].id == old.id


def test_the_list_has_an_end(store: Store):
    for _ in range(LISTED + 2):
        store.create(CASE, None, "anna")
    assert len(store.in_progress("anna")) == LISTED


def test_the_time_of_saving_is_local_and_now(store: Store):
    saved = store.create(CASE, None, "anna").saved_at
    assert saved.tzinfo is not None
    assert abs(datetime.now(UTC) - saved) < timedelta(minutes=1)


def test_every_library_case_and_variant_survives_the_store(store: Store):
    for case in library().cases.values():
        for variant in [one.id for one in case.variants] or [None]:
            made = store.create(case, variant, "anna")
            assert store.read(made.id).case == case


def test_sqlite_writes_ahead(store: Store, database: Path):
    raw = sqlite3.connect(database)
    assert raw.execute("pragma journal_mode").fetchone() == ("wal",)
    raw.close()


def test_what_was_saved_is_there_after_the_program_ends(url: str):
    first = Store.open(url)
    made = first.create(CASE, None, "anna")
    first.close()
    again = Store.open(url)
    assert again.read(made.id) == made
    again.close()


def test_the_database_is_in_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OVERBLIK_DATABASE", raising=False)
    monkeypatch.setenv("OVERBLIK_DATA_DIR", str(tmp_path / "ny" / "mappe"))
    store = Store.open()
    store.create(CASE, None, "anna")
    store.close()
    assert database_file() == tmp_path / "ny" / "mappe" / "overblik.sqlite3"
    assert database_file().is_file()


def test_another_database_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OVERBLIK_DATA_DIR", str(tmp_path / "mappe"))
    monkeypatch.setenv("OVERBLIK_DATABASE", f"sqlite:///{tmp_path / 'andet.db'}")
    store = Store.open()
    store.create(CASE, None, "anna")
    store.close()
    assert (tmp_path / "andet.db").is_file()
    assert not (tmp_path / "mappe").exists()
