"""``overblik plan`` and ``overblik message``: a proposed plan, and what consent lets out of it.

A red flag is outside the pathway: ``plan`` then has no lines and says why, as ``assess`` does, and
that is no error; there is no message, as where consent gives nothing (exit 3).
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from stat import S_IMODE
from typing import Annotated, Any, cast
from uuid import uuid4

import typer

from overblik.documents.fhir.bundle import as_json
from overblik.documents.leak_words import leak_text
from overblik.documents.medcom.check import check
from overblik.documents.medcom.message import message as message_of
from overblik.documents.medcom.message import refuse
from overblik.documents.pdf import shared_pdf
from overblik.documents.shared import PlanSource, shared_plan
from overblik.documents.words import RECIPIENT, PriorityLine, item_text
from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import READINGS, SECTIONS, Section
from overblik.domain.case import Case
from overblik.domain.clashes import board, tapered
from overblik.domain.days import month_after
from overblik.domain.leaks import leaks, said
from overblik.domain.plan import PlanItem, in_order
from overblik.domain.proposal import proposed_plan
from overblik.domain.sharing import Reach, section_of
from overblik.knowledge import Library
from overblik.knowledge.characters import visible
from overblik.knowledge.medcom import PRACTICE
from overblik.language import Language, Message, UserError, day
from overblik.serve.case_arguments import case_named, in_variant, known_library, reading_named, stop
from overblik.serve.cli import environment_language

WRONG = 1
NOT_ALLOWED = 3


def register(app: typer.Typer) -> None:
    """Give the `overblik` command its two plan commands."""
    app.command()(plan)
    app.command()(message)


@dataclass(frozen=True)
class Proposal:
    """A case's proposed plan with what it stands on; ``case`` is in its variant."""

    case: Case
    original: Case
    variant: str | None
    assessment: Assessment
    items: tuple[PlanItem, ...]
    overview: date | None
    started: date


def plan(
    case: Annotated[str, typer.Argument(help="Casens id (C01) eller en casefil")],
    variant: Annotated[str, typer.Option(help="Casens variant")] = "",
    reading: Annotated[str, typer.Option(help=" | ".join(READINGS))] = "",
    json_: Annotated[bool, typer.Option("--json", help="Skriv ét JSON-objekt")] = False,
) -> None:
    """Vis den plan, casen lægger op til: niveauets tilbud og forfatterens forslag."""
    language = environment_language()
    known = known_library(language)
    found = _proposal(case, variant, reading, known, language)
    if json_:
        described = _object(found, known, language)
        _show(json.dumps(described, ensure_ascii=False, indent=2), language)
    else:
        _show("\n".join(_lines(found, known, language)), language)


def message(
    case: Annotated[str, typer.Argument(help="Casens id (C01) eller en casefil")],
    to: Annotated[str, typer.Option("--to", help="municipality | hospital")],
    out: Annotated[Path | None, typer.Option(help="Filen, der skrives; ellers terminalen")] = None,
    variant: Annotated[str, typer.Option(help="Casens variant")] = "",
) -> None:
    """Skriv beskeden med det af planen, som patienten har sagt ja til. Den afsendes ikke."""
    language = environment_language()
    known = known_library(language)
    recipient = _recipient(to, known, language)
    found = _proposal(case, variant, "", known, language)
    if found.assessment.exits:
        flags = "; ".join(one.text[language] for one in found.assessment.exits)
        stop(
            Message("Uden for pakkeforløbet: {flags}. Der er ingen plan at sende.", flags=flags),
            language,
            NOT_ALLOWED,
        )
    shared = shared_plan(
        recipient,
        _allowed(found.original, recipient, known, language),
        _source(found, known, language),
        language,
    )
    try:
        refuse(shared)
    except UserError as error:
        stop(error.message, language, NOT_ALLOWED)
    bundle = message_of(shared, shared_pdf(shared), uuid4, datetime.now().astimezone())
    if findings := check(bundle):
        for one in findings:
            typer.echo(f"{one.path}: {one.words.text(language)} ({one.rule})", err=True)
        raise typer.Exit(WRONG)
    if out is None:
        _show(as_json(bundle), language)
    else:
        _write(out, as_json(bundle) + "\n", language)
    closed = set(SECTIONS) - {one.section for one in shared.sections}
    for one in leaks(shared.told, closed, known.clues):
        typer.echo(leak_text(one, language), err=True)


def _recipient(to: str, known: Library, language: Language) -> Reach:
    possible = [one for one in known.medcom.organisations if one != PRACTICE]
    if to not in possible:
        stop(
            Message(
                "Modtageren »{value}« findes ikke. Vælg en af: {known}.",
                value=visible(to),
                known=", ".join(possible),
            ),
            language,
        )
    return cast(Reach, to)


