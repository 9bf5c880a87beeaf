"""The conference page: one card at a time, what it lacks, what was answered, what it became."""

from __future__ import annotations

import pytest

from overblik.apps.conference_words import needed
from overblik.apps.session import Session
from overblik.domain.conference import FIRST
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, Seen, begun, do, look, opened

TEXTS = {
    "question": "Skal spironolacton ned?",
    "decision": "Dosis af spironolacton.",
    "lose": "Kor om tirsdagen",
    "tried": "Kaliumfattig kost",
    "reading": "Tåler ikke mere",
    "with_answer": "Ja: ned. Nej: uændret.",
    "meanwhile": "Uændret dosis",
}
ECHO_DAY = "dobbelt-ekko"


def suggestion(page: Seen) -> tuple[str, str]:
    one = page.one("suggestion")
    return one.attributes["data-suggested"], one.text


def conference(page: Seen) -> tuple[str, str, str]:
    """Which conference is open: its id, direction and status."""
    one = page.one("conference").attributes
    return one["data-conference"], one["data-direction"], one["data-status"]


def written(session: Session, id: str = FIRST) -> Seen:
    """Fill the card in and note the patient's yes to a specialist, so that it can be sent."""
    agreed(session)
    do(session, "card_from", conference=id, value="Egen læge, telefon om formiddagen")
    do(session, "card_to", conference=id, value="Hjerteambulatoriet")
    for field, words in TEXTS.items():
        do(session, "card_text", conference=id, field=field, value=words)
    do(session, "card_deadline", conference=id, value="2027-01-01")
    do(session, "card_after", conference=id, value="gp")
    return do(session, "card_responsible", conference=id, value="gp")


def sent(store: Store, case: str = "C01") -> Session:
    session = opened(store, "konference", begun(store, case))
    sent_from(session)
    return session


def sent_from(session: Session) -> Seen:
    """Write the first card and send it."""
    written(session)
    return do(session, "conference_send", conference=FIRST)


def agreed(session: Session, recipient: str = "specialist") -> Seen:
    """Note what the patient says in the case, which is yes."""
    return do(session, "consent_said", recipient=recipient)


def answered(session: Session, **fields: str) -> Seen:
    """Add an answer called »svar« with these fields."""
    page = do(session, "answer_add", conference=FIRST, id="svar")
    for field, value in fields.items():
        page = do(session, f"answer_{field}", conference=FIRST, answer="svar", value=value)
    return page


def asked_by_cardiology(store: Store) -> Session:
    """Ellen on the day the clinic plans what was done in July, and its card to the GP."""
    session = opened(store, "konference", begun(store, "C07"))
    do(session, "year_step", value=ECHO_DAY)
    do(session, "conference_begin", id="fra-hjerte", direction="to_gp")
    return session


# When there is one -------------------------------------------------------------------------------


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


def test_a_red_flag_is_for_now_and_not_for_a_conference(store: Store):
    session = opened(store, "konference", begun(store, "C03", "A"))
    assert "rødt flag" in look(session).one("suggestion").text
    assert "rødt flag" in look(session).one("sharing-said").text
    written(session)
    page = do(session, "conference_send", conference=FIRST)
    assert "rødt flag" in page.one("send-refused").text
    assert conference(page)[2] == "draft"


# Which one is open -------------------------------------------------------------------------------


def test_the_first_card_is_ready_to_write_in_before_anybody_has_begun_one(store: Store):
    page = look(opened(store, "konference", begun(store)))
    assert conference(page) == (FIRST, "to_specialist", "draft")
    assert page.all(class_="conferences") == [], "one is no list"


def test_one_is_begun_in_either_direction_and_then_open(store: Store):
    session = opened(store, "konference", begun(store))
    written(session)
    page = do(session, "conference_begin", id="k2", direction="to_gp")
    assert conference(page) == ("k2", "to_gp", "draft")
    assert page.one("conference-k2").attributes["aria-pressed"] == "true"
    assert "Hjerteambulatoriet" in page.one(f"conference-{FIRST}").text
    page = do(session, "show", what="conference", value=FIRST)
    assert conference(page) == (FIRST, "to_specialist", "draft")
    assert page.value("card_to-field") == "Hjerteambulatoriet"


