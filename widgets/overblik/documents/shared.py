"""What one recipient gets to see of a plan: the parts the patient has allowed, and nothing else.

Preview, text to copy, message and paper for a recipient are all made from a `SharedPlan`, so that
what is not in it cannot leak from any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overblik.domain.base import Language, Section
from overblik.domain.sharing import Reach


@dataclass(frozen=True)
class SharedLine:
    """One line of the plan in words, all in one language.

    ``goal`` is the patient's wish it serves, empty when goals are not shared.
    """

    section: Section
    text: str
    owner: str
    due: date | None
    answer_to: str
    if_nothing: str
    goal: str = ""


@dataclass(frozen=True)
class SharedSection:
    """A part of the plan in words: its heading, facts to know, and the lines of the plan in it."""

    section: Section
    title: str
    facts: tuple[str, ...]
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True)
class SharedPlan:
    """Everything one recipient gets. ``sections`` holds only allowed ones, in `SECTIONS` order.

    ``patient`` is the fictional first name, ``age`` in years: both are always told, for nobody can
    receive a plan about no one. ``overview`` is the next overview consultation, None when
    agreements are not shared or no day is set. ``case``, ``version``, ``model`` and ``reading``
    name what it was made from.
    """

    recipient: Reach
    recipient_name: str
    language: Language
    patient: str
    age: int
    sections: tuple[SharedSection, ...]
    overview: date | None
    made: date
    case: str
    version: int
    model: str
    reading: str

    @property
    def empty(self) -> bool:
        """Whether nothing may be shared."""
        return not self.sections
