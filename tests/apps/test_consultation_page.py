"""The consultation's page: one block open, what is missing in words, and closing into the plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from overblik.apps.session import Session
from overblik.domain.consultation import Consultation
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, Seen, begun, do, look, opened
from tests.apps.test_every_page import assert_whole

APP = "overblikskonsultation"
GUIDE = library().consultation
IDS = [prompt.id for _, prompt in GUIDE.prompts]
SOON = f"{date.today() + timedelta(days=30)}"


@pytest.fixture
def session(store: Store) -> Session:
    """Ellen's consultation."""
    return opened(store, APP, begun(store, "C07"))


def passed(store: Store, id: str, minutes: float, *, running: bool = True) -> None:
    """Let so many minutes of the consultation be over."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    run = {"since": since} if running else {"spent": minutes * 60.0}
    store.change(
        id,
        lambda saved: saved.state.model_copy(
            update={"consultation": saved.state.consultation.model_copy(update=run)}
        ),
    )


def id_of(session: Session) -> str:
    return str(session.reply().head["forloeb"])


def heard(session: Session) -> Seen:
    """The patient's wishes are in order."""
    return do(session, "prompt", prompt="agenda-wishes", value="done")


def settle(session: Session, *but: str, outcome: str = "done") -> Seen:
    """Decide every prompt but those named."""
    for id in IDS:
        if id not in but:
            do(session, "prompt", prompt=id, value="done" if id == "agenda-wishes" else outcome)
    return look(session)


def put_off(session: Session, id: str) -> Seen:
    do(session, "prompt", prompt=id, value="deferred")
    do(session, "prompt_owner", prompt=id, value="nurse")
    return do(session, "prompt_due", prompt=id, value=SOON)


def words(text: str) -> str:
    return " ".join(text.split())


def prompts(page: Seen, place: str = "") -> list[str]:
    """The prompts that are listed, in a block or in the sweep."""
    return [
        one.attributes["data-testid"].removeprefix(f"{place}prompt-")
        for one in page.elements
        if one.attributes.get("data-testid", "").startswith(f"{place}prompt-")
    ]


# One block at a time ----------------------------------------------------------------------------


def test_it_begins_with_the_patients_agenda_alone(session: Session):
    page = look(session)
    assert page.one("open-block").attributes["data-block"] == "agenda"
    assert prompts(page) == [one.id for one in GUIDE.blocks[0].prompts]
    assert [one.text.strip() for one in page.all(data_event="priority_text")] == [
        "gå til kirke",
        "ikke falde igen",
        "færre toiletture om natten",
    ]
    for block in GUIDE.blocks[1:]:
        assert page.one(f"block-{block.id}").attributes["aria-disabled"] == "true"
    assert "ønsker er sat i rækkefølge" in page.one("shut").text
    assert page.one("next-block").attributes["aria-disabled"] == "true"


def test_asked_for_all_the_same_another_block_stays_shut(session: Session):
    page = do(session, "block", value="plan")
    assert page.one("open-block").attributes["data-block"] == "agenda"


def test_when_the_wishes_are_in_order_the_others_open_one_by_one(session: Session):
    page = heard(session)
    assert page.one("open-block").attributes["data-block"] == "agenda", "nothing moves by itself"
    for block in GUIDE.blocks[1:]:
        page = do(session, "block", value=page.one("next-block").attributes["data-value"])
        assert page.one("open-block").attributes["data-block"] == block.id
        assert prompts(page) == [one.id for one in block.prompts]
        assert page.one(f"block-{block.id}").attributes["aria-current"] == "step"
    assert page.all(data_testid="next-block") == []


def test_without_a_wish_in_words_nothing_opens(session: Session):
    for at in (1, 2, 3):
        do(session, "priority_remove", priority=f"case-{at}")
    page = heard(session)
    assert "Skriv mindst ét ønske" in page.one("shut").text
    assert page.one("open-block").attributes["data-block"] == "agenda"


