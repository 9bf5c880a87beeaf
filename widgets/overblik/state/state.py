"""The state of one forløb: everything the user has chosen or written about a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from overblik.domain.base import AxisId, Day, Frozen, Level, Moment, ReadingId, Slug, Tier
from overblik.domain.bookings import Booking
from overblik.domain.case import Case
from overblik.domain.clashes import Placement
from overblik.domain.conference import MOST_CONFERENCES, Conference
from overblik.domain.consultation import Consultation
from overblik.domain.days import month_after
from overblik.domain.event import LAST_YEAR, START
from overblik.domain.ledger import Absence
from overblik.domain.model import CareModel
from overblik.domain.plan import MOST_ITEMS, PlanItem, last_years_plan
from overblik.domain.rating import Answer
from overblik.domain.review import Reviewed
from overblik.domain.sharing import Agreement, Reach, Share
from overblik.domain.year import Step, steps, unfolded

VERSION = 4
"""The form of a saved state. Raise it together with a step in `overblik.state.saves`, and put a
save of the new form into ``tests/hostile/saves``."""

MOST_REVIEWED = 2 * MOST_ITEMS
"""Lines that a review has said something of, on any day."""

EARLIEST_START, LATEST_START = date(1902, 1, 1), date(2190, 12, 31)
"""The days that a plan reckons from its start, and a year before it, must be days too."""
StartDay = Annotated[Day, Field(ge=EARLIEST_START, le=LATEST_START)]


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


class Chapter(Frozen):
    """What stands on one day of the unfolding year: everything that was judged, written or agreed.

    ``edited`` is the case with the facts that were changed here, None as long as none was.
    ``flags`` are the answers to the checklist of red flags, by flag; one not there is not asked.
    ``board`` says where the cards of the conflict board were placed, by card; ``absent`` which
    owners are not there, by owner; ``agreed`` when the plan was agreed; ``bookings`` how far an
    order has come, by the id of its line in the plan; ``consents`` what the patient has said about
    sharing, by recipient (one not there has not been asked); ``shares`` what was shared, the oldest
    first. ``begins`` is the first day of the plan's twelve months, None for the day the forløb
    began; ``reviewed`` what the review said, by line; ``regrouped`` the day of the year at which
    somebody last looked whether the patient has changed group; ``contacts_reason`` why the plan
    has fewer or more contacts than the text speaks of.
    """

    edited: Case | None = None
    ratings: Mapping[str, OwnRating] = {}
    axes: Mapping[AxisId, OwnLevel] = {}
    flags: Mapping[Slug, bool] = {}
    choice: TierChoice | None = None
    release: str = Field(default="", max_length=2_000)
    priorities: tuple[Priority, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    overview: Day | None = None
    begins: StartDay | None = None
    reviewed: Mapping[Slug, Reviewed] = Field(default={}, max_length=MOST_REVIEWED)
    regrouped: Slug | None = None
    contacts_reason: str = Field(default="", max_length=2_000)
    conferences: tuple[Conference, ...] = Field(default=(), max_length=MOST_CONFERENCES)
    consultation: Consultation = Consultation()
    board: Mapping[Slug, Placement] = Field(default={}, max_length=400)
    absent: Mapping[Slug, Absence] = {}
    agreed: Moment | None = None
    bookings: Mapping[Slug, Booking] = Field(default={}, max_length=MOST_ITEMS)
    consents: Mapping[Reach, Agreement] = {}
    shares: tuple[Share, ...] = Field(default=(), max_length=500)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for rows in (self.priorities, self.plan, self.conferences):
            if len({one.id for one in rows}) != len(rows):
                raise ValueError("an id stands twice")
        return self

    @property
    def agrees_on(self) -> tuple[object, ...]:
        """What an agreement is about: the lines, the next overview and who is there to do it. That
        a line is done takes no agreement back."""
        lines = tuple(one.model_copy(update={"done": None}) for one in self.plan)
        return lines, self.overview, self.absent


class State(Chapter):
    """One forløb, whole; what the apps share: the chapter of the day it is at, and the others.

    ``at`` is where in the year it is (`overblik.domain.year.Step`), None for the start.
    ``chapters`` are the other days that somebody has worked on; a day nobody has touched has what
    the day before it had (`overblik.state.chapters`). ``touched``: this day has been worked on.
    """

    variant: str | None = None
    started: StartDay
    reading: ReadingId
    labels: Slug = "dsam"
    at: Slug | None = None
    touched: bool = False
    chapters: Mapping[Slug, Chapter] = Field(default={}, max_length=50)

    def steps(self, case: Case) -> tuple[Step, ...]:
        """The days of the year in order."""
        return steps(case, self.variant, self.started)

    def step(self, case: Case) -> Step:
        """The day of the year it is. Raises KeyError when the case has no such day."""
        for one in self.steps(case):
            if one.id == self.place:
                return one
        raise KeyError(self.at)

    def later_days(self, case: Case) -> tuple[Step, ...]:
        """The days after this one that somebody has worked on: what is changed here does not reach
        them by itself (`overblik.state.year.CarryForward`)."""
        days = self.steps(case)
        at = [one.id for one in days].index(self.place)
        return tuple(one for one in days[at + 1 :] if one.id in self.chapters)

    @property
    def chapter(self) -> Chapter:
        """What stands on the day of the year it is."""
        told = {name: getattr(self, name) for name in Chapter.model_fields}
        return Chapter.model_construct(**told)

    @property
    def place(self) -> str:
        """The name of the day of the year it is."""
        return self.at or START

    def happened(self, case: Case) -> frozenset[str]:
        """The events that have happened by now."""
        days = self.steps(case)
        past = days[: 1 + [one.id for one in days].index(self.place)]
        return frozenset(event.id for one in past for event in one.events)

    def today(self, case: Case, now: date) -> date:
        """The day it is in the story: today, or the day of the year when that is later. A year
        before the start it is that day, for nothing of now has happened yet."""
        day = self.step(case).day
        return day if self.place == LAST_YEAR else max(now, day)

    def moment(self, case: Case, now: datetime) -> datetime:
        """The time it is in the story: now, or this hour on the day of the year when that is later.

        What is said, sent or agreed on a day of the year belongs to that day.
        """
        return datetime.combine(self.today(case, now.date()), now.timetz())

    @property
    def plan_start(self) -> date:
        """The first day of the plan's twelve months; those of a year ago began a year ago."""
        first = month_after(self.started, -12) if self.place == LAST_YEAR else self.started
        return self.begins or first

    def written(self, case: Case) -> Case:
        """The case as its author wrote it, on the day of the year it is, flat in its variant."""
        return unfolded(case, self.variant, self.place, self.started)

    def facts(self, case: Case) -> Case:
        """The case with what was changed here, flat in its variant; ticked flags are not in it."""
        return self.edited or self.written(case)

    @property
    def answers(self) -> dict[str, Answer]:
        """The clinician's ratings by domain, those given."""
        return {key: one.answer for key, one in self.ratings.items() if one.answer is not None}

    @property
    def levels(self) -> dict[AxisId, Level]:
        """The clinician's own axis levels, those with a reason."""
        return {key: one.level for key, one in self.axes.items() if one.valid}

    @property
    def why_ended(self) -> dict[str, str]:
        """Why lines were ended at a review, those for which somebody wrote it."""
        ended = {one.id for one in self.plan if one.standing == "ended"}
        said = {id: one.why.strip() for id, one in self.reviewed.items() if id in ended}
        return {id: why for id, why in said.items() if why}

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
    priorities = tuple(Priority(id=f"case-{at + 1}") for at in range(len(case.priorities)))
    return State(
        variant=case.variant_id(variant),
        started=today,
        reading=model.default_reading,
        priorities=priorities,
        plan=last_years_plan(case.last_year.plan, today, model) if case.last_year else (),
    )
