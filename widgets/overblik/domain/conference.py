"""The conference card between GP and specialist, in ISBAR order.

Identification, situation, background, analysis, advice (patientkommunikation.dk, ISBAR). The
card asks one question, says how soon, and who keeps the treatment responsibility meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from overblik.domain.base import Day, Frozen, Slug

CardField = Literal[
    "question", "decision", "background", "wish", "tried", "reading", "with_answer", "meanwhile"
]
FIELDS: tuple[CardField, ...] = (
    "question",
    "decision",
    "background",
    "wish",
    "tried",
    "reading",
    "with_answer",
    "meanwhile",
)
"""Free texts of the card. ``question`` the one thing asked; ``decision`` what has to be decided;
``background`` diseases, medicines and results that bear on it; ``wish`` what the patient wants and
must not lose; ``tried`` what has been done; ``reading`` the sender's own view; ``with_answer``
what the sender will do with each answer; ``meanwhile`` what holds until then."""

NEEDED: tuple[CardField, ...] = ("question", "wish", "tried", "with_answer")

LONGEST = 10_000
"""Characters of one text, typed or opened from a file: far more than fits on the card, far less
than stops a page."""


class Card(Frozen):
    """A question to one specialist. An empty field is one nobody has written yet."""

    to: str = Field(default="", max_length=200)
    texts: Mapping[CardField, Annotated[str, Field(max_length=LONGEST)]] = {}
    deadline: Day | None = None
    responsible: Slug | None = None

    def text(self, field: CardField) -> str:
        return self.texts.get(field, "")

    def filled(self, drafts: Mapping[CardField, str]) -> Card:
        """The card with drafts where nobody has written; an emptied field stays empty."""
        return self.model_copy(update={"texts": {**drafts, **self.texts}})

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the card lacks before it can be used, as field names."""
        empty = [one for one in NEEDED if not self.text(one).strip()]
        if not self.to.strip():
            empty.insert(0, "to")
        if self.deadline is None:
            empty.append("deadline")
        if self.responsible is None:
            empty.append("responsible")
        return tuple(empty)

    @property
    def questions(self) -> int:
        """How many question marks the question holds; it should be one question."""
        return self.text("question").count("?")
