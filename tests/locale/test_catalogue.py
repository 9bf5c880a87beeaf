"""Every text of the pages exists in both languages, and is the same text in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from overblik.paths import PACKAGE
from tests.locale.sources import (
    english,
    forms,
    looks_danish,
    marked,
    texts_in_script,
    unmarked_in_python,
    unmarked_in_template,
)

SAME_IN_BOTH = {
    "%(month)s: %(num)s",
    "Apps",
    "Cambridge Multimorbidity Score:",
    "Case %(id)s, version %(version)s.",
    "Drop",
    "For",
    "For: {goal}",
    "LIX %(lix)s.",
    "Model: %(id)s %(version)s.",
    "Model: %(model)s.",
    "Note",
    "Patient",
    "Video",
    "Note:",
    "Situation",
    "Variant",
    "video",
}
"""Texts that are the same in Danish and English."""

NO_WORDS = {"Overblik", "I", "S", "B", "A", "R"}
"""Visible text in templates that is no language: the name, and the letters of ISBAR."""

_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return english()


@pytest.fixture(scope="module")
def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_every_marked_text_is_in_the_english_catalogue(messages: list[Message]) -> None:
    known = {forms(message.id) for message in messages}
    missing = {ids[0]: sorted(files) for ids, files in marked().items() if ids not in known}
    assert not missing, "run `make locale` and translate these"


def test_every_text_has_an_english_one_and_none_is_a_guess(messages: list[Message]) -> None:
    empty = [message.id for message in messages if not all(forms(message.string))]
    assert not empty
    assert not [message.id for message in messages if message.fuzzy]


def test_plurals_have_both_english_forms(catalogue: Catalog, messages: list[Message]) -> None:
    assert (catalogue.num_plurals, catalogue.plural_expr) == (2, "(n != 1)")
    assert not [one.id for one in messages if one.pluralizable and len(forms(one.string)) != 2]


def test_both_sides_have_the_same_placeholders(messages: list[Message]) -> None:
    wrong = {
        one.id: one.string
        for one in messages
        for text in forms(one.string)
        if text
        and sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(forms(one.id)[0]))
    }
    assert not wrong


def test_nothing_but_placeholders_can_be_taken_for_one(messages: list[Message]) -> None:
    """A stray % or brace would raise where the text is filled in."""
    assert not [
        text
        for one in messages
        for text in (*forms(one.id), *forms(one.string))
        if re.search(r"[%{}]", _PLACEHOLDER.sub("", text))
    ]


def test_english_is_not_left_in_danish(messages: list[Message]) -> None:
    same = {text for one in messages for text in set(forms(one.id)) & set(forms(one.string))}
    assert same <= SAME_IN_BOTH
    assert not [one.string for one in messages if any(map(looks_danish, forms(one.string)))]


def test_quotes_and_line_breaks_follow_the_language(messages: list[Message]) -> None:
    """Danish quotes »so«, English “so”; terminals need the breaks where they are."""
    for one in messages:
        for text in filter(None, forms(one.string)):
            assert text.count("“") == text.count("”") == forms(one.id)[0].count("»"), text
            assert text.count("\n") == forms(one.id)[0].count("\n"), text
            assert text == text.strip(), text


def _files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in PACKAGE.glob(pattern))


# The domain knows no language: its Danish is in descriptions for those who write case files.
@pytest.mark.parametrize(
    "path",
    [path for path in _files("**/*.py") if path.relative_to(PACKAGE).parts[0] != "domain"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_python_has_no_danish_outside_the_marks(path: Path) -> None:
    texts = unmarked_in_python(path.read_text("utf-8"))
    assert not [(line, text) for line, text in texts if looks_danish(text)]


@pytest.mark.parametrize(
    "path",
    _files("*/templates/*.html", "share/**/*.j2"),
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_templates_have_no_words_outside_the_marks(path: Path) -> None:
    assert set(unmarked_in_template(path.read_text("utf-8"))) <= NO_WORDS


@pytest.mark.parametrize("path", _files("ui/static/*.js"), ids=lambda path: path.name)
def test_scripts_have_no_danish(path: Path) -> None:
    assert not [text for text in texts_in_script(path.read_text("utf-8")) if looks_danish(text)]


def test_the_checks_see_what_they_are_for() -> None:
    python = '"""Gem filen."""\nx = N_("Vælg én")\ny = f"Luk {x} igen"\nz = "lav"\n'
    assert [text for _, text in unmarked_in_python(python)] == ["Luk ", " igen", "lav"]
    template = (
        '<p title="Luk">{{ _("Gem") }} {{ "vælg én" }} &amp; {# og #}'
        "<b{% if x %} class=a{% endif %}>Videre</b></p>"
    )
    assert set(unmarked_in_template(template)) == {"Luk", "vælg én", "Videre"}
    assert list(texts_in_script('a("vent"); // "om lidt"\n/* "ja" */ b(`nej`)')) == ["vent", "nej"]
    said = [text for text in ("prøv", "vent til da", "til", "wait") if looks_danish(text)]
    assert said == ["prøv", "vent til da"]