def _allowed(
    case: Case, recipient: Reach, known: Library, language: Language
) -> tuple[Section, ...]:
    """What the case's patient lets this recipient have; nothing at all ends the command."""
    consent = {str(key): one for key, one in case.consents.items()}.get(recipient)
    who = RECIPIENT[recipient]
    if consent is None:
        stop(
            Message(
                "{who}: Casen siger ikke, om noget må deles. Så laves der ingen besked.", who=who
            ),
            language,
            NOT_ALLOWED,
        )
    return said(consent, known.sharing.recipient(recipient))


def _proposal(
    case: str, variant: str, reading: str, known: Library, language: Language
) -> Proposal:
    original = case_named(case, known, language)
    shown = in_variant(original, variant, language)
    chosen = reading_named(reading, known, language)
    result = assess(shown, known.model, known.catalogue, chosen, {})
    started, its_variant = date.today(), original.variant_id(variant or None)
    tier = known.model.tier(result.tier) if result.tier and result.tier != "undefined" else None
    return Proposal(
        case=shown,
        original=original,
        variant=its_variant,
        assessment=result,
        items=()
        if result.exits
        else in_order(
            proposed_plan(shown, known.model, result.offers, started, language, variant=its_variant)
        ),
        overview=month_after(started, tier.overview_months[0]) if tier else None,
        started=started,
    )


def _source(found: Proposal, known: Library, language: Language) -> PlanSource:
    wishes = [(f"case-{at}", one[language]) for at, one in enumerate(found.case.priorities, 1)]
    return PlanSource(
        case=found.case,
        original=found.original,
        model=known.model,
        catalogue=known.catalogue,
        reading=found.assessment.reading.id,
        priorities=[PriorityLine(id, words) for id, words in wishes],
        items=found.items,
        overview=found.overview,
        made=found.started,
        tapered=tapered(found.items, board(found.case, known.clashes, known.catalogue, wishes)),
    )


# The plan as one object, or as lines ---------------------------------------------------------


def _object(found: Proposal, known: Library, language: Language) -> dict[str, Any]:
    return {
        "case": found.original.id,
        "variant": found.variant,
        "reading": found.assessment.reading.id,
        "tier": found.assessment.tier,
        "exit": "; ".join(one.text[language] for one in found.assessment.exits) or None,
        "started": found.started.isoformat(),
        "overview": found.overview and found.overview.isoformat(),
        "items": [
            {
                "id": one.id,
                "text": item_text(one, found.original, known.model, language),
                "owner": one.owner,
                "due": one.due and one.due.isoformat(),
                "answer_to": one.answer_to,
                "if_nothing": one.if_nothing,
                "section": section_of(one, known.model),
                "meeting": one.meeting,
                "medicine": one.medicine and one.medicine.model_dump(mode="json"),
            }
            for one in found.items
        ],
    }


def _lines(found: Proposal, known: Library, language: Language) -> list[str]:
    case = found.case
    lines = [f"{case.id} {case.person.name}, {case.person.age}: {case.title[language]}"]
    if found.assessment.exits:
        flags = "; ".join(one.text[language] for one in found.assessment.exits)
        return [
            *lines,
            "  " + Message("Uden for pakkeforløbet: {flags}", flags=flags).text(language),
        ]
    names = known.tier_names["dsam"]
    tiers = " / ".join(names[one].full[language] for one in found.assessment.possible_tiers)
    lines.append(f"  {found.assessment.reading.name[language]}: {tiers}")
    for one in found.items:
        owner = known.model.owner(one.owner or "")
        parts = [
            day(one.due, language) if one.due else "–",
            item_text(one, found.original, known.model, language),
            f"({owner.name[language] if owner else '–'})",
        ]
        lines.append("  - " + " ".join(parts))
    return lines


# Writing -----------------------------------------------------------------------------------


def _show(text: str, language: Language) -> None:
    """Print to the terminal, or to what stands in its place: that may be a disk, and full."""
    try:
        typer.echo(text)
    except BrokenPipeError:
        raise  # whoever reads has had enough: typer ends quietly
    except OSError as error:
        with suppress(OSError):  # what waits would fail once more when Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why = error.strerror or type(error).__name__
        stop(Message("Resultatet kan ikke skrives: {why}.", why=why), language)


def _write(path: Path, text: str, language: Language) -> None:
    """Write the whole file or nothing: beside it first, then in its place."""
    shown = visible(str(path))
    try:
        target = path.resolve()
        writable = target.is_file() or not target.exists()  # no folder, no device
        if writable:
            _replace(target, text)
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        stop(Message("{path} kan ikke skrives: {why}.", path=shown, why=why), language)
    if not writable:
        said = Message("{path} er ikke en fil, der kan skrives. Vælg en anden.", path=shown)
        stop(said, language)
    _show(
        Message("Skrevet: {path}. Beskeden er ikke afsendt.", path=shown).text(language), language
    )


def _replace(target: Path, text: str) -> None:
    draft = target.with_name(f".{target.name[:80]}.{os.getpid()}.tmp")
    try:
        if target.exists():  # nobody may read the new file who might not read the old one
            draft.touch(mode=0o600)
            draft.chmod(S_IMODE(target.stat().st_mode))
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink()
