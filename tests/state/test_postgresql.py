"""The same store on PostgreSQL, where several teachers share a database.

Runs when a PostgreSQL server is installed: it starts one of its own on a socket in a new folder
and stops it again. Nothing listens on the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from overblik.domain.conference import FIRST, Card, Conference
from overblik.state.saves import NotFound, Saved
from overblik.state.state import State
from overblik.state.store import Store, Unavailable
from tests.state.worlds import CASE

pwd = pytest.importorskip("pwd", reason="PostgreSQL's tests run on Unix only")


def tool(name: str) -> str | None:
    """The newest server program on this machine."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *map(str, homes)]))


def somebody_else() -> str | None:
    """Whom to run the server as: it refuses root. None means oneself."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody", "daemon") if name in known), None)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server of our own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgresql)")
    if not (tool("initdb") and tool("pg_ctl") and tool("postgres")):
        pytest.skip("no PostgreSQL server is installed here")
    if os.geteuid() == 0 and somebody_else() is None:
        pytest.skip("PostgreSQL does not run as root and there is nobody else here")
    # Not pytest's own folder: that is closed to anybody but root. And a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        home, user = Path(folder), somebody_else()
        if user is not None:
            shutil.chown(home, user)

        def run(name: str, *arguments: str) -> None:
            found = tool(name)
            assert found is not None
            subprocess.run(
                [found, *arguments],
                user=user,
                cwd=home,
                check=True,
                timeout=60,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home)},
            )

        data = str(home / "data")
        run("initdb", "-D", data, "-U", "overblik", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(home / "log"), "start")
        try:
            yield f"postgresql://overblik@/postgres?host={home}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("OVERBLIK_DATABASE", server)
    one = Store.open()
    yield one
    one.close()


def adding(id: str):
    def step(saved: Saved) -> State:
        plan = (*saved.state.plan, saved.state.plan[0].model_copy(update={"id": id}))
        return saved.state.model_copy(update={"plan": plan})

    return step


def reading(saved: Saved) -> State:
    return saved.state.model_copy(update={"reading": "rund_op"})


def test_a_forloeb_is_made_read_and_changed(store: Store):
    made = store.create(CASE, "B", "anna")
    assert store.read(made.id) == made
    changed = store.change(made.id, reading)
    assert store.read(made.id) == changed
    assert store.revision(made.id) == 2
    assert made.id in {one.id for one in store.in_progress("anna")}
    assert store.import_(store.export(made.id), "bo").state == changed.state


def test_an_id_nobody_has_is_told(store: Store):
    with pytest.raises(NotFound):
        store.read("a" * 24)
    assert store.revision("a" * 24) is None


def test_it_opens_again_on_tables_that_are_there(store: Store, server: str):
    made = store.create(CASE, None, "anna")
    again = Store.open(server)
    assert again.read(made.id) == made
    again.close()


def test_two_kernels_writing_at_once_lose_nothing(store: Store, server: str):
    from overblik.domain.plan import PlanItem

    def first(saved: Saved) -> State:
        return saved.state.model_copy(update={"plan": (PlanItem(id="first", text="x"),)})

    id = store.create(CASE, None, "anna").id
    store.change(id, first)
    other = Store.open(server)
    failed: list[Exception] = []

    def writing(mine: Store, name: str) -> None:
        try:
            for at in range(20):
                mine.change(id, adding(f"{name}{at}"))
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
    other.close()
    assert failed == []
    assert len(store.read(id).state.plan) == 41
    assert store.revision(id) == 42


def test_text_of_every_kind_comes_back_as_it_was(store: Store):
    made = store.create(CASE, None, "anna")
    words = "æøå – »citat« 👩‍⚕️ \\ ' \" %s\n\t" + "x" * 9_000

    def writing(saved: Saved) -> State:
        written = Conference(id=FIRST, card=Card(texts={"question": words}))
        return saved.state.model_copy(update={"conferences": (written,)})

    store.change(made.id, writing)
    assert store.read(made.id).state.conferences[0].card.text("question") == words


def test_a_character_the_database_cannot_hold_is_told(store: Store):
    made = store.create(CASE, None, "anna")
    with pytest.raises((NotFound, Unavailable)):
        store.read("a\x00b")
    assert store.read(made.id) == made
