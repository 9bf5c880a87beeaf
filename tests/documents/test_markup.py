"""What is markup and what is words, and that any text can be made plain and still be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.documents.medcom.markup import as_plain, is_plain

WORDS = [
    "K < 3,0 og BT > 140",
    "<kage> < 50 og > 3",
    "p <b og c",
    "K<3 og BT>140",
    "R&D; Q&A; A & B; &c",
    "a <- b -> c",
    "HbA1c <48, LDL <1,8 mmol/l",
    "< 2 uger; <i dag",
    "mål:\n\t- gå en tur 👣",
]

MARKUP = [
    ("<b>fed</b>", "‹b›fed‹/b›"),
    ("<B\nclass='x'>", "‹B\nclass='x'›"),
    ("Plan<BR>Mål<br/>", "Plan‹BR›Mål‹br/›"),
    ("<font color=red>x</font>", "‹font color=red›x‹/font›"),
    ("<script src=x", "‹script src=x"),
    ("<!-- skjult -->", "‹!-- skjult --›"),
    ("<!DOCTYPE html><?xml?>", "‹!DOCTYPE html›‹?xml?›"),
    ("&amp; &#60; &#x3C;", "& amp; & #60; & #x3C;"),
    ("<a <b> >", "‹a ‹b› >"),
    ("a\r\nb\u2028c", "a\nb\nc"),
    ("a\x00b\x9cc", "a�b�c"),
]


@pytest.mark.parametrize("text", WORDS)
def test_words_stand_as_they_are(text: str):
    assert is_plain(text)
    assert as_plain(text) == text


@pytest.mark.parametrize(("text", "plain"), MARKUP)
def test_markup_is_found_and_made_plain(text: str, plain: str):
    assert not is_plain(text)
    assert as_plain(text) == plain
    assert is_plain(plain)


PIECES = st.sampled_from(
    ["<", ">", "/", "b", "a ", "script", "&", "amp;", "#60;", "!--", "‹", "›", "\r", "\x00", " x "]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_can_be_made_plain_and_keeps_its_words(text: str):
    plain = as_plain(text)
    assert is_plain(plain)
    assert as_plain(plain) == plain
    letters = re.compile(r"[^a-zA-Z0-9]")
    assert letters.sub("", plain) == letters.sub("", text)
