"""What the tests of state share: a database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from overblik.state.store import Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the database file lies."""
    return tmp_path / "overblik.sqlite3"


@pytest.fixture
def url(database: Path) -> str:
    """The database's address."""
    return f"sqlite:///{database}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    one = Store.open(url)
    yield one
    one.close()
