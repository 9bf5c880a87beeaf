"""What the tests of the apps share: a database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from overblik.state.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    one = Store.open(f"sqlite:///{tmp_path / 'overblik.sqlite3'}")
    yield one
    one.close()