def test_another_window_does_not_change_which_one_is_open(store: Store):
    id = begun(store)
    here, there = opened(store, "konference", id), opened(store, "konference", id)
    do(here, "card_to", conference=FIRST, value="Geriateren")
    do(there, "conference_begin", id="k2", direction="to_gp")
    assert conference(do(here, "look"))[0] == FIRST


def test_a_page_opens_the_newest_that_is_not_closed(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "card_to", conference=FIRST, value="Geriateren")
    do(session, "conference_begin", id="k2", direction="to_specialist")
    id = str(session.reply().head["forloeb"])
    assert conference(look(opened(store, "konference", id)))[0] == "k2"


def test_when_all_are_closed_the_page_begins_with_beginning(store: Store):
    session = sent(store)
    answered(session, outcome="no_change")
    do(session, "conference_close", conference=FIRST)
    page = look(opened(store, "konference", str(session.reply().head["forloeb"])))
    assert "Begynd en ny" in page.one("all-closed").text
    at = [one.attributes.get("data-testid") for one in page.elements]
    assert at.index("conference_begin-to_gp") < at.index("conference")
    assert page.all(data_testid="appointment-said") == [], "nothing was agreed on"


def test_one_that_was_closed_stays_open_on_the_page_where_it_was_closed(store: Store):
    session = sent(store)
    do(session, "conference_begin", id="k2", direction="to_gp")
    do(session, "show", what="conference", value=FIRST)
    answered(session, outcome="no_change")
    assert conference(do(session, "conference_close", conference=FIRST))[0] == FIRST
    again = opened(store, "konference", str(session.reply().head["forloeb"]))
    assert conference(look(again))[0] == "k2", "a new page begins with what is not closed"


def test_the_list_says_how_far_each_has_come(store: Store):
    session = sent(store)
    do(session, "conference_begin", id="k2", direction="to_gp")
    assert look(session).one(f"conference-{FIRST}").attributes["data-status"] == "sent"
    answered(session)
    assert look(session).one(f"conference-{FIRST}").attributes["data-status"] == "answered"
    do(session, "answer_outcome", conference=FIRST, answer="svar", value="no_change")
    page = do(session, "conference_close", conference=FIRST)
    assert page.one(f"conference-{FIRST}").attributes["data-status"] == "closed"
    assert page.one("conference-k2").attributes["data-status"] == "draft"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_nobody_wrote_on_is_removed(store: Store, language: str):
    session = opened(store, "konference", begun(store), language)
    do(session, "card_to", value="Geriateren")
    do(session, "conference_begin", id="k2", direction="to_gp")
    page = do(session, "conference_remove", conference="k2")
    assert conference(page)[0] == FIRST


# The card ----------------------------------------------------------------------------------------


def test_the_card_is_drafted_from_the_case_and_the_plan(store: Store):
    id = begun(store, "C01")
    do(opened(store, "behandlingsplan", id), "priority_text", priority="case-1", value="Synge")
    page = look(opened(store, "konference", id))
    assert "apixaban 5 mg x 2" in page.value("card_text-medicines")
    assert "eGFR 38" in page.value("card_text-kidney")
    assert page.value("card_text-wish").startswith("Synge; ")
    assert page.value("card_text-question") == ""


def test_a_draft_that_is_struck_out_stays_out(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="background", value="")
    assert page.value("card_text-background") == ""


def test_an_earlier_disease_is_not_in_the_background_as_if_it_were_now(store: Store):
    session = opened(store, "konference", begun(store, "C03", "B"))
    assert "brystkræft" not in look(session).value("card_text-background")


def test_the_specialist_begins_with_what_the_gp_knows(store: Store):
    session = opened(store, "konference", begun(store, "C07"))
    page = do(session, "conference_begin", id="k2", direction="to_gp")
    assert "allerede udredt" in page.value("card_text-question")
    assert page.all(id="example") == [], "the author's question goes to the specialist"


