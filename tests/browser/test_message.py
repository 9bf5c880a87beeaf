"""The message as a user meets it: say yes, look it through, fetch it, and take the yes back."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from overblik.documents.careplan.check import check_document
from overblik.documents.medcom.check import check
from tests.browser.driver import Window
from tests.documents.bundles import only, pdf_of, pdf_words, text_of


def fetched(window: Window, testid: str, folder: Path) -> tuple[str, dict]:
    """The file that a button gives: its name and what is in it."""
    with window.page.expect_download() as got:
        window.at(testid).click()
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path.name, json.loads(path.read_text("utf-8"))


def test_the_message_is_looked_through_fetched_and_closed_again(window: Window, tmp_path: Path):
    window.begin("C09", "deling")
    refused = window.at("letter_refused-municipality")
    expect(refused).to_contain_text("ikke sagt ja")
    window.press("consent_yes-municipality")
    expect(refused).to_have_count(0)

    window.press("message_open-municipality")
    expect(window.at("verdict-municipality")).to_have_text("Beskeden følger reglerne: 0 fejl")
    expect(window.at("message-municipality")).to_contain_text("ikke afsendt")

    name, bundle = fetched(window, "message_file-municipality", tmp_path)
    assert name.startswith("overblik-besked-kommunen-")
    assert check(bundle) == ()
    assert only(bundle, "Patient")["name"][0]["given"] == ["Inge"]
    assert "fiktiv patient" in pdf_words(pdf_of(bundle))

    window.at("letter_text-municipality").click()
    words = window.page.locator("#letter-words-municipality")
    expect(words).to_be_visible()
    assert words.text_content() == text_of(bundle), "what is copied is what the message says"

    name, document = fetched(window, "document_file-municipality", tmp_path)
    assert name.startswith("overblik-dokument-kommunen-")
    assert check_document(document) == ()

    expect(window.at("letter_refused-hospital")).to_be_visible()
    window.press("consent_withdraw-municipality")
    expect(window.at("letter_refused-municipality")).to_be_visible()
    expect(window.at("message_file-municipality")).to_have_count(0)
