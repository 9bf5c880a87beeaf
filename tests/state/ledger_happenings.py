"""What can happen to who answers for the plan, one row each: before, what happens, what is then.

`happenings` has the rows among its own, so that every event is tried in the same ways.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from overblik.state.state import State
from tests.state.worlds import MODEL, NOW, Raw

LedgerRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]

GP = MODEL.owner("gp")
assert GP is not None
PROPOSED = GP.if_nothing

KEPT: Raw = {"type": "offer", "offer": "low-overview", "value": "kept"}
TAKEN: Raw = {"type": "suggestion_take", "suggestion": "ldl"}
ADDED: Raw = {"type": "item_add", "id": "x1"}
SECOND: Raw = {"type": "item_second_owner", "item": "offer-low-overview", "value": "nurse"}
FILLED: Raw = {"type": "fill_if_nothing", "value": "da"}
AGREE: Raw = {"type": "agree"}
WHOLE: tuple[Raw, ...] = (KEPT, FILLED)
AGREED: tuple[Raw, ...] = (*WHOLE, AGREE)
LEFT: Raw = {"type": "owner_absent", "owner": "gp", "value": "left"}
STANDING: Raw = {"type": "offer", "offer": "low-plan", "value": "kept"}
MOVED: Raw = {
    "type": "owner_move",
    "owner": "gp",
    "value": "nurse",
    "items": "offer-low-overview x9",
}
JOINED: Raw = {"type": "together", "items": "offer-low-overview case-ldl", "value": "2027-03-01"}


def if_nothing(state: State) -> list[str]:
    return [one.if_nothing for one in state.plan]


LEDGER: tuple[LedgerRow, ...] = (
    ("a second owner", (KEPT,), SECOND, lambda s: s.plan[0].second_owner, "nurse"),
    (
        "no second owner again",
        (KEPT, SECOND),
        {**SECOND, "value": ""},
        lambda s: (s.plan[0].owner, s.plan[0].second_owner),
        ("gp", None),
    ),
    (
        "the second becomes the one",
        (KEPT, SECOND),
        {"type": "item_owner", "item": "offer-low-overview", "value": "nurse"},
        lambda s: (s.plan[0].owner, s.plan[0].second_owner),
        ("nurse", None),
    ),
    (
        "how people meet",
        (KEPT,),
        {"type": "item_meeting", "item": "offer-low-overview", "value": "home"},
        lambda s: s.plan[0].meeting,
        "home",
    ),
    (
        "nobody meets after all",
        (KEPT, {"type": "item_meeting", "item": "offer-low-overview", "value": "home"}),
        {"type": "item_meeting", "item": "offer-low-overview", "value": ""},
        lambda s: s.plan[0].meeting,
        None,
    ),
    (
        "the part it belongs to",
        (KEPT,),
        {"type": "item_section", "item": "offer-low-overview", "value": "mental"},
        lambda s: s.plan[0].section,
        "mental",
    ),
    (
        "the part that follows from the line",
        (KEPT, {"type": "item_section", "item": "offer-low-overview", "value": "mental"}),
        {"type": "item_section", "item": "offer-low-overview", "value": ""},
        lambda s: s.plan[0].section,
        None,
    ),
    (
        "words to begin with, not where some are or where nobody is the owner",
        (KEPT, TAKEN, ADDED, {"type": "item_if_nothing", "item": "case-ldl", "value": "Egne ord"}),
        FILLED,
        if_nothing,
        [PROPOSED.da, "Egne ord", ""],
    ),
    ("in English", (KEPT,), {**FILLED, "value": "en"}, if_nothing, [PROPOSED.en]),
    (
        "a line that is out keeps its silence",
        (KEPT, {**KEPT, "value": "declined"}),
        FILLED,
        if_nothing,
        [""],
    ),
    (
        "the words are taken away again, one's own are not",
        (KEPT, TAKEN, {"type": "item_if_nothing", "item": "case-ldl", "value": "Eget"}, FILLED),
        {**FILLED, "value": ""},
        if_nothing,
        ["", "Eget"],
    ),
    (
        "an owner has left, and the line keeps the name",
        (KEPT,),
        LEFT,
        lambda s: (dict(s.absent), s.plan[0].owner),
        ({"gp": "left"}, "gp"),
    ),
    (
        "a relative is ill",
        (),
        {"type": "owner_absent", "owner": "relative", "value": "ill"},
        lambda s: dict(s.absent),
        {"relative": "ill"},
    ),
    (
        "an owner is back",
        (LEFT,),
        {**LEFT, "value": "here"},
        lambda s: dict(s.absent),
        {},
    ),
    (
        "what is standing has no day and needs no words",
        (STANDING,),
        FILLED,
        lambda s: (s.plan[0].due, s.plan[0].if_nothing),
        (None, ""),
    ),
    (
        "somebody else takes over the lines it was said of, if they are still the owner's",
        (KEPT, TAKEN, STANDING, SECOND),
        MOVED,
        lambda s: [(one.owner, one.second_owner) for one in s.plan],
        [("nurse", None), ("gp", None), ("gp", None)],
    ),
    (
        "visits on one day",
        (KEPT, TAKEN),
        JOINED,
        lambda s: [one.due for one in s.plan],
        [date(2027, 3, 1), date(2027, 3, 1)],
    ),
    ("it is agreed", WHOLE, AGREE, lambda s: s.agreed, NOW),
    ("it is open again", AGREED, {"type": "unagree"}, lambda s: s.agreed, None),
    (
        "what is no part of the plan does not open it",
        AGREED,
        {"type": "card_to", "value": "Geriater"},
        lambda s: s.agreed,
        NOW,
    ),
)

ITEMS = st.sampled_from(["x1", "x2", "case-ldl", "offer-low-overview"])
OWNERS = st.sampled_from([*(one.id for one in MODEL.owners), "", "naboen"])

Fields = dict[str, st.SearchStrategy[object]]

LEDGER_FIELDS: dict[str, Fields] = {
    "item_second_owner": {"item": ITEMS, "value": OWNERS},
    "item_meeting": {"item": ITEMS, "value": st.sampled_from(["visit", "digital", "", "by_owl"])},
    "item_section": {"item": ITEMS, "value": st.sampled_from(["goals", "medicine", ""])},
    "owner_absent": {"owner": OWNERS, "value": st.sampled_from(["here", "ill", "left"])},
    "together": {
        "items": st.lists(ITEMS, min_size=1, max_size=3),
        "value": st.dates(date(2026, 1, 1), date(2030, 1, 1)).map(str),
    },
}
LEDGER_MOMENTS: dict[str, Fields] = {
    # They are about the plan as it is at their time.
    "fill_if_nothing": {"value": st.sampled_from(["da", "en", ""])},
    "owner_move": {"owner": OWNERS, "value": OWNERS, "items": st.lists(ITEMS, max_size=3)},
    "agree": {},
    "unagree": {},
}
