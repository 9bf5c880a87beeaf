"""The board in a browser: placed by keyboard and by dragging, kept, undone, made a line of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driver import Window
from tests.browser.rooms import Rooms
from tests.browser.test_axe import examine, none

APP = "afvejning"


def cards(window: Window, column: str = "unplaced") -> list[str]:
    """The cards in a column by id."""
    found = window.at(f"column-{column}").locator(".board-card").all()
    return [(one.get_attribute("data-testid") or "").removeprefix("card-") for one in found]


def drag(window: Window, card: str, column: str, to: str = "[data-testid=shelf] ") -> None:
    """Take a card by its top and let go over a column's place on the shelf, or the column."""
    mouse = window.page.mouse
    window.at(f"card-{card}").locator(".grip").hover()
    mouse.down()
    x, y = window.page.evaluate("[innerWidth / 2, innerHeight / 2]")
    mouse.move(x, y, steps=5)
    expect(window.at("shelf")).to_be_visible()
    window.page.locator(f'{to}[data-column="{column}"]').hover()
    mouse.up()
    window.settled()


def focused(window: Window) -> str:
    return window.page.evaluate("document.activeElement.id")


def first_that_can_be_a_line(window: Window) -> str:
    """A card that is about medicines, once it is acted on."""
    for card in cards(window):
        window.press(f"put-{card}-do")
        if window.at(f"to_plan-{card}").count():
            window.at(f"to_plan-{card}").locator("[name=kind]").select_option("stop")
            return card
    raise AssertionError("no card is about a medicine")


def test_a_card_is_placed_by_keyboard_and_keeps_the_focus(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    card = cards(window)[0]
    for column, key in (("drop", "Enter"), ("discuss", "Space")):
        window.at(f"put-{card}-{column}").press(key)
        window.settled()
        assert card in cards(window, column)
        assert focused(window) == f"put-{card}-{column}"
    window.at(f"put-{card}-discuss").press("Enter")
    window.settled()
    assert card in cards(window), "the same button again takes it out"
    assert focused(window) == f"put-{card}-discuss"


def test_from_a_placed_card_to_the_next_that_is_not(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    first, second, *_ = cards(window)
    window.at(f"put-{first}-do").press("Enter")
    window.settled()
    for name in ("drop", "defer", "discuss"):
        window.page.keyboard.press("Tab")
        assert focused(window) == f"put-{first}-{name}"
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    assert focused(window) == f"card-{second}"
    window.page.keyboard.press("Tab")
    assert focused(window) == f"put-{second}-do"


def test_a_card_is_placed_by_dragging_and_dragged_back(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    card = cards(window)[0]
    drag(window, card, "drop")
    assert card in cards(window, "drop")
    assert window.saved()["state"]["board"][card]["column"] == "drop"
    drag(window, card, "drop")
    assert card in cards(window, "drop"), "where it lies already it stays"
    drag(window, card, "discuss")
    assert card in cards(window, "discuss")
    drag(window, card, "")
    assert card in cards(window)
    expect(window.page.locator(".over")).to_have_count(0)
    expect(window.at("shelf")).to_be_hidden()


def test_a_card_may_be_dropped_in_the_column_itself(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    window.page.set_viewport_size({"width": 1440, "height": 6000})
    card = cards(window)[0]
    drag(window, card, "defer", to="section")
    assert card in cards(window, "defer")


def test_what_was_placed_and_noted_is_there_after_a_reload(window: Window):
    window.begin("C07", APP)
    first, second, *_ = cards(window)
    window.press(f"put-{first}-defer")
    window.unfold()
    window.write(f"card_note-{second}", "Spørg datteren")
    window.reload()
    assert cards(window, "defer") == [first]
    expect(window.at(f"card_note-{second}")).to_have_value("Spørg datteren")


def test_a_note_is_kept_while_its_card_is_moved(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    card = cards(window)[0]
    window.unfold()
    window.at(f"card_note-{card}").fill("Spørg datteren")
    window.press(f"put-{card}-drop")  # what was typed is still on its way
    expect(window.at(f"card_note-{card}")).to_have_value("Spørg datteren")
    window.write(f"card_note-{card}", "Ring 010190-1234")
    expect(window.at(f"card_note-{card}")).to_have_value("Ring 010190-1234")
    expect(window.at(f"card-{card}").get_by_role("alert")).to_contain_text("CPR")


def test_a_card_becomes_a_line_of_the_plan(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    card = first_that_can_be_a_line(window)
    window.press(f"to_plan_go-{card}")
    (line,) = window.items()
    assert line.endswith("-stop")
    window.write(f"item_due-{line}", "2027-01-01")
    window.write(f"item_follow_up-{line}", "2027-01-15")
    expect(window.at("one-at-a-time")).to_contain_text("hver har sin opfølgning")
    window.press(f"remove-{line}")
    assert window.items() == []
    window.press(f"restore-{line}")
    expect(window.at(f"item_follow_up-{line}")).to_have_value("2027-01-15")


def test_a_new_medicine_overlaps_another_change(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    window.page.locator("[data-testid^=change-][data-testid$=-adjust]").first.click()
    window.settled()
    window.at("start-atc").select_option("A10BK01")
    window.press("start-go")
    one, new = window.items()
    for line, due in ((one, "2027-01-01"), (new, "2027-01-10")):
        window.write(f"item_due-{line}", due)
        window.write(f"item_follow_up-{line}", due.replace("01-", "02-", 1))
    expect(window.at(f"overlap-{new}")).to_contain_text("Opstart: dapagliflozin")
    window.at("start-go").click()  # with nothing chosen the browser itself asks for it
    assert len(window.items()) == 2


@pytest.mark.parametrize("language", ["da", "en"])
def test_axe_finds_nothing_to_mend(rooms: Rooms, language: str):
    window = rooms.enter(APP, "C07", language=language)
    card = first_that_can_be_a_line(window)
    window.press(f"to_plan_go-{card}")
    window.unfold()
    window.write(f"card_note-{card}", "Ring 010190-1234")
    found = examine(window, "the board")
    window.page.set_viewport_size({"width": 390, "height": 844})
    none(found + examine(window, "narrow"))


@pytest.mark.parametrize("case", ["C07", "C06"])
def test_on_a_phone_nothing_is_wider_than_it_and_buttons_are_for_fingers(rooms: Rooms, case: str):
    window = rooms.enter(APP, case)
    window.page.set_viewport_size({"width": 390, "height": 844})
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = window.page.locator("main button:visible").evaluate_all(
        "(all) => all.filter((one) => one.getBoundingClientRect().height < 44"
        " && !one.matches('.link')).map((one) => one.outerHTML)"
    )
    assert small == []


def test_the_paper_comes_out_marked(rooms: Rooms):
    window = rooms.enter(APP, "C07")
    card = cards(window)[0]
    title = located(window.at(f"card-{card}").locator("h4"))
    window.press(f"put-{card}-discuss")
    text = " ".join(sheet.text for sheet in window.printed())
    assert "Undervisning – fiktiv patient" in text
    assert "Drøft" in text
    assert title.split()[0] in text


def located(one: Locator) -> str:
    return (one.text_content() or "").strip()
