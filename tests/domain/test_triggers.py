"""When a row of the board speaks: each part of a trigger, by tables, on rows of this file's own.

A part holds, does not, or lacks a value; then what the card tells, and what a wish speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import pytest
from pydantic import ValidationError

from overblik.domain.base import Text
from overblik.domain.case import Case
from overblik.domain.clashes import Board, BoardCard, Clash, board
from overblik.domain.triggers import SITTING, STANDING, Trigger
from overblik.knowledge import library
from tests.domain.boards import CATALOGUE, CLASHES, somebody, unsure

HOLDS, SILENT = "holds", "silent"

NSAID, ASA, APIXABAN = "M01AE01", "B01AC06", "B01AF02"
TRAMADOL, GABAPENTIN = "N02AX02", "N02BF01"


def judged(case: Case, when: Mapping[str, Any], unless: Mapping[str, Any]) -> Board:
    """A case judged by one row, with the words and themes of the library."""
    row = Clash.model_validate(
        {
            "id": "r",
            "kind": "conflict",
            "title": {"da": "t", "en": "t"},
            "reason": {"da": "r", "en": "r"},
            "strength": "caution",
            "themes": ["fall"],
            "when": when,
            "unless": unless,
            "source": "s",
            "verified": "proposal",
        }
    )
    return board(case, CLASHES.model_copy(update={"rows": (row,)}), CATALOGUE, WISHES)


WISHES = (("w1", "ikke falde igen"), ("w2", "gå til kirke"))


class Row(NamedTuple):
    case: Case
    when: Mapping[str, Any]
    expected: str | tuple[str, ...]
    """Holds, silent, or the names of what is missing."""
    reason: str
    unless: Mapping[str, Any] = {}


def on(*medicines: object, sex: Literal["F", "X"] = "F", **more: Any) -> Case:
    case = somebody(medicines=medicines, **more)  # pyright: ignore[reportArgumentType]
    return case.model_copy(update={"person": case.person.model_copy(update={"sex": sex})})


def used(atc: str, use: str) -> dict[str, object]:
    return {"atc": atc, "dose": "x 1", "use": use}


UNKNOWN = somebody(medicines=None)
PAIR = [["M01A"], ["B01AF", "B01AA"]]
LOW_EGFR = [{"of": ["eGFR"], "below": 30}]
EITHER_PRESSURE = [{"of": ["BP_systolic", "BP_home_systolic"], "below": 110}]
BEFORE = {"code": "breast_cancer", "status": "previous"}

ROWS = (
    Row(on(NSAID), {"medicines": [["M01A"]]}, HOLDS, "a medicine of the group"),
    Row(on("N02BE01"), {"medicines": [["M01A"]]}, SILENT, "another group"),
    Row(on(NSAID, APIXABAN), {"medicines": PAIR}, HOLDS, "both groups"),
    Row(on(NSAID), {"medicines": PAIR}, SILENT, "one of the two groups alone"),
    Row(UNKNOWN, {"medicines": PAIR}, ("medicinlisten",), "nobody knows the medicines"),
    Row(UNKNOWN, {"medicines": PAIR, "age_from": 65}, SILENT, "at 50 the list matters nothing"),
    Row(on(TRAMADOL, GABAPENTIN), {"medicines": [["N02"]], "number": 2}, HOLDS, "two of them"),
    Row(on(TRAMADOL), {"medicines": [["N02"]], "number": 2}, SILENT, "one of two"),
    Row(
        on(used(NSAID, "as_needed")),
        {"medicines": [["M01A"]], "uses": ["regular"]},
        SILENT,
        "only now and then, and the row asks for regular use",
    ),
    Row(on(used(NSAID, "course")), {"medicines": [["M01A"]]}, HOLDS, "a course is use too"),
    Row(on(conditions=["gout"]), {"conditions": [["gout"]]}, HOLDS, "the condition"),
    Row(on(conditions=["gout"]), {"conditions": [["copd", "gout"]]}, HOLDS, "one of them"),
    Row(on(conditions=["gout"]), {"conditions": [["copd"], ["gout"]]}, SILENT, "one of two groups"),
    Row(on(conditions=["T92"]), {"conditions": [["gout"]]}, HOLDS, "the condition by its code"),
    Row(on(conditions=[BEFORE]), {"conditions": [["breast_cancer"]]}, SILENT, "it is over"),
    Row(
        on(conditions=[BEFORE]),
        {"conditions": [["breast_cancer"]], "ever": True},
        HOLDS,
        "over, and it counts all the same",
    ),
    Row(
        on(NSAID, results={"eGFR": 29}), {"medicines": [["M01A"]], "results": LOW_EGFR}, HOLDS, "29"
    ),
    Row(
        on(NSAID, results={"eGFR": 30}),
        {"medicines": [["M01A"]], "results": LOW_EGFR},
        SILENT,
        "30 is not below 30",
    ),
    Row(on(NSAID), {"medicines": [["M01A"]], "results": LOW_EGFR}, ("eGFR",), "no eGFR"),
    Row(
        on("N02BE01"),
        {"medicines": [["M01A"]], "results": LOW_EGFR},
        SILENT,
        "no eGFR, but no such medicine either: it would change nothing",
    ),
    Row(
        UNKNOWN,
        {"medicines": [["M01A"]], "results": LOW_EGFR},
        ("medicinlisten", "eGFR"),
        "two things missing, both named",
    ),
    Row(
        on(NSAID, results={"K": 5.5}),
        {"medicines": [["M01A"]], "results": [{"of": ["K"], "at_least": 5.5}]},
        HOLDS,
        "5.5 is at least 5.5",
    ),
    Row(
        on(NSAID, results={"BP_home_systolic": 105}),
        {"medicines": [["M01A"]], "results": EITHER_PRESSURE},
        HOLDS,
        "the one that is known will do",
    ),
    Row(
        on(NSAID, results={"BP_home_systolic": 130}),
        {"medicines": [["M01A"]], "results": EITHER_PRESSURE},
        SILENT,
        "the one that is known says no",
    ),
    Row(
        on(NSAID),
        {"medicines": [["M01A"]], "results": EITHER_PRESSURE},
        ("blodtryk, systolisk",),
        "neither is known",
    ),
    Row(on(NSAID, age=65), {"medicines": [["M01A"]], "age_from": 65}, HOLDS, "65 is from 65"),
    Row(on(NSAID, age=64), {"medicines": [["M01A"]], "age_from": 65}, SILENT, "64 is not"),
    Row(on(NSAID, age=50), {"medicines": [["M01A"]], "age_below": 50}, SILENT, "50 is not below"),
    Row(on(NSAID), {"medicines": [["M01A"]], "sex": "F"}, HOLDS, "she is a woman"),
    Row(on(NSAID), {"medicines": [["M01A"]], "sex": "M"}, SILENT, "she is no man"),
    Row(on(NSAID, sex="X"), {"medicines": [["M01A"]], "sex": "F"}, ("køn",), "not stated"),
    Row(on(NSAID, falls=1), {"medicines": [["M01A"]], "falls_from": 1}, HOLDS, "one fall"),
    Row(on(NSAID, falls=0), {"medicines": [["M01A"]], "falls_from": 1}, SILENT, "none"),
    Row(
        on(NSAID),
        {"medicines": [["M01A"]], "falls_from": 1},
        ("antal fald det sidste år",),
        "nobody asked about falls",
    ),
    Row(
        on(NSAID, results={SITTING: 140, STANDING: 120}),
        {"medicines": [["M01A"]], "standing_drop_from": 20},
        HOLDS,
        "a drop of 20",
    ),
    Row(
        on(NSAID, results={SITTING: 140, STANDING: 121}),
        {"medicines": [["M01A"]], "standing_drop_from": 20},
        SILENT,
        "a drop of 19",
    ),
    Row(
        on(NSAID, results={SITTING: 140}),
        {"medicines": [["M01A"]], "standing_drop_from": 20},
        ("stående blodtryk, systolisk",),
        "not measured standing",
    ),
    Row(on(NSAID), {"medicines": [["M01A"]], "wishes": ["fall"]}, HOLDS, "a wish speaks of it"),
    Row(on(NSAID), {"medicines": [["M01A"]], "wishes": ["breath"]}, SILENT, "no wish does"),
    Row(
        on("A02BC02", ASA),
        {"medicines": [["A02BC"]]},
        SILENT,
        "a medicine that excuses it",
        {"medicines": ["B01A"]},
    ),
    Row(on("A02BC02"), {"medicines": [["A02BC"]]}, HOLDS, "no excuse", {"medicines": ["B01A"]}),
    Row(
        UNKNOWN,
        {"conditions": [["psoriasis"]]},
        ("medicinlisten",),
        "the excuse may be on a list nobody has",
        {"medicines": ["B01A"]},
    ),
    Row(
        on(ASA, conditions=[{"code": "nstemi", "status": "previous"}]),
        {"medicines": [["B01AC06"]]},
        SILENT,
        "an earlier diagnosis excuses too",
        {"conditions": ["nstemi"]},
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=[row.reason for row in ROWS])
def test_a_trigger_in_a_case(row: Row):
    found = judged(row.case, row.when, row.unless)
    if row.expected == HOLDS:
        assert len(found.cards) == 1
        assert not found.unsure
    elif row.expected == SILENT:
        assert found == Board()
    else:
        assert not found.cards
        assert unsure(found) == {"r": row.expected}


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ({}, "neither medicines nor conditions"),
        ({"medicines": [["M01A"], ["M01AE01"]]}, "stands in two groups"),
        ({"medicines": [["M01AE01"], ["M01A"]]}, "stands in two groups"),
        ({"medicines": [["M1A"]]}, "String should match pattern"),
        ({"medicines": [["M01A"]], "results": [{"of": ["eGFR"]}]}, "neither at_least nor below"),
    ],
)
def test_a_trigger_that_cannot_be(when: Mapping[str, Any], why: str):
    with pytest.raises(ValidationError, match=why):
        Trigger.model_validate(when)


# What a card tells.


def only(found: Board) -> BoardCard:
    (card,) = found.cards
    return card


def test_the_card_is_about_the_first_group_and_names_what_it_is_taken_with():
    card = only(judged(on(NSAID, APIXABAN), {"medicines": PAIR}, {}))
    assert [one.key for one in card.medicines] == [NSAID]
    assert [one.key for one in card.partners] == [APIXABAN]
    assert card.facts == (Text(da="sammen med apixaban", en="together with apixaban"),)


def test_each_fact_is_told_with_value_unit_and_day_in_both_languages():
    case = on(NSAID, age=79, falls=2).model_copy(
        update={
            "measurements": library().case("C07").measurements,
        }
    )
    when = {
        "medicines": [["M01A"]],
        "results": [{"of": ["K"], "at_least": 4.4}, {"of": ["eGFR"], "below": 50}],
        "age_from": 75,
        "falls_from": 1,
        "standing_drop_from": 20,
        "wishes": ["fall"],
    }
    facts = only(judged(case, when, {})).facts
    assert [one.da for one in facts] == [
        "79 år",
        "ønsket »ikke falde igen«",
        "kalium 4,4 mmol/l (19. aug. 2026)",
        "eGFR 48 ml/min/1,73 m² (19. aug. 2026)",
        "2 fald det sidste år",
        "systolisk blodtryk 118 siddende og 96 stående",
    ]
    assert [one.en for one in facts] == [
        "79 years old",
        "the wish “ikke falde igen”",
        "potassium 4.4 mmol/l (19 Aug 2026)",
        "eGFR 48 ml/min/1.73 m² (19 Aug 2026)",
        "2 falls in the past year",
        "systolic blood pressure 118 sitting and 96 standing",
    ]


def test_a_single_fall_and_an_earlier_diagnosis_have_words_of_their_own():
    case = on(NSAID, falls=1, conditions=[BEFORE])
    when = {"falls_from": 1, "conditions": [["breast_cancer"]], "ever": True}
    facts = [one.da for one in only(judged(case, when, {})).facts]
    assert facts == ["tidligere brystkræft", "ét fald det sidste år"]


def test_a_card_touches_the_priorities_whose_words_speak_of_it():
    assert only(judged(on(NSAID), {"medicines": [["M01A"]]}, {})).touches == ("w1",)


@pytest.mark.parametrize(
    ("words", "themes"),
    [
        ("ikke falde igen", {"fall"}),
        ("not fall again", {"fall"}),
        ("ikke være svimmel", {"dizziness"}),
        ("færre toiletture om natten", {"night_toilet"}),
        ("fewer trips to the toilet at night", {"night_toilet"}),
        ("at kunne sove", {"sleep"}),
        ("være mindre sløv", {"sedation"}),
        ("ikke blive tung i hovedet igen", {"sedation"}),
        ("gå til kirke", {"walking"}),
        ("to rejser om året", {"travel"}),
        ("two trips a year", {"travel"}),
        ("færre dage på sygehuset", {"hospital"}),
        ("køre bil igen", {"driving"}),
        ("kunne få børn en dag", {"children"}),
        ("tabe mig uden at blive vejet hver gang", {"weight"}),
        ("FÆRRE SMERTER", {"pain"}),
        ("færre rygsmerter", {"pain"}),
        ("snakke i mobilen", set()),
        ("enjoy being retired", set()),
        ("male billeder", set()),
        ("paint pictures", set()),
        ("see more people", set()),
        ("take care of my wife", set()),
        ("se vejrudsigten om naturen", set()),
        ("køre flere kilometer på cykel", set()),
        ("drikke kaffe med naboen", set()),
    ],
)
def test_what_a_wish_speaks_of(words: str, themes: set[str]):
    assert {key for key, theme in CLASHES.themes.items() if theme.is_in(words)} == themes
