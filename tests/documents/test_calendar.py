"""The calendar file: it reads back as it was, whatever was written, and is marked as fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from overblik.documents.calendar import ZONE, conference_calendar, plan_calendar
from overblik.domain.base import Language
from overblik.domain.conference import Appointment, Card, Conference
from overblik.domain.ledger import Absent
from overblik.domain.plan import MedicineStep, PlanItem, from_suggestion
from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge import library
from tests.documents.sheets import PRINTED, paper

CASE = library().cases["C07"]
MADE = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
LINE = PlanItem(
    id="x1",
    text="Ring til datteren\nog aftal; besøg, helst",
    owner="nurse",
    due=date(2026, 12, 24),
    answer_to="gp",
    if_nothing="Ring igen",
)


def written(
    *items: PlanItem,
    overview: date | None = None,
    language: Language = "da",
    absent: Absent | None = None,
    forloeb: str = "f1",
) -> str:
    sheet = paper(CASE, language=language)
    return plan_calendar(sheet, forloeb, items, absent or {}, overview, MADE)


def read(text: str) -> list[Event]:
    """The entries of a file, as a calendar reads them."""
    (calendar,) = Calendar.from_ical(text, multiple=True)
    return list(calendar.events)


def told(entry: Event, name: str) -> str:
    """A text of an entry."""
    return str(entry[name])


def test_a_line_is_a_whole_day_with_who_where_to_and_what_if():
    (one,) = read(written(LINE))
    assert told(one, "SUMMARY") == "Ring til datteren og aftal; besøg, helst"
    assert one.decoded("DTSTART") == date(2026, 12, 24)
    assert one.decoded("DTEND") == date(2026, 12, 25)
    assert told(one, "DESCRIPTION").split("\n") == [
        "Ansvarlig: Praksissygeplejerske (tovholder)",
        "Svar går til: Egen læge",
        "Hvis intet er sket: Ring igen",
        "Undervisning – fiktiv patient",
    ]


@pytest.mark.parametrize(
    ("item", "days", "reason"),
    [
        (LINE, [date(2026, 12, 24)], "a line with a day"),
        (LINE.model_copy(update={"due": None}), [], "on no day there is nothing to remember"),
        (LINE.model_copy(update={"standing": "removed"}), [], "not in the plan"),
        (LINE.model_copy(update={"standing": "declined"}), [], "not in the plan"),
        (
            LINE.model_copy(
                update={"medicine": MedicineStep(kind="stop", follow_up=date(2027, 1, 7))}
            ),
            [date(2026, 12, 24), date(2027, 1, 7)],
            "a change of medicine is looked at again",
        ),
        (
            LINE.model_copy(
                update={
                    "due": None,
                    "medicine": MedicineStep(kind="stop", follow_up=date(2027, 1, 7)),
                }
            ),
            [date(2027, 1, 7)],
            "also where the change itself has no day",
        ),
    ],
)
def test_what_stands_in_it(item: PlanItem, days: list[date], reason: str):
    assert [one.decoded("DTSTART") for one in read(written(item))] == days, reason


def test_the_next_overview_stands_in_it():
    (one,) = read(written(overview=date(2027, 11, 24)))
    assert told(one, "SUMMARY") == "Næste overblikskonsultation"
    assert told(one, "DESCRIPTION") == "Undervisning – fiktiv patient"


def test_a_line_keeps_its_uid_when_it_moves_and_no_other_has_it():
    before = read(written(LINE, LINE.model_copy(update={"id": "overview"}), overview=PRINTED))
    moved = LINE.model_copy(update={"due": date(2027, 1, 1), "text": "Andet"})
    (after,) = read(written(moved))
    assert told(after, "UID") in {told(one, "UID") for one in before}
    assert len({told(one, "UID") for one in before}) == 3
    assert told(read(written(LINE, forloeb="f2"))[0], "UID") != told(after, "UID"), (
        "another forløb's line"
    )


def test_who_has_left_is_not_told_as_the_owner():
    (one,) = read(written(LINE, absent={"nurse": "left"}))
    assert "Ansvarlig" not in told(one, "DESCRIPTION")


@pytest.mark.parametrize("case", library().cases)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_plan_of_every_case_reads_back_and_is_marked(case: str, language: Language):
    shown = library().cases[case].in_variant(None)
    items = [from_suggestion(one, PRINTED) for one in shown.teaching.plan]
    text = plan_calendar(paper(shown, language=language), "f1", items, {}, None, MADE)
    entries = read(text)
    follow_ups = sum(one.medicine is not None and bool(one.medicine.follow_up) for one in items)
    assert len(entries) == sum(one.due is not None for one in items) + follow_ups
    mark = "Undervisning – fiktiv patient"
    assert language == "en" or all(mark in told(one, "DESCRIPTION") for one in entries)
    assert not looks_like_cpr(text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "folded as the format says"


anything = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))


@given(anything, anything, st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_whatever_is_written_reads_back_and_makes_no_entry_of_its_own(
    words: str, if_nothing: str, due: date
):
    hostile = f"{words}\nEND:VEVENT\nBEGIN:VEVENT"
    item = LINE.model_copy(update={"text": hostile, "if_nothing": if_nothing, "due": due})
    (one,) = read(written(item))
    assert told(one, "SUMMARY").split() == hostile.split()
    assert one.decoded("DTEND") - one.decoded("DTSTART") == timedelta(days=1)
    assert told(one, "DESCRIPTION").endswith("Undervisning – fiktiv patient")


# Conferences -------------------------------------------------------------------------------------

TALK = Conference(
    id="k1",
    card=Card(to="Geriater\nAmager", texts={"question": "Hvad først?\nOg hvornår"}),
    appointment=Appointment(day=date(2026, 12, 1), at="12:30", form="phone", minutes=20),
)


def agreed(**changes: object) -> Conference:
    """The same conference at another time."""
    appointment = TALK.appointment
    assert appointment
    return TALK.model_copy(update={"appointment": appointment.model_copy(update=changes)})


def told_alone(conference: Conference, language: Language = "da") -> str:
    return conference_calendar(paper(CASE, language=language), "f1", conference, MADE)


def test_a_conference_has_its_hour_with_who_and_what_about():
    text = told_alone(TALK)
    (one,) = read(text)
    assert told(one, "SUMMARY") == "Telefonkonference: Geriater Amager"
    assert told(one, "DESCRIPTION").split("\n") == [
        "Spørgsmål: Hvad først? Og hvornår",
        "Undervisning – fiktiv patient",
    ]
    assert one.decoded("DTSTART") == datetime(2026, 12, 1, 12, 30, tzinfo=ZoneInfo(ZONE))
    assert one.decoded("DURATION") == timedelta(minutes=20)
    assert "TRANSP" not in one, "the hour is taken"
    assert f"DTSTART;TZID={ZONE}:20261201T123000" in text
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT"), "the zone brings its rules"


@pytest.mark.parametrize(
    ("day", "hours", "why"),
    [
        (date(2026, 12, 1), 1, "winter"),
        (date(2026, 7, 1), 2, "summer"),
        (date(2199, 7, 1), 2, "the last year there is"),
        (date(1900, 1, 1), 1, "the first"),
    ],
)
def test_half_past_twelve_is_half_past_twelve_where_they_are(day: date, hours: int, why: str):
    (one,) = read(told_alone(agreed(day=day)))
    start = one.decoded("DTSTART")
    assert (start.date(), start.time()) == (day, time(12, 30)), why
    if day.year > 1980:
        assert start.utcoffset() == timedelta(hours=hours), why


def test_a_moved_conference_keeps_its_uid_also_in_the_plans_file():
    (before,) = read(told_alone(TALK))
    moved = agreed(day=date(2027, 1, 8), form="video")
    (after,) = read(told_alone(moved))
    whole = plan_calendar(paper(CASE), "f1", [LINE], {}, PRINTED, MADE, [moved])
    line, overview, meeting = read(whole)
    assert told(before, "UID") == told(after, "UID") == told(meeting, "UID")
    assert told(meeting, "SUMMARY").startswith("Videokonference")
    assert len({told(one, "UID") for one in (line, overview, meeting)}) == 3
    assert whole.count("BEGIN:VTIMEZONE") == 1


def test_without_an_appointment_there_is_no_entry_and_no_zone():
    bare = TALK.model_copy(update={"appointment": None})
    assert read(told_alone(bare)) == []
    assert "VTIMEZONE" not in plan_calendar(paper(CASE), "f1", [LINE], {}, None, MADE, [bare])


def test_the_other_one_is_not_told_before_anybody_is_named():
    (one,) = read(told_alone(TALK.model_copy(update={"card": Card()})))
    assert told(one, "SUMMARY") == "Telefonkonference"
    assert told(one, "DESCRIPTION") == "Undervisning – fiktiv patient"


@given(
    anything.filter(lambda one: len(one) <= 200),
    anything,
    st.dates(date(1950, 1, 1), date(2199, 12, 31)),
    st.times(),
    st.integers(5, 120),
)
def test_any_appointment_reads_back(to: str, question: str, day: date, at: time, minutes: int):
    """Also at an hour that a clock jumps over, where nobody is at work."""
    card = Card(to=to, texts={"question": f"{question}\nEND:VEVENT\nBEGIN:VEVENT"})
    conference = agreed(day=day, at=f"{at:%H:%M}", minutes=minutes)
    (one,) = read(told_alone(conference.model_copy(update={"card": card})))
    start = one.decoded("DTSTART")
    assert (start.date(), start.time()) == (day, at.replace(second=0, microsecond=0))
    assert one.decoded("DURATION") == timedelta(minutes=minutes)
