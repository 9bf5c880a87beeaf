"""The overview consultation: five blocks with prompts, a quiet clock, and what was not reached.

`Guide` is what the file in ``data/model/`` says a consultation is; `Consultation` is one that is
being held. The functions are pure and take ``now``, an aware moment.

Time is real time: a conversation goes on while the laptop sleeps or the kernel is gone, so what is
saved is how much had passed at the last thing done, and since when it has been running. Where the
computer's clock is set back, the consultation stands at what had passed at the last thing done in
it, and goes on from there with the next: it is never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from overblik.domain.base import Day, Frozen, Moment, Slug, Text
from overblik.domain.model import Source
from overblik.domain.plan import PlanItem

Outcome = Literal["done", "deferred", "irrelevant"]
"""Talked about; put off to a day and an owner; dropped as not relevant for this patient."""

MOST_PROMPTS = 9
"""In a block: a conversation, no checklist."""

LONGEST_SECONDS = 24 * 60 * 60


class Prompt(Frozen):
    """Something to remember in a block. ``must``: it can be done, never put off or dropped.

    ``task`` are its words as a line of the plan, where they must be others.
    """

    id: Slug = Field(max_length=30)
    text: Text
    task: Text | None = None
    must: bool = False
    source: Source


Facts = Literal["wishes", "disease", "life", "medicines", "plan"]


class Block(Frozen):
    """A part of the consultation with its minutes. ``facts``: what the case says of it is shown."""

    id: Slug
    name: Text
    facts: Facts
    minutes: int = Field(ge=1, le=45)
    prompts: tuple[Prompt, ...] = Field(min_length=1, max_length=MOST_PROMPTS)
    source: Source


class Pace(Frozen):
    """How fast the clock runs: consultation seconds for each real one; 0 is without a clock."""

    id: Slug
    name: Text
    rate: float = Field(ge=0, le=60)


class Guide(Frozen):
    """What an overview consultation is. The first block is the patient's own agenda."""

    version: str
    minutes: int = Field(ge=1, le=180, description="Minutter i alt; blokkene skal give det")
    sweep_at: int = Field(ge=1, description="Minuttet, hvor det ikke nåede gøres op")
    first_wishes: int = Field(ge=1, description="Hvor mange ønsker der kommer først")
    answer_to: Slug = Field(description="Hvor svaret går hen på det, der udskydes")
    source: Source
    paces: tuple[Pace, ...] = Field(min_length=1)
    blocks: tuple[Block, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(one.minutes for one in self.blocks) != self.minutes:
            raise ValueError(f"the blocks do not add up to {self.minutes} minutes")
        if self.sweep_at >= self.minutes:
            raise ValueError("sweep_at must come before the end")
        for ids in ([one.id for one in self.paces], [one.id for one in self.blocks], self._ids):
            if len(set(ids)) != len(ids):
                raise ValueError(f"an id stands twice: {sorted(ids)}")
        if not any(one.must for one in self.blocks[0].prompts):
            raise ValueError("the patient's agenda needs a prompt that must be done")
        return self

    @property
    def _ids(self) -> list[str]:
        return [prompt.id for _, prompt in self.prompts]

    @property
    def prompts(self) -> tuple[tuple[Block, Prompt], ...]:
        """Every prompt with its block, in order."""
        return tuple((block, prompt) for block in self.blocks for prompt in block.prompts)

    def prompt(self, id: str) -> Prompt:
        """The prompt of this id; raises KeyError."""
        return {prompt.id: prompt for _, prompt in self.prompts}[id]

    def block(self, id: str) -> Block:
        """The block of this id; raises KeyError."""
        return {one.id: one for one in self.blocks}[id]

    def pace(self, id: str) -> Pace:
        """The pace of this id; raises KeyError."""
        return {one.id: one for one in self.paces}[id]

    @property
    def ends(self) -> tuple[int, ...]:
        """The minute in which each block ends."""
        return tuple(
            sum(one.minutes for one in self.blocks[: at + 1]) for at in range(len(self.blocks))
        )


class Decision(Frozen):
    """What became of a prompt. Day and owner stay when the outcome is another for a while."""

    outcome: Outcome | None = None
    due: Day | None = None
    owner: Slug | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is open about it: what is put off needs a day and an owner."""
        if self.outcome == "deferred":
            return self.due is not None and self.owner is not None
        return self.outcome is not None


class Consultation(Frozen):
    """One consultation as it stands.

    ``spent`` is how much of it had passed at the last thing done, in consultation seconds;
    ``since`` when the clock has been running from there, None while it is paused; ``block`` the
    block that was asked for last (see `opened`); ``closed`` when it was closed.
    """

    pace: Slug = "real"
    spent: float = Field(default=0, ge=0, le=LONGEST_SECONDS)
    since: Moment | None = None
    block: Slug | None = None
    decisions: Mapping[Slug, Decision] = Field(default={}, max_length=200)
    closed: Moment | None = None

    def decision(self, prompt: str) -> Decision:
        return self.decisions.get(prompt, Decision())


@dataclass(frozen=True)
class Face:
    """What the clock shows. ``seconds`` and ``turn`` are consultation seconds: how much has passed,
    and when the next block or the sweep comes (None when neither does); ``rate`` is 0 while it
    stands still; ``timed`` is False for a pace without a clock."""

    seconds: float
    rate: float
    turn: int | None
    at: int
    sweeping: bool
    timed: bool

    @property
    def minute(self) -> int:
        """Whole minutes that have passed."""
        return int(self.seconds // 60)


def _rate(run: Consultation, guide: Guide) -> float:
    try:
        return guide.pace(run.pace).rate
    except KeyError:  # a save of another file: the first pace will do
        return guide.paces[0].rate


def elapsed(run: Consultation, guide: Guide, now: datetime) -> float:
    """Consultation seconds that have passed; never less than was saved, never past the end."""
    passed = 0.0 if run.since is None else (now - run.since).total_seconds()
    return min(run.spent + max(0.0, passed) * _rate(run, guide), guide.minutes * 60.0)


def face(run: Consultation, guide: Guide, now: datetime) -> Face:
    """The clock at a moment."""
    seconds = elapsed(run, guide, now)
    turns = [*(60 * end for end in guide.ends), 60 * guide.sweep_at]
    rate = _rate(run, guide)
    running = run.since is not None and now >= run.since and seconds < guide.minutes * 60
    return Face(
        seconds=seconds,
        rate=rate if running else 0.0,
        turn=min((one for one in turns if one > seconds), default=None),
        at=sum(60 * end <= seconds for end in guide.ends[:-1]),
        sweeping=rate > 0 and seconds >= 60 * guide.sweep_at,
        timed=rate > 0,
    )


def reckoned(run: Consultation, guide: Guide, now: datetime) -> Consultation:
    """The same consultation with its time counted up to now, from where it goes on."""
    since = None if run.since is None else now
    return run.model_copy(update={"spent": elapsed(run, guide, now), "since": since})


def agenda_done(run: Consultation, guide: Guide, *, wishes: bool) -> bool:
    """Whether the patient has been heard first. ``wishes``: at least one stands in words."""
    must = [one for one in guide.blocks[0].prompts if one.must]
    return wishes and all(run.decision(one.id).outcome == "done" for one in must)


def opened(run: Consultation, guide: Guide, *, wishes: bool) -> Block:
    """The one block that is open: the patient's agenda until it is done, then the one asked for."""
    if run.block is None or not agenda_done(run, guide, wishes=wishes):
        return guide.blocks[0]
    try:
        return guide.block(run.block)
    except KeyError:
        return guide.blocks[0]


def undecided(run: Consultation, guide: Guide) -> tuple[tuple[Block, Prompt], ...]:
    """What stands in the way of closing: each prompt not settled, with its block."""
    return tuple(
        (block, prompt) for block, prompt in guide.prompts if not run.decision(prompt.id).settled
    )


def having(
    run: Consultation, guide: Guide, outcome: Outcome
) -> tuple[tuple[Prompt, Decision], ...]:
    """The prompts with this outcome, in order."""
    return tuple(
        (prompt, run.decision(prompt.id))
        for _, prompt in guide.prompts
        if run.decision(prompt.id).outcome == outcome
    )


def may_close(run: Consultation, guide: Guide, *, wishes: bool) -> bool:
    """Whether every prompt is settled and the patient was heard."""
    return not undecided(run, guide) and agenda_done(run, guide, wishes=wishes)


LATER = "later-"
"""The plan's lines that come of a deferral are named by their prompt: ``later-agenda-least``."""


def with_deferred(
    plan: Iterable[PlanItem], run: Consultation, guide: Guide
) -> tuple[PlanItem, ...]:
    """The plan with one line for each deferral, with its owner and day.

    A line that is there already keeps its words; one whose prompt is no longer put off is taken
    out, and can be brought back there.
    """
    put_off = {
        f"{LATER}{prompt.id}": (prompt, one) for prompt, one in having(run, guide, "deferred")
    }
    ours = {f"{LATER}{prompt.id}" for _, prompt in guide.prompts}
    lines: list[PlanItem] = []
    for item in plan:
        if found := put_off.pop(item.id, None):
            _, one = found
            changes = {"standing": "kept", "owner": one.owner, "due": one.due}
            lines.append(item.model_copy(update=changes))
        elif item.id in ours:
            lines.append(item.model_copy(update={"standing": "removed"}))
        else:
            lines.append(item)
    return (
        *lines,
        *(
            PlanItem(
                id=id,
                words=prompt.task or prompt.text,
                owner=one.owner,
                due=one.due,
                answer_to=guide.answer_to,
            )
            for id, (prompt, one) in put_off.items()
        ),
    )
