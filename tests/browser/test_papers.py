"""The papers in a browser: one opens as a PDF, one is copied as text."""

from __future__ import annotations

import io

from playwright.sync_api import Page
from pypdf import PdfReader

from overblik.state.store import Store
from tests.apps.test_papers import planned
from tests.support.apps import READY
from tests.support.server import Server


def test_a_paper_is_saved_and_its_text_copied(page: Page, server: Server):
    store = Store.open(f"sqlite:///{server.data_dir / 'overblik.sqlite3'}")
    id = planned(store)
    store.close()
    page.goto(f"{server.url}deling?forloeb={id}", wait_until="commit")
    page.wait_for_selector(READY)
    with page.expect_download() as saved:
        page.get_by_test_id("paper_save-patienten").click()
    assert saved.value.suggested_filename == "overblik-C07-patienten.pdf"
    assert len(PdfReader(io.BytesIO(saved.value.path().read_bytes())).pages) == 1
    page.get_by_test_id("paper_text-kommunen").click()
    page.get_by_test_id("paper-words").wait_for()
    page.get_by_test_id("paper-copy").click()
    page.get_by_text("Kopieret", exact=True).wait_for()
    assert "PLAN TIL KOMMUNEN" in page.evaluate("getSelection().toString()")
