"""What the patient has said about sharing with the colleague on the other side of a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overblik.apps.conference_papers import card_leaks
from overblik.apps.conference_words import ONE_OF_THEM
from overblik.apps.deling import MOST_WARNINGS
from overblik.apps.scene import Scene
from overblik.documents.words import CONSENT, SECTION
from overblik.domain.conference import Card, Conference
from overblik.domain.leaks import said
from overblik.domain.sharing import Agreement, Reach
from overblik.domain.story import Consent
from overblik.language import Message


@dataclass(frozen=True)
class Answered:
    """What has been noted of the patient's answer about one colleague; ``agreement`` None: not
    asked. ``says`` is what the patient says in the case, where that can be noted by one click."""

    reach: Reach
    agreement: Agreement | None
    says: Consent | None

    @property
    def no(self) -> bool:
        """Whether the colleague may have nothing."""
        return self.agreement is not None and not self.agreement.sections

    @property
    def yes(self) -> bool:
        """Whether the colleague may have some of it."""
        return self.agreement is not None and bool(self.agreement.sections)

    @property
    def parts(self) -> list[Message]:
        """What the colleague may have."""
        return [SECTION[one] for one in self.agreement.sections] if self.agreement else []


def sharing(scene: Scene, asked: Conference, card: Card) -> dict[str, Any]:
    """The context of ``_conference_consent.html``. ``card`` is the card as it is read: what leaks
    on it is told before it is sent."""
    answered = _answered(scene, asked)
    told = asked.direction == "to_specialist" and not asked.sent and not scene.barred
    return {
        "answered": answered,
        "sharing_said": _said(asked, answered, barred=bool(scene.barred)),
        "consent_words": CONSENT,
        "leaks": card_leaks(scene, asked, card) if told and answered.yes else (),
        "most_leaks": MOST_WARNINGS,
    }


def _answered(scene: Scene, asked: Conference) -> Answered:
    reach = asked.card.reach
    told = {str(key): one for key, one in scene.case.consents.items()}.get(reach)
    clear = told and (told.answer == "no" or said(told, scene.library.sharing.recipient(reach)))
    return Answered(reach, scene.state.consents.get(reach), told if clear else None)


def _said(asked: Conference, answered: Answered, *, barred: bool) -> Message | None:
    """What is to be known before the card is sent, or before the GP answers."""
    who = ONE_OF_THEM[asked.card.reach]
    if barred and not asked.sent:
        return Message("Der er et rødt flag. Afklar det nu, ikke ved en konference.")
    if asked.direction == "to_gp" and not asked.sent:
        return None  # egen læge has told nothing yet
    if answered.agreement is None:
        return Message("Patienten er ikke spurgt, om I må dele med {who}.", who=who)
    if not answered.no:
        return None
    if asked.direction == "to_gp":
        return Message(
            "Patienten har sagt nej til at dele med {who}: svar uden helbredsoplysninger, eller "
            "spørg patienten først.",
            who=who,
        )
    return Message(
        "Patienten har sagt nej til at dele med {who}. Kortet kan ikke sendes: spørg uden at "
        "nævne patienten, eller aftal sammen, hvad I gør i stedet.",
        who=who,
    )
