"""The year's page: no spoiling, back and forward the same, what falls, the plan day by day."""

from __future__ import annotations

import re

import pytest

from overblik.apps.session import Session
from overblik.domain.case import Case
from overblik.domain.event import Event
from overblik.domain.plan import from_suggestion
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import APPS, LANGUAGES, Seen, begun, do, look, opened, seen
from tests.apps.test_every_page import assert_whole

TOLD = [
    {
        "id": "hjerte",
        "when": {"month": 1},
        "kind": "diagnosis",
        "text": {"da": "Et svagt hjerte", "en": "A weak heart"},
        "conditions": [{"code": "hfpef"}],
        "life": [
            {"domain": domain, "weight": 2, "text": {"da": "Tungt", "en": "Heavy"}}
            for domain in ("mental", "network", "coping")
        ],
        "items": ["ekko"],
    },
    {
        "id": "syg",
        "when": {"month": 2},
        "kind": "carer",
        "text": {"da": "Sygeplejersken bliver syg", "en": "The nurse falls ill"},
        "absent": {"nurse": "ill"},
    },
    {
        "id": "rask",
        "when": {"month": 3},
        "kind": "carer",
        "text": {"da": "Sygeplejersken er rask", "en": "The nurse is well"},
        "absent": {"nurse": "here"},
    },
    {
        "id": "nej",
        "when": {"month": 5},
        "kind": "consent",
        "text": {"da": "Siger nej til kommunen", "en": "Says no to the municipality"},
        "consents": {"municipality": {"answer": "no"}},
    },
    {
        "id": "nyt-ekko",
        "when": {"month": 4},
        "kind": "planned",
        "text": {"da": "Et ekko mere", "en": "One more echo"},
        "planned": [{"service": "echo", "owner": "hospital"}],
    },
]


def story() -> Case:
    """Jørgen's case with a story of the test's own, and no plan from last year."""
    case = library().cases["C04"]
    assert case.last_year is not None
    (ekko,) = [one for one in case.teaching.plan if one.id == "ekko"]
    then = ekko.model_copy(update={"after": "hjerte"})
    plan = tuple(then if one is ekko else one for one in case.teaching.plan)
    return case.model_copy(
        update={
            "last_year": case.last_year.model_copy(update={"plan": ()}),
            "events": tuple(Event.model_validate(one) for one in TOLD),
            "teaching": case.teaching.model_copy(update={"plan": plan}),
        }
    )


@pytest.fixture
def year(store: Store) -> Session:
    return opened(store, "aaret", begun(store, story()))


def lines(session: Session, *owners: str) -> None:
    """One whole line for each owner, a week apart."""
    for at, owner in enumerate(owners):
        do(session, "item_add", id=f"x{at}")
        for field, value in {
            "item_text": f"Sag {at}",
            "item_owner": owner,
            "item_due": f"2028-01-{7 + at:02}",
            "item_answer_to": "nurse",
            "item_if_nothing": "Ring",
        }.items():
            do(session, field, item=f"x{at}", value=value)


def walk(session: Session, times: int) -> Seen:
    """Press the button to the next day so many times."""
    page = look(session)
    for _ in range(times):
        page = do(session, "year_step", value=page.one("year-next").attributes["data-value"])
    return page


