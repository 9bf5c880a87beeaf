"""The sharing page: what is ticked, what a recipient then gets, and what stays on the list."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.domain.base import SECTIONS
from overblik.domain.sharing import REACHES
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, Seen, begun, do, look, opened
from tests.apps.test_every_page import assert_whole

INGE = library().cases["C09"]


def planned(store: Store, case: str = "C09", language: str = "da") -> Session:
    """The page of a forløb whose plan is what the case's author would do."""
    session = opened(store, "deling", begun(store, case), language)
    for one in library().cases[case].teaching.plan:
        session.handle({"type": "suggestion_take", "suggestion": one.id})
    return session


def consent(session: Session, *sections: str, to: str = "municipality") -> Seen:
    for one in sections:
        session.handle({"type": "consent", "recipient": to, "section": one, "value": True})
    return do(session, "show", what="recipient", value=to)


def ticked(page: Seen) -> set[str]:
    return {
        one.attributes["data-testid"].removeprefix("consent-")
        for one in page.all(data_event="consent")
        if "checked" in one.attributes
    }


def words(page: Seen, testid: str) -> str:
    return " ".join(page.one(testid).text.split())


@pytest.mark.parametrize("case", sorted(library().cases))
def test_nothing_is_ticked_beforehand_whatever_the_patient_says(store: Store, case: str):
    page = look(planned(store, case))
    assert ticked(page) == set()
    assert page.all(data_testid="preview") == []
    assert page.one("nothing")
    for one in REACHES:
        assert words(page, f"answer-{one}") == "Ikke spurgt"


def test_each_tick_has_a_name_of_its_own(store: Store):
    page = look(planned(store))
    names = [one.attributes["aria-label"] for one in page.all(data_event="consent")]
    assert len(set(names)) == len(REACHES) * len(SECTIONS)
    assert "Kommunen: medicin" in names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_state(store: Store, language: str):
    session = planned(store, language=language)
    for event in (
        {"type": "consent_said", "recipient": "hospital"},
        {"type": "consent_said", "recipient": "relative"},
        {"type": "consent", "recipient": "municipality", "section": "medicine", "value": True},
        {"type": "share", "recipient": "municipality", "form": "text", "id": "m-1"},
        {"type": "consent_withdraw", "recipient": "municipality"},
        {"type": "alternative", "recipient": "municipality", "value": "Datteren"},
        {"type": "overview", "value": "2027-09-01"},
        {"type": "show", "what": "recipient", "value": "hospital"},
    ):
        assert_whole(session.handle(event).html)


def test_the_preview_holds_the_allowed_parts_and_the_mark(store: Store):
    page = consent(planned(store), "medicine")
    told = words(page, "preview")
    assert "Undervisning – fiktiv patient · ikke afsendt" in told
    assert "sertralin 50 mg x 1" in told
    for closed in ("depression", "hjemmepleje", "katten", "GOLD", "Besøgsven"):
        assert closed not in told
    assert "Kommunen får: medicin." in words(page, "preview-said")


def test_medicine_without_the_mind_is_warned_of_and_goes_on(store: Store):
    session = planned(store)
    warned = words(consent(session, "medicine"), "leaks")
    assert "»sertralin 50 mg x 1« (medicin) kan røbe noget under »Psykisk«: sertralin" in warned
    assert "beroligende medicin" in warned
    page = consent(session, "mental", "diagnoses")
    assert page.all(data_testid="leaks") == []
    assert "sertralin 50 mg x 1" in words(page, "preview")


def test_a_line_of_ones_own_is_warned_of(store: Store):
    session = planned(store)
    do(session, "item_add", id="x1")
    do(session, "item_text", item="x1", value="Ring om gælden")
    do(session, "item_if_nothing", item="x1", value="Spørg til depressionen")
    warned = words(consent(session, "agreements"), "leaks")
    assert "»Ring om gælden« (aftaler) kan røbe noget under »Sociale forhold«: gælden" in warned
    assert (
        "»Spørg til depressionen« (aftaler) kan røbe noget under »Psykisk«: depressionen" in warned
    )


