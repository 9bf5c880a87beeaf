"""What can be noted on the way through the year, one row each: before, what happens, what is."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from overblik.state.state import OwnRating, State
from tests.state.worlds import Raw

YearRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]

TO_OVERVIEW: Raw = {"type": "year_step", "value": "aarsdag"}
TO_START: Raw = {"type": "year_step", "value": "start"}
REASON: Raw = {"type": "contacts_reason", "value": "Hun vil hellere ringe"}
LOOKED: Raw = {"type": "regrouped", "value": "yes"}
CARRY: Raw = {"type": "carry_forward", "value": "yes"}
LINE: Raw = {"type": "item_add", "id": "x1"}
RATED: Raw = {"type": "rate", "domain": "mental", "value": 2}


def place(state: State) -> object:
    return state.place, state.touched, [*state.chapters]


YEAR: tuple[YearRow, ...] = (
    ("a year later", (), TO_OVERVIEW, place, ("aarsdag", False, [])),
    (
        "a day that has been worked on is kept",
        (RATED,),
        TO_OVERVIEW,
        place,
        ("aarsdag", False, ["start"]),
    ),
    ("and the next one has what it had", (RATED,), TO_OVERVIEW, lambda s: s.answers, {"mental": 2}),
    (
        "and there again",
        (RATED, TO_OVERVIEW, {"type": "unrate", "domain": "mental"}),
        TO_START,
        lambda s: (s.at, s.answers, [*s.chapters]),
        (None, {"mental": 2}, ["aarsdag"]),
    ),
    ("to where one is", (RATED,), TO_START, place, ("start", False, [])),
    (
        "what was written on an earlier day goes on to one that was worked on",
        (TO_OVERVIEW, RATED, TO_START, LINE),
        CARRY,
        lambda s: ([one.id for one in s.chapters["aarsdag"].plan], s.chapters["aarsdag"].ratings),
        (["x1"], {"mental": OwnRating(answer=2)}),
    ),
    (
        "why so many contacts",
        (),
        REASON,
        lambda s: s.contacts_reason,
        "Hun vil hellere ringe",
    ),
    ("somebody has looked at the group", (TO_OVERVIEW,), LOOKED, lambda s: s.regrouped, "aarsdag"),
    (
        "or has not after all",
        (TO_OVERVIEW, LOOKED),
        {**LOOKED, "value": "no"},
        lambda s: s.regrouped,
        None,
    ),
)

Fields = dict[str, dict[str, st.SearchStrategy[object]]]

YEAR_FIELDS: Fields = {
    "contacts_reason": {"value": st.text(st.characters(categories=["L"]), max_size=20)},
    "regrouped": {"value": st.sampled_from(["yes", "no"])},
}
YEAR_MOMENTS: Fields = {
    "year_step": {"value": st.sampled_from(["start", "aarsdag", "i-morgen"])},
    "carry_forward": {"value": st.just("yes")},
}
"""Where one is then decides which day what comes next is about."""