def test_the_authors_question_is_folded_away(store: Store):
    case = library().cases["C01"]
    assert case.teaching.question is not None
    page = look(opened(store, "konference", begun(store)))
    example = page.all(id="example")
    assert example[0].tag == "details"
    assert "open" not in example[0].attributes
    assert case.teaching.question.da in example[0].text


def test_two_questions_are_asked_which_one_matters(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="question", value="Fortsætte? Eller stoppe?")
    assert "2" in page.one("two-questions").text


def test_a_refused_text_is_said_at_its_own_conference_alone(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "card_to", conference=FIRST, value="Geriateren")
    do(session, "card_text", conference=FIRST, field="question", value="020160-9995")
    page = do(session, "conference_begin", id="k2", direction="to_specialist")
    assert page.value("card_text-question") == ""
    assert "ikke gemt" in page.one(f"conference-{FIRST}").text
    page = do(session, "show", what="conference", value=FIRST)
    assert page.value("card_text-question") == "020160-9995"


def test_a_card_sent_elsewhere_takes_its_refused_texts_with_it(store: Store):
    id = begun(store)
    here, there = opened(store, "konference", id), opened(store, "konference", id)
    do(here, "card_text", conference=FIRST, field="tried", value="020160-9995")
    written(there)
    do(there, "conference_send", conference=FIRST)
    do(here, "look")
    page = do(here, "answer_add", conference=FIRST, id="svar")
    assert page.all(data_testid="unsaved") == []


# How complete it is ------------------------------------------------------------------------------


def lacks(page: Seen) -> dict[str, str]:
    """What the card lacks: whether it blocks, by rule."""
    found = [one for one in page.elements if "data-blocks" in one.attributes]
    return {
        one.attributes["data-testid"].removeprefix("lack-"): one.attributes["data-blocks"]
        for one in found
    }


def test_what_the_card_lacks_is_named_until_it_is_whole(store: Store):
    session = opened(store, "konference", begun(store))
    before = look(session)
    assert "Mangler" in before.one("gaps").text
    assert before.one("how-far").attributes["href"] == "#h-ready"
    assert "mangler" in before.one("how-far").text
    assert {"yes", "no"} == set(lacks(before).values())
    after = written(session)
    assert lacks(after) == {}
    gaps = after.one("gaps").attributes
    assert gaps["data-met"] == gaps["data-total"]


@pytest.mark.parametrize("direction", ["to_specialist", "to_gp"])
def test_each_thing_it_lacks_leads_to_its_field(store: Store, direction: str):
    session = opened(store, "konference", begun(store))
    do(session, "conference_begin", id="k2", direction=direction)
    fields = {one.id for one in library().conference.rules if one.field}
    for field in ("question", "decision", "wish", "background", "medicines", "kidney", "results"):
        do(session, "card_text", conference="k2", field=field, value="")
    page = look(session)
    assert lacks(page).keys() & fields
    ids = {one.attributes["id"] for one in page.elements if "id" in one.attributes}
    links = [
        one.attributes["href"]
        for one in page.elements
        if one.attributes.get("href", "").startswith("#") and one.tag == "a"
    ]
    assert {one.removeprefix("#") for one in links} <= ids


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"field": "question", "value": "Ned? Eller ud?"}, "2 spørgsmål"),
        ({"field": "question", "value": ""}, "spørgsmål"),
        ({"field": "wish", "value": ""}, "patienten"),
        ({"field": "decision", "value": ""}, "besluttes"),
    ],
)
def test_a_card_that_lacks_what_it_must_have_is_not_sent_and_says_why_at_the_button(
    store: Store, event: dict[str, str], reason: str
):
    session = opened(store, "konference", begun(store))
    written(session)
    do(session, "card_text", conference=FIRST, **event)
    page = do(session, "conference_send", conference=FIRST)
    assert reason in page.one("send-refused").text
    assert conference(page)[2] == "draft"
    assert page.value("card_to-field") == "Hjerteambulatoriet"
    page = do(session, "card_text", conference=FIRST, field="tried", value="Mere")
    assert page.all(data_testid="send-refused") == []


def test_the_last_thing_it_must_have_is_named(store: Store):
    session = opened(store, "konference", begun(store))
    written(session)
    page = do(session, "card_deadline", conference=FIRST, value="")
    assert "Mangler: en frist" in page.one("gaps").text
    assert "mangler: en frist" in page.one("how-far").text


