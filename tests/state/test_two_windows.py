"""Two windows on one forløb: each change builds on the newest state, so none is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from overblik.state.events import EVENT
from overblik.state.saves import Saved
from overblik.state.state import State
from overblik.state.store import Store
from overblik.state.update import update
from tests.state.worlds import CASE, WORLD, Raw


@pytest.fixture
def other(url: str, store: Store) -> Iterator[Store]:
    """Another kernel's store on the same file."""
    one = Store.open(url)
    yield one
    one.close()


def send(store: Store, id: str, raw: Raw) -> Saved:
    def step(newest: Saved) -> State:
        return update(newest.state, EVENT.validate_python(raw), WORLD)

    return store.change(id, step)


def test_changes_of_different_fields_are_both_kept(store: Store, other: Store):
    id = store.create(CASE, None, "anna").id
    send(store, id, {"type": "rate", "domain": "mental", "value": 2})
    send(other, id, {"type": "rate", "domain": "network", "value": 1})
    assert store.read(id).state.answers == {"mental": 2, "network": 1}
    assert store.read(id) == other.read(id)


def test_in_one_field_the_later_change_holds(store: Store, other: Store):
    id = store.create(CASE, None, "anna").id
    send(store, id, {"type": "rate", "domain": "mental", "value": 2})
    send(other, id, {"type": "rate", "domain": "mental", "value": 0})
    assert store.read(id).state.answers == {"mental": 0}
    assert store.revision(id) == 3


def test_a_window_sees_by_the_revision_that_something_is_new(store: Store, other: Store):
    mine = store.create(CASE, None, "anna")
    send(other, mine.id, {"type": "reading", "value": "rund_op"})
    assert store.revision(mine.id) == mine.revision + 1


def test_two_kernels_writing_at_once_lose_nothing(store: Store, other: Store):
    """Sixty lines from two threads, each on a store of its own, interleaved by chance."""
    id = store.create(CASE, None, "anna").id
    failed: list[Exception] = []

    def writing(mine: Store, name: str) -> None:
        try:
            for at in range(30):
                send(mine, id, {"type": "item_add", "id": f"{name}{at}"})
        except Exception as error:
            failed.append(error)

    threads = [
        threading.Thread(target=writing, args=(mine, name))
        for mine, name in ((store, "a"), (other, "b"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    written = {one.id for one in store.read(id).state.plan}
    assert written == {f"{name}{at}" for name in "ab" for at in range(30)}
    assert store.revision(id) == 61


def test_one_store_serves_several_threads(store: Store):
    """The server's handlers run beside each other."""
    ids: list[str] = []

    def making() -> None:
        ids.extend(store.create(CASE, None, "anna").id for _ in range(5))

    threads = [threading.Thread(target=making) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(ids)) == 20
    assert len(store.in_progress("anna")) == 20
