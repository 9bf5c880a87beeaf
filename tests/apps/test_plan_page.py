"""The plan page: what its buttons send does what they say, and each line tells what it lacks."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from overblik.apps.plan_ledger import MANY
from overblik.apps.session import Session
from overblik.domain.conference import FIRST
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import OWNER, Element, Seen, begun, do, look, opened


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
    assert "Mangler: »hvis intet er sket«" in " ".join(page.one("item-x1").text.split())
    page = press(session, page.one("suggest-x1"))
    assert page.value("item_if_nothing-x1").startswith("Tovholderen ringer")
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


# Who answers for it ---------------------------------------------------------------------------


def whole(session: Session) -> Seen:
    """A plan of two lines that lack nothing: an offer and a call."""
    do(session, "offer", offer="moderate-overview", value="kept")
    do(session, "item_add", id="x1")
    for event, value in (
        ("item_text", "Ring til datteren"),
        ("item_owner", "relative"),
        ("item_due", "2027-03-09"),
        ("item_answer_to", "nurse"),
    ):
        do(session, event, item="x1", value=value)
    return press(session, look(session).one("fill"))


def day_in(days: int) -> str:
    return (date.today() + timedelta(days)).isoformat()


def said(page: Seen, testid: str) -> str:
    return " ".join(page.one(testid).text.split())


def test_an_empty_plan_is_not_agreed_and_its_button_waits(session: Session):
    page = look(session)
    assert page.one("agreement").attributes["data-agreed"] == "no"
    assert "planen er tom" in said(page, "agreement")
    assert page.one("agree").attributes["aria-disabled"] == "true"


def test_a_plan_is_agreed_opened_by_a_change_and_agreed_again(session: Session):
    page = whole(session)
    assert "aria-disabled" not in page.one("agree").attributes
    page = press(session, page.one("agree"))
    assert page.one("agreement").attributes["data-agreed"] == "yes"
    assert "Aftalt" in next(one.text for one in page.all(class_="print"))
    page = do(session, "item_due", item="x1", value="2027-04-01")
    assert page.one("agreement").attributes["data-agreed"] == "no"
    page = press(session, page.one("agree"))
    page = press(session, page.one("unagree"))
    assert page.one("agreement").attributes["data-agreed"] == "no"


def test_agreeing_with_a_hole_is_refused_in_words(session: Session):
    """From a window that shows what was there before."""
    whole(session)
    do(session, "item_due", item="x1", value="")
    page = do(session, "agree")
    assert "1 af 2 punkter mangler noget (dato: 1)" in page.one("notice").text
    assert page.one("agreement").attributes["data-agreed"] == "no"


def test_an_owner_who_leaves_orphans_their_lines_and_is_put_back(session: Session):
    page = press(session, whole(session).one("left-relative"))
    assert "1 punkt har ingen ansvarlig" in said(page, "orphans")
    assert "Ring til datteren" in said(page, "orphans")
    assert "En pårørende er ikke med" in said(page, "item-x1")
    assert page.one("left-relative").attributes["aria-pressed"] == "true"
    page = press(session, page.one("left-relative"))
    assert page.all(data_testid="orphans") == []


def test_somebody_who_is_ill_raises_a_warning_that_names_what_rests_on_them(session: Session):
    page = press(session, whole(session).one("ill-relative"))
    warned = said(page, "at-risk-relative")
    assert "1 punkt hviler på en pårørende, der er syg eller indlagt:" in warned
    assert "Ring til datteren" in warned
    assert page.all(data_testid="ill-gp") == [], "a practice does not fall ill"
    assert "aria-disabled" not in page.one("agree").attributes, "a warning, no bar"
    do(session, "item_remove", item="x1")
    page = press(session, look(session).one("here-relative"))
    assert page.all(data_testid="here-relative") == []


@pytest.mark.parametrize("keep", ["relative", "nurse"])
def test_two_owners_are_none_until_one_is_chosen(session: Session, keep: str):
    whole(session)
    page = do(session, "item_second_owner", item="x1", value="nurse")
    assert "To ansvarlige er ingen ansvarlig" in said(page, "double-x1")
    assert "1 punkt har to ansvarlige" in said(page, "doubles")
    page = press(session, page.one(f"only-x1-{keep}"))
    assert page.all(data_testid="doubles") == []
    assert "Ring til datteren" in page.one(f"owner-{keep}").text


def test_suggested_words_are_filled_in_the_pages_language_and_taken_away_again(store: Store):
    session = opened(store, "behandlingsplan", begun(store), "en")
    page = whole(session)
    assert page.value("item_if_nothing-x1") == "The coordinator phones and finds another way"
    page = press(session, page.one("unfill"))
    assert page.value("item_if_nothing-x1") == ""


def test_a_row_for_each_owner_with_the_load_of_each_month(session: Session):
    row = said(whole(session), "owner-relative")
    assert "1 punkt" in row
    assert "marts 2027: 1" in row


def test_a_save_that_says_it_is_agreed_is_not_believed_where_a_line_lacks(store: Store):
    session = opened(store, "behandlingsplan", begun(store))
    press(session, whole(session).one("agree"))
    file = session.handle({"type": "download"}).download
    assert file
    saved = json.loads(file.text)
    saved["state"]["plan"][0]["owner"] = None
    id = store.import_(json.dumps(saved).encode(), OWNER).id
    page = look(opened(store, "behandlingsplan", id))
    assert page.one("agreement").attributes["data-agreed"] == "no"
    assert "Ikke aftalt endnu" in next(one.text for one in page.all(class_="print"))


# Many lines -----------------------------------------------------------------------------------


def test_a_long_plan_is_folded_by_owner_and_what_nobody_has_stands_open(session: Session):
    for at in range(MANY + 1):
        session.handle({"type": "item_add", "id": f"x{at}"})
        if at:
            session.handle({"type": "item_owner", "item": f"x{at}", "value": "gp"})
    page = look(session)
    assert [one.attributes["data-testid"] for one in page.all(class_="item lacking")] == ["item-x0"]
    page = press(session, page.one("fold-gp"))
    assert len(page.all(class_="item lacking")) == MANY + 1
    assert page.one("fold-gp").attributes["aria-expanded"] == "true"
    page = press(session, page.one("fold-gp"))
    assert len(page.all(class_="item lacking")) == 1
    page = do(session, "item_text", item="x3", value="020160-9995")
    assert page.value("item_text-x3") == "020160-9995", "what was refused is shown to be mended"


# The year -------------------------------------------------------------------------------------


def visits(session: Session) -> Seen:
    """Three visits to the practice on three days of one March."""
    page = look(session)
    for id, day in (("x1", "2027-03-09"), ("x2", "2027-03-12"), ("x3", "2027-03-30")):
        do(session, "item_add", id=id)
        for event, value in (
            ("item_text", f"Besøg {id}"),
            ("item_owner", "nurse"),
            ("item_due", day),
            ("item_meeting", "visit"),
        ):
            page = do(session, event, item=id, value=value)
    return page


def test_three_visits_in_march_can_be_one_and_the_days_they_had_are_told(session: Session):
    page = visits(session)
    assert "3 besøg i marts 2027 kan blive 1: Besøg x1 (9. mar. 2027, " in said(page, "together-1")
    page = press(session, page.one("join-1"))
    for id in ("x1", "x2", "x3"):
        assert page.value(f"item_due-{id}") == "2027-03-09"
    assert "Besøg x2 (12. mar. 2027); Besøg x3 (30. mar. 2027)" in page.one("notice").text
    assert page.all(data_testid="join-1") == []
    page = do(session, "item_due", item="x3", value="2027-03-30")
    assert page.value("item_due-x3") == "2027-03-30"


def test_together_from_an_old_window_is_refused_when_a_visit_is_gone(session: Session):
    button = visits(session).one("join-1")
    do(session, "item_remove", item="x2")
    page = press(session, button)
    assert "ikke længere i planen" in page.one("notice").text
    assert page.value("item_due-x3") == "2027-03-30"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "ingen dag sat. Øvrige kontakter: 0. Teksten nævner typisk 1–3. Her er færre."),
        (3, "ja (22. nov. 2027). Øvrige kontakter: 3. Teksten nævner typisk 1–3. En kontakt er"),
        (4, "ja (22. nov. 2027). Øvrige kontakter: 4. Teksten nævner typisk 1–3. Her er flere."),
    ],
)
def test_contacts_are_told_beside_the_texts_range(session: Session, number: int, words: str):
    page = look(session)
    for at in range(number):
        do(session, "item_add", id=f"x{at}")
        do(session, "item_owner", item=f"x{at}", value="gp")
        do(session, "item_due", item=f"x{at}", value=day_in(20 * at))
        page = do(session, "item_meeting", item=f"x{at}", value="phone")
    if number:
        page = do(session, "overview", value="2027-11-22")
    assert page.one("contacts").attributes["data-contacts"] == str(number)
    assert words in said(page, "contacts"), "the overview is none of them"


def test_a_high_tier_plan_with_digital_contacts_alone_says_what_the_text_says(store: Store):
    id = begun(store)
    sorting = opened(store, "stratificering", id)
    do(sorting, "tier", value="high")
    do(sorting, "tier_ground", value="wish")
    do(sorting, "tier_reason", value="Hun beder om det")
    session = opened(store, "behandlingsplan", id)
    do(session, "offer", offer="high-digital", value="kept")
    page = do(session, "item_meeting", item="offer-high-digital", value="digital")
    assert "kan ikke erstatte fremmøde" in said(page, "not-in-person")
    (year,) = page.all(aria_labelledby="h-year")
    assert "men det kan ikke erstatte fremmøde" in year.text
    page = do(session, "item_meeting", item="offer-high-digital", value="video")
    assert "Video, telefon og digitalt kan ikke" in said(page, "not-in-person")
    assert "Overbliks læsning" in said(page, "not-in-person"), "the text says it of the digital"
    page = do(session, "item_meeting", item="offer-high-digital", value="visit")
    assert page.all(data_testid="not-in-person") == []


def test_a_medicine_change_without_a_follow_up_is_said_and_has_a_field_for_it(store: Store):
    session = opened(store, "behandlingsplan", begun(store, "C07"))
    plan = library().cases["C07"].teaching.plan
    change = next(one for one in plan if one.medicine)
    do(session, "suggestion_take", suggestion=change.id)
    page = do(session, "item_follow_up", item=f"case-{change.id}", value="")
    assert change.text.da in said(page, "unwatched")
    page = do(session, "item_follow_up", item=f"case-{change.id}", value="2027-02-01")
    assert page.all(data_testid="unwatched") == []
    assert "1. Opfølgning på medicin: " in said(page, "month-2027-02")


def test_the_days_of_the_plan_come_as_a_calendar_file(session: Session):
    assert "Sæt en dato først" in do(session, "calendar").one("notice").text
    whole(session)
    file = session.handle({"type": "calendar"}).download
    assert file
    assert (file.name, file.mime) == ("overblik-C01-plan.ics", "text/calendar")
    days = [one.decoded("DTSTART") for one in Calendar.from_ical(file.text).events]
    assert date(2027, 3, 9) in days


def test_a_conference_stands_in_its_month_and_in_the_calendar(session: Session):
    for field, value in (("day", "2027-03-09"), ("at", "08:15"), ("form", "phone")):
        do(session, "appointment", conference=FIRST, field=field, value=value)
    page = do(session, "card_to", conference=FIRST, value="Geriateren")
    assert "9. Telefonkonference kl. 08.15: Geriateren" in said(page, "month-2027-03")
    assert page.one("contacts").attributes["data-contacts"] == "0", "the patient is not met"
    file = session.handle({"type": "calendar"}).download
    assert file
    (one,) = Calendar.from_ical(file.text).events
    assert str(one["SUMMARY"]) == "Telefonkonference: Geriateren"


# What can be agreed though it is open, and what would come twice ---------------------------------


def test_what_is_open_is_said_beside_the_button_and_bars_nothing(session: Session):
    page = whole(session)
    assert "Kan aftales, men:" in said(page, "still-open")
    assert "ingen dag for næste overblik" in said(page, "still-open")
    assert "aria-disabled" not in page.one("agree").attributes
    page = press(session, page.one("agree"))
    assert said(page, "still-open").startswith("Stadig åbent:")
    page = do(session, "overview", value=day_in(300))
    assert "næste overblik" not in said(page, "still-open")


def test_medicine_without_a_follow_up_and_cards_nobody_placed_are_counted(store: Store):
    id = begun(store, "C07")
    session = opened(store, "behandlingsplan", id)
    change = next(one for one in library().cases["C07"].teaching.plan if one.medicine)
    for raw in (
        ("suggestion_take", {"suggestion": change.id}),
        ("item_owner", {"item": f"case-{change.id}", "value": "gp"}),
        ("item_due", {"item": f"case-{change.id}", "value": "2027-01-04"}),
        ("item_answer_to", {"item": f"case-{change.id}", "value": "gp"}),
        ("item_if_nothing", {"item": f"case-{change.id}", "value": "Ring"}),
        ("item_follow_up", {"item": f"case-{change.id}", "value": ""}),
    ):
        page = do(session, raw[0], **raw[1])
    assert "1 ændring uden opfølgning" in said(page, "still-open")
    assert "uafklare" in said(page, "still-open")
    page = do(session, "item_follow_up", item=f"case-{change.id}", value="2027-02-01")
    assert "uden opfølgning" not in said(page, "still-open")


def test_what_rests_on_somebody_who_is_ill_is_marked_and_moved_in_one_go(session: Session):
    press(session, whole(session).one("ill-relative"))
    page = look(session)
    assert page.one("resting-x1").text.strip() == "ansvarlig er syg"
    assert "1 punkt hviler på en pårørende, der er syg" in said(page, "agreement")
    assert "alle punkter er klar" not in said(page, "agreement")
    assert "aria-disabled" not in page.one("agree").attributes, "it may be agreed so"
    move = next(one for one in page.elements if one.attributes.get("data-event") == "owner_move")
    page = do(
        session, "owner_move", value="nurse", owner="relative", items=move.attributes["data-items"]
    )
    assert page.all(data_testid="at-risk-relative") == []
    assert page.all(data_testid="resting-x1") == []
    told = page.one("notice").text
    assert "Praksissygeplejerske" in told
    assert "Ring til datteren" in told


def test_moving_to_nobody_is_refused_in_words(session: Session):
    press(session, whole(session).one("ill-relative"))
    page = do(session, "owner_move", value="", owner="relative", items="x1")
    assert "Vælg først" in page.one("notice").text


def test_a_line_whose_order_is_closed_lacks_nothing_and_stands_as_done(session: Session):
    do(session, "service_take", service="eye_photo")
    line = "service-eye_photo"
    page = do(session, "item_owner", item=line, value="")
    assert "Mangler: ansvarlig" in said(page, f"item-{line}")
    for event, value in (("booking_question", "Er der øjenforandringer?"), ("booking_again", "Ny")):
        do(session, event, item=line, value=value)
    do(session, "booking_action", item=line, value="Intet nyt")
    for step in ("ordered", "done", "answered", "acted", "closed"):
        page = do(session, "booking_step", item=line, value=step, day=day_in(0))
    assert "Mangler" not in said(page, f"item-{line}")
    assert "Gjort" in said(page, f"line-{line}")
    assert "Gjort" in said(page, f"month-{date.today():%Y-%m}")
    page = press(session, page.one("agree"))
    assert page.one("agreement").attributes["data-agreed"] == "yes"


def test_a_standing_offer_needs_no_day_and_says_so(session: Session):
    page = do(session, "offer", offer="moderate-continuity", value="kept")
    assert "Mangler" not in said(page, "item-offer-moderate-continuity")
    assert "Gælder hele året" in said(page, "item-offer-moderate-continuity")
    assert page.all(data_testid="undated") == []


def test_a_change_of_medicine_that_is_in_the_plan_is_not_offered_as_new(store: Store):
    session = opened(store, "behandlingsplan", begun(store, "C07"))
    plan = library().cases["C07"].teaching.plan
    change = next(one for one in plan if one.medicine and one.atc)
    assert look(session).all(data_testid=f"already-{change.id}") == []
    page = do(session, "medicine_change", atc=change.atc, kind=change.medicine)
    assert "Allerede i planen:" in said(page, f"already-{change.id}")
    assert [one for one in page.elements if "twice-" in one.attributes.get("data-testid", "")] == []
    page = press(session, page.one(f"take-{change.id}"))
    assert "Allerede i planen:" in said(page, f"twice-case-{change.id}"), "taken all the same"


def test_an_overview_of_another_tier_is_said_to_be_there_already(store: Store):
    id = begun(store, "C01")
    session = opened(store, "behandlingsplan", id)
    do(session, "offer", offer="low-overview", value="kept")
    assert "Allerede i planen:" in said(look(session), "already-moderate-overview")
    page = do(session, "item_remove", item="offer-low-overview")
    assert page.all(data_testid="already-moderate-overview") == []
