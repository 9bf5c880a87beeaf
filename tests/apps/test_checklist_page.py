"""The checklist of red flags: asked for, there, or excluded; and the early training it opens."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened

BACK = [
    key for key, one in library().catalogue.red_flags.items() if one.applies_to == "low_back_pain"
]
PATH = "path-early-back-training"


@pytest.fixture
def merete(store: Store) -> Session:
    """Her back, without red flags in the case."""
    return opened(store, "stratificering", begun(store, "C03", "B"))


def excluded(session: Session) -> Seen:
    for flag in BACK:
        do(session, "flag", flag=flag, value="no")
    return look(session)


def test_a_back_is_asked_about_first(merete: Session):
    page = look(merete)
    assert "Spørg om røde flag først" in page.one("flags").text
    assert all(page.one(f"flag-{flag}-unasked") for flag in BACK)
    assert page.one("tier").attributes["data-tier"] == "moderate", "not asked is not there"


def test_nobody_else_is_asked(store: Store):
    assert look(opened(store, "stratificering", begun(store, "C01"))).all(data_testid="flags") == []


def test_one_flag_locks_the_grid_and_no_plan_is_offered(merete: Session, store: Store):
    page = do(merete, "flag", flag="night_pain", value="yes")
    assert page.one("tier").attributes["data-tier"] == "exit"
    assert page.all(data_testid="look-low-low") == [], "the grid is locked"
    assert look(opened(store, "behandlingsplan", str(merete.reply().head["forloeb"]))).one("locked")


def test_it_is_released_in_writing_or_taken_back(merete: Session):
    do(merete, "flag", flag="night_pain", value="yes")
    assert do(merete, "release", value="Udredt").one("tier").attributes["data-tier"] == "moderate"
    do(merete, "release", value="")
    page = do(merete, "flag", flag="night_pain", value="no")
    assert page.one("tier").attributes["data-tier"] == "moderate"


def test_early_training_opens_when_every_flag_is_excluded(merete: Session, store: Store):
    assert look(merete).all(data_testid=PATH) == []
    page = excluded(merete)
    assert "et par uger efter sygdomsdebut" in page.one(PATH).text
    assert "Røde flag er udelukket" in page.one("flags").text
    do(merete, "offer", offer="early-back-training", value="kept")
    plan = look(opened(store, "behandlingsplan", str(merete.reply().head["forloeb"])))
    assert "undervisning i smertehåndtering" in plan.value("item_text-offer-early-back-training")


def test_one_flag_not_asked_for_keeps_it_closed(merete: Session):
    excluded(merete)
    assert do(merete, "flag", flag=BACK[0], value="unasked").all(data_testid=PATH) == []


def test_a_flag_of_the_case_cannot_be_ticked_away(store: Store):
    session = opened(store, "stratificering", begun(store, "C03", "A"))
    page = look(session)
    raised = library().cases["C03"].in_variant("A").red_flags[0].flag
    assert page.all(data_testid=f"flag-{raised}-no") == []
    page = do(session, "flag", flag=raised, value="no")
    assert page.one("tier").attributes["data-tier"] == "exit"


def test_an_answer_of_ones_own_can_be_taken_back_where_it_was_given(merete: Session):
    page = do(merete, "flag", flag="night_pain", value="yes")
    assert "checked" in page.one("flag-night_pain-yes").attributes
    page = do(merete, "flag", flag="night_pain", value="unasked")
    assert page.one("tier").attributes["data-tier"] == "moderate"
    assert "0 besvaret" in page.one("flags").text


def test_a_diagnosis_that_speaks_of_a_flag_is_told_where_it_is_asked(merete: Session):
    page = look(merete)
    assert "Casen nævner: brystkræft" in page.one("flag-cancer_history").text
    assert "Casen nævner" not in page.one("flag-trauma").text


def test_once_released_the_page_no_longer_says_locked(merete: Session):
    do(merete, "flag", flag="cauda_equina", value="yes")
    page = do(merete, "release", value="MR er normal")
    told = page.one("exit").text
    assert "Røde flag er afklaret" in told
    assert "Afklares akut" not in told
    assert "Skemaet er låst" not in told
