"""Text shaped like a civil registration number is recognised by its form alone.

Modulus 11 would miss every one of MedCom's test numbers, and numbers given out since 2007.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.privacy import looks_like_cpr

REFUSED = [
    ("020160-9995", "MedCom's Einer Test Lauridsen"),
    ("020160-9996", "MedCom's Lonni"),
    ("0201609995", "without separator"),
    ("020160 9995", "with a space"),
    ("020160–9995", "with a dash"),
    ("020160‐9995", "with a typographic hyphen"),
    ("010107-1234", "the first of January, where numbers without modulus 11 began"),
    ("311299-0000", "the last day of a year"),
    ("290204-1111", "a leap day"),
    ("0201601AB2", "X-eCPR: a replacement number"),
    ("0201607AB2", "X-eCPR, the other digit"),
    ("020160-0AB1", "D-eCPR"),
    ("0201605AB1", "D-eCPR"),
    ("020160-6AB1", "D-eCPR"),
    ("Hun hedder Lonni (020160-9996) og bor alene.", "inside a sentence"),
    ("CPR:0201609996", "right after a colon"),
    ("CPR0201609996", "right after letters"),
    ("020160-9996.", "before a full stop"),
    ("\n020160-9996\n", "on a line of its own"),
    ("12 34 56 78, 020160-9996", "after a phone number"),
    ("1003456789", "a harmless number of ten digits: refused with a message, never cut"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused(text: str, reason: str):
    assert looks_like_cpr(text), reason


PASSES = [
    ("", "nothing"),
    ("2026-09-01", "a date, the year first"),
    ("31-12-2026", "a date, the day first"),
    ("31.12.2026", "the same with dots"),
    ("311226", "six digits"),
    ("31122026", "eight digits"),
    ("2026-09-01T10:42:00", "a time stamp"),
    ("202609011042", "the same in one run"),
    ("12 34 56 78", "a phone number"),
    ("12345678", "the same in one run"),
    ("+45 70 20 10 00", "with the country"),
    ("4570201000", "day 45 does not exist"),
    ("1000 mg x 2", "a dose"),
    ("24/26 mg x 2", "another"),
    ("eGFR 48 ml/min/1.73m2", "a result"),
    ("BT 118/64, 96/58 stående", "blood pressures"),
    ("320160-9995", "day 32"),
    ("000160-9995", "day 0"),
    ("021360-9995", "month 13"),
    ("020060-9995", "month 0"),
    ("020160-999", "one digit short"),
    ("020160-99951", "one too many"),
    ("9020160-9995", "seven digits first"),
    ("020160-A995", "a letter where a digit belongs"),
    ("A10BA02", "a medicine's code"),
    ("PT-0001", "a made-up patient id"),
]


@pytest.mark.parametrize(("text", "reason"), PASSES)
def test_passes(text: str, reason: str):
    assert not looks_like_cpr(text), reason


@given(
    day=st.integers(1, 31),
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    last=st.integers(0, 9999),
    separator=st.sampled_from(["", "-", " "]),
    before=st.sampled_from(["", "Ring ", "(", "født "]),
    after=st.sampled_from(["", " i dag", ")", ", tak"]),
)
def test_every_number_of_the_form_is_refused_wherever_it_stands(
    day: int, month: int, year: int, last: int, separator: str, before: str, after: str
):
    number = f"{day:02}{month:02}{year:02}{separator}{last:04}"
    assert looks_like_cpr(f"{before}{number}{after}")


@given(st.text(alphabet="abcdefghijæøå .,;:!?\n", max_size=300))
def test_prose_without_digits_always_passes(text: str):
    assert not looks_like_cpr(text)