def test_everything_a_card_must_have_has_a_short_name():
    assert [one.id for one in library().conference.rules if one.blocks and not needed(one)] == []


def test_a_card_is_not_sent_while_a_text_of_it_is_refused(store: Store):
    """Else it would go without what stands in the field, and the field would be gone."""
    session = opened(store, "konference", begun(store))
    written(session)
    do(session, "card_text", conference=FIRST, field="tried", value="020160-9995")
    page = do(session, "conference_send", conference=FIRST)
    assert "ikke gemt" in page.one("send-refused").text
    assert page.value("card_text-tried") == "020160-9995"
    do(session, "card_text", conference=FIRST, field="tried", value="Kost")
    assert conference(do(session, "conference_send", conference=FIRST))[2] == "sent"


def test_a_card_can_be_sent_although_it_could_be_better(store: Store):
    session = opened(store, "konference", begun(store))
    written(session)
    page = do(session, "card_text", conference=FIRST, field="tried", value="")
    assert set(lacks(page).values()) == {"no"}
    assert conference(do(session, "conference_send", conference=FIRST))[2] == "sent"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_sent_as_it_stood(store: Store, language: str):
    """What was drafted stands on it, whatever becomes of case and plan."""
    id = begun(store)
    session = opened(store, "konference", id, language)
    wish = look(session).value("card_text-wish")
    assert wish
    written(session)
    do(session, "conference_send", conference=FIRST)
    do(opened(store, "behandlingsplan", id), "priority_text", priority="case-1", value="Danse")
    page = do(session, "look")
    assert conference(page)[2] == "sent"
    assert wish in page.one("card-sent").text
    assert TEXTS["question"] in page.one("card-sent").text
    assert page.all(data_testid="card_to-field") == []


def test_a_card_is_taken_back_as_long_as_nobody_has_answered(store: Store):
    session = sent(store)
    page = do(session, "conference_unsend", conference=FIRST)
    assert page.value("card_text-question") == TEXTS["question"]
    do(session, "conference_send", conference=FIRST)
    answered(session, text="Nej")
    page = do(session, "conference_unsend", conference=FIRST)
    assert "svaret" in page.one("notice").text
    assert conference(page)[2] == "answered"


# Sharing -----------------------------------------------------------------------------------------


def test_a_card_waits_for_the_patients_word_which_one_click_notes(store: Store):
    session = opened(store, "konference", begun(store))
    assert "ikke spurgt" in look(session).one("sharing-said").text
    assert "siger: ja" in look(session).one("sharing").text
    page = do(session, "conference_send", conference=FIRST)
    assert "ikke spurgt" in page.one("send-refused").text
    button = page.one("consent_said").attributes
    page = do(session, button["data-event"], recipient=button["data-recipient"])
    assert "medicin" in page.one("sharing-noted").text
    assert page.all(data_testid="consent_said") == []
    assert conference(sent_from(session))[2] == "sent"


@pytest.mark.parametrize("reach", ["hospital", "specialist"])
def test_whose_consent_is_asked_follows_who_is_asked(store: Store, reach: str):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_reach", conference=FIRST, value=reach)
    assert "checked" in page.one(f"card_reach-{reach}").attributes
    assert page.one("consent_said").attributes["data-recipient"] == reach
    assert ("sygehus" in page.one("sharing-said").text) == (reach == "hospital")


def test_what_gives_a_closed_part_away_is_told_before_the_card_is_sent(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "card_text", conference=FIRST, field="tried", value="Sertralin mod depression")
    assert look(session).all(data_testid="card-leaks") == [], "nobody has been asked"
    assert "epression" in agreed(session).one("card-leaks").text
    written(session)
    assert conference(do(session, "conference_send", conference=FIRST))[2] == "sent"


def test_a_no_stops_the_card(store: Store):
    session = opened(store, "konference", begun(store))
    written(session)
    page = do(session, "consent_all", recipient="specialist", value="no")
    assert "sagt nej" in page.one("sharing-said").text
    assert page.all(data_testid="consent_said") == [], "they have answered"
    do(session, "card_text", field="wish", value="Synge")
    page = do(session, "conference_send", conference=FIRST)
    assert "sagt nej" in page.one("send-refused").text
    assert conference(page)[2] == "draft"