def words(session: Session) -> str:
    """The page without what says when it was saved."""
    html = session.reply().html
    return re.sub(r'(?s)<p class="saved".*?</p>', "", html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", ["aaret", "stratificering"])
def test_nothing_to_come_is_told(store: Store, app: str, language: str):
    page = opened(store, app, begun(store, story()), language).reply().html
    told = [one.text[language] for one in story().events]  # pyright: ignore[reportArgumentType]
    assert [one for one in told if one in page] == []


def test_how_much_is_to_come_and_when_the_next_day_is(year: Session):
    page = look(year)
    assert "6 hændelser venter" in page.one("waiting").text, "five, and the overview"
    month = page.one("year-next").text
    assert "Næste dag, hvor der sker noget" in month
    assert re.search(r"\w+ 20\d\d$", month.strip())


def test_a_day_is_told_in_words(year: Session):
    page = walk(year, 1)
    assert "Måned 1" in page.one("day").text
    assert "Ny sygdom" in page.one("happened").text
    assert "Et svagt hjerte" in page.one("happened").text
    assert page.all(data_testid="day-syg") == []
    assert page.one("day-hjerte").attributes["aria-current"] == "step"


def test_forward_and_back_again_is_the_same_page_and_the_same_work(store: Store):
    id = begun(store, story())
    session = opened(store, "aaret", id)
    lines(session, "nurse", "gp")
    walk(session, 2)
    page, state = words(session), store.read(id).state
    walk(session, 4)
    for _ in range(4):
        do(session, "year_step", value=look(session).one("year-back").attributes["data-value"])
    assert words(session) == page
    assert store.read(id).state == state


def test_at_its_ends_the_year_goes_no_further_and_keeps_the_buttons(year: Session):
    page = walk(year, 6)
    ahead = page.one("year-next")
    assert ahead.attributes["aria-disabled"] == "true"
    assert ahead.attributes["data-value"] == "aarsdag"
    assert "Ingen hændelser venter" in page.one("waiting").text
    assert page.all(data_testid="notice") == []
    first = do(year, "year_step", value="sidste-aar")
    assert first.one("year-back").attributes["aria-disabled"] == "true"


def test_the_group_before_and_now_with_the_sentence_it_rests_on(year: Session):
    page = walk(year, 1)
    assert page.one("why-now").attributes["data-why"] == "early"
    assert "Der kan komme nye sygdomme til" in page.one("why-now").text
    assert "flyttet" in page.one("group").text
    page = walk(year, 1)
    assert page.one("why-now").attributes["data-why"] == "no"
    assert "intet har flyttet sig" in page.one("group-said").text
    assert page.all(data_testid="regrouped") == []
    assert walk(year, 4).one("why-now").attributes["data-why"] == "yearly"


def test_that_somebody_has_looked_holds_for_the_day(year: Session):
    walk(year, 1)
    assert do(year, "regrouped", value="yes").one("regrouped").attributes["aria-pressed"] == "true"
    assert walk(year, 5).one("regrouped").attributes["aria-pressed"] == "false"
    page = do(year, "year_step", value="hjerte")
    assert page.one("regrouped").attributes["aria-pressed"] == "true"


def test_who_falls_ill_shows_at_once_what_falls_and_it_can_be_handed_over(year: Session):
    lines(year, "nurse", "gp")
    page = walk(year, 2)
    falls = page.one("falls-nurse").text
    assert "1 punkt falder med" in falls
    assert "Sag 0" in falls
    assert "7. jan. 2028" in falls
    assert "Ring" in falls
    assert "1 svar ville gå samme sted hen" in falls, "the answer of the GP's own line"
    page = do(year, "owner_move", owner="nurse", items="x0", value="gp")
    assert "Ingen punkter falder med" in page.one("falls-nurse").text
    assert "Flyttet til" in page.one("notice").text
    assert "1 ansvar flyttet" in page.one("changes-said").text
    page = walk(year, 1)
    assert page.one("back-again-nurse")
    assert page.all(data_testid="falls-nurse") == []


def test_nobody_there_to_do_it_falls_as_well(year: Session):
    lines(year, "relative")
    page = do(year, "owner_absent", owner="relative", value="left")
    assert "Sag 0" in page.one("falls-relative").text
    page = do(year, "owner_move", owner="relative", items="x0", value="gp")
    assert "Ingen punkter falder med" in page.one("falls-relative").text


def test_a_consent_taken_back_names_what_cannot_be_coordinated(year: Session):
    lines(year, "municipality")
    do(year, "consent_all", recipient="municipality", value="yes")
    assert walk(year, 4).all(data_testid="closed-municipality") == []
    page = walk(year, 1)
    assert "Sag 0" in page.one("closed-municipality").text
    assert "1 punkt kan ikke koordineres nu" in page.one("closed-municipality").text


def test_what_others_plan_stands_beside_what_was_done_lately(year: Session):
    page = walk(year, 4)
    planned = page.one("planned").text
    assert "allerede udredt?" in planned
    assert "EF 45 %" in planned, "the echo of six weeks before the start"
    assert "1 ny" in page.one("changes-said").text


def test_the_suggestion_an_event_calls_for_is_taken_there(year: Session):
    assert look(year).all(data_testid="answering") == []
    page = walk(year, 1)
    assert page.one("take-ekko")
    page = do(year, "suggestion_take", suggestion="ekko")
    assert page.one("taken-ekko")
    assert page.all(data_testid="take-ekko") == []
    assert "1 ny" in page.one("changes-said").text


def test_the_plan_is_compared_with_the_day_one_asks_for(year: Session):
    lines(year, "gp")
    page = walk(year, 2)
    assert "ingen forskel" in page.one("changes-said").text.lower()
    page = do(year, "show", what="year_before", value="sidste-aar")
    assert "1 ny" in page.one("changes-said").text
    assert "Sag 0" in page.one("changes").text
    page = do(year, "show", what="year_before", value="nej")
    assert "ingen forskel" in page.one("changes-said").text.lower(), "a day to come: the day before"


def test_each_day_so_far_has_its_version_of_the_plan(year: Session):
    lines(year, "gp")
    rows = walk(year, 1).one("versions").text
    assert rows.count("nej") == 3
    do(year, "agree")
    rows = look(year).one("versions").text
    assert "✓ ja" in rows
    assert rows.count("nej") == 2, "the days before are as they were"


def test_who_does_what_from_here(year: Session):
    lines(year, "municipality", "gp")
    started = look(year)
    assert started.all(data_testid="coming-municipality") == []
    do(year, "item_due", item="x0", value="2026-01-01")
    assert "1 punkt skulle være sket" in re.sub(r"\s+", " ", look(year).one("late").text)


@pytest.mark.parametrize("case", library().cases)
def test_every_day_of_every_case_is_drawn_whole(store: Store, case: str):
    """The author's whole plan is in it."""
    id = begun(store, case)
    state = store.read(id).state
    suggested = library().cases[case].teaching.suggestions(state.variant)
    lines = tuple(from_suggestion(one, state.plan_start) for one in suggested)
    store.change(id, lambda now: now.state.model_copy(update={"plan": (*now.state.plan, *lines)}))
    session = opened(store, "aaret", id)
    for day in state.steps(library().cases[case]):
        page = assert_whole(session.handle({"type": "year_step", "value": day.id}).html)
        assert page.one("day").attributes["data-step"] == day.id
        assert page.all(data_testid="notice") == [], "nothing was refused"


@pytest.mark.parametrize("app", APPS)
def test_every_app_says_where_in_the_year_it_is(store: Store, app: str):
    id = begun(store, story())
    assert look(opened(store, app, id)).all(data_testid="where") == []
    do(opened(store, "aaret", id), "year_step", value="syg")
    page = look(opened(store, app, id))
    if app == "aaret":
        assert page.all(data_testid="where") == [], "the page itself says it"
    else:
        assert "Måned 2" in page.one("where").text
        assert "Sygeplejersken bliver syg" in page.one("where").text


def test_another_window_is_told_that_the_class_has_gone_on(store: Store):
    id = begun(store, story())
    wall, desk = opened(store, "aaret", id), opened(store, "behandlingsplan", id)
    do(wall, "year_step", value="hjerte")
    page = seen(desk.handle({"type": "item_add", "id": "x9"}).html)
    assert "en anden dag i året" in page.one("notice").text
    assert page.one("where")
    assert page.all(data_testid="item-x9") == []


def test_in_the_notebook_nothing_links_to_the_server(store: Store):
    session = opened(store, "aaret", begun(store, story()), served=False)
    page = walk(session, 5)
    links = {one.attributes["href"] for one in page.elements if "href" in one.attributes}
    assert links <= {"#content"}
