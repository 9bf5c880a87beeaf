"""The message on the sharing page: the practical route, the checker's word, files, and refusals."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.apps import files, messages
from overblik.documents.careplan.check import check_document
from overblik.documents.fhir.bundle import Finding
from overblik.documents.medcom.check import check
from overblik.domain.base import SECTIONS, Section
from overblik.language import Message
from overblik.state.store import Store
from tests.apps.pages import Session, begun, do, look, opened
from tests.documents.bundles import RECEIVERS, only, text_of
from tests.documents.marked import CASE, everything_in, leaked
from tests.support.examples import examples

each = pytest.mark.parametrize("to", RECEIVERS)


def sharing(store: Store, case: str = "C09", to: str = "", language: str = "da") -> Session:
    """The sharing page; one recipient may have everything."""
    page = opened(store, "deling", begun(store, case), language)
    if to:
        do(page, "consent_all", recipient=to, value="yes")
    return page


def asked(page: Session, kind: str, to: object) -> Any:
    """The file that the page gives, None when it gives none."""
    return page.handle({"type": kind, "recipient": to}).download


@each
def test_nothing_is_offered_until_the_patient_says_yes(store: Store, to: str):
    page = sharing(store)
    seen = look(page)
    assert seen.one(f"letter-{to}").attributes["data-allowed"] == "no"
    assert "ikke sagt ja" in seen.one(f"letter_refused-{to}").text
    for kind in ("letter_text", "letter_copy", "letter_pdf", "message_file", "document_file",
                 "message_open"):  # fmt: skip
        assert seen.all(data_testid=f"{kind}-{to}") == []


@each
@pytest.mark.parametrize("kind", ["message_file", "document_file"])
def test_a_file_without_a_yes_is_refused_in_words(store: Store, to: str, kind: str):
    page = sharing(store)
    assert asked(page, kind, to) is None
    assert "ikke sagt ja" in look(page).one("notice").text


@each
def test_text_and_pdf_come_before_the_file(store: Store, to: str):
    html = sharing(store, to=to).reply().html
    order = [html.index(f"{kind}-{to}") for kind in ("letter_copy", "letter_pdf", "message_file")]
    assert order == sorted(order)


@each
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_message_is_judged_when_it_is_opened(store: Store, to: str, language: str):
    page = sharing(store, to=to, language=language)
    assert look(page).all(data_testid=f"message-{to}") == []
    seen = do(page, "show", what="message", value=to)
    assert "0 " in seen.one(f"verdict-{to}").text
    assert "Not sent" in seen.one(f"message-{to}").text
    assert "JVBERi" not in seen.one(f"message-{to}").text, "no PDF in letters"
    assert seen.stray == []
    seen = do(page, "show", what="message", value="")
    assert seen.all(data_testid=f"message-{to}") == []


@each
def test_the_files_keep_the_rules_and_tell_no_patient_by_name(store: Store, to: str):
    page = sharing(store, to=to)
    message, document = asked(page, "message_file", to), asked(page, "document_file", to)
    assert {message.mime, document.mime} == {"application/fhir+json"}
    for one, kind in ((message, "besked"), (document, "dokument")):
        assert re.fullmatch(rf"overblik-{kind}-[a-z]+-\d{{4}}-\d\d-\d\d\.json", one.name, re.ASCII)
    assert check(json.loads(message.text)) == ()
    assert check_document(json.loads(document.text)) == ()
    assert "Inge" in message.text


@pytest.mark.parametrize("to", ["relative", "patient", "practice", "", None, 7, ["hospital"]])
@pytest.mark.parametrize("kind", ["message_file", "document_file"])
def test_who_has_no_organisation_gets_no_file(store: Store, to: object, kind: str):
    page = sharing(store, to="relative")
    assert asked(page, kind, to) is None
    assert "testorganisation" in look(page).one("notice").text


def test_without_a_patient_there_is_nothing_to_give(store: Store):
    page = opened(store, "deling")
    assert asked(page, "message_file", "municipality") is None


def test_a_yes_taken_back_in_another_window_holds(store: Store):
    id = begun(store, "C09")
    one, other = opened(store, "deling", id), opened(store, "deling", id)
    do(one, "consent_all", recipient="municipality", value="yes")
    do(other, "consent_all", recipient="municipality", value="no")
    assert asked(one, "message_file", "municipality") is None


def test_a_yes_taken_back_while_the_file_is_made_throws_it_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    id = begun(store, "C09")
    one, other = opened(store, "deling", id), opened(store, "deling", id)
    do(one, "consent_all", recipient="municipality", value="yes")
    made = messages.file

    def slow(*arguments: Any) -> Any:
        file = made(*arguments)
        do(other, "consent_all", recipient="municipality", value="no")
        return file

    monkeypatch.setattr(files.messages, "file", slow)
    reply = one.handle({"type": "message_file", "recipient": "municipality"})
    assert reply.download is None
    assert "samtykke blev ændret" in reply.html


@pytest.mark.parametrize("kind", ["message_file", "document_file"])
def test_what_another_window_closed_is_in_no_file_of_this_one(store: Store, kind: str):
    id = begun(store, "C09")
    one, other = opened(store, "deling", id), opened(store, "behandlingsplan", id)
    do(one, "item_add", id="x1")
    do(one, "item_text", item="x1", value="Tal om zqsorg")
    do(one, "consent", recipient="municipality", section="agreements", value=True)
    assert "zqsorg" in asked(one, kind, "municipality").text
    do(other, "item_section", item="x1", value="mental")
    assert "zqsorg" not in asked(one, kind, "municipality").text


@pytest.mark.parametrize("kind", ["message_file", "document_file"])
def test_a_line_closed_while_the_file_is_made_throws_it_away(
    store: Store, monkeypatch: pytest.MonkeyPatch, kind: str
):
    id = begun(store, "C09")
    one, other = opened(store, "deling", id), opened(store, "behandlingsplan", id)
    do(one, "item_add", id="x1")
    do(one, "item_text", item="x1", value="Tal om sorg")
    do(one, "consent", recipient="municipality", section="agreements", value=True)
    made = messages.file

    def slow(*arguments: Any) -> Any:
        do(other, "item_section", item="x1", value="mental")
        return made(*arguments)

    monkeypatch.setattr(files.messages, "file", slow)
    reply = one.handle({"type": kind, "recipient": "municipality"})
    assert reply.download is None
    assert "kastet væk" in reply.html


# The last gate ----------------------------------------------------------------------------------

WRONG = Message("Teksten er ren tekst.")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("zqforkert", "linjen »Ring om zqforkert«: Teksten er ren tekst."),
        ("Inge", "er ikke hentet: Teksten er ren tekst."),
    ],
    ids=["one line breaks it", "it is broken whatever the lines say"],
)
def test_a_message_that_our_own_checker_refuses_is_not_given_away(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken: str, told: str
):
    def strict(bundle: Any) -> Any:
        found = (Finding("Communication.payload", "plain-text", WRONG),)
        return found if broken in json.dumps(bundle, ensure_ascii=False) else ()

    page = sharing(store, to="municipality")
    for id, words in (("x1", "Ring om prøven"), ("x2", "Ring om zqforkert")):
        do(page, "item_add", id=id)
        do(page, "item_text", item=id, value=words)
    assert asked(page, "message_file", "municipality") is not None
    monkeypatch.setattr(messages, "check", strict)
    assert asked(page, "message_file", "municipality") is None
    assert told in look(page).one("notice").text


def test_a_document_that_our_own_checker_refuses_is_not_given_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(messages, "check_document", lambda _: (Finding("Bundle", "cpr", WRONG),))
    page = sharing(store, to="municipality")
    assert asked(page, "document_file", "municipality") is None
    assert "er ikke hentet: Teksten er ren tekst." in look(page).one("notice").text
    assert asked(page, "message_file", "municipality") is not None


def test_drawing_the_page_makes_no_message(store: Store, monkeypatch: pytest.MonkeyPatch):
    """The PDF takes longer than the rest of the page."""
    page = sharing(store, to="municipality")

    def never(*_: Any) -> bytes:
        raise AssertionError("made though nobody asked")

    monkeypatch.setattr(messages, "_pdf", never)
    look(page)
    with pytest.raises(AssertionError):
        do(page, "show", what="message", value="municipality")


def test_what_the_file_does_not_do_is_said(store: Store):
    said = look(sharing(store)).one("messages").text
    for word in ("VANS", "certificeret", "kvittering", "henvisning", "opdigtede"):
        assert word in said


matrices = st.fixed_dictionaries(
    {to: st.sets(st.sampled_from(SECTIONS)) for to in (*RECEIVERS, "relative")}
)


@examples(12)
@given(matrix=matrices)
def test_no_matrix_of_consents_leaks(store: Store, matrix: dict[str, set[Section]]):
    page = opened(store, "deling", begun(store, CASE))
    for to, sections in matrix.items():
        for section in sections:
            do(page, "consent", recipient=to, section=section, value=True)
    for to in RECEIVERS:
        for kind in ("message_file", "document_file"):
            file = asked(page, kind, to)
            if not matrix[to]:
                assert file is None
                continue
            bundle = json.loads(file.text)
            assert leaked(everything_in(bundle) + file.name, matrix[to]) == set()
            assert only(bundle, "Patient")["name"][0]["given"] == [CASE.person.name]
    if matrix["hospital"]:
        assert leaked(text_of(json.loads(asked(page, "message_file", "hospital").text)),
                      matrix["hospital"]) == set()  # fmt: skip
