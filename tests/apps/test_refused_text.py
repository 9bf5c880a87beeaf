"""What is refused is said at the field, what was typed stays there, and nothing is saved."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from overblik.apps.session import Session
from overblik.domain.conference import FIRST
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened, seen

Raw = dict[str, object]


class Field(NamedTuple):
    """A field people type in: where it is, its event, what makes it appear, and its length."""

    app: str
    testid: str
    event: Raw
    before: tuple[Raw, ...]
    longest: int


PLAN: tuple[Raw, ...] = ({"type": "item_add", "id": "x1"},)
BOOKED = "service-visiting_friend"
ANSWERED: tuple[Raw, ...] = (
    {"type": "service_take", "service": "visiting_friend"},
    {"type": "booking_link_person", "item": BOOKED, "value": "Bo"},
    {"type": "booking_day", "item": BOOKED, "value": "2027-01-12"},
    *(
        {"type": "booking_step", "item": BOOKED, "value": step}
        for step in ("ordered", "done", "answered")
    ),
)
SENT: tuple[Raw, ...] = (
    {"type": "card_to", "value": "Hjerteambulatoriet"},
    {"type": "card_text", "field": "question", "value": "Ned?"},
    {"type": "card_text", "field": "decision", "value": "Dosis"},
    {"type": "card_text", "field": "wish", "value": "Færre dage på sygehuset"},
    {"type": "consent_all", "recipient": "specialist", "value": "yes"},
    {"type": "card_deadline", "value": "2027-01-12"},
    {"type": "card_responsible", "value": "gp"},
    {"type": "conference_send", "conference": FIRST},
)

FIELDS = (
    Field(
        "stratificering",
        "rating_reason-mental",
        {"type": "rating_reason", "domain": "mental"},
        (),
        2_000,
    ),
    Field(
        "stratificering",
        "tier_reason-field",
        {"type": "tier_reason"},
        ({"type": "tier", "value": "high"},),
        2_000,
    ),
    Field("stratificering", "release-field", {"type": "release"}, (), 2_000),
    Field(
        "behandlingsplan",
        "priority_text-case-1",
        {"type": "priority_text", "priority": "case-1"},
        (),
        500,
    ),
    Field("behandlingsplan", "item_text-x1", {"type": "item_text", "item": "x1"}, PLAN, 10_000),
    Field(
        "behandlingsplan",
        "item_if_nothing-x1",
        {"type": "item_if_nothing", "item": "x1"},
        PLAN,
        2_000,
    ),
    *(
        Field(
            "behandlingsplan",
            f"booking_{field}-{BOOKED}",
            {"type": f"booking_{field}", "item": BOOKED},
            ANSWERED,
            longest,
        )
        for field, longest in (("question", 2_000), ("action", 2_000), ("link_person", 200))
    ),
    *(
        Field(app, "contacts_reason-field", {"type": "contacts_reason"}, (), 2_000)
        for app in ("behandlingsplan", "aaret")
    ),
    *(
        Field(
            "konference",
            f"card_text-{field}",
            {"type": "card_text", "field": field},
            (),
            10_000,
        )
        for field in (
            "question",
            "decision",
            "background",
            "medicines",
            "kidney",
            "results",
            "wish",
            "lose",
            "tried",
            "reading",
            "with_answer",
            "meanwhile",
        )
    ),
    Field("konference", "card_to-field", {"type": "card_to"}, (), 200),
    Field("konference", "card_from-field", {"type": "card_from"}, (), 200),
    Field(
        "konference",
        "answer_text-svar",
        {"type": "answer_text", "conference": FIRST, "answer": "svar"},
        (*SENT, {"type": "answer_add", "conference": FIRST, "id": "svar"}),
        2_000,
    ),
    Field(
        "konference",
        "work_up_why-echo",
        {"type": "work_up_why", "conference": FIRST, "service": "echo"},
        (
            {"type": "conference_direction", "conference": FIRST, "value": "to_gp"},
            {"type": "work_up_add", "conference": FIRST, "service": "echo"},
            *SENT,
            {"type": "work_up_verdict", "conference": FIRST, "service": "echo", "value": "cancel"},
        ),
        2_000,
    ),
    Field(
        "deling",
        "alternative-municipality",
        {"type": "alternative", "recipient": "municipality"},
        (
            *PLAN,
            {"type": "item_owner", "item": "x1", "value": "municipality"},
            {"type": "consent_all", "recipient": "municipality", "value": "no"},
        ),
        2_000,
    ),
    Field(
        "afvejning",
        "card_note-taper-beta-blocker",
        {"type": "card_note", "card": "taper-beta-blocker"},
        (),
        2_000,
    ),
)
each = pytest.mark.parametrize("field", FIELDS, ids=[field.testid for field in FIELDS])


def ready(store: Store, field: Field) -> Session:
    """The field's app on a case that shows it."""
    id = begun(store, "C14", "i-hvile") if field.testid == "release-field" else begun(store)
    session = opened(store, field.app, id)
    for event in field.before:
        session.handle(event)
    return session


