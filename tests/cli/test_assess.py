"""`overblik assess`: a case sorted in the terminal, or an error that says what would be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from overblik.domain.base import READINGS
from overblik.knowledge import library
from overblik.serve import case_commands
from tests.knowledge.good_case import GOOD, spoiled

app = typer.Typer()
case_commands.register(app)


def assess(*arguments: str, language: str = "da") -> Result:
    return CliRunner().invoke(app, ["assess", *arguments], env={"OVERBLIK_LANG": language})


def told(*arguments: str) -> dict[str, Any]:
    """The JSON object, when all is well."""
    result = assess(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("case", library().cases)
@pytest.mark.parametrize("reading", READINGS)
def test_every_case_is_told_as_json(case: str, reading: str):
    found = told(case, "--reading", reading)
    assert (found["case"], found["reading"]) == (case, reading)


def test_the_default_reading_is_dsam():
    assert told("C01")["reading"] == "dsam"


@pytest.mark.parametrize(
    ("arguments", "tier"),
    [
        (("C01",), "moderate"),
        (("c01",), "moderate"),
        (("C01", "--reading", "bogstavelig"), "undefined"),
        (("C01", "--reading", "hoejeste_akse"), "high"),
        (("C03",), None),
        (("C03", "--variant", "A"), None),
        (("C03", "--variant", "B"), "moderate"),
        (("C06", "--set", "mental=2"), "moderate"),
        (("C06", "--set", "mental=2", "--set", "network=2"), "moderate"),
        (("C06", "--set", "mental=2", "--set", "mental=0"), "low"),
        (("C06", "--set", "mental=unknown"), None),
        (("C10", "--set", "network=0", "--set", "finances=0"), "low"),
        (("C04",), "moderate"),
        (("C04", "--at", "start"), "moderate"),
        (("C04", "--at", "sidste-aar"), "low"),
        (("C04", "--at", "aarligt-overblik"), "low"),
        (("C09", "--at", "stueetagen"), "moderate"),
        (("C14", "--variant", "i-hvile", "--at", "ny-tid"), "moderate"),
        (("C01", "--at", "aarsdag"), "moderate"),
    ],
)
def test_the_tier(arguments: tuple[str, ...], tier: str | None):
    assert told(*arguments)["tier"] == tier


def test_json_is_one_object_and_nothing_else():
    result = assess("C09", "--json")
    assert result.stderr == ""
    assert result.stdout.startswith("{")
    assert "æ" in result.stdout or "ø" in result.stdout, "Danish letters stay letters"


def test_for_a_reader_there_are_lines():
    result = assess("C09")
    assert result.exit_code == 0
    assert result.stdout.startswith("C09 Inge, 74: Bange om natten")
    assert "Høj kompleksitet" in result.stdout


def test_the_variant_is_told():
    assert told("C03")["variant"] == "A"
    assert told("C03", "--variant", "B")["variant"] == "B"
    assert told("C01")["variant"] is None


def test_the_day_of_the_year_is_told():
    assert told("C04")["at"] == "start"
    found = told("C04", "--at", "angst-og-ordrer")
    assert found["at"] == "angst-og-ordrer"
    assert found["axes"]["psychosocial"]["level"] == "moderate"
    assert any("HADS-A 13" in one["fact"] for one in found["axes"]["psychosocial"]["reasons"])


def test_a_file_is_a_case_too(tmp_path: Path):
    path = tmp_path / "min.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert told(str(path))["case"] == "T01"


WRONG: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("C99",), ("C99", "C01", "C09")),
    (("C01", "--variant", "A"), ("A",)),
    (("C03", "--variant", "Z"), ("Z", "A, B")),
    (("C03", "--variant", "Z", "--at", "start"), ("Z", "A, B")),
    (("C04", "--at", "angst"), ("angst", "sidste-aar, start, ldl-svar, angst-og-ordrer")),
    (("C14", "--variant", "stabil", "--at", "ny-tid"), ("ny-tid", "start, mere-spray, aarsdag")),
    (("C01", "--reading", "min"), ("min", "bogstavelig", "rund_op")),
    (("C01", "--set", "vejret=1"), ("vejret=1", "mental")),
    (("C01", "--set", "mental=3"), ("mental=3",)),
    (("C01", "--set", "mental"), ("mental",)),
    (("C01", "--set", "mental="), ("mental=",)),
    (("C01", "--set", "=1"), ("=1",)),
    (("findes-ikke.yaml",), ("findes-ikke.yaml:1:",)),
    ((".",), (".",)),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[" ".join(one) for one, _ in WRONG])
@pytest.mark.parametrize("as_json", [True, False])
def test_what_cannot_be_used_ends_with_2_and_words_on_stderr(
    arguments: tuple[str, ...], words: tuple[str, ...], as_json: bool
):
    result = assess(*arguments, *(["--json"] if as_json else []))
    assert result.exit_code == 2
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_file_is_told_as_check_tells_it(tmp_path: Path):
    age, value = spoiled("age: 71", "age: gammel"), spoiled("value: 71", "value: 3800")
    path = tmp_path / "min.yaml"
    path.write_text(age.text.replace("value: 71", "value: 3800"), encoding="utf-8")
    result = assess(str(path), "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.strip().split("\n")
    assert [line.split(": ")[0] for line in lines] == [
        f"{path}:{age.line}",
        f"{path}:{value.line}",
    ]
