"""The state of one forløb: everything the user has chosen or written about a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from overblik.domain.base import AxisId, Day, Frozen, Level, Moment, ReadingId, Slug, Tier
from overblik.domain.bookings import Booking
from overblik.domain.case import Case
from overblik.domain.clashes import Placement
from overblik.domain.conference import Card
from overblik.domain.consultation import Consultation
from overblik.domain.editing import written
from overblik.domain.ledger import Absence
from overblik.domain.model import CareModel
from overblik.domain.plan import MOST_ITEMS, PlanItem
from overblik.domain.rating import Answer
from overblik.domain.sharing import Agreement, Reach, Share

VERSION = 3
"""The form of a saved state. Raise it together with a step in `overblik.state.saves`, and put a
save of the new form into ``tests/hostile/saves``."""

LATEST_START = date(2190, 12, 31)
"""The days that a plan reckons from its start must be days too."""


class OwnRating(Frozen):
    """The clinician's own rating of a domain, which wins over the facts, and why."""

    answer: Answer | None = None
    reason: str = Field(default="", max_length=2_000)


class OwnLevel(Frozen):
    """The clinician's own level of an axis, which wins over its domains once it has a reason."""

    level: Level
    reason: str = Field(default="", max_length=2_000)

    @property
    def valid(self) -> bool:
        return bool(self.reason.strip())


class TierChoice(Frozen):
    """The clinician's own tier beside the suggested one, with why."""

    tier: Tier
    ground: Slug | None = None
    reason: str = Field(default="", max_length=2_000)

    @property
    def valid(self) -> bool:
        """Another tier than the suggested one needs both a ground and words."""
        return self.ground is not None and bool(self.reason.strip())


class Priority(Frozen):
    """What matters to the patient, in their words. Order in the list is rank.

    ``text`` None means the case's own words (id ``case-1`` is the case's first), which follow the
    reader's language.
    """

    id: Slug
    text: str | None = Field(default=None, max_length=500)
    removed: bool = False


class State(Frozen):
    """One forløb, whole; what the apps share.

    ``edited`` is the case with the facts that were changed here, None as long as none was.
    ``flags`` are the answers to the checklist of red flags, by flag; one not there is not asked.
    ``board`` says where the cards of the conflict board were placed, by card; ``absent`` which
    owners are not there, by owner; ``agreed`` when the plan was agreed; ``bookings`` how far an
    order has come, by the id of its line in the plan; ``consents`` what the patient has said about
    sharing, by recipient (one not there has not been asked); ``shares`` what was shared, the oldest
    first.
    """

    variant: str | None = None
    started: Annotated[Day, Field(le=LATEST_START)]
    reading: ReadingId
    labels: Slug = "dsam"
    edited: Case | None = None
    ratings: Mapping[str, OwnRating] = {}
    axes: Mapping[AxisId, OwnLevel] = {}
    flags: Mapping[Slug, bool] = {}
    choice: TierChoice | None = None
    release: str = Field(default="", max_length=2_000)
    priorities: tuple[Priority, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    overview: Day | None = None
    card: Card = Card()
    consultation: Consultation = Consultation()
    board: Mapping[Slug, Placement] = Field(default={}, max_length=400)
    absent: Mapping[Slug, Absence] = {}
    agreed: Moment | None = None
    bookings: Mapping[Slug, Booking] = Field(default={}, max_length=MOST_ITEMS)
    consents: Mapping[Reach, Agreement] = {}
    shares: tuple[Share, ...] = Field(default=(), max_length=500)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for rows in (self.priorities, self.plan):
            if len({one.id for one in rows}) != len(rows):
                raise ValueError("an id stands twice")
        return self

    def facts(self, case: Case) -> Case:
        """The case with what was changed here, flat in its variant; ticked flags are not in it."""
        return self.edited or written(case, self.variant)

    @property
    def answers(self) -> dict[str, Answer]:
        """The clinician's ratings by domain, those given."""
        return {key: one.answer for key, one in self.ratings.items() if one.answer is not None}

    @property
    def levels(self) -> dict[AxisId, Level]:
        """The clinician's own axis levels, those with a reason."""
        return {key: one.level for key, one in self.axes.items() if one.valid}

    @property
    def agrees_on(self) -> tuple[object, ...]:
        """What an agreement is about: the lines, the next overview and who is there to do it."""
        return self.plan, self.overview, self.absent

    @property
    def has_wishes(self) -> bool:
        """Whether the patient wants something in words."""
        return any(
            one.text is None or one.text.strip() for one in self.priorities if not one.removed
        )

    @property
    def released(self) -> bool:
        """Whether red flags have been cleared in writing."""
        return bool(self.release.strip())


def start(case: Case, variant: str | None, model: CareModel, today: date) -> State:
    """A fresh forløb: the patient's priorities are in it, nothing else is decided."""
    return State(
        variant=case.variant_id(variant),
        started=today,
        reading=model.default_reading,
        priorities=tuple(Priority(id=f"case-{at + 1}") for at in range(len(case.priorities))),
    )
