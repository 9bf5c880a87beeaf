"""What was answered, what each answer lacks, and what closing wrote into the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from overblik.apps.conference_words import OUTCOME
from overblik.apps.scene import Scene
from overblik.documents.words import item_text
from overblik.domain.conference import Answer, Conference
from overblik.domain.plan import in_order
from overblik.domain.write_back import Obstacle, obstacles
from overblik.language import Message, day
from overblik.state.conference_obstacles import obstacle_said

LACK: Mapping[Obstacle, Message] = {
    "outcome": Message("hvad det bliver til"),
    "text": Message("tekst"),
    "owner": Message("ansvarlig"),
    "due": Message("dato"),
    "answer_to": Message("hvor svaret går hen"),
    "item": Message("hvilket punkt"),
    "gone": Message("punktet, som ikke længere er i planen: vælg et andet, eller lav et nyt punkt"),
    "twice": Message("et andet punkt: to svar ændrer det samme"),
}
"""What an answer lacks, said at the answer."""


@dataclass(frozen=True)
class AnswerRow:
    """An answer with what it lacks before the conference can be closed."""

    answer: Answer
    lacks: tuple[Message, ...]


@dataclass(frozen=True)
class Choice:
    """A line of the plan to choose."""

    id: str
    name: str


def answers(scene: Scene, conference: Conference) -> dict[str, Any]:
    """The context of ``_conference_answers.html``."""
    state, model = scene.state, scene.library.model
    found = obstacles(conference, state.plan, state.absent, model)
    return {
        "answers": [
            AnswerRow(one, tuple(LACK[what] for id, what in found if id == one.id and what in LACK))
            for one in conference.answers
        ],
        "plan_lines": [
            Choice(one.id, item_text(one, scene.saved.case, model, scene.language)[:80] or "–")
            for one in in_order(state.plan)
        ],
        "outcomes": OUTCOME,
        "close_said": obstacle_said(conference, *found[0], scene.library.catalogue)
        if found
        else Message("Alt har en ansvarlig, en dato og et sted, svaret går hen."),
        "unjudged": sum(one.verdict is None for one in conference.work_up),
        "written": list(_written(scene, conference)) if conference.closed else [],
    }


def _written(scene: Scene, conference: Conference) -> Iterable[Message]:
    """What the conference came to, one sentence each."""
    services = scene.library.catalogue.services
    for one in conference.work_up:
        service = services.get(one.service)
        name = service.name if service else one.service
        if one.verdict == "cancel":
            yield Message("Aflyst: {name}. {why}", name=name, why=one.why)
        elif one.verdict == "go_on":
            yield Message("Bliver gjort: {name}.", name=name)
    for one in conference.answers:
        yield _came_to(scene, one)


def _came_to(scene: Scene, one: Answer) -> Message:
    model, language = scene.library.model, scene.language
    if one.outcome not in ("line", "change"):
        return Message("Ingen ændring: {text}", text=one.text)
    owner, receiver = model.owner(one.owner or ""), model.owner(one.answer_to or "")
    parts = {
        "owner": owner.name if owner else one.owner or "–",
        "day": day(one.due, language) if one.due else "–",
        "receiver": receiver.name if receiver else one.answer_to or "–",
    }
    if one.outcome == "line":
        return Message(
            "Nyt punkt: {text}. Ansvarlig: {owner}, senest {day}. Svar går til: {receiver}.",
            text=one.text.rstrip(". "),
            **parts,
        )
    item = next((it for it in scene.state.plan if it.id == one.item), None)
    line = item_text(item, scene.saved.case, model, language) if item else one.item or "–"
    return Message(
        "Ændret punkt: {line}. Ansvarlig: {owner}, senest {day}. Svar går til: {receiver}.",
        line=line.rstrip(". "),
        **parts,
    )
