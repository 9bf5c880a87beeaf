"""A forløb as a file: what goes out comes in again, and anything else is refused with words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from overblik.domain.base import Text
from overblik.domain.facts import LifeFact
from overblik.domain.plan import PlanItem
from overblik.knowledge import library
from overblik.state.chapters import walked
from overblik.state.events import EVENT
from overblik.state.saves import (
    LARGEST,
    MOST_VALUES,
    DamagedFile,
    Newer,
    NotASave,
    Private,
    Saved,
    SaveError,
    TooLarge,
    encode_case,
    encode_state,
    export,
    opened,
)
from overblik.state.state import VERSION, State, start
from overblik.state.store import Store
from overblik.state.update import update
from tests.state.worlds import CASE, NOW, START, TODAY, WORLD, Raw

EVENTS: tuple[Raw, ...] = (
    {"type": "rate", "domain": "mental", "value": 2},
    {"type": "offer", "offer": "low-plan", "value": "kept"},
    {"type": "item_add", "id": "x1"},
    {"type": "item_text", "item": "x1", "value": "Ring »i dag« – æøå\n2. linje"},
    {"type": "card_text", "field": "question", "value": "Hvad nu?"},
)


def worked_on(store: Store, *events: Raw) -> Saved:
    saved = store.create(CASE, "B", "anna")
    for raw in events:
        event = EVENT.validate_python(raw)

        def step(newest: Saved, event=event) -> State:
            return update(newest.state, event, WORLD)

        saved = store.change(saved.id, step)
    return saved


def test_what_goes_out_comes_in_again(store: Store):
    mine = worked_on(store, *EVENTS)
    yours = store.import_(store.export(mine.id), "bo")
    assert yours.id != mine.id
    assert (yours.case, yours.state) == (mine.case, mine.state)
    assert store.read(yours.id) == yours
    assert [one.id for one in store.in_progress("bo")] == [yours.id]
    assert store.read(mine.id) == mine


def test_a_file_says_what_it_is_and_reads_as_text(store: Store):
    data = store.export(worked_on(store, *EVENTS).id)
    document = json.loads(data)
    assert document["format"] == "overblik-forloeb"
    assert document["version"] == VERSION
    assert document["saved_at"]
    assert "»i dag« – æøå" in data.decode("utf-8"), "people can read it"


def test_an_id_of_our_own_making_never_keeps_a_file_from_being_opened(store: Store):
    """Lines get random ids; one in some thousands has the form of a CPR number in its middle."""
    mine = worked_on(store, {"type": "item_add", "id": "3ca010190-1234-4abc-9def-0123456789ab"})
    assert store.import_(store.export(mine.id), "bo").state == mine.state


def document(**changes: object) -> dict[str, object]:
    return {
        "format": "overblik-forloeb",
        "version": VERSION,
        "saved_at": "2026-11-01T12:00:00+01:00",
        "case": json.loads(CASE.model_dump_json(exclude_defaults=True)),
        "state": json.loads(START.model_dump_json(exclude_defaults=True)),
        **changes,
    }


def file(**changes: object) -> bytes:
    return json.dumps(document(**changes), ensure_ascii=False).encode()


def case_with(**changes: object) -> bytes:
    case = document()["case"]
    assert isinstance(case, dict)
    return file(case={**case, **changes})


def state_with(**changes: object) -> bytes:
    state = document()["state"]
    assert isinstance(state, dict)
    return file(state={**state, **changes})


def without(part: str) -> bytes:
    whole = document()
    del whole[part]
    return json.dumps(whole).encode()


REFUSED: list[tuple[str, Callable[[], bytes], type[SaveError]]] = [
    ("nothing", lambda: b"", NotASave),
    ("a sentence", lambda: "Kære Anna".encode(), NotASave),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), NotASave),
    ("JSON of something else", lambda: b'{"name": "Anna"}', NotASave),
    ("a list", lambda: b"[]", NotASave),
    ("a number", lambda: b"7", NotASave),
    ("another program's format", lambda: file(format="andet"), NotASave),
    ("a format that is no text", lambda: file(format=["overblik-forloeb"]), NotASave),
    ("brackets without end", lambda: b"[" * 200_000, NotASave),
    ("broken UTF-8", lambda: b'{"format": "\xff\xfe"}', NotASave),
    ("too large", lambda: file() + b" " * LARGEST, TooLarge),
    ("a newer form", lambda: file(version=VERSION + 1), Newer),
    ("a far newer form", lambda: file(version=10**30), Newer),
    ("no form", lambda: without("version"), DamagedFile),
    ("form zero", lambda: file(version=0), DamagedFile),
    ("a form in words", lambda: file(version="1"), DamagedFile),
    ("half a form", lambda: file(version=1.5), DamagedFile),
    ("a true form", lambda: file(version=True), DamagedFile),
    ("no case", lambda: without("case"), DamagedFile),
    ("no state", lambda: without("state"), DamagedFile),
    ("a case that is a list", lambda: file(case=[]), DamagedFile),
    ("a state that is a text", lambda: file(state="x"), DamagedFile),
    ("a case with a field too many", lambda: case_with(hello=1), DamagedFile),
    (
        "a case with an unknown diagnosis",
        lambda: case_with(conditions=[{"code": "Q"}]),
        DamagedFile,
    ),
    ("a state with a field too many", lambda: state_with(hello=1), DamagedFile),
    ("a variant the case has not got", lambda: state_with(variant="Z"), DamagedFile),
    ("a year before there were plans", lambda: state_with(started="1900-01-01"), DamagedFile),
    ("a plan that begins at the end of time", lambda: state_with(begins="2199-12-31"), DamagedFile),
    (
        "more values than a long year has",
        lambda: file(case=[0] * (MOST_VALUES + 1)),
        TooLarge,
    ),
    ("a reading nobody knows", lambda: state_with(reading="min"), DamagedFile),
    ("a rating of three", lambda: state_with(ratings={"mental": {"answer": 3}}), DamagedFile),
    ("a CPR number in the state", lambda: state_with(release="020160-9995"), Private),
    (
        "a CPR number deep in the plan",
        lambda: state_with(plan=[{"id": "x", "text": "Ring 0201609996"}]),
        Private,
    ),
    (
        "a CPR number in the case",
        lambda: case_with(title={"da": "020160-9995", "en": "x"}),
        Private,
    ),
]


@pytest.mark.parametrize(
    ("data", "error"), [row[1:] for row in REFUSED], ids=[what for what, *_ in REFUSED]
)
def test_anything_else_is_refused_and_nothing_is_saved(
    store: Store, data: Callable[[], bytes], error: type[SaveError]
):
    with pytest.raises(error) as told:
        store.import_(data(), "anna")
    assert type(told.value) is error
    for language in ("da", "en"):
        assert told.value.message.text(language)
    assert store.in_progress("anna") == []


def test_the_file_the_refused_ones_are_made_from_is_right(store: Store):
    assert store.import_(file(), "anna").state == START


def test_a_damaged_forloeb_goes_out_as_it_lies_and_is_no_save_to_open(store: Store):
    data = json.dumps({"damaged": True, "case_text": "{", "state_text": ""}).encode()
    with pytest.raises(NotASave):
        store.import_(data, "anna")


def test_a_year_with_long_plans_on_every_day_is_opened_again():
    """Twelve days, each with 150 lines and a changed fact: as much as a class would ever write."""
    case = library().case("C04")
    world = replace(WORLD, case=case)
    state = start(case, None, WORLD.model, TODAY)
    lines = tuple(
        PlanItem(id=f"x{at}", text="Noget, der skal ske inden sommer " * 4, owner="gp", due=TODAY)
        for at in range(150)
    )
    for day in state.steps(case)[1:]:
        state = walked(state, day.id, world)
        fact = LifeFact(domain="mental", weight=1, text=Text(da=day.id, en=day.id))
        edited = state.facts(case).model_copy(update={"life": (fact,)})
        state = state.model_copy(update={"plan": lines, "edited": edited, "touched": True})
    whole = export(encode_case(case), encode_state(state), VERSION, NOW)
    assert opened(whole) == (case, state)
