"""The catalogue that an educator edits: read as spreadsheets save it, and every slip is told."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.knowledge import library
from overblik.knowledge.library import read_library
from overblik.knowledge.offers import COLUMNS, MOST_ROWS, OffersError, read_services
from overblik.knowledge.report import check_files
from overblik.language import LANGUAGES, Language, Message
from overblik.paths import data_dir
from tests.knowledge.good_case import TODAY
from tests.knowledge.test_sentences import DOCUMENTS

SHIPPED = data_dir() / "offers/catalogue.csv"
OWNERS = library().catalogue.owners
SERVICES = library().catalogue.services
ROWS = list(csv.DictReader(io.StringIO(SHIPPED.read_text("utf-8"), newline="")))
BY_KEY = {row["key"]: row for row in ROWS}
SOME = [BY_KEY[key] for key in ("echo", "visiting_friend", "testosterone")]

INVESTIGATIONS = (
    *("eye_photo", "echo", "toe_pressure", "mri_back", "specialist_once", "foot_check"),
    *("blood_tests", "spirometry", "dexa", "home_bp", "ecg", "vitamin_d", "testosterone"),
    *("whole_body_mri", "mri_foot"),
)
MUNICIPAL = (
    *("rehab_training", "back_training", "smoking_cessation", "fall_prevention", "diet_advice"),
    *("patient_school", "home_nurse", "home_help", "respite", "debt_advice", "job_talk"),
    *("alcohol_counselling", "memory_clinic_municipal"),
)
CIVIL = (
    *("visiting_friend", "church_company", "fathers_group", "swimming_company", "lunch_group"),
    *("grief_group", "peer_group", "dance_group", "fishing_club"),
)


def written(rows: list[dict[str, str]], separator: str = ",") -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(folder: Path, content: str | bytes):
    path = folder / "katalog.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_services(path, OWNERS)


def told(folder: Path, content: str | bytes, language: Language = "da") -> str:
    with pytest.raises(OffersError) as error:
        read(folder, content)
    return getattr(error.value, language)


def with_cell(column: str, cell: str, row: int = 0) -> str:
    """Three rows of the shipped catalogue with one cell otherwise: echo stands on line 2."""
    rows = [dict(one) for one in SOME]
    rows[row][column] = cell
    return written(rows)


# As shipped -------------------------------------------------------------------------------------


def test_every_service_that_the_cases_and_the_model_speak_of_is_there():
    kinds = {key: one.kind for key, one in SERVICES.items()}
    assert kinds == {
        **dict.fromkeys(INVESTIGATIONS, "investigation"),
        **dict.fromkeys(MUNICIPAL, "municipal"),
        **dict.fromkeys(CIVIL, "civil_society"),
    }


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda one: one.key)
def test_a_quoted_sentence_is_the_seeds_own(service):
    assert service.sentence in DOCUMENTS["dsam"] or not service.sentence
    assert bool(service.sentence) >= service.system_gap, "a gap is told with the seed's words"


def test_the_five_that_the_seed_names_are_quoted():
    for key in INVESTIGATIONS[:5]:
        assert SERVICES[key].sentence.startswith("Der bør således kunne bestilles tid online")


def test_where_only_the_hospital_can_refer():
    assert [one.key for one in SERVICES.values() if one.system_gap] == ["back_training"]


def test_a_test_without_a_question_is_talked_about():
    closed = [one for one in SERVICES.values() if one.answers is None]
    assert {one.key for one in closed} == {"testosterone", "whole_body_mri", "mri_foot"}
    assert all(one.talk and not one.bookable for one in closed)


def test_vitamin_d_is_the_gps_with_a_question_and_a_talk_for_who_wishes_it():
    vitamin_d = SERVICES["vitamin_d"]
    assert vitamin_d.bookable_by == {"gp"}
    assert vitamin_d.question_needed
    assert vitamin_d.answers
    assert vitamin_d.talk


def test_what_only_the_gp_orders_needs_a_question():
    """The patient's own tests have theirs in the catalogue; offers among people have none."""
    needed = {one.key for one in SERVICES.values() if one.question_needed}
    examined = [one for one in SERVICES.values() if one.kind == "investigation" and one.bookable]
    assert needed == {one.key for one in examined if "patient" not in one.bookable_by}


def test_the_answer_comes_back_to_the_gp():
    assert {one.recipient for one in SERVICES.values()} == {"gp"}


def test_an_investigation_that_is_not_done_again_spares_something():
    saved = {key: one.saves for key, one in SERVICES.items()}
    assert {saved[key] for key in ("echo", "mri_back", "spirometry")} == {"test"}
    assert {saved[key] for key in ("blood_tests", "vitamin_d")} == {"blood"}
    assert saved["specialist_once"] == "visit"
    assert None not in {saved[key] for key in INVESTIGATIONS}
    assert {saved[key] for key in (*MUNICIPAL, *CIVIL)} == {None}, "these are no duplicates"


def test_no_shipped_row_claims_to_be_verified():
    """Waits, months and who books are this project's own: nobody has looked them up."""
    assert {one.verified for one in SERVICES.values()} == {"proposal"}


