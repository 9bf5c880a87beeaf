"""The overview consultation as it is held: by the keyboard, by the clock, and through a crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from overblik.domain.consultation import Consultation, Decision
from overblik.knowledge import library
from overblik.language import Language
from overblik.state.store import Store
from tests.browser.driver import FICTIONAL, Window
from tests.browser.rooms import Rooms
from tests.browser.test_axe import examine, none
from tests.browser.test_cases import CASES
from tests.browser.test_keyboard import on, tab_to
from tests.browser.test_print import A4
from tests.support.server import Server

APP = "overblikskonsultation"
GUIDE = library().consultation
IDS = [prompt.id for _, prompt in GUIDE.prompts]
SOON = date.today() + timedelta(days=30)


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    """The server's own database."""
    one = Store.open(f"sqlite:///{server.data_dir / 'overblik.sqlite3'}")
    yield one
    one.close()


@pytest.fixture
def clocked(browser: Browser, server: Server) -> Iterator[Window]:
    """A window whose clock the test sets, in a profile of its own: that cannot be undone."""
    context = browser.new_context(locale="da-DK")
    context.clock.install()
    one = Window(context.new_page(), server)
    yield one
    context.close()
    assert one.troubles == []


def hold(store: Store, id: str, minutes: float, *open_: str, block: str = "agenda") -> None:
    """Let so many minutes have passed with the clock running, and all be done but these prompts."""
    run = Consultation(
        since=datetime.now(UTC) - timedelta(minutes=minutes),
        block=block,
        decisions={one: Decision(outcome="done") for one in IDS if one not in open_},
    )
    store.change(id, lambda saved: saved.state.model_copy(update={"consultation": run}))


def enter(window: Window, store: Store, minutes: float, *open_: str, block: str = "agenda") -> str:
    """Ellen's consultation, so many minutes after it was started."""
    id = window.begin("C07", "behandlingsplan")
    hold(store, id, minutes, *open_, block=block)
    return window.go(APP, id)


def test_a_consultation_is_held_without_a_mouse(window: Window, store: Store):
    page, keys = window.page, window.page.keyboard
    id = window.begin("C07", "behandlingsplan")
    left = ("agenda-wishes", "plan-year")
    hold(store, id, 0, *left)
    window.go(APP, id)
    tab_to(page, on("clock"))
    keys.press("Enter")
    window.settled()
    expect(window.at("clock")).to_have_text("Fortsæt uret")
    expect(window.at("clock")).to_be_focused()
    keys.press("Enter")
    window.settled()

    # The wishes in another order, then the other blocks open.
    expect(window.at("block-plan")).to_have_attribute("aria-disabled", "true")
    tab_to(page, "[data-event=priority_move][data-priority=case-2]")
    keys.press("Enter")
    window.settled()
    expect(page.locator("[data-event=priority_text]").first).to_have_value("ikke falde igen")
    tab_to(page, on("done-agenda-wishes"))
    keys.press("Space")
    window.settled()
    expect(window.at("done-agenda-wishes")).to_be_focused()
    tab_to(page, on("block-plan"), "Shift+Tab")
    keys.press("Enter")
    window.settled()
    expect(window.at("open-block")).to_have_attribute("data-block", "plan")

    # The last thing is put off, with owner and day.
    tab_to(page, on("deferred-plan-year"))
    keys.press("Enter")
    window.settled()
    expect(window.at("close")).to_have_attribute("aria-disabled", "true")
    tab_to(page, on("prompt_owner-plan-year"))
    keys.type("P")
    window.settled()
    tab_to(page, on("prompt_due-plan-year"))
    keys.type("12122099")  # the same in every order of day and month
    window.settled()
    tab_to(page, on("close"))
    keys.press("Enter")
    window.settled()
    expect(window.at("closed")).to_contain_text("Praksissygeplejerske")
    expect(window.at("closed")).to_contain_text("12. dec. 2099")
    tab_to(page, on("next"))
    keys.press("Enter")
    window.ready("behandlingsplan")
    expect(window.at("item_due-later-plan-year")).to_have_value("2099-12-12")


def test_a_kernel_killed_in_minute_23_comes_back_to_the_same(
    window: Window, store: Store, server: Server
):
    enter(window, store, 23.05, "medicine-one", "plan-year", block="medicine")
    expect(window.at("minute")).to_have_text("minut 23 af 45 · blok 4")
    window.press("deferred-medicine-one")
    window.choose("prompt_owner-medicine-one", "nurse")
    window.write("prompt_due-medicine-one", SOON.isoformat())
    before, old = window.saved()["state"], window.kernel
    server.kernels()[old].kill()
    window.press("done-medicine-list")  # pressed while nobody answers: kept, and done when one does
    window.press("done-medicine-list")
    for _ in range(2):
        expect(window.at("minute")).to_have_text("minut 23 af 45 · blok 4")
        expect(window.at("open-block")).to_have_attribute("data-block", "medicine")
        expect(window.at("deferred-medicine-one")).to_have_attribute("aria-pressed", "true")
        expect(window.at("prompt_owner-medicine-one")).to_have_value("nurse")
        expect(window.at("prompt_due-medicine-one")).to_have_value(SOON.isoformat())
        expect(window.at("clock")).to_have_text("Hold pause")
        after = window.saved()["state"]
        for state in (before, after):
            for moment in ("spent", "since"):  # counted anew at each press
                state["consultation"].pop(moment, None)
        assert after == before
        window.reload()
    assert old not in server.kernels()


