"""Sets a paper with typst: data in, a tagged PDF out.

The templates get the words as data, so no word is ever read as markup. Only the fonts inside typst
are used, and nothing is fetched: the same paper comes out everywhere.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent / "typst"

MISSING = "□"
"""Stands for a character that no font at hand can show: gone, but not unseen."""

_ANY = (
    "\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0180-\u024f\u0386\u0388-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u03ce\u0400-\u045f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u1e00-\u1eff\u2010-\u2015"
    "\u2018-\u201f\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u2070\u2074-\u208e"
    "\u20ac\u2116\u2122\u2126\u2150\u2153-\u215e\u2190-\u21ff\u2200-\u22ff\u25a0-\u25ff\u2610-\u2612"
    "\u2713"
)
_SURE = "\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u2265\u25a1"
_NOT_ANY, _NOT_SURE = re.compile(f"[^{_ANY}]"), re.compile(f"[^{_SURE}]")

_LONGEST_WORD = 20
"""Letters that fit the narrowest column; longer words may break, or they would run off the page."""
_TOO_LONG = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The paper of a template in `FOLDER` as PDF/UA-1, tagged, with title and language.

    ``data`` has at least what ``sheet.typ`` reads; ``made`` is year, month and day. A character
    that cannot be shown becomes `MISSING`.
    """
    try:
        return _compiled(template, _mapped(data, _NOT_ANY))
    except typst.TypstError as error:
        if "PDF/UA" not in error.message:
            raise
        # Characters that the fonts have one by one need not go together.
        return _compiled(template, _mapped(data, _NOT_SURE))


def asked(template: str, data: Mapping[str, Any], label: str) -> Any:
    """What a paper tells of itself: the value of its ``metadata`` with this label."""
    told = typst.query(
        FOLDER / template,
        f"<{label}>",
        field="value",
        one=True,
        root=FOLDER,
        sys_inputs={"data": json.dumps(_mapped(data, _NOT_ANY), ensure_ascii=False)},
        ignore_system_fonts=True,
    )
    return json.loads(told)


def _compiled(template: str, data: Any) -> bytes:
    made = datetime(*data["made"], tzinfo=UTC)
    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=made,
    )


def _mapped(value: Any, unknown: re.Pattern[str]) -> Any:
    """The same data with only such characters as can be set, and words that can be broken."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\t", " ")
        return _TOO_LONG.sub("\\g<0>\u200b", unknown.sub(MISSING, text))
    if isinstance(value, Mapping):
        return {key: _mapped(one, unknown) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(one, unknown) for one in value]
    return value
