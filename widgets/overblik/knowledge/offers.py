"""``data/offers/catalogue.csv``: what can be booked or joined in one municipality.

An educator edits it in a spreadsheet. So it may come with commas or semicolons, with a byte order
mark or in the letters of an older Excel, and with a decimal comma; and everything that is wrong is
told at once, each with file, line, column and what would be right.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from overblik.domain.base import SECTIONS, Meeting, Text
from overblik.domain.catalogue import Booker, Service, Verified
from overblik.knowledge.characters import unprintable, visible
from overblik.knowledge.rows import TableError
from overblik.knowledge.yaml_source import LARGEST, Problem
from overblik.language import DEFAULT, N_, Language, Message

COLUMNS = (
    *("key", "kind", "name_da", "name_en", "answers_da", "answers_en", "talk_da", "talk_en"),
    *("bookable_by", "recipient", "provider", "wait_days", "recent_months", "price"),
    *(
        "link_needed",
        "section",
        "meeting",
        "contact_da",
        "contact_en",
        "sentence",
        "source",
        "verified",
    ),
)
MOST_ROWS = 200
"""Services of one municipality; a plan could not hold many more."""
LONGEST_TEXT = 500
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")
"""Short enough to be part of the id of a line in the plan."""
_WHOLE = re.compile(r"[0-9]{1,4}")
_MONEY = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")
_NUMBER = re.compile(r"[0-9][0-9.,\s]*(kr\.?)?")


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
    path: Path, owners: Collection[str], name: str | None = None
) -> dict[str, Service]:
    """Read the catalogue of offers. ``owners`` are those of the model, ``name`` what errors call
    the file. Raises OffersError."""
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
    lines_of: dict[str, int] = {}
    for at, cells in filled[1:]:
        row = _Row(file, at, heading, cells, problems)
        if not row.fits():
            continue
        if (earlier := lines_of.setdefault(row.key, at)) != at:
            twice = N_("»{value}« står også på linje {line}. Giv rækken sit eget navn.")
            row.wrong("key", twice, value=_shown(row.key), line=earlier)
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


@dataclass
class _Row:
    """One line on its way to a `Service`; what is wrong with it is added to ``problems``."""

    file: str
    line: int
    heading: Mapping[str, int]
    cells: list[str]
    problems: list[Problem]
    _bad: bool = field(default=False, init=False)

    def wrong(self, column: str, msgid: str, **parts: object) -> None:
        self._bad = True
        said = Message(msgid, **parts)
        where = Message("kolonnen {column}: {said}", column=column, said=said)
        self.problems.append(Problem(self.file, self.line, where))

    def fits(self) -> bool:
        """Whether there is a cell for each column and nothing outside them."""
        last = max(self.heading.values()) + 1
        if len(self.cells) < last or any(cell.strip() for cell in self.cells[last:]):
            said = N_(
                "Linjen har {have} felter, og første linje har {wanted}. "
                "Sæt anførselstegn om en tekst, der har skilletegnet i sig."
            )
            told = Message(said, have=len(self.cells), wanted=last)
            self.problems.append(Problem(self.file, self.line, told))
            return False
        return True

    def service(self, owners: Collection[str]) -> Service | None:
        """The row as a service; None when something is wrong with it."""
        kind = self._one_of("kind", ("investigation", "municipal", "civil_society"))
        name = self._text("name", needed=True)
        answers, talk = self._text("answers"), self._text("talk")
        bookable_by = self._bookable_by(answers is not None)
        if answers is None and talk is None and not self._bad:
            self.wrong(
                "talk_da",
                N_("En undersøgelse uden spørgsmål skal have et oplæg til en samtale. Skriv det."),
            )
        link_needed = self._one_of("link_needed", ("yes", "no")) == "yes"
        if kind == "civil_society" and not link_needed:
            self.wrong("link_needed", N_("En forening skal have en kontaktperson. Skriv yes."))
        parts = {
            "key": self._key(),
            "kind": kind,
            "name": name,
            "answers": answers,
            "talk": talk,
            "bookable_by": bookable_by,
            "recipient": self._one_of("recipient", sorted(owners)),
            "provider": self._one_of("provider", ("", *sorted(owners))) or None,
            "wait_days": self._whole("wait_days"),
            "recent_months": self._whole("recent_months"),
            "price": self._money("price"),
            "link_needed": link_needed,
            "section": self._one_of("section", SECTIONS),
            "meeting": self._one_of("meeting", ("", *get_args(Meeting))) or None,
            "contact": self._text("contact"),
            "sentence": self._words("sentence"),
            "source": self._words("source", needed=True),
            "verified": self._one_of("verified", get_args(Verified)),
        }
        return None if self._bad else Service.model_validate(parts)

    @property
    def key(self) -> str:
        return self._cell("key")

    def _cell(self, column: str) -> str:
        return self.cells[self.heading[column]].strip()

    def _key(self) -> str:
        if not _KEY.fullmatch(self.key):
            self.wrong(
                "key",
                N_("»{value}« kan ikke bruges som navn. Brug a–z, tal og _, højst 30 tegn."),
                value=_shown(self.key),
            )
        return self.key

    def _words(self, column: str, *, needed: bool = False) -> str:
        cell = self._cell(column)
        if not cell and needed:
            self.wrong(column, N_("Feltet er tomt. Skriv en tekst."))
        if len(cell) > LONGEST_TEXT:
            self.wrong(column, N_("Teksten er for lang. Højst {most} tegn."), most=LONGEST_TEXT)
        if _NUMBER.fullmatch(cell):
            self.wrong(
                column,
                N_(
                    "Her skal stå ord, ikke tallet {value}. "
                    "Tal hører til i wait_days, recent_months og price."
                ),
                value=_shown(cell),
            )
        return cell

    def _text(self, column: str, *, needed: bool = False) -> Text | None:
        da, en = (self._words(f"{column}_{language}", needed=needed) for language in ("da", "en"))
        if bool(da) != bool(en) and not needed:
            empty = f"{column}_{'en' if da else 'da'}"
            self.wrong(empty, N_("Teksten mangler på dette sprog. Skriv den, eller tøm begge."))
        return Text(da=da, en=en) if da and en and not self._bad else None

    def _one_of(self, column: str, known: Iterable[str]) -> str:
        cell = self._cell(column)
        if cell not in known:
            self._not_one_of(column, cell, known)
        return cell

    def _not_one_of(self, column: str, value: str, known: Iterable[str]) -> None:
        self.wrong(
            column,
            N_("»{value}« kan ikke stå her. Skriv et af disse: {known}."),
            value=_shown(value),
            known=", ".join(one for one in known if one),
        )

    def _bookable_by(self, answers: bool) -> frozenset[str]:
        named = [part.strip() for part in re.split("[;,]", self._cell("bookable_by"))]
        known = (*get_args(Booker), "none")
        for one in named:
            if one not in known:
                self._not_one_of("bookable_by", one, known)
        if "none" in named and len(named) > 1:
            self.wrong("bookable_by", N_("none står alene. Slet den, eller slet de andre."))
        if not self._bad and answers == ("none" in named):
            self.wrong(
                "bookable_by",
                N_(
                    "Det, der svarer på et spørgsmål, kan bestilles af nogen; det, der ikke gør, "
                    "har none. Ret bookable_by eller answers_da og answers_en."
                ),
            )
        return frozenset(named) - {"none"}

    def _whole(self, column: str) -> int | None:
        cell = self._cell(column)
        if cell and not _WHOLE.fullmatch(cell):
            self.wrong(
                column,
                N_("»{value}« er ikke et helt tal. Skriv fx 14, eller lad feltet være tomt."),
                value=_shown(cell),
            )
            return None
        return int(cell) if cell else None

    def _money(self, column: str) -> float | None:
        cell = self._cell(column)
        if cell and not _MONEY.fullmatch(cell):
            self.wrong(
                column,
                N_(
                    "»{value}« er ikke et beløb. Skriv fx 1250 eller 120,50 uden punktum mellem "
                    "tusinder, 0 når det er gratis, og intet når det er ukendt."
                ),
                value=_shown(cell),
            )
            return None
        return float(cell.replace(",", ".")) if cell else None


def _shown(cell: str) -> str:
    return visible(cell if len(cell) <= 60 else cell[:57] + "…")
