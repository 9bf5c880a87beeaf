"""The orders on the plan page: what waits for an action stands first, and what cannot be booked
says why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from overblik.apps import session
from overblik.apps.session import Session
from overblik.domain.bookings import STEPS
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, Seen, begun, do, look, opened

EYES = "service-eye_photo"
GAP = library().catalogue.services["back_training"].sentence


def words(page: Seen, testid: str) -> str:
    return re.sub(r"\s+", " ", page.one(testid).text).strip()


def steps(plan: Session, *values: str, item: str = EYES, day: str = "") -> Seen:
    """Take these steps, each today unless a day is given."""
    for value in values:
        do(plan, "booking_step", item=item, value=value, day=day)
    return look(plan)


@pytest.fixture
def lars(store: Store) -> Session:
    """Lars, low complexity, who wants five examinations."""
    return opened(store, "behandlingsplan", begun(store, "C06"))


@pytest.fixture
def ellen(store: Store) -> Session:
    return opened(store, "behandlingsplan", begun(store, "C07"))


def test_three_of_his_five_wishes_cannot_be_booked(lars: Session):
    page = look(lars)
    assert words(page, "asked-said").startswith("3 af 5 ønsker kan ikke bestilles")
    bookable = {
        one.attributes["data-testid"].removeprefix("asked-")
        for one in page.all(data_bookable="yes")
    }
    assert bookable == {"eye_photo", "foot_check"}
    for key in ("vitamin_d", "testosterone", "whole_body_mri"):
        assert page.all(data_service=key, data_by="patient") == []
        said = {one.text for one in page.all(data_testid=f"talk-{key}")}
        talk = library().catalogue.services[key].talk
        assert talk
        assert said == {talk.da}, "it opens a talk beside the wish"


def test_the_gp_books_vitamin_d_with_a_question(ellen: Session):
    assert look(ellen).all(data_testid="talk-vitamin_d") == [], "nobody wished for it"
    item = "service-vitamin_d"
    page = do(ellen, "service_take", service="vitamin_d", by="gp")
    assert "hvad vi skal vide" in words(page, f"loop-{item}")
    page = steps(ellen, "ordered", item=item)
    assert page.one(f"loop-{item}").attributes["data-standing"] == "planned"
    do(ellen, "booking_question", item=item, value="Mangler hun D-vitamin til knoglerne?")
    page = steps(ellen, "ordered", item=item)
    assert page.one(f"loop-{item}").attributes["data-standing"] == "waiting"


def test_what_is_taken_gets_the_focus_where_it_then_stands(lars: Session):
    reply = lars.handle({"type": "service_take", "service": "foot_check", "by": "gp"})
    assert reply.head["focus"] == "loop-service-foot_check"
    assert 'id="loop-service-foot_check" tabindex="-1"' in reply.html


def test_he_books_himself_what_the_plan_opened(lars: Session):
    page = do(lars, "service_take", service="eye_photo", by="patient")
    assert "Lars bestiller selv" in words(page, f"loop-{EYES}")
    assert page.one(f"item-{EYES}"), "it is a line in the plan with an owner"
    assert "I planen" in words(page, "asked-eye_photo")


def test_a_low_tier_patient_with_an_unread_result_shows_it(lars: Session):
    page = do(lars, "service_take", service="eye_photo", by="patient")
    assert page.one("tier").attributes["data-tier"] == "low"
    assert "Ingen svar venter" in words(page, "loops-said")
    page = steps(lars, *STEPS[:3])
    assert words(page, "loops-said") == "1 svar venter på en handling."
    assert page.one(f"loop-{EYES}").attributes["data-standing"] == "unread"
    assert page.one(f"step-{EYES}").attributes["aria-disabled"] == "true", "no action is written"
    assert "hvad svaret førte til" in words(page, f"loop-{EYES}")
    page = steps(lars, "acted")
    assert page.one(f"loop-{EYES}").attributes["data-standing"] == "unread"
    do(lars, "booking_action", item=EYES, value="Øjenlægen ser ham")
    page = steps(lars, "acted", "closed")
    assert "Øjenlægen ser ham" in words(page, f"loop-{EYES}")
    assert page.all(data_testid=f"step-{EYES}") == [], "there is no next step"


def test_one_next_action_and_five_steps_in_words(lars: Session):
    page = do(lars, "service_take", service="eye_photo", by="gp")
    loop = words(page, f"loop-{EYES}")
    for name in ("Bestilt næste", "Udført ikke endnu", "Svar hos egen læge ikke endnu", "Lukket"):
        assert name in loop
    assert words(page, f"step-{EYES}") == "Notér som bestilt"
    assert len(page.all(data_event="booking_step")) == 1


def test_a_late_answer_says_how_late(lars: Session):
    do(lars, "service_take", service="eye_photo")
    wait = library().catalogue.services["eye_photo"].wait_days
    assert wait
    ordered = date.today() - timedelta(days=wait + 12)
    page = steps(lars, "ordered", day=ordered.isoformat())
    assert "for 12 dage siden" in words(page, f"loop-{EYES}")
    assert words(page, "loops-said") == "1 svar skulle være kommet."


def test_an_answer_to_the_patient_is_none_at_the_gps(lars: Session):
    do(lars, "service_take", service="eye_photo")
    steps(lars, "ordered", "done")
    do(lars, "item_answer_to", item=EYES, value="patient")
    assert "Ret »Svar går til«" in words(steps(lars, "answered"), f"loop-{EYES}")
    do(lars, "item_answer_to", item=EYES, value="gp")
    assert words(steps(lars, "answered"), "loops-said") == "1 svar venter på en handling."


def test_a_day_that_has_not_come_is_refused_at_its_field(lars: Session):
    do(lars, "service_take", service="eye_photo")
    page = steps(lars, "ordered", day=(date.today() + timedelta(days=1)).isoformat())
    assert "Dagen er ikke kommet endnu" in words(page, f"loop-{EYES}")
    assert page.one(f"loop-{EYES}").attributes["data-standing"] == "planned"


def test_a_wait_is_said_to_be_simulated(lars: Session):
    do(lars, "service_take", service="eye_photo")
    assert "simuleret ventetid" in words(steps(lars, "ordered"), f"loop-{EYES}")
    assert "(simuleret)" in words(look(lars), EYES)


def test_an_echo_done_lately_asks_why_and_says_where_and_when(ellen: Session):
    page = do(ellen, "service_take", service="echo")
    done = library().cases["C07"].investigations[0]
    assert done.where.da in words(page, "loop-service-echo")
    assert page.one("step-service-echo").attributes["aria-disabled"] == "true"
    page = steps(ellen, "ordered", item="service-echo")
    assert "En undersøgelse uden spørgsmål bestilles ikke" in words(page, "loop-service-echo")
    do(ellen, "booking_question", item="service-echo", value="Er klappen blevet tættere?")
    do(ellen, "booking_again", item="service-echo", value="Ny mislyd")
    page = steps(ellen, "ordered", item="service-echo")
    assert page.one("loop-service-echo").attributes["data-standing"] == "waiting"
    assert page.all(class_="error") == []
    assert page.value("booking_again-service-echo") == "Ny mislyd"


def test_only_the_hospital_can_refer_is_a_gap_with_the_seeds_words(store: Store):
    c03 = opened(store, "behandlingsplan", begun(store, "C03", "B"))
    row = words(look(c03), "service-back_training")
    assert "systemhul" in row
    assert GAP in row
    page = do(c03, "service_take", service="back_training")
    assert "systemhul" in words(page, "notice")
    assert page.all(data_testid="loop-service-back_training") == []


def test_people_are_information_until_they_have_a_person_and_a_day(ellen: Session):
    item = "service-visiting_friend"
    page = do(ellen, "service_take", service="visiting_friend")
    assert words(page, f"information-{item}") == "information, ikke henvisning"
    do(ellen, "booking_link_person", item=item, value="Bo fra foreningen")
    page = do(ellen, "booking_day", item=item, value="2027-01-12")
    assert page.all(data_testid=f"information-{item}") == []
    page = steps(ellen, "ordered", item=item)
    assert "✓ Aftalt" in words(page, f"loop-{item}"), "the steps are named by kind"


def test_removing_the_line_hides_the_order_and_its_refusal(lars: Session):
    do(lars, "service_take", service="eye_photo")
    steps(lars, *STEPS[:3])
    page = do(lars, "booking_action", item=EYES, value="020160-9995")
    assert page.one("unsaved")
    page = do(lars, "item_remove", item=EYES)
    assert page.all(data_testid=f"loop-{EYES}") == []
    assert page.all(data_testid="unsaved") == []
    page = do(lars, "item_restore", item=EYES)
    assert page.one(f"loop-{EYES}").attributes["data-standing"] == "unread"


def test_undoing_the_answer_takes_the_refused_action_along(lars: Session):
    do(lars, "service_take", service="eye_photo")
    steps(lars, *STEPS[:3])
    assert do(lars, "booking_action", item=EYES, value="020160-9995").one("unsaved")
    page = do(lars, "booking_back", item=EYES, value="answered")
    assert page.all(data_testid=f"booking_action-{EYES}") == []
    assert page.all(data_testid="unsaved") == []


def test_only_who_may_book_has_a_button(ellen: Session):
    page = look(ellen)
    assert page.one("take-service-echo-gp")
    assert page.all(data_testid="take-service-echo-patient") == []
    assert page.one("take-service-eye_photo-patient")


def test_a_service_that_left_the_catalogue_can_still_be_seen(
    lars: Session, monkeypatch: pytest.MonkeyPatch
):
    do(lars, "service_take", service="eye_photo")
    known = library()
    less = {key: one for key, one in known.catalogue.services.items() if key != "eye_photo"}
    catalogue = known.catalogue.model_copy(update={"services": less})
    monkeypatch.setattr(session, "library", lambda: replace(known, catalogue=catalogue))
    page = look(lars)
    assert "står ikke længere i kataloget" in words(page, f"loop-{EYES}")
    assert page.all(data_testid=f"step-{EYES}") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_shows_its_catalogue(store: Store, language: str):
    for case in library().cases:
        page = look(opened(store, "behandlingsplan", begun(store, case), language))
        wished = {one.service for one in library().cases[case].wishes}
        for key, one in library().catalogue.services.items():
            shown = bool(page.all(data_testid=f"service-{key}"))
            assert shown == (one.answers is not None or key in wished), f"{case}: {key}"


def test_people_have_a_wait_and_an_investigation_a_question(ellen: Session):
    page = look(ellen)
    assert "Svarer på:" in words(page, "service-eye_photo")
    assert "Svar efter 28 dage (simuleret)" in words(page, "service-eye_photo")
    for key in ("visiting_friend", "home_help"):
        assert "Ventetid ca." in words(page, f"service-{key}")
        assert "Svar" not in words(page, f"service-{key}")
