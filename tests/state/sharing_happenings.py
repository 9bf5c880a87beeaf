"""What can happen to consent and sharing, one row each: before, what happens, what is then true.

`happenings` has the rows among its own, so that every event is tried in the same ways.
"""

from __future__ import annotations

from hypothesis import strategies as st

from overblik.domain.base import SECTIONS
from overblik.domain.sharing import Agreement
from overblik.state.state import State
from tests.state.fact_happenings import FactRow
from tests.state.worlds import NOW, Raw

TO: Raw = {"recipient": "municipality"}
YES: Raw = {"type": "consent", **TO, "section": "medicine", "value": True}
GOALS: Raw = {**YES, "section": "goals"}
AGREEMENTS: Raw = {**YES, "section": "agreements"}
NO: Raw = {**YES, "value": False}
ALL: Raw = {"type": "consent_all", **TO, "value": "yes"}
NONE: Raw = {**ALL, "value": "no"}
BACK: Raw = {"type": "consent_withdraw", **TO}
SAID: Raw = {"type": "consent_said", "recipient": "hospital"}
SHARED: Raw = {"type": "share", **TO, "form": "text", "id": "municipality-text-1"}
INSTEAD: Raw = {"type": "alternative", **TO, "value": "Datteren hjælper"}
LINE: Raw = {"type": "suggestion_take", "suggestion": "ldl"}


def agreed(state: State) -> Agreement:
    """What the patient has said about the municipality."""
    return state.consents["municipality"]


def allowed(state: State) -> tuple[object, ...]:
    return agreed(state).sections


def marks(state: State) -> list[object]:
    """When what was shared was no longer to be had, one of each line of the list."""
    return [one.withdrawn for one in state.shares]


SHARES: tuple[FactRow, ...] = (
    ("a yes to one part", (), YES, allowed, ("medicine",)),
    ("parts stand in the plan's order", (YES,), GOALS, allowed, ("goals", "medicine")),
    ("a no to one part", (GOALS, YES), NO, allowed, ("goals",)),
    ("a no before any yes is an answer", (), NO, agreed, Agreement()),
    ("another recipient is another question", (YES,), SAID, allowed, ("medicine",)),
    ("yes to all of it", (), ALL, allowed, SECTIONS),
    ("no to all of it is a plain no", (ALL,), NONE, agreed, Agreement()),
    ("as the patient says", (), SAID, lambda s: s.consents["hospital"].sections, ("agreements",)),
    (
        "a plain yes gives what is asked",
        (),
        {**SAID, "recipient": "pharmacy"},
        lambda s: s.consents["pharmacy"].sections,
        ("medicine",),
    ),
    (
        "and takes back what was ticked beyond it",
        ({**ALL, "recipient": "pharmacy"},),
        {**SAID, "recipient": "pharmacy"},
        lambda s: s.consents["pharmacy"].sections,
        ("medicine",),
    ),
    ("a yes taken back", (YES,), BACK, agreed, Agreement(withdrawn=NOW)),
    ("a yes taken back that never was", (), BACK, lambda s: dict(s.consents), {}),
    ("a no is not taken back", (NONE,), BACK, agreed, Agreement()),
    ("a yes after that is a yes", (YES, BACK), GOALS, agreed, Agreement(sections=("goals",))),
    ("a used yes that becomes a no", (ALL, SHARED), NONE, agreed, Agreement(withdrawn=NOW)),
    ("by the last tick too", (YES, SHARED), NO, agreed, Agreement(withdrawn=NOW)),
    ("what is done instead", (NONE,), INSTEAD, lambda s: agreed(s).alternative, "Datteren hjælper"),
    (
        "what is done instead outlives the yes",
        (NONE, INSTEAD),
        ALL,
        lambda s: agreed(s).alternative,
        "Datteren hjælper",
    ),
    (
        "a sharing is noted with what it held",
        (LINE, {**YES, "section": "agreements"}),
        SHARED,
        lambda s: [
            (one.recipient, one.sections, one.form, one.items, one.when) for one in s.shares
        ],
        [("municipality", ("agreements",), "text", 1, NOW)],
    ),
    (
        "lines of closed parts are not counted",
        (LINE, YES),
        SHARED,
        lambda s: s.shares[0].items,
        0,
    ),
    (
        "nor are those taken out",
        (LINE, {"type": "item_remove", "item": "case-ldl"}, ALL),
        SHARED,
        lambda s: s.shares[0].items,
        0,
    ),
    (
        "two windows tell of the same sharing",
        (YES, SHARED, GOALS),
        SHARED,
        lambda s: [one.sections for one in s.shares],
        [("medicine",)],
    ),
    ("what is shared is not taken back", (YES,), SHARED, marks, [None]),
    ("the list says that it was taken back", (YES, SHARED), BACK, marks, [NOW]),
    ("a plain no to all of it too", (YES, SHARED), NONE, marks, [NOW]),
    ("a new yes does not undo it", (GOALS, SHARED, BACK), AGREEMENTS, marks, [NOW]),
    ("nor one to the same part", (GOALS, SHARED, BACK), GOALS, marks, [NOW]),
    ("nor one to all of it", (ALL, SHARED, NONE), ALL, marks, [NOW]),
    ("one part taken back, another not", (GOALS, YES, SHARED), NO, marks, [NOW]),
    ("a part that was not shared", (YES, SHARED, GOALS), {**GOALS, "value": False}, marks, [None]),
    ("one more part", (YES, SHARED), GOALS, marks, [None]),
    ("somebody else's no", (ALL, SHARED), {**NO, "recipient": "hospital"}, marks, [None]),
    (
        "what the patient says, where less than was shared",
        ({**ALL, "recipient": "hospital"}, {**SHARED, "recipient": "hospital"}),
        SAID,
        marks,
        [NOW],
    ),
    (
        "shared anew after a new yes is another sharing",
        (YES, SHARED, BACK, YES),
        {**SHARED, "id": "municipality-text-2"},
        marks,
        [NOW, None],
    ),
    (
        "taking it back leaves the list",
        (YES, SHARED),
        BACK,
        lambda s: (len(s.shares), agreed(s).sections),
        (1, ()),
    ),
)

recipients = st.sampled_from(["municipality", "hospital", "pharmacy", "civil_society", "patient"])
SHARE_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "consent": {
        "recipient": recipients,
        "section": st.sampled_from(SECTIONS),
        "value": st.booleans(),
    },
    "consent_all": {"recipient": recipients, "value": st.sampled_from(["yes", "no"])},
    "consent_said": {"recipient": recipients},
    "consent_withdraw": {"recipient": recipients},
    "alternative": {"recipient": recipients, "value": st.text("ab æø", max_size=10)},
}
# Sent again together, a no, the yes after it and what was then shared tell of a no after the
# sharing: the list then has a mark too many, which is better than one too few.
SHARE_MOMENTS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "share": {
        "recipient": recipients,
        "form": st.sampled_from(["text", "paper", "message", "spoken"]),
        "id": st.sampled_from(["s1", "s2", "s3"]),
    },
}
