"""What the page is made of: no outside requests, strict headers, no traces of the machinery."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from overblik.serve.base import POLICY
from tests.support.apps import NOTE, READY, kernel_id, open_case, unfold, wait_until_saved
from tests.support.server import Server


def test_nothing_is_fetched_from_elsewhere_and_the_console_is_silent(page: Page, server: Server):
    fetched: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url)
    open_case(page, server)
    foreign = [url for url in fetched if not url.startswith((server.url, "data:", "blob:"))]
    assert foreign == []
    assert errors == []


def test_every_kind_of_answer_carries_the_headers(page: Page, server: Server):
    answers = {}
    page.on("response", lambda answer: answers.setdefault(answer.request.resource_type, answer))
    open_case(page, server)
    assert {"document", "stylesheet", "script", "fetch"} <= set(answers)
    for answer in answers.values():
        if not answer.url.startswith(server.url):  # blobs
            continue
        assert answer.headers["content-security-policy"].startswith("default-src")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert answers["document"].headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY


def test_only_our_page_is_to_be_seen(page: Page, server: Server):
    open_case(page, server)
    heights = page.evaluate(
        "Object.fromEntries([...document.body.children].map(one => "
        "[one.id || one.tagName, one.getBoundingClientRect().height]))"
    )
    assert heights.pop("overblik-root") > 500
    assert set(heights.values()) == {0}
    assert not re.search(r"Executing|Voil|kernel", page.inner_text("body"))


def test_the_page_stands_there_before_the_kernel_answers(page: Page, server: Server):
    page.add_init_script(
        "new MutationObserver((_, watch) => {"
        "const tier = document.querySelector('[data-testid=tier]');"
        "if (tier) { window.first = !!document.querySelector("
        "'#overblik-root[data-ready]'); watch.disconnect() }"
        "}).observe(document, {childList: true, subtree: true})"
    )
    open_case(page, server)
    assert page.evaluate("window.first") is False


def test_what_is_done_before_the_kernel_is_there_is_kept_for_it(page: Page, server: Server):
    page.add_init_script(
        """const Real = WebSocket;
        window.WebSocket = class { constructor(...all) {
          if (window.let_through) return new Real(...all);
          setTimeout(() => this.onclose?.()) } close() {} get readyState() { return 3 } };
        window.WebSocket.OPEN = 1;"""
    )
    page.goto(f"{server.url}stratificering?case=C01")
    page.get_by_test_id("rate-disease-0").click()
    expect(page.get_by_test_id("working")).to_be_visible()
    page.evaluate("window.let_through = true")
    wait_until_saved(page)
    expect(page.get_by_test_id("working")).to_be_hidden()
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked()


def test_the_head_follows_the_page(page: Page, server: Server):
    id = open_case(page, server)
    assert page.evaluate("document.documentElement.lang") == "da"
    assert "Birgit" in page.title()
    page.get_by_test_id("language").click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert id in page.url
    assert "overblik_sprog=en" in page.evaluate("document.cookie")


def test_visitors_cannot_choose_template_or_theme(page: Page, server: Server):
    id = open_case(page, server)
    page.goto(f"{server.url}stratificering?forloeb={id}&template=classic&theme=dark")
    page.wait_for_selector(READY)
    assert page.locator("body.theme-dark, .jp-Notebook").count() == 0
    assert page.locator("#overblik-root").count() == 1


def test_voilas_own_address_shows_the_same_page(page: Page, server: Server):
    id = open_case(page, server)
    page.goto(f"{server.url}voila/render/stratificering.ipynb?forloeb={id}")
    page.wait_for_selector(READY)
    expect(page.get_by_test_id("tier")).to_be_visible()


def test_typing_keeps_caret_and_text_while_the_page_changes(page: Page, server: Server):
    open_case(page, server)
    unfold(page, NOTE)
    note = page.locator(NOTE)
    text = "Hun klarer det hele selv, men prisen er høj; spørg om natten."
    note.press_sequentially(text)
    note.press("Home")
    note.press_sequentially("OBS: ")
    wait_until_saved(page)
    assert note.input_value() == "OBS: " + text
    assert page.evaluate("document.activeElement.selectionStart") == 5
    assert page.locator(f"details:has({NOTE})").first.get_attribute("open") is not None


def test_a_choice_moves_the_tier_and_stays_chosen(page: Page, server: Server):
    open_case(page, server)
    for domain in ("disease", "treatment"):
        page.get_by_test_id(f"rate-{domain}-0").check()
    expect(page.get_by_test_id("tier")).to_have_attribute("data-tier", "low")
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked()


def test_another_window_is_noticed(page: Page, server: Server):
    id = open_case(page, server)
    other = page.context.new_page()
    other.goto(f"{server.url}stratificering?forloeb={id}")
    other.wait_for_selector(READY)
    other.get_by_test_id("rate-disease-0").check()
    expect(page.get_by_test_id("rate-disease-0")).to_be_checked(timeout=10_000)


def test_a_download_leaves_page_and_kernel_alone(page: Page, server: Server):
    open_case(page, server)
    kernel = kernel_id(page)
    with page.expect_download() as got:
        page.get_by_test_id("download").click()
    assert got.value.suggested_filename.endswith(".json")
    page.get_by_test_id("rate-disease-0").check()
    wait_until_saved(page)
    assert kernel in server.kernels()


def test_browsers_cannot_write_the_page(page: Page, server: Server):
    """A hostile state update for html and head changes nothing, not even on the next morph."""
    id = open_case(page, server)
    page.evaluate(
        """() => new Promise((resolve, reject) => {
          const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
          const socket = new WebSocket(
            `ws://${location.host}/api/kernels/${config.kernelId}/channels`);
          const message = (type, content) => JSON.stringify({
            channel: 'shell', parent_header: {}, metadata: {}, buffers: [], content,
            header: {msg_id: crypto.randomUUID(), session: 'evil', username: '', version: '5.3',
                     date: new Date().toISOString(), msg_type: type}});
          socket.onopen = () => socket.send(message('comm_info_request', {}));
          socket.onmessage = ({data}) => {
            const answer = JSON.parse(data);
            if (answer.msg_type !== 'comm_info_reply') return;
            for (const comm_id of Object.keys(answer.content.comms)) {
              socket.send(message('comm_msg', {comm_id, data: {method: 'update', state: {
                html: '<main id=evil>', head: {lang: 'en', forloeb: 'evil'}}}}));
              socket.send(message('comm_msg', {comm_id, data: {method: 'custom', content: {
                n: 'x', event: 7}}}));
            }
            socket.send(message('kernel_info_request', {}));
            socket.onmessage = ({data}) =>
              JSON.parse(data).msg_type === 'kernel_info_reply' && resolve();
          };
          socket.onerror = reject;
        })"""
    )
    page.get_by_test_id("rate-disease-0").check()
    wait_until_saved(page)
    assert page.locator("#evil").count() == 0
    assert id in page.url
    assert page.evaluate("document.documentElement.lang") == "da"
