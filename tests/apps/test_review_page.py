"""The annual review on the year's page, and what is done or ended on the plan's page and papers."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened

LINES = ("x1", "x2", "x3")


def planned(store: Store, case: str = "C01") -> tuple[str, Session]:
    """A forløb with three lines of last year's, on the day of the year's end."""
    id = begun(store, case)
    plan = opened(store, "behandlingsplan", id)
    for line, owner in zip(LINES, ("gp", "gp", "nurse"), strict=True):
        do(plan, "item_add", id=line)
        do(plan, "item_text", item=line, value=f"Punkt {line}")
        do(plan, "item_owner", item=line, value=owner)
        do(plan, "item_due", item=line, value="2020-03-01")
    return id, opened(store, "aaret", id)


def at_the_end(session: Session) -> Seen:
    """The page on the last yearly day of the case."""
    page = look(session)
    for _ in range(20):
        page = do(session, "year_step", value=session_steps(page))
        if any("open" in one.attributes for one in page.all(data_testid="review-open")):
            return page
    raise AssertionError("no day of the year is yearly")


def session_steps(page: Seen) -> str:
    return page.one("year-next").attributes["data-value"]


def test_each_line_is_asked_about_and_what_was_never_done_is_named(store: Store):
    _, session = planned(store)
    page = at_the_end(session)
    said = page.one("review-counts").text
    assert (
        "3 punkter: 0 beholdt, 0 ændret, 0 afsluttet, 3 mangler svar; 3 blev aldrig gjort" in said
    )
    assert "Egen læge 2" in page.one("never-done").text
    for line in LINES:
        assert page.one(f"review-{line}").attributes["data-never-done"] == "yes"
        assert "Aldrig gjort" in page.one(f"review-{line}").text


def test_one_click_each_and_the_counts_follow(store: Store):
    _, session = planned(store)
    at_the_end(session)
    do(session, "review", item="x1", value="kept")
    do(session, "review", item="x2", value="changed")
    page = do(session, "review", item="x3", value="ended")
    assert "1 beholdt, 1 ændret, 1 afsluttet, 0 mangler svar" in page.one("review-counts").text
    for line, value in zip(LINES, ("kept", "changed", "ended"), strict=True):
        pressed = page.one(f"review-{value}-{line}")
        assert pressed.attributes["aria-pressed"] == "true"
        assert pressed.attributes["data-value"] == "", "pressed again, it is taken back"
    assert "Gøres nu: senest" in page.one("review-moved-x1").text, "it was never done"
    (why,) = page.all(for_=page.one("review_why-x3").attributes["id"])
    assert why.text == "Hvorfor blev det ikke gjort?"
    assert page.value("item_text-x2") == "Punkt x2", "what is changed is edited on the spot"
    assert not page.all(data_testid="item_text-x1")
    assert page.one("review_why-x3")


def test_the_line_stands_as_it_was_beside_what_it_became(store: Store):
    _, session = planned(store)
    at_the_end(session)
    do(session, "review", item="x2", value="changed")
    page = do(session, "item_text", item="x2", value="Noget andet")
    assert page.value("item_text-x2") == "Noget andet"
    assert any("Punkt x2" in one.text for one in page.all(id_="review-line-x2"))


def test_the_new_year_waits_for_every_line(store: Store):
    _, session = planned(store)
    page = at_the_end(session)
    assert page.one("year-begin").attributes["aria-disabled"] == "true"
    page = do(session, "year_begin", value="yes")
    assert "3 af 3 punkter mangler svar" in page.one("notice").text
    for line in LINES:
        page = do(session, "review", item=line, value="kept")
    assert "aria-disabled" not in page.one("year-begin").attributes
    page = do(session, "year_begin", value="yes")
    assert page.one("review-begin").attributes["data-begun"] == "yes"
    assert page.one("review-overview"), "and a day for the next overview is suggested"
    page = do(session, "year_begin", value="no")
    assert page.one("review-begin").attributes["data-begun"] == "no"


def test_on_any_other_day_it_is_folded(store: Store):
    _, session = planned(store, "C02")
    page = do(session, "year_step", value=session_steps(look(session)))
    (fold,) = page.all(data_testid="review-open")
    assert "open" not in fold.attributes


def test_on_the_first_day_there_is_nothing_to_review(store: Store):
    session = opened(store, "aaret", begun(store, "C01"))
    assert not look(session).all(id_="review")


def test_a_forloeb_with_a_year_before_begins_with_its_review(store: Store):
    session = opened(store, "aaret", begun(store, "C04"))
    page = look(session)
    (fold,) = page.all(data_testid="review-open")
    assert "open" in fold.attributes
    facts = page.one("review-facts").text
    assert "Niveau" in facts
    assert "HbA1c: 50 mmol/mol → 54 mmol/mol" in facts
    assert "hjerteinfarkt" in facts
    never = {one.attributes["data-testid"] for one in page.all(data_never_done="yes")}
    assert never == {"review-case-foedder-sidste-aar"}, "as the case tells it"
    assert "Gjort" in page.one("review-case-oejenfoto-sidste-aar").text


def test_what_was_done_before_a_review_that_was_passed_over_was_not_done_this_year(store: Store):
    session = opened(store, "aaret", begun(store, "C04"))
    last = "Gjort sidst"
    before = look(session)
    assert not [one for one in before.elements if last in one.text]
    page = do(session, "year_step", value="aarligt-overblik")
    row = page.one("review-case-hba1c-sidste-aar")
    assert f"{last} 22. maj" in " ".join(row.text.split())
    assert "2 ikke gjort i år" in page.one("review-counts").text
    assert "2 blev aldrig gjort" in page.one("review-counts").text, "the feet and the overview"
    page = do(session, "review", item="case-hba1c-sidste-aar", value="kept")
    assert "Gøres nu: senest" in page.one("review-moved-case-hba1c-sidste-aar").text


def test_the_list_of_diseases_is_told_as_a_list(store: Store):
    session = opened(store, "aaret", begun(store, "C04"))
    page = do(session, "year_step", value="aarligt-overblik")
    facts = " ".join(page.one("review-facts").text.split())
    assert "Ikke længere på listen: " in facts
    assert "Overstået" not in facts


def test_what_ended_without_being_done_is_told_with_why(store: Store):
    _, session = planned(store)
    at_the_end(session)
    do(session, "review", item="x1", value="ended")
    do(session, "review_why", item="x1", value="Hun rejste")
    page = do(session, "review", item="x2", value="ended")
    told = " ".join(page.one("changes").text.split())
    assert "Sluttet uden at være gjort" in told
    assert "Punkt x1 (Hun rejste)" in told
    assert "Punkt x2 (uden grund)" in told
    assert page.one("changes-said").text.startswith("2 sluttet")


def test_a_kept_line_stands_in_the_difference_once(store: Store):
    _, session = planned(store)
    at_the_end(session)
    page = do(session, "review", item="x1", value="kept")
    assert page.one("changes").text.count("Punkt x1") == 1


def test_an_empty_plan_says_so_when_it_is_time(store: Store):
    session = opened(store, "aaret", begun(store, "C01"))
    for _ in range(20):
        page = do(session, "year_step", value=session_steps(look(session)))
        if page.all(data_testid="review-empty"):
            return
    raise AssertionError("nothing is said of the empty plan")


@pytest.mark.parametrize("event", ["review_why", "item_done"])
def test_what_is_refused_stays_at_its_field(store: Store, event: str):
    _, session = planned(store)
    at_the_end(session)
    do(session, "review", item="x1", value="ended")
    value = "020160-9995" if event == "review_why" else "2199-01-01"
    page = do(session, event, item="x1", value=value)
    assert page.value(f"{event}-x1") == value
    assert page.one(f"{event}-x1").attributes["aria-invalid"] == "true"


# The plan's page and papers -----------------------------------------------------------------


def test_a_line_is_marked_done_in_one_click_and_back(store: Store):
    id, _ = planned(store)
    plan = opened(store, "behandlingsplan", id)
    day = look(plan).one("done-x1").attributes["data-value"]
    page = do(plan, "item_done", item="x1", value=day)
    assert "Gjort" in page.one("line-x1").text
    assert page.value("item_done-x1") == day
    page = do(plan, "item_done", item="x1", value=page.one("undone-x1").attributes["data-value"])
    assert "Gjort" not in page.one("line-x1").text


def test_ended_lines_are_listed_with_why_and_can_be_taken_back(store: Store):
    id, session = planned(store)
    at_the_end(session)
    do(session, "review", item="x3", value="ended")
    do(session, "review_why", item="x3", value="Hun er rask")
    do(session, "item_done", item="x1", value="2020-03-01")
    plan = opened(store, "behandlingsplan", id)
    page = look(plan)
    assert "Punkt x3" in page.one("ended").text
    assert "Hun er rask" in page.one("ended").text
    paper = next(one for one in page.elements if one.attributes.get("class") == "paper")
    assert "Afsluttet" in paper.text
    sharing = opened(store, "deling", id)
    copy = do(sharing, "show", what="paper", value="klinikeren").one("paper-words").text
    assert "AFSLUTTET\n- Punkt x3. Hun er rask" in copy
    assert "GJORT\n- Punkt x1: gjort 1. mar. 2020" in copy
    page = do(plan, "item_restore", item="x3")
    assert not page.all(data_testid="ended")
    assert page.one("item-x3")


def test_what_holds_all_the_time_has_no_day_to_be_done(store: Store):
    id, _ = planned(store)
    plan = opened(store, "behandlingsplan", id)
    page = do(plan, "offer", offer="low-plan", value="kept")
    assert page.one("item-offer-low-plan")
    assert not page.all(data_testid="done-offer-low-plan")
