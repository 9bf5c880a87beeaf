"""What to ask first: open domains ranked by how much an answer narrows the tiers still possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from overblik.domain.assessment import Assessment
from overblik.domain.base import Rating, Tier
from overblik.domain.model import Domain
from overblik.domain.rating import Answer

Sort = Callable[[Mapping[str, Answer]], Assessment]
"""The same patient sorted with these answers of the clinician's, all else unchanged."""


@dataclass(frozen=True)
class Question:
    """An open domain, and the tiers left after each answer that is possible."""

    domain: Domain
    after: tuple[tuple[Rating, tuple[Tier, ...]], ...]

    @property
    def decides(self) -> bool:
        """Whether every answer leaves one tier."""
        return all(len(left) == 1 for _, left in self.after)

    @property
    def left(self) -> int:
        """Tiers left over all answers: the fewer, the more the answer is worth."""
        return sum(len(tiers) for _, tiers in self.after)


def ask_first(sort: Sort, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The open domains whose answer can leave fewer tiers, and never more.

    The one that narrows most, over all its answers, stands first; model order breaks ties. Empty
    when the tier is settled or a red flag stands.
    """
    now = sort(answers)
    possible = len(now.possible_tiers)
    if possible < 2:
        return ()
    found: list[Question] = []
    for one in now.domains:
        if one.value is not None:
            continue
        after: tuple[tuple[Rating, tuple[Tier, ...]], ...] = tuple(
            (rating, sort({**answers, one.domain.id: rating}).possible_tiers)
            for rating in one.possible
        )
        sizes = [len(tiers) for _, tiers in after]
        if max(sizes) <= possible and min(sizes) < possible:
            found.append(Question(one.domain, after))
    return tuple(sorted(found, key=lambda question: question.left))
