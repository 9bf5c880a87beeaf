"""`overblik plan` and `overblik message`: the proposed plan, and only what the patient lets out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from overblik.documents.medcom.check import check
from overblik.domain.base import SECTIONS, Section
from overblik.domain.leaks import said
from overblik.knowledge import library
from overblik.serve import case_commands, plan_commands
from tests.documents.bundles import only, pdf_of, pdf_words, text_of
from tests.knowledge.good_case import GOOD

app = typer.Typer()
case_commands.register(app)
plan_commands.register(app)

CASES = library().cases
RECEIVERS = ("municipality", "hospital")


def run(*arguments: str, language: str = "da") -> Result:
    return CliRunner().invoke(app, [*arguments], env={"OVERBLIK_LANG": language})


def plan(*arguments: str, language: str = "da") -> dict[str, Any]:
    """The plan's JSON object, when all is well."""
    result = run("plan", *arguments, "--json", language=language)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def outside(case: str) -> bool:
    return plan(case)["exit"] is not None


# The plan ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_plan_that_can_be_read(case: str, language: str):
    found = plan(case, language=language)
    assert list(found) == ["case", "variant", "reading", "tier", "exit", "started", "overview",
                           "items"]  # fmt: skip
    owners = {one.id for one in library().model.owners}
    for item in found["items"]:
        assert item["text"].strip()
        assert item["owner"] is None or item["owner"] in owners
        assert bool(item["if_nothing"]) == (item["owner"] is not None)
        assert item["section"] in SECTIONS
        assert item["due"] is None or date.fromisoformat(item["due"]) >= date.today()


def test_each_line_once():
    ids = [one["id"] for one in plan("C09")["items"]]
    assert len(set(ids)) == len(ids)
    assert "offer-high-plan" in ids
    assert any(one.startswith("case-") for one in ids)


def test_what_is_only_a_possibility_is_not_proposed():
    ids = {one["id"] for one in plan("C09")["items"]}
    assert {"offer-high-digital", "offer-high-special"}.isdisjoint(ids)


@pytest.mark.parametrize("arguments", [("C03",), ("C03", "--variant", "A")])
def test_a_red_flag_leaves_no_plan_and_says_why(arguments: tuple[str, ...]):
    found = plan(*arguments)
    assert (found["items"], found["tier"]) == ([], None)
    assert "brystkræft" in found["exit"]
    assert "Uden for pakkeforløbet" in run("plan", *arguments).stdout


def test_the_variant_without_the_flag_has_one():
    assert plan("C03", "--variant", "B")["items"]


def test_where_the_text_is_silent_the_authors_suggestions_stand():
    found = plan("C01", "--reading", "bogstavelig")
    assert found["tier"] == "undefined"
    assert {one["id"].partition("-")[0] for one in found["items"]} == {"case"}
    assert found["overview"] is None


def test_for_a_reader_there_are_lines():
    result = run("plan", "C09")
    assert result.stdout.startswith("C09 Inge, 74: Bange om natten\n  DSAM: Høj kompleksitet\n  - ")
    assert result.stdout.count("\n  - ") == len(plan("C09")["items"])