def test_the_patients_wishes_can_only_be_done(session: Session):
    page = look(session)
    assert page.one("done-agenda-wishes")
    assert page.all(data_testid="deferred-agenda-wishes") == []
    assert page.all(data_testid="irrelevant-agenda-wishes") == []
    page = do(session, "prompt", prompt="agenda-wishes", value="irrelevant")
    assert "hverken udskydes eller fravælges" in page.one("notice").text


@pytest.mark.parametrize(
    ("case", "block", "said"),
    [
        ("C07", "agenda", "Bor alene, enke i 6 år"),
        ("C07", "biomedical", "HbA1c 47 mmol/mol"),
        ("C07", "biomedical", "Hjerteambulatoriet, Lungeambulatoriet"),
        ("C07", "psychosocial", "Bange for at falde"),
        ("C10", "psychosocial", "Casen siger intet. Spørg."),
        ("C07", "medicine", "Fast (8)"),
        ("C07", "medicine", "ibuprofen 400 mg (ved behov)"),
        ("C07", "plan", "Moderat kompleksitet"),
        ("C03", "plan", "Uden for pakkeforløbet"),
    ],
)
def test_the_case_speaks_to_the_block_at_hand(store: Store, case: str, block: str, said: str):
    session = opened(store, APP, begun(store, case))
    heard(session)
    (facts,) = do(session, "block", value=block).all(aria_labelledby="h-facts")
    assert said in words(facts.text)


def test_the_progress_of_all_five_is_told_in_words(session: Session):
    page = heard(session)
    assert "1 af 4 afgjort" in words(page.one("block-agenda").text)
    for prompt in GUIDE.blocks[0].prompts:
        page = do(session, "prompt", prompt=prompt.id, value="done")
    assert "✓ alt afgjort" in words(page.one("block-agenda").text)
    assert "0 af 5 afgjort" in words(page.one("block-biomedical").text)


# The clock --------------------------------------------------------------------------------------


def face(page: Seen) -> dict[str, str]:
    (time,) = [one for one in page.elements if one.tag == "time"]
    return time.attributes | {"text": time.text}


def test_before_it_is_started_it_stands(session: Session):
    page = look(session)
    assert words(page.one("minute").text) == "minut 0 af 45 · blok 1"
    assert face(page)["data-rate"] == "0.0"
    assert page.one("clock").text == "Start uret"
    assert page.one("announced").text == ""


def test_it_tells_the_browser_how_to_count_on(store: Store, session: Session):
    passed(store, id_of(session), 12.5)
    page = do(session, "look")
    assert words(page.one("minute").text) == "minut 12 af 45 · blok 2"
    shown = face(page)
    assert (shown["datetime"], shown["data-rate"], shown["data-turn"]) == ("PT12M", "1.0", "960")
    assert 750 <= float(shown["data-seconds"]) < 760
    assert page.one("clock").text == "Hold pause"
    assert page.one("announced").text == "Uret er i blok 2: Biomedicinsk overblik."
    assert "uret er her" in page.one("block-biomedical").text


def test_what_is_announced_changes_with_the_block_and_the_sweep_alone(store: Store):
    """A reader of the screen is not told every minute."""
    said: list[str] = []
    for minute in range(45):
        id = begun(store, "C07")
        passed(store, id, minute + 0.1)
        text = look(opened(store, APP, id)).one("announced").text
        if text not in said:
            said.append(text)
    assert len(said) == 6
    assert said[-1] == "Minut 40: gør op, hvad I ikke nåede."


def test_paused_it_tells_the_browser_to_stand(session: Session):
    do(session, "clock", value="run")
    page = do(session, "clock", value="pause")
    assert face(page)["data-rate"] == "0.0"
    assert page.one("announced").text == ""


def test_without_a_clock_no_minute_is_shown(session: Session):
    page = do(session, "pace", value="untimed")
    assert [one for one in page.elements if one.tag == "time"] == []
    assert words(page.one("minute").text) == "Uden ur"
    assert page.all(data_testid="clock") == []


