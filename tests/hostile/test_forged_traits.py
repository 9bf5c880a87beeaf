"""The page's own state in a browser's hands: the kernel alone writes it, whatever is sent.

Which traits there are is asked of the widget itself, so that a new one is tried without a word.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overblik.ui.page import Page
from overblik.ui.reply import Reply
from tests.hostile.network import answers, unharmed
from tests.support.protocol import Connection, run

SCRIPT = "<img src=x onerror=alert(1)>"
FORGED = ["", SCRIPT, "IPY_MODEL_x", None, True, -1, 1e300, [], ["a"], {}, {"lang": SCRIPT}]

HEAD = {"lang": "da", "title": "Side", "address": "", "revision": 1, "forloeb": "", "focus": ""}
LIKELY = st.sampled_from(FORGED)
ANYTHING = st.recursive(
    LIKELY | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Silent(Page):
    """A page that keeps what it would have sent."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        super().__init__(lambda event: Reply(event["type"], HEAD), Reply("<main></main>", HEAD))
        self.sent.clear()

    def _send(self, msg: Any, buffers: Any = None) -> None:
        self.sent.append(msg)


def update(page: Page, state: Any, paths: Any = (), buffers: Any = ()) -> None:
    """What the page gets when a browser sets traits; it may write in it."""
    data = {"method": "update", "state": deepcopy(state), "buffer_paths": list(paths)}
    page._handle_msg({"content": {"data": data}, "buffers": list(buffers)})


TRAITS = sorted(set(Silent().keys))
OTHERS = ["comm", "keys", "_handle", "_page", "_done", "_msg_callbacks", "_property_lock", "log"]
STATES = st.dictionaries(st.sampled_from(TRAITS + OTHERS) | st.text(max_size=5), ANYTHING)


def test_the_widgets_list_of_traits_is_what_is_tried():
    assert {"html", "head", "layout", "_esm", "_view_module", "_model_name"} <= set(TRAITS)
    assert set(TRAITS) == set(Silent().traits(sync=True))


@given(STATES | ANYTHING, st.lists(st.lists(st.sampled_from(TRAITS) | st.integers(), max_size=2)))
@settings(max_examples=200, deadline=None)
def test_no_forged_state_is_taken(state, paths):
    page = Silent()
    before = page.get_state()
    inside = {name: page.__dict__.get(name) for name in OTHERS}
    update(page, state, paths, [memoryview(SCRIPT.encode())] * len(paths))
    assert page.get_state() == before
    assert {name: page.__dict__.get(name) for name in OTHERS} == inside
    assert page.sent == []  # no echo either: it would reach the page's other windows
    page._receive(page, {"n": 1, "event": {"type": "next"}, "page": "p"}, [])
    assert page.html == "next"


@pytest.mark.parametrize("trait", TRAITS)
def test_no_trait_takes_a_likely_value(trait):
    page = Silent()
    before = page.get_state()
    for value in FORGED:
        update(page, {trait: value})
        assert page.get_state() == before


def state_of(app: Connection) -> dict[str, Any]:
    """The page's state as the kernel tells it when asked."""
    asked = {"comm_id": app.comm_id, "data": {"method": "request_state"}}
    told = answers(app, run(app.send("comm_msg", asked)))
    return next(one["content"]["data"]["state"] for one in told if "data" in one["content"])


def forge(app: Connection, comm: str, state: dict[str, Any], **more: Any) -> str:
    data = {"method": "update", "state": state, "buffer_paths": [], **more}
    return run(app.send("comm_msg", {"comm_id": comm, "data": data}))


def test_every_trait_of_a_real_page_stays_as_it_is(either):
    before = state_of(either)
    assert {"html", "head"} <= before.keys()
    sent = [forge(either, either.comm_id, {trait: one}) for trait in before for one in FORGED]
    echoes = [one for one in answers(either, *sent) if "data" in one["content"]]
    assert echoes == []
    assert state_of(either) == before
    assert unharmed(either)


@given(state=st.dictionaries(st.sampled_from(TRAITS), ANYTHING))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_state_leaves_a_real_page_as_it_is(app, state):
    before = state_of(app)
    forge(app, app.comm_id, state)
    assert state_of(app) == before


def test_binary_values_do_not_come_in_by_the_back_door(app):
    before = state_of(app)
    for path in (["html"], ["head", "title"], ["html", 0], [], ["_esm"], ["a"] * 50):
        data = {"method": "update", "state": {"head": {}}, "buffer_paths": [path]}
        content = {"comm_id": app.comm_id, "data": data}
        run(app.send("comm_msg", content, buffers=[SCRIPT.encode()]))
    assert state_of(app) == before
    assert unharmed(app)


def test_the_page_does_not_depend_on_any_other_widget(app):
    before = state_of(app)
    for comm in set(app.models) - {app.comm_id}:
        for trait in app.models[comm]:
            forge(app, comm, {trait: SCRIPT})
            forge(app, comm, {trait: None})
        forge(app, comm, {}, method="close")
    assert state_of(app) == before
    assert unharmed(app)
