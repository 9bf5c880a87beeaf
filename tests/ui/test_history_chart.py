"""The year's chart: what is drawn, told and listed is the history, no more."""

from __future__ import annotations

from typing import Any

import pytest

from overblik.domain.base import Tier
from overblik.domain.case import Case
from tests.domain.days import LONELY, LOW, SILENT, told
from tests.domain.patients import NOTHING_WEIGHS, patient
from tests.ui.charts import year

HIGH = patient(life=dict.fromkeys(NOTHING_WEIGHS, 2))
FLAGGED = patient(red_flags=["cauda_equina"])


def drawn(chart: Any, table: str) -> Any:
    (panel,) = chart.data
    return panel[table]


def steps(chart: Any, axis: int) -> list[Any]:
    return [one for one in drawn(chart, "levels") if one["order"] == axis]


@pytest.mark.parametrize(
    ("days", "chosen", "band", "reason"),
    [
        ((LOW, LONELY), {}, [("low", "lav", ""), ("moderate", "moderat", "")], "a day each"),
        ((LOW, LOW, LOW), {}, [("low", "lav", "")], "days alike are one stretch"),
        (
            (LOW, SILENT),
            {},
            [("low", "lav", ""), ("open", "lav eller moderat", "")],
            "the unknown is a range, no point",
        ),
        (
            (LOW, FLAGGED),
            {},
            [("low", "lav", ""), ("open", "uden for pakkeforløbet", "")],
            "a red flag leaves the tiers",
        ),
        (
            (LOW, LOW),
            {1: "high"},
            [("low", "lav", ""), ("low", "lav", "høj")],
            "the clinician's own tier beside the suggestion",
        ),
    ],
)
def test_the_band_of_tiers(
    days: tuple[Case, ...], chosen: dict[int, Tier], band: list[tuple[str, ...]], reason: str
):
    found = drawn(year(told(*days, chosen=chosen)), "tiers")
    assert [(one["standing"], one["said"], one["chosen"]) for one in found] == band, reason
    assert [one["last"] for one in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize(
    ("days", "levels", "reason"),
    [
        ((LOW, LONELY), [(0, 0, None, "lav"), (1, 1, 0, "moderat")], "a step up"),
        ((LONELY, LOW), [(1, 1, None, "moderat"), (0, 0, 1, "lav")], "a step down"),
        ((LOW, HIGH), [(0, 0, None, "lav"), (2, 2, 0, "høj")], "two at once"),
        ((LOW, SILENT), [(0, 0, None, "lav"), (0, 2, None, "lav–høj")], "no step to the unknown"),
        ((SILENT, LOW), [(0, 2, None, "lav–høj"), (0, 0, None, "lav")], "and none from it"),
    ],
)
def test_the_steps_of_an_axis(days: tuple[Case, ...], levels: list[Any], reason: str):
    found = steps(year(told(*days)), 1)
    assert [(one["low"], one["high"], one["before"], one["said"]) for one in found] == levels, (
        reason
    )
    (still,) = steps(year(told(*days)), 0)
    assert (still["start"], still["end"], still["last"]) == (0, 1, True), "the other axis stays"


def test_time_goes_from_the_first_day_to_now():
    chart = year(told(LOW, LOW, LONELY, LOW, apart=73))
    assert [one["start"] for one in drawn(chart, "days")] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    band = [(one["start"], one["end"]) for one in drawn(chart, "tiers")]
    assert band == [
        pytest.approx((0, 2 / 3)),
        pytest.approx((2 / 3, 1)),
        pytest.approx((1, 1)),
    ]
    assert [one["said"] for one in drawn(chart, "days")] == [
        "22. nov. 2026",
        "",
        "",
        "29. jun. 2027",
    ]
    months = [one["start"] for one in drawn(chart, "months")]
    assert len(months) == 7, "the first of December to that of June"
    assert all(0 < one < 1 for one in months)


def test_days_that_moved_something_keep_their_number_where_there_is_room_for_few():
    chart = year(told(LOW, LOW, LOW, LONELY, LONELY, apart=10))
    room = [one["room"] for one in drawn(chart, "days")]
    assert room == pytest.approx([1, 0.25, 0.25, 0.75, 0.25])
    assert [one["number"] for one in drawn(chart, "days")] == ["1", "2", "3", "4", "5"]


def test_the_table_has_every_day():
    chart = year(told(LOW, SILENT, LOW, chosen={2: "high"}))
    assert chart.columns[2:4] == ("Biomedicinsk", "Psykosocial/relationel")
    assert chart.rows == (
        ("22. nov. 2026", "–", "lav", "lav", "lav", "–"),
        ("22. dec. 2026", "–", "lav", "lav, moderat eller høj", "lav eller moderat", "–"),
        ("21. jan. 2027", "–", "lav", "lav", "lav", "høj"),
    )


@pytest.mark.parametrize(
    ("days", "chosen", "words", "reason"),
    [
        ((LOW, LONELY), {}, "22. dec. 2026: lav → moderat (op). Nu: moderat.", "up"),
        ((LONELY, LOW), {}, "22. dec. 2026: moderat → lav (ned). Nu: lav.", "down"),
        ((LOW, LOW), {}, "Intet skift indtil nu. Nu: lav.", "nothing"),
        ((LOW, HIGH, HIGH), {}, "22. dec. 2026: lav → moderat (op). Nu: moderat.", "said once"),
        (
            (LOW, SILENT),
            {},
            "22. dec. 2026: lav → lav eller moderat (uvist). Nu: lav eller moderat.",
            "nobody knows",
        ),
        (
            (LOW, LOW),
            {1: "high"},
            "22. dec. 2026: lav → høj (op). Nu: høj.",
            "the clinician's own tier is the one that holds",
        ),
    ],
)
def test_the_words_answer_the_question(
    days: tuple[Case, ...], chosen: dict[int, Tier], words: str, reason: str
):
    assert year(told(*days, chosen=chosen)).alternative == words, reason


def test_the_question_names_the_patient_and_the_note_the_reading():
    chart = year(told(LOW, LONELY))
    assert chart.title == "Hvornår skiftede Vera gruppe?"
    assert "læsningen »DSAM«" in chart.notes[0]


def test_one_day_is_no_course_to_draw():
    chart = year(told(LOW))
    assert chart.data == ()
    assert len(chart.rows) == 1


def test_the_row_of_own_choices_is_named_only_where_there_are_any():
    assert drawn(year(told(LOW, LOW)), "heads")[0]["chosen"] == ""
    assert drawn(year(told(LOW, LOW, chosen={0: "high"})), "heads")[0]["chosen"] == "valgt"


def test_english_names_levels_and_tiers():
    chart = year(told(LOW, SILENT), "en")
    assert chart.rows[1][2:5] == ("low", "low, moderate or high", "low or moderate")
    assert steps(chart, 1)[1]["said"] == "low–high"
