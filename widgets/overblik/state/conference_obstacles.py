"""What is said when a conference cannot be closed yet: which answer or examination, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from overblik.domain.catalogue import Catalogue
from overblik.domain.conference import Conference
from overblik.domain.write_back import Obstacle
from overblik.language import N_, Message

OBSTACLE: Mapping[Obstacle, str] = {
    "unsent": N_("Kortet er ikke sendt. Send det, før konferencen lukkes."),
    "unanswered": N_("Der er intet svar endnu. Skriv mindst ét, også når det er »ingen ændring«."),
    "outcome": N_("Svar {number} siger ikke, hvad det bliver til. Vælg det, før I lukker."),
    "text": N_("Svar {number} bliver et punkt i planen, men har ingen tekst. Skriv den først."),
    "owner": N_("Svar {number} mangler en ansvarlig. Vælg én, før I lukker."),
    "due": N_("Svar {number} mangler en dato. Sæt en, før I lukker."),
    "answer_to": N_("Svar {number} siger ikke, hvor resultatet går hen. Vælg det, før I lukker."),
    "item": N_("Svar {number} ændrer et punkt, men siger ikke hvilket. Vælg det, før I lukker."),
    "gone": N_(
        "Svar {number} ændrer et punkt, der ikke længere er i planen. Tag punktet med igen i "
        "planen, eller gør svaret til et nyt punkt."
    ),
    "twice": N_("Svar {number} ændrer det samme punkt som et andet svar. Saml dem i ét svar."),
    "why": N_("{name} er aflyst uden grund. Skriv hvorfor."),
}
"""What stands in the way of closing, and what to do about it. ``number`` is the answer's as the
page counts them, ``name`` the examination's."""

_NOT_THERE: Mapping[Obstacle, str] = {
    "owner": N_("Svar {number} har en ansvarlig, der ikke er med. Vælg en anden, før I lukker."),
    "answer_to": N_("Svar {number} går til en, der ikke er med. Vælg en anden, før I lukker."),
}


def obstacle_said(
    one: Conference, about: str | None, what: Obstacle, catalogue: Catalogue
) -> Message:
    """An obstacle in words. ``about`` is the answer or the service, as `write_back` tells it."""
    service = catalogue.services.get(about or "")
    answers = {it.id: (at, it) for at, it in enumerate(one.answers, 1)}
    number, answer = answers.get(about or "", (0, None))
    chosen = answer and (answer.owner if what == "owner" else answer.answer_to)
    words = _NOT_THERE.get(what, OBSTACLE[what]) if chosen else OBSTACLE[what]
    return Message(words, number=number, name=service.name if service else about or "–")
