"""`overblik check`: every problem of every file, and the exit code that scripts look at."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from overblik.paths import data_dir
from overblik.serve import case_commands
from tests.knowledge.good_case import GOOD, spoiled

app = typer.Typer()
case_commands.register(app)


def check(*files: Path | str, language: str = "da") -> Result:
    names = [str(one) for one in files]
    return CliRunner().invoke(app, ["check", *names], env={"OVERBLIK_LANG": language})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "god.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "dårlig.yaml"
    path.write_text(spoiled("age: 71", "age: gammel").text, encoding="utf-8")
    return path


def test_every_case_that_is_shipped_is_in_order():
    result = check(*sorted((data_dir() / "cases").glob("*.yaml")))
    assert result.exit_code == 0, result.stdout
    assert result.stdout.count(": i orden – ") >= 13, "the template among them"


def test_a_file_in_order_ends_with_0(good: Path):
    result = check(good)
    assert result.exit_code == 0
    assert result.stdout == f"{good}: i orden – T01 Trappen\n"


def test_a_problem_ends_with_1_and_its_line(bad: Path):
    result = check(bad)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{bad}:9: »age«")


def test_one_bad_file_among_good_ones_ends_with_1(good: Path, bad: Path):
    result = check(good, bad)
    assert result.exit_code == 1
    assert "i orden" in result.stdout
    assert f"{bad}:9:" in result.stdout


def test_a_file_that_is_not_there_ends_with_1(tmp_path: Path):
    result = check(tmp_path / "borte.yaml")
    assert result.exit_code == 1
    assert "Findes den" in result.stdout


def test_a_folder_is_no_case(tmp_path: Path):
    assert check(tmp_path).exit_code == 1


def test_without_files_the_use_is_told():
    result = check()
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("language", ["da", "en", "fr", ""])
def test_no_language_breaks_it(good: Path, bad: Path, language: str):
    result = check(good, bad, language=language)
    assert result.exit_code == 1
    assert "T01" in result.stdout
