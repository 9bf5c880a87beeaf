"""Everything an app's page is made from, for one forløb at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from markupsafe import Markup

from overblik.apps.steps import world_of
from overblik.documents.blocked import Blocked, blocked
from overblik.documents.papers import Paper, sorting_paper
from overblik.documents.patient_words import patient_plan
from overblik.documents.refusals import refusals
from overblik.documents.shared import PlanSource, SharedPlan, shared_plan
from overblik.documents.words import PriorityLine, priority_text
from overblik.documents.year_words import place, place_text
from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import ReadingId, Section, Text, Tier
from overblik.domain.bookings import done_items
from overblik.domain.case import Case
from overblik.domain.clashes import Board, board, tapered
from overblik.domain.event import LAST_YEAR, Event
from overblik.domain.ledger import Ledger, ledger
from overblik.domain.offers import ProposedOffer, compose
from overblik.domain.plan_difference import PlanVersion
from overblik.domain.rating import Answer
from overblik.domain.red_flags import with_raised
from overblik.domain.sharing import REACHES, Agreement, Reach
from overblik.domain.year import Step
from overblik.knowledge.library import Library, TierName
from overblik.language import Language, Message
from overblik.state.chapters import so_far
from overblik.state.red_flags import NO_SHARING, flag_stands
from overblik.state.saves import Saved
from overblik.state.state import State
from overblik.state.update import World
from overblik.ui.chrome import PageFrame


@dataclass(frozen=True)
class FieldError:
    """A change that was refused: what to do, and what was typed, which stays in the field."""

    message: Message
    typed: str


@dataclass(frozen=True)
class Scene:
    """One forløb as an app shows it.

    ``errors`` are by field key; ``notice`` is told once; ``view`` is what this page has open, by
    what it is (`overblik.apps.views`); ``refused`` is the kind of event that the notice says no
    to, for the button it came from: nothing of it is saved.
    """

    saved: Saved
    library: Library
    language: Language
    frame: PageFrame
    today: date
    errors: Mapping[str, FieldError] = field(default_factory=dict)
    notice: Message | None = None
    view: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def state(self) -> State:
        return self.saved.state

    @property
    def world(self) -> World:
        """What the days of the year are walked by."""
        noon = datetime.combine(self.today, time(12)).astimezone()
        return world_of(self.saved, self.library, noon)

    @cached_property
    def step(self) -> Step:
        """The day of the year this forløb is at."""
        return self.state.step(self.saved.case)

    @property
    def to_come(self) -> list[Event]:
        """What is still to come in the story, by day."""
        days = self.state.steps(self.saved.case)
        later = days[1 + days.index(self.step) :]
        return [event for one in later for event in one.events]

    @property
    def day(self) -> date:
        """The day it is in the story (`State.today`)."""
        return self.state.today(self.saved.case, self.today)

    @property
    def later(self) -> list[str]:
        """The later days of the year that have been worked on, in words within a sentence: what is
        changed on this one does not reach them."""
        rows, language = self.library.year, self.language
        days = self.state.later_days(self.saved.case)
        return [place_text(one, rows, language).lower() for one in days]

    @property
    def place(self) -> Message | Text:
        """Where in the year it is, in words: »Måned 2«."""
        return place(self.step, self.library.year)

    @property
    def happening(self) -> list[Text]:
        """What happens on this day of the year; where nothing does, what the day is."""
        if self.step.events:
            return [one.text for one in self.step.events]
        case = self.saved.case
        if self.step.id == LAST_YEAR and case.last_year is not None:
            return [case.last_year.text]
        row = self.library.year.place(self.step.id)
        if row is None or not self.step.yearly:
            return [case.summary]
        tiers = (self.tier,) if self.tier else self.assessment.possible_tiers
        return [one.why for one in row.said_to(tiers)]

    @cached_property
    def past(self) -> tuple[tuple[Step, Scene], ...]:
        """Each day of the year until now, this one last, as the forløb stands on it."""
        days = so_far(self.state, self.world)
        earlier = [
            (step, replace(self, saved=replace(self.saved, state=state), errors={}, notice=None))
            for step, state in days[:-1]
        ]
        return (*earlier, (self.step, self))

    @property
    def plan_version(self) -> PlanVersion:
        """The plan as it stands on this day of the year, to be compared with another day's."""
        state = self.state
        return PlanVersion(
            plan=state.plan,
            bookings=state.bookings,
            conferences=state.conferences,
            tracks=self.case.contacts.tracks,
            absent=state.absent,
        )

    @cached_property
    def case(self) -> Case:
        """The case as this forløb has it: in its variant, with what was changed and ticked here."""
        return with_raised(self.unticked, self.library.catalogue, self.state.flags)

    @cached_property
    def unticked(self) -> Case:
        """The case without the flags that were ticked on the checklist: those can be taken back."""
        return self.state.facts(self.saved.case)

    @cached_property
    def assessment(self) -> Assessment:
        return self.assess()

    def assess(
        self,
        case: Case | None = None,
        reading: ReadingId | None = None,
        answers: Mapping[str, Answer] | None = None,
    ) -> Assessment:
        """The sorting with what the clinician has said, of another case, reading or answers."""
        return assess(
            case or self.case,
            self.library.model,
            self.library.catalogue,
            reading or self.state.reading,
            self.state.answers if answers is None else answers,
            levels=self.state.levels,
            released=self.state.released,
        )

    @property
    def tier_names(self) -> Mapping[Tier, Text]:
        """What the tiers are called in the label set that was chosen."""
        return {key: one.full for key, one in self._names.items()}

    @property
    def tier_shorts(self) -> Mapping[Tier, Text]:
        """The same in one word each."""
        return {key: one.short for key, one in self._names.items()}

    @property
    def _names(self) -> Mapping[Tier, TierName]:
        names = self.library.tier_names
        return names.get(self.state.labels) or next(iter(names.values()))

    @property
    def chosen(self) -> Tier | None:
        """The clinician's own tier where it differs from the suggested one and has its reason.

        None while a red flag stands; agreeing with the suggestion needs no reason.
        """
        choice = self.state.choice
        if choice is None or self.assessment.exits or choice.tier == self.assessment.tier:
            return None
        return choice.tier if choice.valid else None

    @property
    def differs(self) -> bool:
        """Whether another tier than the suggested one is picked, with or without its reason."""
        choice = self.state.choice
        return choice is not None and choice.tier != self.assessment.tier

    @property
    def ground(self) -> Text | None:
        """The ground given for another tier, in words."""
        choice = self.state.choice
        grounds = {one.id: one.name for one in self.library.model.override_grounds}
        return grounds.get(choice.ground or "") if choice else None

    @property
    def tier(self) -> Tier | None:
        """The tier that holds: the clinician's own, else the suggested one."""
        return self.chosen or self.assessment.tier

    @cached_property
    def offers(self) -> tuple[ProposedOffer, ...]:
        """The offers of the tier that holds."""
        if self.tier is None:
            return ()
        return compose(
            self.library.model,
            self.tier,
            self.assessment.biomedical.possible,
            self.assessment.psychosocial.possible,
        )

    @cached_property
    def priorities(self) -> list[PriorityLine]:
        """The patient's priorities in rank, without those taken out."""
        return self._wishes(removed=False)

    @property
    def removed_priorities(self) -> list[PriorityLine]:
        """Wishes that were taken out and said something: those can be missed, and brought back."""
        return [one for one in self._wishes(removed=True) if one.text.strip()]

    def _wishes(self, *, removed: bool) -> list[PriorityLine]:
        return [
            PriorityLine(one.id, priority_text(one.id, one.text, self.saved.case, self.language))
            for one in self.state.priorities
            if one.removed == removed
        ]

    @property
    def paper(self) -> Paper:
        return Paper(
            case=self.case,
            model=self.library.model,
            catalogue=self.library.catalogue,
            assessment=self.assessment,
            tier=self.tier,
            tier_names=self.tier_names,
            printed=self.today,
            language=self.language,
        )

    @cached_property
    def board(self) -> Board:
        """The cards of the conflict board, and what could not be judged."""
        library, wishes = self.library, [(one.id, one.text) for one in self.priorities]
        return board(self.case, library.clashes, library.catalogue, wishes)

    @cached_property
    def ledger(self) -> Ledger:
        """The plan by owner, and what stands in the way of its lines."""
        state, done = self.state, done_items(self.state.plan, self.state.bookings)
        return ledger(state.plan, state.plan_start, state.absent, self.library.model, done)

    @cached_property
    def source(self) -> PlanSource:
        """What every shared plan of this forløb is made from."""
        state, model = self.state, self.library.model
        return PlanSource(
            case=self.case,
            original=self.saved.case,
            model=self.library.model,
            catalogue=self.library.catalogue,
            reading=self.state.reading,
            priorities=self.priorities,
            items=[one for one in self.state.plan if one.standing == "kept"],
            overview=self.state.overview,
            made=self.today,
            agreed=state.agreed if self.ledger.settled and not self.barred else None,
            absent=state.absent,
            tapered=tapered(state.plan, self.board),
            bookings=state.bookings,
            refused=refusals(self.library.sharing.recipients, state.plan, state.consents, model),
            patient_offers=self.library.patient_offers,
        )

    @cached_property
    def blocked(self) -> tuple[Blocked, ...]:
        """The lines that cannot be coordinated with a recipient, and what is done instead."""
        return blocked(
            self.library.sharing.recipients,
            self.state.plan,
            self.state.consents,
            self.saved.case,
            self.library.model,
            self.language,
        )

    @property
    def recipient(self) -> Reach:
        """Whose preview this page has open; the first of the list until one is chosen."""
        asked = self.view.get("recipient")
        known: dict[str, Reach] = {one: one for one in REACHES}
        return known.get(asked or "", REACHES[0])

    @cached_property
    def barred(self) -> Message | None:
        """Why nobody gets anything of the plan, whatever the patient says: a red flag stands."""
        stands = flag_stands(self.state, self.saved.case, self.library.catalogue)
        return NO_SHARING if stands else None

    def allowed(self, recipient: Reach) -> tuple[Section, ...]:
        """The parts this recipient may have now; none while a red flag stands."""
        return () if self.barred else self.state.consents.get(recipient, Agreement()).sections

    def shared(self, recipient: Reach) -> SharedPlan:
        """What this recipient gets now: the parts that are allowed, and nothing else."""
        sections = self.allowed(recipient)
        if recipient == "patient":  # the same, in words a patient reads
            return patient_plan(sections, self.source, self.language)
        return shared_plan(recipient, sections, self.source, self.language)

    @property
    def sorting_sheet(self) -> Markup:
        """The sorting on one sheet, with the clinician's reasons."""
        state = self.state
        return sorting_paper(
            self.paper,
            state.choice.reason if state.choice and self.chosen else "",
            {key: own.reason for key, own in state.ratings.items()},
            self.ground,
            {axis: own.reason for axis, own in state.axes.items()},
        )

    def context(self) -> dict[str, Any]:
        """What every app's template may use."""
        return {
            "scene": self,
            "state": self.state,
            "case": self.case,
            "model": self.library.model,
            "catalogue": self.library.catalogue,
            "assessment": self.assessment,
            "barred": self.barred,
            "tier": self.tier,
            "tier_names": self.tier_names,
            "tier_shorts": self.tier_shorts,
            "errors": self.errors,
            "view": self.view,
            "notice": self.notice,
            "saved": self.saved,
        }
