"""`overblik check`: every problem of every file in one run, each with its own line."""

from __future__ import annotations

import re
from pathlib import Path

from overblik.knowledge.report import check_files
from tests.knowledge.good_case import GOOD, spoiled

MANY = """\
id: T02
title: {da: Trappen, en: The stairs}
summary: {da: Anna bliver forpustet, en: Anna gets out of breath}
date: 2099-01-01
review: {status: unreviewed}
person:
  name: Anna 020160-9995
  age: gammel
  sex: F
  lives: {da: Bor alene, en: Lives alone}
  work: {da: Kok, en: Cook}
conditions:
  - code: Q99
  - code: K86
measurements:
  - kind: eGFR
    value: 3800
    unit: ml/min
    date: 2026-08-20
  - {kind: eGFR, value: 70, unit: ml/min}
priorities:
  - {da: danse, en: dance}
events:
  - id: ro
    when: {week: 6}
    kind: life
    text: {da: Ro}
ukendt: 1
"""

EXPECTED = [
    (1, "teaching"),
    (4, "2099-01-01"),
    (7, "CPR"),
    (8, "gammel"),
    (13, "Q99"),
    (16, "3800"),
    (20, "to gange"),
    (27, "en"),
    (28, "ukendt"),
]
"""Line and a word of each of the nine problems, in the order of the file."""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_nine_problems_are_found_in_one_run_each_on_its_line(tmp_path: Path):
    path = write(tmp_path, "mange.yaml", MANY)
    report, clean = check_files([path])
    assert not clean
    found = [
        re.fullmatch(rf"{re.escape(str(path))}:(\d+): (.+)", one) for one in report.split("\n")
    ]
    lines = [(int(one[1]), one[2]) for one in found if one]
    assert len(lines) == len(found), "file:line: text, as editors know it"
    assert [line for line, _ in lines] == [line for line, _ in EXPECTED]
    for (_, message), (_, word) in zip(lines, EXPECTED, strict=True):
        assert word in message


def test_a_file_that_is_right_is_told_so(tmp_path: Path):
    path = write(tmp_path, "rigtig.yaml", GOOD)
    assert check_files([path]) == (f"{path}: i orden – T01 Trappen", True)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path):
    good = write(tmp_path, "a.yaml", GOOD)
    bad = write(tmp_path, "b.yaml", spoiled("age: 71", "age: gammel").text)
    late = write(tmp_path, "c.yaml", spoiled("id: T01", "id: T03").text)
    report, clean = check_files([good, bad, late, tmp_path / "d.yaml"])
    assert not clean
    told = report.split("\n")
    assert [one.startswith(f"{path}:") for one, path in zip(told, [good, bad, late], strict=False)]
    assert "i orden" in told[0]
    assert f"{bad}:9: " in told[1]
    assert "i orden" in told[2]
    assert "Findes den" in told[3]


def test_an_id_used_twice_is_a_problem_of_the_second_file(tmp_path: Path):
    first = write(tmp_path, "a.yaml", GOOD)
    second = write(tmp_path, "b.yaml", GOOD)
    report, clean = check_files([first, second])
    assert not clean
    assert "i orden" in report.split("\n")[0]
    assert report.split("\n")[1].startswith(f"{second}:1: ")
    assert str(first) in report.split("\n")[1]


def test_no_files_are_no_problems():
    assert check_files([]) == ("", True)
