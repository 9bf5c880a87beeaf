"""What case and plan can say on a conference card before anybody has written a word.

Of a part of the plan that the patient has closed to the specialist there is nothing, and nothing
says that it is closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from overblik.documents.papers import Paper
from overblik.documents.shared import NO_MEDICINE
from overblik.documents.words import (
    LEVEL,
    PriorityLine,
    ResultLine,
    item_text,
    medicine_line,
    results,
    said,
)
from overblik.domain.assessment import AxisResult
from overblik.domain.base import SECTIONS, Section
from overblik.domain.bookings import Booking, done_day
from overblik.domain.conference import LONGEST, CardField, Direction
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import section_of, section_of_condition, section_of_life
from overblik.language import Message, day, either, number

FIRST_WISHES = 3
"""So many wishes stand as what the patient wants; the further ones as what must not be lost."""
MOST_EARLIER = 4
"""Earlier results of the kidney function: enough to see which way it goes."""

_RATED: frozenset[Section] = frozenset(("diagnoses", "medicine", "mental", "social"))
"""What the levels of the axes are reckoned from."""

# One question: »… og hvad ved du?« would be a second one in the same breath.
_ASK = Message("Er det allerede udredt, eller ved du noget om patienten, der bør ændre planen?")
_DECIDE = Message("Hvilke af de planlagte undersøgelser der skal laves.")


def card_drafts(
    paper: Paper,
    priorities: Sequence[PriorityLine],
    plan: Iterable[PlanItem] = (),
    bookings: Mapping[str, Booking] | None = None,
    *,
    direction: Direction = "to_specialist",
    allowed: Collection[Section] | None = None,
) -> dict[CardField, str]:
    """The texts by field, in the paper's language; a field nothing is known for is not there.

    ``allowed`` are the parts the colleague may have, None when the patient has not been asked: then
    a GP who writes sees everything, and a specialist who does sees nothing. A specialist who asks
    knows neither what was done elsewhere, what the plan has tried nor the GP's own scores.
    """
    asks_gp = direction == "to_gp"
    unasked = () if asks_gp else SECTIONS
    open_parts = frozenset(unasked if allowed is None else allowed)
    wishes = [one.text for one in priorities if one.text.strip() and "goals" in open_parts]
    found: dict[CardField, Iterable[str]] = {
        "question": [_ASK.text(paper.language)] if asks_gp else [],
        "decision": [_DECIDE.text(paper.language)] if asks_gp else [],
        "background": _background(paper, open_parts),
        "medicines": _medicines(paper) if "medicine" in open_parts else [],
        "wish": ["; ".join(wishes[:FIRST_WISHES])],
        "lose": ["; ".join(wishes[FIRST_WISHES:])],
    }
    if "diagnoses" in open_parts:
        known = results(paper.case, paper.catalogue, paper.language)
        found["kidney"] = [_kidney(one, paper) for one in known if one.kidney]
        others = [one for one in known if not one.kidney]
        if asks_gp:
            found["results"] = _results(others, paper)
        else:
            scored = _results([*others, *_scores(paper)], paper)
            found["results"] = [*scored, *_falls(paper), *_done_elsewhere(paper)]
    if not asks_gp:
        found["tried"] = _tried(plan, bookings or {}, paper, open_parts)
        found["reading"] = _reading(paper, open_parts)
    return {field: text for field, lines in found.items() if (text := _within(lines))}


def _background(paper: Paper, open_parts: Set[Section]) -> list[str]:
    """What the patient has now, one disease a line."""
    catalogue, language = paper.catalogue, paper.language
    return [
        _noted(catalogue.condition(one.code).name[language], said(one.note, language))
        for one in paper.case.conditions
        if one.status != "previous" and section_of_condition(one.code, catalogue) in open_parts
    ]


def _medicines(paper: Paper) -> list[str]:
    """Everything the patient takes: what is taken now and then is often what it is about."""
    language, known = paper.language, paper.case.medicines
    if known is None:
        return []
    lines = [
        _noted(medicine_line(one, paper.catalogue, language), said(one.note, language))
        for one in known
    ]
    return lines or [NO_MEDICINE.text(language)]


def _kidney(one: ResultLine, paper: Paper) -> str:
    """eGFR 26 ml/min/1,73 m² (31. aug. 2026); før 29 (17. mar. 2026), 32 (16. sep. 2025)."""
    now = f"{one} ({day(one.day, paper.language)})" if one.day else str(one)
    before = ", ".join(
        f"{value} ({day(when, paper.language)})"
        for value, when in reversed(one.earlier[-MOST_EARLIER:])
    )
    if not before:
        return now
    return Message("{now}; før {before}", now=now, before=before).text(paper.language)


def _results(known: Iterable[ResultLine], paper: Paper) -> list[str]:
    """The other results by day, the newest day first. Each has the oldest one beside it: how far it
    has come since says more than last month's."""
    language = paper.language
    by_day: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(known, key=lambda it: it.day.toordinal() if it.day else 0, reverse=True):
        words = str(one)
        if one.earlier:
            value, when = one.earlier[0]
            words += f" ({day(when, language)}: {value})"
        by_day[f"{day(one.day, language)}: " if one.day else ""].append(words)
    return [when + "; ".join(them) for when, them in by_day.items()]


