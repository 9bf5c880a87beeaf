"""A window on the suite, worked as a person works it: see, click, type, wait until it is saved."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import (
    APIRequestContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
)
from pypdf import PdfReader

from tests.support.apps import READY, kernel_id
from tests.support.server import Server

APPS = (
    "stratificering",
    "overblikskonsultation",
    "afvejning",
    "behandlingsplan",
    "konference",
    "deling",
)
"""The apps for one patient's way through; the year and the workshop have tests of their own."""
SHARING = ("consent_said", "consent", "consent_all")
"""What is done to share: as the patient says in the case, one part, all of it."""
FICTIONAL = {"da": "Undervisning – fiktiv patient", "en": "Teaching – fictional patient"}
"""What stands on every page and every sheet of paper."""

TEXT_FIELDS = "#overblik-root main :is(textarea, input[type=text]):not([readonly])"

_PRINT = "window.printed = 0; window.print = () => { window.printed += 1 }"

_SAVED = """() => document.querySelector('#overblik-root[data-ready]')
  && Object.keys(sessionStorage).every((key) => !key.startsWith('overblik:'))"""

_OPEN = """(id) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.event = 'open';
  button.dataset.forloeb = id;
  document.getElementById('overblik-root').append(button);
  button.click();
  button.remove();
}"""
"""What a patient's name does in the list of work in progress where there are no addresses."""


def create(
    request: APIRequestContext, server: Server, case: str, app: str = APPS[0], variant: str = ""
) -> str:
    """Begin a forløb by the front page's form, without opening a page, and return its id."""
    form: dict[str, str | float | bool] = {"case": case, "app": app, "variant": variant}
    answer = request.post(f"{server.url}forloeb", form=form, max_redirects=0)
    assert answer.status == 303, answer.text()
    return answer.headers["location"].partition("forloeb=")[2]


@dataclass(frozen=True)
class Sheet:
    """A printed page: its text on one line, and its width and height in points."""

    text: str
    size: tuple[int, int]


class Window:
    """One browser window. ``troubles`` collects what a user should never cause."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.troubles: list[str] = []
        self._known: list[str] = []
        page.add_init_script(_PRINT)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._met(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._met(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:", "about:")):
            self._met(f"fetched {url}")

    def _met(self, trouble: str) -> None:
        if not any(known in trouble for known in self._known):
            self.troubles.append(trouble)

    def expects(self, *troubles: str) -> None:
        """From here on these console messages are meant to come: a status 404 that is asked for."""
        self._known += troubles

    # Going places ---------------------------------------------------------------------------

    def front(self) -> None:
        self.page.goto(self.server.url)

    def begin(self, case: str, app: str = APPS[0], variant: str = "") -> str:
        """Begin a case in an app, wait until the page answers, and return the forløb's id."""
        return self.go(app, create(self.page.request, self.server, case, app, variant))

    def go(self, app: str, id: str) -> str:
        """Open a forløb in an app by its address."""
        self.page.goto(f"{self.server.url}{app}?forloeb={id}", wait_until="commit")
        self.ready(app)
        return id

    def ready(self, app: str) -> None:
        """Wait until the app stands there, answers, and has nothing left to save."""
        self.page.wait_for_url(re.compile(f"/{app}\\?"), wait_until="commit")
        self.page.wait_for_selector(READY)
        self.settled()

    def follow(self, link: Locator, app: str) -> None:
        """Follow a link or button to an app."""
        link.click(no_wait_after=True)
        self.ready(app)

    def reload(self) -> None:
        self.page.reload(wait_until="commit")
        self.page.wait_for_selector(READY)
        self.settled()

    def show(self, id: str) -> None:
        """Let this window's kernel open another forløb."""
        self.page.evaluate(_OPEN, id)
        self.page.wait_for_function("(id) => location.search.includes(id)", arg=id, polling=20)
        self.settled()

    # Doing things ---------------------------------------------------------------------------

    def at(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    @property
    def told(self) -> Locator:
        """What a page without a kernel says went wrong."""
        return self.page.locator("main [role=alert]:not(:empty)")

    def settled(self) -> None:
        """Wait until everything that was done is saved and the page shows it."""
        self.page.wait_for_function(_SAVED, polling=20)

    def press(self, testid: str) -> None:
        self.at(testid).click()
        self.settled()

    def use(self, event: str) -> bool:
        """Use the first control of an event; False where the page has none."""
        control = self.page.locator(f"main [data-event={event}]").first
        if not control.count():
            return False
        control.click()
        self.settled()
        return True

    def write(self, testid: str, text: str) -> None:
        """Put a text or a date into a field, whatever stood there."""
        self.at(testid).fill(text)
        self.at(testid).dispatch_event("change")  # as when one goes on: a number waits for it
        self.settled()

    def choose(self, testid: str, value: str) -> None:
        self.at(testid).select_option(value)
        self.settled()

    def rate(self, **ratings: object) -> None:
        """Rate domains: ``rate(disease=2, network="unknown")``."""
        for domain, value in ratings.items():
            self.at(f"rate-{domain}-{value}").check()
            self.settled()

    def speak(self, language: str) -> None:
        """See to it that the page is in a language."""
        if self.page.evaluate("document.documentElement.lang") != language:
            self.at("language").click()
            expect(self.page.locator("html")).to_have_attribute("lang", language)
            self.settled()

    def unfold(self, open_: bool = True) -> None:
        """Open (or close) every fold of the page."""
        self.page.evaluate(
            "(open) => document.querySelectorAll('details').forEach((one) => one.open = open)",
            open_,
        )

    def add_item(self) -> str:
        """Add a line to the plan and return its id."""
        before = self.items()
        self.press("item-add")
        (new,) = set(self.items()) - set(before)
        return new

    # Looking --------------------------------------------------------------------------------

    @property
    def forloeb(self) -> str:
        return parse_qs(urlsplit(self.page.url).query)["forloeb"][0]

    @property
    def kernel(self) -> str:
        return kernel_id(self.page)

    @property
    def tier(self) -> str | None:
        return self.at("tier").get_attribute("data-tier")

    def text_field(self) -> str | None:
        """The first field one can write a text in, if the page has any."""
        field = self.page.locator(TEXT_FIELDS).first
        return field.get_attribute("id") if field.count() else None

    def items(self) -> list[str]:
        """The ids of the plan's lines as they stand on the page."""
        return [
            (one.get_attribute("data-testid") or "").removeprefix("item-")
            for one in self.page.locator("li.item").all()
        ]

    def paper(self) -> str:
        """What would be printed, as one line of text."""
        return " ".join((self.page.locator(".print").text_content() or "").split())

    def printed(self) -> list[Sheet]:
        """The sheets that come out of the printer."""
        pages = PdfReader(BytesIO(self.page.pdf(prefer_css_page_size=True))).pages
        return [
            Sheet(
                # ligatures (ﬁ) back to letters
                " ".join(unicodedata.normalize("NFKC", one.extract_text()).split()),
                (round(float(one.mediabox.width)), round(float(one.mediabox.height))),
            )
            for one in pages
        ]

    def saved(self) -> dict[str, Any]:
        """The forløb as it would be downloaded: ``case`` and ``state``."""
        return json.loads(self.saved_text())

    def saved_text(self) -> str:
        answer = self.page.request.get(f"{self.server.url}forloeb/{self.forloeb}.json")
        assert answer.ok, answer.text()
        return answer.text()
