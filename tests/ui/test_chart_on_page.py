"""A chart on a page: question, picture, words and table; the table alone where none is drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overblik.state.store import Store
from tests.apps.pages import Seen, begun, look, opened

NAMES = ("ratings", "workload", "labs")


def page(folder: Path, case: str = "C01", *, served: bool = True) -> Seen:
    store = Store.open(f"sqlite:///{folder / 'overblik.sqlite3'}")
    seen = look(opened(store, "stratificering", begun(store, case), served=served))
    store.close()
    return seen


def pictures(seen: Seen) -> list[dict[str, str]]:
    return [one.attributes for one in seen.elements if one.tag == "overblik-chart"]


def folded(seen: Seen, name: str) -> bool:
    (table,) = seen.all(id=f"chart-{name}-table")
    return "open" not in table.attributes


def test_each_has_its_question_words_and_table(tmp_path: Path):
    seen = page(tmp_path)
    for name in NAMES:
        assert "?" in seen.one(f"chart-{name}").text
        assert seen.one(f"chart-table-{name}").text.strip()
        assert folded(seen, name)
    for picture in pictures(seen):
        assert json.loads(picture["data-chart"])
        assert picture["data-runtime"].startswith("static/vega.js?v=")


@pytest.mark.parametrize("name", NAMES)
def test_where_the_server_is_not_ours_the_table_stands_open(tmp_path: Path, name: str):
    seen = page(tmp_path, served=False)
    assert pictures(seen) == []
    assert not folded(seen, name)


def test_without_a_course_there_is_no_picture_and_the_table_stands_open(tmp_path: Path):
    seen = page(tmp_path, "C10")
    assert len(pictures(seen)) == 2
    assert not folded(seen, "labs")
    assert "Ingen måling har mere end ét svar med dato." in seen.one("chart-labs").text
