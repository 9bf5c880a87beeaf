"""The conference card: one question, and what it lacks before it can be used."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from overblik.domain.conference import FIELDS, NEEDED, Card, CardField

WHOLE = Card(
    to="Nefrologisk ambulatorium",
    texts={
        "question": "Kan ramipril fortsætte ved kalium 5,3?",
        "wish": "Færre dage på sygehuset",
        "tried": "Furosemid sat op",
        "with_answer": "Ja: ny prøve om en uge. Nej: skift",
    },
    deadline=date(2026, 12, 1),
    responsible="gp",
)


def having(**texts: str) -> Card:
    return WHOLE.model_copy(update={"texts": {**WHOLE.texts, **texts}})


def test_a_whole_card_lacks_nothing():
    assert WHOLE.gaps == ()
    assert WHOLE.questions == 1


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("words", ["", "  \n"])
def test_each_needed_field_is_missed_when_empty(field: CardField, words: str):
    assert having(**{field: words}).gaps == (field,)


def test_the_patients_wish_and_the_question_are_needed():
    assert {"question", "wish", "tried", "with_answer"} <= set(NEEDED) <= set(FIELDS)


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"to": ""}, "to"),
        ({"to": "   "}, "to"),
        ({"deadline": None}, "deadline"),
        ({"responsible": None}, "responsible"),
    ],
)
def test_receiver_deadline_and_responsibility_are_needed(change: dict[str, object], gap: str):
    assert WHOLE.model_copy(update=change).gaps == (gap,)


def test_an_empty_card_lacks_everything_in_the_order_of_the_form():
    assert Card().gaps == (
        "to",
        "question",
        "wish",
        "tried",
        "with_answer",
        "deadline",
        "responsible",
    )


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Kan ramipril fortsætte?", 1),
        ("Kan ramipril fortsætte? Og hvem følger kalium?", 2),
        ("Kan ramipril fortsætte", 0),
        ("", 0),
    ],
)
def test_more_than_one_question_is_seen(question: str, count: int):
    assert having(question=question).questions == count


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
