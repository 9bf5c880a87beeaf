"""What a conference can do, one row each: before, what happens, what is then true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from hypothesis import strategies as st

from overblik.domain.base import SECTIONS
from overblik.domain.conference import FIELDS, Card, Conference
from overblik.state.state import State
from tests.state.worlds import NOW, Raw

ConferenceRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]

DRAFTS: Raw = {
    "question": "Kan ramipril fortsætte ved kalium 5,3?",
    "decision": "Om dosis fortsætter",
    "wish": "Færre dage på sygehuset",
}
TO: Raw = {"type": "card_to", "value": "Nefrologen"}
FILLED: tuple[Raw, ...] = (
    TO,
    {"type": "card_deadline", "value": "2026-12-24"},
    {"type": "card_responsible", "value": "gp"},
)
AGREED: Raw = {"type": "consent_all", "recipient": "specialist", "value": "yes"}
READY = (*FILLED, AGREED)
"""With these and the drafts a card is whole enough to be sent, and the patient has said yes."""
SEND: Raw = {"type": "conference_send", "drafts": DRAFTS}
SENT = (*READY, SEND)

ADD: Raw = {"type": "answer_add", "id": "a1"}
ANSWERED = (*SENT, ADD)


def said(kind: str, value: str) -> Raw:
    return {"type": kind, "answer": "a1", "value": value}


LINE: tuple[Raw, ...] = (
    said("answer_text", "Ny kalium om en uge"),
    said("answer_outcome", "line"),
    said("answer_owner", "nurse"),
    said("answer_due", "2027-01-15"),
    said("answer_receiver", "gp"),
)
CLOSE: Raw = {"type": "conference_close"}
CLOSED = (*ANSWERED, *LINE, CLOSE)
ITEM: Raw = {"type": "item_add", "id": "x1"}
CHANGE: tuple[Raw, ...] = (
    ITEM,
    *ANSWERED,
    said("answer_outcome", "change"),
    said("answer_item", "x1"),
    *LINE[2:],
)
QUESTION: Raw = {"type": "card_text", "field": "question", "value": "Kan det? Hvem gør det?"}
AFTER: Raw = {"type": "card_after", "value": "gp"}
NO: Raw = {"type": "consent_all", "recipient": "specialist", "value": "no"}
PARTLY: Raw = {"type": "consent", "recipient": "specialist", "section": "medicine", "value": True}
K2: Raw = {"conference": "k2"}


def on_card(id: str, events: Iterable[Raw]) -> tuple[Raw, ...]:
    """The same events of another card; what the patient says is about no card."""
    return tuple(one if "recipient" in one else {**one, "conference": id} for one in events)


BEGIN: Raw = {"type": "conference_begin", "id": "k2", "direction": "to_gp"}
PLANNED: Raw = {"type": "work_up_add", "conference": "k2", "service": "echo"}
TO_GP: tuple[Raw, ...] = (BEGIN, PLANNED, *on_card("k2", (*FILLED, SEND)))
CANCEL: Raw = {"type": "work_up_verdict", "conference": "k2", "service": "echo", "value": "cancel"}
DONE: Raw = {**CANCEL, "value": "done", "draft": "Gjort i maj"}
NO_USE: Raw = {**DONE, "value": "no_use"}
WHY: Raw = {"type": "work_up_why", "conference": "k2", "service": "echo", "value": "Lavet i maj"}
MEET: Raw = {"type": "appointment", "field": "day", "value": "2026-12-03"}


def first(state: State) -> Conference:
    return state.conferences[0]


def card(state: State) -> Card:
    return first(state).card


def answers(state: State) -> object:
    return [(one.text, one.outcome, one.item, one.owner, one.due) for one in first(state).answers]


def work_up(state: State) -> object:
    return [(one.service, one.verdict, one.why) for one in state.conferences[-1].work_up]


def ways(state: State) -> object:
    return [(one.id, one.direction) for one in state.conferences]


def meeting(state: State) -> object:
    one = first(state).appointment
    return one and (one.day, one.at, one.form, one.minutes)


CONFERENCES: tuple[ConferenceRow, ...] = (
    (
        "the question",
        (),
        {"type": "card_text", "field": "question", "value": "Hvad nu?"},
        lambda s: card(s).text("question"),
        "Hvad nu?",
    ),
    (
        "who asks",
        (),
        {"type": "card_from", "value": "Dr. Holm, tlf. til lægehuset"},
        lambda s: card(s).sender,
        "Dr. Holm, tlf. til lægehuset",
    ),
    (
        "a hospital department is asked",
        (),
        {"type": "card_reach", "value": "hospital"},
        lambda s: card(s).reach,
        "hospital",
    ),
    ("to whom", (), TO, lambda s: card(s).to, "Nefrologen"),
    ("the deadline", (), READY[1], lambda s: card(s).deadline, date(2026, 12, 24)),
    ("who is responsible", (), READY[2], lambda s: card(s).responsible, "gp"),
    (
        "nobody again",
        (READY[2],),
        {"type": "card_responsible", "value": ""},
        lambda s: card(s).responsible,
        None,
    ),
    (
        "and afterwards",
        (),
        {"type": "card_after", "value": "hospital"},
        lambda s: card(s).after,
        "hospital",
    ),
    ("a card the other way", (), BEGIN, ways, [("k2", "to_gp")]),
    (
        "beside the first, which is written on",
        (TO,),
        BEGIN,
        ways,
        [("kort-1", "to_specialist"), ("k2", "to_gp")],
    ),
    (
        "the first goes the other way",
        (),
        {"type": "conference_direction", "value": "to_gp"},
        ways,
        [("kort-1", "to_gp")],
    ),
    ("an empty card away", (BEGIN,), {"type": "conference_remove", "conference": "k2"}, ways, []),
    (
        "sent, with the drafts that stood in it",
        READY,
        SEND,
        lambda s: (first(s).sent, first(s).drafted, card(s).texts, first(s).allowed),
        (NOW, DRAFTS, {}, SECTIONS),
    ),
    (
        "a draft does not take the place of what somebody wrote",
        (*READY, {"type": "card_text", "field": "wish", "value": "Sove"}),
        SEND,
        lambda s: (card(s).text("wish"), "wish" in first(s).drafted),
        ("Sove", False),
    ),
    (
        "taken back",
        SENT,
        {"type": "conference_unsend"},
        lambda s: (first(s).sent, first(s).drafted, first(s).allowed),
        (None, {}, ()),
    ),
    ("when they speak", (), MEET, meeting, (date(2026, 12, 3), "12:00", "video", 15)),
    (
        "at what time",
        (MEET,),
        {**MEET, "field": "at", "value": "09:30"},
        meeting,
        (date(2026, 12, 3), "09:30", "video", 15),
    ),
    (
        "by telephone",
        (MEET,),
        {**MEET, "field": "form", "value": "phone"},
        meeting,
        (date(2026, 12, 3), "12:00", "phone", 15),
    ),
    (
        "how long",
        (MEET,),
        {**MEET, "field": "minutes", "value": "30"},
        meeting,
        (date(2026, 12, 3), "12:00", "video", 30),
    ),
    ("they do not after all", (MEET,), {"type": "appointment_remove"}, meeting, None),
    ("an answer", SENT, ADD, answers, [("", None, None, None, None)]),
    (
        "an empty answer away",
        ANSWERED,
        {"type": "answer_remove", "answer": "a1"},
        answers,
        [],
    ),
    (
        "its words",
        ANSWERED,
        LINE[0],
        answers,
        [("Ny kalium om en uge", None, None, None, None)],
    ),
    (
        "what comes of it",
        ANSWERED,
        said("answer_outcome", "no_change"),
        answers,
        [("", "no_change", None, None, None)],
    ),
    (
        "which line it changes",
        (*ANSWERED, {"type": "item_add", "id": "x1"}),
        said("answer_item", "x1"),
        answers,
        [("", None, "x1", None, None)],
    ),
    ("its owner", ANSWERED, LINE[2], answers, [("", None, None, "nurse", None)]),
    ("its day", ANSWERED, LINE[3], answers, [("", None, None, None, date(2027, 1, 15))]),
    (
        "where the result goes",
        ANSWERED,
        LINE[4],
        lambda s: first(s).answers[0].answer_to,
        "gp",
    ),
    (
        "closed: the answer is a line of the plan",
        (*ANSWERED, *LINE),
        CLOSE,
        lambda s: (
            first(s).closed,
            [(one.id, one.text, one.owner, one.due, one.answer_to) for one in s.plan],
        ),
        (
            NOW,
            [("answer-kort-1-a1", "Ny kalium om en uge", "nurse", date(2027, 1, 15), "gp")],
        ),
    ),
    (
        "closed without a change",
        (*ANSWERED, said("answer_outcome", "no_change")),
        CLOSE,
        lambda s: (first(s).closed, s.plan),
        (NOW, ()),
    ),
    (
        "reopened: the line stays",
        (*ANSWERED, *LINE, CLOSE),
        {"type": "conference_reopen"},
        lambda s: (first(s).closed, [(one.id, one.standing) for one in s.plan]),
        (None, [("answer-kort-1-a1", "kept")]),
    ),
    ("what the specialist plans", (BEGIN,), PLANNED, work_up, [("echo", None, "")]),
    (
        "not that after all",
        (BEGIN, PLANNED),
        {**PLANNED, "type": "work_up_remove"},
        work_up,
        [],
    ),
    ("the GP cancels it", TO_GP, CANCEL, work_up, [("echo", "cancel", "")]),
    ("it has been done", TO_GP, DONE, work_up, [("echo", "cancel", "Gjort i maj")]),
    ("why, in own words", (*TO_GP, WHY), DONE, work_up, [("echo", "cancel", "Lavet i maj")]),
    ("it leads nowhere", (*TO_GP, DONE), NO_USE, work_up, [("echo", "cancel", "")]),
    ("own words stay", (*TO_GP, WHY), NO_USE, work_up, [("echo", "cancel", "Lavet i maj")]),
    (
        "why it is cancelled",
        TO_GP,
        NO_USE,
        lambda it: it.conferences[-1].work_up[0].ground,
        "no_use",
    ),
    (
        "it is done after all",
        (*TO_GP, DONE),
        {**DONE, "value": "go_on"},
        work_up,
        [("echo", "go_on", "")],
    ),
    (
        "not said after all",
        (*TO_GP, CANCEL),
        {**CANCEL, "value": ""},
        work_up,
        [("echo", None, "")],
    ),
    ("and says why", (*TO_GP, CANCEL), WHY, work_up, [("echo", "cancel", "Lavet i maj")]),
)

ids = st.sampled_from(["kort-1", "k2"])
named = st.sampled_from(["a1", "a2"])
services = st.sampled_from(["echo", "blood_tests", "intet"])
owners = st.sampled_from(["gp", "nurse", "hospital", "", "naboen"])
words = st.sampled_from(["", "Ring", "Kan det? Hvem?"])
days = st.sampled_from(["2026-12-24", "2027-01-15", ""])
of: dict[str, st.SearchStrategy[object]] = {"conference": ids, "answer": named}
"""Few values of each, so that what happens is often about the same."""

CONFERENCE_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "card_text": {
        "conference": ids,
        "field": st.sampled_from(["question", "wish", "tried"]),
        "value": words,
    },
    "card_reach": {"conference": ids, "value": st.sampled_from(["hospital", "specialist"])},
    "card_from": {"conference": ids, "value": words},
    "card_to": {"conference": ids, "value": words},
    "card_deadline": {"conference": ids, "value": days},
    "card_responsible": {"conference": ids, "value": owners},
    "card_after": {"conference": ids, "value": owners},
    "appointment": {
        "conference": ids,
        "field": st.sampled_from(["day", "at", "form", "minutes"]),
        "value": st.sampled_from(["2026-12-03", "09:30", "phone", "30", ""]),
    },
    "answer_text": {**of, "value": words},
    "answer_outcome": {**of, "value": st.sampled_from(["line", "change", "no_change", ""])},
    "answer_item": {**of, "value": st.sampled_from(["x1", "answer-kort-1-a1", ""])},
    "answer_owner": {**of, "value": owners},
    "answer_due": {**of, "value": days},
    "answer_receiver": {**of, "value": owners},
    "work_up_verdict": {
        "conference": ids,
        "service": services,
        "value": st.sampled_from(["go_on", "cancel", "done", "no_use", ""]),
        "draft": words,
    },
    "work_up_why": {"conference": ids, "service": services, "value": words},
}
"""They set: the last of them sent again in order do no harm."""

CONFERENCE_MOMENTS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    # What comes and goes, and what is judged by what stands at its time.
    "conference_begin": {"id": ids, "direction": st.sampled_from(["to_specialist", "to_gp"])},
    "conference_direction": {
        "conference": ids,
        "value": st.sampled_from(["to_specialist", "to_gp"]),
    },
    "conference_remove": {"conference": ids},
    "conference_send": {
        "conference": ids,
        "drafts": st.just(DRAFTS) | st.dictionaries(st.sampled_from(FIELDS), words, max_size=2),
    },
    "conference_unsend": {"conference": ids},
    "answer_add": {"conference": ids, "id": named},
    "answer_remove": of,
    "conference_close": {"conference": ids},
    "conference_reopen": {"conference": ids},
    "work_up_add": {"conference": ids, "service": services},
    "work_up_remove": {"conference": ids, "service": services},
    "appointment_remove": {"conference": ids},
}
