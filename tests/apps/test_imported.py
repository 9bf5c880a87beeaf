"""A file from elsewhere may name things this installation has not got: it is shown all the same."""

from __future__ import annotations

import json

import pytest

from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.language import UserError
from overblik.state.saves import encode_case, encode_state
from overblik.state.store import Store
from tests.apps.pages import APPS, LANGUAGES, begun, opened, seen

State = dict[str, object]

ODD: list[tuple[str, State]] = [
    ("an owner", {"plan": [{"id": "x", "text": "Ring", "owner": "naboen", "due": "2027-01-01"}]}),
    ("a receiver", {"plan": [{"id": "x", "text": "Ring", "answer_to": "naboen"}]}),
    ("an offer", {"plan": [{"id": "x", "offer": "spa-ophold"}]}),
    ("a suggestion", {"plan": [{"id": "x", "suggestion": "mri"}]}),
    ("a wish", {"plan": [{"id": "x", "text": "Ring", "goal": "case-77"}]}),
    ("every reference at once", {
        "plan": [{"id": "x", "offer": "o", "suggestion": "s", "goal": "g", "owner": "w",
                  "answer_to": "a", "standing": standing} for standing in ("declined",)]
    }),
    ("a removed line of nothing", {"plan": [{"id": "x", "offer": "o", "standing": "removed"}]}),
    ("the same line twice", {"plan": [{"id": "x", "text": "A"}, {"id": "x", "text": "B"}]}),
    ("a line due long ago", {"plan": [{"id": "x", "text": "A", "due": "0001-01-01"}]}),
    ("a line due at the end of time", {"plan": [{"id": "x", "text": "A", "due": "9999-12-31"}]}),
    ("a start at the end of time", {"started": "9999-12-31"}),
    ("a start long ago", {"started": "0001-01-01"}),
    ("an overview at the end of time", {"overview": "9999-12-31"}),
    ("a domain", {"ratings": {"vejret": {"answer": 2, "reason": "Regn"}}}),
    ("a set of names", {"labels": "smiley"}),
    ("a ground", {"choice": {"tier": "high", "ground": "humoer", "reason": "x"}}),
    ("an undefined choice", {"choice": {"tier": "undefined", "ground": "wish", "reason": "x"}}),
    ("a wish of the case's", {"priorities": [{"id": "case-77"}, {"id": "case-0"}]}),
    ("a wish with an odd number", {"priorities": [{"id": "case-1e3"}, {"id": "case-"}]}),
    ("no wishes", {"priorities": []}),
    ("the same wish twice", {"priorities": [{"id": "case-1"}, {"id": "case-1"}]}),
    ("who is responsible", {"card": {"responsible": "naboen"}}),
    ("a deadline at the end of time", {"card": {"deadline": "9999-12-31"}}),
    ("a plan without end", {"plan": [{"id": f"x{at}", "text": "A"} for at in range(301)]}),
]  # fmt: skip


def file(case: Case, **state: object) -> bytes:
    plain = {"started": "2026-11-01", "reading": "dsam", "priorities": [{"id": "case-1"}]}
    document = {
        "format": "overblik-forloeb",
        "version": 1,
        "case": json.loads(encode_case(case)),
        "state": {**plain, **state},
    }
    return json.dumps(document).encode()


@pytest.mark.parametrize("state", [state for _, state in ODD], ids=[what for what, _ in ODD])
def test_it_is_refused_with_words_or_shown_by_every_app(store: Store, state: State):
    case = library().cases["C01"]
    try:
        id = store.import_(file(case, **state), "anna").id
    except UserError:
        return
    for app in APPS:
        for language in LANGUAGES:
            session = opened(store, app, id, language)
            page = seen(session.reply().html)
            assert "Birgit" in page.one("case-title").text
            assert page.stray == []


@pytest.mark.parametrize("app", APPS)
def test_work_on_an_odd_file_goes_on(store: Store, app: str):
    plan = [{"id": "x", "text": "Ring", "owner": "naboen"}]
    id = store.import_(file(library().cases["C01"], plan=plan), "anna").id
    session = opened(store, app, id)
    reply = session.handle({"type": "item_owner", "item": "x", "value": "nurse"})
    assert reply.head["revision"] == 2
    assert store.read(id).state.plan[0].owner == "nurse"


def test_a_variant_is_chosen_for_a_file_that_names_none(store: Store):
    id = store.import_(file(library().cases["C03"]), "anna").id
    for app in APPS:
        page = seen(opened(store, app, id).reply().html)
        assert "Merete" in page.one("case-title").text


def odd_case(**changes: object) -> Case:
    document = {**json.loads(library().cases["C01"].model_dump_json()), **changes}
    return Case.model_validate(document, context={"catalogue": library().catalogue})


TEXT = {"da": "x", "en": "x"}
VIEW = {"reader": "En læser", "why": TEXT}

ODD_CASES: list[tuple[str, dict[str, object]]] = [
    ("a view half outside", {
        "expected": [{**VIEW, "biomedical": "outside", "psychosocial": "low", "tier": "low"}]
    }),
    ("a view outside with levels", {
        "expected": [{**VIEW, "biomedical": "low", "psychosocial": "low", "tier": "outside"}]
    }),
    ("an undefined view", {
        "expected": [{**VIEW, "biomedical": "high", "psychosocial": "low", "tier": "undefined"}]
    }),
    ("an owner nobody knows", {
        "teaching": {"decision": TEXT, "trap": TEXT, "plan": [
            {"id": "a", "text": TEXT, "owner": "doktor", "answer_to": "doktor", "month": 1}]}
    }),
    ("a dose with markup", {"medicines": [{"atc": "A10BA02", "dose": "<i>500</i> mg"}]}),
    ("every consent", {"consents": {
        name: {"answer": "partly", "note": TEXT} for name in
        ("municipality", "hospital", "specialist", "pharmacy", "relative", "psychologist")}}),
    ("half a blood pressure", {
        "measurements": [{"kind": "BP_systolic", "value": 120, "unit": "mmHg"}]}),
    ("the other half", {
        "measurements": [{"kind": "BP_diastolic", "value": 80, "unit": "mmHg"}]}),
    ("nothing measured", {"measurements": [], "scores": [], "medicines": None, "contacts": {}}),
    ("nothing but nulls", {"contacts": {"gp": 0, "visits": 0, "admissions": 0, "tracks": []}}),
    ("a story before our time", {"date": "0001-01-01"}),
    ("a nameless review", {"review": {"status": "reviewed", "signed": [
        {"name": "N", "role": "R", "date": "2026-01-01"}]}}),
]  # fmt: skip


@pytest.mark.parametrize(
    "changes", [changes for _, changes in ODD_CASES], ids=[what for what, _ in ODD_CASES]
)
def test_what_passes_as_a_case_can_be_shown(store: Store, changes: dict[str, object]):
    try:
        case = odd_case(**changes)
    except ValueError:
        return
    id = begun(store, case)
    opened(store, "behandlingsplan", id).handle({"type": "suggestion_take", "suggestion": "a"})
    for app in APPS:
        for language in LANGUAGES:
            page = seen(opened(store, app, id, language).reply().html)
            assert "Birgit" in page.one("case-title").text


def test_a_file_is_the_same_after_a_round_through_the_store(store: Store):
    case = library().cases["C01"]
    made = store.import_(file(case), "anna")
    again = store.import_(store.export(made.id), "anna")
    assert encode_state(again.state) == encode_state(made.state)
