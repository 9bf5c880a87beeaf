"""The case workshop in a browser: change a fact and see what follows, compare, take it along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from overblik.domain.assessment import Assessment
from overblik.knowledge.report import check_files
from tests.browser.driver import Window
from tests.browser.rooms import Rooms
from tests.browser.test_axe import examine, none
from tests.browser.test_keyboard import on, tab_to
from tests.browser.test_layout import Faults

APP = "casevaerksted"


def test_change_a_fact_and_the_tier_follows(window: Window):
    window.begin("C01", APP)
    assert window.tier == "moderate"
    window.unfold()
    window.choose("life_weight-network.0", "2")
    expect(window.at("shifts")).to_have_text("Ensomhed og netværk 0 → 2")
    window.choose("life_weight-finances.0", "2")
    expect(window.at("tier")).to_have_attribute("data-tier", "high")
    expect(window.at("place-high-high")).to_contain_text("Birgit, ændret")
    expect(window.at("place-high-low")).to_contain_text("Birgit, som skrevet")
    window.reload()
    assert window.tier == "high", "it is saved"
    window.press("restore-life-w0")
    expect(window.at("tier")).to_have_attribute("data-tier", "moderate")
    window.page.locator("#undo-all > summary").click()
    window.press("facts_undo")
    expect(window.at("changes")).to_contain_text("Intet er ændret")
    assert "edited" not in window.saved()["state"]


def test_everything_that_can_be_added_is_added_by_choosing_it(window: Window):
    window.begin("C06", APP)
    window.unfold()
    window.choose("condition_add", "depression")
    expect(window.at("condition-depression")).to_be_visible()
    expect(window.at("condition_add")).to_have_value("")
    window.choose("medicine_add", "N06AB04")
    window.write("medicine_dose-N06AB04", "20 mg x 1")
    window.choose("result_add", "CRP")
    window.write("result-CRP", "12,5")
    window.write("score-MDI", "31")
    window.at("score_safety-MDI").check()
    window.settled()
    window.choose("life_add-network", "2")
    window.write("tracks-field", "Hjerteklinikken\nNyreambulatoriet")
    window.at("red_flag-chest_pain_at_rest").check()
    window.settled()
    expect(window.at("safety")).to_be_visible()
    expect(window.at("tier")).to_have_attribute("data-tier", "exit")
    case = window.saved()["state"]["edited"]
    assert case["conditions"][-1] == {"code": "depression"}
    assert case["medicines"][-1] == {"atc": "N06AB04", "dose": "20 mg x 1"}
    assert case["measurements"][-1] == {"kind": "CRP", "value": 12.5, "unit": "mg/l"}
    assert case["scores"][-1] == {"instrument": "MDI", "value": 31.0, "suicidality": True}
    assert [one["da"] for one in case["contacts"]["tracks"]] == [
        "Hjerteklinikken",
        "Nyreambulatoriet",
    ]


def test_a_bad_number_keeps_what_was_typed_and_says_why(window: Window):
    window.begin("C01", APP)
    window.unfold()
    for field, bad, word in (
        ("person-age", "syvtito", "helt tal"),
        ("result-K", "53", "mellem 1,5 og 10"),
        ("score-MDI", "510", "fra 0 til 50"),
    ):
        window.write(field, bad)
        expect(window.page.locator(f"[id='{field}-error']")).to_contain_text(word)
        expect(window.at(field)).to_have_value(bad)
        expect(window.at(field)).to_have_attribute("aria-invalid", "true")
    expect(window.at("unsaved")).to_contain_text("3 felter")
    assert "edited" not in window.saved()["state"]
    window.write("person-age", "72")
    expect(window.page.locator("#person-age-error")).to_have_count(0)
    expect(window.at("result-K")).to_have_value("53")


def test_birgit_and_kenneth_are_explained_from_the_screen_alone(window: Window):
    window.begin("C01", APP)
    window.choose("against", "C02")
    expect(window.at("place-high-low")).to_contain_text("Birgit")
    expect(window.at("place-low-high")).to_contain_text("Kenneth")
    told = window.at("told")
    expect(told).to_contain_text("på samme niveau ad hver sin vej")
    expect(told).to_contain_text("Kun Birgit får, fordi det følger den biomedicinske akse")
    expect(told).to_contain_text("Kun Kenneth får, fordi det følger den psykosociale akse")
    window.speak("en")
    expect(window.at("place-low-high")).to_contain_text("Kenneth")


def test_a_new_case_is_taken_along_checked_and_begun(window: Window, tmp_path: Path):
    old = window.begin("C01", APP)
    window.unfold()
    window.choose("person-household", "alone")
    expect(window.at("case_file")).to_have_attribute("aria-disabled", "true")
    window.write("case_about-id", "Z01")
    window.write("case_about-title", "Alene hjemme")
    with window.page.expect_download() as loading:
        window.at("case_file").click()
    assert loading.value.suggested_filename == "Z01.yaml"
    path = tmp_path / "Z01.yaml"
    loading.value.save_as(path)
    report, clean = check_files([path])
    assert clean, report
    assert "household: alone" in path.read_text("utf-8")
    window.at("case_begin").click()
    window.page.wait_for_function("(old) => !location.search.includes(old)", arg=old)
    window.settled()
    expect(window.at("notice")).to_contain_text("Z01")
    assert window.saved()["case"]["title"]["da"] == "Alene hjemme"
    assert "edited" not in window.saved()["state"]


def test_the_python_is_copied_and_does_the_same(window: Window):
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.begin("C01", APP)
    window.unfold()
    window.choose("life_weight-network.0", "2")
    window.write("result-eGFR", "25,5")
    window.press("python")
    window.at("python-copy").click()
    expect(window.page.get_by_text("Kopieret")).to_be_visible()
    code = window.page.evaluate("navigator.clipboard.readText()")
    names: dict[str, object] = {}
    exec(compile(code, "notebook", "exec"), names)
    result = names["result"]
    assert isinstance(result, Assessment)
    assert result.tier == window.tier
    level = window.at("axis-psychosocial").get_attribute("data-level")
    assert result.psychosocial.level == level == "moderate"


def test_it_is_worked_with_the_keyboard_alone(rooms: Rooms):
    window = rooms.enter(APP, "C01")
    page = window.page
    page.evaluate("document.activeElement.blur()")
    tab_to(page, on("person-age"))
    page.keyboard.press("Control+A")
    page.keyboard.type("72")
    window.settled()
    expect(window.at("changes")).to_contain_text("71 → 72")
    tab_to(page, "#theme-conditions > summary")
    page.keyboard.press("Enter")
    tab_to(page, on("condition_remove-hfref"))
    page.keyboard.press("Enter")
    window.settled()
    expect(window.at("condition-hfref")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body"), "the focus has a place"
    tab_to(page, on("restore-conditions-hfref"))
    page.keyboard.press("Enter")
    window.settled()
    expect(window.at("condition-hfref")).to_have_count(1)


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_fits_every_window(rooms: Rooms, language: str):
    window = rooms.enter(APP, "C12", language=language)
    window.choose("against", "C08")
    window.press("python")
    found = Faults()
    window.unfold(False)
    found.look(window, language)
    window.unfold()
    window.write("person-lives", "Blodtryksmedicinsgennemgangsaftale" * 6)
    found.look(window, f"{language}, unfolded")
    found.none()


def test_axe_finds_nothing_to_mend(window: Window):
    window.begin("C08", APP)
    found = examine(window, "fresh")
    window.unfold()
    window.choose("life_add-network", "2")
    window.choose("result_add", "CRP")
    window.choose("against", "C02")
    window.press("python")
    found += examine(window, "edited and compared")
    window.write("person-age", "mange")
    found += examine(window, "an error shown")
    window.page.set_viewport_size({"width": 390, "height": 844})
    found += examine(window, "narrow")
    none(found)


def test_what_is_printed_is_the_changed_patient(window: Window):
    window.begin("C01", APP)
    window.write("person-name", "Bodil")
    expect(window.at("case-title")).to_contain_text("Bodil")
    assert re.search(r"Bodil.*Undervisning – fiktiv patient", window.paper())