# As spreadsheets save it --------------------------------------------------------------------------

SAVED = {
    "commas": written(SOME).encode(),
    "semicolons": written(SOME, ";").encode(),
    "with a byte order mark": written(SOME, ";").encode("utf-8-sig"),
    "in the letters of an older Excel": written(SOME, ";").encode("cp1252"),
    "with empty lines at the end": written(SOME, ";").encode()
    + b";" * (len(COLUMNS) - 1)
    + b"\r\n",
    "with old line ends": written(SOME).replace("\r\n", "\r").encode(),
}


@pytest.mark.parametrize("content", SAVED.values(), ids=SAVED)
def test_it_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, content: bytes):
    found = read(tmp_path, content)
    assert found == {row["key"]: SERVICES[row["key"]] for row in SOME}
    assert "Kræver" not in found["echo"].name.da
    assert found["visiting_friend"].name.da == "Besøgsven"


@pytest.mark.parametrize(
    ("cell", "price"), [("", None), ("0", 0), ("120", 120), ("120,50", 120.5), ("120.5", 120.5)]
)
def test_a_price_is_empty_nothing_or_a_number(tmp_path: Path, cell: str, price: float | None):
    assert read(tmp_path, with_cell("price", cell))["echo"].price == price


# What is wrong ------------------------------------------------------------------------------------


class Slip(NamedTuple):
    what: str
    content: str
    line: int
    says: str
    right: str


