"""The board page: every card says why, lies where it was put, and becomes a line of the plan."""

from __future__ import annotations

from datetime import date

import pytest

from overblik.apps.afvejning import unplaced
from overblik.apps.scene import Scene
from overblik.apps.session import Session
from overblik.domain.clashes import Board, board
from overblik.knowledge import library
from overblik.state.store import Store
from overblik.ui.chrome import PageFrame
from tests.apps.pages import LANGUAGES, Seen, begun, do, look, opened, seen

KNOWN = library()
COLUMNS = ("do", "drop", "defer", "discuss")
KINDS = {"conflict": "modsætning", "synergy": "synergi", "taper": "trap ned"}


def board_of(id: str, language: str = "da") -> Board:
    """The cards of a case as it is written, in its first variant."""
    case = KNOWN.cases[id].in_variant(KNOWN.cases[id].variant_id(None))
    at = "en" if language == "en" else "da"
    wishes = [(f"case-{place + 1}", one[at]) for place, one in enumerate(case.priorities)]
    return board(case, KNOWN.clashes, KNOWN.catalogue, wishes)


ELLENS = [one.row for one in board_of("C07").cards]


@pytest.fixture
def id(store: Store) -> str:
    return begun(store, "C07")


@pytest.fixture
def session(store: Store, id: str) -> Session:
    """Ellen's board: guidelines that disagree."""
    return opened(store, "afvejning", id)


def change(session: Session, atc: str, kind: str) -> Seen:
    """A change of medicine, as its button sends it."""
    return seen(session.handle({"type": "medicine_change", "atc": atc, "kind": kind}).html)


def scene(store: Store, id: str) -> Scene:
    return Scene(store.read(id), KNOWN, "da", PageFrame("behandlingsplan"), date(2026, 11, 30))


def shown(page: Seen) -> list[str]:
    """The cards on the page by id, those not placed first."""
    found = page.all(class_="board-card")
    return [one.attributes["data-testid"].removeprefix("card-") for one in found]


# The cards --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", KNOWN.cases)
def test_every_card_of_every_case_says_why_and_where_it_is_from(
    store: Store, case: str, language: str
):
    page = look(opened(store, "afvejning", begun(store, case), language))
    cards = board_of(case, language).cards
    assert sorted(shown(page)) == sorted(one.row.id for one in cards)
    for one in cards:
        row, text = one.row, page.one(f"card-{one.row.id}").text
        at = "en" if language == "en" else "da"
        for words in (row.title, row.reason, KNOWN.clashes.strengths[row.strength], *one.facts):
            assert words[at] in text
        for medicine in one.medicines:
            assert medicine.name[at] in text
        source, pointer = KNOWN.clashes.cited(row), KNOWN.clashes.sources[row.source].name
        assert (pointer[at] in text) == (row.verified != "memory"), "nothing that was not seen"
        assert source is None or source[at] in text
        if language == "da":
            assert KINDS[row.kind] in text
            assert ("fra hukommelsen, ikke kontrolleret" in text) == (row.verified == "memory")


def test_the_wish_it_touches_stands_in_the_patients_own_words(session: Session):
    touched = [
        one
        for one in shown(look(session))
        if "Rører ved ønsket" in look(session).one(f"card-{one}").text
    ]
    assert touched, "Ellen's falls and nights are touched"
    page = do(session, "priority_text", priority="case-2", value="ikke falde i badet en gang til")
    assert any("ikke falde i badet en gang til" in page.one(f"card-{one}").text for one in touched)


def test_a_wish_taken_out_is_touched_no_more(session: Session):
    for wish in ("case-1", "case-2", "case-3"):
        page = do(session, "priority_remove", priority=wish)
    assert "Rører ved ønsket" not in page.one("column-unplaced").text


@pytest.mark.parametrize("column", COLUMNS)
def test_a_card_is_placed_by_its_button_and_taken_out_by_the_same(
    store: Store, id: str, session: Session, column: str
):
    row = ELLENS[0]
    button = look(session).one(f"put-{row.id}-{column}").attributes
    assert (button["data-value"], button["aria-pressed"]) == (column, "false")
    page = do(session, "card_place", card=row.id, value=column)
    assert row.title.da in page.one(f"column-{column}").text
    assert row.title.da not in page.one("column-unplaced").text
    button = page.one(f"put-{row.id}-{column}").attributes
    assert (button["data-value"], button["aria-pressed"]) == ("", "true")
    again = look(opened(store, "afvejning", id))
    assert row.title.da in again.one(f"column-{column}").text, "a reload shows it there"
    page = do(session, "card_place", card=row.id, value="")
    assert row.title.da in page.one("column-unplaced").text


