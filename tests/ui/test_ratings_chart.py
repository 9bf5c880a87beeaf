"""How heavily each domain weighs: what is drawn, told and listed is the assessment, no more."""

from __future__ import annotations

from typing import Any

import pytest

from overblik.domain.rating import Answer
from overblik.knowledge import library
from tests.domain.patients import LIFE, NOTHING_WEIGHS, patient, sorted_by
from tests.ui.charts import ratings, row

LIGHT = patient()
SILENT = patient(life={}, tracks=None)


def drawn(chart: Any, name: str) -> Any:
    (panel,) = chart.data
    (found,) = (one for one in panel["rows"] if one["name"] == name)
    return found


@pytest.mark.parametrize(
    ("case", "answers", "value", "reach", "suggested", "said", "why"),
    [
        (LIGHT, {}, 0, (0, 0), None, "", "a resource is a rating: the dot says it"),
        (
            patient(life={**NOTHING_WEIGHS, "network": 2}),
            {},
            2,
            (2, 2),
            None,
            "",
            "the facts decide",
        ),
        (SILENT, {}, None, (0, 2), None, "ukendt", "silence is unknown, not 0"),
        (LIGHT, {"network": 2}, 2, (2, 2), 0, "(fakta: 0)", "the suggestion stays to be seen"),
        (LIGHT, {"network": 0}, 0, (0, 0), None, "", "agreeing is no difference"),
        (
            LIGHT,
            {"network": "unknown"},
            None,
            (0, 2),
            0,
            "ukendt (fakta: 0)",
            "the clinician may know less than the facts",
        ),
        (
            SILENT,
            {"network": 1},
            1,
            (1, 1),
            None,
            "(fakta: ukendt)",
            "no facts have no place on the line",
        ),
    ],
)
def test_a_row_of_the_drawing(
    case: Any,
    answers: dict[str, Answer],
    value: int | None,
    reach: tuple[int, int],
    suggested: int | None,
    said: str,
    why: str,
):
    one = drawn(ratings(case, answers), "Ensomhed og netværk")
    assert (one["value"], (one["low"], one["high"])) == (value, reach), why
    assert (one["suggested"], f"{one['said']} {one['facts']}".strip()) == (suggested, said), why


def test_the_table_has_every_domain_with_its_reasons():
    case = patient(life={**NOTHING_WEIGHS, "network": 2})
    chart = ratings(case, {"network": 1})
    assert [one[0] for one in chart.rows] == [one.name.da for one in library().model.domains]
    assert row(chart, "Ensomhed og netværk") == (
        "Ensomhed og netværk",
        "1 nogen",
        "2 udtalt",
        "network 2",
    )


def test_table_and_drawing_say_the_same():
    chart = ratings(SILENT, {"mental": 1, "finances": "unknown"})
    (panel,) = chart.data
    for listed, one in zip(chart.rows, panel["rows"], strict=True):
        assert listed[0] == one["name"]
        assert listed[1].startswith("ukendt" if one["value"] is None else str(one["value"]))


def test_every_row_and_head_has_a_place_of_its_own():
    (panel,) = ratings(LIGHT).data
    places = sorted(int(str(one["order"])) for one in (*panel["heads"], *panel["rows"]))
    assert places == list(range(len(places)))


@pytest.mark.parametrize("weight", [0, 1, 2])
def test_the_words_name_the_heaviest_first_and_the_unknown(weight: int):
    life = {one: weight for one in LIFE if one != "substances"}
    chart = ratings(patient(life=life), {"disease": 2, "treatment": 1, "medication": 0})
    groups = [part.partition(":")[0] for part in chart.alternative.split(". ")]
    assert groups[:4] == ["Udtalt (2)", "Nogen (1)", "Ingen (0)", "Ukendt"]
    assert "Ukendt: Rusmidler." in chart.alternative
    assert "Anderledes end fakta peger på: " in chart.alternative


def test_the_question_names_the_patient():
    assert ratings(LIGHT).title == "Hvad vejer tungt for Vera?"


def test_both_languages_tell_of_every_domain():
    assessment = sorted_by("dsam", SILENT)
    for language in ("da", "en"):
        chart = ratings(SILENT, language=language)
        for one in assessment.domains:
            assert one.domain.name[language] in chart.alternative
            assert drawn(chart, one.domain.name[language])
