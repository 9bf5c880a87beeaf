"""Notebooks are doors, not rooms: a title cell, and one code cell of at most three lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from overblik.paths import notebooks_dir
from overblik.ui.chrome import APPS

NOTEBOOKS = sorted(notebooks_dir().glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def test_there_is_one_for_each_app():
    assert {path.stem for path in NOTEBOOKS} == set(APPS)


@each
def test_it_has_a_title_and_one_short_code_cell(path: Path):
    title, code = cells(path)
    assert title["cell_type"] == "markdown"
    assert title["source"][0].startswith("# ")
    assert code["cell_type"] == "code"
    lines = [line for line in "".join(code["source"]).split("\n") if line.strip()]
    assert 1 <= len(lines) <= 3
    assert f'open_app("{path.stem}")' in lines[-1]


@each
def test_it_carries_no_results_and_no_counts(path: Path):
    for cell in cells(path):
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


@each
def test_it_names_our_kernel_and_the_apps_title(path: Path):
    metadata = json.loads(path.read_text("utf-8"))["metadata"]
    assert metadata["kernelspec"]["name"] == "overblik"
    assert metadata["title"] == APPS[path.stem].name.text("da")
    assert cells(path)[0]["source"][0].strip() == f"# {metadata['title']}"
