"""What the commands about a case are given: the case itself, its variant and the reading.

Anything that is wrong ends the command with a sentence that says what would be right.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NoReturn, cast

import typer

from overblik.domain.base import READINGS, ReadingId
from overblik.domain.case import Case
from overblik.domain.year import step_named, steps, unfolded
from overblik.knowledge import Library, library
from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.knowledge.characters import visible
from overblik.knowledge.report import line
from overblik.knowledge.tables import TableError
from overblik.language import Language, Message

UNUSABLE = 2


def known_library(language: Language) -> Library:
    """The library; a slip in its own tables ends the command with table and line."""
    try:
        return library()
    except TableError as error:
        stop(Message("Data kan ikke læses: {error}", error=error), language)


def case_named(name: str, known: Library, language: Language) -> Case:
    """A case of the library by id, or a case file. Anything wrong ends the command."""
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        try:
            return known.case(name)
        except KeyError:
            own = Message(
                "Casen »{value}« findes ikke. Skriv et af disse id'er eller en fil: {known}.",
                value=name,
                known=", ".join(known.cases),
            )
            stop(own, language)
    try:
        return read_case(path, known.catalogue, date.today(), name)
    except CaseFileError as error:
        for problem in error.problems:
            typer.echo(line(problem, language), err=True)
        raise typer.Exit(UNUSABLE) from None


def in_variant(case: Case, variant: str, language: Language) -> Case:
    """The case in a variant, the first one when none is named."""
    try:
        return case.in_variant(variant or None)
    except KeyError:
        stop(
            Message(
                "Varianten »{value}« findes ikke. Casen har: {known}.",
                value=variant,
                known=", ".join(one.id for one in case.variants) or "–",
            ),
            language,
        )


def on_day(case: Case, variant: str, at: str, language: Language) -> Case:
    """The case in a variant, once the event of this name has happened; at its start without one."""
    flat = in_variant(case, variant, language)
    if not at:
        return flat
    chosen = case.variant_id(variant or None)
    try:
        step = step_named(case, chosen, at, case.date)
    except KeyError:
        days = steps(case, chosen, case.date)
        stop(
            Message(
                "Dagen »{value}« findes ikke i året. Skriv en af disse: {known}.",
                value=visible(at),
                known=", ".join(dict.fromkeys(name for one in days for name in one.names)),
            ),
            language,
        )
    return unfolded(case, chosen, step.id, case.date)


def reading_named(reading: str, known: Library, language: Language) -> ReadingId:
    """The reading of this name, the model's own when none is named."""
    chosen = reading or known.model.default_reading
    if chosen not in READINGS:
        stop(
            Message(
                "Læsningen »{value}« findes ikke. Vælg en af: {known}.",
                value=reading,
                known=", ".join(READINGS),
            ),
            language,
        )
    return cast(ReadingId, chosen)


def stop(message: Message, language: Language, code: int = UNUSABLE) -> NoReturn:
    """End the command with a sentence."""
    typer.echo(message.text(language), err=True)
    raise typer.Exit(code)
