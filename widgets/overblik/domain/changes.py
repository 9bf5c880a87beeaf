"""Everything that could happen to a patient, and every single change it means for one case.

Words, weights and whom an event concerns are data (``data/model/changes.yaml``); a kind of row
knows how it edits a case. What a case does not know is not changed but asked about
(`questions.ask_first`), so that no change makes an unknown known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from overblik.domain.base import Frozen, Slug, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.change import Change, ChangeRow, Setting
from overblik.domain.counted_changes import (
    ConditionEnds,
    ConditionReturns,
    ConditionStarts,
    MedicineStarts,
    MedicineStops,
    ResultCrosses,
    TrackEnds,
    TracksMerge,
    TrackStarts,
)
from overblik.domain.model import CareModel
from overblik.domain.told_changes import (
    LifeAdds,
    LifeEases,
    ScoreMoves,
    ScoreReaches,
    ScoreStarts,
)


class Together(ChangeRow):
    """Tells in one line what rows that all do the same would tell in several."""

    kind: Literal["together"]
    covers: tuple[Slug, ...] = Field(min_length=2)

    def changes(self, on: Setting) -> Iterator[Change]:
        return iter(())


Row = Annotated[
    Together
    | ConditionStarts
    | ConditionReturns
    | ConditionEnds
    | MedicineStarts
    | MedicineStops
    | ResultCrosses
    | TrackStarts
    | TrackEnds
    | TracksMerge
    | ScoreMoves
    | ScoreStarts
    | ScoreReaches
    | LifeAdds
    | LifeEases,
    Field(discriminator="kind"),
]


class ChangeRows(Frozen):
    """Everything that could happen, as data; ``pair`` puts two events into one sentence."""

    pair: Text
    changes: tuple[Row, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [row.id for row in self.changes]
        if twice := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"these stand twice: {sorted(twice)}")
        for row in self.changes:
            if isinstance(row, Together) and (unknown := set(row.covers) - set(ids)):
                raise ValueError(f"{row.id} covers rows that are not: {sorted(unknown)}")
        return self

    @property
    def together(self) -> tuple[Together, ...]:
        return tuple(row for row in self.changes if isinstance(row, Together))

    def row(self, id: str) -> ChangeRow:
        """The row of this id; raises KeyError when there is none."""
        for row in self.changes:
            if row.id == id:
                return row
        raise KeyError(id)


def changes(
    case: Case, catalogue: Catalogue, model: CareModel, rows: ChangeRows
) -> tuple[Change, ...]:
    """Every single change that can happen to a case (already in its variant), in row order."""
    on = Setting(case, catalogue, model)
    return tuple(
        change for row in rows.changes if row.needs.met(case) for change in row.changes(on)
    )
