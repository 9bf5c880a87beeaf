"""The list of papers on the sharing page: which may be made, how hard they read, and their text."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from typing import Any

import pytest

from overblik.apps import papers
from overblik.apps.papers import READERS
from overblik.domain.base import SECTIONS, Section
from overblik.domain.bookings import STEPS, Booking
from overblik.domain.clashes import Placement, board
from overblik.domain.conference import Appointment, Card, Conference
from overblik.domain.plan import MedicineStep
from overblik.domain.sharing import Agreement
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, begun, do, look, opened, seen
from tests.documents.plans import MADE, line, source

ALLOWED = {"patienten", "klinikeren", "kommunen"}


def planned(store: Store, **more: object) -> str:
    """Ellen's whole proposed plan; she and the municipality may see everything, nobody else."""
    made, yes = source("C07", "da"), Agreement(sections=SECTIONS)
    update = {
        "plan": tuple(made.items),
        "overview": made.overview,
        "consents": {"patient": yes, "municipality": yes},
        **more,
    }
    id = begun(store, "C07")
    store.change(id, lambda saved: saved.state.model_copy(update=update))
    return id


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_paper_is_there_and_says_why_it_cannot_be_made(store: Store, language: str):
    page = look(opened(store, "deling", planned(store), language))
    for name in READERS:
        row = page.one(f"paper-{name}")
        assert row.attributes["data-allowed"] == ("yes" if name in ALLOWED else "no")
        assert bool(page.all(data_testid=f"paper_open-{name}")) is (name in ALLOWED)
        assert bool(page.all(data_testid=f"paper_text-{name}")) is (name in ALLOWED)


def test_nothing_is_allowed_to_begin_with(store: Store):
    page = look(opened(store, "deling", planned(store, consents={})))
    rows = {name: page.one(f"paper-{name}").attributes["data-allowed"] for name in READERS}
    assert {name for name, allowed in rows.items() if allowed == "yes"} == {"klinikeren"}
    assert "patientens eget papir" in page.one("paper-patienten").text
    assert not page.all(data_testid="paper-lix")


def test_links_lead_to_the_paper_in_the_readers_language(store: Store):
    id = planned(store)
    page = look(opened(store, "deling", id, "en"))
    address = f"/papirer/{id}/kommunen.pdf?sprog=en"
    assert page.one("paper_open-kommunen").attributes["href"] == address
    assert page.one("paper_save-kommunen").attributes["href"] == f"{address}&hent=1"
    assert page.one("paper_large-kommunen").attributes["href"] == f"{address}&stor=1"


def test_the_patients_copy_says_how_hard_it_reads(store: Store):
    assert "Let at læse" in look(opened(store, "deling", planned(store))).one("paper-lix").text


def test_a_hard_text_is_told(store: Store):
    words = "Behandlingsplanlægning og medicingennemgang vedrørende multisygdom"
    lines = [one.model_copy(update={"text": words}) for one in source("C07", "da").items]
    page = look(opened(store, "deling", planned(store, plan=tuple(lines))))
    assert "For svært" in page.one("paper-lix").text


def test_the_text_of_a_paper_is_shown_when_it_is_asked_for(store: Store):
    session = opened(store, "deling", planned(store))
    assert not look(session).all(data_testid="paper-words")
    page = do(session, "show", what="paper", value="kommunen")
    assert page.one("paper-words").text.startswith("UNDERVISNING – FIKTIV PATIENT")
    assert page.one("paper_text-kommunen").attributes["aria-expanded"] == "true"
    for name in ("hospital", "sygehuset", "borgmesteren", ""):
        page = do(session, "show", what="paper", value=name)
        assert not page.all(data_testid="paper-words"), name


