"""What one recipient gets to see of a plan: the parts the patient has allowed, and nothing else.

Preview, text to copy, message and paper for a recipient are all made from a `SharedPlan`, so that
what is not in it cannot leak from any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from overblik.documents.refusals import Refusal
from overblik.documents.words import (
    RECIPIENT,
    SECTION,
    PriorityLine,
    if_nothing_text,
    item_text,
    medicine_line,
    owner_name,
    results,
    said,
)
from overblik.domain.base import Language, ReadingId, Section
from overblik.domain.bookings import Booking, done_day
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.ledger import Absence, Absent
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, in_order, is_standing
from overblik.domain.sharing import (
    Reach,
    in_section_order,
    section_of,
    section_of_condition,
    section_of_life,
)
from overblik.knowledge.patient_offers import PatientOffer
from overblik.language import Message, day


@dataclass(frozen=True)
class SharedLine:
    """One line of the plan in words, all in one language.

    ``goal`` is the patient's wish it serves, empty when goals are not shared. ``absence`` is that
    of its owner; ``done`` the day it was done, where nobody waits for it any more.
    ``standing`` holds the whole time and needs no day. ``self_booked`` waits for the patient to
    order it, and ``refused`` is only on the patient's own plan: it tells of parts that are closed.
    """

    section: Section
    text: str
    owner: str
    due: date | None
    answer_to: str
    if_nothing: str
    goal: str = ""
    absence: Absence | None = None
    done: date | None = None
    standing: bool = False
    self_booked: bool = False
    refused: Refusal | None = None


@dataclass(frozen=True)
class SharedSection:
    """A part of the plan in words: its heading, facts to know, and the lines of the plan in it."""

    section: Section
    title: str
    facts: tuple[str, ...]
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True)
class SharedPlan:
    """Everything one recipient gets. ``sections`` holds only allowed ones, in `SECTIONS` order.

    ``patient`` is the fictional first name, ``age`` in years: both are always told, for nobody can
    receive a plan about no one. ``overview`` is the next overview consultation, None when
    agreements are not shared or no day is set; ``agreed`` when the plan was agreed. ``case``,
    ``version``, ``model`` and ``reading`` name what it was made from.
    """

    recipient: Reach
    recipient_name: str
    language: Language
    patient: str
    age: int
    sections: tuple[SharedSection, ...]
    overview: date | None
    made: date
    case: str
    version: int
    model: str
    reading: str
    agreed: datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing may be shared."""
        return not self.sections

    @property
    def told(self) -> tuple[tuple[Section, str], ...]:
        """Every text in it with the part it is of, once each, to look for what it gives away."""
        found: list[tuple[Section, str]] = []
        for part in self.sections:
            found.extend((part.section, one) for one in part.facts)
            for one in part.lines:
                found.append(("goals", one.goal))
                found.extend((part.section, words) for words in (one.text, one.if_nothing))
        return tuple(dict.fromkeys(one for one in found if one[1]))


@dataclass(frozen=True)
class PlanSource:
    """What a shared plan is made from.

    ``case`` is the case as it now is, ``original`` as its author wrote it (suggestions and their
    words are there); ``items`` are the lines kept in the plan; ``made`` is the day it is made.
    ``tapered`` are the ids of lines that end what must not end at once, ``refused`` the lines that
    cannot be coordinated, by id; ``agreed`` is None for a draft.
    """

    case: Case
    original: Case
    model: CareModel
    catalogue: Catalogue
    reading: ReadingId
    priorities: Sequence[PriorityLine]
    items: Sequence[PlanItem]
    overview: date | None
    made: date
    agreed: datetime | None = None
    absent: Absent = field(default_factory=dict)
    tapered: frozenset[str] = frozenset()
    bookings: Mapping[str, Booking] = field(default_factory=dict)
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    patient_offers: Mapping[str, PatientOffer] = field(default_factory=dict)


