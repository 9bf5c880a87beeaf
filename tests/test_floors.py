"""The floors: each may look only down, and the lower ones carry no screen with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
PACKAGE = REPO / "widgets" / "overblik"
HEAVY = ("pandas", "altair", "ipywidgets", "anywidget", "traitlets", "tornado", "voila", "numpy")

IMPORTED = """
import importlib, sys
for name in {names!r}:
    importlib.import_module(name)
print(*sorted({heavy!r} & set(sys.modules)))
"""


def modules(floor: str) -> list[str]:
    """Every module of a floor, by name."""
    paths = [
        path.relative_to(PACKAGE).with_suffix("")
        for path in (PACKAGE / floor).rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py")
    ]
    return sorted([f"overblik.{floor}", *(".".join(("overblik", *one.parts)) for one in paths)])


def heavy_after(names: list[str]) -> str:
    """Which of the heavy libraries a fresh Python has loaded after importing these."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(names=names, heavy=set(HEAVY))],
        env={"PYTHONPATH": str(REPO / "widgets")},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("floor", ["domain", "knowledge", "state", "documents"])
def test_a_lower_floor_loads_no_screen(floor: str):
    assert len(modules(floor)) > 2
    assert heavy_after(modules(floor)) == ""


def test_the_test_would_see_it():
    assert "tornado" in heavy_after(["tornado"])


def test_domain_does_not_read_clock_disk_or_network():
    for path in (PACKAGE / "domain").glob("*.py"):
        text = path.read_text("utf-8")
        for forbidden in ("open(", ".today(", ".now(", "import os", "pathlib", "socket", "random"):
            assert forbidden not in text, f"{path.name} uses {forbidden}"


def test_the_contracts_hold():
    """The same contracts as `make check`: serve > apps > ui > documents, state > … > domain."""
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed beside this Python")
    done = subprocess.run(
        [str(command), "--no-cache", "--config", str(REPO / "pyproject.toml")],
        cwd=REPO,
        env={"PYTHONPATH": str(REPO / "widgets"), "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_no_file_of_the_package_is_a_cellar():
    """One idea, 50–300 lines; over 400 it wants splitting."""
    long = {
        path.relative_to(PACKAGE).as_posix(): count
        for path in PACKAGE.rglob("*.py")
        if (count := path.read_text("utf-8").count("\n")) > 400
    }
    assert long == {}
