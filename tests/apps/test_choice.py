"""Suggested and chosen tier are two things: another tier holds once it has a ground and words."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.domain.base import LEVELS
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened


@pytest.fixture
def session(store: Store) -> Session:
    """Ellen, who is moderate by the letter and high by good sense."""
    return opened(store, "stratificering", begun(store, "C07"))


def tier(page: Seen) -> str:
    return page.one("tier").attributes["data-tier"]


def plan_of(store: Store, session: Session) -> Seen:
    return look(opened(store, "behandlingsplan", str(session.reply().head["forloeb"])))


def test_a_choice_alone_does_not_hold_and_says_what_it_lacks(store: Store, session: Session):
    page = do(session, "tier", value="high")
    assert tier(page) == "moderate"
    assert page.one("choice-open")
    assert page.all(data_testid="suggested") == []
    assert tier(plan_of(store, session)) == "moderate"


def test_with_ground_and_words_it_holds_beside_the_suggestion(store: Store, session: Session):
    do(session, "tier", value="high")
    do(session, "tier_ground", value="unrecorded")
    page = do(session, "tier_reason", value="To fald og alene")
    assert tier(page) == "high"
    assert "Moderat" in page.one("suggested").text
    assert page.all(data_testid="choice-open") == []
    plan = plan_of(store, session)
    assert tier(plan) == "high"
    assert plan.one("offer-high-plan")


@pytest.mark.parametrize("value", LEVELS)
def test_neither_direction_is_blocked(session: Session, value: str):
    do(session, "tier", value=value)
    do(session, "tier_ground", value="wish")
    assert tier(do(session, "tier_reason", value="Fordi")) == value


def test_the_reading_does_not_move_a_choice_that_holds(session: Session):
    do(session, "tier", value="low")
    do(session, "tier_ground", value="wish")
    do(session, "tier_reason", value="Fordi")
    page = do(session, "reading", value="hoejeste_akse")
    assert tier(page) == "low"
    assert "Høj" in page.one("suggested").text


def test_following_the_suggestion_again(session: Session):
    do(session, "tier", value="low")
    do(session, "tier_ground", value="wish")
    do(session, "tier_reason", value="Fordi")
    page = do(session, "tier", value="suggested")
    assert tier(page) == "moderate"


def paper(page: Seen) -> str:
    return page.all(class_="print")[0].text


def test_the_reason_is_printed_with_the_choice_that_holds(session: Session):
    do(session, "tier", value="high")
    do(session, "tier_ground", value="unrecorded")
    page = do(session, "tier_reason", value="To fald og alene")
    assert "To fald og alene" in paper(page)
    assert "Høj kompleksitet" in paper(page)


def test_a_reason_for_a_choice_that_does_not_hold_is_not_printed(session: Session):
    """The sheet would give a reason for choosing the tier that was merely suggested."""
    do(session, "tier", value="high")
    page = do(session, "tier_reason", value="To fald og alene")
    assert tier(page) == "moderate"
    assert "To fald og alene" not in paper(page)


def test_the_sheet_says_why_where_the_clinician_has_rated(session: Session):
    """The facts spoke for another rating: printed as the reason they would be untrue."""
    do(session, "rate", domain="network", value="0")
    page = do(session, "rating_reason", domain="network", value="Naboen kommer dagligt")
    assert "Naboen kommer dagligt" in paper(page)


def test_an_answer_is_shown_beside_what_the_facts_suggest(session: Session):
    page = do(session, "rate", domain="network", value="2")
    domain = page.one("domain-network").text
    assert "Forslag fra fakta: 1" in " ".join(domain.split())
    assert "checked" in page.one("rate-network-2").attributes
    page = do(session, "unrate", domain="network")
    assert "checked" in page.one("rate-network-1").attributes


def test_unknown_is_an_answer(session: Session):
    page = do(session, "rate", domain="disease", value="unknown")
    assert "checked" in page.one("rate-disease-unknown").attributes
    assert page.one("axis-biomedical").attributes["data-level"] == "unknown"
