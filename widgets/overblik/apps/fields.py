"""The fields people type in: how each is named, which are still there, and why one is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from overblik.apps import casevaerksted, deling
from overblik.apps.bookings import booking_fields
from overblik.apps.conference_open import conference_fields
from overblik.domain.base import AXES
from overblik.domain.conference import FIRST
from overblik.knowledge import library
from overblik.language import Message
from overblik.state.saves import Saved

TYPED = frozenset(
    {
        "rating_reason",
        "axis_reason",
        "tier_reason",
        "release",
        "priority_text",
        "item_text",
        "item_due",
        "item_if_nothing",
        "booking_step",
        "booking_question",
        "booking_again",
        "booking_action",
        "booking_link_person",
        "booking_day",
        "item_follow_up",
        "card_note",
        "overview",
        "contacts_reason",
        "item_done",
        "review_why",
        "card_text",
        "card_from",
        "card_to",
        "card_deadline",
        "prompt_due",
        "case_about",
        "person",
        "safety_text",
        "medicine_dose",
        "result",
        "result_date",
        "score",
        "life_text",
        "contact",
        "tracks",
        "red_flag_text",
        "alternative",
        "answer_text",
        "answer_due",
        "work_up_why",
        "appointment",
    }
)
"""Events of fields that people type in: a refusal is shown at the field."""


FIELD_OF = (
    "domain",
    "axis",
    "item",
    "priority",
    "prompt",
    "instrument",
    "card",
    "recipient",
    "answer",
    "service",
    "field",
)
"""What an event of a field names the thing by that the field is about."""

FIRST_CARDS = frozenset({"card_text", "card_from", "card_to", "card_deadline"})
"""Fields of the first conference's card where the event names no conference."""

NEW_FIELD = {"item_add": "item_text", "priority_add": "priority_text", "answer_add": "answer_text"}
"""What is added brings a field, and whoever adds it wants to write in it."""

NEW_PLACE = {
    "block": "h-block",
    "service_take": "loop-service-{service}",
    "conference_begin": "h-card",
    "conference_send": "h-card",
    "conference_unsend": "h-card",
    "conference_close": "h-answers",
    "conference_reopen": "h-answers",
}
"""What changes most of the page leads to its heading: the next thing is read from the top. What is
taken from a list leads to where it then stands. In braces: what the event says."""


def field_key(event: Mapping[str, Any]) -> str:
    """The name of the field an event comes from, for its error: ``item_text:offer-low-plan``; for
    one of a conference with the conference first: ``card_text:kort-1:question``."""
    kind = str(event.get("type"))
    parts = [str(event[k]) for k in FIELD_OF if k in event][:1] or [""]
    if "conference" in event or kind in FIRST_CARDS:
        parts.insert(0, str(event.get("conference", FIRST)))
    return ":".join([kind, *parts])


def fields_shown(saved: Saved) -> Callable[[str], bool]:
    """Whether a field is still on the page: one that is gone takes its refusal with it."""
    state = saved.state
    gone = {f"item:{one.id}" for one in state.plan if one.standing != "kept"}
    gone |= {f"priority:{one.id}" for one in state.priorities if one.removed}
    put_off = {k for k, one in state.consultation.decisions.items() if one.outcome == "deferred"}
    gone |= {f"axis:{axis}" for axis in AXES if axis not in state.axes}

    rows = {
        **casevaerksted.row_fields(saved),
        **booking_fields(saved),
        **conference_fields(saved),
    }

    def shown(key: str) -> bool:
        event, _, of = key.partition(":")
        if event in rows:
            return of in rows[event]
        if event == "tier_reason":
            return state.choice is not None
        if event == "prompt_due":
            return of in put_off
        if event == "alternative":
            return of in deling.asked_instead(state, library())
        return f"{event.partition('_')[0]}:{of}" not in gone

    return shown


def why(error: ValidationError) -> Message:
    """What to tell about an event that is not right."""
    first = error.errors()[0]
    match first["type"]:
        case "cpr":
            return Message(
                "Det ligner et CPR-nummer og er ikke gemt. Kun fiktive patienter hører "
                "hjemme her: fjern nummeret."
            )
        case "string_too_long" | "too_long":
            return Message(
                "Teksten er for lang og er ikke gemt. Der er plads til {most} tegn.",
                most=first.get("ctx", {}).get("max_length", ""),
            )
        case "string_pattern_mismatch":
            return Message("Teksten rummer usynlige styretegn og er ikke gemt. Skriv den igen.")
        case kind if kind.startswith("date") or kind in ("greater_than_equal", "less_than_equal"):
            return Message("Det er ikke en dato, der kan bruges. Skriv dag, måned og år.")
    return Message("Det kunne ikke bruges og er ikke gemt. Prøv igen.")
