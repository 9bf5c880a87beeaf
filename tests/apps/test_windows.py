"""Two windows on one forløb: the later change holds, both are kept, and the other one is told."""

from __future__ import annotations

import time

import pytest

from overblik.apps.session import NEWS_STAYS
from overblik.state.store import Store
from tests.apps.pages import APPS, begun, do, opened
from tests.domain.stories import STORY


def test_changes_in_different_apps_are_both_there(store: Store):
    id = begun(store)
    sorting, plan = opened(store, "stratificering", id), opened(store, "behandlingsplan", id)
    do(sorting, "rate", domain="mental", value="2")
    page = do(plan, "item_add", id="x1")
    assert page.one("item-x1")
    assert store.read(id).state.answers == {"mental": 2}
    assert "andet vindue" in page.one("notice").text


def test_in_one_field_the_later_change_holds_and_the_other_is_told(store: Store):
    id = begun(store)
    one, other = opened(store, "konference", id), opened(store, "konference", id)
    do(one, "card_to", value="Geriater")
    page = do(other, "card_to", value="Nefrolog")
    assert page.value("card_to-field") == "Nefrolog"
    assert page.one("notice").text
    page = do(one, "look")
    assert page.value("card_to-field") == "Nefrolog"
    assert "andet vindue kl." in page.one("notice").text


def test_nobody_is_told_of_their_own_change(store: Store):
    id = begun(store)
    session = opened(store, "konference", id)
    for at in range(3):
        page = do(session, "card_to", value=f"Geriater {at}")
        assert page.all(data_testid="notice") == []
    assert do(session, "look").all(data_testid="notice") == []


def test_a_notice_stays_a_while_for_who_is_typing_and_then_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    id = begun(store)
    one, other = opened(store, "konference", id), opened(store, "konference", id)
    do(one, "card_to", value="Geriater")
    assert do(other, "look").one("notice")
    assert do(other, "card_text", field="tried", value="P").one("notice")
    later = time.monotonic() + NEWS_STAYS + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert do(other, "look").all(data_testid="notice") == []


@pytest.mark.parametrize("app", APPS)
def test_the_revision_is_the_stores(store: Store, app: str):
    id = begun(store)
    session = opened(store, app, id)
    assert session.reply().head["revision"] == 1
    assert session.handle({"type": "reading", "value": "rund_op"}).head["revision"] == 2
    assert session.handle({"type": "reading", "value": "rund_op"}).head["revision"] == 2
    assert store.revision(id) == 2


def test_a_refusal_in_one_window_does_not_lose_the_others_change(store: Store):
    id = begun(store)
    one, other = opened(store, "konference", id), opened(store, "konference", id)
    do(one, "card_text", field="question", value="Hvad nu?")
    do(other, "card_to", value="020160-9995")
    page = do(other, "look")
    assert page.value("card_text-question") == "Hvad nu?"
    assert page.value("card_to-field") == "020160-9995"


@pytest.mark.parametrize(
    ("meanwhile", "noted"),
    [
        ({"section": "medicine", "value": False}, False),
        ({"section": "mental", "value": True}, False),
        ({"section": "goals", "value": True}, True),
    ],
    ids=["closed", "opened", "as it was"],
)
def test_a_page_notes_no_sharing_of_parts_that_another_window_changed(
    store: Store, meanwhile: dict[str, object], noted: bool
):
    id = begun(store, "C09")
    one, other = opened(store, "deling", id), opened(store, "deling", id)
    for section in ("goals", "medicine"):
        do(one, "consent", recipient="hospital", section=section, value=True)
    button = do(one, "show", what="recipient", value="hospital").one("share_as-text").attributes
    do(other, "consent", recipient="hospital", **meanwhile)
    fields = {name: button[f"data-{name}"] for name in ("recipient", "form", "id", "sections")}
    page = do(one, "share", **fields)
    assert bool(store.read(id).state.shares) is noted
    if not noted:
        assert "intet er noteret" in page.one("notice").text
        shown = page.one("share_as-text").attributes["data-sections"].split()
        assert shown == [*store.read(id).state.consents["hospital"].sections], "what is so now"
        again = page.one("share_as-text").attributes
        fields = {name: again[f"data-{name}"] for name in fields}
        do(one, "share", **fields)
        assert len(store.read(id).state.shares) == 1


def test_a_line_removed_in_one_window_is_told_in_the_other(store: Store):
    """The text is refused where the line is gone for good: here it is only taken out."""
    id = begun(store)
    one, other = opened(store, "behandlingsplan", id), opened(store, "behandlingsplan", id)
    do(one, "item_add", id="x1")
    do(other, "look")
    do(one, "item_remove", item="x1")
    do(other, "item_text", item="x1", value="Skrevet imens")
    page = do(one, "item_restore", item="x1")
    assert page.value("item_text-x1") == "Skrevet imens", "nothing that was typed is lost"


def test_what_is_done_on_a_page_of_another_day_of_the_year_is_not_done_on_this_one(store: Store):
    id = begun(store, STORY)
    one, other = opened(store, "behandlingsplan", id), opened(store, "behandlingsplan", id)
    do(one, "item_add", id="x1")
    do(other, "look")
    do(one, "year_step", value="aarsdag")
    page = do(other, "item_add", id="x2")
    assert "en anden dag i året" in page.one("notice").text
    assert [item.id for item in store.read(id).state.plan if item.id.startswith("x")] == ["x1"]
    page = do(other, "item_add", id="x2")
    assert page.one("item-x2"), "the page shows the day now, and it can be done again"
    assert [*store.read(id).state.chapters] == ["start"], "the other day is as it was"


def test_what_is_typed_on_a_page_of_another_day_stays_in_its_field(store: Store):
    id = begun(store, STORY)
    one, other = opened(store, "behandlingsplan", id), opened(store, "behandlingsplan", id)
    do(one, "item_add", id="x1")
    do(other, "look")
    do(one, "year_step", value="aarsdag")
    page = do(other, "item_text", item="x1", value="Skrevet på den første dag")
    assert page.value("item_text-x1") == "Skrevet på den første dag"
    assert "en anden dag i året" in "".join(one.text for one in page.elements)
    assert not any(item.text for item in store.read(id).state.plan if item.id == "x1")


def test_what_is_typed_in_a_field_the_other_day_has_not_got_waits_there(store: Store):
    id = begun(store, STORY)
    one, other = opened(store, "behandlingsplan", id), opened(store, "behandlingsplan", id)
    do(one, "year_step", value="aarsdag")
    do(one, "item_add", id="x1")
    do(other, "look")
    do(one, "year_step", value="start")
    page = do(other, "item_text", item="x1", value="Skrevet på årsdagen")
    assert not page.all(data_testid="item-x1")
    assert "en anden dag i året" in page.one("notice").text
    page = do(other, "year_step", value="aarsdag")
    assert page.value("item_text-x1") == "Skrevet på årsdagen"
