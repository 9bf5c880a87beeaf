"""The grid that admits what the text leaves open: each cell, each reading, and the own axis."""

from __future__ import annotations

import pytest

from overblik.apps.session import Session
from overblik.domain.base import LEVELS, READINGS
from overblik.domain.model import Cell
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened

MODEL = library().model
STATUS = {"text": "teksten siger det", "debatable": "kan diskuteres", "silent": "siger intet"}


@pytest.fixture
def session(store: Store) -> Session:
    return opened(store, "stratificering", begun(store, "C01"))


def look_at(session: Session, cell: str) -> Seen:
    return do(session, "show", what="cell", value=cell)


@pytest.mark.parametrize(
    "cell", MODEL.cells, ids=lambda one: f"{one.biomedical}-{one.psychosocial}"
)
def test_every_cell_gives_its_sentence_or_says_that_there_is_none(session: Session, cell: Cell):
    page = look_at(session, f"{cell.biomedical}-{cell.psychosocial}")
    assert STATUS[cell.status] in page.one("cell").text
    said = [one.text for one in page.all(data_testid="sentence")]
    assert said == ([cell.sentence] if cell.sentence else [])
    assert (
        page.one(f"look-{cell.biomedical}-{cell.psychosocial}").attributes["aria-pressed"] == "true"
    )


@pytest.mark.parametrize("psychosocial", LEVELS)
@pytest.mark.parametrize("biomedical", LEVELS)
def test_every_cell_shows_all_four_readings(session: Session, biomedical: str, psychosocial: str):
    page = look_at(session, f"{biomedical}-{psychosocial}")
    for reading in READINGS:
        expected = MODEL.reading(reading).tiers[biomedical][psychosocial]  # type: ignore[index]
        assert page.one(f"at-{reading}").attributes["data-tier"] == expected


def test_each_cell_is_named_aloud_with_axes_tier_and_status(session: Session):
    named = " ".join(look(session).one("look-high-low").text.split())
    assert named.startswith("Biomedicinsk høj, psykosocial lav: moderat; teksten siger intet")
    assert "her kan Birgit ligge" in named


def test_the_patients_own_cell_is_the_one_that_is_shown_first(session: Session):
    assert look(session).one("cell").attributes["data-cell"] == "high-low"
    assert look_at(session, "low-low").one("cell").attributes["data-cell"] == "low-low"
    assert look_at(session, "").one("cell").attributes["data-cell"] == "high-low"


def test_one_cell_can_be_tabbed_to_the_others_are_for_the_arrows(session: Session):
    page = look_at(session, "moderate-high")
    tabbed = [
        one.attributes["data-testid"]
        for one in page.elements
        if one.attributes.get("data-what") == "cell" and one.attributes.get("tabindex") == "0"
    ]
    assert tabbed == ["look-moderate-high"]


def test_another_reading_says_what_it_would_change(session: Session):
    highest = look(session).one("at-hoejeste_akse").text
    assert "Mere: Individuelt tilpasset kommunalt tilbud" in highest
    assert "Uden: Udvidet kommunalt tilbud" in highest
    assert "Ingen forskel i tilbud" in look(session).one("at-rund_op").text
    assert "Ingen tilbud" in look(session).one("at-bogstavelig").text


def test_looking_and_switching_never_touch_a_rating(store: Store, session: Session):
    do(session, "rate", domain="mental", value="1")
    look_at(session, "high-high")
    do(session, "reading", value="hoejeste_akse")
    saved = store.read(str(session.reply().head["forloeb"])).state
    assert saved.answers == {"mental": 1}


@pytest.mark.parametrize("what", [["cell"], {"cell": 1}, None, 7, "sky"])
def test_what_is_none_to_show_is_told_and_shows_nothing(session: Session, what: object):
    page = do(session, "show", what=what, value="low-low")
    assert "Det kan ikke vises" in page.one("notice").text


