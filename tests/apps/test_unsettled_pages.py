"""While something is unknown the pages say so: the tiers still possible, and what to ask first."""

from __future__ import annotations

import re

import pytest

from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened


def words(page: Seen, testid: str) -> str:
    return " ".join(page.one(testid).text.split())


def test_both_tiers_are_named_and_none_is_given(store: Store):
    page = look(opened(store, "stratificering", begun(store, "C10")))
    assert page.one("tier").attributes["data-tier"] == "unknown"
    assert re.fullmatch(r"lav\b.* eller moderat\b.*", words(page, "tier").lower())
    assert len(page.all(data_here="")) == 3


def test_the_question_that_would_settle_it_is_asked(store: Store):
    page = look(opened(store, "stratificering", begun(store, "C10")))
    assert "Spørg først om ensomhed og netværk" in words(page, "ask-first")


def test_answering_settles_it(store: Store):
    session = opened(store, "stratificering", begun(store, "C10"))
    do(session, "rate", domain="network", value="0")
    page = do(session, "rate", domain="finances", value="0")
    assert page.one("tier").attributes["data-tier"] == "low"
    assert page.all(data_testid="ask-first") == []


def test_the_plan_offers_nothing_until_then_and_says_why(store: Store):
    page = look(opened(store, "behandlingsplan", begun(store, "C10")))
    assert "ikke afklaret" in words(page, "no-offers")


def test_an_undefined_tier_says_that_the_text_is_silent(store: Store):
    id = begun(store, "C01")
    do(opened(store, "stratificering", id), "reading", value="bogstavelig")
    page = look(opened(store, "behandlingsplan", id))
    assert "Teksten nævner ikke" in words(page, "no-offers")


def test_no_level_is_claimed_that_is_not_known(store: Store):
    """Moderate or high: the conference is due either way, but »høj« would be a guess."""
    id = begun(store, "C01")
    session = opened(store, "stratificering", id)
    for domain, rating in {"disease": "2", "treatment": "unknown", "medication": "0"}.items():
        page = do(session, "rate", domain=domain, value=rating)
    assert re.search(r"moderat\s+eller\s+høj", page.one("axis-biomedical").text)
    assert page.one("tier").attributes["data-tier"] == "moderate"
    plan = look(opened(store, "behandlingsplan", id))
    offer = words(plan, "offer-moderate-specialist")
    assert "akse er høj" not in offer


@pytest.mark.parametrize("served", [True, False])
def test_a_conference_that_depends_on_the_unknown_says_so(store: Store, served: bool):
    id = begun(store, "C02")
    do(opened(store, "stratificering", id), "rate", domain="disease", value="unknown")
    plan = look(opened(store, "behandlingsplan", id, served=served))
    assert "ikke afklaret" in words(plan, "offer-moderate-specialist")