def test_the_clinicians_copy_has_sorting_gaps_cards_and_what_was_declined(store: Store):
    lines = source("C07", "da").items
    stop = next(one for one in lines if one.id == "case-gliclazid")
    assert stop.medicine
    never = stop.medicine.model_copy(update={"follow_up": None})
    stop = stop.model_copy(update={"medicine": never})
    nobody = lines[0].model_copy(update={"owner": None})
    no = lines[1].model_copy(update={"standing": "declined"})
    session = opened(store, "deling", planned(store, plan=(nobody, no, stop)))
    said = do(session, "show", what="paper", value="klinikeren").one("paper-words").text
    for words in (
        "STRATIFICERING\n- Niveau: Moderat kompleksitet",
        "- Biomedicinsk: høj",
        "- Læsning: DSAM",
        "DET VIGTIGSTE FOR ELLEN\n- gå til kirke",
        "Hvem: mangler",
        "Ikke aftalt endnu.\n",
        "\n\nMEDICIN\n- ",
        "ÆNDRINGER I MEDICIN\n",
        "- Stop gliclazid (seponering, opfølgning ",
        "MANGLER I PLANEN\n- Stop NSAID: ansvarlig",
        "UAFKLARET PÅ TAVLEN\n- ",
        "TILBUDT, FRAVALGT\n- Find en anden vej med knæsmerterne",
    ):
        assert words in said


def test_the_clinicians_copy_has_board_dones_and_what_cannot_be_coordinated(store: Store):
    """The placed cards before the others; what is refused with what is done instead."""
    made = source("C07", "da")
    cards = board(made.case, library().clashes, made.catalogue).cards
    steps = dict.fromkeys(STEPS, MADE)
    done = line(1, "Øjenfoto")
    stop = line(2, "Stop metoprolol").model_copy(
        update={"medicine": MedicineStep(kind="stop", atc="C07AB02"), "section": "medicine"}
    )
    aid = line(3, "Hjemmehjælp").model_copy(update={"owner": "municipality"})
    id = planned(
        store,
        plan=(done, stop, aid),
        board={
            cards[1].row.id: Placement(column="discuss", note="Spørg datteren"),
            cards[2].row.id: Placement(column="do"),
        },
        bookings={"x1": Booking(service="eye_photo", days=steps, action="Set, intet nyt")},
        consents={
            "patient": Agreement(sections=SECTIONS),
            "municipality": Agreement(alternative="Datteren kommer"),
        },
    )
    session = opened(store, "deling", id)
    said = do(session, "show", what="paper", value="klinikeren").one("paper-words").text
    for words in (
        f"TAVLEN: GØR\n- {cards[2].row.title.da}",
        f"TAVLEN: DRØFT\n- {cards[1].row.title.da}\n  Spørg datteren",
        "GJORT\n- Øjenfoto: gjort 24. nov. 2026. Handling: Set, intet nyt",
        "KAN IKKE KOORDINERES\n- Kommunen: Hjemmehjælp. I stedet: Datteren kommer",
        "(seponering, opfølgning mangler). Trap ned, stop ikke brat.",
        "Stop metoprolol\n   Trap ned, stop ikke brat.",
    ):
        assert words in said
    assert said.index("TAVLEN: DRØFT") < said.index("UAFKLARET PÅ TAVLEN")
    own = do(session, "show", what="paper", value="patienten").one("paper-words").text
    assert "DET ER GJORT\n- Øjenfoto." in own
    assert "Du har sagt nej til at dele. I stedet: Datteren kommer." in own
    assert "Stop ikke på én gang." in own
    assert "KOMMUNEN GØR" not in own


# In JupyterLab ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name", "begins"),
    [
        ({"name": "kommunen"}, "overblik-C07-kommunen.pdf", b"%PDF"),
        ({"name": "patienten", "large": "1"}, "overblik-C07-patienten-stor.pdf", b"%PDF"),
        ({"name": "klinikeren", "format": "txt"}, "overblik-C07-klinikeren.txt", b"UNDERVISNING"),
    ],
)
def test_a_paper_comes_as_a_file_where_there_are_no_addresses(
    store: Store, fields: dict[str, str], name: str, begins: bytes
):
    session = opened(store, "deling", planned(store), served=False)
    assert look(session).one("paper_save-kommunen").tag == "button"
    file = session.handle({"type": "paper", **fields}).download
    assert file
    assert file.name == name
    assert file.base64
    assert b64decode(file.text).startswith(begins)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "sygehuset"}, "ikke sagt ja"),
        ({"name": "borgmesteren"}, "Papiret findes ikke"),
        ({}, "Papiret findes ikke"),
    ],
)
def test_what_may_not_be_made_is_told(store: Store, fields: dict[str, str], told: str):
    session = opened(store, "deling", planned(store), served=False)
    reply = session.handle({"type": "paper", **fields})
    assert reply.download is None
    assert told in look(session).one("notice").text


