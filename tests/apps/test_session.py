"""A page's life: opened on a forløb or on none, in a language, on a database that may fail."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from overblik.apps.session import Session
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import APPS, OWNER, begun, do, look, opened, seen


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("id", ["x" * 24, "kort", "../../etc/passwd", "æøå", "%00", "a&b=c"])
def test_an_id_nobody_has_is_told_and_the_patients_offered(store: Store, app: str, id: str):
    page = look(opened(store, app, id))
    assert "findes ikke" in page.one("message").text
    assert page.one("begin-C01")


@pytest.mark.parametrize(
    ("cookie", "language"),
    [
        ("overblik_sprog=en", "en"),
        ("overblik_sprog=da", "da"),
        ("overblik_sprog=de", "da"),
        ("", "da"),
        ("overblik_sprog", "da"),
        ("\x00=\x01", "da"),
    ],
)
def test_the_language_is_the_cookies_and_danish_without(store: Store, cookie: str, language: str):
    session = Session("konference", store, {"HTTP_COOKIE": cookie}, served=True)
    assert session.reply().head["lang"] == language


def test_without_an_environment_it_is_the_users_own_machine(store: Store):
    session = Session("konference", store, {}, served=False)
    assert session.reply().head["lang"] == "da"
    page = do(session, "begin", case="C01")
    assert page.one("case-title")


@pytest.mark.parametrize("app", APPS)
def test_switching_language_keeps_everything(store: Store, app: str):
    id = begun(store)
    session = opened(store, app, id)
    do(session, "rate", domain="mental", value="2")
    do(session, "item_add", id="x1")
    do(session, "item_text", item="x1", value="Egne ord på dansk")
    do(session, "card_text", field="question", value="Hvad nu?")
    do(session, "card_to", value="020160-9995")
    before = store.read(id).state
    reply = session.handle({"type": "language", "value": "en"})
    assert reply.head["lang"] == "en"
    after = store.read(id).state
    assert after.answers == before.answers
    assert after.plan == before.plan
    assert after.conferences == before.conferences
    reply = session.handle({"type": "language", "value": "da"})
    assert reply.head["lang"] == "da"
    page = seen(reply.html)
    assert page.one("unsaved"), "also what was refused"
    if app == "konference":
        assert page.value("card_to-field") == "020160-9995"
        assert page.value("card_text-question") == "Hvad nu?"
    if app == "behandlingsplan":
        assert page.value("item_text-x1") == "Egne ord på dansk"


def test_the_cases_words_follow_the_language_and_own_words_do_not(store: Store):
    id = begun(store, "C06")
    session = opened(store, "behandlingsplan", id)
    do(session, "offer", offer="low-plan", value="kept")
    do(session, "priority_text", priority="case-1", value="Egne ord")
    page = do(session, "language", value="en")
    offer = next(one for one in library().model.offers if one.id == "low-plan")
    assert page.value("item_text-offer-low-plan") == offer.text.en
    assert page.value("priority_text-case-1") == "Egne ord"
    assert page.value("priority_text-case-2") == library().cases["C06"].priorities[1].en


@pytest.mark.parametrize("value", ["fr", "", None, 7, ["en"], {"a": 1}])
def test_a_language_nobody_speaks_is_danish(store: Store, value: object):
    session = opened(store, "konference", begun(store), "en")
    assert session.handle({"type": "language", "value": value}).head["lang"] == "da"


@pytest.mark.parametrize("app", APPS)
def test_a_patient_can_be_begun_and_gone_on_with(store: Store, app: str):
    session = opened(store, app)
    reply = session.handle({"type": "begin", "case": "c09", "app": app})
    assert "Inge" in str(reply.head["title"])
    id = str(reply.head["forloeb"])
    assert reply.head["address"] == f"?forloeb={id}"
    later = opened(store, app)
    page = look(later)
    assert "Inge" in " ".join(one.text for one in page.elements if one.tag == "li")
    assert "Inge" in do(later, "open", forloeb=id).one("case-title").text


def test_work_in_progress_is_the_owners_own(store: Store):
    store.create(library().cases["C09"], None, "en-anden")
    page = look(opened(store, "konference"))
    assert page.all(aria_labelledby="in-progress") == []


def test_without_a_patient_an_event_is_told_what_is_missing(store: Store):
    page = do(opened(store, "konference"), "card_to", value="Geriater")
    assert "patient" in page.one("message").text


def test_a_case_nobody_has_is_told(store: Store):
    page = do(opened(store, "konference"), "begin", case="C99")
    assert "C99" in page.one("message").text


def test_a_forloeb_goes_out_and_comes_in_as_a_file(store: Store):
    session = opened(store, "konference", begun(store), served=False)
    do(session, "card_to", value="Geriater")
    download = session.handle({"type": "download"}).download
    assert download is not None
    assert download.name.startswith("overblik-C01-")
    assert download.name.endswith(".json")
    assert json.loads(download.text)["format"] == "overblik-forloeb"
    other = opened(store, "konference", served=False)
    reply = other.handle({"type": "open_file", "file": download.text})
    assert seen(reply.html).value("card_to-field") == "Geriater"
    assert reply.head["forloeb"] != session.reply().head["forloeb"]


@pytest.mark.parametrize("file", ["", "x", "{}", "[]", "\x00", None, 7, "æ" * 3_000_000])
def test_a_file_that_is_none_is_told_and_the_page_stays(store: Store, file: object):
    session = opened(store, "konference", begun(store), served=False)
    page = do(session, "open_file", file=file)
    assert page.one("notice").text
    assert "Birgit" in page.one("case-title").text
    page = do(opened(store, "konference", served=False), "open_file", file=file)
    assert page.one("message").text


def test_without_a_patient_there_is_nothing_to_download(store: Store):
    assert opened(store, "konference").handle({"type": "download"}).download is None


def locked(store: Store, path: Path) -> sqlite3.Connection:
    """Somebody else holds the database, and we do not wait for them."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    return other