def test_what_is_not_placed_follows_the_plan_as_unsettled(store: Store, id: str, session: Session):
    assert [one.row.id for one in unplaced(scene(store, id))] == [row.id for row in ELLENS]
    page = do(session, "card_place", card=ELLENS[0].id, value="defer")
    assert [one.row.id for one in unplaced(scene(store, id))] == [row.id for row in ELLENS[1:]]
    assert (
        f"{len(ELLENS) - 1} er ikke placeret og følger planen som uafklaret"
        in page.one("placed").text
    )
    for row in ELLENS:
        page = do(session, "card_place", card=row.id, value="discuss")
    assert unplaced(scene(store, id)) == ()
    assert "Alle er placeret" in page.one("placed").text


def test_a_note_stays_with_its_card_and_a_cpr_number_stays_out(session: Session):
    row = ELLENS[0]
    do(session, "card_note", card=row.id, value="Spørg datteren <b>")
    page = do(session, "card_place", card=row.id, value="drop")
    assert page.value(f"card_note-{row.id}") == "Spørg datteren <b>"
    page = do(session, "card_note", card=row.id, value="Ring 010190-1234")
    assert page.value(f"card_note-{row.id}") == "Ring 010190-1234"
    assert page.one(f"card_note-{row.id}").attributes["aria-invalid"] == "true"
    assert "CPR" in " ".join(one.text for one in page.all(role="alert"))


def test_removing_the_medicine_removes_the_card_and_it_returns_to_its_place(session: Session):
    card = next(one for one in board_of("C07").cards if len(one.medicines) == 1)
    atc, row = card.medicines[0].key, card.row
    do(session, "card_place", card=row.id, value="drop")
    page = do(session, "medicine_remove", field=atc)
    assert row.id not in shown(page)
    page = do(session, "medicine_add", value=atc)
    if row.id in shown(page):  # taken regularly now, which a row may ask for
        assert row.title.da in page.one("column-drop").text


def test_a_card_nobody_has_written_is_refused_in_words(session: Session):
    page = do(session, "card_place", card="intet-kort", value="drop")
    assert "Kortet »intet-kort« findes ikke" in page.one("notice").text
    assert len(shown(page)) == len(ELLENS)


def test_nobody_without_cards_is_told_off(store: Store):
    """Lars: two medicines that go together, and good results."""
    page = look(opened(store, "afvejning", begun(store, "C06")))
    assert "Lars" in page.one("no-cards").text
    assert shown(page) == []
    assert page.all(data_testid="placed") == []


def test_what_cannot_be_judged_is_listed_with_what_is_missing(store: Store, session: Session):
    page = do(session, "result", field="eGFR", value="")
    name = KNOWN.catalogue.measurements["eGFR"].name.da
    said = " ".join(page.one("unsure").text.split())
    assert f": mangler {name}" in said
    assert said.lower().count("kan ikke vurderes") == 1, "once, as the heading"
    assert page.one("to-workshop").attributes["href"].startswith("/casevaerksted?forloeb=")
    page = do(session, "result", field="eGFR", value="48")
    assert name not in "".join(one.text for one in page.all(data_testid="unsure"))


def test_a_red_flag_comes_first_and_hides_no_card(store: Store):
    id = begun(store, "C03", "A")
    page = look(opened(store, "afvejning", id))
    assert "rødt flag" in page.one("flag-first").text
    assert len(shown(page)) == len(unplaced(scene(store, id)))
    do(opened(store, "stratificering", id), "release", value="Udredt, ingen tegn på kræft")
    assert look(opened(store, "afvejning", id)).all(data_testid="flag-first") == []


def test_the_page_says_that_it_decides_nothing(session: Session):
    (main,) = [one for one in look(session).elements if one.tag == "main"]
    assert "Overblik afgør intet og nævner ingen dosis" in main.text


# The medicine line ------------------------------------------------------------------------------

NSAID, LOOP = "M01AE01", "C03CA01"
STOP_NSAID, ADJUST_LOOP = "medicine-m01ae01-stop", "medicine-c03ca01-adjust"


def test_every_medicine_can_become_a_line_and_none_again(session: Session):
    page = look(session)
    taken = KNOWN.cases["C07"].medicines or ()
    for one in taken:
        for kind in ("adjust", "stop"):
            assert page.one(f"change-medicine-{one.atc.lower()}-{kind}")
    page = change(session, NSAID, "stop")
    button = page.one(f"change-{STOP_NSAID}").attributes
    assert (button["data-event"], button["aria-pressed"]) == ("item_remove", "true")
    page = do(session, "item_remove", item=STOP_NSAID)
    assert page.all(data_testid=f"item-{STOP_NSAID}") == []
    page = do(
        session, "item_restore", item=page.one(f"restore-{STOP_NSAID}").attributes["data-item"]
    )
    assert "Seponering: ibuprofen" in page.one(f"item-{STOP_NSAID}").text


