"""The papers' addresses: what may be had, what is refused, and a no that comes meanwhile."""

from __future__ import annotations

import asyncio
import io
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from overblik.apps import conference_papers, papers
from overblik.apps.papers import READERS
from overblik.domain.base import SECTIONS, Section
from overblik.domain.conference import FIRST, Appointment, Card, Conference
from overblik.domain.sharing import Agreement, Reach
from overblik.serve.routes import routes
from overblik.state.saves import Saved
from overblik.state.store import Store
from tests.apps.pages import begun
from tests.documents.plans import source
from tests.support.protocol import run

HEADERS = {"X-Content-Type-Options": "nosniff"}
NOBODY = "A" * 32


@pytest.fixture
def store(tmp_path: Path):
    one = Store.open(f"sqlite:///{tmp_path / 'overblik.sqlite3'}")
    yield one
    one.close()


def planned(store: Store, consents: Mapping[Reach, Sequence[Section]], case: str = "C07") -> Saved:
    """A forløb with the whole proposed plan, in which these parts may be shared."""
    made = source(case, "da")
    agreed = {reach: Agreement(sections=tuple(parts)) for reach, parts in consents.items()}
    update = {"plan": tuple(made.items), "overview": made.overview, "consents": agreed}
    return store.change(begun(store, case), lambda saved: saved.state.model_copy(update=update))


def asked(store: Store, *paths: str, cookie: str = "", method: str = "GET") -> list[HTTPResponse]:
    """What a server answers to requests made at the same time."""

    async def ask() -> list[HTTPResponse]:
        socket, port = bind_unused_port()
        ours = [one for one in routes("/", []) if "/papirer" in str(one[0])]
        assert len(ours) == 1
        application = Application(ours, overblik_store=store, base_url="/", headers=HEADERS)
        server = HTTPServer(application)
        server.add_sockets([socket])
        client = AsyncHTTPClient(force_instance=True)
        try:
            return await asyncio.gather(
                *(
                    client.fetch(
                        f"http://127.0.0.1:{port}{path}",
                        method=method,
                        headers={"Cookie": cookie},
                        raise_error=False,
                    )
                    for path in paths
                )
            )
        finally:
            client.close()
            server.stop()

    return run(ask())


def get(store: Store, path: str, cookie: str = "", method: str = "GET") -> HTTPResponse:
    return asked(store, path, cookie=cookie, method=method)[0]


def read(response: HTTPResponse) -> str:
    if response.headers["Content-Type"].startswith("text/"):
        return response.body.decode()
    return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(response.body)).pages)


def spoken(paper: PdfReader) -> str:
    root: Any = paper.trailer["/Root"]
    return root["/Lang"]


EVERYTHING: dict[Reach, Sequence[Section]] = {one: SECTIONS for one in READERS.values() if one}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_every_paper_opens(store: Store, name: str, ending: str):
    saved = planned(store, EVERYTHING)
    answer = get(store, f"/papirer/{saved.id}/{name}.{ending}")
    assert answer.code == 200
    mime = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}[ending]
    assert answer.headers["Content-Type"] == mime
    file = f"overblik-C07-{name}.{ending}"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{file}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Ellen" in read(answer)


def test_as_a_download_in_large_type_and_in_english(store: Store):
    saved = planned(store, EVERYTHING)
    address = f"/papirer/{saved.id}/patienten.pdf"
    large = get(store, f"{address}?stor=1&hent=1&sprog=en")
    assert (
        large.headers["Content-Disposition"]
        == 'attachment; filename="overblik-C07-patienten-stor.pdf"'
    )
    paper = PdfReader(io.BytesIO(large.body))
    assert spoken(paper) == "en"
    assert len(paper.pages) > 1
    assert "Teaching – fictional patient" in read(large)
    for cookie, language in (("overblik_sprog=en", "en"), ("", "da")):
        paper = PdfReader(io.BytesIO(get(store, address, cookie).body))
        assert spoken(paper) == language


@pytest.mark.parametrize(
    ("name", "consents", "code", "told"),
    [
        ("kommunen", {}, 403, "ikke sagt ja"),
        ("kommunen", {"municipality": []}, 403, "ikke sagt ja"),
        ("kommunen", {"hospital": SECTIONS}, 403, "ikke sagt ja"),
        ("patienten", {"municipality": SECTIONS}, 403, "patientens eget papir"),
        ("klinikeren", {}, 200, ""),
        ("borgmesteren", EVERYTHING, 404, "Papiret findes ikke"),
    ],
)
@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_what_is_refused_is_told_in_words(
    store: Store, name: str, consents: Mapping[Reach, Sequence[Section]], code: int, told: str,
    ending: str,
):  # fmt: skip
    saved = planned(store, consents)
    answer = get(store, f"/papirer/{saved.id}/{name}.{ending}")
    assert answer.code == code
    if code != 200:
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert told in answer.body.decode()
        assert "Ellen" not in answer.body.decode()
        assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("ending", ["pdf", "txt"])
