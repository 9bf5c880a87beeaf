"""The plan by owner and over the year in a real browser: agreed by keyboard, usable when long."""

from __future__ import annotations

import json
from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import FilePayload, expect

from tests.browser.driver import Window
from tests.browser.rooms import Rooms
from tests.browser.test_axe import examine, none
from tests.browser.test_keyboard import tab_to

MANY = 300


def on(testid: str) -> str:
    return f"[data-testid='{testid}']"


def test_from_an_empty_plan_to_an_agreed_one_without_a_mouse(window: Window):
    window.begin("C07", "behandlingsplan")
    page = window.page
    expect(window.at("agreement")).to_have_attribute("data-agreed", "no")
    tab_to(page, on("item-add"))
    page.keyboard.press("Enter")
    window.settled()
    (line,) = window.items()
    expect(page.locator(f"[id='item_text-{line}']")).to_be_focused()
    page.keyboard.type("Ring om genoptræning")
    tab_to(page, on(f"item_owner-{line}"))
    page.keyboard.press("ArrowDown")
    tab_to(page, on(f"item_due-{line}"))
    page.keyboard.type("01152027")
    tab_to(page, on(f"item_answer_to-{line}"))
    page.keyboard.press("ArrowDown")
    window.settled()
    tab_to(page, on(f"suggest-{line}"))
    page.keyboard.press("Enter")
    window.settled()
    tab_to(page, on("agree"))
    page.keyboard.press("Space")
    window.settled()
    expect(window.at("agreement")).to_have_attribute("data-agreed", "yes")
    assert window.saved()["state"]["agreed"]
    assert "Aftalt" in window.paper()


def planned(window: Window) -> list[str]:
    """Three whole lines of the practice nurse's, each with a visit in March."""
    for day in ("2027-03-09", "2027-03-12", "2027-03-30"):
        line = window.add_item()
        window.write(f"item_text-{line}", f"Besøg {day}")
        window.choose(f"item_owner-{line}", "nurse")
        window.write(f"item_due-{line}", day)
        window.choose(f"item_answer_to-{line}", "gp")
        window.page.locator(f"[id='more-{line}'] > summary").click()
        window.choose(f"item_meeting-{line}", "visit")
    window.press("fill")
    return window.items()


def test_an_owner_out_and_in_again_visits_together_and_a_calendar(rooms: Rooms):
    window = rooms.enter("behandlingsplan", "C07")
    lines = planned(window)
    window.press("left-nurse")
    expect(window.at("orphans")).to_contain_text("3 punkter har ingen ansvarlig")
    expect(window.at("agree")).to_have_attribute("aria-disabled", "true")
    none(examine(window, "orphans"))
    window.press("left-nurse")
    expect(window.at("orphans")).to_have_count(0)
    window.press("agree")
    expect(window.at("agreement")).to_have_attribute("data-agreed", "yes")

    expect(window.at("together-1")).to_contain_text("3 besøg i marts 2027 kan blive 1")
    window.press("join-1")
    expect(window.at("notice")).to_contain_text("Besøg 2027-03-30 (30. mar. 2027)")
    for line in lines:
        expect(window.at(f"item_due-{line}")).to_have_value("2027-03-09")
    expect(window.at("agreement")).to_have_attribute("data-agreed", "no")

    with window.page.expect_download() as coming:
        window.at("calendar").click()
    assert coming.value.suggested_filename == "overblik-C07-plan.ics"
    calendar = Calendar.from_ical(coming.value.path().read_bytes())
    assert [one.decoded("DTSTART") for one in calendar.events] == [date(2027, 3, 9)] * 3
    window.settled()


def test_two_owners_are_told_and_one_is_chosen(rooms: Rooms):
    window = rooms.enter("behandlingsplan", "C07")
    line = window.add_item()
    window.choose(f"item_owner-{line}", "gp")
    window.page.locator(f"[id='more-{line}'] > summary").click()
    window.page.locator(f"[id='second-{line}'] > summary").click()
    window.choose(f"item_second_owner-{line}", "relative")
    expect(window.at(f"double-{line}")).to_contain_text("To ansvarlige er ingen ansvarlig")
    none(examine(window, "two owners"))
    window.press(f"only-{line}-relative")
    expect(window.at(f"item_owner-{line}")).to_have_value("relative")
    expect(window.at(f"double-{line}")).to_have_count(0)
    window.press("ill-relative")
    expect(window.at("at-risk-relative")).to_be_visible()


def test_three_hundred_lines_are_folded_by_owner(window: Window):
    window.begin("C07", "behandlingsplan")
    document = window.saved()
    document["state"]["plan"] = [
        {
            "id": f"x{at}",
            "text": f"Aftale {at}",
            "owner": ("gp", "nurse", "municipality", "patient")[at % 4],
            "due": f"2027-{at % 12 + 1:02}-{at % 28 + 1:02}",
            "answer_to": "gp",
            "if_nothing": "Ring igen",
        }
        for at in range(MANY)
    ]
    file = FilePayload(
        name="plan.json", mimeType="application/json", buffer=json.dumps(document).encode()
    )
    answer = window.page.request.post(
        f"{window.server.url}aabn",
        multipart={"app": "behandlingsplan", "file": file},
        max_redirects=0,
    )
    assert answer.status == 303, answer.text()
    window.go("behandlingsplan", answer.headers["location"].partition("forloeb=")[2])
    assert window.items() == []
    window.press("fold-patient")
    assert len(window.items()) == MANY / 4
    window.at("line-x3").click()
    window.write("item_text-x3", "En anden aftale")
    window.press("agree")
    expect(window.at("agreement")).to_have_attribute("data-agreed", "yes")
    window.page.set_viewport_size({"width": 390, "height": 844})
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 390
    none(examine(window, "300 lines, narrow"))


@pytest.mark.parametrize("width", [390, 1280])
def test_owner_and_wish_can_be_read_whole(rooms: Rooms, width: int):
    """A select is as wide as the longest owner's name, so that none is cut."""
    window = rooms.enter("behandlingsplan", "C07")
    line = window.add_item()
    window.page.set_viewport_size({"width": width, "height": 844})
    window.choose(f"item_owner-{line}", "nurse")
    room = """(one) => {
      const brush = document.createElement('canvas').getContext('2d');
      const { fontSize, fontFamily } = getComputedStyle(one);
      brush.font = `${fontSize} ${fontFamily}`;
      return one.clientWidth - brush.measureText(one.selectedOptions[0].text).width;
    }"""
    padding_and_arrow = 40
    assert window.at(f"item_owner-{line}").evaluate(room) > padding_and_arrow
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_rests_on_somebody_ill_is_moved_in_one_go_and_the_focus_is_kept(rooms: Rooms):
    window = rooms.enter("behandlingsplan", "C07")
    lines = planned(window)
    for one in lines[:2]:
        window.page.evaluate("id => { document.getElementById('line-' + id).open = true }", one)
        window.choose(f"item_owner-{one}", "relative")
    window.press("ill-relative")
    expect(window.at("agreement")).to_contain_text("2 punkter hviler på en pårørende")
    window.at("move-to-relative").select_option("nurse")
    window.at("move-relative").press("Enter")
    window.settled()
    expect(window.at("at-risk-relative")).to_have_count(0)
    expect(window.at("notice")).to_contain_text("Besøg 2027-03-09")
    kept = "document.activeElement.closest('section')?.getAttribute('aria-labelledby')"
    assert window.page.evaluate(kept) == "h-ledger"
    window.press("agree")
    expect(window.at("still-open")).to_contain_text("Stadig åbent:")