def test_how_a_medicine_is_used_is_told_and_no_dose(session: Session):
    page = look(session)
    assert "ved behov" in page.one(f"taken-{NSAID}").text
    assert "mg" not in page.one(f"taken-{NSAID}").text


def test_one_change_at_a_time_is_told_in_words(session: Session):
    page = change(session, NSAID, "stop")
    assert "hverken en dag eller en dag til opfølgning" in page.one(f"undated-{STOP_NSAID}").text
    assert page.all(data_testid=f"no_follow_up-{STOP_NSAID}") == [], "one sentence a line"
    page = do(session, "item_due", item=STOP_NSAID, value="2027-01-01")
    assert "ingen dag til opfølgning" in page.one(f"no_follow_up-{STOP_NSAID}").text
    assert page.all(data_testid=f"undated-{STOP_NSAID}") == []
    do(session, "item_due", item=STOP_NSAID, value="")
    page = do(session, "item_follow_up", item=STOP_NSAID, value="2027-01-15")
    assert "har ingen dag." in page.one(f"undated-{STOP_NSAID}").text
    do(session, "item_due", item=STOP_NSAID, value="2027-01-01")
    page = do(session, "item_follow_up", item=STOP_NSAID, value="2027-01-15")
    assert "hver har sin opfølgning" in page.one("one-at-a-time").text
    change(session, LOOP, "adjust")
    page = do(session, "item_due", item=ADJUST_LOOP, value="2027-01-14")
    told = page.one(f"overlap-{ADJUST_LOOP}").text
    assert "»Regulering: furosemid« begynder 14. jan. 2027" in told
    assert "før opfølgningen på »Seponering: ibuprofen« 15. jan. 2027" in told
    page = do(session, "item_due", item=ADJUST_LOOP, value="2027-01-01")
    assert "begynder samme dag" in page.one(f"overlap-{ADJUST_LOOP}").text
    page = do(session, "item_due", item=ADJUST_LOOP, value="2027-01-15")
    assert page.all(data_testid=f"overlap-{ADJUST_LOOP}") == []
    page = do(session, "item_follow_up", item=ADJUST_LOOP, value="2027-01-02")
    assert "ligger før ændringen" in page.one(f"no_follow_up-{ADJUST_LOOP}").text


def test_what_is_no_day_is_refused_at_its_field(session: Session):
    change(session, NSAID, "stop")
    page = do(session, "item_follow_up", item=STOP_NSAID, value="i morgen")
    assert page.value(f"item_follow_up-{STOP_NSAID}") == "i morgen"
    assert "ikke en dato" in " ".join(one.text for one in page.all(role="alert"))
    page = do(session, "item_remove", item=STOP_NSAID)
    assert page.all(data_testid="unsaved") == [], "a field that is gone takes its refusal along"


TAPERED = [
    (case, medicine)
    for case in KNOWN.cases
    for card in board_of(case).cards
    if card.row.kind == "taper"
    for medicine in card.medicines
]


@pytest.mark.parametrize(("case", "medicine"), TAPERED, ids=lambda one: getattr(one, "key", one))
def test_stopping_what_must_be_tapered_is_met_with_taper(store: Store, case: str, medicine):
    session = opened(store, "afvejning", begun(store, case))
    line = f"medicine-{medicine.key.lower()}"
    page = change(session, medicine.key, "stop")
    assert all(
        "Trap ned, stop ikke brat" in one.text for one in page.all(data_testid=f"taper-{line}-stop")
    )
    assert page.all(data_testid=f"taper-{line}-stop")
    page = change(session, medicine.key, "adjust")
    assert page.all(data_testid=f"taper-{line}-adjust") == []


def test_gabapentin_and_tramadol_are_among_what_must_be_tapered():
    assert {"N02BF01", "N02AX02"} <= {medicine.key for _, medicine in TAPERED}


def test_a_new_medicine_is_chosen_among_those_the_patient_does_not_take(session: Session):
    page = look(session)
    offered = {one.attributes.get("value") for one in page.elements if one.tag == "option"}
    assert "A10BK01" in offered
    assert NSAID not in offered
    page = change(session, "A10BK01", "start")
    assert "Opstart: dapagliflozin" in page.one("item-medicine-a10bk01-start").text


