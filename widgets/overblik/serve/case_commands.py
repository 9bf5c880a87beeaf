"""``overblik assess`` and ``overblik check``: the model and the case files from a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from overblik.apps.report import as_json, as_lines
from overblik.domain.assessment import assess as assess_case
from overblik.domain.base import RATINGS, READINGS
from overblik.domain.event import START
from overblik.domain.rating import Answer
from overblik.knowledge import Library
from overblik.knowledge.report import check_files
from overblik.language import Language, Message
from overblik.serve.case_arguments import case_named, known_library, on_day, reading_named, stop
from overblik.serve.cli import environment_language

WRONG = 1


def register(app: typer.Typer) -> None:
    """Give the `overblik` command its two case commands."""
    app.command()(check)
    app.command()(assess)


def check(
    files: Annotated[list[Path], typer.Argument(help="Casefiler (.yaml) og kataloger (.csv)")],
) -> None:
    """Gennemgå casefiler: fil, linje, hvad der er galt, og hvad der ville være rigtigt."""
    language = environment_language()
    known_library(language)
    report, clean = check_files(files, language)
    typer.echo(report)
    if not clean:
        raise typer.Exit(WRONG)


def assess(
    case: Annotated[str, typer.Argument(help="Casens id (C01) eller en casefil")],
    variant: Annotated[str, typer.Option(help="Casens variant")] = "",
    at: Annotated[str, typer.Option(help="En dag i året: hændelsens navn")] = "",
    reading: Annotated[str, typer.Option(help=" | ".join(READINGS))] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="domæne=0|1|2|unknown, kan gentages")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Skriv ét JSON-objekt")] = False,
) -> None:
    """Stratificér en case, og vis hvorfor."""
    language = environment_language()
    known = known_library(language)
    found = case_named(case, known, language)
    shown = on_day(found, variant, at, language)
    chosen = reading_named(reading, known, language)
    answers = dict(_answer(one, known, language) for one in set_ or [])
    result = assess_case(shown, known.model, known.catalogue, chosen, answers)
    if json_:
        its_variant = found.variant_id(variant or None)
        described = as_json(result, known, its_variant, language, at or START)
        typer.echo(json.dumps(described, ensure_ascii=False, indent=2))
    else:
        typer.echo(as_lines(result, known, language))


def _answer(text: str, known: Library, language: Language) -> tuple[str, Answer]:
    domain, _, value = text.partition("=")
    domains = [one.id for one in known.model.domains]
    values: dict[str, Answer] = {**{str(one): one for one in RATINGS}, "unknown": "unknown"}
    if domain not in domains or value not in values:
        stop(
            Message(
                "»{value}« kan ikke læses. Skriv domæne=0, 1, 2 eller unknown. Kendte: {known}.",
                value=text,
                known=", ".join(domains),
            ),
            language,
        )
    return domain, values[value]
