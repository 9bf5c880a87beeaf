"""The plan as a calendar file (.ics): whole days, which stay the same days when it is read again.

An entry keeps its UID for as long as its line is there, so that a calendar which takes the file
twice moves the day instead of adding another. A conference has an hour: two people are to call at
the same time, so it is said with its zone (RFC 5545 3.3.5 keeps times without one for what happens
at that hour wherever one is).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from overblik.documents.card_sheet import FORM
from overblik.documents.papers import Paper
from overblik.documents.words import if_nothing_text, item_text
from overblik.domain.conference import Conference
from overblik.domain.ledger import Absent, holder
from overblik.domain.plan import PlanItem, in_order
from overblik.language import Language, Message

MARK = Message("Undervisning – fiktiv patient")
ZONE = "Europe/Copenhagen"
"""Where the practices of this suite are."""


def plan_calendar(
    paper: Paper,
    forloeb: str,
    items: Sequence[PlanItem],
    absent: Absent,
    overview: date | None,
    made: datetime,
    conferences: Iterable[Conference] = (),
) -> str:
    """One entry for each line in the plan with a day, each follow-up, the next overview and each
    conference with an appointment.

    ``forloeb`` makes the UIDs its own; ``made`` is the time it was made, with its zone.
    """
    language = paper.language
    calendar = _calendar(paper)

    def add(id: str, day: date, summary: str, about: Sequence[Message] = ()) -> None:
        entry = _entry(forloeb, id, summary, about, made, language)
        entry.add("DTSTART", day)
        entry.add("DTEND", day + timedelta(days=1))
        entry.add("TRANSP", "TRANSPARENT")
        calendar.add_component(entry)

    for item in in_order(items):
        words = " ".join(item_text(item, paper.case, paper.model, language).split())
        words = words or Message("Punkt uden tekst").text(language)
        about = _about(item, absent, paper)
        if item.due is not None:
            add(f"line-{item.id}", item.due, words, about)
        if item.medicine is not None and item.medicine.follow_up is not None:
            summary = Message("Opfølgning på medicin: {words}", words=words).text(language)
            add(f"follow-up-{item.id}", item.medicine.follow_up, summary, about)
    if overview is not None:
        add("overview", overview, Message("Næste overblikskonsultation").text(language))
    _add_meetings(calendar, conferences, paper, forloeb, made)
    return calendar.to_ical().decode()


def conference_calendar(paper: Paper, forloeb: str, conference: Conference, made: datetime) -> str:
    """The appointment of one conference alone, under the UID it has in the plan's file; no entry
    where none is agreed."""
    calendar = _calendar(paper)
    _add_meetings(calendar, [conference], paper, forloeb, made)
    return calendar.to_ical().decode()


def _calendar(paper: Paper) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//Overblik//Behandlingsplan//DA")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", f"{paper.case.person.name} · {MARK.text(paper.language)}")
    return calendar


def _entry(
    forloeb: str,
    id: str,
    summary: str,
    about: Sequence[Message],
    made: datetime,
    language: Language,
) -> Event:
    entry = Event()
    entry.add("UID", f"{forloeb}-{id}@overblik.invalid")
    entry.add("DTSTAMP", made.astimezone(UTC))
    entry.add("SUMMARY", summary)
    entry.add("DESCRIPTION", "\n".join(one.text(language) for one in (*about, MARK)))
    return entry


def _add_meetings(
    calendar: Calendar,
    conferences: Iterable[Conference],
    paper: Paper,
    forloeb: str,
    made: datetime,
) -> None:
    """When two speak, from the minute to the minute, and what about."""
    met = [(one, one.appointment) for one in conferences if one.appointment is not None]
    if met:
        years = [appointment.day.year for _, appointment in met]
        first, last = date(min(years), 1, 1), date(max(years) + 1, 1, 1)
        # A file that names a zone must bring its rules.
        calendar.add_component(Timezone.from_tzid(ZONE, first_date=first, last_date=last))
    for one, appointment in met:
        summary = FORM[appointment.form].text(paper.language)
        if to := " ".join(one.card.to.split()):
            summary = f"{summary}: {to}"
        question = " ".join(one.question.split())
        about = [Message("Spørgsmål: {words}", words=question)] if question else []
        entry = _entry(forloeb, f"conference-{one.id}", summary, about, made, paper.language)
        hour = time.fromisoformat(appointment.at)
        entry.add("DTSTART", datetime.combine(appointment.day, hour, ZoneInfo(ZONE)))
        entry.add("DURATION", timedelta(minutes=appointment.minutes))
        calendar.add_component(entry)


def _about(item: PlanItem, absent: Absent, paper: Paper) -> list[Message]:
    """Who does it, where the answer goes, and what happens if nothing happens; what is not known
    is left out."""

    def name(owner: str) -> object:
        known = paper.model.owner(owner)
        return known.name if known else owner

    said: list[Message] = []
    if owner := holder(item, absent):
        said.append(Message("Ansvarlig: {owner}", owner=name(owner)))
    if item.answer_to:
        said.append(Message("Svar går til: {owner}", owner=name(item.answer_to)))
    if words := if_nothing_text(item, paper.case, paper.model, paper.language).strip():
        said.append(Message("Hvis intet er sket: {words}", words=words))
    return said