def send(session: Session, field: Field, words: str) -> Seen:
    """Type words into the field, and look at the page."""
    return seen(session.handle({**field.event, "value": words}).html)


@each
def test_what_is_typed_is_saved_and_shown(store: Store, field: Field):
    session = ready(store, field)
    words = "Første\nanden – »citat« & <b>" if "card_to" not in field.testid else "A & <b>"
    page = send(session, field, words)
    assert page.value(field.testid) == words
    assert page.all(role="alert", class_="error") == []


@each
@pytest.mark.parametrize("number", ["020160-9995", "Lonni 0201609996 ringede"])
def test_a_cpr_number_is_refused_and_stays_in_the_field(store: Store, field: Field, number: str):
    session = ready(store, field)
    before = session.reply().head["revision"]
    reply = session.handle({**field.event, "value": number})
    page = seen(reply.html)
    assert page.value(field.testid) == number
    said = [one.text for one in page.all(role="alert") if "CPR" in one.text]
    assert said, "the message is at the field"
    assert page.one(field.testid).attributes["aria-invalid"] == "true"
    assert page.one("unsaved")
    assert reply.head["revision"] == before
    again = look(opened(store, field.app, str(reply.head["forloeb"])))
    assert number not in again.value(field.testid), "it never reached the database"


@each
def test_a_text_that_is_too_long_is_refused_with_its_length(store: Store, field: Field):
    session = ready(store, field)
    words = "x" * (field.longest + 1)
    page = send(session, field, words)
    assert page.value(field.testid) == words
    told = " ".join(one.text for one in page.all(role="alert"))
    assert "for lang" in told
    assert str(field.longest) in told.replace(".", "").replace("\u00a0", "")
    page = send(session, field, "x" * field.longest)
    assert page.value(field.testid) == "x" * field.longest
    assert "for lang" not in " ".join(one.text for one in page.all(role="alert"))


@each
def test_a_better_text_takes_the_message_away(store: Store, field: Field):
    session = ready(store, field)
    send(session, field, "020160-9995")
    page = send(session, field, "Uden nummer")
    assert page.value(field.testid) == "Uden nummer"
    assert page.all(data_testid="unsaved") == []
    assert "aria-invalid" not in page.one(field.testid).attributes


def test_a_refused_field_stays_while_one_works_elsewhere(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "card_to", value="020160-9995")
    page = do(session, "card_text", field="question", value="Hvad nu?")
    assert page.value("card_to-field") == "020160-9995"
    assert page.value("card_text-question") == "Hvad nu?"
    assert page.one("unsaved")


def test_two_refused_fields_are_counted(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "card_to", value="020160-9995")
    page = do(session, "card_text", field="question", value="020160-9996")
    assert page.one("unsaved").text.startswith("2 ")


def test_a_line_that_is_removed_takes_its_refused_text_with_it(store: Store):
    """Else the page says for ever that a field is not saved, and there is no such field."""
    session = opened(store, "behandlingsplan", begun(store))
    do(session, "item_add", id="x1")
    do(session, "item_text", item="x1", value="020160-9995")
    page = do(session, "item_remove", item="x1")
    assert page.all(data_testid="unsaved") == []


def test_a_choice_that_is_taken_back_takes_its_refused_reason_with_it(store: Store):
    session = opened(store, "stratificering", begun(store))
    do(session, "tier", value="high")
    do(session, "tier_reason", value="020160-9995")
    page = do(session, "tier", value="suggested")
    assert page.all(data_testid="unsaved") == []


def test_another_patient_does_not_inherit_a_refused_text(store: Store):
    session = opened(store, "konference", begun(store), served=False)
    do(session, "card_text", field="question", value="020160-9995")
    page = do(session, "begin", case="C02")
    assert "020160" not in page.value("card_text-question")
    assert page.all(data_testid="unsaved") == []


@pytest.mark.parametrize(
    "day", ["2027-02-30", "i morgen", "0001-01-01", "9999-12-31", "020160-9995"]
)
@pytest.mark.parametrize(
    ("app", "testid", "event"),
    [
        ("behandlingsplan", "overview-field", {"type": "overview"}),
        ("behandlingsplan", "item_due-x1", {"type": "item_due", "item": "x1"}),
        ("konference", "card_deadline-field", {"type": "card_deadline"}),
    ],
)
def test_a_day_that_is_not_is_refused_at_its_field(
    store: Store, app: str, testid: str, event: Raw, day: str
):
    session = opened(store, app, begun(store))
    session.handle({"type": "item_add", "id": "x1"})
    page = seen(session.handle({**event, "value": day}).html)
    assert page.value(testid) == day
    assert "dato" in " ".join(one.text for one in page.all(role="alert"))
