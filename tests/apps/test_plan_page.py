"""The plan page: what its buttons send does what they say, and each line tells what it lacks."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import Element, Seen, begun, do, look, opened


@pytest.fixture
def session(store: Store) -> Session:
    """Birgit's plan: three wishes, a moderate tier."""
    return opened(store, "behandlingsplan", begun(store, "C01"))


def press(session: Session, button: Element) -> Seen:
    """What the browser sends when a button is pressed."""
    sent = {
        name.removeprefix("data-"): value
        for name, value in button.attributes.items()
        if name.startswith("data-") and name not in ("data-event", "data-testid", "data-new-id")
    }
    if "data-new-id" in button.attributes:
        sent["id"] = "5f3a9c1e-0000-4000-8000-000000000000"
    return do(session, button.attributes["data-event"], **sent)


def wishes(page: Seen) -> list[str]:
    return [one.attributes["data-priority"] for one in page.all(data_event="priority_text")]


def arrow(page: Seen, wish: str, sign: str) -> Element:
    found = [
        one
        for one in page.all(data_event="priority_move", data_priority=wish)
        if one.text.strip() == sign
    ]
    return found[0]


def removal(page: Seen, wish: str) -> Element:
    return page.all(data_event="priority_remove", data_priority=wish)[0]


def test_an_arrow_moves_a_wish_one_place(session: Session):
    page = press(session, arrow(look(session), "case-3", "↑"))
    assert wishes(page) == ["case-1", "case-3", "case-2"]
    page = press(session, arrow(page, "case-1", "↓"))
    assert wishes(page) == ["case-3", "case-1", "case-2"]


@pytest.mark.parametrize("removed", ["case-1", "case-2"])
def test_an_arrow_moves_one_place_also_when_a_wish_was_taken_out(session: Session, removed: str):
    """The one that was taken out still stands in the list; the eye does not see it."""
    do(session, "priority_add", id="p1")
    do(session, "priority_text", priority="p1", value="Ny")
    page = press(session, removal(look(session), removed))
    first, second, third = wishes(page)
    page = press(session, arrow(page, first, "↓"))
    assert wishes(page) == [second, first, third]
    page = press(session, arrow(page, third, "↑"))
    assert wishes(page) == [second, third, first]


def test_a_wish_that_is_removed_can_be_brought_back(session: Session):
    page = press(session, removal(look(session), "case-2"))
    assert wishes(page) == ["case-1", "case-3"]
    page = press(session, page.all(data_event="priority_restore")[0])
    assert wishes(page) == ["case-1", "case-2", "case-3"]


def test_a_new_wish_and_a_new_line_come_with_an_id(session: Session):
    page = press(session, look(session).one("priority-add"))
    assert len(wishes(page)) == 4
    page = press(session, page.one("item-add"))
    assert page.one("item-5f3a9c1e-0000-4000-8000-000000000000")


@pytest.mark.parametrize(("button", "standing"), [("keep", "kept"), ("decline", "declined")])
def test_an_offer_is_decided_and_undecided_by_its_buttons(
    session: Session, button: str, standing: str
):
    page = press(session, look(session).one(f"{button}-moderate-plan"))
    assert page.one("offer-moderate-plan").attributes["data-standing"] == standing
    assert page.one(f"{button}-moderate-plan").attributes["aria-pressed"] == "true"
    page = press(session, page.one(f"{button}-moderate-plan"))
    assert page.one("offer-moderate-plan").attributes["data-standing"] == "proposed"
    assert page.all(data_testid="item-offer-moderate-plan") == []


def test_a_line_that_is_removed_can_be_brought_back_with_its_words(session: Session):
    press(session, look(session).one("keep-moderate-plan"))
    do(session, "item_text", item="offer-moderate-plan", value="Egne ord")
    page = press(session, look(session).one("remove-offer-moderate-plan"))
    assert page.all(data_testid="item-offer-moderate-plan") == []
    page = press(session, page.one("restore-offer-moderate-plan"))
    assert page.value("item_text-offer-moderate-plan") == "Egne ord"


def test_what_a_line_lacks_is_named_and_counted(session: Session):
    page = do(session, "item_add", id="x1")
    assert "1 punkt mangler noget" in page.one("gaps").text
    lacking = " ".join(page.one("item-x1").text.split())
    for word in ("tekst", "ansvarlig", "dato", "hvor svaret går hen"):
        assert word in lacking
    do(session, "item_text", item="x1", value="Ring")
    do(session, "item_owner", item="x1", value="nurse")
    do(session, "item_due", item="x1", value="2026-12-24")
    page = do(session, "item_answer_to", item="x1", value="gp")
    assert "Alle punkter har" in page.one("gaps").text


def test_every_suggestion_of_the_author_can_be_taken_once(session: Session):
    page = look(session)
    ids = [one.id for one in library().cases["C01"].teaching.plan]
    for id in ids:
        page = press(session, page.one(f"take-{id}"))
    assert [one for one in page.elements if one.attributes.get("data-suggestion")] == []
    assert all(page.one(f"item-case-{id}") for id in ids)


def test_offers_of_another_tier_leave_the_list_but_kept_lines_stay(store: Store):
    id = begun(store, "C01")
    plan = opened(store, "behandlingsplan", id)
    press(plan, look(plan).one("keep-moderate-plan"))
    do(opened(store, "stratificering", id), "reading", value="hoejeste_akse")
    page = do(plan, "look")
    assert page.all(data_testid="offer-moderate-plan") == []
    assert page.one("item-offer-moderate-plan")


def test_the_plan_has_a_date_for_the_next_overview_and_never_an_end(session: Session):
    text = " ".join(one.text for one in look(session).elements if one.tag == "main")
    assert "Næste overblikskonsultation" in text
    for word in ("slutdato", "afsluttes den"):
        assert word not in text


@pytest.mark.parametrize("due", ["2025-01-15", "2027-02-15", "2031-01-15"])
def test_no_dated_line_is_left_out_of_the_year(session: Session, due: str):
    """Before the year, within it or after it: a line with a date has its place."""
    do(session, "item_add", id="x1")
    do(session, "item_text", item="x1", value="Ring til datteren")
    page = do(session, "item_due", item="x1", value=due)
    (year,) = page.all(aria_labelledby="h-year")
    assert "Ring til datteren" in year.text


def test_offers_nobody_has_decided_on_are_not_passed_over(store: Store):
    id = begun(store, "C01")
    session = opened(store, "behandlingsplan", id)
    number = len([one for one in look(session).elements if "data-standing" in one.attributes])
    do(session, "offer", offer="moderate-plan", value="declined")
    page = do(session, "item_add", id="x1")
    for event, value in (("item_text", "Ring"), ("item_owner", "gp"), ("item_answer_to", "gp")):
        do(session, event, item="x1", value=value)
    page = do(session, "item_due", item="x1", value="2027-01-01")
    assert page.one("undecided").text.startswith(f"{number - 1} tilbud")