# The answer --------------------------------------------------------------------------------------


def test_there_is_no_answer_to_write_before_the_card_is_sent(store: Store):
    session = opened(store, "konference", begun(store))
    assert look(session).all(data_testid="answers") == []


def test_what_an_answer_lacks_is_said_at_the_answer(store: Store):
    session = sent(store)
    assert "bliver til" in answered(session).one("answer_lacks-svar").text
    page = do(session, "answer_outcome", conference=FIRST, answer="svar", value="line")
    said = page.one("answer_lacks-svar").text
    assert all(word in said for word in ("tekst", "ansvarlig", "dato", "svaret går hen"))
    page = do(session, "answer_outcome", conference=FIRST, answer="svar", value="no_change")
    assert page.all(data_testid="answer_lacks-svar") == []


def test_an_answer_without_an_owner_cannot_be_closed(store: Store):
    session = sent(store)
    answered(session, text="Halvér", outcome="line", due="2027-01-15", receiver="gp")
    said = "Svar 1 mangler en ansvarlig. Vælg én, før I lukker."
    assert said in look(session).one("close-said").text
    page = do(session, "conference_close", conference=FIRST)
    assert page.one("close-refused").text == said
    assert conference(page)[2] == "answered"


def test_closing_writes_the_plan_and_tells_what(store: Store):
    session = sent(store)
    answered(session, text="Halvér", outcome="line", owner="nurse", due="2027-01-15", receiver="gp")
    page = do(session, "conference_close", conference=FIRST)
    assert conference(page)[2] == "closed"
    said = page.one("written").text
    assert "Halvér" in said
    assert "Praksissygeplejerske" in said
    assert page.one("to-plan").attributes["href"].startswith("/behandlingsplan?forloeb=")
    plan = look(opened(store, "behandlingsplan", str(session.reply().head["forloeb"])))
    assert "Halvér" in [plan.value(one) for one in named(plan, "item_text-")]
    page = do(session, "conference_reopen", conference=FIRST)
    assert conference(page)[2] == "answered"
    assert page.value("answer_text-svar") == "Halvér"


def named(page: Seen, begins: str) -> list[str]:
    found = (one.attributes.get("data-testid", "") for one in page.elements)
    return [one for one in found if one.startswith(begins)]


def test_an_answer_changes_a_line_that_is_in_the_plan(store: Store):
    session = sent(store)
    plan = opened(store, "behandlingsplan", str(session.reply().head["forloeb"]))
    do(plan, "item_add", id="x1")
    do(plan, "item_text", item="x1", value="Kalium")
    do(session, "look")
    page = answered(session, outcome="change")
    assert "Kalium" in page.one("answer_item-svar").text
    assert "hvilket punkt" in page.one("answer_lacks-svar").text
    page = do(session, "answer_item", conference=FIRST, answer="svar", value="x1")
    assert "hvilket punkt" not in page.one("answer_lacks-svar").text
    do(plan, "item_remove", item="x1")
    assert "ikke længere" in do(session, "look").one("answer_lacks-svar").text


# The specialist asks -----------------------------------------------------------------------------


def at_the_gp(session: Session, id: str = "fra-hjerte") -> Seen:
    """Send the clinic's card, so that the GP can answer."""
    for event, value in (("to", "Egen læge"), ("deadline", "2027-02-01"), ("responsible", "gp")):
        do(session, f"card_{event}", conference=id, value=value)
    do(session, "card_text", conference=id, field="wish", value="Færre ture til sygehuset")
    return do(session, "conference_send", conference=id)


