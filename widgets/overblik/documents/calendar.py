"""The plan as a calendar file (.ics): whole days, which stay the same days when it is read again.

An entry keeps its UID for as long as its line is there, so that a calendar which takes the file
twice moves the day instead of adding another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from overblik.documents.papers import Paper
from overblik.documents.words import if_nothing_text, item_text
from overblik.domain.ledger import Absent, holder
from overblik.domain.plan import PlanItem, in_order
from overblik.language import Message

MARK = Message("Undervisning – fiktiv patient")


def plan_calendar(
    paper: Paper,
    forloeb: str,
    items: Sequence[PlanItem],
    absent: Absent,
    overview: date | None,
    made: datetime,
) -> str:
    """One entry for each line in the plan with a day, each follow-up and the next overview.

    ``forloeb`` makes the UIDs its own; ``made`` is the time it was made, with its zone.
    """
    language = paper.language
    calendar = Calendar()
    calendar.add("PRODID", "-//Overblik//Behandlingsplan//DA")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", f"{paper.case.person.name} · {MARK.text(language)}")

    def add(id: str, day: date, summary: str, about: Sequence[Message] = ()) -> None:
        entry = Event()
        entry.add("UID", f"{forloeb}-{id}@overblik.invalid")
        entry.add("DTSTAMP", made.astimezone(UTC))
        entry.add("DTSTART", day)
        entry.add("DTEND", day + timedelta(days=1))
        entry.add("TRANSP", "TRANSPARENT")
        entry.add("SUMMARY", summary)
        entry.add("DESCRIPTION", "\n".join(one.text(language) for one in (*about, MARK)))
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
    return calendar.to_ical().decode()


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
