"""The conference page: suggested where the body is complex, and only there; the card beside it."""

from __future__ import annotations

import pytest

from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import Seen, begun, do, look, opened


def suggestion(page: Seen) -> tuple[str, str]:
    one = page.one("suggestion")
    return one.attributes["data-suggested"], one.text


@pytest.mark.parametrize("case", ["C01", "C07", "C08", "C09", "C11"])
def test_it_is_suggested_for_biomedical_complexity(store: Store, case: str):
    suggested, words = suggestion(look(opened(store, "konference", begun(store, case))))
    assert suggested == "true"
    assert "biomedicinske skala" in words


@pytest.mark.parametrize("case", ["C02", "C06", "C13"])
def test_it_is_not_where_the_biomedical_axis_is_low(store: Store, case: str):
    """Kenneth's life is hard, Lars' is easy; neither has the complexity the text asks for."""
    suggested, words = suggestion(look(opened(store, "konference", begun(store, case))))
    assert suggested == "false"
    assert "Foreslået, fordi der er kompleksitet" not in words


def test_a_higher_tier_by_choice_does_not_bring_one(store: Store):
    id = begun(store, "C02")
    session = opened(store, "stratificering", id)
    do(session, "tier", value="high")
    do(session, "tier_ground", value="wish")
    do(session, "tier_reason", value="Fordi")
    assert suggestion(look(opened(store, "konference", id)))[0] == "false"


def test_background_and_wish_are_drafted_from_the_case_and_the_plan(store: Store):
    id = begun(store, "C01")
    do(opened(store, "behandlingsplan", id), "priority_text", priority="case-1", value="Synge")
    page = look(opened(store, "konference", id))
    background = page.value("card_text-background")
    assert "apixaban 5 mg x 2" in background
    assert "eGFR 38" in background
    assert page.value("card_text-wish").startswith("Synge; ")
    assert page.value("card_text-question") == ""


def test_a_draft_that_is_struck_out_stays_out(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="background", value="")
    assert page.value("card_text-background") == ""


def test_an_earlier_disease_is_not_in_the_background_as_if_it_were_now(store: Store):
    session = opened(store, "konference", begun(store, "C03", "B"))
    assert "brystkræft" not in look(session).value("card_text-background")


def test_what_the_card_lacks_is_named_until_it_is_whole(store: Store):
    session = opened(store, "konference", begun(store))
    assert "spørgsmål" in look(session).one("gaps").text
    do(session, "card_to", value="Hjerteambulatoriet")
    for field in ("question", "decision", "tried", "reading", "with_answer", "meanwhile"):
        do(session, "card_text", field=field, value="Noget?" if field == "question" else "Noget")
    do(session, "card_deadline", value="2027-01-01")
    page = do(session, "card_responsible", value="gp")
    assert "Mangler" not in page.one("gaps").text
    assert page.one("gaps").text.strip()


def test_two_questions_are_asked_which_one_matters(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="question", value="Fortsætte? Eller stoppe?")
    assert "2" in page.one("two-questions").text


def test_the_authors_question_is_folded_away(store: Store):
    case = library().cases["C01"]
    assert case.teaching.question is not None
    page = look(opened(store, "konference", begun(store)))
    example = page.all(id="example")
    assert example[0].tag == "details"
    assert "open" not in example[0].attributes
    assert case.teaching.question.da in example[0].text


def test_the_card_is_printed_as_it_stands(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="question", value="Halvere eller fortsætte?")
    assert "Halvere eller fortsætte?" in page.all(class_="print print-a5")[0].text
