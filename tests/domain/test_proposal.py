"""The plan a case begins with: what the text expects to happen, and what the author suggests."""

from __future__ import annotations

from datetime import date

import pytest

from overblik.domain.plan import month_after
from overblik.domain.proposal import proposed_plan
from overblik.knowledge import library
from tests.domain.patients import sorted_by

STARTED = date(2026, 1, 31)
MODEL = library().model


def lines(case: str, language: str = "da"):
    shown = library().cases[case].in_variant(None)
    offers = sorted_by("dsam", shown).offers
    return proposed_plan(shown, MODEL, offers, STARTED, language)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("case", library().cases)
def test_offers_come_by_the_strength_of_the_text(case: str):
    shown = library().cases[case].in_variant(None)
    strong = {"yes", "often", "almost_always"}
    wanted = [one.offer.id for one in sorted_by("dsam", shown).offers if one.strength in strong]
    assert [one.offer for one in lines(case) if one.offer] == wanted


@pytest.mark.parametrize("case", library().cases)
def test_every_suggestion_of_the_author_is_there(case: str):
    wanted = [one.id for one in library().cases[case].teaching.plan]
    assert [one.suggestion for one in lines(case) if one.suggestion] == wanted


def test_days_are_counted_from_the_start():
    offers = {one.id: one for one in MODEL.offers}
    for one in lines("C09"):
        if one.offer:
            assert one.due == month_after(STARTED, offers[one.offer].month)


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_line_says_what_happens_if_nothing_does(language: str):
    for one in lines("C09", language):
        owner = MODEL.owner(one.owner or "")
        assert owner is None or one.if_nothing == getattr(owner.if_nothing, language)


def test_nothing_is_invented():
    shown = library().cases["C09"].in_variant(None)
    bare = shown.model_copy(update={"teaching": shown.teaching.model_copy(update={"plan": ()})})
    assert proposed_plan(bare, MODEL, (), STARTED, "da") == ()
