"""What can happen at the annual review, one row each: before, what happens, what is then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from overblik.state.state import State
from tests.state.worlds import Raw

ReviewRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]

TAKEN: Raw = {"type": "suggestion_take", "suggestion": "ldl"}
YEAR: Raw = {"type": "year_step", "value": "aarsdag"}
LAST: tuple[Raw, ...] = (TAKEN, YEAR)
"""A line of last year's, due on 28 February 2027, on the day a year after it began."""
KEEP: Raw = {"type": "review", "item": "case-ldl", "value": "kept"}
CHANGE: Raw = {**KEEP, "value": "changed"}
END: Raw = {**KEEP, "value": "ended"}
BACK: Raw = {**KEEP, "value": ""}
WHY: Raw = {"type": "review_why", "item": "case-ldl", "value": "Rejste"}
DONE: Raw = {"type": "item_done", "item": "case-ldl", "value": "2026-11-30"}
BEGIN: Raw = {"type": "year_begin", "value": "yes"}
MARCHED = date(2027, 2, 28)


def line(state: State) -> object:
    one = state.plan[-1]
    return one.standing, one.due, one.done


def verdict(state: State) -> object:
    return {id: (one.at, one.verdict, one.why) for id, one in state.reviewed.items()}


REVIEW: tuple[ReviewRow, ...] = (
    ("kept though it was never done: within a month", LAST, KEEP, line,
     ("kept", date(2027, 12, 30), None)),
    ("a verdict has its day", LAST, KEEP, verdict, {"case-ldl": ("aarsdag", "kept", "")}),
    ("changed, it stays to be edited", LAST, CHANGE, line, ("kept", MARCHED, None)),
    ("ended, it is over", LAST, END, line, ("ended", MARCHED, None)),
    ("no verdict again", (*LAST, KEEP), BACK, lambda s: (line(s), verdict(s)),
     (("kept", MARCHED, None), {})),
    ("not ended after all", (*LAST, END), BACK, line, ("kept", MARCHED, None)),
    ("ended after it was kept: its own day", (*LAST, KEEP), END, line, ("ended", MARCHED, None)),
    ("kept, what was done is to be done anew", (TAKEN, DONE, YEAR), KEEP, line,
     ("kept", date(2028, 2, 28), None)),
    ("taken back, it was done", (TAKEN, DONE, YEAR, KEEP), BACK, line,
     ("kept", MARCHED, date(2026, 11, 30))),
    ("what was written on it stays", (*LAST, CHANGE,
      {"type": "item_text", "item": "case-ldl", "value": "LDL hos naboen"}), BACK,
     lambda s: (s.plan[-1].text, s.plan[-1].due), ("LDL hos naboen", MARCHED)),
    ("ended and taken back into the plan", (*LAST, END),
     {"type": "item_restore", "item": "case-ldl"}, line, ("kept", MARCHED, None)),
    ("a reason", (*LAST, END), WHY, verdict, {"case-ldl": ("aarsdag", "ended", "Rejste")}),
    ("a reason before the verdict", LAST, WHY, verdict, {"case-ldl": ("aarsdag", None, "Rejste")}),
    ("a reason outlives the verdict", (*LAST, END, WHY), BACK, verdict,
     {"case-ldl": ("aarsdag", None, "Rejste")}),
    ("no reason, nothing said", (*LAST, WHY), {**WHY, "value": ""}, verdict, {}),
    ("done", (TAKEN,), DONE, lambda s: s.plan[-1].done, date(2026, 11, 30)),
    ("done on a day of the story", LAST, {**DONE, "value": "2027-03-03"},
     lambda s: s.plan[-1].done, date(2027, 3, 3)),
    ("not done after all", (TAKEN, DONE), {**DONE, "value": ""}, lambda s: s.plan[-1].done, None),
    ("the plan's new year", (*LAST, KEEP), BEGIN, lambda s: (s.begins, s.plan_start),
     (date(2027, 11, 30), date(2027, 11, 30))),
    ("not yet after all", (*LAST, KEEP, BEGIN), {**BEGIN, "value": "no"},
     lambda s: (s.begins, s.plan_start), (None, date(2026, 11, 30))),
    ("an empty plan has nothing to wait for", (YEAR,), BEGIN, lambda s: s.begins,
     date(2027, 11, 30)),
)  # fmt: skip

items = st.sampled_from(["x1", "case-ldl", "service-echo", "offer-low-plan"])
REVIEW_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "review": {"item": items, "value": st.sampled_from(["kept", "changed", "ended", ""])},
    "review_why": {"item": items, "value": st.sampled_from(["", "Rejste", "Glemt"])},
    "item_done": {
        "item": items,
        "value": st.sampled_from(["", "2026-11-30", "2027-03-03", "2090-01-01"]),
    },
    "year_begin": {"value": st.sampled_from(["yes", "no"])},
}
