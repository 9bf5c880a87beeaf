"""The difference of two plans in words: one line that sums it up, and each line by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from overblik.documents.words import MEETING, if_nothing_text, item_text
from overblik.domain.base import Meeting
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, Saves
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem, is_standing
from overblik.domain.plan_difference import PlanDifference
from overblik.language import Language, Message, day, ngettext

NOTHING = Message("ingen forskel")

SAVES: tuple[Saves, ...] = get_args(Saves)


@dataclass(frozen=True)
class ChangesSaid:
    """A difference in words: ``summary`` »3 nye, 2 sluttet«, and the ``groups`` that are not empty,
    each a title with its lines."""

    summary: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def changes_said(
    diff: PlanDifference,
    case: Case,
    model: CareModel,
    catalogue: Catalogue,
    language: Language,
    why: Mapping[str, str] | None = None,
) -> ChangesSaid:
    """The difference in words. ``case`` is as it stands after: it knows what was done already.
    ``why`` are the reasons for lines that ended without being done."""
    said = _Said(diff, case, model, catalogue, language, why or {})
    groups = ((title.text(language), tuple(lines)) for title, lines in said.groups())
    return ChangesSaid(
        summary=", ".join(said.counts()) or NOTHING.text(language),
        groups=tuple(one for one in groups if one[1]),
    )


@dataclass(frozen=True)
class _Said:
    diff: PlanDifference
    case: Case
    model: CareModel
    catalogue: Catalogue
    language: Language
    why: Mapping[str, str]

    def counts(self) -> Iterator[str]:
        """What there is of each, in words; nothing of what there is none of."""
        diff, language = self.diff, self.language
        if number := len(diff.new):
            yield ngettext("{num} ny", "{num} nye", number, language)
        if number := len(diff.ended):
            yield ngettext("{num} sluttet", "{num} sluttet", number, language)
        if number := len(diff.left_behind):
            yield ngettext(
                "{num} kun på den tidligere dag",
                "{num} kun på den tidligere dag",
                number,
                language,
            )
        if number := len(diff.done):
            yield ngettext("{num} udført", "{num} udført", number, language)
        if number := len(diff.moved):
            yield ngettext("{num} ansvar flyttet", "{num} ansvar flyttet", number, language)
        if number := len((*diff.dated, *diff.follow_ups)):
            yield ngettext("{num} dato flyttet", "{num} datoer flyttet", number, language)
        if number := len(diff.meetings):
            yield ngettext("{num} anden mødeform", "{num} andre mødeformer", number, language)
        if number := len({one[0].id for one in (*diff.reworded, *diff.receivers)}):
            yield ngettext("{num} rettet", "{num} rettet", number, language)
        if number := len(diff.at_risk):
            yield ngettext(
                "{num} punkt hviler på en, der er syg",
                "{num} punkter hviler på en, der er syg",
                number,
                language,
            )
        yield from (words for words, _ in self.saved())
        if diff.tracks:
            yield self.tracks(*diff.tracks)
        if diff.responsible:
            yield Message("behandlingsansvaret er flyttet").text(language)

    def groups(self) -> Iterator[tuple[Message, Iterable[str]]]:
        """Each group's title and its lines."""
        diff = self.diff
        yield Message("Nye"), (self.dated(one) for one in diff.new)
        undone = [one for one in diff.undone if not is_standing(one, self.model)]
        yield Message("Sluttet"), (self.line(one) for one in diff.ended if one not in undone)
        yield Message("Sluttet uden at være gjort"), (self.with_why(one) for one in undone)
        yield Message("Kun på den tidligere dag"), (self.dated(one) for one in diff.left_behind)
        yield (
            Message("Udført"),
            (f"{self.line(one)} ({day(when, self.language)})" for one, when in diff.done),
        )
        yield (
            Message("Ansvar flyttet"),
            (self.from_to(one, self.owner(was), self.owner(now)) for one, was, now in diff.moved),
        )
        yield (
            Message("Ny dato"),
            (*self.days(), *self.follow_ups()),
        )
        yield (
            Message("Anden mødeform"),
            (
                self.from_to(one, self.meeting(was), self.meeting(now))
                for one, was, now in diff.meetings
            ),
        )
        yield Message("Rettet"), self.corrected()
        yield (
            Message("Hviler på en, der er syg"),
            (f"{self.line(one)} ({self.owner(one.owner)})" for one in diff.at_risk),
        )
        yield (
            Message("Sparet for patienten"),
            (f"{words}: {names}" for words, names in self.saved()),
        )
        yield Message("Ambulante spor"), iter([self.tracks(*diff.tracks)] if diff.tracks else [])
        if diff.responsible:
            was, now = (self.owner(one) for one in diff.responsible)
            moved = Message("Fra {before} til {after}", before=was, after=now)
            yield Message("Behandlingsansvaret"), iter([moved.text(self.language)])

    def line(self, item: PlanItem) -> str:
        words = item_text(item, self.case, self.model, self.language).strip()
        return words or Message("punkt uden tekst").text(self.language)

    def with_why(self, item: PlanItem) -> str:
        """A line that was not done, with why."""
        why = self.why.get(item.id, "").strip() or Message("uden grund").text(self.language)
        return f"{self.line(item)} ({why})"

    def days(self) -> Iterator[str]:
        for one, was, now in self.diff.dated:
            yield self.from_to(one, self.day(was), self.day(now))

    def follow_ups(self) -> Iterator[str]:
        for one, was, now in self.diff.follow_ups:
            told = Message(
                "{line}: opfølgning på medicin fra {before} til {after}",
                line=self.line(one),
                before=self.day(was),
                after=self.day(now),
            )
            yield told.text(self.language)

    def corrected(self) -> Iterator[str]:
        """Each line that says something else or whose answer goes to somebody else, with what."""
        was = {one.id: old for one, old in self.diff.reworded}
        receivers = {one.id: now for one, _, now in self.diff.receivers}
        lines = {one.id: one for one, *_ in (*self.diff.reworded, *self.diff.receivers)}
        for id, one in lines.items():
            old, told = was.get(id, one), list[Message]()
            if id in receivers:
                told.append(Message("svar går nu til {owner}", owner=self.owner(receivers[id])))
            if old.if_nothing != one.if_nothing and old.owner == one.owner:
                words = if_nothing_text(one, self.case, self.model, self.language).strip()
                nothing = Message("intet")
                told.append(Message("hvis intet er sket, nu: {words}", words=words or nothing))
            said = "; ".join(each.text(self.language) for each in told)
            before, after = self.line(old), self.line(one)
            if before == after:
                yield f"{after}: {said}"
            else:
                renamed = Message("»{before}« er nu »{after}«", before=before, after=after)
                yield "; ".join(filter(None, (renamed.text(self.language), said)))

    def dated(self, item: PlanItem) -> str:
        """A line with its owner and day, those it has."""
        owner = [self.owner(item.owner)] if item.owner else []
        told = ", ".join([*owner, *([self.day(item.due)] if item.due else [])])
        return f"{self.line(item)} ({told})" if told else self.line(item)

    def owner(self, id: str | None) -> str:
        """Somebody's name inside a sentence; »GP« stays as it is."""
        owner = self.model.owner(id or "")
        name = owner.name[self.language] if owner else Message("ingen").text(self.language)
        return name if name[:2].isupper() else name[:1].lower() + name[1:]

    def meeting(self, value: Meeting | None) -> str:
        return (MEETING[value] if value else Message("intet møde")).text(self.language)

    def day(self, value: date | None) -> str:
        return (
            Message("ingen dato").text(self.language)
            if value is None
            else day(value, self.language)
        )

    def from_to(self, item: PlanItem, before: str, after: str) -> str:
        told = Message(
            "{line}: fra {before} til {after}", line=self.line(item), before=before, after=after
        )
        return told.text(self.language)

    def tracks(self, before: int, after: int) -> str:
        """How many outpatient tracks there were and are."""
        language = self.language
        if after > before:
            return Message("fra {before} til {after} spor", before=before, after=after).text(
                language
            )
        if after == 0:
            return ngettext("{num} spor sluttet", "{num} spor sluttet", before, language)
        return Message("{before} spor samlet til {after}", before=before, after=after).text(
            language
        )

    def saved(self) -> Iterator[tuple[str, str]]:
        """What the patient was spared, by kind: how many, and which."""
        kinds: dict[Saves | None, list[str]] = {kind: [] for kind in (*SAVES, None)}
        for one in self.diff.saved:
            service = self.catalogue.services.get(one.service)
            done = [it for it in self.case.investigations if it.service == one.service]
            last = max(done, key=lambda it: it.date, default=None)
            # Nobody can say of a test that was never done that it would have been done twice.
            kind = service.saves if service and (last or service.saves != "test") else None
            name = service.name[self.language] if service else one.service
            if last:
                told = Message(
                    "{name} (gjort {day}, {where})",
                    name=name,
                    day=day(last.date, self.language),
                    where=last.where,
                )
                name = told.text(self.language)
            kinds[kind].append(name)
        for kind, names in kinds.items():
            if names:
                yield self.spared(kind, len(names)), "; ".join(names)

    def spared(self, kind: Saves | None, number: int) -> str:
        """How many of a kind the patient was spared, in the seed's words."""
        language = self.language
        match kind:
            case "test":
                return ngettext(
                    "{num} dobbelt undersøgelse sparet",
                    "{num} dobbelte undersøgelser sparet",
                    number,
                    language,
                )
            case "visit":
                return ngettext(
                    "{num} dobbeltbesøg sparet", "{num} dobbeltbesøg sparet", number, language
                )
            case "blood":
                return ngettext(
                    "{num} dobbelt blodprøvetagning sparet",
                    "{num} dobbelte blodprøvetagninger sparet",
                    number,
                    language,
                )
            case _:
                return ngettext(
                    "{num} irrelevant udredning sparet",
                    "{num} irrelevante udredninger sparet",
                    number,
                    language,
                )
