"""The patient's copy, as words: what matters to them, who does what, and whom to call.

It has no level, no diagnosis and no list of facts, so nothing about somebody else's life or illness
is on it. The same words go on the A4, in the large type and into the text to copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from overblik.documents.patient_words import YOU
from overblik.documents.readability import lix
from overblik.documents.refusals import Refusal
from overblik.documents.shared import SharedLine, SharedPlan
from overblik.documents.sheet import origin
from overblik.documents.words import RECIPIENT
from overblik.language import Language, Message, day

EASY = 35.0
"""LIX that the patient's copy should not pass: a daily paper's lighter pages."""

MOST_WISHES = 5
LONGEST_LINE = 300
"""Characters of one line; the rest of it is with the GP, and the paper says so."""

_DATE = re.compile(r"(\d+)\. (\w+)\. (\d{4})")


@dataclass(frozen=True)
class Doer:
    """What one person or place does; ``after`` is what holds for all of it."""

    title: str
    lines: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class PatientCopy:
    """The parts of the patient's copy, all in one language; an empty one is left out.

    ``written`` are the words of the lines alone, for measuring them.
    """

    plan: SharedPlan
    heading: str
    who: str
    wishes_title: str
    wishes: tuple[str, ...]
    more_wishes: str
    doers: tuple[Doer, ...]
    written: tuple[str, ...]
    call_title: str
    call: str
    blanks: tuple[str, ...]
    again_title: str
    again: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paper as plain text: fictional mark at the top, what it was made from at the end."""
        mark = Message("Undervisning – fiktiv patient").text(self.plan.language).upper()
        return "\n\n".join([mark, *self._blocks(), origin(self.plan)])

    @property
    def lix(self) -> float:
        """How hard what was written is to read, without the wishes, which are the patient's own.

        Headings and »Senest 1. dec. 2026.« are left out too: so many short sentences would make
        any plan look easy. Full stops inside a date end no sentence.
        """
        return lix(_DATE.sub(r"\1 \2 \3", "\n".join([*self.written, self.call, *self.again])))

    def _blocks(self) -> Iterator[str]:
        yield f"{self.heading.upper()}\n{self.who}"
        if self.wishes:
            more = [self.more_wishes] if self.more_wishes else []
            yield "\n".join([self.wishes_title.upper(), *_points(self.wishes), *more])
        for one in self.doers:
            after = [one.after] if one.after else []
            yield "\n".join([one.title.upper(), *_points(one.lines), *after])
        blanks = [f"{one} ____________________" for one in self.blanks]
        yield "\n".join([self.call_title.upper(), self.call, *blanks])
        yield "\n".join([self.again_title.upper(), *self.again])


def patient_copy(plan: SharedPlan) -> PatientCopy:
    """The patient's copy of a plan made by `patient_words.patient_plan`."""
    language = plan.language

    def said(message: Message) -> str:
        return message.text(language)

    sections = {one.section: one for one in plan.sections}
    wishes = sections["goals"].facts if "goals" in sections else ()
    again = [
        Message("Bliver du syg, eller sker der noget stort i dit liv? Så ser I på planen før.")
    ]
    if plan.overview:
        when = day(plan.overview, language)
        again.insert(0, Message("Du og din læge ser på det hele igen {day}.", day=when))
    elif "agreements" in sections:
        again.insert(0, Message("I har ikke aftalt en dag endnu."))
    who = said(Message("{name}, {age} år", name=plan.patient, age=plan.age))
    made = said(Message("Lavet {day}", day=day(plan.made, language)))
    return PatientCopy(
        plan=plan,
        heading=said(Message("Din plan")),
        who=f"{who}. {made}.",
        wishes_title=said(Message("Det er vigtigt for dig")),
        wishes=tuple(_quoted(one, language) for one in wishes[:MOST_WISHES]),
        more_wishes=_more_wishes(len(wishes) - MOST_WISHES, language),
        doers=_doers(plan),
        written=tuple(
            _short(words, language)
            for section in plan.sections
            for line in section.lines
            for words in (line.text, line.if_nothing)
            if words.strip()
        ),
        call_title=said(Message("Hvis der ikke sker noget")),
        call=said(
            Message(
                "Er dagen gået, og er der ikke sket noget? Så ring. Skriv her, hvem du ringer til."
            )
        ),
        blanks=(said(Message("Navn:")), said(Message("Telefon:"))),
        again_title=said(Message("Næste gang I ser på det hele")),
        again=tuple(said(one) for one in again),
    )


