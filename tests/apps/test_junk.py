"""The browser is not trusted: whatever it sends, the page stands and the forløb is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overblik.apps.session import Session
from overblik.state.events import EVENT
from overblik.state.store import Store
from tests.apps.pages import APPS, begun, opened
from tests.support.examples import examples

KINDS = sorted(EVENT.json_schema()["discriminator"]["mapping"])
OTHERS = ["look", "language", "download", "open", "begin", "open_file", "", "slet-alt",
          "show", "case_file", "case_begin", "message_file", "document_file",
          "paper", "calendar", "card_pdf", "conference_calendar"]  # fmt: skip
KEYS = ["value", "domain", "item", "priority", "offer", "suggestion", "id", "field", "case",
        "forloeb", "file", "app", "n", "__class__", "what", "flag", "axis", "prompt", "instrument",
        "theme", "block", "card", "medicine", "owner", "service", "by", "day", "recipient",
        "section", "form", "name", "format", "large", "conference", "answer"]  # fmt: skip

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "mental",
            "x1",
            "case-1",
            "low-plan",
            "question",
            "2",
            "gp",
            "high",
            "C01",
            "kort-1",
            "to_gp",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=5,
)
junk = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), values, max_size=5)
kinds = st.sampled_from([*KINDS, *OTHERS])


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("junk")
    store = Store.open(f"sqlite:///{folder / 'overblik.sqlite3'}")
    yield store
    store.close()


def sessions(store: Store) -> list[Session]:
    id = begun(store, "C03", "B")
    return [*(opened(store, app, id) for app in APPS), opened(store, "konference")]


@pytest.mark.parametrize("at", range(len(APPS) + 1), ids=[*APPS, "no patient"])
@examples(60)
@given(events=st.lists(st.tuples(kinds, junk), min_size=1, max_size=4))
@example(events=[("open", {"forloeb": "\x00"})])
@example(events=[("open", {"forloeb": ["a"]})])
@example(events=[("begin", {"case": {"a": 1}})])
@example(events=[("item_add", {"id": "x1"}), ("item_text", {"item": "x1", "value": "\x00"})])
@example(events=[("priority_move", {"priority": "case-1", "value": 10**30})])
@example(events=[("overview", {"value": 10**30}), ("overview", {"value": float("nan")})])
@example(events=[("card_text", {"field": {"a": 1}, "value": "x"})])
@example(events=[("paper", {"name": "klinikeren", "format": {"a": 1}, "large": [1]})])
@example(events=[("rate", {"domain": None, "value": "\U0001f600" * 1000})])
def test_no_event_breaks_the_page(
    one_store: Store, at: int, events: list[tuple[str, dict[str, object]]]
):
    session = sessions(one_store)[at]
    for kind, fields in events:
        reply = session.handle({**fields, "type": kind})
        assert reply.html.strip()
        assert reply.html.encode("utf-8")
        assert "Traceback" not in reply.html
    forloeb = str(reply.head["forloeb"])
    if forloeb:
        saved = one_store.read(forloeb)
        assert saved.revision == reply.head["revision"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "card_to", "value": "\ud800"},
        {"type": "item_text", "item": "\ud800", "value": "\ud800"},
        {"type": "open", "forloeb": "\ud800"},
        {"type": "begin", "case": "\ud800"},
        {"type": "open_file", "file": "\ud800"},
        {"type": "\ud800"},
        {"type": None},
        {"type": ["card_to"], "value": "x"},
        {"type": {"a": 1}, "value": "x"},
        {},
    ],
    ids=repr,
)
@pytest.mark.parametrize("app", APPS)
def test_half_a_character_or_no_type_breaks_nothing(
    store: Store, app: str, event: dict[str, object]
):
    """Half of a surrogate pair is no text at all, yet JSON can carry it."""
    for id in (begun(store), ""):
        session = opened(store, app, id)
        reply = session.handle(event)
        assert reply.html.encode("utf-8")
        assert reply.head["revision"] in (0, 1)
