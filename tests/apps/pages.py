"""Apps without a browser: open a page on a forløb, do something, and look at the HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from overblik.apps.session import PAGES, Session
from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.state.store import Store

APPS = tuple(PAGES)
LANGUAGES = ("da", "en")
OWNER = "en-ejer-til-proever-uden-mening"
VOID = {"input", "br", "meta", "link", "img", "hr"}


@dataclass
class Element:
    """One element of a page: its attributes and all the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Seen(HTMLParser):
    """A page taken apart. ``stray`` are end tags that close nothing that is open."""

    elements: list[Element] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def all(self, **attributes: str) -> list[Element]:
        """The elements with these attributes; ``data_testid`` is written for ``data-testid``."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.elements if wanted.items() <= one.attributes.items()]

    def one(self, testid: str) -> Element:
        """The one element of a test id."""
        found = self.all(data_testid=testid)
        assert len(found) == 1, f"{len(found)} elements are {testid!r}"
        return found[0]

    def value(self, testid: str) -> str:
        """What stands in a field."""
        found = self.one(testid)
        if found.tag != "textarea":
            return found.attributes.get("value", "")
        return found.text.removeprefix("\n")  # HTML drops the first line break


def seen(html: str) -> Seen:
    """A page's HTML, taken apart."""
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


def begun(store: Store, case: str | Case = "C01", variant: str | None = None) -> str:
    """A new forløb's id."""
    chosen = library().cases[case] if isinstance(case, str) else case
    return store.create(chosen, variant, OWNER).id


def opened(
    store: Store, app: str, id: str = "", language: str = "da", *, served: bool = True
) -> Session:
    """An app's page, as its kernel starts it."""
    environment = {
        "QUERY_STRING": f"forloeb={id}" if id else "",
        "HTTP_COOKIE": f"overblik_sprog={language}; overblik_ejer={OWNER}",
    }
    return Session(app, store, environment, served=served)


def do(session: Session, kind: str, /, **fields: object) -> Seen:
    """Let something happen, and look at the page after it."""
    return seen(session.handle({"type": kind, **fields}).html)


def look(session: Session) -> Seen:
    """The page as it is."""
    return seen(session.reply().html)
