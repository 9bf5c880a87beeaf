"""How the patient was sorted until now, and the contacts of the plan's year, on their pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from overblik.apps.session import Session
from overblik.domain.year import steps
from overblik.knowledge import library
from overblik.language import day
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened

STORY = "C04"
DAYS = [one.id for one in steps(library().cases[STORY], None, date(2026, 11, 22))]
MOVED = "angst-og-ordrer"
"""The day on which Jørgen's psychosocial axis goes up and his tier stays."""


def year(store: Store, case: str = STORY) -> Session:
    return opened(store, "aaret", begun(store, case))


def words(page: Seen, testid: str) -> str:
    return " ".join(page.one(testid).text.split())


def told(page: Seen) -> list[str]:
    return [
        one.attributes["data-testid"].removeprefix("history-")
        for one in page.elements
        if one.tag == "li" and one.attributes.get("data-testid", "").startswith("history-")
    ]


def choose(store: Store, id: str, tier: str, reason: str = "Hun beder om det") -> None:
    sorting = opened(store, "stratificering", id)
    do(sorting, "tier", value=tier)
    do(sorting, "tier_ground", value="wish")
    do(sorting, "tier_reason", value=reason)


@pytest.mark.parametrize("at", [0, 1, 3, len(DAYS) - 1])
def test_the_days_until_now_are_told_and_the_future_is_not(store: Store, at: int):
    page = do(year(store), "year_step", value=DAYS[at])
    assert told(page) == DAYS[: at + 1]
    assert len(page.one("chart-table-history").text.strip().splitlines()) >= 1
    assert bool(page.all(id="chart-history-table", open="")) == (at == 0), "one day is no course"
    hidden = [one.text.da for one in library().cases[STORY].events if one.id not in DAYS[: at + 1]]
    assert not [one for one in hidden if one in page.one("history").text]


@pytest.mark.parametrize(
    ("at", "said", "short"),
    [
        (0, "Lav fra 22. nov. 2025", True),
        (3, "Lav fra 22. nov. 2025, moderat fra 22. nov. 2026", True),
        (4, "Lav fra 22. nov. 2025, moderat fra 22. nov. 2026", False),
    ],
)
def test_the_course_stands_in_one_sentence_above_the_folded_days(
    store: Store, at: int, said: str, short: bool
):
    page = do(year(store), "year_step", value=DAYS[at])
    today = date.today()
    said = said.replace("22. nov.", day(today, "da").rpartition(" ")[0])
    assert page.one("history-short").text == said
    fold = page.one("history-days").attributes
    assert "open" not in fold
    assert ("short" in fold["class"]) == short, "a few days are open where there is room"


def test_a_day_is_told_with_what_moved_what_happened_and_why(store: Store):
    page = do(year(store), "year_step", value=MOVED)
    begun_on = page.one("history-start").attributes
    assert (begun_on["data-tier"], begun_on["data-moved"]) == ("moderate", "up")
    start = words(page, "history-start")
    assert "moderat, op fra lav (biomedicinsk lav → moderat)" in start
    assert "Ny sygdom: hjerteinfarkt" in start, "no event tells of what came before the story"
    assert page.one("history-sidste-aar").attributes["data-moved"] == "first"
    moved = words(page, f"history-{MOVED}")
    assert "uændret moderat (psykosocial/relationel lav → moderat)" in moved
    assert "Det skete: Svimmel og søvnløs, HADS-A 13" in moved
    assert "Psykisk lidelse 0 → 1 (HADS-A 13" in moved


def test_another_reading_tells_every_day_anew_and_is_named(store: Store):
    session = year(store)
    do(session, "year_step", value=MOVED)
    page = do(session, "reading", value="bogstavelig")
    assert "læsningen »Bogstavelig" in words(page, "chart-history")


def test_ones_own_tier_stands_beside_the_suggested_one_and_is_told_once(store: Store):
    id = begun(store, STORY)
    choose(store, id, "high")
    page = do(opened(store, "aaret", id), "year_step", value=MOVED)
    first = words(page, "history-start")
    assert "Klinikeren valgte høj, forslaget var moderat: Patientens ønske. Hun beder" in first
    assert "Klinikeren valgte" not in words(page, f"history-{MOVED}")
    assert "Klinikeren valgte" not in words(page, "history-sidste-aar"), "that was before"
    assert page.one(f"history-{MOVED}").attributes["data-tier"] == "high"


def test_ones_own_rating_is_told_as_ones_own(store: Store):
    id = begun(store, STORY)
    do(opened(store, "aaret", id), "year_step", value=MOVED)
    do(opened(store, "stratificering", id), "rate", domain="network", value=2)
    assert "Ensomhed og netværk 0 → 2 (egen vurdering)" in words(
        look(opened(store, "aaret", id)), f"history-{MOVED}"
    )


