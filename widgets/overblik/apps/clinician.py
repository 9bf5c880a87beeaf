"""What stands on the clinician's copy around the plan: sorting, board, medicine, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from overblik.apps.afvejning import CHANGE
from overblik.apps.scene import Scene
from overblik.documents.board import COLUMN, laid
from overblik.documents.card_sheet import DIRECTION, card_status, meeting
from overblik.documents.shared import NO_MEDICINE, NOT_TOLD, TAPER
from overblik.documents.sheet import Block
from overblik.documents.words import LEVEL, item_text, medicine_line
from overblik.domain.bookings import done_day
from overblik.domain.one_at_a_time import one_at_a_time
from overblik.domain.plan import PlanItem
from overblik.language import Message, day, either
from overblik.state.ledger import LACK


def notes_before(scene: Scene) -> tuple[Block, ...]:
    """The sorting with its axes and reading, and what matters to the patient."""
    language = scene.language
    matters = Message("Det vigtigste for {name}", name=scene.case.person.name)
    return (
        Block(Message("Stratificering").text(language), _sorting(scene)),
        Block(matters.text(language), [one.text for one in scene.priorities if one.text.strip()]),
    )


def notes_after(scene: Scene) -> tuple[Block, ...]:
    """The board with the cards nobody placed last, medicine and its changes, what lines lack, what
    cannot be coordinated, the conferences, what is done, ended and declined; if any."""
    language = scene.language
    board = laid(scene.board, scene.state.board, scene.priorities)
    unplaced = [one.card.row.title[language] for one in board.unplaced]
    blocks = (
        *((Message("Tavlen: {column}", column=name), [
            "\n".join(filter(None, (one.card.row.title[language], one.placement.note.strip())))
            for one in board.columns[key]
        ]) for key, name in COLUMN.items()),
        (Message("Uafklaret på tavlen"), _in_one(unplaced)),
        (Message("Medicin"), list(_medicine(scene))),
        (Message("Ændringer i medicin"), _changes(scene)),
        (Message("Mangler i planen"), _lacking(scene)),
        (Message("Hvorfor antallet af kontakter afviger"), _contacts_reason(scene)),
        (Message("Kan ikke koordineres"), list(_blocked(scene))),
        (Message("Konferencer"), list(_conferences(scene))),
        (Message("Gjort"), list(_done(scene))),
        (Message("Afsluttet"), list(_ended(scene))),
        (
            Message("Tilbudt, fravalgt"),
            [_text(scene, one) for one in scene.state.plan if one.standing == "declined"],
        ),
    )  # fmt: skip
    return tuple(Block(title.text(language), lines) for title, lines in blocks if lines)


def _conferences(scene: Scene) -> Iterator[str]:
    """Who was asked what, when they speak, and how far it has come."""
    language = scene.language
    for one in scene.state.conferences:
        told = (
            one.card.to.strip() or DIRECTION[one.direction].text(language),
            one.question.strip(),
            meeting(one.appointment, language),
            card_status(one, language),
        )
        yield "\n".join(filter(None, told))


def _in_one(lines: list[str]) -> list[str]:
    """Short lines as one paragraph: so many points would fill a page."""
    return ["; ".join(lines)] if lines else []


def _medicine(scene: Scene) -> Iterator[str]:
    """What the patient takes, with doses as the record has them."""
    case, language = scene.case, scene.language
    for one in case.medicines or ():
        yield medicine_line(one, scene.library.catalogue, language)
    if not case.medicines:
        yield (NOT_TOLD if case.medicines is None else NO_MEDICINE).text(language)


def _lacking(scene: Scene) -> list[str]:
    language, found = scene.language, scene.ledger
    return [
        f"{_text(scene, one)}: {', '.join(LACK[lack].text(language) for lack in missing)}"
        for one in scene.source.items
        if (missing := found.lacks.get(one.id))
    ]


def _contacts_reason(scene: Scene) -> list[str]:
    reason = scene.state.contacts_reason.strip()
    return [reason] if reason else []


def _blocked(scene: Scene) -> Iterator[str]:
    """Each recipient with the lines that cannot be coordinated, and what is done instead."""
    for one in scene.blocked:
        if one.alternative:
            what = Message("I stedet: {what}", what=one.alternative)
        elif one.asked:
            what = Message("Intet aftalt i stedet")
        else:
            what = Message("Patienten er ikke spurgt endnu")
        yield f"{one.name}: {'; '.join(one.lines)}. {what.text(scene.language)}"


def _done(scene: Scene) -> Iterator[str]:
    """Each line that is done, with the day and what came of an order."""
    language, bookings = scene.language, scene.state.bookings
    for one in scene.source.items:
        if found := done_day(one, bookings):
            done = Message("{what}: gjort {day}", what=_text(scene, one), day=day(found, language))
            action = bookings[one.id].action.strip() if one.id in bookings else ""
            said = Message("Handling: {what}", what=action).text(language) if action else ""
            yield ". ".join(filter(None, (done.text(language), said)))


def _ended(scene: Scene) -> Iterator[str]:
    """Each line that was brought to its end, and why where it was written."""
    why = scene.state.why_ended
    for one in scene.state.plan:
        if one.standing == "ended":
            yield ". ".join(filter(None, (_text(scene, one), why.get(one.id))))


def _sorting(scene: Scene) -> list[str]:
    language, assessment = scene.language, scene.assessment
    said: list[str] = []
    if assessment.exits:
        said.append(Message("Uden for pakkeforløbet: rødt flag").text(language))
        said += [one.text[language] for one in assessment.exits]
    elif scene.tier:
        said.append(Message("Niveau: {tier}", tier=scene.tier_names[scene.tier]).text(language))
    else:
        possible = either([scene.tier_names[one] for one in assessment.possible_tiers], language)
        said.append(Message("Niveau: {tier}", tier=possible).text(language))
    if scene.chosen and scene.state.choice:
        grounds = [scene.ground[language]] if scene.ground else []
        why = ". ".join([*grounds, scene.state.choice.reason])
        said.append(Message("Klinikerens eget valg: {why}", why=why).text(language))
    said += [
        f"{one.axis.name[language]}: {either([LEVEL[level] for level in one.possible], language)}"
        for one in assessment.axes
    ]
    reading = Message("Læsning: {reading}", reading=assessment.reading.name)
    return [*said, reading.text(language)]


def _changes(scene: Scene) -> list[str]:
    """Each change of medicine by date, and the day somebody looks at how it went."""
    language = scene.language
    said: list[str] = []
    for one in one_at_a_time(scene.source.items).changes:
        assert one.medicine
        kind = CHANGE[one.medicine.kind].text(language)
        if one.medicine.follow_up:
            when = day(one.medicine.follow_up, language)
            follow_up = Message("opfølgning {day}", day=when)
        else:
            follow_up = Message("opfølgning mangler")
        taper = f". {TAPER.text(language)}" if one.id in scene.source.tapered else ""
        said.append(f"{_text(scene, one)} ({kind}, {follow_up.text(language)}){taper}")
    return said


def _text(scene: Scene, item: PlanItem) -> str:
    words = item_text(item, scene.saved.case, scene.library.model, scene.language)
    return words.strip() or Message("Punkt uden tekst").text(scene.language)