@pytest.mark.parametrize("name", READERS)
def test_while_a_red_flag_stands_only_the_clinicians_paper_opens(
    store: Store, name: str, ending: str
):
    saved = planned(store, EVERYTHING, "C03")
    answer = get(store, f"/papirer/{saved.id}/{name}.{ending}")
    if READERS[name] is None:
        assert answer.code == 200
        assert "rødt flag" in read(answer)
        return
    assert answer.code == 403
    assert "Der er et rødt flag. Afklar det først" in answer.body.decode()
    assert "Merete" not in answer.body.decode()
    update = {"release": "Udredt"}
    store.change(saved.id, lambda now: now.state.model_copy(update=update))
    assert get(store, f"/papirer/{saved.id}/{name}.{ending}").code == 200


@pytest.mark.parametrize(
    ("name", "code"), [("kommunen", 200), ("apoteket", 403), ("borgmesteren", 404)]
)
@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_the_head_of_a_paper_can_be_asked_for(store: Store, name: str, code: int, ending: str):
    saved = planned(store, {"municipality": SECTIONS})
    address = f"/papirer/{saved.id}/{name}.{ending}"
    whole, head = get(store, address), get(store, address, method="HEAD")
    assert head.code == whole.code == code
    assert head.body == b""
    for one in ("Content-Type", "Content-Disposition", "Cache-Control"):
        assert head.headers.get(one) == whole.headers.get(one)


# The conference card ------------------------------------------------------------------------------


def asking(
    store: Store, case: str = "C07", consents: Mapping[Reach, Sequence[Section]] | None = None
) -> Saved:
    """A forløb with a conference that was begun and one that is agreed on."""
    rows = (
        Conference(id=FIRST, card=Card(to="Geriateren")),
        Conference(id="k2", direction="to_gp", appointment=Appointment(day=date(2026, 12, 1))),
    )
    saved = planned(store, consents or {}, case)
    return store.change(saved.id, lambda now: now.state.model_copy(update={"conferences": rows}))


@pytest.mark.parametrize(
    ("query", "code", "told"),
    [
        ("", 200, "Geriateren"),
        (f"?kort={FIRST}", 200, "Fra egen læge til speciallæge"),
        ("?kort=k2&stor=1", 200, "Er det allerede udredt"),
        ("?kort=k2&sprog=en&hent=1", 200, "Ellen, 79"),
        ("?kort=k9", 404, "Konferencen findes ikke."),
        ("?kort=../k2", 404, "Konferencen findes ikke."),
    ],
)
@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_the_conference_card_opens_by_its_conference(
    store: Store, query: str, code: int, told: str, ending: str
):
    answer = get(store, f"/papirer/{asking(store).id}/konferencekort.{ending}{query}")
    assert answer.code == code
    if code == 200:
        assert told in re.sub(r"\s+", " ", read(answer))
        how = "attachment" if "hent" in query else "inline"
        file = f'{how}; filename="overblik-C07-konferencekort.{ending}"'
        assert answer.headers["Content-Disposition"] == file
    else:
        assert told in answer.body.decode()
        assert "Ellen" not in answer.body.decode()


def test_before_anybody_has_begun_one_there_is_a_card_with_what_is_known(store: Store):
    saved = planned(store, {})
    assert "apixaban" in read(get(store, f"/papirer/{saved.id}/konferencekort.txt?kort={FIRST}"))


def test_the_card_is_made_also_where_a_red_flag_stands_and_says_so(store: Store):
    answer = get(store, f"/papirer/{asking(store, 'C03').id}/konferencekort.txt")
    assert answer.code == 200
    assert "RØDT FLAG" in read(answer)


def test_what_the_specialist_may_not_have_is_not_drafted_on_the_card(store: Store):
    saved = asking(store, consents={"specialist": ["goals"]})
    said = read(get(store, f"/papirer/{saved.id}/konferencekort.txt"))
    assert "gå til kirke" in said
    for closed in ("apixaban", "atrieflimren", "eGFR", "Bange for at falde"):
        assert closed not in said


@pytest.mark.parametrize("ending", ["pdf", "txt"])
@pytest.mark.parametrize(("reach", "hidden"), [("specialist", True), ("hospital", False)])
def test_what_is_closed_after_the_card_was_sent_is_not_on_its_papers(
    store: Store, ending: str, reach: Reach, hidden: bool
):
    """Only a no about the colleague that the card went to."""
    sent = Conference(
        id=FIRST,
        card=Card(to="Geriateren", texts={"meanwhile": "Uændret"}),
        drafted={"medicines": "apixaban"},
        allowed=("medicine", "agreements"),
        sent=datetime(2026, 11, 25, 10, 42, tzinfo=UTC),
    )
    consents = {"specialist": Agreement(sections=SECTIONS), reach: Agreement()}
    changes = {"conferences": (sent,), "consents": consents}
    saved = planned(store, {})
    store.change(saved.id, lambda now: now.state.model_copy(update=changes))
    said = read(get(store, f"/papirer/{saved.id}/konferencekort.{ending}"))
    assert ("apixaban" not in said) is hidden
    assert ("har siden sagt nej" in re.sub(r"\s+", " ", said)) is hidden
    assert "Uændret" in said


