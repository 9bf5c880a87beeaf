"""The care model as data: axes, domains, cut-offs, readings, tiers and offers.

The rows are in ``data/model/``. Every statement carries the Danish sentence it rests on, or says
that it is this project's proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from overblik.domain.base import (
    AXES,
    LEVELS,
    READINGS,
    AxisId,
    Frozen,
    Level,
    Line,
    Rating,
    ReadingId,
    Section,
    Slug,
    Text,
    Tier,
)
from overblik.domain.quantities import QUANTITIES

CellStatus = Literal["text", "debatable", "silent"]
Strength = Literal["yes", "maybe", "often", "almost_always", "rarely", "option", "consider"]


class Source(Frozen):
    """Where a statement is from: a document the model names, or this project itself."""

    document: Slug
    sentence: Line | None = Field(default=None, description="Ordret dansk kildesætning")

    @model_validator(mode="after")
    def _quoted(self) -> Self:
        if (self.document == "proposal") == bool(self.sentence):
            raise ValueError("a document is quoted; a proposal is not")
        return self


class Document(Frozen):
    """A document the model rests on."""

    id: Slug
    title: Text
    year: int | None = None


class Rule(Frozen):
    """Facts that speak for a rating: every quantity named must reach its number.

    ``rating`` says the domain is at least this heavy; ``lift`` adds to what the others gave
    (never above 2), and the lifts of one domain or axis do not add up: several are still one step.
    Numbers are lower bounds only, so that more burden can never weigh less.
    """

    id: Slug
    when: Mapping[Slug, float]
    rating: Rating | None = None
    lift: Literal[1] | None = None
    fact: Text = Field(description="Hvad der vises; {navne} fyldes med patientens tal")

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if (self.rating is None) == (self.lift is None):
            raise ValueError("a rule gives a rating or a lift")
        if unknown := set(self.when) - QUANTITIES:
            raise ValueError(f"nothing counts {sorted(unknown)}; known are {sorted(QUANTITIES)}")
        named = {name: "" for one in self.when for name in (one, f"{one}_names")}
        try:
            self.fact.format(**named)
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"the fact can name only {sorted(named)}") from error
        return self


class Domain(Frozen):
    """One of the things that weigh on an axis, rated 0–2 by its anchors."""

    id: Slug
    axis: AxisId
    name: Text
    question: Text
    anchors: tuple[Text, Text, Text]
    basis: tuple[Slug, ...] = Field(
        default=(), description="Tal, der skal kendes, før domænet kan vurderes"
    )
    rules: tuple[Rule, ...] = ()
    source: Source
    note: Text

    @model_validator(mode="after")
    def _countable(self) -> Self:
        if unknown := set(self.basis) - QUANTITIES:
            raise ValueError(f"nothing counts {sorted(unknown)}; known are {sorted(QUANTITIES)}")
        return self


class Axis(Frozen):
    """The sum of its domains' ratings is low, moderate or high by two cut-offs."""

    id: AxisId
    name: Text
    moderate_from: int
    high_from: int
    lifts: tuple[Rule, ...] = ()
    source: Source
    note: Text

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        if not 0 < self.moderate_from < self.high_from:
            raise ValueError("moderate_from must be above 0 and below high_from")
        return self

    def level(self, points: int, lift: int = 0) -> Level:
        """The level of a sum of ratings, raised ``lift`` levels, at most to high."""
        at = (points >= self.moderate_from) + (points >= self.high_from)
        return LEVELS[min(2, at + lift)]


class Cell(Frozen):
    """One combination of the axes, and whether the text says anything about it."""

    biomedical: Level
    psychosocial: Level
    status: CellStatus
    sentence: Line | None = None
    note: Text


_GRID = [(row, column) for row in LEVELS for column in LEVELS]


class Reading(Frozen):
    """A named way of reading the text where it leaves room."""

    id: ReadingId
    name: Text
    explanation: Text
    tiers: Mapping[Level, Mapping[Level, Tier]] = Field(description="biomedicinsk → psykosocial")
    upgrade_note: Text | None = None

    @model_validator(mode="after")
    def _full(self) -> Self:
        if any(set(self.tiers.get(row, {})) != set(LEVELS) for row in LEVELS):
            raise ValueError(f"reading {self.id} does not fill the nine cells")
        return self


class TierRow(Frozen):
    """A tier with what the text says of contacts a year."""

    id: Level
    sentence: Line
    overview_months: tuple[int, ...]
    contacts: tuple[int, int] | None
    contacts_sentence: Line
    visit_possible: bool = False


class AxisCondition(Frozen):
    """Holds when an axis is at least this high."""

    axis: AxisId
    at_least: Level


class AlsoWhen(Frozen):
    """An offer of a higher tier that is worth considering when one axis alone is this high."""

    tier: Level
    axis: AxisId
    at_least: Level


class Offer(Frozen):
    """One line of a tier's offers, in the strength the text gives it.

    ``patient`` says it plainly to the patient, on their own copy of the plan. ``standing``: it
    holds all the time and is no task, so a line of it needs an owner and no day.
    """

    id: Slug
    kind: Slug
    tier: Level
    strength: Strength
    text: Text
    patient: Text | None = Field(default=None, description="Det samme, sagt til patienten")
    sentence: Line
    requires: AxisCondition | None = None
    also: AlsoWhen | None = None
    owner: Slug
    month: int = Field(ge=0, le=24)
    section: Section = "agreements"
    standing: bool = False
    difference: Text | None = Field(default=None, description="Hvor figur og tekst er uens")


class EarlyPath(Frozen):
    """What the text wants early for one complaint, outside tiers, once red flags are excluded.

    It reads as an offer to the plan: words, owner and month are its first suggestion.
    """

    id: Slug
    complaint: Slug
    when: Text = Field(description="Hvornår det gælder, ud over at flagene er udelukket")
    text: Text
    patient: Text | None = Field(default=None, description="Det samme, sagt til patienten")
    sentence: Line
    owner: Slug
    month: int = Field(ge=0, le=24)


class Named(Frozen):
    """A word the plan can choose: who owns an item, why a tier was changed."""

    id: Slug
    name: Text


class Owner(Named):
    """Who can own a line of the plan.

    ``place``: where people meet them; two meetings at one place can be one visit. ``counts``: a
    meeting with them is one of the contacts the text counts. ``person``: somebody who can fall ill.
    ``if_nothing``: words to begin with for what happens when nothing has happened.
    ``told_of``: the name of somebody the story has told of, where it is another.
    ``patient`` and ``patient_if_nothing``: the same said to the patient; none where it is they.
    """

    place: Slug
    counts: bool = False
    person: bool = False
    if_nothing: Text
    told_of: Text | None = None
    patient: Text | None = None
    patient_if_nothing: Text | None = None


class CareModel(Frozen):
    """One care model, whole."""

    id: Slug
    version: str
    title: Text
    attribution: Text
    documents: tuple[Document, ...]
    axes: tuple[Axis, Axis]
    domains: tuple[Domain, ...]
    cells: tuple[Cell, ...]
    readings: tuple[Reading, ...]
    default_reading: ReadingId
    tiers: tuple[TierRow, TierRow, TierRow]
    offers: tuple[Offer, ...]
    paths: tuple[EarlyPath, ...] = ()
    owners: tuple[Owner, ...]
    override_grounds: tuple[Named, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Everything the rows name exists, and everything that must be there is there once."""
        for name, ids, expected in (
            ("axes", [one.id for one in self.axes], AXES),
            ("tiers", [one.id for one in self.tiers], LEVELS),
            ("readings", [one.id for one in self.readings], READINGS),
            ("cells", [(one.biomedical, one.psychosocial) for one in self.cells], _GRID),
        ):
            if sorted(ids) != sorted(expected):
                raise ValueError(f"{name} must be these, each once: {list(expected)}")
        for name, ids in (
            ("domains", [one.id for one in self.domains]),
            ("offers and paths", [one.id for one in (*self.offers, *self.paths)]),
            ("owners", [one.id for one in self.owners]),
            ("documents", [one.id for one in self.documents]),
            ("rules", [rule.id for one in self.domains for rule in one.rules]),
        ):
            twice = {one for one in ids if ids.count(one) > 1}
            if twice:
                raise ValueError(f"{name} stand twice: {sorted(twice)}")
        for offer in (*self.offers, *self.paths):
            if self.owner(offer.owner) is None:
                raise ValueError(f"offer {offer.id}: no owner is called {offer.owner}")
        listed = {one.id for one in self.documents}
        for one in (*self.axes, *self.domains):
            if one.source.document not in listed:
                raise ValueError(f"{one.id}: no document is called {one.source.document}")
        return self

    def axis(self, axis: AxisId) -> Axis:
        return next(one for one in self.axes if one.id == axis)

    def domain(self, domain: str) -> Domain:
        """The domain of this id; raises KeyError when the model has none."""
        for one in self.domains:
            if one.id == domain:
                return one
        raise KeyError(domain)

    def domains_of(self, axis: AxisId) -> tuple[Domain, ...]:
        return tuple(one for one in self.domains if one.axis == axis)

    def cell(self, biomedical: Level, psychosocial: Level) -> Cell:
        return next(
            one
            for one in self.cells
            if one.biomedical == biomedical and one.psychosocial == psychosocial
        )

    def reading(self, reading: ReadingId) -> Reading:
        return next(one for one in self.readings if one.id == reading)

    def tier(self, tier: Level) -> TierRow:
        return next(one for one in self.tiers if one.id == tier)

    def offer(self, offer: str) -> Offer | EarlyPath | None:
        """The offer or early path of this id: what a line of the plan can come from."""
        return next((one for one in (*self.offers, *self.paths) if one.id == offer), None)

    def owner(self, owner: str) -> Owner | None:
        return next((one for one in self.owners if one.id == owner), None)
