"""Scores and what they are called: under each named set of cut-offs, the default first.

Only the default set pre-fills a domain, and the clinician's own rating wins. The item on suicide
is no part of any sum: answered, it opens the fixed box.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.base import Rating
from overblik.domain.case import Case
from overblik.domain.facts import Score
from overblik.knowledge import library
from tests.domain.patients import NOTHING_WEIGHS, patient, rating, sorted_by, text

INSTRUMENTS = library().catalogue.instruments


class Row(NamedTuple):
    instrument: str
    score: float
    readings: tuple[tuple[str, str], ...]
    reason: str


BECH, OLDER, DANISH, BRITISH = "Bech 2015", "20/25/30", "DK ≥7", "UK ≥6"
NONE, MILD = "under grænsen for depression", "score som ved let depression"
MODERATE, SEVERE = "score som ved moderat depression", "score som ved svær depression"

ROWS = (
    Row("MDI", 19, ((BECH, NONE), (OLDER, NONE)), "below both"),
    Row("MDI", 20, ((BECH, NONE), (OLDER, MILD)), "the sets disagree at 20"),
    Row("MDI", 21, ((BECH, MILD), (OLDER, MILD)), "and agree at 21"),
    Row("MDI", 25, ((BECH, MILD), (OLDER, MODERATE)), "disagree at 25"),
    Row("MDI", 26, ((BECH, MODERATE), (OLDER, MODERATE)), "agree at 26"),
    Row("MDI", 30, ((BECH, MODERATE), (OLDER, SEVERE)), "disagree at 30"),
    Row("MDI", 31, ((BECH, SEVERE), (OLDER, SEVERE)), "agree at 31"),
    Row("MDI", 50, ((BECH, SEVERE), (OLDER, SEVERE)), "the highest"),
    Row(
        "T_ILS",
        6,
        ((DANISH, "under den danske grænse"), (BRITISH, "ensom efter britisk grænse")),
        "lonely in Britain, not in Denmark",
    ),
    Row(
        "T_ILS",
        7,
        ((DANISH, "tegn på svær ensomhed"), (BRITISH, "ensom efter britisk grænse")),
        "in both",
    ),
    Row("WHO5", 48, (("≤50", "lav trivsel, spørg til depression"),), "low is bad"),
    Row("WHO5", 52, (("≤50", "over grænsen for lav trivsel"),), "one set, one reading"),
    Row("PHQ9", 20, (("5/10/15/20", "svær"),), "20 is severe"),
    Row("GAD7", 10, (("5/10/15", "moderat"),), "10 is moderate"),
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.instrument} {row.reason}" for row in ROWS])
def test_what_a_score_is_called(row: Row):
    scale = INSTRUMENTS[row.instrument]
    found = scale.readings(row.score)
    assert tuple((band.set, band.label.da) for band in found) == row.readings, row.reason
    assert scale.band(row.score) == found[0]
    assert [band.default for band in found] == [True] + [False] * (len(found) - 1)


@pytest.mark.parametrize("scale", INSTRUMENTS.values(), ids=lambda one: one.key)
def test_outside_the_range_nothing_is_said(scale):
    assert scale.readings(scale.low - 1) == ()
    assert scale.readings(scale.high + 1) == ()


class PreFill(NamedTuple):
    instrument: str
    score: float
    domain: str
    rating: Rating | None
    reason: str


PRE_FILLS = (
    PreFill("MDI", 20, "mental", 0, "mild by the older set only: the default decides"),
    PreFill("MDI", 21, "mental", 1, "21–25"),
    PreFill("MDI", 25, "mental", 1, "moderate by the older set only"),
    PreFill("MDI", 26, "mental", 2, "26 and above"),
    PreFill("WHO5", 48, "mental", 1, "50 or less"),
    PreFill("WHO5", 52, "mental", 0, "above 50"),
    PreFill("T_ILS", 6, "network", 0, "lonely by the British set only"),
    PreFill("T_ILS", 7, "network", 1, "7 and above"),
    PreFill("PHQ9", 27, "mental", None, "PHQ-9 pre-fills nothing"),
    PreFill("GAD7", 21, "mental", None, "neither does GAD-7"),
)


@pytest.mark.parametrize("row", PRE_FILLS, ids=[row.reason for row in PRE_FILLS])
def test_what_a_score_pre_fills(row: PreFill):
    silent = {key: weight for key, weight in NOTHING_WEIGHS.items() if key != row.domain}
    case = patient(life=silent, scores={row.instrument: row.score})
    assert rating(row.domain, case).value == row.rating, row.reason


def test_the_clinicians_value_wins():
    case = patient(scores={"MDI": 33})
    assert rating("mental", case).value == 2
    assert rating("mental", case, {"mental": 0}).value == 0
    assert rating("mental", case, {"mental": 0}).suggested == (2,), "and the suggestion stays"


class Refused(NamedTuple):
    score: dict[str, object]
    age: int
    error: str | None
    reason: str


REFUSED = (
    Refused({"instrument": "WHO5", "value": 52}, 50, None, "a multiple of 4"),
    Refused({"instrument": "WHO5", "value": 50}, 50, "score_between_steps", "cannot be summed to"),
    Refused({"instrument": "WHO5", "value": 104}, 50, "score_out_of_range", "above 100"),
    Refused({"instrument": "MDI", "value": 20.5}, 50, "score_not_whole", "half a point"),
    Refused({"instrument": "MDI", "value": -1}, 50, "score_out_of_range", "below 0"),
    Refused({"instrument": "T_ILS", "value": 2}, 50, "score_out_of_range", "it begins at 3"),
    Refused({"instrument": "MTBQ", "value": 9.6}, 50, None, "a mean: decimals allowed"),
    Refused({"instrument": "CFS", "value": 6}, 65, None, "from 65"),
    Refused({"instrument": "CFS", "value": 6}, 64, "too_young", "not before"),
    Refused({"instrument": "CFS", "value": 6}, 40, "too_young", "least of all at 40"),
    Refused({"instrument": "MDI", "value": 9, "suicidality": True}, 50, None, "MDI asks"),
    Refused({"instrument": "PHQ9", "value": 9, "suicidality": True}, 50, None, "PHQ-9 asks"),
    Refused(
        {"instrument": "GAD7", "value": 9, "suicidality": True}, 50, "no_safety_item", "GAD-7 no"
    ),
)


@pytest.mark.parametrize("row", REFUSED, ids=[f"{row.score} {row.reason}" for row in REFUSED])
def test_a_score_that_cannot_be_is_refused(row: Refused):
    document = {**patient(age=row.age).model_dump(mode="json"), "scores": [row.score]}
    context = {"catalogue": library().catalogue}
    if row.error is None:
        assert Case.model_validate(document, context=context).safety is None
    else:
        with pytest.raises(ValidationError) as caught:
            Case.model_validate(document, context=context)
        assert [one["type"] for one in caught.value.errors()] == [row.error]


def asked(value: float, *, suicidality: bool) -> Case:
    score = Score(instrument="MDI", value=value, suicidality=suicidality)
    return patient().model_copy(update={"scores": (score,)})


def test_an_answered_item_opens_the_box_and_counts_nowhere():
    yes, no = asked(9, suicidality=True), asked(9, suicidality=False)
    assert yes.safety_raised
    assert not no.safety_raised
    assert sorted_by("dsam", yes).psychosocial.points == sorted_by("dsam", no).psychosocial.points


def test_so_do_the_cases_own_words_and_a_variant_of_it():
    assert patient(safety=text("Tanker om døden")).safety_raised
    answered = {"instrument": "PHQ9", "value": 3, "suicidality": True}
    case = patient(
        variants=[
            {"id": "A", "title": text("A"), "scores": [answered]},
            {"id": "B", "title": text("B")},
        ]
    )
    assert case.in_variant("A").safety_raised
    assert not case.in_variant("B").safety_raised


@given(st.sampled_from(sorted(INSTRUMENTS)), st.floats(0, 1))
def test_each_set_says_exactly_one_thing_of_each_score(key: str, share: float):
    scale = INSTRUMENTS[key]
    score = scale.low + share * (scale.high - scale.low)
    sets = [band.set for band in scale.readings(score)]
    assert sorted(sets) == sorted({band.set for band in scale.bands})
