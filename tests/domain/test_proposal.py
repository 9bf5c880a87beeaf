"""The plan a case begins with: what the text expects to happen, and what the author suggests."""

from __future__ import annotations

from datetime import date

import pytest

from overblik.domain.base import Language
from overblik.domain.days import month_after
from overblik.domain.proposal import proposed_plan
from overblik.knowledge import library
from overblik.language import LANGUAGES
from tests.domain.patients import sorted_by

STARTED = date(2026, 1, 31)
MODEL = library().model


def lines(case: str, language: Language = "da", variant: str | None = None):
    original = library().cases[case]
    shown, variant = original.in_variant(variant), original.variant_id(variant)
    offers = sorted_by("dsam", shown).offers
    return proposed_plan(shown, MODEL, offers, STARTED, language, variant=variant)


@pytest.mark.parametrize("case", library().cases)
def test_offers_come_by_the_strength_of_the_text(case: str):
    shown = library().cases[case].in_variant(None)
    strong = {"yes", "often", "almost_always"}
    wanted = [one.offer.id for one in sorted_by("dsam", shown).offers if one.strength in strong]
    assert [one.offer for one in lines(case) if one.offer] == wanted


VARIANTS = [
    (id, variant)
    for id, case in library().cases.items()
    for variant in ([one.id for one in case.variants] or [None])
]


@pytest.mark.parametrize(("case", "variant"), VARIANTS)
def test_every_suggestion_of_the_author_for_the_variant_is_there(case: str, variant: str | None):
    plan = library().cases[case].teaching.plan
    now = [one for one in plan if one.after is None]  # what answers an event comes with it
    wanted = [one.id for one in now if one.variant in (None, variant)]
    assert wanted
    found = [one.suggestion for one in lines(case, variant=variant) if one.suggestion]
    assert found == wanted


def test_the_variants_of_a_case_can_have_plans_that_share_nothing():
    """Merete with red flags is worked up now; without them she trains."""
    first, second = ({one.suggestion for one in lines("C03", variant=v)} for v in ("A", "B"))
    assert "udredning" in first - second
    assert "traening" in second - first


def test_days_are_counted_from_the_start():
    offers = {one.id: one for one in MODEL.offers}
    for one in lines("C09"):
        if one.offer:
            standing = getattr(offers[one.offer], "standing", False)
            assert one.due == (None if standing else month_after(STARTED, offers[one.offer].month))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_says_what_happens_if_nothing_does(language: Language):
    """In its author's words, else in its owner's."""
    told = {one.id: one.if_nothing for one in library().cases["C09"].teaching.plan}
    for one in lines("C09", language):
        owner = MODEL.owner(one.owner or "")
        words = told.get(one.suggestion or "") or (owner and owner.if_nothing)
        assert one.if_nothing == (words[language] if words else "")


def test_nothing_is_invented():
    shown = library().cases["C09"].in_variant(None)
    bare = shown.model_copy(update={"teaching": shown.teaching.model_copy(update={"plan": ()})})
    assert proposed_plan(bare, MODEL, (), STARTED, "da") == ()
