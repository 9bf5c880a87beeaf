"""What the year's page shows of a consent that a day changes: what somebody may know from now on,
what is closed for them, and which lines cannot be coordinated with them any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.blocked import Blocked
from overblik.documents.words import RECIPIENT, SECTION
from overblik.domain.base import Section
from overblik.domain.case import Case
from overblik.domain.leaks import RecipientRow, said
from overblik.domain.sharing import Agreement, Reach, in_section_order
from overblik.language import N_, Message
from overblik.state.state import State


@dataclass(frozen=True)
class ConsentChange:
    """What the patient says of one recipient, beside the day before.

    ``gives`` says what they may know of now and could not before, by the patient's words or by what
    was taken down; ``closed`` what they no longer may; ``still`` what is left, each empty where it
    says nothing. ``noted``: what is given stands under Deling already. ``now``: it was said on this
    day. ``blocked`` are the lines that cannot be coordinated, None where there are none.
    """

    recipient: Reach
    now: bool
    gives: str
    closed: str
    still: str
    noted: bool
    blocked: Blocked | None

    @property
    def told(self) -> tuple[str, ...]:
        """All that is said of it."""
        return tuple(filter(None, (self.gives, self.closed, self.still)))


def year_consents(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_consents.html``: those of whom something else is said on this day, and
    those who were closed out before and still have lines."""
    today = {who for event in scene.step.events for who in event.consents}
    blocked = {one.recipient: one for one in scene.blocked}
    found: list[ConsentChange] = []
    for row in scene.library.sharing.recipients:
        agreement = scene.state.consents.get(row.id)
        withdrawn = agreement is not None and agreement.withdrawn is not None
        if row.id in today or (withdrawn and row.id in blocked):
            found.append(_change(scene, row, row.id in today, blocked.get(row.id)))
    return {"consents": found}


def _change(scene: Scene, row: RecipientRow, now: bool, blocked: Blocked | None) -> ConsentChange:
    before = scene.past[-2][1] if now and len(scene.past) > 1 else scene
    may = _may(scene.case, row)
    might, noted = _may(before.case, row), _noted(scene.state, row)
    had = _noted(before.state, row)
    gives = may - might - had
    closed = (might - may) | (had - noted)
    name, language = RECIPIENT[row.id], scene.language

    def say(msgid: str, sections: set[Section]) -> str:
        words = ", ".join(SECTION[one].text(language).lower() for one in in_section_order(sections))
        return Message(msgid, name=name, sections=words).text(language) if sections else ""

    still = ""
    if not now:
        still = Message("{name} må ikke få noget at vide", name=name).text(language)
    elif not gives:
        still = say(N_("{name} må stadig få at vide: {sections}"), may - closed) or (
            Message("{name} må stadig ikke få noget at vide", name=name).text(language)
            if not closed
            else ""
        )
    return ConsentChange(
        recipient=row.id,
        now=now,
        gives=say(N_("{name} må nu få at vide: {sections}"), gives),
        closed=say(N_("{name} må ikke længere få at vide: {sections}"), closed),
        still=still,
        noted=gives <= noted,
        blocked=blocked if closed or not now else None,
    )


def _may(case: Case, row: RecipientRow) -> set[Section]:
    """The parts that the patient's words in the case leave open to a recipient."""
    for recipient, consent in case.consents.items():
        if recipient == row.id:
            return set(said(consent, row))
    return set()


def _noted(state: State, row: RecipientRow) -> set[Section]:
    return set(state.consents.get(row.id, Agreement()).sections)
