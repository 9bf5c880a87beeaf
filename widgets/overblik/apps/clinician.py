"""What stands on the clinician's copy around the plan: the sorting, and what is open."""

from __future__ import annotations

from overblik.apps.afvejning import CHANGE, unplaced
from overblik.apps.scene import Scene
from overblik.documents.sheet import Block
from overblik.documents.words import LEVEL, item_text
from overblik.domain.ledger import ledger
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
    """Changes of medicine, what lines lack, cards nobody placed, what was declined; if any."""
    language, model = scene.language, scene.library.model
    found = ledger(scene.state.plan, scene.state.started, scene.state.absent, model)
    lacks = [
        f"{_text(scene, one)}: {', '.join(LACK[lack].text(language) for lack in missing)}"
        for one in scene.source.items
        if (missing := found.lacks.get(one.id))
    ]
    blocks = (
        (Message("Ændringer i medicin"), _changes(scene)),
        (Message("Mangler i planen"), lacks),
        (Message("Uafklaret på tavlen"), [one.row.title[language] for one in unplaced(scene)]),
        (
            Message("Tilbudt, fravalgt"),
            [_text(scene, one) for one in scene.state.plan if one.standing == "declined"],
        ),
    )
    return tuple(Block(title.text(language), lines) for title, lines in blocks if lines)


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
        said.append(f"{_text(scene, one)} ({kind}, {follow_up.text(language)})")
    return said


def _text(scene: Scene, item: PlanItem) -> str:
    words = item_text(item, scene.saved.case, scene.library.model, scene.language)
    return words.strip() or Message("Punkt uden tekst").text(scene.language)
