"""What can happen to an order, one row each: before, what happens, what is then true.

`happenings` has the rows among its own, so that every event is tried in the same ways.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from overblik.domain.base import Text
from overblik.domain.bookings import STEPS, Booking
from overblik.domain.plan import PlanItem
from overblik.state.state import State
from tests.state.fact_happenings import FactRow
from tests.state.worlds import CASE, TODAY, Raw

EYES: Raw = {"type": "service_take", "service": "eye_photo"}
SELF: Raw = {**EYES, "by": "patient"}
FRIEND: Raw = {"type": "service_take", "service": "visiting_friend"}
OF_EYES: Raw = {"item": "service-eye_photo"}
OF_FRIEND: Raw = {"item": "service-visiting_friend"}


def step(value: str, item: Raw = OF_EYES, **day: str) -> Raw:
    """One step of an order, as the page sends it."""
    return {"type": "booking_step", **item, "value": value, **day}


def back(value: str) -> Raw:
    return {"type": "booking_back", **OF_EYES, "value": value}


def write(field: str, value: str, item: Raw = OF_EYES) -> Raw:
    return {"type": f"booking_{field}", **item, "value": value}


def answer_to(owner: str, item: Raw = OF_EYES) -> Raw:
    return {"type": "item_answer_to", **item, "value": owner}


ORDERED, DONE, ANSWERED, ACTED, CLOSED = (step(one) for one in STEPS)
ANSWER = (EYES, ORDERED, DONE, ANSWERED)
ACTION = write("action", "Ny tid om et år")
LINK = (write("link_person", "Bo", OF_FRIEND), write("day", "2026-12-14", OF_FRIEND))


def eyes(state: State) -> Booking:
    return state.bookings["service-eye_photo"]


def friend(state: State) -> Booking:
    return state.bookings["service-visiting_friend"]


def taken(state: State) -> list[str]:
    return list(eyes(state).days)


def line(state: State) -> PlanItem:
    """The eye photo's line in the plan."""
    return next(one for one in state.plan if one.id == "service-eye_photo")


BOOKINGS: tuple[FactRow, ...] = (
    (
        "a line with an owner, a day and where the answer goes",
        (),
        EYES,
        lambda s: (line(s).owner, line(s).due, line(s).answer_to, line(s).meeting),
        ("specialist", date(2026, 12, 28), "gp", "visit"),
    ),
    (
        "the line's words are the catalogue's in both languages",
        (),
        EYES,
        lambda s: line(s).words,
        Text(da="Øjenfoto", en="Eye photo"),
    ),
    ("for the GP to order", (), EYES, lambda s: (eyes(s).by, taken(s)), ("gp", [])),
    ("for the patient to order", (), SELF, lambda s: eyes(s).by, "patient"),
    ("who orders can change before the order", (EYES,), SELF, lambda s: eyes(s).by, "patient"),
    (
        "a line that was taken out comes back with its steps",
        (EYES, ORDERED, {"type": "item_remove", **OF_EYES}),
        EYES,
        lambda s: (line(s).standing, taken(s)),
        ("kept", ["ordered"]),
    ),
    ("ordered today", (EYES,), ORDERED, lambda s: eyes(s).days, {"ordered": TODAY}),
    (
        "ordered on another day",
        (EYES,),
        step("ordered", day="2026-11-12"),
        lambda s: eyes(s).days["ordered"],
        date(2026, 11, 12),
    ),
    (
        "as early as the case's own date",
        (EYES,),
        step("ordered", day=CASE.date.isoformat()),
        lambda s: eyes(s).days["ordered"],
        CASE.date,
    ),
    (
        "no day is today",
        (EYES, step("ordered", day="2026-11-12")),
        step("done", day=""),
        lambda s: eyes(s).days["done"],
        TODAY,
    ),
    ("ordered by the patient", (SELF,), ORDERED, taken, ["ordered"]),
    ("answered", ANSWER[:-1], ANSWERED, taken, list(STEPS[:3])),
    (
        "answered to somebody else at the practice",
        (*ANSWER[:-1], answer_to("nurse")),
        ANSWERED,
        taken,
        list(STEPS[:3]),
    ),
    (
        "word from an association need not come to the GP",
        (
            *(FRIEND, *LINK, step("ordered", OF_FRIEND), step("done", OF_FRIEND)),
            answer_to("patient", OF_FRIEND),
        ),
        step("answered", OF_FRIEND),
        lambda s: list(friend(s).days),
        list(STEPS[:3]),
    ),
    ("acted on", (*ANSWER, ACTION), ACTED, taken, list(STEPS[:4])),
    ("closed with its action", (*ANSWER, ACTION, ACTED), CLOSED, taken, list(STEPS)),
    ("the last step undone", (EYES, ORDERED, DONE), back("done"), taken, ["ordered"]),
    (
        "what is asked",
        (EYES,),
        write("question", "Er der noget at se?"),
        lambda s: eyes(s).question,
        "Er der noget at se?",
    ),
    (
        "why again",
        (EYES,),
        write("again", "Hun ser dårligere"),
        lambda s: eyes(s).again,
        "Hun ser dårligere",
    ),
    ("what came of it", ANSWER, ACTION, lambda s: eyes(s).action, "Ny tid om et år"),
    (
        "an action can be emptied while the loop is open",
        (*ANSWER, ACTION),
        write("action", ""),
        lambda s: eyes(s).action,
        "",
    ),
    ("who goes along", (FRIEND,), LINK[0], lambda s: friend(s).link_person, "Bo"),
    (
        "the first meeting",
        (FRIEND,),
        LINK[1],
        lambda s: friend(s).first_meeting,
        date(2026, 12, 14),
    ),
    (
        "no first meeting again",
        (FRIEND, LINK[1]),
        write("day", "", OF_FRIEND),
        lambda s: friend(s).first_meeting,
        None,
    ),
    (
        "an order among people has its person and day",
        (FRIEND, *LINK),
        step("ordered", OF_FRIEND),
        lambda s: list(friend(s).days),
        ["ordered"],
    ),
)

_items = st.sampled_from(["service-eye_photo", "service-visiting_friend", "service-echo", "x1"])
_words = st.sampled_from(["", " ", "noget"])
_days = st.dates(CASE.date, date(2026, 12, 2)).map(str) | st.just("")
BOOKING_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "service_take": {
        "service": st.sampled_from(["eye_photo", "visiting_friend", "echo", "vitamin_d"]),
        "by": st.sampled_from(["gp", "patient"]),
    },
    "booking_step": {"item": _items, "value": st.sampled_from(STEPS), "day": _days},
    "booking_back": {"item": _items, "value": st.sampled_from(STEPS)},
    "booking_question": {"item": _items, "value": _words},
    "booking_again": {"item": _items, "value": _words},
    "booking_action": {"item": _items, "value": _words},
    "booking_link_person": {"item": _items, "value": _words},
    "booking_day": {"item": _items, "value": _days},
}
