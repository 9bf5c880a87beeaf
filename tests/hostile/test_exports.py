"""What leaves the program is harmless where it arrives: on a page, on paper, in a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest

from overblik.documents.conference_card import card_paper, card_sheet
from overblik.documents.papers import plan_paper, sorting_paper
from overblik.documents.words import PriorityLine
from overblik.domain.base import Language
from overblik.language import LANGUAGES
from overblik.paths import PACKAGE
from overblik.state.saves import opened as opened_file
from overblik.state.store import Store
from tests.apps.pages import APPS, OWNER, opened, seen
from tests.documents.sheets import paper
from tests.hostile.asking import ask, form
from tests.hostile.bombs import SAVE
from tests.support.server import Server

HOSTILE = (
    "=cmd|'/C calc'!A0 </script><!--\u2028{{7*7}}{% x %}%0d%0a\"'><img src=x onerror=alert(1)>"
)
PLAIN = "to fredelige\u2028linjer"
WRITTEN = {"da", "en", "name", "reader", "role", "dose", "reason", "text", "if_nothing", "to",
           "question", "wish"}  # fmt: skip
"""Where a save holds words that somebody wrote."""


def saying(words: str) -> bytes:
    """A save with these words in every place where words may stand."""

    def everywhere(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: everywhere(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [everywhere(value, key) for value in node]
        return words if key in WRITTEN and isinstance(node, str) else node

    return json.dumps(everywhere(json.loads(SAVE)), ensure_ascii=False).encode()


def skeleton(html: str) -> list[tuple[str, list[str]]]:
    """A page's elements with the names of their attributes: what words must never change."""
    page = seen(html)
    assert page.stray == []
    return [(one.tag, sorted(one.attributes)) for one in page.elements]


_GIVES_OUT = re.compile(
    r"Content-Disposition|\bDownload\(|new Blob|write_(?:text|bytes)\(|\bcsv\.(?:D\w+W|w)riter|"
    r"to_csv|to_excel|openpyxl|zipfile|tarfile|echo\("
)


def test_every_way_out_is_known():
    """A new one fails here until it is listed, and tried with hostile words.

    There is no CSV and no spreadsheet. One that comes must begin no cell with = + - @ or a tab.
    """
    found = {
        (path.relative_to(PACKAGE).as_posix(), match)
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".js", ".html", ".j2") and "vendor" not in path.parts
        for match in _GIVES_OUT.findall(path.read_text("utf-8"))
    }
    assert found == {
        ("apps/files.py", "Download("),  # the forløb, a case, a paper: to a page with a kernel
        ("apps/conference_papers.py", "Download("),  # the day two speak: documents/test_calendar.py
        ("apps/plan_year.py", "Download("),  # days for a calendar: documents/test_calendar.py
        ("ui/static/controls.js", "new Blob"),  # … where the browser gives it to the user
        ("serve/pages.py", "Content-Disposition"),  # the forløb, by its address
        ("serve/papers.py", "Content-Disposition"),  # papers: serve/test_papers.py
        ("serve/case_commands.py", "echo("),  # to a terminal: test_terminal.py
        ("apps/messages.py", "Download("),  # message and document: apps/test_message_page.py
        ("serve/case_arguments.py", "echo("),  # why a command stopped: test_terminal.py
        ("serve/plan_commands.py", "echo("),  # to a terminal
        ("serve/plan_commands.py", "write_text("),  # the message, whole or not at all
        ("serve/cli.py", "echo("),  # the server's own messages
        ("serve/app.py", "echo("),
        ("knowledge/schema.py", "write_text("),  # the format's schema: no words of anybody's
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'overblik.sqlite3'}")) as one:
        yield one


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", APPS)
def test_words_change_no_element_of_a_page(store: Store, app: str, language: Language):
    hostile, plain = (
        opened(store, app, store.import_(saying(words), OWNER).id, language).reply().html
        for words in (HOSTILE, PLAIN)
    )
    assert skeleton(hostile) == skeleton(plain)
    assert any(HOSTILE in one.text for one in seen(hostile).elements), "and are shown as they are"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["sorting", "plan", "card"])
def test_words_change_no_element_of_a_paper(kind: str, language: Language):
    def printed(words: str) -> str:
        case, state = opened_file(saying(words))
        sheet = paper(case.in_variant(state.variant), language=language)
        if kind == "sorting":
            return sorting_paper(sheet, words, {"mental": words}, case.title)
        wishes = [PriorityLine(one.id, words) for one in state.priorities]
        if kind == "plan":
            return plan_paper(sheet, wishes, state.plan, state.overview)
        conference = state.conferences[0]
        return card_paper(card_sheet(conference, conference.card, sheet))

    assert skeleton(printed(HOSTILE)) == skeleton(printed(PLAIN))
    assert any(HOSTILE in one.text for one in seen(printed(HOSTILE)).elements)


def test_the_file_is_json_that_says_the_same(store: Store):
    saved = store.import_(saying(HOSTILE), OWNER)
    file = opened(store, "konference", saved.id).handle({"type": "download"}).download
    assert file
    assert file.mime == "application/json", "no browser shows it as a page"
    assert json.loads(file.text)["state"]["conferences"][0]["card"]["to"] == HOSTILE
    assert store.import_(file.text.encode(), OWNER).state == saved.state


@pytest.mark.parametrize("id", ["C03", "a" * 40, "x.html", "x.", "A-_.Z"])
def test_a_files_name_is_a_name(store: Store, id: str):
    """No quotes, line breaks, folders or semicolons: they would be more than a name in a header."""
    document = json.loads(SAVE)
    document["case"]["id"] = id
    saved = store.import_(json.dumps(document).encode(), OWNER)
    file = opened(store, "konference", saved.id).handle({"type": "download"}).download
    assert file
    assert re.fullmatch(r"overblik-[\w.-]+-\d{4}-\d\d-\d\d\.json", file.name, re.ASCII)


def test_by_its_address_it_is_a_file_and_no_page(server: Server):
    id = brought(server, HOSTILE, {})
    answer = ask(server, "GET", f"forloeb/{id}.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == f'attachment; filename="overblik-{id[:8]}.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body)["state"]["conferences"][0]["card"]["to"] == HOSTILE


@pytest.mark.parametrize("path", ["", "konference", "konference?forloeb={id}"])
def test_words_change_no_element_of_a_page_from_the_server(server: Server, path: str):
    def page(words: str) -> str:
        owner = {"Cookie": f"overblik_ejer={token_urlsafe(24)}"}
        id = brought(server, words, owner)
        return ask(server, "GET", path.format(id=id), headers=owner).text

    hostile = page(HOSTILE)
    assert skeleton(hostile) == skeleton(page(PLAIN))
    assert any(HOSTILE in one.text for one in seen(hostile).elements)
    for one in seen(hostile).all(type="application/json"):
        assert json.loads(one.text)


def brought(server: Server, words: str, owner: dict[str, str]) -> str:
    """Open a save that says these words, and return its id."""
    body, headers = form(saying(words))
    answer = ask(server, "POST", "aabn", body, {**headers, **owner})
    return answer.headers["location"].partition("forloeb=")[2]
