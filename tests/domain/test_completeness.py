"""How complete a conference card is: what is scored and what blocks; the medicine never is."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.completeness import (
    Check,
    Completeness,
    ConferenceRules,
    completeness,
    names_a_day,
    questions,
)
from overblik.domain.conference import FIELDS, Card, CardField, Conference, Direction, Examination
from overblik.knowledge import library

RULES = library().conference
WHOLE = Card(
    sender="Dr. Holm, egen læge, telefon i lægehuset",
    to="Nefrologisk ambulatorium",
    texts={
        "question": "Kan ramipril fortsætte ved kalium 5,3?",
        "decision": "Om ramipril fortsætter i samme dosis",
        "background": "Hjertesvigt, nyresygdom",
        "medicines": "Ramipril, furosemid",
        "kidney": "eGFR 38 (12.11.2026)",
        "results": "Kalium 5,3 mmol/l den 12. november",
        "wish": "Færre dage på sygehuset",
        "lose": "Turen til børnebørnene",
        "tried": "Furosemid sat op",
        "reading": "Han magter ikke flere kontroller",
        "with_answer": "Ja: ny prøve om en uge. Nej: skift",
        "meanwhile": "Uændret dosis",
    },
    deadline=date(2026, 12, 1),
    responsible="gp",
    after="gp",
)
ONE = Conference(id="k")
TO_GP = Conference(id="k", direction="to_gp", work_up=(Examination(service="echo"),))


def of(card: Card, one: Conference = ONE) -> Completeness:
    return completeness(one, card, RULES)


def lacking(card: Card, one: Conference = ONE) -> list[str]:
    return [missing.rule.id for missing in of(card, one).lacks]


def having(**texts: str) -> Card:
    return WHOLE.model_copy(update={"texts": {**WHOLE.texts, **texts}})


@pytest.mark.parametrize("one", [ONE, TO_GP])
def test_a_whole_card_lacks_nothing(one: Conference):
    found = of(WHOLE, one)
    assert (found.lacks, found.can_send) == ((), True)
    assert found.met == found.total > 10


BLOCKS: tuple[tuple[Card, str, str], ...] = (
    (having(question=""), "question", "no question"),
    (having(question=" \n"), "question", "blanks are no question"),
    (having(question="Ramipril ved kalium 5,3"), "question-asks", "nothing is asked"),
    (having(question="Kan det? Hvem gør det?"), "question-one", "two questions on one card"),
    (having(decision="\t"), "decision", "no decision"),
    (having(wish=""), "wish", "not without the patient's wish"),
    (WHOLE.model_copy(update={"to": "  "}), "to", "nobody is asked"),
    (WHOLE.model_copy(update={"deadline": None}), "deadline", "no day"),
    (WHOLE.model_copy(update={"responsible": None}), "responsible", "nobody responsible meanwhile"),
)


@pytest.mark.parametrize("one", [ONE, TO_GP], ids=["to_specialist", "to_gp"])
@pytest.mark.parametrize(("card", "rule", "why"), BLOCKS, ids=[row[2] for row in BLOCKS])
def test_what_blocks_stands_alone_and_stops_the_card(
    card: Card, rule: str, why: str, one: Conference
):
    found = of(card, one)
    assert [missing.rule.id for missing in found.blocking] == [rule], why
    assert not found.can_send
    assert found.met < found.total


HINTS: tuple[tuple[Card, str, str], ...] = (
    (WHOLE.model_copy(update={"sender": " "}), "sender", "whom does one phone with the answer?"),
    (having(question="Kan det fortsætte, og hvem følger kalium?"), "question-hidden", "and who"),
    (having(question="Kan det fortsætte, og bør dosis ned?"), "question-hidden", "and should"),
    (having(question="Skal den ned, eller skal den skiftes?"), "question-hidden", "or should"),
    (having(question="Can it go on and should the dose fall?"), "question-hidden", "in English"),
    (having(question="Kan " + "lang " * 80 + "tekst?"), "question-short", "too long for the card"),
    (having(decision="Om ramipril\nOm furosemid"), "decision-one", "two lines, two decisions"),
    (having(background=""), "background", "no background"),
    (having(background="x" * 601), "background-short", "all of the record"),
    (having(medicines=""), "medicines", "not even that there are none"),
    (having(kidney=""), "kidney", "unknown kidneys"),
    (having(kidney="eGFR 38"), "kidney-dated", "from when?"),
    (having(results="Kalium 5,3 mmol/l"), "results-dated", "from when?"),
    (having(lose=""), "lose", "what must not be lost"),
    (having(tried=""), "tried", "not even that nothing was"),
    (having(reading=""), "reading", "no view of one's own"),
    (having(with_answer=""), "with-answer", "what is the answer for?"),
    (having(meanwhile=""), "meanwhile", "until then?"),
    (WHOLE.model_copy(update={"after": None}), "after", "nobody responsible afterwards"),
)


@pytest.mark.parametrize(("card", "rule", "why"), HINTS, ids=[row[2] for row in HINTS])
def test_what_would_help_is_told_and_stops_nothing(card: Card, rule: str, why: str):
    assert lacking(card) == [rule], why
    assert of(card).can_send


@pytest.mark.parametrize(
    ("day", "lacks"),
    [
        (None, []),
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), []),
        (date(2026, 12, 2), ["deadline-ahead"]),
    ],
    ids=["nobody asks", "before", "the day itself", "the day after"],
)
def test_a_deadline_that_has_passed_is_told_and_stops_nothing(day: date | None, lacks: list[str]):
    found = completeness(ONE, WHOLE, RULES, day)
    assert [missing.rule.id for missing in found.lacks] == lacks
    assert found.can_send
    assert found.met == found.total - len(lacks)
    none = WHOLE.model_copy(update={"deadline": None})
    assert [it.rule.id for it in completeness(ONE, none, RULES, day).lacks] == ["deadline"]


def test_an_empty_card_is_told_each_thing_once_in_the_order_of_the_form():
    found = of(Card())
    told = [missing.rule.id for missing in found.lacks]
    assert found.met == 0
    assert told[:5] == ["sender", "to", "deadline", "question", "decision"]
    fields = [missing.rule.field for missing in found.lacks if missing.rule.field]
    assert fields == list(dict.fromkeys(fields)), "an empty text is told once"


def test_the_specialist_is_not_asked_for_what_the_gp_knows():
    bare = WHOLE.model_copy(
        update={"texts": {k: v for k, v in WHOLE.texts.items() if k not in ("medicines", "kidney")}}
    )
    assert lacking(bare, TO_GP) == []
    assert lacking(bare, ONE) == ["medicines", "kidney"]


def test_a_specialist_who_plans_nothing_is_told_to_say_what():
    empty = TO_GP.model_copy(update={"work_up": ()})
    assert lacking(WHOLE, empty) == ["work-up"]
    assert of(WHOLE, empty).can_send


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Kan ramipril fortsætte", 0),
        ("Kan ramipril fortsætte?", 1),
        ("Kan den fortsætte??", 1),
        ("Kan den fortsætte ?!?", 1),
        ("»Kan den fortsætte?«?", 1),
        ("Kan den fortsætte? Og hvem følger kalium?", 2),
        ("Kan den?Hvem?", 2),
        ("1? 2? 3?", 3),
        ("¿Puede seguir?", 1),
        ("هل يمكن الاستمرار؟ ومن يتابع؟", 2),
        ("可以继续吗？谁来跟进？", 2),
        ("Μπορεί;", 0),  # the Greek mark is a semicolon to everybody else
        ("Virkelig‽ Igen⁇", 2),
    ],
)
def test_questions_are_counted_by_their_marks(text: str, count: int):
    assert questions(text) == count


@pytest.mark.parametrize(
    ("question", "count"), [("A? B?", "2"), ("A? B? C?", "3")], ids=["two", "three"]
)
def test_the_reason_says_how_many_questions_there_are(question: str, count: str):
    (missing,) = of(having(question=question)).lacks
    assert f"rummer {count} spørgsmål" in missing.said.da
    assert f"holds {count} questions" in missing.said.en


def test_the_reason_says_how_much_room_there_is():
    (missing,) = of(having(question="x" * 400 + "?")).lacks
    assert "300" in missing.said.da


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.11.2026", True),
        ("12.11.26", True),
        ("12/11", True),
        ("12/11-2026", True),
        ("2026-11-12", True),
        ("den 12. november", True),
        ("12 Nov", True),
        ("november 2026", True),
        ("November 12, 2026", True),
        ("", False),
        ("Kalium 5,3 mmol/l", False),
        ("K 5.3", False),
        ("BT 145/85", False),
        ("eGFR 38 ml/min/1,73 m²", False),
        ("Kreatinin 2026", False),
    ],
)
def test_a_day_is_seen_and_a_result_is_none(text: str, day: bool):
    assert names_a_day(text) is day


def test_the_medicine_is_never_scored():
    """What the texts say is nobody's business here: only that they are there, asked and dated."""
    assert {one.check for one in RULES.rules} <= set(get_args(Check))
    other = having(medicines="Warfarin, ibuprofen", background="Intet", tried="Alt")
    assert of(other) == of(WHOLE)


