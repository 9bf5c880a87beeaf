"""Danish and English: gettext catalogues, and dates and numbers as each language writes them.

Danish is the source language: a message's id is its Danish text, so that the code reads as the
page does. Messages are values (`Message`) that get a language only where they are shown.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Literal, cast

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from overblik.paths import locale_dir

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")
DEFAULT: Language = "da"

_LOCALES = {"da": "da_DK", "en": "en_GB"}


def language(text: object) -> Language:
    """The language a text names, Danish for anything else (a cookie can hold anything)."""
    return cast(Language, text) if text in LANGUAGES else DEFAULT


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language; Danish needs none, being the source."""
    if language == DEFAULT:
        return gettext.NullTranslations()
    return gettext.translation("overblik", locale_dir(), [language], fallback=True)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for the catalogue where it is written, to be translated where it is shown."""
    return text


class Message:
    """Something to tell the user, in whichever language they read.

    ``parts`` fill the ``{names}`` of the text; a part may itself be a `Message` or anything that
    gives its text by language (a domain `Text`).
    """

    def __init__(self, msgid: str, **parts: object) -> None:
        self.msgid = msgid
        self.parts = parts

    def text(self, language: Language = DEFAULT) -> str:
        """The message in a language."""
        said = translations(language).gettext(self.msgid)
        return said.format(**{key: _said(part, language) for key, part in self.parts.items()})

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Message({self.msgid!r}, {self.parts!r})"


def ngettext(one: str, many: str, number: int, language: Language = DEFAULT) -> str:
    """A text that tells a number (``{num}``), in the form the number asks for."""
    return translations(language).ngettext(one, many, number).format(num=number)


class UserError(Exception):
    """Something the user can mend; ``message`` says what and how."""

    def __init__(self, msgid: str, **parts: object) -> None:
        self.message = Message(msgid, **parts)
        super().__init__(msgid)

    def __str__(self) -> str:
        return self.message.text()


def _said(part: object, language: Language) -> object:
    if isinstance(part, Message):
        return part.text(language)
    if hasattr(part, "da") and hasattr(part, "en"):
        return getattr(part, language)
    return part


def either(words: Sequence[object], language: Language) -> str:
    """Several things one of which holds: »lav, moderat eller høj«."""
    texts = [str(_said(one, language)) for one in words]
    last = Message("eller").text(language)
    return f" {last} ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)


def day(value: date, language: Language) -> str:
    """A date as people write it: 24. nov. 2026 / 24 Nov 2026."""
    return format_date(value, "d. MMM y" if language == "da" else "d MMM y", _LOCALES[language])


def month(value: date, language: Language) -> str:
    """A month as people write it: november 2026."""
    return format_skeleton("yMMMM", value, locale=_LOCALES[language])


def clock(value: datetime, language: Language) -> str:
    """A time of day: 10.42 / 10:42."""
    return format_time(value, "HH.mm" if language == "da" else "HH:mm", locale=_LOCALES[language])


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """A number with the language's decimal sign; as many decimals as given, else as few as fit."""
    pattern = (
        "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    )
    return format_decimal(value, pattern, _LOCALES[language])
