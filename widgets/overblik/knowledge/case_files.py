"""Case files: read one, and find everything that is wrong with it in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge.case_events import event_problems
from overblik.knowledge.characters import unprintable
from overblik.knowledge.wording import shown, wording
from overblik.knowledge.yaml_source import Path_, Problem, Source, Unreadable, parse_yaml, read_yaml
from overblik.language import Message


class CaseFileError(Exception):
    """A case file with at least one problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{one.file}:{one.line}: {one.message}" for one in problems))


def read_case(path: Path, catalogue: Catalogue, today: date, name: str | None = None) -> Case:
    """Read a case. Raises CaseFileError with every problem found."""
    try:
        return case_from(read_yaml(path, name), catalogue, today)
    except Unreadable as unreadable:
        raise CaseFileError([unreadable.problem]) from None


def parse_case(raw: bytes, name: str, catalogue: Catalogue, today: date) -> Case:
    """The same from bytes already in hand."""
    try:
        return case_from(parse_yaml(raw, name), catalogue, today)
    except Unreadable as unreadable:
        raise CaseFileError([unreadable.problem]) from None


def case_from(source: Source, catalogue: Catalogue, today: date) -> Case:
    """Validate what a file holds. Raises CaseFileError."""
    problems = [*_repeated(source), *_unfit(source)]
    case: Case | None = None
    try:
        case = Case.model_validate(source.data, context={"catalogue": catalogue, "today": today})
    except ValidationError as error:
        problems += _problems(source, error)
    if case is not None:
        problems += event_problems(case, source)
    if problems or case is None:
        raise CaseFileError(sorted(dict.fromkeys(problems), key=lambda one: one.line))
    return case


def _problems(source: Source, error: ValidationError) -> Iterator[Problem]:
    found = [(tuple(part for part in one["loc"] if part != "[key]"), one) for one in error.errors()]
    above = {path[:at] for path, _ in found for at in range(len(path))}
    for path, one in found:
        if one["type"] == "too_short" and path in above:
            continue  # the list is short only because its items are wrong, which is told already
        yield source.problem(path, wording(one))


def _repeated(source: Source) -> Iterator[Problem]:
    """Things that must be there once: ids in a list, one kind of measurement, one score."""
    if not isinstance(source.data, dict):
        return
    parts: list[tuple[Path_, object]] = [((), source.data)]
    parts += [((name,), source.data.get(name)) for name in ("last_year", "teaching")]
    for name in ("variants", "events"):
        rows = source.data.get(name)
        if isinstance(rows, list):
            parts += [((name, at), one) for at, one in enumerate(rows)]
    for path, part in parts:
        for name, key in _ONCE:
            found = part.get(name) if isinstance(part, dict) else None
            if isinstance(found, list):
                yield from _twice(source, (*path, name), found, key)


_ONCE = (
    ("events", "id"),
    ("variants", "id"),
    ("conditions", "code"),
    ("medicines", "atc"),
    ("measurements", "kind"),
    ("scores", "instrument"),
    ("red_flags", "flag"),
    ("planned", "service"),
    ("plan", "id"),
)


def _twice(source: Source, path: Path_, rows: list, key: str) -> Iterator[Problem]:
    values = [str(row[key]) for row in rows if isinstance(row, dict) and key in row]
    counts = Counter(values)
    seen: set[str] = set()
    for at, row in enumerate(rows):
        value = str(row.get(key)) if isinstance(row, dict) else ""
        if counts[value] > 1 and value in seen:
            yield source.problem(
                (*path, at, key),
                Message(
                    "»{value}« står to gange under {list}. Hver skal stå én gang.",
                    value=shown(value),
                    list=path[-1],
                ),
            )
        seen.add(value)


def _unfit(source: Source) -> Iterator[Problem]:
    """No text in a case may look like a civil registration number or hold control characters."""
    for path, text in _texts(source.data, ()):
        if looks_like_cpr(text):
            yield source.problem(
                path,
                Message(
                    "Teksten ligner et CPR-nummer. Kun fiktive patienter hører hjemme her: "
                    "fjern nummeret."
                ),
            )
        if unprintable(text):
            yield source.problem(
                path, Message("Teksten rummer tegn, der ikke kan vises. Skriv den igen.")
            )


def _texts(node: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every name, text and whole number, with where it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key), key
            yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _texts(value, (*path, at))
    elif isinstance(node, (str, int)):
        yield path, str(node)
