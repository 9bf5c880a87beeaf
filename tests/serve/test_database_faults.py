"""A database that does not take what is typed: told at the field, which keeps the words.

What the store itself does is in tests/state/test_trouble.py; here it is a page that meets it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.serve.steps import PATIENCE, Record, note_of, timed, write
from tests.support.apps import NOTE, kernel_id, open_case, wait_until_saved
from tests.support.server import Server, running

NOT_SAVED = "Det kunne ikke gemmes lige nu"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose database the tests may lay hands on."""
    with running(tmp_path_factory.mktemp("database")) as one:
        yield one


def database(server: Server) -> Path:
    return server.data_dir / "overblik.sqlite3"


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """Another program has the database for itself."""
    with closing(sqlite3.connect(database(server), isolation_level=None)) as another:
        another.execute("begin exclusive")
        yield
        another.execute("rollback")


@contextmanager
def full(kernel: psutil.Process) -> Iterator[None]:
    """No file of this process may grow: what a disk without room says, said to one process.

    A disk that is really full takes a file system of one's own, and that takes root.
    """
    before = kernel.rlimit(psutil.RLIMIT_FSIZE)
    kernel.rlimit(psutil.RLIMIT_FSIZE, (1, before[1]))
    yield
    kernel.rlimit(psutil.RLIMIT_FSIZE, before)


def damage(file: Path) -> None:
    """Spoil the table of tables, in a way that open connections come to see."""
    with closing(sqlite3.connect(file, isolation_level=None)) as another:
        another.execute("pragma writable_schema = on")
        another.execute("update sqlite_master set sql = 'vrøvl' where name = 'forloeb'")
        another.execute("pragma schema_version = 4711")


def expect_refused(page: Page, text: str) -> None:
    """The reader is told, at a page that can be used, and the words stand where they stood."""
    expect(page.get_by_text(NOT_SAVED).first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stale")).to_be_hidden()
    expect(page.locator(NOTE)).to_have_value(text)


def write_on(page: Page) -> None:
    """Press one more key in the note, and wait until all of it is saved."""
    page.locator(NOTE).press("End")
    page.locator(NOTE).press_sequentially(".")
    wait_until_saved(page)


def test_a_database_locked_for_a_moment_is_waited_for(page: Page, own: Server):
    id = open_case(page, own)
    with locked(own):
        write(page, "Skrevet imens")
        expect(page.get_by_test_id("working")).to_be_visible()
    wait_until_saved(page)
    expect(page.get_by_test_id("working")).to_be_hidden()
    expect(page.get_by_text(NOT_SAVED)).to_have_count(0)
    assert note_of(page, own, id) == "Skrevet imens"


def test_a_database_locked_for_long_is_told_and_taken_up_again(
    page: Page, own: Server, record_property: Record
):
    id = open_case(page, own)
    with locked(own):
        write(page, "Skrevet for låst dør")
        expect_refused(page, "Skrevet for låst dør")
    with timed(record_property):
        write_on(page)
    assert note_of(page, own, id) == "Skrevet for låst dør."
    expect(page.get_by_text(NOT_SAVED)).to_have_count(0)


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_FSIZE"), reason="limits of a process are Linux's")
def test_a_full_disk_is_told_and_room_is_used(page: Page, own: Server, record_property: Record):
    id = open_case(page, own)
    with full(own.kernels()[kernel_id(page)]):
        write(page, "Skrevet uden plads")
        expect_refused(page, "Skrevet uden plads")
    with timed(record_property):
        write_on(page)
    assert note_of(page, own, id) == "Skrevet uden plads."
    expect(page.get_by_text(NOT_SAVED)).to_have_count(0)


def test_a_database_damaged_under_us_is_told_and_the_words_stay(page: Page, tmp_path: Path):
    with running(tmp_path) as broken:
        open_case(page, broken)
        damage(database(broken))
        write(page, "Skrevet i ruinen")
        expect_refused(page, "Skrevet i ruinen")
        answer = page.request.get(broken.url)
        assert answer.status == 500
        assert "Traceback" not in answer.text()
