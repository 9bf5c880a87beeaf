"""The year's page: no spoiling, back and forward the same, what falls, the plan day by day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from overblik.apps.session import Session
from overblik.domain.case import Case
from overblik.domain.days import month_after
from overblik.domain.event import Event
from overblik.domain.plan import from_suggestion
from overblik.domain.story import Consent
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


def do_html(session: Session, kind: str, **fields: object) -> str:
    return session.handle({"type": kind, **fields}).html


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
    assert ahead.text.strip() == "Historien slutter her"
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
    assert page.all(data_testid="group") == [], "nothing to compare"
    assert page.all(data_testid="regrouped") == []
    assert walk(year, 4).one("why-now").attributes["data-why"] == "yearly"


def test_a_group_that_moves_on_a_day_that_does_not_call_for_it_is_to_be_looked_at(store: Store):
    told = {"month": 1}, "life", {"da": "Alt blev tungt", "en": "All became heavy"}
    event = {**TOLD[0], **dict(zip(("when", "kind", "text"), told, strict=True)), "items": []}
    case = story().model_copy(update={"events": (Event.model_validate(event),)})
    page = walk(opened(store, "aaret", begun(store, case)), 1)
    why = page.one("why-now")
    assert why.attributes["data-why"] == "moved"
    assert "flyttet sig. Se på gruppen nu." in why.text
    assert "ved næste overblik" not in why.text
    assert page.one("regrouped")


def test_an_own_rating_that_hides_what_happens_is_said(year: Session):
    do(year, "rate", domain="mental", value="0")
    page = walk(year, 1)
    (said,) = page.all(data_testid="own-stands")
    assert "Jeres egen vurdering af Psykisk lidelse gælder stadig" in said.text
    page = do(year, "rate", domain="mental", value="2")
    assert page.all(data_testid="own-stands") == [], "rated anew on this day"


def test_that_somebody_has_looked_holds_for_the_day(year: Session):
    page = do(year, "regrouped", value="yes")
    assert "Set på: gruppen er ændret" in page.one("looked-said").text, "low a year ago"
    walk(year, 1)
    page = do(year, "regrouped", value="yes")
    assert page.one("regrouped").attributes["aria-pressed"] == "true"
    page = walk(year, 5)
    assert page.one("regrouped").attributes["aria-pressed"] == "false"
    assert page.one("looked-said").text == ""
    page = do(year, "regrouped", value="yes")
    assert "Set på: gruppen er uændret" in page.one("looked-said").text
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
    assert "kan igen" in page.one("back-again-nurse").text
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
    closed = page.one("closed-municipality").text
    assert "Kommunen må ikke længere få at vide: mål, diagnoser" in closed
    assert "Sag 0" in closed
    assert "1 punkt kan ikke koordineres nu" in closed
    assert "Samtykket er ændret" in page.one("consents").text
    assert page.all(data_testid="falls") == []


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("no", {"answer": "partly", "sections": ["agreements"]}, "må nu få at vide: aftaler"),
        ("no", {"answer": "no"}, "må stadig ikke få noget at vide"),
        ("yes", {"answer": "partly", "sections": ["goals"]}, "ikke længere få at vide: aftaler"),
        ("yes", {"answer": "yes"}, "må stadig få at vide: mål, aftaler"),
    ],
)
def test_a_consent_is_told_as_what_it_changes(
    store: Store, before: str, now: dict[str, object], said: str
):
    event = {**TOLD[3], "consents": {"relative": now}}
    case = story().model_copy(
        update={
            "consents": {"relative": Consent.model_validate({"answer": before})},
            "events": (Event.model_validate(event),),
        }
    )
    session = opened(store, "aaret", begun(store, case))
    told = walk(session, 1).one("consents").text
    assert said in told
    if "må nu få" in said:
        assert "notér det under Deling" in told
        assert "ikke længere" not in told
        page = do(session, "consent", recipient="relative", section="agreements", value=True)
        assert "noteret under Deling" in page.one("consents").text


def test_what_others_plan_stands_beside_what_was_done_lately(year: Session):
    page = walk(year, 4)
    planned = page.one("planned").text
    assert "allerede udredt?" in planned
    assert page.one("to-conference").attributes["href"].endswith("#to-gp")
    assert "EF 45 %" in planned, "the echo of six weeks before the start"
    assert "1 ny" in page.one("changes-said").text


def test_of_what_others_planned_it_is_asked_once_its_day_has_gone(year: Session):
    page = walk(year, 6)
    assert "Dagen er gået: blev det lavet?" in page.one("planned").text
    assert page.all(data_testid="to-conference") == []
    done = page.one("done-planned-echo")
    page = do(year, "item_done", item="planned-echo", value=done.attributes["data-value"])
    assert page.one("planned-planned-echo").attributes["data-settled"] == "done"
    page = do(year, "item_done", item="planned-echo", value="")
    page = do(year, "item_remove", item="planned-echo")
    assert "Blev ikke lavet" in page.one("planned-planned-echo").text
    assert page.one("restore-planned-echo")


def test_the_suggestion_an_event_calls_for_is_taken_there(year: Session):
    assert look(year).all(data_testid="answering") == []
    page = walk(year, 1)
    assert page.one("take-ekko")
    page = do(year, "suggestion_take", suggestion="ekko")
    assert page.all(data_testid="answering") == [], "only what is not in the plan is suggested"
    assert page.one("about-case-ekko").attributes["data-come"] == "open"
    assert "1 ny" in page.one("changes-said").text


def test_the_lines_a_day_is_about_are_noted_as_done_there(year: Session):
    walk(year, 1)
    page = do(year, "suggestion_take", suggestion="ekko")
    day = page.one("done-case-ekko").attributes["data-value"]
    page = do(year, "item_done", item="case-ekko", value=day)
    assert page.one("about-case-ekko").attributes["data-come"] == "done"
    page = do(year, "item_done", item="case-ekko", value="")
    assert page.one("done-case-ekko")


def test_what_an_event_says_is_done_is_not_suggested(store: Store):
    event = {**TOLD[0], "done": ["ekko"]}
    case = story().model_copy(update={"events": (Event.model_validate(event),)})
    page = walk(opened(store, "aaret", begun(store, case)), 1)
    assert page.all(data_testid="answering") == []


def test_on_an_earlier_day_it_is_said_what_does_not_come_along(store: Store):
    id = begun(store, story())
    year, plan = opened(store, "aaret", id), opened(store, "behandlingsplan", id)
    walk(year, 2)
    lines(year, "gp")
    page = do(year, "year_step", value="start")
    assert "måned 2" in page.one("earlier-day").text
    look(plan)
    assert "måned 2" in seen(plan.handle({"type": "look"}).html).one("where").text
    assert page.one("carry-forward").attributes["aria-disabled"] == "true"
    do(year, "item_add", id="y1")
    assert "1 punkt herfra mangler der" in look(year).one("left-behind").text
    page = do(year, "carry_forward", value="yes")
    assert "Alle punkter herfra står der også" in page.one("left-behind").text
    assert walk(year, 2).all(data_testid="earlier-day") == []


def test_on_the_yearly_day_the_review_comes_right_after_the_group(store: Store):
    year = opened(store, "aaret", begun(store, "C04"))
    page = walk(year, len(library().cases["C04"].events))
    assert page.one("to-review").attributes["href"] == "#review"
    heads = [one.attributes.get("id") for one in page.elements if one.tag == "h2"]
    assert heads.index("h-review") == heads.index("h-group") + 1


def test_nothing_is_late_on_the_day_a_year_before(store: Store):
    year = opened(store, "aaret", begun(store, "C04"))
    page = do(year, "year_step", value="sidste-aar")
    assert page.all(data_testid="late") == []
    assert page.one("coming")


def test_the_paper_says_what_the_screen_does_and_dates_both_days(year: Session):
    lines(year, "municipality", "gp")
    walk(year, 1)
    html = do_html(year, "item_due", item="x0", value=str(month_after(date.today(), 2)))
    paper = html[html.index('class="paper"') :]
    assert re.search(r"Måned 1<br>\d+\. \w+\.? 20\d\d</th>", paper)
    assert "som før, men en akse har flyttet sig" in paper
    order = ["Gruppeskift</h2>", "Forskel i planen</h2>", "Hvem gør hvad frem", "Niveauet gennem"]
    assert [paper.index(one) for one in order] == sorted(paper.index(one) for one in order)
    assert "Sag 0" in paper[paper.index(order[2]) :]


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
    assert links <= {"#content", "#review"}
