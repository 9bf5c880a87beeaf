"""``data/offers/catalogue.csv``: what can be booked or joined in one municipality.

An educator edits it in a spreadsheet. So it may come with commas or semicolons, with a byte order
mark or in the letters of an older Excel, and with a decimal comma; and everything that is wrong is
told at once, each with file, line, column and what would be right. Here is the file; one row of it
is read in `overblik.knowledge.offer_rows`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from overblik.domain.catalogue import Service
from overblik.knowledge.characters import unprintable, visible
from overblik.knowledge.offer_rows import OfferRow, shown
from overblik.knowledge.rows import TableError
from overblik.knowledge.yaml_source import LARGEST, Problem
from overblik.language import DEFAULT, N_, Language, Message

COLUMNS = (
    *("key", "kind", "name_da", "name_en", "answers_da", "answers_en", "talk_da", "talk_en"),
    *("bookable_by", "recipient", "provider", "wait_days", "recent_months", "price"),
    *(
        "link_needed",
        "question_needed",
        "section",
        "meeting",
        "saves",
        "contact_da",
        "contact_en",
        "sentence",
        "source",
        "verified",
    ),
)
MOST_ROWS = 200
"""Services of one municipality; a plan could not hold many more."""


class OffersError(TableError):
    """The catalogue cannot be used. ``problems`` are all there are; ``da`` and ``en`` tell them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self._in(DEFAULT))

    @property
    def da(self) -> str:
        return self._in("da")

    @property
    def en(self) -> str:
        return self._in("en")

    def _in(self, language: Language) -> str:
        return "\n".join(
            f"{visible(one.file)}:{one.line}: {one.message.text(language)}" for one in self.problems
        )


def read_services(
    path: Path, owners: Mapping[str, str], name: str | None = None
) -> dict[str, Service]:
    """Read the catalogue of offers. ``owners`` are those of the model, each with its place;
    ``name`` is what errors call the file. Raises OffersError."""
    file = name or path.name
    text = _text(path, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines += ((reader.line_num, cells) for cells in reader)
    except csv.Error:
        broken = N_("Linjen kan ikke læses som CSV. Står der et anførselstegn for meget?")
        raise OffersError([Problem(file, max(1, reader.line_num), Message(broken))]) from None
    filled = [(at, cells) for at, cells in lines if any(cell.strip() for cell in cells)]
    heading = _heading(file, filled)
    problems: list[Problem] = []
    found: dict[str, Service] = {}
    first: dict[str, OfferRow] = {}
    for at, cells in filled[1:]:
        row = OfferRow(file, at, heading, cells, problems)
        if not row.fits():
            continue
        # The id of a line in the plan must be one also where capitals make no difference.
        earlier = first.setdefault(row.key.casefold(), row)
        if earlier is not row:
            twice = N_("»{value}« står også på linje {line}. Giv rækken sit eget navn.")
            alike = N_(
                "»{value}« er kun skrevet med andre bogstavstørrelser end »{other}« på linje "
                "{line}. Giv rækken sit eget navn."
            )
            row.wrong(
                "key",
                twice if earlier.key == row.key else alike,
                value=shown(row.key),
                other=shown(earlier.key),
                line=earlier.line,
            )
        if service := row.service(owners):
            found[service.key] = service
    if len(filled) > MOST_ROWS + 1:
        many = N_("Kataloget har {have} rækker. Der er plads til {most}.")
        problems.append(Problem(file, 1, Message(many, have=len(filled) - 1, most=MOST_ROWS)))
    if problems:
        raise OffersError(problems)
    return found


def _text(path: Path, file: str) -> str:
    """The file as text, whichever of its ways the spreadsheet saved it in."""

    def unusable(msgid: str, **parts: object) -> OffersError:
        return OffersError([Problem(file, 1, Message(msgid, **parts))])

    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise unusable(N_("Filen kan ikke åbnes: {why}"), why=error.strerror) from None
    if len(data) > LARGEST:
        raise unusable(N_("Filen er for stor. Højst {most} kB."), most=LARGEST // 1024)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not unprintable(text.replace("\r\n", "\n").replace("\r", "\n")):
            return text
    raise unusable(N_("Filen er ikke almindelig tekst. Gem den i regnearket som »CSV UTF-8«."))


def _separator(text: str) -> str:
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def _heading(file: str, lines: Sequence[tuple[int, list[str]]]) -> Mapping[str, int]:
    """Where each column stands. Raises OffersError when one is missing, unknown or there twice."""
    at, cells = lines[0] if lines else (1, [])
    names = [cell.strip().lower() for cell in cells]
    told = {"known": ", ".join(COLUMNS)}
    problems: list[Problem] = []

    def wrong(columns: Iterable[str], msgid: str) -> None:
        problems.extend(
            Problem(file, at, Message(msgid, column=visible(one), **told)) for one in columns
        )

    wrong(
        (one for one in COLUMNS if one not in names),
        N_("Kolonnen »{column}« mangler. Første linje skal have: {known}."),
    )
    wrong(
        (one for one in names if one and one not in COLUMNS),
        N_("Kolonnen »{column}« kendes ikke. Er den stavet rigtigt? De kendte er: {known}."),
    )
    wrong(
        (one for one in COLUMNS if names.count(one) > 1),
        N_("Kolonnen »{column}« står to gange. Slet den ene."),
    )
    if problems:
        raise OffersError(problems)
    return {name: column for column, name in enumerate(names) if name}
