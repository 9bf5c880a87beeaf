"""Texts in two languages: never empty, filled in each language by itself, the same when reread."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.base import Text, joined

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(
    lambda text: text.strip() != ""
)
texts = st.builds(Text, da=words, en=words)


@given(texts)
def test_a_text_survives_json(text: Text):
    assert Text.model_validate_json(text.model_dump_json()) == text
    assert Text.model_validate(json.loads(text.model_dump_json())) == text


@given(texts)
def test_each_language_gives_its_own(text: Text):
    assert text["da"] == text.da
    assert text["en"] == text.en


def test_a_part_with_two_languages_is_filled_in_each():
    said = Text(da="{count} sygdomme ({names})", en="{count} conditions ({names})")
    names = Text(da="gigt", en="gout")
    assert said.format(count=1, names=names) == Text(
        da="1 sygdomme (gigt)", en="1 conditions (gout)"
    )


@given(words)
def test_braces_in_what_is_filled_in_are_only_braces(filling: str):
    assert Text(da="<{x}>", en="<{x}>").format(x=filling).da == f"<{filling}>"


def test_several_texts_as_one():
    assert joined([Text(da="a", en="b"), Text(da="c", en="d")]) == Text(da="a, c", en="b, d")
    assert joined([]) == Text(da="ingen", en="none")


@pytest.mark.parametrize("words", ["", "   ", "\n", "x" * 2001])
def test_a_text_is_neither_empty_nor_a_novel(words: str):
    with pytest.raises(ValidationError):
        Text(da=words, en="words")
    with pytest.raises(ValidationError):
        Text(da="ord", en=words)


def test_one_language_is_not_enough():
    with pytest.raises(ValidationError):
        Text.model_validate({"da": "ord"})


def test_a_third_language_is_a_slip():
    with pytest.raises(ValidationError):
        Text.model_validate({"da": "ord", "en": "words", "sv": "ord"})


def test_a_text_never_changes():
    text = Text(da="ord", en="words")
    with pytest.raises(ValidationError):
        text.da = "andre"  # pyright: ignore[reportAttributeAccessIssue]