def test_the_paper_that_prints_is_what_the_recipient_gets(store: Store):
    session = planned(store)
    consent(session, "medicine")
    html = session.reply().html.partition('<div class="print">')[2]
    assert "sertralin 50 mg x 1" in html
    assert "Undervisning – fiktiv patient" in html
    for closed in ("depression", "katten", "Besøgsven"):
        assert closed not in html


def test_what_the_patient_says_is_set_by_a_press_and_only_for_that_recipient(store: Store):
    session = planned(store)
    page = do(session, "consent_said", recipient="municipality")
    asked = library().sharing.recipient("municipality").ask
    assert INGE.consents["municipality"].answer == "yes"
    assert ticked(page) == {f"municipality-{one}" for one in asked}
    assert words(page, "answer-municipality") == "Ja til 3 af 6 dele"
    assert page.one("consent_said-municipality").attributes["aria-pressed"] == "true"
    assert page.one("consent_yes-municipality").attributes["aria-pressed"] == "false"
    page = do(session, "consent_said", recipient="relative")
    assert words(page, "answer-relative") == "Nej. Intet deles."


def test_after_a_yes_was_taken_back_nothing_says_that_there_was_one(store: Store):
    session = planned(store)
    said = "Inge siger: ja"
    page = do(session, "consent_said", recipient="municipality")
    assert said in words(page, "consent-row-municipality")
    page = do(session, "consent_withdraw", recipient="municipality")
    assert page.all(data_testid="consent_said-municipality") == []
    assert said not in words(page, "consent-row-municipality")
    assert page.one("consent_said-hospital"), "the others are as they were"
    page = do(session, "consent", recipient="municipality", section="goals", value=True)
    assert page.one("consent_said-municipality"), "a new yes is a new question"


def test_a_no_is_an_answer_and_its_lines_are_done_in_another_way(store: Store):
    session = planned(store)
    page = look(session)
    assert "ikke spurgt endnu" in words(page, "blocked-municipality")
    assert page.all(data_testid="alternative-municipality") == []
    page = do(session, "consent_all", recipient="municipality", value="no")
    assert "kan ikke koordineres" in words(page, "blocked-municipality")
    assert "Aftenbesøg" in words(page, "blocked-municipality")
    page = do(session, "alternative", recipient="municipality", value="Naboen kigger ind")
    assert "kan ikke koordineres" not in words(page, "blocked-municipality")
    assert "gøres på en anden måde" in words(page, "blocked-municipality")
    assert page.value("alternative-municipality") == "Naboen kigger ind"


def test_one_alternative_says_which_lines_it_goes_for(store: Store):
    session = planned(store)
    lines = [one for one in INGE.teaching.plan if one.owner == "municipality"]
    assert len(lines) > 1
    page = do(session, "consent_all", recipient="municipality", value="no")
    told = words(page, "blocked-municipality")
    assert f"Det gælder {len(lines)} punkter:" in told
    assert f"Gælder alle {len(lines)} punkter ovenfor." in told
    for one in lines:
        assert one.text.da in told


def test_the_association_is_a_recipient_like_any_other(store: Store):
    session = planned(store, "C02")
    page = consent(session, "social", "agreements", to="civil_society")
    assert "Foreningen får: sociale forhold, aftaler." in words(page, "preview-said")
    assert page.all(data_testid="blocked-civil_society") == []
    page = do(session, "consent_withdraw", recipient="civil_society")
    lines = [one for one in library().cases["C02"].teaching.plan if one.owner == "civil_society"]
    assert lines
    for one in lines:
        assert one.text.da in words(page, "blocked-civil_society")


def test_lines_in_a_part_that_is_open_are_coordinated(store: Store):
    page = consent(planned(store), "agreements")
    assert page.all(data_testid="blocked-municipality") == []


def test_the_next_time_to_ask_is_the_next_overview(store: Store):
    session = planned(store)
    assert "Dagen er ikke sat" in words(look(session), "next-ask")
    page = do(session, "overview", value="2027-09-01")
    assert words(page, "next-ask").endswith("næste overblikskonsultation 1. sep. 2027.")


