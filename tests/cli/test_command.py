"""The installed command itself: each command once, as a terminal runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from overblik import __version__
from tests.knowledge.good_case import spoiled

REPO = Path(__file__).parents[2]


def overblik(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OVERBLIK_")}
    return subprocess.run(
        [sys.executable, "-m", "overblik", *arguments],
        env={**kept, "PYTHONPATH": str(REPO / "widgets"), "PYTHONUTF8": "1", **env},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_version(tmp_path: Path):
    done = overblik(tmp_path, "version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{__version__}\n", "")


def test_assess_writes_json_that_parses(tmp_path: Path):
    done = overblik(tmp_path, "assess", "C02", "--json", "--set", "substances=0")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["case"] == "C02"
    assert "specialist" not in {one["id"].split("-")[-1] for one in found["offers"]}


def test_assess_ends_with_2_for_a_bad_file_with_its_lines_on_stderr(tmp_path: Path):
    (tmp_path / "min.yaml").write_text(spoiled("age: 71", "age: gammel").text, encoding="utf-8")
    done = overblik(tmp_path, "assess", "min.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("min.yaml:9: ")


def test_check_ends_with_1(tmp_path: Path):
    (tmp_path / "min.yaml").write_text(spoiled("age: 71", "age: gammel").text, encoding="utf-8")
    done = overblik(tmp_path, "check", "min.yaml")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("min.yaml:9: ")


def test_help_names_every_command(tmp_path: Path):
    done = overblik(tmp_path, "--help")
    assert done.returncode == 0
    for command in ("serve", "version", "check", "assess"):
        assert command in done.stdout


def test_a_command_nobody_knows_ends_with_2(tmp_path: Path):
    done = overblik(tmp_path, "tjek")
    assert done.returncode == 2
    assert "tjek" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    """Somebody with a data folder of their own."""
    shutil.copytree(REPO / "data", tmp_path / "data")
    return tmp_path


def test_own_cases_live_where_overblik_home_says(own_home: Path):
    case = own_home / "data" / "cases" / "C01.yaml"
    case.write_text(case.read_text("utf-8").replace("name: Birgit", "name: Bodil"), "utf-8")
    assert "Bodil" in overblik(own_home, "assess", "C01", OVERBLIK_HOME=str(own_home)).stdout


def test_a_broken_table_is_told_without_a_traceback(own_home: Path):
    table = own_home / "data" / "codes" / "systems.csv"
    table.write_text(table.read_text("utf-8").replace(",yes\nlung,", ",maybe\nlung,"), "utf-8")
    done = overblik(own_home, "assess", "C01", OVERBLIK_HOME=str(own_home))
    assert done.returncode != 0
    assert "systems.csv:2" in done.stderr
    assert "Traceback" not in done.stderr, "a message, not a program's inside"


def test_the_users_database_is_not_touched(tmp_path: Path):
    data = tmp_path / "mappe"
    assert overblik(tmp_path, "assess", "C01", OVERBLIK_DATA_DIR=str(data)).returncode == 0
    assert not data.exists()