texts = st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30))
cards = st.builds(Card, to=st.text(max_size=5), texts=texts, deadline=st.none() | st.dates(
    date(2026, 1, 1), date(2027, 1, 1)
), responsible=st.sampled_from([None, "gp"]))  # fmt: skip


@given(cards, st.sampled_from(get_args(Direction)))
def test_the_score_is_never_more_than_there_is(card: Card, direction: Direction):
    found = of(card, Conference(id="k", direction=direction))
    assert 0 <= found.met <= found.total - len(found.lacks)
    assert found.can_send == (not found.blocking)
    assert found.total == of(Card(), Conference(id="k", direction=direction)).total


@given(cards, st.sampled_from(FIELDS))
def test_what_is_emptied_never_scores_more(card: Card, field: CardField):
    emptied = card.model_copy(update={"texts": {**card.texts, field: ""}})
    assert of(emptied).met <= of(card).met


GOOD = {"id": "a", "check": "filled", "field": "wish", "said": {"da": "x", "en": "x"}}
SURE = {"source": "x", "verified": "proposal"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([{**GOOD, "field": None}], "a text is read, and which is not said"),
        ([{**GOOD, "check": "named"}], "the receiver is no text of the card"),
        ([{**GOOD, "check": "short_enough"}], "how short is not said"),
        ([GOOD, {**GOOD, "id": "b", "check": "no_hidden_question"}], "no words to look for"),
        ([{**GOOD, "check": "dated"}], "nothing asks for the text itself"),
        (
            [{**GOOD, "direction": "to_gp"}, {**GOOD, "id": "b", "check": "dated"}],
            "it asks only one of the two",
        ),
        ([{**GOOD, "field": None, "check": "deadline_ahead"}], "nothing asks for the deadline"),
        ([GOOD, GOOD], "an id stands twice"),
        ([{**GOOD, "said": {"da": "{hvad}", "en": "x"}}], "nothing fills that in"),
        ([{**GOOD, "check": "dosis_er_rigtig"}], "the medicine is never scored"),
        ([], "no rules are no score"),
    ],
)
def test_rules_that_do_not_hang_together_are_refused(rows: list[dict[str, object]], why: str):
    with pytest.raises(ValidationError):
        ConferenceRules.model_validate({"version": "1", "rules": [{**one, **SURE} for one in rows]})