def test_a_red_flag_leaves_the_tiers(store: Store):
    id = begun(store, "C03", "A")
    page = do(opened(store, "aaret", id), "year_step", value="ridebukseomraadet")
    row = page.one("history-ridebukseomraadet")
    assert row.attributes["data-tier"] == ""
    assert "uden for pakkeforløbet" in row.text


def contacts(store: Store, number: int, tier: str = "moderate") -> str:
    """A forløb with so many calls by the GP in the plan's year, and the id of it."""
    id = begun(store)
    choose(store, id, tier)
    plan = opened(store, "behandlingsplan", id)
    today = date.today()
    for at in range(number):
        do(plan, "item_add", id=f"x{at}")
        do(plan, "item_owner", item=f"x{at}", value="gp")
        do(plan, "item_due", item=f"x{at}", value=(today + timedelta(days=at)).isoformat())
        do(plan, "item_meeting", item=f"x{at}", value="phone")
    return id


@pytest.mark.parametrize("app", ["behandlingsplan", "aaret"])
@pytest.mark.parametrize(
    ("number", "asked"),
    [(0, "Hvorfor er der færre end typisk?"), (1, ""), (4, "Hvorfor er der flere end typisk?")],
)
def test_outside_the_texts_range_one_is_asked_why(store: Store, app: str, number: int, asked: str):
    page = look(opened(store, app, contacts(store, number)))
    assert page.one("contacts").attributes["data-contacts"] == str(number)
    labels = [one.text for one in page.all(for_="contacts_reason-field")]
    assert labels == ([asked] if asked else [])


def test_the_reason_is_kept_on_both_pages_and_stands_when_the_number_is_as_typical(store: Store):
    id = contacts(store, 0)
    do(opened(store, "aaret", id), "contacts_reason", value="Hun er hos sin datter i Spanien")
    plan = opened(store, "behandlingsplan", id)
    assert look(plan).value("contacts_reason-field") == "Hun er hos sin datter i Spanien"
    do(plan, "item_add", id="x0")
    do(plan, "item_owner", item="x0", value="gp")
    do(plan, "item_due", item="x0", value=date.today().isoformat())
    page = do(plan, "item_meeting", item="x0", value="phone")
    assert page.value("contacts_reason-field") == "Hun er hos sin datter i Spanien"
    page = do(plan, "contacts_reason", value="")
    assert page.all(data_testid="contacts_reason-field") == []


def test_a_refused_reason_stays_in_its_field_and_is_not_saved(store: Store):
    id = contacts(store, 1)
    session = opened(store, "aaret", id)
    page = do(session, "contacts_reason", value="020160-9995")
    assert page.value("contacts_reason-field") == "020160-9995"
    assert "CPR" in page.all(id="contacts_reason-field-error")[0].text
    assert look(opened(store, "aaret", id)).all(data_testid="contacts_reason-field") == []


def test_the_year_quotes_the_text_and_says_which_year_is_counted(store: Store):
    page = look(opened(store, "aaret", contacts(store, 0, "high")))
    told = words(page, "year-contacts")
    assert "typisk 2-6 kontakter" in told
    assert "Planens år:" in told


def test_a_high_tier_of_ones_own_with_digital_contacts_alone_is_told_on_the_year_too(store: Store):
    id = contacts(store, 1, "high")
    plan = opened(store, "behandlingsplan", id)
    do(plan, "item_meeting", item="x0", value="digital")
    page = look(opened(store, "aaret", id))
    assert "kan ikke erstatte fremmøde" in words(page, "not-in-person")
    do(plan, "item_meeting", item="x0", value="home")
    assert look(opened(store, "aaret", id)).all(data_testid="not-in-person") == []


def test_the_reason_stands_on_the_clinicians_paper_and_nowhere_without_one(store: Store):
    id = contacts(store, 0)
    paper = {"what": "paper", "value": "klinikeren"}
    page = do(opened(store, "deling", id), "show", **paper)
    assert "ANTALLET AF KONTAKTER" not in page.one("paper-words").text
    do(opened(store, "aaret", id), "contacts_reason", value="Hun er hos sin datter i Spanien")
    page = do(opened(store, "deling", id), "show", **paper)
    assert (
        "HVORFOR ANTALLET AF KONTAKTER AFVIGER\n- Hun er hos sin datter i Spanien"
        in page.one("paper-words").text
    )


def test_the_paper_of_a_day_tells_the_days_before_it(store: Store):
    page = do(year(store), "year_step", value=MOVED)
    (paper,) = page.all(class_="paper")
    said = " ".join(paper.text.split())
    assert "moderat, op fra lav (biomedicinsk lav → moderat). Ny sygdom: hjerteinfarkt" in said
    assert "uændret moderat (psykosocial/relationel lav → moderat). Svimmel og søvnløs" in said
