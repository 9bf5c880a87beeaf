"""The conferences of a forløb, and which of them is open on a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from overblik.apps.conference_words import status
from overblik.apps.scene import Scene
from overblik.documents.conference_card import card_drafts
from overblik.domain.base import Section
from overblik.domain.conference import FIELDS, FIRST, Card, CardField, Conference
from overblik.language import Message
from overblik.state.saves import Saved


@dataclass(frozen=True)
class ConferenceRow:
    """A conference as the list shows it. ``unsaved``: a field of it was refused on this page."""

    asked: Conference
    unsaved: bool = False

    @property
    def status(self) -> str:
        """How far it has come, as a key of `conference_words.STATUS`."""
        return status(self.asked)

    @property
    def day(self) -> datetime | None:
        """When it was closed, else when its card was sent."""
        return self.asked.closed or self.asked.sent


def conferences(scene: Scene) -> tuple[ConferenceRow, ...]:
    """The conferences, oldest first; before anybody has begun one, the first with nothing in it."""
    rows = scene.state.conferences or (Conference(id=FIRST),)
    refused = {key.split(":")[1] for key in scene.errors if ":" in key}
    return tuple(ConferenceRow(one, one.id in refused) for one in rows)


def opened(scene: Scene) -> ConferenceRow:
    """The conference this page has open: the one that was chosen or last worked on here, else the
    newest that is not closed, else the newest."""
    rows = conferences(scene)
    chosen = scene.view.get("conference")
    going = [one for one in rows if not one.asked.closed]
    return next((one for one in rows if one.asked.id == chosen), (going or rows)[-1])


def agreed_parts(scene: Scene, asked: Conference) -> tuple[Section, ...] | None:
    """The parts of the plan that a card's colleague may have, None when nobody has asked."""
    agreed = scene.state.consents.get(asked.card.reach)
    return agreed.sections if agreed else None


def drafts(
    scene: Scene, asked: Conference, allowed: Collection[Section] | None
) -> dict[CardField, str]:
    """What case and plan can say on a card, of the parts that are allowed."""
    return card_drafts(
        scene.paper,
        scene.priorities,
        scene.state.plan,
        scene.state.bookings,
        direction=asked.direction,
        allowed=allowed,
    )


def shown_card(scene: Scene, conference: Conference) -> Card:
    """The card as it is read: with drafts in the fields nobody has written in, those it was sent
    with once it is."""
    allowed = agreed_parts(scene, conference)
    if conference.sent:
        return conference.sent_card(allowed or ())
    return conference.card.filled(drafts(scene, conference, allowed))


UNSAVED = Message("Et felt er ikke gemt. Ret det, hvor der står en fejl, og prøv så igen.")


def unsaved(scene: Scene, event: Mapping[str, Any]) -> bool:
    """Whether a text of the conference that an event is about was refused and stands there."""
    id = event.get("conference", FIRST)
    return any(one.unsaved for one in conferences(scene) if one.asked.id == id)


def with_drafts(scene: Scene, event: Mapping[str, Any]) -> dict[str, Any]:
    """The event that sends a card, with what stood in the fields nobody had written in: of what
    the patient has said yes to, and nothing where nobody has asked."""
    id = event.get("conference", FIRST)
    found = [one.asked for one in conferences(scene) if one.asked.id == id]
    if not found:
        return dict(event)
    allowed = agreed_parts(scene, found[0]) or ()
    return {**event, "drafts": drafts(scene, found[0], allowed), "sections": list(allowed)}


def worked_on(event: Mapping[str, object]) -> str | None:
    """The conference that an event was about: the page goes on with that one."""
    named = event.get("id") if event.get("type") == "conference_begin" else event.get("conference")
    return named if isinstance(named, str) else None


def conference_fields(saved: Saved) -> dict[str, set[str]]:
    """Which conferences, answers and examinations have each typed field on the page."""
    rows = saved.state.conferences or (Conference(id=FIRST),)
    shown: dict[str, set[str]] = {
        name: set()
        for name in (
            *("card_text", "card_from", "card_to", "card_deadline", "appointment"),
            *("answer_text", "answer_due", "work_up_why"),
        )
    }
    for one in (one for one in rows if not one.closed):
        fields = ("day", "at", "form", "minutes") if one.appointment else ("day",)
        shown["appointment"] |= {f"{one.id}:{field}" for field in fields}
        if not one.sent:
            shown["card_text"] |= {f"{one.id}:{field}" for field in FIELDS}
            shown["card_from"].add(f"{one.id}:")
            shown["card_to"].add(f"{one.id}:")
            shown["card_deadline"].add(f"{one.id}:")
            continue
        for it in one.answers:
            shown["answer_text"].add(f"{one.id}:{it.id}")
            if it.outcome in ("line", "change"):
                shown["answer_due"].add(f"{one.id}:{it.id}")
        shown["work_up_why"] |= {
            f"{one.id}:{it.service}" for it in one.work_up if it.verdict == "cancel"
        }
    return shown
