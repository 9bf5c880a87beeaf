"""The case workshop's page: every fact has its field, what follows stands beside it, and what was
changed can be compared, taken along as a case of one's own, and put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from overblik.apps.session import Session
from overblik.domain.base import Text
from overblik.domain.editing import life_mark
from overblik.knowledge import library
from overblik.knowledge.case_files import parse_case
from overblik.knowledge.report import check_files
from overblik.state.store import Store
from tests.apps.pages import LANGUAGES, begun, do, look, opened, seen
from tests.apps.test_every_page import assert_whole
from tests.state.fact_happenings import fact
from tests.state.worlds import Raw

KNOWN = library()
LINE = KNOWN.cases["C01"].life[0]
NETWORK = f"network.0.{life_mark(LINE)}"
NETWORK_HEAVIER = f"network.0.{life_mark(LINE.model_copy(update={'weight': 2}))}"


def workshop(store: Store, case: str = "C01", *events: Raw, language: str = "da") -> Session:
    session = opened(store, "casevaerksted", begun(store, case), language)
    for event in events:
        session.handle(event)
    return session


def everything() -> tuple[Raw, ...]:
    """Something changed in every theme."""
    return (
        fact("person", "age", "72"),
        fact("condition_add", value="depression"),
        fact("medicine_add", value="N06AB04"),
        fact("medicine_remove", "A10BA02"),
        fact("result", "eGFR", "25,5"),
        {"type": "score", "instrument": "MDI", "value": "31"},
        {"type": "score_safety", "instrument": "MDI", "value": True},
        fact("life_remove", NETWORK),
        fact("life_add", "network", "2"),
        fact("contact", "gp", ""),
        fact("tracks", value=""),
        fact("red_flag", "trauma", True),
        fact("safety_text", value="Tanker om døden"),
    )


def test_every_fact_has_its_field(store: Store):
    page = look(workshop(store))
    case = KNOWN.cases["C01"]
    assert page.value("person-age") == "71"
    for one in case.conditions:
        assert page.one(f"condition_status-{one.code}")
    for one in case.medicines or ():
        assert page.value(f"medicine_dose-{one.atc}") == one.dose
    assert page.value("result-K") == "5,3"
    assert page.value("result_date-K") == "2026-08-20"
    for key in KNOWN.catalogue.instruments:
        assert page.value(f"score-{key}") == ""
    assert page.value("life_text-network.0").strip() == case.life[0].text.da
    assert page.value("contact-gp") == "5"
    assert page.value("contact-admissions") == "", "unknown is empty, not 0"
    assert page.value("tracks-field").split("\n")[0] == "Hjerteklinikken"
    for key in KNOWN.catalogue.red_flags:
        assert "checked" not in page.one(f"red_flag-{key}").attributes


def test_what_can_be_added_is_what_is_not_there_yet(store: Store):
    page = look(workshop(store))
    offered = {one.attributes["value"] for one in page.elements if one.tag == "option"}
    assert "depression" in offered
    assert "hfref" not in offered
    assert "N06AB04" in offered
    assert "A10BA02" not in offered
    groups = [one.attributes["label"] for one in page.elements if one.tag == "optgroup"]
    assert "hjerte og kredsløb" in groups
    assert len(groups) > 20, "by body system and by ATC group"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_changed_is_drawn_whole_and_told(store: Store, language: str):
    session = workshop(store, "C01", *everything(), language=language)
    for _ in range(2):
        page = assert_whole(session.handle({"type": "show", "what": "python", "value": "x"}).html)
        session.handle({"type": "show", "what": "against", "value": "C03:A"})
    told = page.one("changes").text
    for word in ("71 → 72", "metformin", "depression", "eGFR", "MDI"):
        assert word in told
    restores = [one for one in page.elements if one.attributes.get("data-event") == "fact_restore"]
    assert len(restores) == 11


def test_what_follows_stands_beside_it(store: Store):
    session = workshop(store)
    page = do(session, "life_weight", field="network.0", value="2")
    assert page.one("shifts").text.strip() == "Ensomhed og netværk 0 → 2"
    assert page.one("axis-psychosocial").attributes["data-level"] == "moderate"
    page = do(session, "life_weight", field="finances.0", value="2")
    assert page.one("tier").attributes["data-tier"] == "high"
    page = do(session, "life_remove", field=NETWORK_HEAVIER)
    assert "Ensomhed og netværk 0 → ukendt" in page.one("shifts").text


def test_every_page_shows_the_patient_as_changed(store: Store):
    id = begun(store)
    do(opened(store, "casevaerksted", id), "person", field="name", value="Bodil")
    for app in ("stratificering", "behandlingsplan", "konference"):
        assert "Bodil" in look(opened(store, app, id)).one("case-title").text


def test_own_ratings_hold_and_the_page_says_so(store: Store):
    session = workshop(store, "C01", {"type": "rate", "domain": "network", "value": "0"})
    html = session.handle(fact("life_weight", "network.0", "2")).html
    assert "I har selv vurderet Ensomhed og netværk" in html
    assert seen(html).one("axis-psychosocial").attributes["data-level"] == "low"


@pytest.mark.parametrize(
    ("event", "testid", "word"),
    [
        (fact("person", "age", "halvtreds"), "person-age", "helt tal"),
        (fact("result", "K", "53"), "result-K", "mellem 1,5 og 10"),
        (fact("result", "CRP", "mange"), "result-CRP", "Skriv et tal"),
        ({"type": "score", "instrument": "MDI", "value": "51"}, "score-MDI", "fra 0 til 50"),
        (fact("contact", "gp", "400"), "contact-gp", "mellem 0 og 365"),
        (fact("life_text", "network.0", "020160-9995"), "life_text-network.0", "CPR"),
        (fact("case_about", "id", "æ ø"), "case_about-id", "a–z"),
    ],
)
def test_a_refusal_stands_at_its_field_with_what_was_typed(
    store: Store, event: Raw, testid: str, word: str
):
    session = workshop(store)
    page = seen(session.handle(event).html)
    assert page.value(testid).strip() == event["value"]
    assert word in "".join(one.text for one in page.all(id=f"{testid}-error"))
    assert page.one("unsaved")
    assert session.reply().head["revision"] == 1


def test_an_error_goes_with_its_row(store: Store):
    session = workshop(store)
    do(session, "medicine_dose", field="A10BA02", value="020160-9995")
    page = do(session, "medicine_remove", field="A10BA02")
    assert page.all(data_testid="unsaved") == []


def test_a_refused_line_stays_when_another_is_added(store: Store):
    session, long = workshop(store), "x" * 600
    do(session, "life_text", field="network.0", value=long)
    for event in (fact("life_add", "network", "1"), fact("life_weight", "network.0", "1")):
        page = seen(session.handle(event).html)
        assert page.value("life_text-network.0").strip() == long
        assert page.one("unsaved")


def test_a_line_can_be_removed_by_what_the_page_says(store: Store):
    session = workshop(store, "C01", fact("life_text", "network.0", "Sidder alene"))
    said = LINE.model_copy(update={"text": Text(da="Sidder alene", en="Sidder alene")})
    button = look(session).one(f"life_remove-network.0.{life_mark(said)}")
    page = do(session, "life_remove", field=button.attributes["data-field"])
    assert page.all(data_testid="life_text-network.0") == []


def test_a_new_result_is_typed_in_a_field_that_was_opened_for_it(store: Store):
    session = workshop(store)
    page = do(session, "show", what="result", value="CRP")
    assert page.value("result-CRP") == ""
    page = do(session, "result", field="CRP", value="12,5")
    assert page.value("result-CRP") == "12,5"
    assert "CRP: ikke på listen → 12,5 mg/l" in page.one("changes").text


def test_a_score_is_read_under_each_named_set(store: Store):
    page = do(workshop(store), "score", instrument="MDI", value="31")
    bands = [one.text for one in page.all(data_testid="band-MDI")]
    assert "svær depression" in bands[0]
    assert "Bech 2015" in bands[0]
    assert len(bands) == len(KNOWN.catalogue.instruments["MDI"].readings(31))
    assert page.one("score_safety-MDI")
    assert page.all(data_testid="score_safety-WHO5") == []
    page = do(workshop(store), "score", instrument="CFS", value="5")
    assert page.one("band-CFS")


def test_birgit_and_kenneth_on_one_grid(store: Store):
    """The same tier by opposite axes: the page says which, and what each gets because of it."""
    page = do(workshop(store), "show", what="against", value="C02")
    assert "Birgit" in page.one("place-high-low").text
    assert "Kenneth" in page.one("place-low-high").text
    told = page.one("told").text
    assert "lander på samme niveau ad hver sin vej: Moderat kompleksitet" in told
    assert "Hos Birgit vejer den biomedicinske akse" in told
    assert "Hos Kenneth vejer den psykosociale akse" in told
    assert "Kun Birgit får, fordi det følger den biomedicinske akse: Konference" in told
    assert "Kun Kenneth får, fordi det følger den psykosociale akse" in told
    assert "Kun Birgit får, fordi det følger den psykosociale akse" not in told
    assert "Kun Kenneth får, fordi det følger den biomedicinske akse" not in told
    table = page.one("pair").text
    assert "følger den biomedicinske akse" in table
    assert "Behandlingsplan via egen læge" in table


def test_a_red_flag_leaves_nobody_on_the_grid(store: Store):
    page = do(workshop(store), "show", what="against", value="C03:A")
    assert "uden for pakkeforløbet" in page.one("told").text


def test_once_changed_it_is_compared_with_itself_as_written(store: Store):
    session = workshop(store)
    assert look(session).all(data_testid="pair") == []
    page = do(session, "life_weight", field="network.0", value="2")
    assert "Birgit, som skrevet" in page.one("place-high-low").text
    assert "Birgit, ændret" in page.one("place-high-moderate").text
    assert do(session, "show", what="against", value="").all(data_testid="pair") == []


@pytest.mark.parametrize("junk", ["C99", "C03:Z", "C01:", "../x", "x" * 150])
def test_nobody_to_compare_with_is_no_comparison(store: Store, junk: str):
    page = do(workshop(store), "show", what="against", value=junk)
    assert page.one("tier")


def test_a_new_case_asks_for_what_it_lacks(store: Store):
    session = workshop(store)
    assert "et id" in look(session).one("new-missing").text
    reply = session.handle({"type": "case_file"})
    assert reply.download is None
    assert "mangler" in seen(reply.html).one("notice").text
    page = do(session, "case_about", field="id", value="c02")
    assert "et id" in page.one("new-missing").text, "whatever the size of the letters"
    page = do(session, "case_about", field="id", value="Z01")
    assert "et id" not in page.one("new-missing").text
    page = do(session, "case_about", field="title", value="En helt anden")
    assert page.all(data_testid="new-missing") == []
    assert "aria-disabled" not in page.one("case_file").attributes


@pytest.mark.parametrize("case", list(KNOWN.cases))
def test_the_new_case_is_a_file_that_holds(store: Store, tmp_path: Path, case: str):
    session = workshop(store, case)
    for event in (
        fact("case_about", "id", "Z01"),
        fact("case_about", "title", "Ny: »den« {anden}, #1"),
        fact("contact", "gp", "3"),
    ):
        session.handle(event)
    reply = session.handle({"type": "case_file"})
    file = reply.download
    assert file is not None
    assert file.name == "Z01.yaml"
    path = tmp_path / file.name
    path.write_text(file.text, "utf-8")
    report, clean = check_files([path])
    assert clean, report
    made = parse_case(file.text.encode(), file.name, KNOWN.catalogue, KNOWN.today)
    assert made.contacts.gp == 3
    assert made.review.status == "unreviewed"
    assert made.expected == ()
    assert f"vurdering af {case} følger ikke med" in file.text

    old = str(reply.head["forloeb"])
    reply = session.handle({"type": "case_begin"})
    assert reply.head["forloeb"] != old
    begun_case = store.read(str(reply.head["forloeb"]))
    assert begun_case.case == made
    assert begun_case.state.edited is None
    assert session.handle({"type": "case_file"}).download is not None, "it is a case of its own"


@pytest.mark.parametrize(
    ("case", "place", "events"),
    [("C04", "start", 10), ("C04", "sidste-aar", 0), ("C09", "stueetagen", 0)],
)
def test_a_new_case_made_on_a_day_of_the_year_holds_today(
    store: Store, tmp_path: Path, case: str, place: str, events: int
):
    """The day lies ahead; the file tells of the patient as they were then, and of no day ahead."""
    session = workshop(store, case)
    for event in (
        {"type": "year_step", "value": place},
        fact("case_about", "id", "Z01"),
        fact("case_about", "title", "Ny"),
    ):
        session.handle(event)
    file = session.handle({"type": "case_file"}).download
    assert file is not None
    path = tmp_path / file.name
    path.write_text(file.text, "utf-8")
    report, clean = check_files([path])
    assert clean, report
    made = parse_case(file.text.encode(), file.name, KNOWN.catalogue, KNOWN.today)
    assert len(made.events) == events
    assert (made.last_year is None) == (place != "start")
    if place == "stueetagen":
        assert "stuelejlighed" in made.person.lives.da


def test_a_fact_and_all_of_them_go_back(store: Store):
    session = workshop(store, "C01", *everything())
    page = do(session, "fact_restore", theme="medicines", field="A10BA02")
    assert page.value("medicine_dose-A10BA02") == "1000 mg x 2"
    page = do(session, "facts_undo")
    assert "Intet er ændret" in page.one("changes").text
    assert page.value("person-age") == "71"
