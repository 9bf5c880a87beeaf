"""The calendar file: it reads back as it was, whatever was written, and is marked as fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from overblik.documents.calendar import plan_calendar
from overblik.domain.base import Language
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
