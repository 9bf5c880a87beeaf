"""The conference card in words, in ISBAR order: what its PDF, text and print are all made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from overblik.documents.papers import Paper
from overblik.documents.words import RECIPIENT, made_from, owner_name
from overblik.domain.base import Language, Section
from overblik.domain.conference import (
    Answer,
    Appointment,
    Card,
    CardField,
    Conference,
    Direction,
)
from overblik.language import Message, clock, day

GAP = "…"
"""Stands where something is to be written: also by hand, on the print."""

DIRECTION: dict[Direction, Message] = {
    "to_specialist": Message("Fra egen læge til speciallæge"),
    "to_gp": Message("Fra speciallæge til egen læge"),
}
FORM = {"video": Message("Videokonference"), "phone": Message("Telefonkonference")}
_VERDICT = {"go_on": Message("laves"), "cancel": Message("aflyses")}
FIELD: Mapping[CardField, Message] = {
    "question": Message("Spørgsmål"),
    "decision": Message("Skal afgøres"),
    "background": Message("Sygdomme"),
    "medicines": Message("Medicin"),
    "kidney": Message("Nyrefunktion"),
    "results": Message("Andre svar"),
    "wish": Message("Patientens ønske"),
    "lose": Message("Må ikke gå tabt"),
    "tried": Message("Prøvet"),
    "reading": Message("Egen vurdering"),
    "with_answer": Message("Når svaret kommer"),
    "meanwhile": Message("Indtil da"),
}
"""What the texts of a card are called on it."""
CLOSED_SINCE = Message(
    "Patienten har siden sagt nej til at dele noget af dette. Det, der var hentet fra casen, "
    "vises ikke."
)
_SEX = {"F": Message("kvinde"), "M": Message("mand"), "X": Message("andet")}

_SHORT, _FEW, _MANY = 80, 3, 40
"""Characters of a line that two can stand beside each other; so few lines need not, and so many
would run from one column to the other over pages."""


@dataclass(frozen=True)
class CardLine:
    """One thing the card says, under its name where it has one; ``asks`` is the question."""

    name: str
    text: str
    asks: bool = False

    @property
    def rows(self) -> list[str]:
        """Its text line by line, without empty ones."""
        return [one for one in self.text.replace("\r\n", "\n").split("\n") if one.strip()]

    @property
    def listed(self) -> bool:
        """Whether it is many short things, which stand two and two on paper."""
        return _FEW < len(self.rows) <= _MANY and all(len(one) <= _SHORT for one in self.rows)


@dataclass(frozen=True)
class CardPart:
    """A letter of ISBAR with its heading and what stands under it; the answers have no letter."""

    letter: str
    title: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True)
class CardSheet:
    """A conference card in words, all in one language.

    ``subject`` is who it is about, ``status`` how far the card has come; ``warning`` what everybody
    must know first, ``closed`` that something is not shown, both empty where there is nothing;
    ``origin`` what it was made from.
    """

    language: Language
    heading: str
    direction: str
    status: str
    subject: str
    warning: str
    closed: str
    parts: tuple[CardPart, ...]
    origin: str
    made: date


def card_sheet(
    conference: Conference,
    card: Card,
    paper: Paper,
    allowed: Collection[Section] | None = None,
) -> CardSheet:
    """The sheet of a conference. ``card`` is its card, filled with `card_drafts` or not: what is
    needed and not written stands as `GAP`, the rest is left out. Of one that is sent the drafts are
    those it was sent with (`Conference.sent_card`), whatever ``card`` says.

    ``allowed`` are the parts the colleague may have, None when the patient has not been asked.
    """
    language = paper.language
    may_have = () if allowed is None else allowed
    if conference.sent is not None:
        card = conference.sent_card(may_have)
    parts = (*_isbar(conference, card, paper), _answers(conference, paper))
    return CardSheet(
        language=language,
        heading=Message("Konferencekort").text(language),
        direction=DIRECTION[conference.direction].text(language),
        status=card_status(conference, language),
        subject=f"{paper.case.person.name}, {paper.case.id}",
        warning=_warning(paper, allowed),
        closed=CLOSED_SINCE.text(language) if conference.closed_since(may_have) else "",
        parts=tuple(one for one in parts if one.lines),
        origin=_origin(paper),
        made=paper.printed,
    )


def _isbar(conference: Conference, card: Card, paper: Paper) -> Iterator[CardPart]:
    language, said = paper.language, card.text
    deadline = day(card.deadline, language) if card.deadline else ""

    def part(letter: str, title: Message, *lines: CardLine) -> CardPart:
        return CardPart(letter, title.text(language), tuple(one for one in lines if one.text))

    def line(name: Message, text: str, *, asks: bool = False) -> CardLine:
        return CardLine(name.text(language), text.strip(), asks)

    def needed(name: Message, text: str) -> CardLine:
        return line(name, text.strip() or GAP)

    def told(field: CardField) -> CardLine:
        return line(FIELD[field], said(field))

    def wanted(field: CardField, *, asks: bool = False) -> CardLine:
        return line(FIELD[field], said(field).strip() or GAP, asks=asks)

    yield part(
        "I",
        Message("Identifikation"),
        needed(Message("Fra"), _sender(conference, card, language)),
        needed(Message("Til"), card.to),
        line(Message("Patient"), _patient(paper)),
    )
    yield part(
        "S",
        Message("Situation"),
        wanted("question", asks=True),
        wanted("decision"),
        needed(Message("Svar senest"), deadline),
        line(Message("I taler sammen"), meeting(conference.appointment, language)),
        line(Message("Planlagt udredning"), _work_up(conference, paper)),
    )
    yield part(
        "B",
        Message("Baggrund"),
        wanted("wish"),
        told("lose"),
        told("background"),
        told("medicines"),
        told("kidney"),
        told("results"),
    )
    yield part(
        "A",
        Message("Analyse"),
        told("tried"),
        told("reading"),
    )
    yield part(
        "R",
        Message("Råd"),
        wanted("with_answer"),
        told("meanwhile"),
        needed(Message("Behandlingsansvar indtil da"), _owner(card.responsible, paper)),
        line(Message("Behandlingsansvar derefter"), _owner(card.after, paper)),
    )


def _sender(conference: Conference, card: Card, language: Language) -> str:
    """Who asks; a colleague who has not said who they are is at least the department they are."""
    if conference.direction == "to_gp" and not card.sender.strip():
        return RECIPIENT[card.reach].text(language)
    return card.sender


def meeting(appointment: Appointment | None, language: Language) -> str:
    """Videokonference 1. dec. 2026 kl. 12.30, 15 minutter; empty where nothing is agreed."""
    if appointment is None:
        return ""
    at = appointment.at if language == "en" else appointment.at.replace(":", ".")
    return Message(
        "{form} {day} kl. {clock}, {minutes} minutter",
        form=FORM[appointment.form],
        day=day(appointment.day, language),
        clock=at,
        minutes=appointment.minutes,
    ).text(language)


def _patient(paper: Paper) -> str:
    person = paper.case.person
    return Message(
        "{name}, {age} år, {sex} (fiktiv, {case})",
        name=person.name,
        age=person.age,
        sex=_SEX[person.sex],
        case=paper.case.id,
    ).text(paper.language)


def _work_up(conference: Conference, paper: Paper) -> str:
    """Each examination that is planned, with what was said of it."""
    language, found = paper.language, list[str]()
    for one in conference.work_up:
        service = paper.catalogue.services.get(one.service)
        words = service.name[language] if service else one.service
        if one.verdict is not None:
            words += f": {_VERDICT[one.verdict].text(language)}"
        found.append(f"{words}. {why}" if (why := " ".join(one.why.split())) else words)
    return "\n".join(found)


def _answers(conference: Conference, paper: Paper) -> CardPart:
    """What was answered, with who does what of it."""
    lines = (
        CardLine("", " – ".join(filter(None, (" ".join(one.text.split()), _outcome(one, paper)))))
        for one in conference.answers
    )
    title = Message("Svar").text(paper.language)
    return CardPart("", title, tuple(one for one in lines if one.text))


def _outcome(answer: Answer, paper: Paper) -> str:
    language = paper.language
    if answer.outcome is None:
        return ""
    if answer.outcome == "no_change":
        return Message("ingen ændring").text(language)
    owner = _owner(answer.owner, paper) or Message("uden ansvarlig").text(language)
    found = [owner]
    if answer.due:
        found.append(Message("senest {day}", day=day(answer.due, language)).text(language))
    if to := _owner(answer.answer_to, paper):
        found.append(Message("svar går til {owner}", owner=to).text(language))
    return ", ".join(found)


def _owner(id: str | None, paper: Paper) -> str:
    return owner_name(id, paper.model, paper.language)


def card_status(conference: Conference, language: Language) -> str:
    """How far a conference has come, and when it came there."""
    if conference.closed is not None:
        return Message("Lukket {day}", day=day(conference.closed.date(), language)).text(language)
    if (sent := conference.sent) is None:
        return Message("Kladde, ikke sendt").text(language)
    when = day(sent.date(), language), clock(sent, language)
    return Message("Sendt {day} kl. {clock}", day=when[0], clock=when[1]).text(language)


_TOLD_WITH: frozenset[Section] = frozenset(("diagnoses", "mental"))


def _warning(paper: Paper, allowed: Collection[Section] | None) -> str:
    """That a red flag stands; which one, only where diagnoses may be told."""
    flags = paper.assessment.exits
    if not flags:
        return ""
    words = Message("Uden for pakkeforløbet: rødt flag").text(paper.language)
    if allowed is not None and not set(allowed) >= _TOLD_WITH:
        return f"{words}."
    return f"{words}: {'; '.join(one.text[paper.language] for one in flags)}"


def _origin(paper: Paper) -> str:
    case, model, language = paper.case, paper.model, paper.language
    named = f"{model.title[language]} {model.version}"
    reading = paper.assessment.reading.name[language]
    return made_from(case.id, case.version, named, reading, paper.printed, language)
