"""What is otherwise in a case, in words: which fact, what it was, what it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from overblik.apps.scores import typed
from overblik.documents.words import USE, medicine_line, printed_unit
from overblik.domain.base import Language, Text
from overblik.domain.catalogue import Catalogue
from overblik.domain.editing import FactChange
from overblik.domain.facts import (
    CaseCondition,
    CaseMedicine,
    LifeFact,
    Measurement,
    RaisedFlag,
    Score,
)
from overblik.domain.model import CareModel
from overblik.language import Message, day

SEX = {"F": Message("kvinde"), "M": Message("mand"), "X": Message("andet")}
HOUSEHOLD = {
    "alone": Message("alene"),
    "partner": Message("med ægtefælle/kæreste"),
    "family": Message("med børn, forældre eller andre"),
    "institution": Message("på institution"),
}
STATUS = {
    "active": Message("aktiv"),
    "previous": Message("tidligere"),
    "acute": Message("nyopstået"),
}
WEIGHT = {
    0: Message("0 – en styrke eller intet særligt"),
    1: Message("1 – noget belastning"),
    2: Message("2 – meget belastning"),
}
PERSON = {
    "name": Message("Fornavn"),
    "age": Message("Alder"),
    "sex": Message("Køn"),
    "household": Message("Bor"),
    "lives": Message("Bolig og hjem"),
    "work": Message("Arbejde"),
}
ABOUT = {
    "id": Message("Casens id"),
    "title": Message("Overskrift"),
    "summary": Message("Resumé"),
}
CONTACTS = {
    "gp": Message("Kontakter til egen læge"),
    "visits": Message("Besøg i alt"),
    "admissions": Message("Indlæggelser"),
    "emergency_calls": Message("Akutte opkald"),
    "no_shows": Message("Udeblivelser"),
    "falls": Message("Fald det sidste år"),
    "self_care_hours": Message("Timer om måneden til egen behandling"),
    "tracks": Message("Ambulante spor"),
}
_THEMES = {
    "conditions": Message("Sygdomme"),
    "medicines": Message("Medicin"),
    "measurements": Message("Målinger"),
    "scores": Message("Spørgeskemaer"),
    "red_flags": Message("Røde flag"),
}
_UNTOLD = Message("ikke oplyst")
_GONE = Message("ikke på listen")
_NONE = Message("ingen")
_SAFETY = Message("Tanker om død eller selvmord")
_ANSWERED = Message("selvmordsspørgsmålet er besvaret med ja")


@dataclass(frozen=True)
class ChangeLine:
    """A change as it is told; theme and key put it back."""

    theme: str
    key: str
    what: str
    before: str
    after: str


class FactWords:
    """Puts facts into words of one language."""

    def __init__(self, catalogue: Catalogue, model: CareModel, language: Language) -> None:
        self._catalogue = catalogue
        self._model = model
        self._language: Language = language

    def line(self, change: FactChange) -> ChangeLine:
        """A change as it is told."""
        return ChangeLine(
            change.theme,
            change.key,
            self._what(change),
            self._said(change, change.before),
            self._said(change, change.after),
        )

    def _t(self, words: Message | Text) -> str:
        return words.text(self._language) if isinstance(words, Message) else words[self._language]

    def _what(self, change: FactChange) -> str:
        names: dict[str, Callable[[str], Message | Text]] = {
            "case": lambda key: ABOUT[key],
            "person": lambda key: PERSON[key],
            "contacts": lambda key: CONTACTS[key],
            "conditions": lambda key: self._catalogue.condition(key).name,
            "medicines": lambda key: self._catalogue.medicines[key].name,
            "measurements": lambda key: self._catalogue.measurements[key].name,
            "scores": lambda key: self._catalogue.instruments[key].name,
            "red_flags": lambda key: self._catalogue.red_flags[key].name,
            "safety": lambda key: _SAFETY,
        }
        if change.theme == "life":
            one: Any = change.after or change.before
            return self._t(self._model.domain(one.domain).name)
        if not change.key:
            return self._t(_THEMES[change.theme])
        return self._t(names[change.theme](change.key))

    def _said(self, change: FactChange, value: Any) -> str:
        """One side of a change; a list that was not told and one that is empty are told apart."""
        listed = change.theme in _THEMES or change.theme == "life"
        if value is None:
            return self._t(_GONE if listed and change.key else _UNTOLD)
        if isinstance(value, tuple):
            return ", ".join(self._row(one) for one in value) or self._t(_NONE)
        if change.theme == "person" and change.key in ("sex", "household"):
            return self._t({**SEX, **HOUSEHOLD}[value])
        return self._row(value)

    def _row(self, value: Any) -> str:
        match value:
            case Text():
                return value[self._language]
            case CaseCondition():
                return self._t(STATUS[value.status])
            case CaseMedicine():
                whole = medicine_line(value, self._catalogue, self._language)
                name = self._catalogue.medicines[value.atc].name[self._language]
                return whole.removeprefix(name).strip() or self._t(USE[value.use])
            case Measurement():
                unit = self._catalogue.measurements[value.kind].unit
                number = (
                    f"{typed(value.value, self._language)} {printed_unit(unit, self._language)}"
                )
                told = number.strip()
                return f"{told}, {day(value.date, self._language)}" if value.date else told
            case Score():
                told = typed(value.value, self._language)
                return f"{told}, {self._t(_ANSWERED)}" if value.suicidality else told
            case LifeFact():
                return f"{value.weight}: {value.text[self._language]}"
            case RaisedFlag():
                return value.text[self._language]
            case float():
                return typed(value, self._language)
        return str(value)
