"""Merete with red flags: the grid is locked and nothing is planned until words release it."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from overblik.apps.papers import READERS
from overblik.domain.base import SECTIONS
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import REACHES, Agreement, Reach
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import begun, do, look, opened, seen
from tests.documents.plans import source


@pytest.fixture
def id(store: Store) -> str:
    return begun(store, "C03", "A")


def test_the_page_says_outside_and_shows_no_tier(store: Store, id: str):
    page = look(opened(store, "stratificering", id))
    assert page.one("exit")
    assert page.one("tier").attributes["data-tier"] == "exit"
    assert page.all(data_here="") == []
    assert page.all(data_testid="tier-high") == [], "nothing to choose while the flag stands"


def test_the_plan_has_nothing_to_offer(store: Store, id: str):
    page = look(opened(store, "behandlingsplan", id))
    assert page.one("locked")
    assert [one for one in page.elements if one.attributes.get("data-event") == "offer"] == []


def test_a_conference_is_not_the_way(store: Store, id: str):
    page = look(opened(store, "konference", id))
    assert page.one("suggestion").attributes["data-suggested"] == "false"


def test_words_release_it_and_blanks_lock_it_again(store: Store, id: str):
    session = opened(store, "stratificering", id)
    page = do(session, "release", value="Udredt, ingen tegn på kræft")
    assert page.one("tier").attributes["data-tier"] == "moderate"
    assert look(opened(store, "behandlingsplan", id)).all(data_testid="locked") == []
    page = do(session, "release", value="   ")
    assert page.one("tier").attributes["data-tier"] == "exit"


def test_a_tier_chosen_before_does_not_outvote_the_flag(store: Store, id: str):
    session = opened(store, "stratificering", id)
    do(session, "release", value="Afklaret")
    do(session, "tier", value="high")
    do(session, "tier_ground", value="other")
    page = do(session, "tier_reason", value="Fordi")
    assert page.one("tier").attributes["data-tier"] == "high"
    page = do(session, "release", value="")
    assert page.one("tier").attributes["data-tier"] == "exit"
    plan = look(opened(store, "behandlingsplan", id))
    assert plan.one("locked")
    assert plan.one("tier").attributes["data-tier"] == "unknown"
    assert "Høj kompleksitet" not in plan.all(class_="print")[0].text, "nor on paper"
    card = look(opened(store, "konference", id))
    assert card.one("suggestion").attributes["data-suggested"] == "false"


def test_the_other_variant_is_not_locked_and_does_not_inherit_a_release(store: Store, id: str):
    session = opened(store, "stratificering", id)
    do(session, "release", value="Afklaret")
    page = do(session, "variant", value="B")
    assert page.all(data_testid="exit") == []
    assert page.one("tier").attributes["data-tier"] == "moderate"
    page = do(session, "variant", value="A")
    assert page.one("tier").attributes["data-tier"] == "exit"


def test_thoughts_of_death_open_a_box_of_their_own(store: Store):
    page = look(opened(store, "stratificering", begun(store, "C02")))
    assert "selvmordsrisiko" in page.one("safety").text
    assert page.one("tier").attributes["data-tier"] == "moderate"


# The plan, agreeing and sharing -----------------------------------------------------------------

FLAG_FIRST = "Der er et rødt flag. Afklar det først: så længe er der ingen plan at dele."
RELEASED = "Udredt, ingen tegn på kræft"


def planned(store: Store, id: str) -> None:
    """A whole plan that was made before the flag was seen, and a yes to share all of it."""
    made = source("C03", "da")
    yes = {one: Agreement(sections=SECTIONS) for one in REACHES}
    update = {"plan": tuple(made.items), "overview": made.overview, "consents": yes}
    store.change(id, lambda saved: saved.state.model_copy(update=update))


def test_the_plan_page_says_so_once_at_the_top_and_suggests_nothing(store: Store, id: str):
    session = opened(store, "behandlingsplan", id)
    page = look(session)
    assert "afklar det først" in page.one("locked").text
    assert "Smerter om natten" in page.one("locked").text, "which flags"
    html = session.reply().html
    assert html.index('data-testid="locked"') < html.index('id="h-offers"')
    assert page.all(data_event="suggestion_take") == []
    release(store, id)
    page = look(opened(store, "behandlingsplan", id))
    assert page.all(data_testid="locked") == []
    assert page.all(data_event="suggestion_take") != []


@pytest.mark.parametrize("variant", ["A", "B"])
def test_the_author_suggests_what_goes_for_the_variant(store: Store, variant: str):
    id = begun(store, "C03", variant)
    release(store, id)
    page = look(opened(store, "behandlingsplan", id))
    shown = [one.attributes["data-suggestion"] for one in page.all(data_event="suggestion_take")]
    plan = library().cases["C03"].teaching.plan
    assert shown == [one.id for one in plan if one.variant in (None, variant)] != []


def test_a_plan_is_not_agreed_while_the_flag_stands(store: Store, id: str):
    planned(store, id)
    session = opened(store, "behandlingsplan", id)
    assert "rødt flag" in look(session).one("agreement").text
    assert look(session).one("agree").attributes["aria-disabled"] == "true"
    page = do(session, "agree")
    assert "ingen plan at aftale" in page.one("notice").text
    assert store.read(id).state.agreed is None


def test_what_was_agreed_before_the_flag_was_seen_is_not_shown_as_agreed(store: Store):
    id = begun(store, "C03", "B")
    session = opened(store, "behandlingsplan", id)
    item = PlanItem(id="x1", text="Ring", owner="gp", due=date(2027, 1, 1), answer_to="gp",
                    if_nothing="Praksis ringer")  # fmt: skip
    store.change(id, lambda saved: saved.state.model_copy(update={"plan": (item,)}))
    assert do(session, "agree").one("agreement").attributes["data-agreed"] == "yes"
    page = do(session, "flag", flag="night_pain", value="yes")
    assert page.one("agreement").attributes["data-agreed"] == "no"
    assert "aftalt" not in page.all(class_="print")[0].text.lower().replace("ikke aftalt", "")


@pytest.mark.parametrize("recipient", REACHES)
def test_nobody_gets_a_preview_and_a_yes_is_still_taken_down(
    store: Store, id: str, recipient: Reach
):
    planned(store, id)
    session = opened(store, "deling", id)
    page = do(session, "show", what="recipient", value=recipient)
    assert page.all(data_testid="preview") == []
    assert page.one("preview-said").text == FLAG_FIRST
    assert page.all(data_event="share") == []
    printed = page.all(class_="print")[0].text
    assert FLAG_FIRST in printed
    assert "ibuprofen" not in printed
    page = do(session, "consent_all", recipient=recipient, value="no")
    page = do(session, "consent", recipient=recipient, section="goals", value=True)
    assert "checked" in page.one(f"consent-{recipient}-goals").attributes


@pytest.mark.parametrize("served", [True, False])
def test_no_paper_no_text_and_no_message_but_the_clinicians(store: Store, id: str, served: bool):
    planned(store, id)
    session = opened(store, "deling", id, served=served)
    page = look(session)
    for name, reach in READERS.items():
        row = page.one(f"paper-{name}")
        assert row.attributes["data-allowed"] == ("yes" if reach is None else "no")
        assert (FLAG_FIRST in row.text) is (reach is not None)
    for to in ("municipality", "hospital"):
        assert page.one(f"letter_refused-{to}").text == FLAG_FIRST
    for event in ("message_file", "document_file"):
        assert page.all(data_event=event) == []


FILES = [
    *({"type": "paper", "name": name} for name, reach in READERS.items() if reach),
    *({"type": "paper", "name": name, "format": "txt"} for name, reach in READERS.items() if reach),
    *({"type": kind, "recipient": to} for kind in ("message_file", "document_file")
      for to in ("municipality", "hospital")),
]  # fmt: skip


@pytest.mark.parametrize("event", FILES, ids=lambda one: "-".join(one.values()))
def test_an_old_page_gets_no_file_either(store: Store, id: str, event: dict[str, str]):
    """It was drawn while the flag was released: what it asks for is made from what is now."""
    planned(store, id)
    release(store, id)
    session = opened(store, "deling", id)
    assert session.handle(dict(event)).download is not None
    release(store, id, "")
    reply = session.handle(dict(event))
    assert reply.download is None
    assert seen(reply.html).one("notice").text == FLAG_FIRST


@pytest.mark.parametrize("form", ["txt", "pdf"])
def test_the_clinicians_copy_stays_and_says_the_flag_first(store: Store, id: str, form: str):
    planned(store, id)
    session = opened(store, "deling", id)
    file = session.handle({"type": "paper", "name": "klinikeren", "format": form}).download
    assert file is not None
    data = b64decode(file.text)
    said = data.decode() if form == "txt" else " ".join(
        one.extract_text() for one in PdfReader(BytesIO(data)).pages
    )  # fmt: skip
    said = said.lower()
    assert said.index("rødt flag") < said.index("beholde mit arbejde") < said.index("hvem gør hvad")


def test_an_old_page_notes_no_sharing_either(store: Store, id: str):
    planned(store, id)
    release(store, id)
    session = opened(store, "deling", id)
    button = do(session, "show", what="recipient", value="municipality").one("share_as-paper")
    release(store, id, "")
    fields = ("recipient", "form", "id", "sections")
    page = do(session, "share", **{one: button.attributes[f"data-{one}"] for one in fields})
    assert page.one("notice").text == FLAG_FIRST
    assert page.all(data_event="share") == [], "the page shows what is so now"
    assert store.read(id).state.shares == ()


def release(store: Store, id: str, words: str = RELEASED) -> None:
    """In another window."""
    do(opened(store, "stratificering", id), "release", value=words)
