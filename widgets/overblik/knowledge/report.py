"""The ``overblik check`` report: every problem of every file, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.knowledge.characters import visible
from overblik.knowledge.library import library
from overblik.knowledge.offers import OffersError, read_services
from overblik.knowledge.yaml_source import Problem
from overblik.language import DEFAULT, Language, Message


def check_files(paths: Iterable[Path], language: Language = DEFAULT) -> tuple[str, bool]:
    """Check case files, and catalogues of offers (.csv). Returns the report and whether every file
    is right.

    An id used by two of the files is an error of the second.
    """
    catalogue = library().catalogue
    today = date.today()
    lines: list[str] = []
    ids: dict[str, str] = {}
    clean = True
    for path in paths:
        name = visible(str(path))
        if path.suffix.lower() == ".csv":
            said, right = _check_offers(path, catalogue.owners, name, language)
            lines += said
            clean = clean and right
            continue
        try:
            case = read_case(path, catalogue, today, name)
        except CaseFileError as error:
            clean = False
            lines += [line(problem, language) for problem in error.problems]
            continue
        if case.id in ids:
            clean = False
            doubled = Message(
                "Casens id »{id}« bruges også i {other}. Giv den sit eget.",
                id=case.id,
                other=ids[case.id],
            )
            lines.append(line(Problem(name, 1, doubled), language))
            continue
        ids[case.id] = name
        fine = Message("{file}: i orden – {id} {title}", file=name, id=case.id, title=case.title)
        lines.append(visible(fine.text(language)))
    return "\n".join(lines), clean


def _check_offers(
    path: Path, owners: Mapping[str, str], name: str, language: Language
) -> tuple[list[str], bool]:
    try:
        services = read_services(path, owners, name)
    except OffersError as error:
        return [line(problem, language) for problem in error.problems], False
    fine = Message("{file}: i orden – {count} rækker", file=name, count=len(services))
    return [fine.text(language)], True


def line(problem: Problem, language: Language) -> str:
    """One problem as editors and terminals know it: file:line: text."""
    return f"{visible(problem.file)}:{problem.line}: {problem.message.text(language)}"
