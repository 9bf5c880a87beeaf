"""The notebooks run in our kernel, as JupyterLab runs them, and give one widget."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from overblik.paths import jupyter_dir, notebooks_dir

NOTEBOOKS = sorted(notebooks_dir().glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_the_choice_of_patient(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in [name for name in os.environ if name.startswith("OVERBLIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OVERBLIK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PATH", str(jupyter_dir()))
    monkeypatch.setenv("PYTHONPATH", str(jupyter_dir().parents[2]))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name=notebook.metadata.kernelspec.name,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    (output,) = notebook.cells[1].outputs
    assert WIDGET in output.data
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    page = state[output.data[WIDGET]["model_id"]]["state"]
    assert "Birgit" in page["html"]
    assert page["head"]["served"] is False
    assert (tmp_path / "overblik.sqlite3").is_file(), "the work is kept in the user's own folder"
    nbformat.validate(notebook)
