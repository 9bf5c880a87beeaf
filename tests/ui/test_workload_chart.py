"""Workload against capacity: two bars without a common unit; the unknown is open in both."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.case import Case
from tests.domain.patients import NOTHING_WEIGHS, patient
from tests.ui.charts import burden, row


def with_hours(visits: int | None, self_care: float | None, **more: Any) -> Case:
    contacts = {"visits": visits, "self_care_hours": self_care}
    return patient(
        contacts={key: value for key, value in contacts.items() if value is not None}, **more
    )


def panel(case: Case) -> Any:
    (one,) = burden(case).data
    return one


@pytest.mark.parametrize(
    ("visits", "self_care", "total", "standings", "why"),
    [
        (12, 9.0, "12 timer om måneden", ["first", "second"], "12 visits of 3 hours, and 9"),
        (
            12,
            None,
            "mindst 3 timer om måneden",
            ["first", "unknown"],
            "half known: at least",
        ),
        (None, 9.0, "mindst 9 timer om måneden", ["first", "unknown"], "what is known comes first"),
        (None, None, "ukendt", ["unknown", "unknown"], "nothing known is not 0 hours"),
        (0, 0.0, "0 timer om måneden", ["first", "second"], "none is known to be none"),
    ],
)
def test_the_hours(
    visits: int | None, self_care: float | None, total: str, standings: list[str], why: str
):
    case = with_hours(visits, self_care)
    drawn = panel(case)
    assert drawn["heads"][0]["said"] == total, why
    assert [one["standing"] for one in drawn["work"]] == standings, why
    assert f"Arbejdet: {total} (" in burden(case).alternative


def test_what_carries_strains_and_is_unknown_is_counted_shown_and_told():
    life = {**NOTHING_WEIGHS, "mental": 1, "network": 2}
    del life["finances"]
    case = with_hours(4, 2.0, life=life)
    drawn, chart = panel(case), burden(case)
    assert [one["sign"] for one in drawn["tiles"]] == ["+", "+", "+", "−", "− −", "?"]
    assert drawn["heads"][1]["foot"] == "+ bærer: 3 · − tynger: 2 · ? ukendt: 1"
    assert "Tynger: mental 1 · network 2." in chart.alternative
    assert "Ukendt: Økonomi, arbejde, bolig." in chart.alternative
    assert row(chart, "Ensomhed og netværk")[1:] == ("− − tynger meget", "network 2")
    assert row(chart, "Økonomi, arbejde, bolig")[1:] == ("? ukendt", "–")


def test_counts_are_listed_and_never_hours():
    chart = burden(patient(medicines=None, tracks=2))
    assert row(chart, "Faste lægemidler")[1:] == ("ukendt", "–")
    assert row(chart, "Ambulante spor")[1:] == ("2", "klinik 0, klinik 1")
    assert row(chart, "Besøg om året")[1] == "ukendt"


@given(st.none() | st.integers(0, 365), st.none() | st.floats(0, 300))
def test_the_bar_is_whole_and_within_its_scale(visits: int | None, self_care: float | None):
    drawn = panel(with_hours(visits, self_care))
    parts, ticks = drawn["work"], drawn["ticks"]
    top = ticks[-1]["hours"]
    assert {one["top"] for one in (*parts, *ticks)} == {top}
    assert 2 <= len(ticks) - 1 <= 7, "marks that can be told apart"
    at = 0.0
    for one in parts:
        assert one["start"] == pytest.approx(at)
        assert one["start"] <= one["end"] <= top
        at = one["start"] if one["standing"] == "unknown" else one["end"]
    assert at < top, "the end of what is known is seen"


def test_nothing_adds_the_bars_together():
    heavy = burden(with_hours(40, 90.0, life=dict.fromkeys(NOTHING_WEIGHS, 2)))
    light = burden(with_hours(40, 90.0))
    assert light.data[0]["work"] == heavy.data[0]["work"]
    assert light.data[0]["heads"][0] == heavy.data[0]["heads"][0]