@pytest.mark.parametrize("kind", ["adjust", "stop", "start"])
def test_a_card_that_is_acted_on_can_become_a_line_for_each_of_its_medicines(
    session: Session, kind: str
):
    card = next(one for one in board_of("C07").cards if one.medicines)
    page = do(session, "card_place", card=card.row.id, value="do")
    form = page.one(f"to_plan-{card.row.id}")
    assert form.attributes["data-event"] == "medicine_change"
    (choice,) = page.all(id=f"to_plan_kind-{card.row.id}")
    assert "required" in choice.attributes, "Overblik proposes no kind of change"
    for one in card.medicines:
        page = change(session, one.key, kind)
        assert one.name.da in page.one(f"item-medicine-{one.key.lower()}-{kind}").text
        assert f": {one.name.da}" in page.one(f"to_plan-{card.row.id}").text
    for other in ("drop", "defer", "discuss", ""):
        page = do(session, "card_place", card=card.row.id, value=other)
        assert page.all(data_testid=f"to_plan-{card.row.id}") == []


def test_a_line_has_one_owner_that_can_be_another(session: Session):
    change(session, NSAID, "stop")
    page = do(session, "item_owner", item=STOP_NSAID, value="nurse")
    chosen = [one for one in page.elements if one.tag == "option" and "selected" in one.attributes]
    assert "nurse" in [one.attributes["value"] for one in chosen]


@pytest.mark.parametrize("case", ["C06", "C01", "C07"])
def test_the_texts_sentence_about_medicine_stands_in_every_tier(store: Store, case: str):
    """Low, moderate and high (seed 1)."""
    page = look(opened(store, "afvejning", begun(store, case)))
    assert "opstart/regulering/seponering" in page.one("medicine-sentence").text


def test_a_line_of_the_cases_author_without_a_medicine_is_a_change_too(store: Store):
    """»Én blodtryksmedicin ad gangen«: whose medicine it is, is not said."""
    for case in KNOWN.cases.values():
        for one in case.teaching.plan:
            if one.medicine:
                session = opened(store, "afvejning", begun(store, case, one.variant))
                page = do(session, "suggestion_take", suggestion=one.id)
                assert one.text.da in page.one(f"item-case-{one.id}").text


def test_a_patient_whose_medicines_nobody_knows(store: Store):
    case = KNOWN.cases["C07"].model_copy(update={"medicines": None, "id": "Z07"})
    page = look(opened(store, "afvejning", begun(store, case)))
    assert "Medicinen er ikke oplyst" in " ".join(one.text for one in page.elements)


def test_junk_in_the_place_of_a_medicine_line_harms_nothing(session: Session):
    do(session, "item_add", id=STOP_NSAID)
    page = change(session, NSAID, "stop")
    assert page.one("case-title")


# The paper --------------------------------------------------------------------------------------


def test_the_paper_has_the_board_by_columns_and_what_is_open(session: Session):
    dropped, noted = ELLENS[0], ELLENS[-1]
    do(session, "card_place", card=dropped.id, value="drop")
    do(session, "card_note", card=noted.id, value="Spørg datteren")
    change(session, NSAID, "stop")
    page = do(session, "result", field="eGFR", value="")
    (paper,) = page.all(class_="print")
    text = " ".join(paper.text.split())
    assert text.startswith("Undervisning – fiktiv patient")
    assert (
        text.index("Drop: vi lader det ligge")
        < text.index(dropped.title.da)
        < text.index("Uafklaret")
        < text.index(noted.title.da)
    )
    for words in (
        "Spørg datteren",
        "Kan ikke vurderes",
        "Seponering: ibuprofen",
        "Case C07",
        "Læsning: DSAM",
    ):
        assert words in text


@pytest.mark.parametrize(("language", "word"), [("da", "trap ned"), ("en", "taper")])
def test_a_kind_that_is_called_like_its_strength_is_told_once(
    store: Store, language: str, word: str
):
    page = look(opened(store, "afvejning", begun(store, "C08"), language))
    (paper,) = page.all(class_="print")
    assert f"({word})" in paper.text
    assert f"{word}, {word}" not in paper.text


@pytest.mark.parametrize("case", ["C07", "C08"])
def test_no_source_is_told_in_english_on_a_danish_paper(store: Store, case: str):
    page = look(opened(store, "afvejning", begun(store, case)))
    (paper,) = page.all(class_="print")
    for words in ("From memory", "compare", "wording", "seen in", "an older page", "Ageing"):
        assert words not in paper.text


def test_each_column_says_what_it_does_with_the_card(session: Session):
    """»Gør« under »NSAID og blodfortyndende medicin« must not read as if one prescribes it."""
    page = look(session)
    for column, words in (
        ("do", "vi handler på det nu"),
        ("drop", "vi lader det ligge"),
        ("defer", "vi ser på det senere"),
        ("discuss", "vi spørger patienten eller en kollega"),
    ):
        assert words in page.one(f"column-{column}").text
        assert words in page.one("means").text
    assert "Hvad gør vi ved det?" in page.one(f"card-{ELLENS[0].id}").text