def shared_plan(
    recipient: Reach, sections: Sequence[Section], source: PlanSource, language: Language
) -> SharedPlan:
    """What this recipient gets when these sections are allowed; none of them is an empty plan.

    The patient's own paper has no facts of life: they know their life, and some of those facts are
    about somebody else. Sums of questionnaires are for whoever asked, and never shared.
    """
    allowed = in_section_order(sections)
    model = source.model
    return SharedPlan(
        recipient=recipient,
        recipient_name=RECIPIENT[recipient].text(language),
        language=language,
        patient=source.case.person.name,
        age=source.case.person.age,
        sections=tuple(
            SharedSection(
                section=section,
                title=SECTION[section].text(language),
                facts=_facts(section, recipient, source, language),
                lines=_lines(section, allowed, recipient, source, language),
            )
            for section in allowed
        ),
        overview=source.overview if "agreements" in allowed else None,
        made=source.made,
        case=source.case.id,
        version=source.case.version,
        model=f"{model.title[language]} {model.version}",
        reading=model.reading(source.reading).name[language],
        agreed=source.agreed,
    )


NOT_TOLD = Message("Ikke oplyst")
NO_MEDICINE = Message("Tager ingen medicin")


def _facts(
    section: Section, recipient: Reach, source: PlanSource, language: Language
) -> tuple[str, ...]:
    """What is to know in one section, whoever asks; the lines of the plan are apart."""
    case = source.case
    match section:
        case "goals":
            found = [one.text for one in source.priorities if one.text.strip()]
        case "medicine":
            known = case.medicines or ()
            none = NOT_TOLD if case.medicines is None else NO_MEDICINE
            found = [medicine_line(one, source.catalogue, language) for one in known]
            found = found or [none.text(language)]
        case "diagnoses":
            found = _conditions("diagnoses", source, language)
            found += [
                f"{one} ({day(one.day, language)})" if one.day else str(one)
                for one in results(case, source.catalogue, language)
            ]
        case "mental":
            found = _conditions("mental", source, language)
            found += _life("mental", recipient, case, language)
        case "social":
            found = _life("social", recipient, case, language)
        case "agreements":
            found = []
    return tuple(found)


def _conditions(section: Section, source: PlanSource, language: Language) -> list[str]:
    catalogue = source.catalogue
    found: list[str] = []
    for one in source.case.conditions:
        if one.status == "previous" or section_of_condition(one.code, catalogue) != section:
            continue
        name, note = catalogue.condition(one.code).name[language], said(one.note, language)
        found.append(f"{name} – {note}" if note else name)
    return found


def _life(section: Section, recipient: Reach, case: Case, language: Language) -> list[str]:
    if recipient == "patient":
        return []
    return [one.text[language] for one in case.life if section_of_life(one) == section]


TAPER = Message("Trap ned, stop ikke brat.")


def _lines(
    section: Section,
    allowed: Sequence[Section],
    recipient: Reach,
    source: PlanSource,
    language: Language,
) -> tuple[SharedLine, ...]:
    """The lines that belong here, by date; one without words says nothing to anybody."""
    wishes = {one.id: one.text for one in source.priorities} if "goals" in allowed else {}
    return tuple(
        _line(item, text, section, wishes, recipient, source, language)
        for item in in_order(source.items)
        if section_of(item, source.model) == section
        and (text := item_text(item, source.original, source.model, language)).strip()
    )


def _line(
    item: PlanItem,
    text: str,
    section: Section,
    wishes: Mapping[str, str],
    recipient: Reach,
    source: PlanSource,
    language: Language,
) -> SharedLine:
    model, booking = source.model, source.bookings.get(item.id)
    owners = [one for one in (item.owner, item.second_owner) if one]
    return SharedLine(
        section=section,
        text=f"{text}\n{TAPER.text(language)}" if item.id in source.tapered else text,
        owner=" / ".join(owner_name(one, model, language) for one in owners),
        due=item.due,
        answer_to=owner_name(item.answer_to, model, language),
        if_nothing=if_nothing_text(item, source.original, model, language),
        goal=wishes.get(item.goal or "", ""),
        absence=source.absent.get(item.owner or ""),
        done=done_day(item, source.bookings),
        standing=is_standing(item, model),
        self_booked=booking is not None and booking.by == "patient" and not booking.days,
        refused=source.refused.get(item.id) if recipient == "patient" else None,
    )