def test_the_minute_counts_on_by_itself(window: Window, store: Store):
    enter(window, store, 11.95)
    revision = window.page.evaluate("document.querySelector('time[data-drawn]').dataset.drawn")
    expect(window.at("minute")).to_have_text("minut 12 af 45 · blok 2")
    assert revision == window.page.evaluate(
        "document.querySelector('time[data-drawn]').dataset.drawn"
    ), "the kernel was not asked"


def test_the_next_block_is_told_when_it_comes(window: Window, store: Store):
    enter(window, store, 8.95)
    expect(window.at("minute")).to_have_text("minut 8 af 45 · blok 1")
    window.at("priority_text-case-1").focus()
    expect(window.at("announced")).to_have_text("Uret er i blok 2: Biomedicinsk overblik.")
    expect(window.at("minute")).to_have_text("minut 9 af 45 · blok 2")
    expect(window.at("priority_text-case-1")).to_be_focused()
    expect(window.at("open-block")).to_have_attribute("data-block", "agenda")


def test_in_minute_forty_the_sweep_comes_by_itself_and_takes_no_focus(window: Window, store: Store):
    enter(window, store, 39.9, "medicine-one", "plan-year")
    expect(window.at("sweep")).to_have_count(0)
    field = window.at("priority_text-case-1")
    field.press("End")
    field.press_sequentially(" om søndagen")
    place = window.page.evaluate("scrollY")
    expect(window.at("sweep")).to_be_visible()
    expect(window.at("announced")).to_contain_text("Minut 40")
    expect(field).to_be_focused()
    expect(field).to_have_value("gå til kirke om søndagen")
    assert window.page.evaluate("scrollY") == place
    expect(window.page.locator("li.prompt[data-testid^=sweep-]")).to_have_count(2)
    window.press("sweep-irrelevant-medicine-one")
    window.press("sweep-done-plan-year")
    expect(window.page.locator("li.prompt[data-testid^=sweep-]")).to_have_count(0)
    window.press("close")
    expect(window.at("closed")).to_be_visible()


def test_four_times_as_fast(window: Window, store: Store):
    enter(window, store, 5)
    window.choose("pace", "fast")
    expect(window.at("minute")).to_have_text("minut 6 af 45 · blok 1", timeout=20_000)


def test_a_sleeping_laptop_and_a_clock_that_is_set_back(clocked: Window, store: Store):
    """Asleep: the time has passed. Set back: no minute is taken back."""
    enter(clocked, store, 12.1)
    minute = clocked.at("minute")
    expect(minute).to_have_text("minut 12 af 45 · blok 2")
    clocked.page.clock.fast_forward("02:00")
    expect(minute).to_have_text("minut 14 af 45 · blok 2")
    clocked.page.clock.set_system_time(datetime.now() - timedelta(hours=3))
    clocked.page.clock.run_for(2000)
    expect(minute).to_have_text("minut 14 af 45 · blok 2")


def test_paused_it_stands(clocked: Window, store: Store):
    enter(clocked, store, 12.1)
    clocked.press("clock")
    clocked.page.clock.fast_forward("30:00")
    expect(clocked.at("minute")).to_have_text("minut 12 af 45 · blok 2")


def test_two_windows_on_one_consultation(window: Window, store: Store, context: BrowserContext):
    id = enter(window, store, 20, "plan-year")
    other = Window(context.new_page(), window.server)
    other.go(APP, id)
    window.press("block-plan")
    window.press("irrelevant-plan-year")
    expect(other.at("irrelevant-plan-year")).to_have_attribute("aria-pressed", "true")
    other.press("close")
    expect(window.at("closed")).to_be_visible()
    window.press("reopen")
    expect(other.at("minute")).to_have_text("minut 20 af 45 · blok 3")
    assert other.troubles == []


def test_axe_finds_nothing_in_its_states(window: Window, store: Store):
    enter(window, store, 41, "medicine-one", "plan-year", "agenda-wishes")
    found = examine(window, "sweep with a locked agenda")
    window.press("done-agenda-wishes")
    window.press("sweep-deferred-plan-year")
    window.write("sweep-prompt_due-plan-year", "2020-01-01")
    expect(window.at("unsaved")).to_be_visible()
    found += examine(window, "a past day")
    for block in GUIDE.blocks:
        window.press(f"block-{block.id}")
        found += examine(window, block.id)
    window.page.set_viewport_size({"width": 390, "height": 844})
    found += examine(window, "narrow")
    window.speak("en")
    found += examine(window, "English")
    window.choose("sweep-prompt_owner-plan-year", "gp")
    window.write("sweep-prompt_due-plan-year", SOON.isoformat())
    window.press("sweep-irrelevant-medicine-one")
    window.press("close")
    found += examine(window, "closed")
    window.speak("da")
    none(found)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_preparation_sheet_is_one_a4_for_every_case(rooms: Rooms, language: Language):
    found: list[str] = []
    for case, variant in CASES:
        window = rooms.enter(APP, case, variant, language)
        sheets = window.printed()
        if [sheet.size for sheet in sheets] != [A4]:
            found.append(f"{case} {variant}: {[sheet.size for sheet in sheets]}")
        assert FICTIONAL[language] in sheets[0].text
        assert library().case(case).person.name in sheets[0].text
    assert found == []


def test_the_sheet_is_printed_by_its_button(window: Window):
    window.begin("C07", APP)
    window.at("preparation").click()
    assert window.page.evaluate("window.printed") == 1
