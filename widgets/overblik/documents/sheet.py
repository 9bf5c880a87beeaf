"""A paper for professionals as words: what a recipient gets, or everything for the clinician.

Plain text (`plain.py`) and PDF (`pdf.py`) are both made from a `Sheet`, so they say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from overblik.documents.shared import PlanSource, SharedLine, SharedPlan, shared_plan
from overblik.domain.base import SECTIONS, Language
from overblik.language import Message, day


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
    return _sheet(
        plan,
        Message("Plan til {name}", name=to),
        f"{_who(plan)} {Message('Ikke afsendt.').text(plan.language)}",
        allowed.text(plan.language),
        blocks=[Block(one.title, one.facts, one.lines) for one in plan.sections],
    )


def clinician_sheet(
    source: PlanSource,
    language: Language,
    before: Sequence[Block],
    after: Sequence[Block],
) -> Sheet:
    """Everything of the forløb: ``before`` and ``after`` the lines, which stand by date."""
    plan = shared_plan("patient", SECTIONS, source, language)
    lines = [line for section in plan.sections for line in section.lines]
    lines.sort(key=lambda one: (one.due is None, one.due or date.max))
    who_does = Message("Hvem gør hvad").text(language)
    none = (Message("Der er ingen punkter i planen endnu.").text(language),)
    return _sheet(
        plan,
        Message("Behandlingsplan, klinikerens eksemplar"),
        _who(plan),
        blocks=[*before, Block(who_does, () if lines else none, lines), *after],
    )


def origin(plan: SharedPlan) -> str:
    """What the paper was made from: case, version, model, reading and day."""
    return Message(
        "Case {case}, version {version}. Model: {model}. Læsning: {reading}. {day}.",
        case=plan.case,
        version=plan.version,
        model=plan.model,
        reading=plan.reading,
        day=day(plan.made, plan.language),
    ).text(plan.language)


def line_fields(line: SharedLine, language: Language) -> list[tuple[str, str]]:
    """What is to be said of a line, each under its name; a gap is said to be one.

    Who, when, answer to, if nothing happens; the goal before them where it has one.
    """
    missing = Message("mangler").text(language)
    fields = [
        (Message("Hvem").text(language), line.owner or missing),
        (Message("Senest").text(language), day(line.due, language) if line.due else missing),
        (Message("Svar går til").text(language), line.answer_to or missing),
        (Message("Hvis intet sker").text(language), line.if_nothing or missing),
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