def test_the_specialist_does_not_see_the_answer_before_asking(store: Store):
    page = look(asked_by_cardiology(store))
    assert "kommer i svaret" in page.one("work-up").text
    assert [one for one in page.elements if "Et andet sygehus" in one.text] == []
    assert named(page, "lately") == []
    assert named(page, "verdict-echo") == [], "the GP answers once it is sent"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_lately_stands_once_at_the_thing_it_repeats(store: Store, language: str):
    session = asked_by_cardiology(store)
    do(session, "language", value=language)
    page = at_the_gp(session)
    hospital = ("Et andet sygehus", "Another hospital")[LANGUAGES.index(language)]
    echo = page.one("lately-echo").text
    assert "2026" in echo
    assert hospital in echo
    day = echo.partition(": ")[2].partition(",")[0]
    assert day not in "".join(one.text for one in page.all(data_testid="lately"))


def test_the_reason_is_there_when_an_examination_is_cancelled_as_done(store: Store):
    session = asked_by_cardiology(store)
    page = at_the_gp(session)
    day = page.one("lately-echo").text.partition(": ")[2].partition(",")[0]
    radio = page.one("verdict-echo-done").attributes
    of_echo = {"conference": "fra-hjerte", "service": "echo", "draft": radio["data-draft"]}
    page = do(session, "work_up_verdict", **of_echo, value="done")
    assert page.value("work_up_why-echo") == f"Gjort {day}, et andet sygehus"
    assert "checked" in page.one("verdict-echo-done").attributes
    page = do(session, "work_up_verdict", **of_echo, value="no_use")
    assert page.value("work_up_why-echo") == "", "that it was done is no reason for this one"
    assert "checked" not in page.one("verdict-echo-done").attributes
    do(session, "work_up_why", conference="fra-hjerte", service="echo", value="Ændrer intet")
    page = do(session, "work_up_verdict", **of_echo, value="done")
    assert page.value("work_up_why-echo") == "Ændrer intet", "one's own words stay"


def test_a_no_is_told_softly_where_the_gp_answers(store: Store):
    session = asked_by_cardiology(store)
    page = look(session)
    assert "checked" in page.one("card_reach-hospital").attributes
    assert page.all(data_testid="sharing-said") == []
    do(session, "consent_all", recipient="hospital", value="no")
    page = at_the_gp(session)
    assert conference(page)[2] == "sent"
    assert "svar uden helbredsoplysninger" in page.one("sharing-said").text


def test_the_gp_cancels_the_duplicate_echo_and_the_plan_has_it_no_more(store: Store):
    session, id = asked_by_cardiology(store), "fra-hjerte"
    assert conference(at_the_gp(session))[2] == "sent"
    of_echo = {"conference": id, "service": "echo"}
    page = do(session, "work_up_verdict", **of_echo, value="no_use")
    assert "Ekkokardiografi er aflyst uden grund" in page.one("close-said").text
    do(session, "work_up_why", **of_echo, value="Taget i juli")
    page = do(session, "conference_close", conference=id)
    assert "Taget i juli" in page.one("written").text
    plan = look(opened(store, "behandlingsplan", str(session.reply().head["forloeb"])))
    assert plan.all(data_testid="item-planned-echo") == []
    assert plan.all(data_testid="item-planned-blood_tests"), "what was not cancelled goes on"


def test_what_can_be_added_is_what_a_cancellation_saves(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "conference_begin", id="k2", direction="to_gp")
    offered = page.one("work_up_add").text
    services = library().catalogue.services.values()
    assert all((one.name.da in offered) == bool(one.saves) for one in services)
    page = do(session, "work_up_add", conference="k2", service="echo")
    assert page.one("examination-echo")
    page = do(session, "work_up_remove", conference="k2", service="echo")
    assert page.all(data_testid="examination-echo") == []


def test_an_order_of_the_plan_that_was_done_counts_as_done_lately(store: Store):
    id = begun(store, "C01")
    plan, line = opened(store, "behandlingsplan", id), "service-echo"
    do(plan, "service_take", service="echo", by="gp")
    do(plan, "booking_question", item=line, value="Hvordan pumper hjertet?")
    for step in ("ordered", "done"):
        do(plan, "booking_step", item=line, value=step)
    session = opened(store, "konference", id)
    do(session, "conference_begin", id="k2", direction="to_gp")
    do(session, "work_up_add", conference="k2", service="echo")
    page = at_the_gp(session, "k2")
    assert "Sygehusambulatoriet" in page.one("lately-echo").text


# What others plan --------------------------------------------------------------------------------