HEADING = ",".join(COLUMNS)
SLIPS = (
    Slip("a wrong recipient", with_cell("recipient", "naboen"), 2, "recipient", "gp"),
    Slip("no recipient", with_cell("recipient", ""), 2, "recipient", "gp"),
    Slip("a wrong provider", with_cell("provider", "naboen"), 2, "provider", "hospital"),
    Slip("a price as recipient", with_cell("recipient", "250"), 2, "»250«", "gp"),
    Slip("a word as price", with_cell("price", "hospital"), 2, "price: »hospital«", "1250"),
    Slip("a thousand with a dot", with_cell("price", "1.250"), 2, "price", "1250"),
    Slip("a price below nothing", with_cell("price", "-5"), 2, "price", "1250"),
    Slip("a word as wait", with_cell("wait_days", "gp"), 2, "wait_days", "14"),
    Slip("half a day", with_cell("wait_days", "1,5"), 2, "wait_days", "14"),
    Slip("a word as months", with_cell("recent_months", "snart"), 2, "recent_months", "14"),
    Slip("a price as name", with_cell("name_da", "250"), 2, "name_da", "price"),
    Slip(
        "a price with kr as answer", with_cell("answers_da", "250,00 kr."), 2, "answers_da", "price"
    ),
    Slip("no name", with_cell("name_da", ""), 2, "name_da", "tekst"),
    Slip("one language", with_cell("contact_da", "Ring"), 2, "contact_en", "sprog"),
    Slip("a kind nobody knows", with_cell("kind", "test"), 2, "kind", "municipal"),
    Slip("neither yes nor no", with_cell("link_needed", "ja"), 2, "link_needed", "yes"),
    Slip("an empty need", with_cell("question_needed", ""), 2, "question_needed", "yes"),
    Slip("a section nobody knows", with_cell("section", "x"), 2, "section", "agreements"),
    Slip("a way to meet nobody knows", with_cell("meeting", "brev"), 2, "meeting", "visit"),
    Slip("a saving nobody knows", with_cell("saves", "penge"), 2, "saves: »penge«", "test, visit"),
    Slip("a certainty nobody knows", with_cell("verified", "ja"), 2, "verified", "proposal"),
    Slip("no source", with_cell("source", ""), 2, "source", "tekst"),
    Slip("somebody who cannot book", with_cell("bookable_by", "gp;nabo"), 2, "»nabo«", "patient"),
    Slip("nobody and somebody", with_cell("bookable_by", "none;gp"), 2, "bookable_by", "alene"),
    Slip("no question, but bookable", with_cell("bookable_by", "gp", 2), 4, "bookable_by", "none"),
    Slip(
        "a question nobody may ask", with_cell("bookable_by", "none"), 2, "bookable_by", "answers"
    ),
    Slip("a name with blanks", with_cell("key", "mit ekko"), 2, "key", "a–z"),
    Slip("a name too long for a line", with_cell("key", "x" * 31), 2, "key", "30"),
    Slip("a name twice", with_cell("key", "echo", 1), 3, "key: »echo«", "linje 2"),
    Slip("a name twice but for its capitals", with_cell("key", "ECHO", 1), 3, "»ECHO«", "linje 2"),
    Slip("an answer elsewhere", with_cell("recipient", "municipality"), 2, "praksis", "gp, nurse"),
    Slip("an answer to the patient", with_cell("recipient", "patient"), 2, "recipient", "gp"),
    Slip("a patient who scans", with_cell("provider", "patient"), 2, "provider", "hospital"),
    Slip("a wait without end", with_cell("wait_days", "9999"), 2, "wait_days: 9999", "730"),
    Slip("a price as wait", with_cell("wait_days", "1250"), 2, "wait_days", "price"),
    Slip("a price as months", with_cell("recent_months", "250"), 2, "recent_months", "120"),
    *(
        Slip(f"a person in {column}", with_cell(column, "Ring til 010190-1234"), 2, column, "CPR")
        for column in COLUMNS
        if column.endswith(("_da", "_en")) or column in ("sentence", "source")
    ),
    Slip("a person as text", with_cell("name_da", "0101901234"), 2, "name_da", "CPR"),
    Slip("a person as key", with_cell("key", "010190-1234"), 2, "key", "CPR"),
    Slip("an association alone", with_cell("link_needed", "no", 1), 3, "link_needed", "yes"),
    Slip("a text without end", with_cell("name_da", "x" * 501), 2, "name_da", "500"),
    Slip("a column missing", written(SOME).replace(",price,", ",", 1), 1, "»price«", "wait_days"),
    Slip("a column misspelt", written(SOME).replace(",price,", ",pris,", 1), 1, "»pris«", "price"),
    Slip("a column twice", written(SOME).replace(",price,", ",key,", 1), 1, "»key«", "Slet"),
    Slip("a cell too few", f"{HEADING}\r\necho,investigation\r\n", 2, "2 felter", "24"),
    Slip("a cell too many", f"{HEADING}\r\n{',' * len(COLUMNS)}x\r\n", 2, "25 felter", "24"),
    Slip("a quote left open", f'{HEADING}\r\n"echo\r\n', 2, "CSV", "anførselstegn"),
    Slip("nothing at all", "", 1, "»key«", "Første linje"),
    Slip("a sheet of its own kind", "PK\x03\x04", 1, "tekst", "CSV UTF-8"),
    Slip("too many rows", written(SOME * (MOST_ROWS // 2)), 1, "rækker", str(MOST_ROWS)),
    Slip("too large", "x" * 300_000, 1, "stor", "256"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_a_slip_is_told_with_file_line_column_and_what_would_be_right(tmp_path: Path, slip: Slip):
    said = told(tmp_path, slip.content)
    (line,) = [one for one in said.splitlines() if slip.says in one][:1] or [said]
    assert line.startswith(f"katalog.csv:{slip.line}: "), said
    assert slip.says in line
    assert slip.right in line


@pytest.mark.parametrize("column", ["key", "name_da", "contact_en", "source"])
def test_a_cpr_number_is_not_told_again(tmp_path: Path, column: str):
    assert "1234" not in told(tmp_path, with_cell(column, "010190-1234"))


@pytest.mark.parametrize(
    ("column", "cell"), [("wait_days", "730"), ("recent_months", "120"), ("recipient", "nurse")]
)
def test_the_limits_themselves_are_fine(tmp_path: Path, column: str, cell: str):
    assert str(getattr(read(tmp_path, with_cell(column, cell))["echo"], column)) == cell


def test_word_from_an_association_may_go_to_others(tmp_path: Path):
    found = read(tmp_path, with_cell("recipient", "municipality", 1))
    assert found["visiting_friend"].recipient == "municipality"


def test_every_slip_is_told_in_one_go(tmp_path: Path):
    rows = [{**SOME[0], "price": "gp", "recipient": "250"}, {**SOME[1], "kind": "x"}]
    said = told(tmp_path, written(rows)).splitlines()
    assert [one.split(":")[1] for one in said] == ["2", "2", "3"]


@given(st.sampled_from(COLUMNS), st.text(max_size=30))
def test_any_words_in_any_cell_are_read_or_told(column: str, cell: str):
    """Never a traceback: what comes out is a catalogue or sentences."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "katalog.csv"
        path.write_bytes(with_cell(column, cell).encode("utf-8", "surrogatepass"))
        report, clean = check_files([path])
    assert clean == report.endswith("i orden – 3 rækker")
    assert all(one.startswith(str(path)) for one in report.splitlines())


def test_the_file_is_not_there(tmp_path: Path):
    with pytest.raises(OffersError, match=r"^væk\.csv:1: "):
        read_services(tmp_path / "væk.csv", OWNERS)


# Where the user meets it --------------------------------------------------------------------------


def test_the_data_cannot_be_read_in_either_language(tmp_path: Path):
    """What `overblik` says when it cannot start."""
    data = tmp_path / "data"
    shutil.copytree(data_dir(), data)
    (data / "offers/catalogue.csv").write_text(with_cell("recipient", "naboen"), "utf-8")
    with pytest.raises(OffersError) as error:
        read_library(data, TODAY)
    for language in LANGUAGES:
        said = Message("Data kan ikke læses: {error}", error=error.value).text(language)
        assert "catalogue.csv:2: " in said
        assert "recipient" in said


def test_check_looks_at_a_catalogue_like_at_a_case(tmp_path: Path):
    good, bad = tmp_path / "god.csv", tmp_path / "dårlig.CSV"
    good.write_text(written(SOME), "utf-8")
    bad.write_text(with_cell("price", "gp"), "utf-8")
    assert check_files([good])[1] is True
    report, clean = check_files([good, bad])
    assert clean is False
    assert f"{good}: i orden – 3 rækker" in report
    assert f"{bad}:2: kolonnen price: »gp«" in report
