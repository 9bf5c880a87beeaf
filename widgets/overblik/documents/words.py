"""Words that page and paper share: what a plan line says, a result with its unit, a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overblik.domain import quantities
from overblik.domain.base import Language, Level, Meeting, Section, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.facts import CaseMedicine
from overblik.domain.model import CareModel, Strength
from overblik.domain.plan import PlanItem
from overblik.language import Message, day, number

LEVEL: dict[Level, Message] = {
    "low": Message("lav"),
    "moderate": Message("moderat"),
    "high": Message("høj"),
}

STRENGTH: dict[Strength, Message] = {
    "yes": Message("tilbydes"),
    "maybe": Message("evt."),
    "often": Message("ofte"),
    "almost_always": Message("nærmest altid"),
    "rarely": Message("sjældent"),
    "option": Message("mulighed"),
    "consider": Message("overvej"),
}

RECIPIENT: dict[str, Message] = {
    "municipality": Message("Kommunen"),
    "hospital": Message("Sygehusafdelingen"),
    "specialist": Message("Speciallægen"),
    "pharmacy": Message("Apoteket"),
    "civil_society": Message("Foreningen"),
    "relative": Message("Pårørende"),
    "psychologist": Message("Psykologen"),
    "patient": Message("Patienten"),
}

MEETING: dict[Meeting, Message] = {
    "visit": Message("fremmøde"),
    "home": Message("hjemmebesøg"),
    "phone": Message("telefon"),
    "video": Message("video"),
    "digital": Message("kun digitalt"),
}

SECTION: dict[Section, Message] = {
    "goals": Message("Mål"),
    "diagnoses": Message("Diagnoser"),
    "medicine": Message("Medicin"),
    "mental": Message("Psykisk"),
    "social": Message("Sociale forhold"),
    "agreements": Message("Aftaler"),
}

CONSENT: dict[str, Message] = {
    "yes": Message("ja"),
    "no": Message("nej"),
    "partly": Message("delvist"),
}


@dataclass(frozen=True)
class PriorityLine:
    """A priority as it is shown: the case's own words in the reader's language, or new ones."""

    id: str
    text: str


def item_text(item: PlanItem, case: Case, model: CareModel, language: Language) -> str:
    """What a plan line says: own words, else the offer's or the author's in this language."""
    if item.text is not None:
        return item.text
    if item.words is not None:
        return item.words[language]
    if offer := model.offer(item.offer or ""):
        return offer.text[language]
    for suggestion in case.authored:
        if suggestion.id == item.suggestion:
            return suggestion.text[language]
    return ""


def if_nothing_text(item: PlanItem, case: Case, model: CareModel, language: Language) -> str:
    """What a line says of »hvis intet er sket«: words of the model or of the case's author follow
    the reader's language, one's own stay as they were written."""
    written = item.if_nothing.strip()
    known = [one.if_nothing for one in model.owners]
    known += [one.if_nothing for one in case.authored if one.if_nothing]
    return next((one[language] for one in known if written in (one.da, one.en)), item.if_nothing)


def said(words: str | Text | None, language: Language) -> str:
    """Words that are the same in both languages, or a text's in this one; none are empty."""
    if words is None:
        return ""
    return words if isinstance(words, str) else words[language]


def printed_unit(unit: str, language: Language) -> str:
    """A unit as it is printed: ml/min/1,73 m² for the ml/min/1.73m2 of the tables."""
    return quantities.printed_unit(unit)[language]


USE = {"regular": Message("fast"), "as_needed": Message("ved behov"), "course": Message("kur")}


def medicine_line(one: CaseMedicine, catalogue: Catalogue, language: Language) -> str:
    """A medicine with dose and use: ibuprofen 400 mg (ved behov)."""
    parts = [catalogue.medicines[one.atc].name[language], said(one.dose, language)]
    if one.use != "regular":
        parts.append(f"({USE[one.use].text(language)})")
    return " ".join(part for part in parts if part)


def priority_text(id: str, text: str | None, case: Case, language: Language) -> str:
    """What a priority says: own words, else the case's (``case-1`` is its first)."""
    if text is not None:
        return text
    at = id.removeprefix("case-")
    if at.isdigit() and 1 <= int(at) <= len(case.priorities):
        return case.priorities[int(at) - 1][language]
    return ""


@dataclass(frozen=True)
class ResultLine:
    """A result as people write it, with its day; ``earlier`` are those before it, the oldest first,
    as numbers with their days, where it is one number."""

    name: str
    value: str
    day: date | None
    kidney: bool = False
    earlier: tuple[tuple[str, date], ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


def results(case: Case, catalogue: Catalogue, language: Language) -> list[ResultLine]:
    """The case's results in its own order; the two halves of a blood pressure as one: 122/70."""
    by_kind = {one.kind: one for one in case.measurements}
    lines: list[ResultLine] = []
    for one in case.measurements:
        kind = catalogue.measurements[one.kind]
        stem, _, half = one.kind.rpartition("_")
        if half == "diastolic" and f"{stem}_systolic" in by_kind:
            continue
        name, value = kind.name[language], number(one.value, language, kind.decimals)
        other = by_kind.get(f"{stem}_diastolic") if half == "systolic" else None
        if other is not None:
            name = name.rpartition(",")[0]
            value = f"{value}/{number(other.value, language, kind.decimals)}"
        said_with_unit = f"{value} {printed_unit(kind.unit, language)}".strip()
        earlier = () if other else one.earlier
        before = tuple((number(it.value, language, kind.decimals), it.date) for it in earlier)
        lines.append(ResultLine(name, said_with_unit, one.date, kind.kidney, before))
    return lines


def owner_name(id: str | None, model: CareModel, language: Language) -> str:
    """Who an owner is; one the model no longer has is its id, and nobody is empty."""
    owner = model.owner(id or "")
    return owner.name[language] if owner else id or ""


def made_from(
    case: str, version: int, model: str, reading: str, made: date, language: Language
) -> str:
    """What a paper was made from, for its foot: case, version, model, reading and day."""
    return Message(
        "Case {case}, version {version}. Model: {model}. Læsning: {reading}. {day}.",
        case=case,
        version=version,
        model=model,
        reading=reading,
        day=day(made, language),
    ).text(language)
