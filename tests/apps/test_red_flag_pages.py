"""Merete with red flags: the grid is locked and nothing is planned until words release it."""

from __future__ import annotations

import pytest

from overblik.state.store import Store
from tests.apps.pages import begun, do, look, opened


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
