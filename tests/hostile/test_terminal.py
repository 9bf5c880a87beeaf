"""Nothing in a case file, nor its name, does anything to the terminal that tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from overblik.knowledge.characters import unprintable
from overblik.language import LANGUAGES
from overblik.serve import case_commands, plan_commands
from tests.hostile.test_exports import HOSTILE
from tests.knowledge.good_case import GOOD

COMMANDS = typer.Typer()
case_commands.register(COMMANDS)
plan_commands.register(COMMANDS)
LIFE = "text: {da: Godt humør, en: In good spirits}"
STEERING = ("\x1b[2J", "\x9b31m", "\x07", "\x7f", "\r")


def told(*arguments: str, language: str = "da") -> str:
    result = CliRunner().invoke(COMMANDS, arguments, env={"OVERBLIK_LANG": language})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["check", "assess", "plan"])
@pytest.mark.parametrize("steering", STEERING, ids=ascii)
def test_nothing_in_a_case_or_its_name_steers_a_terminal(
    tmp_path: Path, steering: str, command: str, language: str
):
    written = json.dumps(steering + HOSTILE)
    for piece in (LIFE, LIFE.replace("Godt humør", written), f"{written}: 1"):
        path = tmp_path / f"a{steering}\ni orden.yaml"
        path.write_text(GOOD.replace(LIFE, piece), "utf-8")
        for line in told(command, str(path), language=language).split("\n"):
            assert not unprintable(line)
            assert not line.startswith("i orden")


def test_formulas_and_markup_are_told_as_they_are(tmp_path: Path):
    path = tmp_path / "god.yaml"
    path.write_text(GOOD.replace("Godt humør", json.dumps(HOSTILE)), "utf-8")
    described = json.loads(told("assess", str(path), "--json"))
    facts = [one["fact"] for axis in described["axes"].values() for one in axis["reasons"]]
    assert HOSTILE in facts
    assert HOSTILE in told("assess", str(path))


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path):
    path = tmp_path / "b\udcff.yaml"
    path.write_text("id: 1", "utf-8")
    assert "\\udcff.yaml:1:" in told("check", str(path))