def _scores(paper: Paper) -> Iterator[ResultLine]:
    """The scores that may stand on a card: which ones is a column of their table."""
    language = paper.language
    for one in paper.case.scores:
        instrument = paper.catalogue.instruments[one.instrument]
        if instrument.card and instrument.fits(paper.case.person.age):
            name, value = instrument.name[language], number(one.value, language)
            yield ResultLine(name, value, one.date)


def _falls(paper: Paper) -> list[str]:
    """How often the patient has fallen, where that is told."""
    falls = paper.case.contacts.falls
    if falls is None:
        return []
    return [Message("Fald det sidste år: {count}", count=falls).text(paper.language)]


def _done_elsewhere(paper: Paper) -> list[str]:
    """What has been done lately: whoever asks for it again should know."""
    language, found = paper.language, []
    for one in sorted(paper.case.investigations, key=lambda it: it.date, reverse=True):
        service = paper.catalogue.services.get(one.service)
        name = service.name[language] if service else one.service
        words = f"{day(one.date, language)}: {name}, {one.where[language]}"
        found.append(_noted(words, said(one.result, language)))
    return found


def _tried(
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    paper: Paper,
    open_parts: Set[Section],
) -> list[str]:
    """What the plan has done, the newest first: lines at their end and orders that were closed."""
    done = [
        (when, one)
        for one in plan
        if one.standing in ("kept", "ended")
        and (when := done_day(one, bookings)) is not None
        and section_of(one, paper.model) in open_parts
    ]
    found: list[str] = []
    for when, one in sorted(done, key=lambda it: it[0], reverse=True):
        words = " ".join(item_text(one, paper.case, paper.model, paper.language).split())
        if words:
            booking = bookings.get(one.id)
            found.append(
                f"{day(when, paper.language)}: "
                + _noted(words, " ".join(booking.action.split()) if booking else "")
            )
    return found


def _reading(paper: Paper, open_parts: Set[Section]) -> list[str]:
    """How much it is for this patient: the axes, and what strains everyday life.

    An axis is told only where all that it is made of may be.
    """
    language, assessment = paper.language, paper.assessment
    body, life = assessment.biomedical, assessment.psychosocial
    strains = "; ".join(
        one.text[language]
        for one in paper.case.life
        if one.weight > 0 and section_of_life(one) in open_parts
    )
    about_life = f"{life.axis.name[language]}: "
    if not open_parts >= _RATED:
        return [about_life + strains] if strains else []
    return [
        f"{body.axis.name[language]}: {_level(body, paper)}",
        about_life + _noted(_level(life, paper), strains),
    ]


def _level(axis: AxisResult, paper: Paper) -> str:
    return either([LEVEL[one] for one in axis.possible], paper.language)


def _noted(words: str, note: str) -> str:
    return f"{words} – {note}" if note else words


def _within(lines: Iterable[str]) -> str:
    """The lines as one text that a field can hold."""
    text = "\n".join(one for one in lines if one)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
