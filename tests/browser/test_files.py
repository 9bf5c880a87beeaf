"""Saved work as a file, and what is said when there is nothing to open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.driver import Window, create

UNKNOWN = "abcdefghijklmnopqrstuvwx"
HEADING = {"da": "Siden findes ikke", "en": "Page not found"}
HOME = {"da": "Til forsiden", "en": "To the front page"}


def content(file: dict[str, Any]) -> tuple[Any, Any]:
    return file["case"], file["state"]


def test_a_downloaded_forloeb_opens_with_the_same_content(window: Window, tmp_path):
    window.begin("C03", "behandlingsplan", "B")
    window.press("keep-moderate-plan")
    line = window.add_item()
    window.write(f"item_text-{line}", "»Æblegrød« & <kage>\nto linjer")
    window.write("priority_text-case-1", "beholde mit arbejde på plejehjemmet")
    before = window.saved()
    with window.page.expect_download() as got:
        window.at("download").click()
    file = tmp_path / got.value.suggested_filename
    got.value.save_as(file)
    assert file.suffix == ".json"

    first = window.forloeb
    window.page.context.clear_cookies()
    window.page.goto(f"{window.server.url}behandlingsplan")
    expect(window.page.locator("ul.work")).to_have_count(0)
    window.at("open-file").set_input_files(file)
    window.ready("behandlingsplan")
    assert window.forloeb != first, "the file is opened as a forløb of its own"
    assert content(window.saved()) == content(before)
    expect(window.at(f"item_text-{line}")).to_have_value("»Æblegrød« & <kage>\nto linjer")


FILES = {
    "billede.png": (b"\x89PNG\r\n\x1a\n\x00\xff", "ikke et forløb"),
    "tom.json": (b"", "ikke et forløb"),
    "liste.json": (b"[1, 2]", "ikke et forløb"),
    "dyb.json": (b"[" * 100_000, "ikke et forløb"),
    "halv.json": (b'{"format": "overblik-forloeb", "version": 1}', "beskadiget"),
    "ny.json": (b'{"format": "overblik-forloeb", "version": 99, "case": {}}', "nyere udgave"),
    "stor.json": (b" " * (5 * 1024 * 1024), "for stor"),
    "cpr.json": (
        b'{"format": "overblik-forloeb", "version": 1, "state": {"release": "0101901234"}}',
        "CPR",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_forloeb_is_told_on_the_page(window: Window, name: str):
    content, said = FILES[name]
    window.expects("status of 400")
    window.front()
    window.at("open-file").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )
    expect(window.told).to_contain_text(said)
    expect(window.at("begin-C01")).to_be_visible()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "path",
    [
        f"stratificering?forloeb={UNKNOWN}",
        "konference?forloeb=../../etc/passwd",
        "behandlingsplan?case=C99",
        "stratificering?case=<script>alert(1)</script>",
        f"forloeb/{UNKNOWN}.json",
        "no-such-page",
    ],
)
def test_what_does_not_exist_is_told_in_the_readers_language(
    window: Window, path: str, language: str
):
    window.expects("status of 404")
    window.page.context.add_cookies(
        [{"name": "overblik_sprog", "value": language, "url": window.server.url}]
    )
    answer = window.page.goto(window.server.url + path)
    assert answer is not None
    assert answer.status == 404
    expect(window.page.locator("html")).to_have_attribute("lang", language)
    expect(window.page.get_by_role("heading", level=1)).to_have_text(HEADING[language])
    expect(window.told).to_be_visible()
    window.page.get_by_role("link", name=HOME[language]).click()
    expect(window.at("begin-C01")).to_be_visible()


@contextmanager
def database(window: Window) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(window.server.data_dir / "overblik.sqlite3")) as one:
        yield one
        one.commit()


DAMAGE = [
    ("state_text = '{\"half'", "beskadiget"),
    ("case_text = '{}'", "beskadiget"),
    ("version = 99", "nyere udgave"),
]


@pytest.mark.parametrize(("change", "said"), DAMAGE)
def test_a_damaged_save_gives_a_clear_page(window: Window, change: str, said: str):
    window.expects("status of 409")
    window.front()
    id = create(window.page.request, window.server, "C01")
    with database(window) as one:
        one.execute(f"UPDATE forloeb SET {change} WHERE id = ?", [id])
    answer = window.page.goto(f"{window.server.url}stratificering?forloeb={id}")
    assert answer is not None
    assert answer.status == 409
    expect(window.told).to_contain_text(said)
    window.front()
    expect(window.page.locator("ul.work")).to_contain_text("ikke kan læses")
    expect(window.at("begin-C01")).to_be_visible()


def test_an_open_page_does_not_write_over_a_damaged_save(window: Window):
    id = window.begin("C01")
    with database(window) as one:
        one.execute(f"UPDATE forloeb SET {DAMAGE[0][0]} WHERE id = ?", [id])
    with database(window) as one:
        before = one.execute("SELECT * FROM forloeb WHERE id = ?", [id]).fetchone()
    window.at("rate-disease-1").click()
    expect(window.at("notice")).to_contain_text("beskadiget")
    with database(window) as one:
        assert one.execute("SELECT * FROM forloeb WHERE id = ?", [id]).fetchone() == before