@pytest.mark.parametrize("value", ["lyn", "../x", "", "4"])
def test_a_pace_nobody_knows_is_told_and_changes_nothing(session: Session, value: str):
    page = do(session, "pace", value=value)
    assert page.one("notice").text
    assert session.reply().head["revision"] == 1


def test_a_clock_of_tomorrow_stands(store: Store, session: Session):
    """Saved before the computer's clock was set back a day."""
    passed(store, id_of(session), -24 * 60)
    shown = face(do(session, "look"))
    assert (shown["text"], shown["data-rate"]) == ("0", "0.0")


# What was put off -------------------------------------------------------------------------------


def test_putting_off_asks_for_an_owner_and_a_day_at_their_fields(session: Session):
    page = do(session, "prompt", prompt="agenda-least", value="deferred")
    owner, due = page.one("prompt_owner-agenda-least"), page.one("prompt_due-agenda-least")
    texts = {one.attributes.get("id"): one.text for one in page.elements}
    assert texts[owner.attributes["aria-describedby"]] == "Vælg en ansvarlig."
    assert texts[due.attributes["aria-describedby"]] == "Vælg en dag."
    page = put_off(session, "agenda-least")
    assert "aria-describedby" not in page.one("prompt_owner-agenda-least").attributes
    assert page.value("prompt_due-agenda-least") == SOON


def test_a_past_day_is_refused_at_its_field_and_stays_there(session: Session):
    do(session, "prompt", prompt="agenda-least", value="deferred")
    page = do(session, "prompt_due", prompt="agenda-least", value="2020-02-29")
    field = page.one("prompt_due-agenda-least")
    texts = {one.attributes.get("id"): one.text for one in page.elements}
    assert "allerede gået" in texts[field.attributes["aria-describedby"]]
    assert field.attributes["aria-invalid"] == "true"
    assert page.value("prompt_due-agenda-least") == "2020-02-29"
    assert page.one("unsaved").text
    assert "en fejl" in page.one("block-agenda").text
    page = do(session, "prompt_due", prompt="agenda-least", value=SOON)
    assert page.all(data_testid="unsaved") == []


def test_the_refusal_goes_with_the_field(session: Session):
    do(session, "prompt", prompt="agenda-least", value="deferred")
    do(session, "prompt_due", prompt="agenda-least", value="2020-02-29")
    page = do(session, "prompt", prompt="agenda-least", value="done")
    assert page.all(data_testid="unsaved") == []


def test_another_owner_than_the_plan_knows_is_told(session: Session):
    page = do(session, "prompt_owner", prompt="agenda-least", value="naboen")
    assert "naboen" in page.one("notice").text


# The sweep --------------------------------------------------------------------------------------


def test_in_minute_forty_what_was_not_reached_stands_there(store: Store, session: Session):
    heard(session)
    settle(session, "medicine-one", "plan-year", "agenda-least")
    put_off(session, "agenda-least")
    passed(store, id_of(session), 39.9)
    assert do(session, "look").all(data_testid="sweep") == []
    passed(store, id_of(session), 40)
    page = do(session, "look")
    assert prompts(page, "sweep-") == ["agenda-least", "medicine-one", "plan-year"]
    assert page.one("open-block").attributes["data-block"] == "agenda", "nothing moves by itself"
    assert words(page.one("close-said").text) == "Først skal 2 punkter afgøres."
    assert page.one("close").attributes["aria-disabled"] == "true"


def test_what_is_decided_there_leaves_it_and_what_is_put_off_stays(store: Store, session: Session):
    passed(store, id_of(session), 41)
    settle(session, "medicine-one", "plan-year")
    do(session, "prompt", prompt="medicine-one", value="irrelevant")
    page = put_off(session, "plan-year")
    assert prompts(page, "sweep-") == ["plan-year"]
    assert "aria-disabled" not in page.one("close").attributes


