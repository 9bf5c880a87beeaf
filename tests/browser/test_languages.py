"""Every page speaks one language: no Danish on English pages, no English on Danish ones."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from overblik.knowledge import library
from overblik.language import LANGUAGES, Language
from tests.browser.driver import APPS, SHARING, Window, create
from tests.browser.rooms import Rooms
from tests.browser.words import same_in_both, words

SAID = """() => {
  const said = [], tidy = (text) => text.replace(/\\s+/g, ' ').trim();
  const add = (element, where, text) =>
    text && tidy(text) && said.push([element.closest('[lang]').lang, where, tidy(text)]);
  add(document.documentElement, 'title', document.title);
  const walker = document.createTreeWalker(document.getElementById('overblik-root'),
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent.closest('textarea, [translate=no]')) add(parent, 'text', node.data);
      continue;
    }
    for (const name of
        ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'data-too-large'])
      add(node, name, node.getAttribute(name));
    if (node.matches('textarea, input[type=text]')) add(node, 'value', node.value);
  }
  return said;
}"""
"""Everything a page can say, shown, hidden or on paper, each with its language as marked."""

BOTH = re.compile(
    r"[A-Z]|[^A-Za-zÆØÅæøå]*|[A-Z]?\d[\d.,/–-]*\s?\S{0,16}|.* x \d+"
    r"|DSAM|Overblik|Overbliks redaktion:?|Patient:"
)
"""Letters, figures with units, codes, doses and names stand alike in both languages."""


def said(page: Page) -> set[tuple[str, str, str]]:
    """What the page says: language, where, text."""
    return {(one[0], one[1], one[2]) for one in page.evaluate(SAID)}


class Faults:
    """Texts that are not in the language they are marked as, each with where it was first met."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def look(self, page: Page, state: str) -> None:
        for language, where, text in said(page):
            if alien := words(cast(Language, language)).foreign(text):
                self.add(f"{language} {where} {text[:90]!r} has {alien[:60]!r}", state)

    def add(self, fault: str, state: str) -> None:
        self._found.setdefault(fault, state)

    def none(self) -> None:
        told = sorted(f"{fault} ({state})" for fault, state in self._found.items())
        assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_a_kernel(window: Window, language: Language):
    window.expects("status of 4")
    window.page.context.add_cookies(
        [{"name": "overblik_sprog", "value": language, "url": window.server.url}]
    )
    create(window.page.request, window.server, "C01")
    found = Faults()
    for path in (
        "",
        *APPS,
        "konference?forloeb=" + "x" * 24,
        "stratificering?case=C99",
        "no-such-page",
    ):
        window.page.goto(window.server.url + path)
        expect(window.page.locator("html")).to_have_attribute("lang", language)
        found.look(window.page, f"/{path}")
    for content in (b"x", b'{"format": "overblik-forloeb", "version": 1}', b" " * 2_100_000):
        window.front()
        window.at("open-file").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": content}
        )
        window.told.wait_for()
        found.look(window.page, "refused file")
    found.none()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", APPS)
def test_every_case_in_every_app(rooms: Rooms, app: str, language: Language):
    found = Faults()
    for case in library().cases.values():
        for variant in [one.id for one in case.variants] or [""]:
            window = rooms.enter(app, case.id, variant, language)
            found.look(window.page, f"{app} {case.id} {variant}")
    found.none()


def sort(window: Window) -> None:
    window.unfold()
    window.rate(disease=2, network="unknown", mental=1)
    window.at("tier-high").check()
    window.settled()
    for labels in ("neutral", "colour", "dsam"):
        window.choose("labels", labels)
    window.press("what-if-open")
    window.page.locator("[data-what=change]").first.click()
    window.settled()
    window.press("look-low-moderate")
    window.at("axis-biomedical-low").check()
    window.settled()
    window.press("reading-bogstavelig")


def plan(window: Window) -> None:
    window.press("keep-moderate-plan")
    window.press("keep-moderate-talks")
    window.press("decline-moderate-digital")
    window.unfold()
    while window.page.locator("[data-event=suggestion_take]").count():
        window.page.locator("[data-event=suggestion_take]").first.click()
        window.settled()
    window.add_item()
    window.press("remove-offer-moderate-talks")
    window.page.locator("[data-event=priority_remove]").last.click()
    window.page.get_by_test_id("priority-add").click()
    window.settled()
    window.write("overview-field", "2099-01-01")


def consult(window: Window) -> None:
    for button in ("done-agenda-wishes", "deferred-agenda-least", "clock"):
        window.press(button)
    for block in ("biomedical", "psychosocial", "medicine", "plan", "agenda"):
        window.press(f"block-{block}")
    window.choose("prompt_owner-agenda-least", "nurse")


REFUSED = {
    "overblikskonsultation": ("prompt_due-agenda-least", "2020-01-01"),
    "stratificering": ("tier_reason-field", "0101901234"),
    "behandlingsplan": ("overview-field", "0001-01-01"),
    "konference": ("card_to-field", "\x07"),
}
"""For an app a field and what it refuses: CPR, a day, a control character; else its first field."""


def ask(window: Window) -> None:
    window.write("card_text-question", "1? 2?")
    window.choose("card_responsible-field", "hospital")
    window.write("card_deadline-field", "2026-12-24")
    window.press("conference_begin-to_gp")
    window.write("card_text-question", "1? 2?")
    window.page.get_by_test_id("work_up_add-go").click()
    window.settled()
    window.unfold()
    window.write("appointment-day", "2026-12-24")


def weigh(window: Window) -> None:
    assert window.use("card_place")
    window.unfold()


def share(window: Window) -> None:
    for event in SHARING:
        assert window.use(event), event
    window.unfold()


DONE = {
    "stratificering": sort,
    "overblikskonsultation": consult,
    "afvejning": weigh,
    "behandlingsplan": plan,
    "konference": ask,
    "deling": share,
}


@pytest.mark.parametrize("app", APPS)
def test_a_page_in_use_in_both_languages(rooms: Rooms, app: str):
    """The same page in both languages: what stands alike in both was not translated."""
    window = rooms.enter(app, "C07")
    DONE[app](window)
    field, refused = REFUSED.get(app) or (window.text_field(), "0101901234")
    if field:
        window.write(field, refused)
        expect(window.at("unsaved")).to_be_visible()
    found = Faults()
    danish = said(window.page)
    found.look(window.page, app)
    window.speak("en")
    english = said(window.page)
    found.look(window.page, app)
    if field:
        window.write(field, "")
    expect(window.at("unsaved")).to_have_count(0)
    names = {one.person.name for one in library().cases.values()}
    for language, where, text in english & {("en", *one[1:]) for one in danish}:
        if language == "en" and text not in same_in_both() | names and not BOTH.fullmatch(text):
            found.add(f"en {where} {text!r} is the same in Danish", app)
    found.none()


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_about_another_window(rooms: Rooms, language: Language):
    window = rooms.enter("konference", language=language)
    rooms.look_in("behandlingsplan", window.forloeb, language).write("priority_text-case-1", "1")
    found = Faults()
    expect(window.at("notice")).to_be_visible(timeout=10_000)
    found.look(window.page, "told of another window")
    found.none()
