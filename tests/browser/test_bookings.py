"""Orders in a browser: a wish becomes an order, its answer an action, and what is closed stays
readable, by mouse, by keyboard and on a phone."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.browser.driver import Window
from tests.browser.test_axe import examine, none
from tests.browser.test_keyboard import on, tab_to
from tests.browser.test_layout import NARROW, Faults

APP = "behandlingsplan"
EYES = "service-eye_photo"


def test_lars_books_an_eye_photo_himself_and_its_answer_is_acted_on(window: Window):
    window.begin("C06", APP)
    expect(window.at("asked-said")).to_contain_text("3 af 5 ønsker kan ikke bestilles")
    expect(window.page.locator("[data-bookable=no]")).to_have_count(3)
    expect(window.at("talk-whole_body_mri").first).to_be_visible()
    window.press("take-asked-1-patient")
    expect(window.at(f"loop-{EYES}")).to_contain_text("Lars bestiller selv")

    window.press(f"step-{EYES}")
    expect(window.at(f"loop-{EYES}")).to_have_attribute("data-standing", "waiting")
    window.at(f"booking_step-{EYES}").fill("2000-01-01")
    window.press(f"step-{EYES}")
    expect(window.at(f"loop-{EYES}")).to_contain_text("Dagen ligger før »Bestilt«")
    window.at(f"booking_step-{EYES}").fill("2099-12-01")
    window.press(f"step-{EYES}")
    expect(window.at(f"loop-{EYES}")).to_contain_text("Dagen er ikke kommet endnu")
    window.at(f"booking_step-{EYES}").fill(date.today().isoformat())
    window.press(f"step-{EYES}")
    expect(window.at(f"loop-{EYES}").locator(".track .taken")).to_have_count(2)

    window.press(f"step-{EYES}")
    expect(window.at("loops-said")).to_have_text("1 svar venter på en handling.")
    expect(window.at(f"step-{EYES}")).to_have_attribute("aria-disabled", "true")
    window.write(f"booking_action-{EYES}", "Øjenlægen ser ham")
    window.press(f"step-{EYES}")
    window.press(f"step-{EYES}")
    expect(window.at(f"loop-{EYES}")).to_have_attribute("data-standing", "closed")
    expect(window.at("loops-said")).to_have_text("Ingen svar venter på en handling.")
    window.reload()
    window.unfold()
    expect(window.at(f"loop-{EYES}")).to_contain_text("Øjenlægen ser ham")
    window.press(f"back-{EYES}")
    expect(window.at(f"loop-{EYES}")).to_have_attribute("data-standing", "acted")


def test_ellens_echo_of_two_months_ago_asks_why(window: Window):
    window.begin("C07", APP)
    window.page.locator("#services-investigation > summary").click()
    window.press("take-service-echo-gp")
    item = "service-echo"
    expect(window.at(f"loop-{item}")).to_be_focused()
    expect(window.at(f"loop-{item}")).to_be_in_viewport()
    window.write(f"booking_question-{item}", "Er klappen blevet tættere?")
    expect(window.at(f"step-{item}")).to_have_attribute("aria-disabled", "true")
    expect(window.at(f"loop-{item}")).to_contain_text("Nyligt udført")
    window.write(f"booking_again-{item}", "Ny mislyd")
    expect(window.at(f"step-{item}")).not_to_have_attribute("aria-disabled", "true")
    window.press(f"step-{item}")
    expect(window.at(f"loop-{item}")).to_have_attribute("data-standing", "waiting")


def test_back_training_is_a_gap_in_the_system(window: Window):
    window.begin("C03", APP, "B")
    window.page.locator("#services-municipal > summary").click()
    row = window.at("service-back_training")
    expect(row).to_contain_text("systemhul")
    expect(row).to_contain_text("som der aktuelt kun kan henvises til fra sygehuset")
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_step_is_taken_by_keyboard(window: Window):
    window.begin("C06", APP)
    window.press("take-asked-1-patient")
    window.at(f"booking_step-{EYES}").focus()
    tab_to(window.page, on(f"step-{EYES}"))
    window.page.keyboard.press("Enter")
    window.settled()
    expect(window.at(f"loop-{EYES}")).to_have_attribute("data-standing", "waiting")


def test_nothing_to_mend_and_it_fits(window: Window):
    window.begin("C06", APP)
    window.press("take-asked-1-patient")
    for _ in range(3):
        window.press(f"step-{EYES}")
    window.page.locator("#services-civil_society > summary").click()
    window.press("take-service-visiting_friend-gp")
    window.unfold()
    none(examine(window, "orders"))
    window.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    none(examine(window, "orders, narrow"))
    found = Faults()
    found.look(window, "orders")
    found.none()