def test_when_it_cannot_be_saved_the_text_stays_in_the_field(store: Store, tmp_path: Path):
    session = opened(store, "konference", begun(store))
    other = locked(store, tmp_path / "overblik.sqlite3")
    page = do(session, "card_to", value="Geriater")
    assert page.value("card_to-field") == "Geriater"
    assert "gemmes" in " ".join(one.text for one in page.all(role="alert"))
    other.execute("rollback")
    other.close()
    page = do(session, "card_to", value="Geriater")
    assert page.all(data_testid="unsaved") == []
    assert page.value("card_to-field") == "Geriater"


def test_when_a_choice_cannot_be_saved_it_is_told(store: Store, tmp_path: Path):
    session = opened(store, "stratificering", begun(store))
    other = locked(store, tmp_path / "overblik.sqlite3")
    page = do(session, "rate", domain="mental", value="2")
    assert "gemmes" in page.one("notice").text
    other.close()


def test_a_forloeb_that_is_damaged_meanwhile_is_told(store: Store, tmp_path: Path):
    id = begun(store)
    session = opened(store, "konference", id)
    raw = sqlite3.connect(tmp_path / "overblik.sqlite3")
    raw.execute("update forloeb set state_text = '{' where id = ?", (id,))
    raw.commit()
    raw.close()
    page = do(session, "card_to", value="Geriater")
    assert page.value("card_to-field") == "Geriater"
    assert "beskadiget" in " ".join(one.text for one in page.all(role="alert"))
    assert "beskadiget" in do(session, "look").one("notice").text


def test_the_owner_is_the_browsers(store: Store):
    session = opened(store, "konference")
    session.handle({"type": "begin", "case": "C01"})
    assert len(store.in_progress(OWNER)) == 1
