"""``overblik assess`` and ``overblik check``: the model and the case files from a terminal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn, cast

import typer

from overblik.apps.report import as_json, as_lines
from overblik.domain.assessment import assess as assess_case
from overblik.domain.base import RATINGS, READINGS, ReadingId
from overblik.domain.case import Case
from overblik.domain.rating import Answer
from overblik.knowledge import Library, library
from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.knowledge.report import check_files, line
from overblik.knowledge.tables import TableError
from overblik.language import Language, Message
from overblik.serve.cli import environment_language

WRONG = 1
UNUSABLE = 2


def register(app: typer.Typer) -> None:
    """Give the `overblik` command its two case commands."""
    app.command()(check)
    app.command()(assess)


def check(files: Annotated[list[Path], typer.Argument(help="Casefiler (.yaml)")]) -> None:
    """Gennemgå casefiler: fil, linje, hvad der er galt, og hvad der ville være rigtigt."""
    language = environment_language()
    _known(language)
    report, clean = check_files(files, language)
    typer.echo(report)
    if not clean:
        raise typer.Exit(WRONG)


def assess(
    case: Annotated[str, typer.Argument(help="Casens id (C01) eller en casefil")],
    variant: Annotated[str, typer.Option(help="Casens variant")] = "",
    reading: Annotated[str, typer.Option(help=" | ".join(READINGS))] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="domæne=0|1|2|unknown, kan gentages")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Skriv ét JSON-objekt")] = False,
) -> None:
    """Stratificér en case, og vis hvorfor."""
    language = environment_language()
    known = _known(language)
    found = _case(case, known, language)
    try:
        shown = found.in_variant(variant or None)
    except KeyError:
        _stop(
            Message(
                "Varianten »{value}« findes ikke. Casen har: {known}.",
                value=variant,
                known=", ".join(one.id for one in found.variants) or "–",
            ),
            language,
        )
    chosen = reading or known.model.default_reading
    if chosen not in READINGS:
        _stop(
            Message(
                "Læsningen »{value}« findes ikke. Vælg en af: {known}.",
                value=reading,
                known=", ".join(READINGS),
            ),
            language,
        )
    answers = dict(_answer(one, known, language) for one in set_ or [])
    result = assess_case(shown, known.model, known.catalogue, cast(ReadingId, chosen), answers)
    if json_:
        described = as_json(result, known, found.variant_id(variant or None), language)
        typer.echo(json.dumps(described, ensure_ascii=False, indent=2))
    else:
        typer.echo(as_lines(result, known, language))


def _known(language: Language) -> Library:
    """The library; a slip in its own tables ends the command with table and line."""
    try:
        return library()
    except TableError as error:
        _stop(Message("Data kan ikke læses: {error}", error=error), language)


def _case(name: str, known: Library, language: Language) -> Case:
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
            _stop(own, language)
    try:
        return read_case(path, known.catalogue, date.today(), name)
    except CaseFileError as error:
        for problem in error.problems:
            typer.echo(line(problem, language), err=True)
        raise typer.Exit(UNUSABLE) from None


def _answer(text: str, known: Library, language: Language) -> tuple[str, Answer]:
    domain, _, value = text.partition("=")
    domains = [one.id for one in known.model.domains]
    values: dict[str, Answer] = {**{str(one): one for one in RATINGS}, "unknown": "unknown"}
    if domain not in domains or value not in values:
        _stop(
            Message(
                "»{value}« kan ikke læses. Skriv domæne=0, 1, 2 eller unknown. Kendte: {known}.",
                value=text,
                known=", ".join(domains),
            ),
            language,
        )
    return domain, values[value]


def _stop(message: Message, language: Language) -> NoReturn:
    typer.echo(message.text(language), err=True)
    raise typer.Exit(UNUSABLE)