def test_without_a_clock_it_comes_with_the_last_block(session: Session):
    do(session, "pace", value="untimed")
    heard(session)
    assert look(session).all(data_testid="sweep") == []
    assert do(session, "block", value="plan").one("sweep")


# Closing ----------------------------------------------------------------------------------------


def test_closing_early_is_refused_in_words(session: Session):
    heard(session)
    page = do(session, "consultation_close")
    assert f"ikke er afgjort: {len(IDS) - 1}." in page.one("notice").text
    assert page.all(data_testid="closed") == []


def test_closed_it_shows_what_became_of_it_and_the_plan_has_it(store: Store, session: Session):
    settle(session, "agenda-least", "plan-community")
    put_off(session, "agenda-least")
    do(session, "prompt", prompt="plan-community", value="irrelevant")
    passed(store, id_of(session), 43.5)
    page = do(session, "consultation_close")
    told = words(page.one("closed").text)
    assert "efter 43 minutter" in told
    assert "Spørg, hvad der vejer mindst: Praksissygeplejerske (tovholder)" in told
    assert "Tænk på kommunen og på foreninger" in told
    assert page.all(data_testid="open-block") == []
    plan = look(opened(store, "behandlingsplan", id_of(session)))
    assert plan.value("item_text-later-agenda-least") == "Spørg, hvad der vejer mindst"
    assert plan.value("item_due-later-agenda-least") == SOON
    assert "Udskudt fra overblikskonsultationen" in plan.one("item-later-agenda-least").text
    lacks = plan.one("item-later-agenda-least").text.rpartition("Mangler:")[2]
    assert words(lacks).startswith("»hvis intet er sket«"), "and nothing else"


def test_reopened_it_goes_on_where_it_was(store: Store, session: Session):
    settle(session)
    do(session, "block", value="medicine")
    passed(store, id_of(session), 30, running=False)
    do(session, "consultation_close")
    page = do(session, "consultation_reopen")
    assert page.one("open-block").attributes["data-block"] == "medicine"
    assert words(page.one("minute").text) == "minut 30 af 45 · blok 5"
    assert page.one("clock").text == "Fortsæt uret"


def test_two_windows_on_one_consultation(store: Store, session: Session):
    """What is decided in one is there in the other; closed in one, the other is told."""
    other = opened(store, APP, id_of(session))
    settle(session)
    page = do(other, "look")
    assert page.one("done-agenda-least").attributes["aria-pressed"] == "true"
    do(other, "consultation_close")
    page = do(session, "prompt", prompt="plan-year", value="undecided")
    assert "Genåbn" in page.one("notice").text
    assert do(session, "look").one("closed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_state(store: Store, language: str):
    session = opened(store, APP, begun(store, "C03", "A"), language)
    do(session, "clock", value="run")
    heard(session)
    for block in GUIDE.blocks:
        do(session, "block", value=block.id)
        for prompt in block.prompts:
            if not prompt.must:
                do(session, "prompt", prompt=prompt.id, value="deferred")
        do(session, "prompt_due", prompt=block.prompts[0].id, value="2020-01-01")
        assert_whole(session.reply().html)
    passed(store, id_of(session), 42)
    assert_whole(session.handle({"type": "look"}).html)
    settle(session, outcome="irrelevant")
    assert_whole(session.reply().html)
    page = assert_whole(session.handle({"type": "consultation_close"}).html)
    assert page.one("closed")


def test_a_save_of_another_file_is_shown(store: Store, session: Session):
    """Ids that the file here does not know: an older save, or one that was written by hand."""
    odd = Consultation.model_validate(
        {
            "pace": "x",
            "block": "x",
            "decisions": {
                "x": {"outcome": "done"},
                "plan-year": {"outcome": "deferred", "owner": "naboen"},
            },
        }
    )
    store.change(id_of(session), lambda saved: saved.state.model_copy(update={"consultation": odd}))
    page = assert_whole(session.handle({"type": "look"}).html)
    assert page.one("open-block").attributes["data-block"] == "agenda"