def test_a_no_from_another_window_holds(store: Store):
    """This page still shows a yes that has been taken back: no paper is made from it."""
    id = planned(store)
    session = opened(store, "deling", id, served=False)
    store.change(id, lambda saved: saved.state.model_copy(update={"consents": {}}))
    reply = session.handle({"type": "paper", "name": "kommunen"})
    assert reply.download is None
    assert "ikke sagt ja" in seen(reply.html).one("notice").text
    assert look(session).one("paper-kommunen").attributes["data-allowed"] == "no"


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"type": "item_section", "item": "case-gliclazid", "value": "mental"}, "its part"),
        ({"type": "item_remove", "item": "case-gliclazid"}, "the line"),
        (
            {"type": "consent", "recipient": "municipality", "section": "medicine", "value": False},
            "the yes",
        ),
    ],
)
def test_what_another_window_closed_is_on_no_paper_of_this_one(
    store: Store, event: dict[str, object], why: str
):
    parts: tuple[Section, ...] = tuple(one for one in SECTIONS if one != "mental")
    id = planned(store, consents={"municipality": Agreement(sections=parts)})
    session = opened(store, "deling", id, served=False)
    asked = {"type": "paper", "name": "kommunen", "format": "txt"}

    def said() -> str:
        file = session.handle(dict(asked)).download
        assert file
        return b64decode(file.text).decode()

    assert "Stop gliclazid" in said()
    opened(store, "behandlingsplan", id).handle(dict(event))
    assert "Stop gliclazid" not in said(), f"the other window closed {why}"


@pytest.mark.parametrize(
    ("event", "thrown"),
    [
        ({"type": "item_section", "item": "case-gliclazid", "value": "mental"}, True),
        ({"type": "item_text", "item": "case-gliclazid", "value": "Stop"}, True),
        ({"type": "consent_withdraw", "recipient": "municipality"}, True),
        ({"type": "flag", "flag": "night_pain", "value": "yes"}, True),
        ({"type": "consent_withdraw", "recipient": "patient"}, False),
        ({"type": "labels", "value": "dsam"}, False),
    ],
)
def test_what_changes_while_the_paper_is_made_throws_it_away(
    store: Store, monkeypatch: pytest.MonkeyPatch, event: dict[str, object], thrown: bool
):
    id = planned(store)
    session, other = opened(store, "deling", id, served=False), opened(store, "deling", id)
    make = papers.shared_pdf

    def slow(*arguments: Any, **options: Any) -> bytes:
        other.handle(dict(event))
        return make(*arguments, **options)

    monkeypatch.setattr(papers, "shared_pdf", slow)
    reply = session.handle({"type": "paper", "name": "kommunen"})
    assert (reply.download is None) is thrown
    assert ("kastet væk" in reply.html) is thrown


@pytest.mark.parametrize("form", [{"a": 1}, ["txt"], None, 7, "docx", ""])
def test_a_form_that_is_none_is_a_pdf(store: Store, form: object):
    session = opened(store, "deling", planned(store), served=False)
    file = session.handle({"type": "paper", "name": "kommunen", "format": form}).download
    assert file
    assert file.mime == "application/pdf"


def test_the_clinicians_copy_tells_of_the_conferences(store: Store):
    asked = Conference(
        id="k1",
        card=Card(to="Geriateren", texts={"question": "Hvad først?"}),
        appointment=Appointment(day=date(2026, 12, 1)),
    )
    id = planned(store, conferences=(asked,))
    page = do(opened(store, "deling", id), "show", what="paper", value="klinikeren")
    told = page.one("paper-words").text.partition("KONFERENCER")[2]
    for part in ("Geriateren", "Hvad først?", "Videokonference 1. dec. 2026 kl. 12.00", "Kladde"):
        assert part in told
