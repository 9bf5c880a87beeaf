"""A paper for professionals as words: what a recipient gets, or everything for the clinician.

Plain text (`plain.py`) and PDF (`pdf.py`) are both made from a `Sheet`, so they say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from overblik.documents.shared import PlanSource, SharedLine, SharedPlan, shared_plan
from overblik.documents.words import made_from
from overblik.domain.base import SECTIONS, Language
from overblik.domain.ledger import Absence
from overblik.language import Message, clock, day

ABSENCE: Mapping[Absence, Message] = {
    "ill": Message("syg eller indlagt"),
    "left": Message("ikke med"),
}
_NOT_SENT = Message("Ikke afsendt.")


@dataclass(frozen=True)
class Block:
    """A part of a sheet: its heading, facts to know and lines of the plan."""

    title: str
    facts: Sequence[str] = ()
    lines: Sequence[SharedLine] = ()


@dataclass(frozen=True)
class Sheet:
    """A paper in words, all in one language. ``subject`` is who it is about, for its title."""

    language: Language
    heading: str
    subject: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    origin: str
    made: date


def shared_sheet(plan: SharedPlan) -> Sheet:
    """What the recipient gets; one who may see nothing is told so."""
    sections = ", ".join(one.title.lower() for one in plan.sections)
    allowed = (
        Message("Patienten har ikke sagt ja til at dele noget.")
        if plan.empty
        else Message("Patienten har sagt ja til at dele: {sections}.", sections=sections)
    )
    to = plan.recipient_name[:1].lower() + plan.recipient_name[1:]
    opening = [f"{_who(plan)} {_NOT_SENT.text(plan.language)}", allowed.text(plan.language)]
    if not plan.empty and plan.agreed is None:
        opening.insert(1, Message("Udkast: planen er ikke aftalt.").text(plan.language))
    return _sheet(
        plan,
        Message("Plan til {name}", name=to),
        *opening,
        blocks=[Block(one.title, one.facts, one.lines) for one in plan.sections],
    )


def clinician_sheet(
    source: PlanSource,
    language: Language,
    before: Sequence[Block],
    after: Sequence[Block],
) -> Sheet:
    """Everything of the forløb: ``before`` and ``after`` the lines that are open, by date."""
    plan = shared_plan("patient", SECTIONS, source, language)
    lines = [line for section in plan.sections for line in section.lines if not line.done]
    lines.sort(key=lambda one: (one.due is None, one.due or date.max))
    who_does = Message("Hvem gør hvad").text(language)
    none = (Message("Der er ingen punkter i planen endnu.").text(language),)
    return _sheet(
        plan,
        Message("Behandlingsplan, klinikerens eksemplar"),
        _who(plan),
        _status(plan),
        blocks=[*before, Block(who_does, () if lines else none, lines), *after],
    )


def origin(plan: SharedPlan) -> str:
    """What the paper was made from: case, version, model, reading and day."""
    return made_from(plan.case, plan.version, plan.model, plan.reading, plan.made, plan.language)


def line_fields(line: SharedLine, language: Language) -> list[tuple[str, str]]:
    """What is to be said of a line, each under its name; a gap is said to be one.

    Who, when, answer to, if nothing happens; the goal before them where it has one. What is
    standing is no task: nobody waits for a day or an answer.
    """
    missing = Message("mangler").text(language)
    unsaid = "–" if line.standing else missing
    owner = line.owner or missing
    if line.absence:
        owner += f" ({ABSENCE[line.absence].text(language)})"
    due = day(line.due, language) if line.due else missing
    if line.standing and not line.due:
        due = Message("hele tiden").text(language)
    if line.done:
        due = Message("Gjort {day}", day=day(line.done, language)).text(language)
    fields = [
        (Message("Hvem").text(language), owner),
        (Message("Senest").text(language), due),
        (Message("Svar går til").text(language), line.answer_to or unsaid),
        (Message("Hvis intet er sket").text(language), line.if_nothing or unsaid),
    ]
    if line.goal:
        fields.insert(0, (Message("For").text(language), line.goal))
    return fields


def _who(plan: SharedPlan) -> str:
    """Ellen, 79 år. Lavet 24. nov. 2026."""
    language = plan.language
    who = Message("{name}, {age} år", name=plan.patient, age=plan.age).text(language)
    made = Message("Lavet {day}", day=day(plan.made, language)).text(language)
    return f"{who}. {made}."


def _status(plan: SharedPlan) -> str:
    """Whether the plan is agreed, and when."""
    if plan.agreed is None:
        return Message("Ikke aftalt endnu").text(plan.language) + "."
    when = day(plan.agreed.date(), plan.language), clock(plan.agreed, plan.language)
    return Message("Aftalt {day} kl. {clock}.", day=when[0], clock=when[1]).text(plan.language)


def _sheet(plan: SharedPlan, heading: Message, *opening: str, blocks: Sequence[Block]) -> Sheet:
    language = plan.language
    closing: tuple[str, ...] = ()
    if plan.overview:
        when = Message("Næste overblikskonsultation: {day}", day=day(plan.overview, language))
        closing = (when.text(language),)
    return Sheet(
        language=language,
        heading=heading.text(language),
        subject=f"{plan.patient}, {plan.case}",
        opening=opening,
        blocks=tuple(blocks),
        closing=closing,
        origin=origin(plan),
        made=plan.made,
    )
