"""One row of the catalogue of offers, on its way to a `Service`.

Every cell is held against what can stand there; what is wrong is told with what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from overblik.domain.base import SECTIONS, Meeting, Text
from overblik.domain.bookings import GP, PATIENT
from overblik.domain.catalogue import Booker, Saves, Service, Verified
from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge.characters import visible
from overblik.knowledge.yaml_source import Problem
from overblik.language import N_, Message

LONGEST_TEXT = 500
LONGEST_WAIT = 730
"""Days. What takes more than two years is a slip, or a price in the wrong column."""
MOST_MONTHS = 120
"""Months in which a service counts as done lately: ten years; above it the same slip."""
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")
"""Short enough to be part of the id of a line in the plan."""
_WHOLE = re.compile(r"[0-9]{1,4}")
_MONEY = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")
_NUMBER = re.compile(r"[0-9][0-9.,\s]*(kr\.?)?")


@dataclass
class OfferRow:
    """One line on its way to a `Service`; what is wrong with it is added to ``problems``."""

    file: str
    line: int
    heading: Mapping[str, int]
    cells: list[str]
    problems: list[Problem]
    _bad: bool = field(default=False, init=False)

    def wrong(self, column: str, msgid: str, **parts: object) -> None:
        """Tell that something is wrong with one cell."""
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

    def service(self, owners: Mapping[str, str]) -> Service | None:
        """The row as a service; None when something is wrong with it.

        ``owners`` are those of the model, each with its place.
        """
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
            "recipient": self._recipient(kind, owners),
            "provider": self._provider(kind, owners),
            "wait_days": self._whole("wait_days", LONGEST_WAIT),
            "recent_months": self._whole("recent_months", MOST_MONTHS),
            "price": self._money("price"),
            "link_needed": link_needed,
            "question_needed": self._one_of("question_needed", ("yes", "no")) == "yes",
            "section": self._one_of("section", SECTIONS),
            "meeting": self._one_of("meeting", ("", *get_args(Meeting))) or None,
            "saves": self._one_of("saves", ("", *get_args(Saves))) or None,
            "contact": self._text("contact"),
            "sentence": self._words("sentence"),
            "source": self._words("source", needed=True),
            "verified": self._one_of("verified", get_args(Verified)),
        }
        return None if self._bad else Service.model_validate(parts)

    @property
    def key(self) -> str:
        """What the row is called, as it is written."""
        return self._cell("key")

    def _cell(self, column: str) -> str:
        return self.cells[self.heading[column]].strip()

    def _private(self, column: str) -> bool:
        """Whether there is a CPR number in the cell; it is told without being shown again."""
        if not looks_like_cpr(self._cell(column)):
            return False
        self.wrong(
            column,
            N_(
                "Det ligner et CPR-nummer. Her skal stå om et tilbud, ikke om et menneske: "
                "fjern nummeret."
            ),
        )
        return True

    def _key(self) -> str:
        if self._private("key"):
            return self.key
        if not _KEY.fullmatch(self.key):
            self.wrong(
                "key",
                N_("»{value}« kan ikke bruges som navn. Brug a–z, tal og _, højst 30 tegn."),
                value=shown(self.key),
            )
        return self.key

    def _words(self, column: str, *, needed: bool = False) -> str:
        cell = self._cell(column)
        if self._private(column):
            return cell
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
                value=shown(cell),
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
            value=shown(value),
            known=", ".join(one for one in known if one),
        )

    def _recipient(self, kind: str, owners: Mapping[str, str]) -> str:
        """Who gets the answer: that of an investigation goes to where the GP is."""
        cell = self._one_of("recipient", sorted(owners))
        there = sorted(one for one, place in owners.items() if place == owners.get(GP))
        if kind == "investigation" and cell in owners and cell not in there:
            self.wrong(
                "recipient",
                N_(
                    "Svaret på en undersøgelse skal til praksis, ikke til »{value}«. "
                    "Skriv et af disse: {known}."
                ),
                value=cell,
                known=", ".join(there),
            )
        return cell

    def _provider(self, kind: str, owners: Mapping[str, str]) -> str | None:
        """Who does it; an investigation is done by somebody else than the patient."""
        cell = self._one_of("provider", ("", *sorted(owners)))
        if kind == "investigation" and cell == PATIENT:
            self.wrong(
                "provider",
                N_(
                    "Patienten laver ikke selv en undersøgelse. Skriv, hvem der laver den: "
                    "{known}. Bestiller patienten den, hører det til i bookable_by."
                ),
                known=", ".join(one for one in sorted(owners) if one != PATIENT),
            )
        return cell or None

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

    def _whole(self, column: str, most: int) -> int | None:
        cell = self._cell(column)
        if cell and not _WHOLE.fullmatch(cell):
            self.wrong(
                column,
                N_("»{value}« er ikke et helt tal. Skriv fx 14, eller lad feltet være tomt."),
                value=shown(cell),
            )
            return None
        if cell and int(cell) > most:
            self.wrong(
                column,
                N_("{value} er for meget. Skriv højst {most}. Et beløb hører til i price."),
                value=cell,
                most=most,
            )
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
                value=shown(cell),
            )
            return None
        return float(cell.replace(",", ".")) if cell else None


def shown(cell: str) -> str:
    """A cell as it can be told in one line."""
    return visible(cell if len(cell) <= 60 else cell[:57] + "…")
