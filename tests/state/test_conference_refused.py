"""What a conference may not do: refused with words that say what to do, and nothing is changed."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from pydantic import ValidationError

from overblik.domain.base import SECTIONS
from overblik.domain.conference import MOST_ANSWERS, MOST_CONFERENCES
from overblik.state.conference_obstacles import OBSTACLE
from overblik.state.events import EVENT
from overblik.state.sharing import MOST_SHARES
from overblik.state.update import Refused
from tests.state.conference_happenings import (
    ADD,
    AFTER,
    ANSWERED,
    BEGIN,
    CANCEL,
    CHANGE,
    CLOSE,
    CLOSED,
    DRAFTS,
    FILLED,
    K2,
    LINE,
    MEET,
    NO,
    PARTLY,
    PLANNED,
    QUESTION,
    READY,
    SEND,
    SENT,
    TO_GP,
    said,
)
from tests.state.worlds import Raw, after

HOSPITAL: Raw = {"recipient": "hospital"}
REACH: Raw = {"type": "card_reach", "value": "hospital"}
FROM: Raw = {"type": "card_from", "value": "Dr. Holm"}
SHARE: Raw = {"type": "share", "recipient": "specialist", "form": "spoken"}


class Row(NamedTuple):
    what: str
    before: tuple[Raw, ...]
    event: Raw
    word: str


def sending(without: int, **drafts: str) -> tuple[tuple[Raw, ...], Raw]:
    """The card without one of its fields, and the drafts otherwise."""
    before = tuple(one for at, one in enumerate(READY) if at != without)
    return before, {**SEND, "drafts": {**DRAFTS, **drafts}}


REFUSED = (
    # Sending
    Row("two questions", (*READY, QUESTION), SEND, "rummer 2 spørgsmål"),
    Row("two questions in the draft", *sending(9, question="Kan? Skal?"), "rummer 2 spørgsmål"),
    Row("no patient's wish", *sending(9, wish=" "), "patienten ønsker"),
    Row(
        "the wish was emptied", (*READY, {**QUESTION, "field": "wish", "value": ""}), SEND, "ønsker"
    ),
    Row("no decision", *sending(9, decision=""), "besluttes"),
    Row("no question", *sending(9, question="Ramipril"), "spørgsmålstegn"),
    Row("no receiver", *sending(0), "hvem du spørger"),
    Row("no deadline", *sending(1), "dato"),
    Row("nobody responsible meanwhile", *sending(2), "behandlingsansvaret"),
    Row(
        "the one responsible has left",
        (*READY, {"type": "owner_absent", "owner": "gp", "value": "left"}),
        SEND,
        "Vælg en anden",
    ),
    Row(
        "a red flag stands",
        (*READY, {"type": "flag", "flag": "night_pain", "value": "yes"}),
        SEND,
        "ikke ved en konference",
    ),
    Row("the patient was not asked", FILLED, SEND, "ikke spurgt, om I må dele med speciallægen"),
    Row("nor about the hospital", (*READY, REACH), SEND, "ikke spurgt, om I må dele med sygehusaf"),
    Row("the patient said no to the specialist", (*READY, NO), SEND, "sagt nej"),
    Row("and to the hospital", (*READY, REACH, {**NO, **HOSPITAL}), SEND, "sygehusafdelingen"),
    Row(
        "the patient closed something meanwhile",
        (*READY, PARTLY, {**PARTLY, "section": "goals", "value": False}),
        {**SEND, "sections": list(SECTIONS)},
        "send det igen",
    ),
    Row(
        "the list of shares is full",
        (*READY, *({**SHARE, "id": f"s{at}"} for at in range(MOST_SHARES))),
        SEND,
        str(MOST_SHARES),
    ),
    Row(
        "the patient took it back",
        (*READY, PARTLY, {"type": "consent_withdraw", "recipient": "specialist"}),
        SEND,
        "sagt nej",
    ),
    # The card that is sent
    *(
        Row(f"{one['type']} of a sent card", SENT, one, "Tag det tilbage")
        for one in (*FILLED, QUESTION, AFTER, REACH, FROM)
    ),
    Row("a sent card away", SENT, {"type": "conference_remove", "conference": "kort-1"}, "sendt"),
    Row(
        "a sent card the other way",
        SENT,
        {"type": "conference_direction", "value": "to_gp"},
        "den anden vej",
    ),
    Row("back when it is answered", ANSWERED, {"type": "conference_unsend"}, "svaret på kortet"),
    Row(
        "back when the GP has judged",
        (*TO_GP, CANCEL),
        {"type": "conference_unsend", **K2},
        "svaret på kortet",
    ),
    # Cards
    Row("a card that is gone", (), {**ADD, **K2}, "findes ikke længere"),
    Row("a sent one that is gone", (), {**SEND, **K2}, "findes ikke længere"),
    Row(
        "words on a card away", READY, {"type": "conference_remove", "conference": "kort-1"}, "Tøm"
    ),
    Row(
        "words the other way",
        READY,
        {"type": "conference_direction", "value": "to_gp"},
        "nyt kort",
    ),
    Row(
        "too many",
        tuple({**BEGIN, "id": f"k{at}"} for at in range(MOST_CONFERENCES)),
        {**BEGIN, "id": "een-til"},
        str(MOST_CONFERENCES),
    ),
    Row(
        "the first when there are too many",
        tuple({**BEGIN, "id": f"k{at}"} for at in range(MOST_CONFERENCES)),
        READY[0],
        str(MOST_CONFERENCES),
    ),
    Row("no such owner", (), {"type": "card_responsible", "value": "naboen"}, "naboen"),
    Row("no such owner after", (), {"type": "card_after", "value": "naboen"}, "naboen"),
    # The appointment
    Row("a time on no day", (), {**MEET, "field": "at", "value": "12:00"}, "Vælg først en dag"),
    Row("no day", (MEET,), {**MEET, "value": ""}, "fjern aftalen"),
    Row("a day there is none", (), {**MEET, "value": "2026-02-30"}, "dag, måned og år"),
    Row("a time there is none", (MEET,), {**MEET, "field": "at", "value": "25:00"}, "klokkeslæt"),
    Row("by owl", (MEET,), {**MEET, "field": "form", "value": "owl"}, "video eller telefon"),
    Row("no time at all", (MEET,), {**MEET, "field": "minutes", "value": "0"}, "5 til 120"),
    Row("half a minute", (MEET,), {**MEET, "field": "minutes", "value": "1,5"}, "5 til 120"),
    # Answers
    Row("an answer before the question", READY, ADD, "ikke sendt"),
    Row("of an answer that is gone", SENT, LINE[0], "findes ikke længere"),
    Row(
        "too many answers",
        (*SENT, *({**ADD, "id": f"a{at}"} for at in range(MOST_ANSWERS))),
        {**ADD, "id": "een-til"},
        str(MOST_ANSWERS),
    ),
    Row(
        "an answer with words away", (*ANSWERED, LINE[0]), {**LINE[0], "type": "answer_remove"}, ""
    ),
    Row("no such owner of an answer", ANSWERED, said("answer_owner", "naboen"), "naboen"),
    Row("no such receiver", ANSWERED, said("answer_receiver", "naboen"), "naboen"),
    Row("no such line", ANSWERED, said("answer_item", "x1"), "findes ikke længere i planen"),
    # What the specialist plans
    Row("planned by the GP", (), {**PLANNED, "conference": "kort-1"}, "speciallægen spørger"),
    Row("no such service", (BEGIN,), {**PLANNED, "service": "spa"}, "spa"),
    Row("one more on a sent card", TO_GP, {**PLANNED, "service": "ecg"}, "sendt"),
    Row("one less on a sent card", TO_GP, {**PLANNED, "type": "work_up_remove"}, "sendt"),
    Row("judged before it is sent", (BEGIN, PLANNED), CANCEL, "ikke sendt"),
    Row("judged and not on the card", TO_GP, {**CANCEL, "service": "ecg"}, "ikke længere"),
    # Closing
    Row("not sent", READY, CLOSE, OBSTACLE["unsent"]),
    Row("not answered", SENT, CLOSE, OBSTACLE["unanswered"]),
    Row("an answer nobody has judged", ANSWERED, CLOSE, "Svar 1 siger ikke, hvad"),
    Row(
        "an answer without an owner",
        (*ANSWERED, {**ADD, "id": "a2"}, *LINE, said("answer_owner", "")),
        CLOSE,
        "Svar 1 mangler en ansvarlig. Vælg én",
    ),
    Row(
        "whose owner has left",
        (*ANSWERED, *LINE, {"type": "owner_absent", "owner": "nurse", "value": "left"}),
        CLOSE,
        "Svar 1 har en ansvarlig, der ikke er med",
    ),
    Row(
        "the line has left the plan",
        (*CHANGE, {"type": "item_remove", "item": "x1"}),
        CLOSE,
        "Svar 1 ændrer et punkt, der ikke længere er i planen",
    ),
    Row(
        "cancelled without a reason",
        (*TO_GP, CANCEL),
        {**CLOSE, **K2},
        "Ekkokardiografi er aflyst uden grund",
    ),
    # Closed
    *(
        Row(f"{one['type']} of a closed one", CLOSED, one, "Genåbn")
        for one in (*LINE, READY[0], QUESTION, MEET, {**ADD, "id": "a2"}, said("answer_remove", ""))
    ),
    # The plan
    Row("a line of that name", (), {"type": "item_add", "id": "answer-kort-1-a1"}, "hedde"),
    Row("a line somebody else planned", (), {"type": "item_add", "id": "planned-echo"}, "hedde"),
)


@pytest.mark.parametrize("row", REFUSED, ids=[row.what for row in REFUSED])
def test_it_is_refused_with_words_and_nothing_is_changed(row: Row):
    before = after(*row.before)
    event = {key: one for key, one in row.event.items() if key != "value"}
    raw = event if event["type"] == "answer_remove" else row.event
    kept = before.model_copy(deep=True)
    with pytest.raises(Refused) as refused:
        after(raw, state=before)
    assert row.word in refused.value.message.text("da")
    assert before == kept


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "conference_begin", "id": "010190-1234", "direction": "to_gp"},
        {**ADD, "id": "010190-1234"},
        {**QUESTION, "value": "Ring 010190-1234"},
        {**SEND, "drafts": {"wish": "010190-1234"}},
        {**SEND, "drafts": {"diagnosis": "x"}},
        {**SEND, "drafts": {"wish": "x" * 10_001}},
        {**SEND, "drafts": {"wish": "a\x07"}},
        {**SEND, "sections": ["skab"]},
        {"type": "card_reach", "value": "pharmacy"},
        {"type": "card_from", "value": "Ring 010190-1234"},
        {"type": "answer_outcome", "answer": "a1", "value": "måske"},
        {**LINE[0], "value": "x" * 2_001},
    ],
)
def test_what_no_page_can_send_is_no_event(raw: Raw):
    with pytest.raises(ValidationError):
        EVENT.validate_python(raw)
