"""Every kind of event does what its row says, once, and nothing else."""

from __future__ import annotations

import pytest

from overblik.state.events import EVENT
from tests.state.happenings import ROWS, Row
from tests.state.worlds import START, after

each = pytest.mark.parametrize("row", ROWS, ids=[f"{r.event['type']}-{r.what}" for r in ROWS])


SEVERAL = {
    "year_step": 5,
    "regrouped": 2,
    "variant": 3,
    "flag": 2,
    "red_flag": 2,
    "consultation_close": 2,
    "conference_close": 2,
    "conference_send": 2,
    "service_take": 2,
    "consent": 2,
    "consent_all": 2,
    "consent_said": 2,
    "consent_withdraw": 2,
    "review": 4,
    "review_why": 2,
    "item_done": 2,
    "item_restore": 2,
    "year_begin": 2,
}
"""How many parts of the state these may change: a new flag also takes back the release, a variant
that and the checklist, a consultation or a conference that is closed writes into the plan, one that
is sent is noted on the list of shares, a
service that is taken is a line and an order, a yes taken back is marked on what was shared, and a
verdict is on its line, its order and the list of verdicts. The first change on a later day of the
year also marks that day, and a step through the year is the day it is and all that stands on it."""


def event_types() -> set[str]:
    """Every type of event the suite knows, from the union itself."""
    return set(EVENT.json_schema()["discriminator"]["mapping"])


def test_the_table_has_every_event_there_is():
    assert {row.event["type"] for row in ROWS} == event_types()


@each
def test_what_is_then_true(row: Row):
    assert row.look(after(*row.before, row.event)) == row.then


@each
def test_an_event_that_arrives_twice_does_nothing_the_second_time(row: Row):
    once = after(*row.before, row.event)
    assert after(row.event, state=once) == once


@each
def test_the_state_before_is_not_touched(row: Row):
    before = after(*row.before)
    kept = before.model_copy(deep=True)
    after(row.event, state=before)
    assert before == kept


@each
def test_only_what_the_event_is_about_changes(row: Row):
    changed = after(*row.before, row.event)
    before = after(*row.before)
    fields = {
        name for name in type(START).model_fields if getattr(changed, name) != getattr(before, name)
    }
    assert len(fields) <= SEVERAL.get(str(row.event["type"]), 1), fields
