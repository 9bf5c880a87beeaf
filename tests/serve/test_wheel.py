"""The wheel carries all that a checkout does, and the files agree with each other."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.server import REPO


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a freshly built wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=REPO,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "ending",
    [
        "overblik/serve/app.py",
        "overblik/ui/static/page.js",
        "overblik/ui/static/overblik.css",
        "overblik/ui/static/vendor/idiomorph.LICENSE.txt",
        "overblik/ui/static/vendor/vega.min.js",
        "overblik/ui/static/vendor/vega.LICENSE.txt",
        "overblik/ui/static/charts/labs.json",
        "overblik/charts/drawings.py",
        "overblik/ui/templates/base.html",
        "overblik/documents/typst/patient.typ",
        "overblik/locale/en/LC_MESSAGES/overblik.mo",
        "overblik/share/jupyter/voila/templates/overblik/index.html.j2",
        "data/share/jupyter/voila/templates/overblik/index.html.j2",
        "data/share/jupyter/kernels/overblik/kernel.json",
        "data/share/overblik/notebooks/stratificering.ipynb",
        "data/share/overblik/data/cases/C01.yaml",
        "data/share/overblik/voila.json",
    ],
)
def test_the_wheel_holds(names: set[str], ending: str):
    assert any(name.endswith(ending) for name in names)


@pytest.mark.parametrize("path", sorted((REPO / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_are_doors_not_rooms(path: Path):
    notebook = json.loads(path.read_text("utf-8"))
    title, code = notebook["cells"]
    assert title["cell_type"] == "markdown"
    assert len("".join(code["source"]).splitlines()) <= 3
    assert code["outputs"] == []
    assert notebook["metadata"]["kernelspec"]["name"] == "overblik"
    assert notebook["metadata"]["title"]


def test_the_lock_names_no_place():
    lock = (REPO / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index" not in [line.split("=")[0].strip("- ") for line in lock.splitlines()]
    assert all("--hash=" in part for part in lock.replace("\\\n", "").split("\n") if "==" in part)