def test_what_others_have_planned_is_told_until_the_gp_is_asked(store: Store):
    """The year's page leads to it."""
    session = opened(store, "konference", begun(store, "C07"))
    assert look(session).all(data_testid="others-planned") == []
    page = do(session, "year_step", value=ECHO_DAY)
    note = page.one("others-planned")
    assert "ekkokardiografi, blodprøver" in note.text
    assert [one.attributes.get("data-testid") for one in page.all(id="to-gp")] == ["others-planned"]
    button = page.one("ask-gp").attributes
    page = do(session, button["data-event"], id="k2", direction=button["data-direction"])
    assert page.all(data_testid="others-planned") == []
    assert conference(page) == ("k2", "to_gp", "draft")


@pytest.mark.parametrize("begin", [None, "to_gp", "to_specialist"])
def test_there_is_always_one_place_to_land(store: Store, begin: str | None):
    session = opened(store, "konference", begun(store))
    if begin:
        do(session, "conference_begin", id="k2", direction=begin)
    assert len(look(session).all(id="to-gp")) == 1


# Appointment and paper ---------------------------------------------------------------------------


def test_a_day_is_agreed_on_and_the_rest_follows(store: Store):
    session = opened(store, "konference", begun(store))
    assert look(session).all(data_testid="appointment-at") == []
    page = do(session, "appointment", conference=FIRST, field="day", value="2027-01-08")
    assert page.value("appointment-at") == "12:00"
    page = do(session, "appointment", conference=FIRST, field="at", value="8 om morgenen")
    assert "klokkeslæt" in " ".join(one.text for one in page.all(role="alert"))
    assert page.value("appointment-at") == "8 om morgenen"
    page = do(session, "appointment", conference=FIRST, field="at", value="08:15")
    assert page.all(data_testid="unsaved") == []
    reply = session.handle({"type": "conference_calendar", "conference": FIRST})
    assert reply.download is not None
    assert "T081500" in reply.download.text
    page = do(session, "appointment_remove", conference=FIRST)
    assert page.all(data_testid="appointment-at") == []


def test_two_speak_before_there_is_an_answer_and_once_it_is_closed_it_is_words(store: Store):
    session = opened(store, "konference", begun(store))
    do(session, "appointment", conference=FIRST, field="day", value="2027-01-08")
    page = sent_from(session)
    numbered = [one.text for one in page.elements if one.tag == "h2" and one.text[:1].isdigit()]
    assert [one.split()[0] for one in numbered] == ["1.", "2.", "3.", "4.", "5."]
    assert numbered[2:4] == ["3. Tal sammen", "4. Svaret"]
    answered(session, outcome="no_change")
    page = do(session, "conference_close", conference=FIRST)
    assert "Videokonference 8. jan. 2027 kl. 12.00" in page.one("appointment-said").text
    assert named(page, "appointment-day") == []


def test_a_card_that_is_more_than_one_a5_says_so_at_the_print_button(store: Store):
    session = opened(store, "konference", begun(store))
    assert look(session).all(data_testid="card-pages") == []
    page = do(session, "card_text", field="reading", value="Meget langt. \n" * 200)
    assert "Stryg noget" in page.one("card-pages").text


def test_the_card_is_printed_and_told_as_it_stands(store: Store):
    session = opened(store, "konference", begun(store))
    page = do(session, "card_text", field="question", value="Halvere eller fortsætte?")
    assert "Halvere eller fortsætte?" in page.all(class_="print print-a5")[0].text
    assert "Halvere eller fortsætte?" in page.one("card-words").text


def test_the_pdf_has_an_address_and_without_one_it_is_a_file(store: Store):
    id = begun(store)
    page = look(opened(store, "konference", id))
    address = page.one("card-pdf").attributes["href"]
    assert address.startswith(f"/papirer/{id}/konferencekort.pdf?kort={FIRST}")
    session = opened(store, "konference", id, served=False)
    assert look(session).one("card-pdf").attributes["data-event"] == "card_pdf"
    reply = session.handle({"type": "card_pdf", "conference": FIRST})
    assert reply.download is not None
    assert reply.download.name.endswith(".pdf")
