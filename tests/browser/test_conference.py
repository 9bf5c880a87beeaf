"""A conference in a browser: asked, answered and written into the plan, from both sides."""

from __future__ import annotations

import re

from playwright.sync_api import ViewportSize, expect

from tests.browser.driver import Window
from tests.browser.test_axe import examine, none
from tests.browser.test_layout import NARROW, Faults
from tests.support.server import Server

DESK: ViewportSize = {"width": 1440, "height": 900}
APP, PLAN = "konference", "behandlingsplan"
STEP = """(day) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.event = 'year_step';
  button.dataset.value = day;
  document.getElementById('overblik-root').append(button);
  button.click();
  button.remove();
}"""
"""What the year's page does to go to another day."""


def fill_in(window: Window, question: str) -> None:
    """What a card must have to be sent, besides what is drafted."""
    window.write("card_from-field", "Egen læge, telefon 11 22 33")
    window.write("card_to-field", "Hjerteambulatoriet")
    window.write("card_text-question", question)
    window.write("card_text-decision", "Dosis af spironolacton.")
    window.write("card_deadline-field", "2027-01-15")
    window.choose("card_responsible-field", "gp")


def status(window: Window, is_: str) -> None:
    expect(window.at("conference")).to_have_attribute("data-status", is_)


def answer(window: Window) -> str:
    """Add an answer, which is then ready to write in, and return its id."""
    window.press("answer_add")
    field = window.page.locator("[data-testid^=answer_text-]").last
    expect(field).to_be_focused()
    return (field.get_attribute("id") or "").removeprefix("answer_text-")


def fits(window: Window, state: str) -> None:
    """The page fits at every size, with all its folds open."""
    window.unfold()
    faults = Faults()
    faults.look(window, state)
    faults.none()
    window.page.set_viewport_size(DESK)


def look_over(window: Window, state: str) -> list[str]:
    """What axe finds, on a desk and on a phone."""
    window.unfold()
    found = examine(window, state)
    window.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    found += examine(window, f"{state}, narrow")
    window.page.set_viewport_size(DESK)
    return found


def test_the_gp_asks_one_thing_and_the_answer_stands_in_the_plan(window: Window):
    window.begin("C01", APP)
    fill_in(window, "Skal spironolacton ned? Og hvem kontrollerer?")
    found = look_over(window, "two questions")
    window.press("conference_send")
    expect(window.at("send-refused")).to_be_in_viewport()
    status(window, "draft")
    window.at("lack-question-one").get_by_role("link").click()
    expect(window.at("card_text-question")).to_be_focused()
    window.write("card_text-question", "Skal spironolacton ned?")
    window.press("consent_said")
    expect(window.at("sharing-noted")).to_be_visible()
    window.press("conference_send")
    status(window, "sent")
    expect(window.at("card-sent")).to_contain_text("Skal spironolacton ned?")

    line = answer(window)
    window.write(f"answer_text-{line}", "Halvér spironolacton")
    window.at(f"answer_outcome-{line}-line").check()
    window.settled()
    window.choose(f"answer_owner-{line}", "nurse")
    window.press("conference_close")
    expect(window.at("close-refused")).to_be_in_viewport()
    found += look_over(window, "an answer that lacks a day")
    fits(window, "an answer that lacks a day")
    window.write(f"answer_due-{line}", "2027-01-20")
    window.choose(f"answer_receiver-{line}", "gp")
    window.press("conference_close")
    status(window, "closed")
    expect(window.page.locator("#h-answers")).to_be_focused()
    found += look_over(window, "closed")
    window.follow(window.at("to-plan"), PLAN)
    texts = window.page.locator("li.item textarea[id^=item_text-]").all()
    assert [one.input_value() for one in texts] == ["Halvér spironolacton"]
    none(found)


def test_cardiology_asks_first_and_the_duplicate_echo_is_cancelled(window: Window):
    id = window.begin("C07", APP)
    window.page.evaluate(STEP, "dobbelt-ekko")
    window.settled()
    window.press("ask-gp")
    expect(window.page.locator("#h-card")).to_be_focused()
    expect(window.at("lately-echo")).to_have_count(0)
    window.write("card_from-field", "Hjerteambulatoriet")
    window.write("card_to-field", "Egen læge")
    window.write("card_text-wish", "Færre ture til sygehuset")
    window.write("card_deadline-field", "2027-02-01")
    window.choose("card_responsible-field", "gp")
    found = look_over(window, "a work-up is planned")
    fits(window, "a work-up is planned")
    window.press("conference_send")
    expect(window.at("lately-echo")).to_contain_text("Et andet sygehus")
    window.at("verdict-echo-no_use").check()
    window.settled()
    window.press("conference_close")
    expect(window.at("close-refused")).to_contain_text("uden grund")
    window.at("verdict-echo-done").check()
    window.settled()
    expect(window.at("work_up_why-echo")).to_have_value(re.compile("^Gjort .*et andet sygehus$"))
    found += look_over(window, "the GP answers")
    window.press("conference_close")
    expect(window.at("written")).to_contain_text("Aflyst: Ekkokardiografi")
    window.go(PLAN, id)
    expect(window.at("item-planned-blood_tests")).to_be_visible()
    expect(window.at("item-planned-echo")).to_have_count(0)
    none(found)


def test_an_answer_without_an_owner_cannot_be_closed_from_another_tab(
    window: Window, server: Server
):
    id = window.begin("C01", APP)
    fill_in(window, "Skal spironolacton ned?")
    window.press("consent_said")
    window.press("conference_send")
    other = Window(window.page.context.new_page(), server)
    other.go(APP, id)
    said = answer(window)
    window.at(f"answer_outcome-{said}-no_change").check()
    window.settled()
    new = answer(other)
    other.write(f"answer_text-{new}", "Mål kalium")
    other.at(f"answer_outcome-{new}-line").check()
    other.settled()
    window.press("conference_close")
    expect(window.at(f"answer_lacks-{new}")).to_contain_text("ansvarlig")
    status(window, "answered")
    other.choose(f"answer_owner-{new}", "gp")
    other.choose(f"answer_receiver-{new}", "gp")
    other.write(f"answer_due-{new}", "2027-01-20")
    window.press("conference_close")
    status(window, "closed")
    status(other, "closed")
    assert other.troubles == []
