"""The kinds of values an event may carry. The browser is not trusted: each is checked."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from overblik.domain.base import Day, Slug
from overblik.domain.conference import LONGEST
from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge.characters import CONTROL


def _no_cpr(text: str) -> str:
    if looks_like_cpr(text):
        raise PydanticCustomError("cpr", "looks like a CPR number", {})
    return text


_MADE_HERE = re.compile(r"[0-9a-f-]{32,40}")


def made_here(id: str) -> bool:
    """Whether it is a random id of our own, as the page makes them: a UUID with or without dashes.

    One in some thousands has the form of a CPR number in its middle, and says nothing of anybody.
    """
    return _MADE_HERE.fullmatch(id) is not None


def _no_cpr_unless_random(id: str) -> str:
    return id if made_here(id) else _no_cpr(id)


def rating_typed(value: object) -> object:
    """Radio buttons send text: "2" is the rating 2. True is no rating, though it equals 1."""
    if isinstance(value, bool):
        return None
    return int(value) if isinstance(value, str) and value in ("0", "1", "2") else value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


def listed(value: object) -> object:
    """A button's attribute is one text: ids with spaces between them."""
    return value.split() if isinstance(value, str) else value


_Typed = Annotated[
    str,
    # Control characters other than line breaks and tabs have no place in a record or a PDF.
    StringConstraints(pattern=rf"^[^{CONTROL}]*$"),
    AfterValidator(_no_cpr),
]
Word = Annotated[_Typed, Field(max_length=200)]
Sentence = Annotated[_Typed, Field(max_length=500)]
Reason = Annotated[_Typed, Field(max_length=2_000)]
Prose = Annotated[_Typed, Field(max_length=LONGEST)]
NewId = Annotated[Slug, AfterValidator(_no_cpr_unless_random)]
"""What something that is added is to be called: a file with the id in it can be opened again."""
OptionalSlug = Annotated[Slug | None, BeforeValidator(_empty_is_none)]
OptionalDay = Annotated[Day | None, BeforeValidator(_empty_is_none)]