def test_a_yes_taken_back_empties_what_is_next_and_keeps_the_list(store: Store):
    session = planned(store)
    consent(session, "medicine", "agreements")
    do(session, "share", recipient="municipality", form="paper", id="municipality-paper-9")
    page = do(session, "consent_withdraw", recipient="municipality")
    assert page.all(data_testid="preview") == []
    assert "Samtykket er trukket tilbage" in words(page, "answer-municipality")
    line = words(page, "share-municipality-paper-9")
    assert "papir · medicin, aftaler ·" in line
    assert "samtykket trukket tilbage" in line
    page = do(session, "share", recipient="municipality", form="text", id="municipality-text-10")
    assert "intet er noteret" in words(page, "notice")
    assert len(page.all(data_testid="shares")) == 1


def test_the_list_says_for_ever_what_was_taken_back(store: Store):
    session = planned(store)
    consent(session, "goals", "agreements")
    page = do(session, "share", recipient="municipality", form="paper", id="m-1")
    assert "trukket tilbage" not in words(page, "share-m-1")
    page = do(session, "consent", recipient="municipality", section="agreements", value=False)
    assert words(page, "answer-municipality") == "Ja til 1 af 6 dele"
    assert "samtykket trukket tilbage" in words(page, "share-m-1")
    page = do(session, "share", recipient="municipality", form="paper", id="m-2")
    page = do(session, "consent_all", recipient="municipality", value="yes")
    assert words(page, "answer-municipality") == "Ja til alt"
    assert "samtykket trukket tilbage" in words(page, "share-m-1")
    assert "trukket tilbage" not in words(page, "share-m-2")


def test_a_conference_card_that_was_sent_is_on_the_list(store: Store):
    session = planned(store, "C07")
    consent(session, "goals", "medicine", to="hospital")
    on_card = {"conference": "kort-1"}
    for kind, value in (
        ("reach", "hospital"),
        ("to", "Geriatrien"),
        ("deadline", "2190-01-01"),
        ("responsible", "gp"),
    ):
        session.handle({"type": f"card_{kind}", **on_card, "value": value})
    for field in ("question", "decision"):
        session.handle({"type": "card_text", **on_card, "field": field, "value": "Hvad først?"})
    page = do(session, "conference_send", **on_card)
    said = words(page, "shares")
    assert "Sygehusafdelingen" in said
    assert "konferencekort · mål, medicin · 0 punkter" in said
    assert page.all(data_testid="share_as-conference") == [], "it is noted when it is sent"


def test_two_presses_on_one_page_are_one_sharing(store: Store):
    session = planned(store)
    page = consent(session, "goals")
    button = page.one("share_as-text").attributes
    fields = {one: button[f"data-{one}"] for one in ("recipient", "form", "id")}
    do(session, "share", **fields)
    do(session, "share", **fields)
    other = opened(store, "deling", str(session.reply().head["forloeb"]))
    page = do(other, "share", **fields)
    assert (
        len([one for one in page.elements if "share-" in one.attributes.get("data-testid", "")])
        == 1
    )


def test_a_refused_alternative_goes_when_there_is_nothing_left_to_do_in_another_way(store: Store):
    session = planned(store)
    do(session, "consent_all", recipient="municipality", value="no")
    page = do(session, "alternative", recipient="municipality", value="020160-9995")
    assert page.value("alternative-municipality") == "020160-9995"
    assert page.one("unsaved")
    page = do(session, "consent_all", recipient="municipality", value="yes")
    assert page.all(data_testid="unsaved") == []


def test_hundreds_of_lines_that_tell_are_folded(store: Store):
    session = planned(store)
    for at in range(40):
        do(session, "item_add", id=f"x{at}")
        do(session, "item_text", item=f"x{at}", value=f"Sertralin {at}")
    page = consent(session, "agreements")
    assert page.all(id="more-leaks")
    assert "Sertralin 39" in words(page, "leaks")


@pytest.mark.parametrize("value", ["naboen", "", "../x"])
def test_a_recipient_nobody_knows_shows_the_first(store: Store, value: str):
    page = do(planned(store), "show", what="recipient", value=value)
    pressed = [
        one.attributes["data-value"] for one in page.all(data_what="recipient", aria_pressed="true")
    ]
    assert pressed == ["municipality"]