@pytest.mark.parametrize("value", ["sky-high", "<b>", "x" * 201, 7, None])
def test_a_cell_that_is_none_shows_the_patients_own(session: Session, value: object):
    assert look_at(session, value).one("cell").attributes["data-cell"] == "high-low"  # type: ignore[arg-type]


def test_what_the_tier_means_is_told_axis_by_axis(store: Store):
    """Birgit and Kenneth: the same tier, and different things because of different axes."""
    birgit, kenneth = (
        look(opened(store, "stratificering", begun(store, case))) for case in ("C01", "C02")
    )
    assert birgit.one("tier").text == kenneth.one("tier").text == "Moderat kompleksitet"
    assert "specialist" in birgit.one("needs-biomedical").text
    assert birgit.all(data_testid="needs-psychosocial") == []
    assert "Samtaler" in kenneth.one("needs-psychosocial").text
    assert "psykolog" in kenneth.one("needs-psychosocial").text
    assert kenneth.all(data_testid="needs-biomedical") == []
    for same in (
        "Behandlingsplan",
        "Kontinuitet",
        "Udvidet kommunalt",
        "Årlig overblikskonsultation",
    ):
        assert same.lower() in birgit.one("needs-tier").text.lower()
        assert same.lower() in kenneth.one("needs-tier").text.lower()


# The own axis -------------------------------------------------------------------------------


def test_an_axis_set_by_hand_counts_once_it_has_a_reason(session: Session):
    page = do(session, "axis", axis="biomedical", value="low")
    assert page.one("axis-biomedical").attributes["data-level"] == "high"
    assert page.one("axis-open-biomedical")
    page = do(session, "axis_reason", axis="biomedical", value="Alt er stabilt")
    assert page.one("axis-biomedical").attributes["data-level"] == "low"
    assert page.one("tier").attributes["data-tier"] == "low"
    assert page.all(data_testid="axis-open-biomedical") == []


def test_the_suggestion_of_the_facts_stays_beside_it_and_on_paper(session: Session):
    do(session, "axis", axis="biomedical", value="low")
    page = do(session, "axis_reason", axis="biomedical", value="Alt er stabilt")
    assert "jeres vurdering" in page.one("axis-biomedical").text
    assert "5 af 6" in page.one("axis-biomedical").text
    label = next(
        one for one in page.elements if one.tag == "label" and "Efter områderne" in one.text
    )
    assert "høj" in label.text
    paper = page.all(class_="print")[0].text
    assert "Alt er stabilt" in paper
    assert "Efter områderne: høj" in " ".join(paper.split())


def test_following_the_domains_again_takes_one_click(session: Session):
    do(session, "axis", axis="biomedical", value="low")
    do(session, "axis_reason", axis="biomedical", value="Alt er stabilt")
    page = do(session, "axis", axis="biomedical", value="suggested")
    assert page.one("tier").attributes["data-tier"] == "moderate"


def test_a_number_in_the_reason_that_looks_like_a_person_stays_in_the_field(session: Session):
    do(session, "axis", axis="biomedical", value="low")
    page = do(session, "axis_reason", axis="biomedical", value="010203-1234")
    assert page.value("axis_reason-biomedical") == "010203-1234"
    assert page.one("unsaved")
    page = do(session, "axis", axis="biomedical", value="suggested")
    assert page.all(data_testid="unsaved") == [], "the field is gone, and its error with it"


# Why ----------------------------------------------------------------------------------------


def test_every_reason_can_be_followed_to_its_row(session: Session):
    why = look(session).one("why-disease").text
    assert "data/model/dsam.yaml" in why
    assert "{id: disease-2, when: {conditions: 4, systems: 3}" in why


def test_a_score_is_followed_to_its_cut_off(store: Store):
    why = look(opened(store, "stratificering", begun(store, "C02"))).one("why-mental").text
    assert "data/instruments/cutoffs.csv" in why
    assert "low: 26" in why