def test_a_no_that_comes_while_the_card_is_made_holds(store: Store, monkeypatch):
    saved = asking(store, consents={"specialist": SECTIONS})
    nothing: dict[Reach, Agreement] = {"specialist": Agreement()}

    def slow(sheet: object) -> bytes:
        store.change(saved.id, lambda now: now.state.model_copy(update={"consents": nothing}))
        return b"%PDF"

    monkeypatch.setattr(conference_papers, "card_pdf", slow)
    answer = get(store, f"/papirer/{saved.id}/konferencekort.pdf")
    assert answer.code == 409
    assert b"%PDF" not in answer.body


def test_an_unknown_forloeb_is_told(store: Store):
    answer = get(store, f"/papirer/{NOBODY}/kommunen.pdf")
    assert answer.code == 404
    assert "<main" in answer.body.decode()


def test_a_paper_holds_only_what_was_allowed(store: Store):
    saved = planned(store, {"municipality": ["goals"]})
    for ending in ("pdf", "txt"):
        answer = get(store, f"/papirer/{saved.id}/kommunen.{ending}")
        said = read(answer)
        assert "gå til kirke" in said
        for closed in ("apixaban", "Stop gliclazid", "enke", "atrieflimren"):
            assert closed not in said
            assert closed not in str(list(answer.headers.get_all()))


def withdrawn(saved: Saved, *, sections: Sequence[Section] = ()):
    consents = {**saved.state.consents, "municipality": Agreement(sections=tuple(sections))}
    return saved.state.model_copy(update={"consents": consents})


@pytest.mark.parametrize(
    ("name", "after", "code", "why"),
    [
        ("kommunen", (), 409, "taken back"),
        ("kommunen", ("goals",), 409, "less than before"),
        ("kommunen", SECTIONS, 200, "the same"),
        ("sygehuset", (), 200, "about somebody else"),
        ("klinikeren", (), 200, "needs no yes"),
    ],
)
def test_a_no_that_comes_while_the_paper_is_made_holds(
    store: Store, monkeypatch, name: str, after: Sequence[Section], code: int, why: str
):
    saved = planned(store, EVERYTHING)
    _meanwhile(
        monkeypatch, lambda: store.change(saved.id, lambda now: withdrawn(now, sections=after))
    )
    answer = get(store, f"/papirer/{saved.id}/{name}.pdf")
    assert answer.code == code, why
    if code == 409:
        assert "kastet væk" in answer.body.decode()
        assert b"%PDF" not in answer.body
        assert "Content-Disposition" not in answer.headers


def test_a_line_closed_while_the_paper_is_made_throws_it_away(store: Store, monkeypatch):
    open_parts: list[Section] = [one for one in SECTIONS if one != "mental"]
    saved = planned(store, {"municipality": open_parts})

    def closed(now: Saved):
        plan = [one.model_copy(update={"section": "mental"}) for one in now.state.plan]
        return now.state.model_copy(update={"plan": tuple(plan)})

    _meanwhile(monkeypatch, lambda: store.change(saved.id, closed))
    answer = get(store, f"/papirer/{saved.id}/kommunen.pdf")
    assert answer.code == 409
    assert "kastet væk" in answer.body.decode()


def test_other_changes_meanwhile_throw_nothing_away(store: Store, monkeypatch):
    saved = planned(store, EVERYTHING)
    other = {"labels": "dsam", "release": "set efter"}
    _meanwhile(
        monkeypatch,
        lambda: store.change(saved.id, lambda now: now.state.model_copy(update=other)),
    )
    assert get(store, f"/papirer/{saved.id}/kommunen.pdf").code == 200


def test_the_room_goes_on_while_a_paper_is_made(store: Store, monkeypatch):
    """Two papers that each wait for the other to be begun: one after the other would never end."""
    both = threading.Barrier(2, timeout=20)
    _meanwhile(monkeypatch, lambda: both.wait())
    saved = planned(store, EVERYTHING)
    address = f"/papirer/{saved.id}/kommunen.pdf"
    assert [one.code for one in asked(store, address, address)] == [200, 200]


def _meanwhile(monkeypatch, happens: Callable[[], object]) -> None:
    """Let something happen while any paper is being made."""
    make = papers._pdf

    def slow(*arguments: object, **options: object) -> bytes:
        made = make(*arguments, **options)  # pyright: ignore
        happens()
        return made

    monkeypatch.setattr(papers, "_pdf", slow)
