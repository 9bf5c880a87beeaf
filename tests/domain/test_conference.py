"""The conference card: what it holds, and that what somebody wrote wins over a draft."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from overblik.domain.conference import (
    MOST_ANSWERS,
    MOST_WORK_UP,
    Answer,
    Appointment,
    Card,
    Conference,
    Examination,
)


def test_drafts_stand_where_nobody_has_written():
    card = Card(texts={"question": "Hvad nu?", "background": ""})
    filled = card.filled({"background": "Diabetes", "wish": "gå en tur"})
    assert filled.text("question") == "Hvad nu?"
    assert filled.text("wish") == "gå en tur"
    assert filled.text("background") == "", "a field somebody emptied stays empty"
    assert card.text("wish") == "", "the card itself is not changed"


def test_a_field_the_card_does_not_have_is_an_error():
    with pytest.raises(ValidationError):
        Card.model_validate({"texts": {"diagnosis": "x"}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": [Answer(id="a"), Answer(id="a")]},
        {"work_up": [Examination(service="echo"), Examination(service="echo")]},
        {"answers": [Answer(id=f"a{at}") for at in range(MOST_ANSWERS + 1)]},
        {"work_up": [Examination(service=f"s{at}") for at in range(MOST_WORK_UP + 1)]},
        {"direction": "to_patient"},
    ],
    ids=["an answer twice", "a service twice", "answers without end", "work-up without end", "way"],
)
def test_a_conference_nobody_can_have_made_is_an_error(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Conference.model_validate({"id": "k", **wrong})


@pytest.mark.parametrize("at", ["24:00", "9:00", "12.15", "12:60", "", "middag"])
def test_a_clock_shows_hours_and_minutes(at: str):
    with pytest.raises(ValidationError):
        Appointment(day=date(2026, 12, 1), at=at)


@pytest.mark.parametrize(
    ("verdicts", "answers", "answered"),
    [((), (), False), ((None,), (), False), (("go_on",), (), True), ((), ("a",), True)],
)
def test_what_the_gp_says_of_an_examination_is_an_answer(
    verdicts: tuple[object, ...], answers: tuple[str, ...], answered: bool
):
    one = Conference.model_validate(
        {
            "id": "k",
            "work_up": [{"service": "echo", "verdict": it} for it in verdicts],
            "answers": [{"id": it} for it in answers],
        }
    )
    assert one.answered is answered
