"""Nothing anybody types or any file holds becomes markup, on any page or paper."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import APPS, LANGUAGES, begun, do, opened, seen
from tests.apps.test_refused_text import FIELDS, Field, ready

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b onclick=x>&amp;{{7*7}}"


def assert_harmless(html: str) -> None:
    """Every trace of it is text: no element and no attribute has come of it."""
    assert "<script" not in html
    assert "<img" not in html
    page = seen(html)
    assert page.stray == []
    for one in page.elements:
        assert one.tag not in ("script", "img")
        handlers = {name for name in one.attributes if name.startswith("on")}
        assert handlers <= ({"onchange"} if one.attributes.get("type") == "file" else set())


@pytest.mark.parametrize("field", FIELDS, ids=[field.testid for field in FIELDS])
def test_what_is_typed_is_shown_as_it_is(store: Store, field: Field):
    session = ready(store, field)
    reply = session.handle({**field.event, "value": HOSTILE})
    assert_harmless(reply.html)
    assert seen(reply.html).value(field.testid) == HOSTILE
    for app in APPS:
        for language in LANGUAGES:
            page = opened(store, app, str(reply.head["forloeb"]), language).reply()
            assert_harmless(page.html)


@pytest.mark.parametrize("field", FIELDS, ids=[field.testid for field in FIELDS])
def test_what_is_refused_is_shown_as_it_is(store: Store, field: Field):
    typed = HOSTILE + " 020160-9995"
    reply = ready(store, field).handle({**field.event, "value": typed})
    assert_harmless(reply.html)
    assert seen(reply.html).value(field.testid) == typed


@pytest.mark.parametrize(
    "words", ["\nførste linje er tom", "  blanke ", "</textarea><b>", "\t", "\n\n"]
)
def test_white_space_and_end_tags_come_back_as_they_were(store: Store, words: str):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="question", value=words)
    assert page.value("card_text-question") == words


def hostile_case() -> Case:
    """A case with the words in every text it has."""

    def everywhere(node: object, key: str = "") -> object:
        if isinstance(node, dict):
            if {"da", "en"} <= set(node):
                return {**node, "da": f"{HOSTILE} da", "en": f"{HOSTILE} en"}
            return {name: everywhere(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [everywhere(value, key) for value in node]
        return HOSTILE if key in ("name", "dose", "reader", "role") else node

    document = json.loads(library().cases["C03"].model_dump_json())
    document["safety"] = {"da": "x", "en": "x"}
    document["wishes"] = [{"da": "x", "en": "x", "service": "eye_photo"}]
    document["investigations"] = [
        {"service": "echo", "date": "2026-07-01", "where": {"da": "x", "en": "x"}, "result": None}
    ]
    for variant in document["variants"]:
        variant["safety"] = {"da": "x", "en": "x"}
    return Case.model_validate(everywhere(document), context={"catalogue": library().catalogue})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("variant", ["A", "B"])
def test_what_a_case_file_holds_is_shown_as_it_is(
    store: Store, app: str, language: str, variant: str
):
    id = begun(store, hostile_case(), variant)
    session = opened(store, app, id, language)
    for one in library().cases["C03"].teaching.plan:
        session.handle({"type": "suggestion_take", "suggestion": one.id})
    html = session.reply().html
    assert_harmless(html)
    assert "&lt;script&gt;" in html
    assert_harmless(opened(store, app, language=language).reply().html)


UNKNOWN: list[tuple[str, Callable[[str], dict[str, object]]]] = [
    ("begin", lambda words: {"type": "begin", "case": words}),
    ("open", lambda words: {"type": "open", "forloeb": words}),
    ("open_file", lambda words: {"type": "open_file", "file": words}),
    ("labels", lambda words: {"type": "labels", "value": "ukendt-saet"}),
    ("rate", lambda words: {"type": "rate", "domain": words, "value": 1}),
    ("item_text", lambda words: {"type": "item_text", "item": words, "value": words}),
    ("a type nobody knows", lambda words: {"type": words, "value": words}),
]


@pytest.mark.parametrize(("what", "event"), UNKNOWN, ids=[what for what, _ in UNKNOWN])
def test_what_is_not_known_is_named_harmlessly(
    store: Store, what: str, event: Callable[[str], dict[str, object]]
):
    for id in (begun(store), ""):
        for app in APPS:
            assert_harmless(opened(store, app, id).handle(event(HOSTILE)).html)


def test_an_address_that_is_hostile_is_harmless(store: Store):
    assert_harmless(opened(store, "konference", HOSTILE).reply().html)