def _doers(plan: SharedPlan) -> tuple[Doer, ...]:
    """Who does what: the patient first, then the others by their first day, then nobody.

    After them what nobody is waited for: what the patient said no to sharing, what holds the whole
    time, and what is done.
    """
    you, language = YOU[plan.language], plan.language
    lines = [line for section in plan.sections for line in section.lines]
    lines.sort(key=lambda one: (not one.self_booked, one.due is None, one.due))
    found: dict[str, list[SharedLine]] = {}
    refused: dict[Refusal, list[SharedLine]] = {}
    standing: list[SharedLine] = []
    done: list[SharedLine] = []
    for line in lines:
        if line.done:
            done.append(line)
        elif line.self_booked:
            found.setdefault(you, []).append(line)
        elif line.refused:
            refused.setdefault(line.refused, []).append(line)
        elif line.standing:
            standing.append(line)
        else:
            found.setdefault(line.owner, []).append(line)
    owners = sorted(found, key=lambda one: (one != you, not one))
    return (
        *(_doer(one, found[one], language) for one in owners),
        *(_refused(one, of, language) for one, of in refused.items()),
        *_once(Message("Sådan arbejder I sammen"), standing, language),
        *_once(Message("Det er gjort"), done, language),
    )


def _once(title: Message, lines: list[SharedLine], language: Language) -> Iterator[Doer]:
    """Lines without day or answer, each once however often it is said."""
    if lines:
        said = dict.fromkeys(_short(one.text, language) for one in lines)
        yield Doer(title.text(language), tuple(said), "")


def _refused(refusal: Refusal, lines: list[SharedLine], language: Language) -> Doer:
    name = RECIPIENT[refusal.recipient].text(language)
    who = name[:1].lower() + name[1:]
    if refusal.alternative:
        instead = _short(refusal.alternative, language)
        after = Message("Du har sagt nej til at dele. I stedet: {what}", what=instead)
    else:
        after = Message("Det kan ikke aftales med {who}, for du har sagt nej til at dele.", who=who)
    return Doer(
        Message("Det her er ikke aftalt med {who}", who=who).text(language),
        tuple(_short(one.text, language) for one in lines),
        after.text(language),
    )


def _doer(owner: str, lines: list[SharedLine], language: Language) -> Doer:
    if not owner:
        title = Message("Det er ikke aftalt, hvem der gør det her")
    elif owner == YOU[language]:
        title = Message("Det gør du selv")
    else:
        title = Message("{who} gør det her", who=owner)
    answers = [_answer(line, language) for line in lines]
    nothings = [_nothing(line, language) for line in lines]
    own, after = [_sentences(line, language) for line in lines], ""
    for said in (answers, nothings):
        if all(one == said[0] for one in said):
            after = f"{after} {said[0]}"
        else:
            own = [f"{line} {one}" for line, one in zip(own, said, strict=True)]
    return Doer(title.text(language), tuple(one.strip() for one in own), after.strip())


def _sentences(line: SharedLine, language: Language) -> str:
    if line.due is None:
        when = Message("Dagen er ikke aftalt.")
    elif line.self_booked:
        when = Message("Det skal være klaret senest {day}.", day=day(line.due, language))
    else:
        when = Message("Senest {day}.", day=day(line.due, language))
    return f"{_short(line.text, language)} {when.text(language)}"


def _answer(line: SharedLine, language: Language) -> str:
    """Who gets the answer, where it is not the one who does it."""
    if line.answer_to in ("", line.owner):
        return ""
    if line.answer_to == YOU[language]:
        return Message("Du får svaret.").text(language)
    return Message("{who} får svaret.", who=line.answer_to).text(language)


def _nothing(line: SharedLine, language: Language) -> str:
    if not line.if_nothing.strip():
        return ""
    what = _short(line.if_nothing, language)
    return Message("Sker der ikke noget: {what}", what=what).text(language)


def _quoted(wish: str, language: Language) -> str:
    """The patient's own words, as a quotation."""
    text = " ".join(wish.split())
    if len(text) > LONGEST_LINE:
        return _short(text, language)
    return Message("»{words}«", words=text).text(language)


def _short(text: str, language: Language) -> str:
    """The text as a sentence on one line, with its end told where there is more than fits."""
    one = " ".join(text.split())
    if len(one) > LONGEST_LINE:
        kept = one[:LONGEST_LINE].rsplit(" ", 1)[0]
        return f"{kept} … {Message('Resten står hos din læge.').text(language)}"
    return one if one.endswith((".", "!", "?", ":", "…")) else f"{one}."


def _more_wishes(more: int, language: Language) -> str:
    if more < 1:
        return ""
    return Message("Du har også andre ønsker: {count}. De står hos din læge.", count=more).text(
        language
    )


def _points(lines: tuple[str, ...]) -> list[str]:
    return [f"- {one}" for one in lines]