def test_a_file_of_ones_own_has_a_plan(tmp_path: Path):
    path = tmp_path / "min.yaml"
    path.write_text(GOOD, "utf-8")
    assert plan(str(path))["case"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "C99"),
        ("plan", "C09", "--variant", "Z"),
        ("plan", "C09", "--reading", "min-egen"),
        ("plan", "findes-ikke.yaml"),
        ("message", "C99", "--to", "hospital"),
        ("message", "C09", "--to", "naboen"),
        ("message", "C09", "--to", "practice"),
        ("message", "C09", "--to", "\x1b[31m"),
        ("message", "C09", "--to", "hospital", "--variant", "Z"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(arguments: tuple[str, ...]):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr
    assert result.stdout == ""


# The message -------------------------------------------------------------------------------

# Danish headings as they stand.
HEADINGS = dict(
    zip(
        SECTIONS,
        ("MÅL", "DIAGNOSER", "MEDICIN", "PSYKISK", "SOCIALE FORHOLD", "AFTALER"),
        strict=True,
    )
)


def let_out(case: str, to: str) -> tuple[Section, ...]:
    """What the case's patient lets this recipient have; nothing where nothing was said."""
    for recipient, consent in CASES[case].consents.items():
        if recipient == to:
            return said(consent, library().sharing.recipient(recipient))
    return ()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("to", RECEIVERS)
@pytest.mark.parametrize("case", CASES)
def test_consent_decides_in_every_case(case: str, to: str, language: str):
    result = run("message", case, "--to", to, language=language)
    if outside(case) or not let_out(case, to):
        assert result.exit_code == 3
        assert len(result.stderr.strip().splitlines()) == 1
        assert result.stdout == ""
    else:
        assert result.exit_code == 0
        bundle = json.loads(result.stdout)
        assert check(bundle) == ()
        assert CASES[case].person.name in text_of(bundle)
        assert "fi" in pdf_words(pdf_of(bundle))


@pytest.mark.parametrize("answer", ["yes", "partly"])
def test_a_yes_lets_out_what_was_asked_and_a_partial_one_its_parts(answer: str):
    """Every case whose patient said so to one of the two."""
    tried = 0
    for id, case in CASES.items():
        for to, consent in case.consents.items():
            if to in RECEIVERS and consent.answer == answer and let_out(id, to) and not outside(id):
                lines = text_of(json.loads(run("message", id, "--to", to).stdout)).splitlines()
                shown = {section for section in SECTIONS if HEADINGS[section] in lines}
                assert shown == set(let_out(id, to))
                tried += 1
    assert tried, "no case tries it"


def test_a_plain_yes_tells_the_municipality_no_diagnosis_and_the_hospital_nothing_of_the_mind():
    municipality = text_of(json.loads(run("message", "C09", "--to", "municipality").stdout))
    hospital = text_of(json.loads(run("message", "C09", "--to", "hospital").stdout))
    assert not {"DIAGNOSER", "MEDICIN", "PSYKISK"} & set(municipality.splitlines())
    assert not {"PSYKISK", "SOCIALE FORHOLD"} & set(hospital.splitlines())


def test_what_gives_a_closed_part_away_is_told_beside_the_message_and_stops_nothing(tmp_path: Path):
    printed = run("message", "C09", "--to", "hospital")
    assert printed.exit_code == 0
    warned = printed.stderr.splitlines()
    assert (
        "»sertralin 50 mg x 1« (medicin) kan røbe noget under »Psykisk«: sertralin – "
        "medicin mod depression, også brugt mod angst og smerter"
    ) in warned
    assert all("kan røbe noget under »" in one for one in warned)
    assert "kan røbe" not in printed.stdout
    written = run("message", "C09", "--to", "hospital", "--out", str(tmp_path / "besked.json"))
    assert written.stderr.splitlines() == warned


def test_where_nothing_closed_is_given_away_nothing_is_said():
    quiet = [
        id
        for id in CASES
        if not outside(id)
        and let_out(id, "municipality")
        and not run("message", id, "--to", "municipality").stderr
    ]
    assert quiet


def test_a_red_flag_leaves_nothing_to_send():
    result = run("message", "C03", "--to", "municipality")
    assert result.exit_code == 3
    assert "Uden for pakkeforløbet" in result.stderr


def test_it_is_written_whole_and_says_that_it_is_not_sent(tmp_path: Path):
    out = tmp_path / "besked æ.json"
    out.write_text("noget gammelt")
    result = run("message", "C09", "--to", "municipality", "--out", str(out))
    assert result.exit_code == 0
    assert result.stdout == f"Skrevet: {out}. Beskeden er ikke afsendt.\n"
    assert only(json.loads(out.read_text("utf-8")), "Patient")["name"][0]["given"] == ["Inge"]
    assert [one.name for one in tmp_path.iterdir()] == [out.name], "no draft is left"


def test_where_consent_is_lacking_no_file_comes(tmp_path: Path):
    out = tmp_path / "besked.json"
    assert run("message", "C03", "--to", "hospital", "--out", str(out)).exit_code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["", "findes/ikke.json", "fil.txt/under.json", "æ" * 300])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, where: str):
    (tmp_path / "fil.txt").write_text("bliver stående")
    result = run("message", "C09", "--to", "hospital", "--out", str(tmp_path / where))
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["fil.txt"]
    assert (tmp_path / "fil.txt").read_text() == "bliver stående"


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "besked.json"
    out.write_text("den gamle")

    def half(self: Path, text: str, **_: object) -> int:
        with self.open("w") as file:
            file.write(text[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)
    assert run("message", "C09", "--to", "hospital", "--out", str(out)).exit_code == 2
    assert out.read_text() == "den gamle"
    assert [one.name for one in tmp_path.iterdir()] == ["besked.json"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_who_might_not_read_the_old_file_may_not_read_the_new(tmp_path: Path, mode: int):
    out = tmp_path / "besked.json"
    out.touch()
    out.chmod(mode)
    assert run("message", "C09", "--to", "hospital", "--out", str(out)).exit_code == 0
    assert out.stat().st_mode & 0o777 == mode
    assert check(json.loads(out.read_text("utf-8"))) == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here that is always full")
@pytest.mark.parametrize(
    "arguments",
    [("plan", "C09"), ("plan", "C09", "--json"), ("message", "C09", "--to", "hospital")],
)
def test_where_nothing_can_be_printed_it_is_told(arguments: tuple[str, ...]):
    command = [sys.executable, "-m", "overblik", *arguments]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr
