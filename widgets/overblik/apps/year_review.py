"""What the year's page shows of the annual review: last year's plan beside this year's facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from overblik.apps.fact_words import ChangeLine, FactWords
from overblik.apps.scene import Scene
from overblik.documents.words import item_text, results
from overblik.domain.days import month_after
from overblik.domain.editing import FactChange, fact_changes
from overblik.domain.event import LAST_YEAR, START
from overblik.domain.facts import CaseCondition
from overblik.domain.review import Review, review, review_since
from overblik.domain.year import Step

CONTACTS = ("gp", "visits", "admissions", "emergency_calls", "no_shows")
"""The numbers of the past twelve months that say how people met."""


@dataclass(frozen=True)
class YearFacts:
    """This year's facts in short, since the first day of the year under review.

    ``meetings`` are how many of the contacts agreed for that year were held, and how many there
    were; ``contacts`` what the past twelve months held, as far as it is another number.
    """

    since: Step
    then: Scene
    diseases: tuple[str, ...]
    over: tuple[str, ...]
    results: tuple[ChangeLine, ...]
    contacts: tuple[ChangeLine, ...]
    meetings: tuple[int, int]


def year_review(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_review.html``; ``review`` is None where there is no day before."""
    if len(scene.past) < 2:
        return {"review": None}
    state, model = scene.state, scene.library.model
    before = scene.past[-2][1].state
    since = review_since([step for step, _ in scene.past[:-1]], before.plan_start)
    found = review(
        before.plan,
        state.plan,
        state.bookings,
        state.reviewed,
        state.place,
        since.day,
        scene.day,
        model,
    )
    row = model.tier(scene.tier) if scene.tier and scene.tier != "undefined" else None
    begun = state.begins == scene.step.day and before.begins != state.begins
    at_end = begun and (state.overview is None or state.overview <= scene.day)
    last_year = scene.saved.case.last_year
    return {
        "review": found,
        "review_time": scene.step.yearly or (state.place == START and last_year is not None),
        "review_facts": _facts(scene, found, since),
        "review_told": last_year.text if last_year and scene.past[-2][0].id == LAST_YEAR else None,
        "review_said": {
            one.before.id: item_text(one.before, scene.saved.case, model, scene.language)
            for one in found.rows
        },
        "review_now": {
            one.now.id: item_text(one.now, scene.saved.case, model, scene.language)
            for one in found.rows
        },
        "review_begun": begun,
        "review_overview": month_after(scene.step.day, row.overview_months[0])
        if row and at_end
        else None,
    }


def _facts(scene: Scene, found: Review, since: Step) -> YearFacts:
    then = next(there for step, there in scene.past if step.id == since.id)
    words = FactWords(scene.library.catalogue, scene.library.model, scene.language)
    changes = fact_changes(then.case, scene.case)
    active = [(one, _active(one.before), _active(one.after)) for one in changes if _disease(one)]
    return YearFacts(
        since=since,
        then=then,
        diseases=tuple(words.line(one).what for one, was, now in active if now and not was),
        over=tuple(words.line(one).what for one, was, now in active if was and not now),
        results=tuple(_moved(then, scene)),
        contacts=tuple(
            words.line(one)
            for one in changes
            if one.theme == "contacts"
            and one.key in CONTACTS
            and None not in (one.before, one.after)
        ),
        meetings=found.meetings(since.day, scene.day, scene.library.model),
    )


def _disease(change: FactChange) -> bool:
    return change.theme == "conditions"


def _active(row: object) -> bool:
    return isinstance(row, CaseCondition) and row.status != "previous"


def _moved(then: Scene, scene: Scene) -> Iterator[ChangeLine]:
    """The results that are another number than then; a new one has nothing to move from."""
    catalogue, language = scene.library.catalogue, scene.language
    old = {one.name: one.value for one in results(then.case, catalogue, language)}
    for one in results(scene.case, catalogue, language):
        if old.get(one.name, one.value) != one.value:
            yield ChangeLine("measurements", one.name, one.name, old[one.name], one.value)
