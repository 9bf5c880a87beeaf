"""Nothing is lost in one window: reload in the middle of a word, the back button, a new tab."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.browser.driver import Window

WORDS = "Hun bor alene, og sønnen kommer om søndagen. Spørg ham først; han kender vejen."


def test_a_reload_in_the_middle_of_a_text_keeps_every_letter(window: Window):
    window.begin("C01", "konference")
    window.at("card_text-tried").press_sequentially(WORDS)
    window.reload()
    expect(window.at("card_text-tried")).to_have_value(WORDS)


def test_a_link_followed_in_the_middle_of_a_text_keeps_every_letter(window: Window):
    window.begin("C01", "behandlingsplan")
    window.at("priority_text-case-2").fill("")
    window.at("priority_text-case-2").press_sequentially(WORDS)
    window.follow(window.at("next"), "konference")
    expect(window.at("card_text-wish")).to_have_value(
        f"synge i kor om tirsdagen; {WORDS}; færre dage på sygehuset"
    )


def test_the_back_button_leads_to_what_was_written(window: Window):
    window.begin("C01", "behandlingsplan")
    line = window.add_item()
    window.at(f"item_text-{line}").press_sequentially(WORDS)
    window.follow(window.at("next"), "konference")
    window.page.go_back(wait_until="commit")
    window.ready("behandlingsplan")
    expect(window.at(f"item_text-{line}")).to_have_value(WORDS)
    window.page.go_forward(wait_until="commit")
    window.ready("konference")


def test_back_to_the_front_page_finds_the_work_in_progress(window: Window):
    window.front()
    window.follow(window.at("begin-C06"), "stratificering")
    window.rate(network=1)
    window.page.go_back()
    work = window.page.locator("ul.work a").first
    window.page.reload()
    expect(work).to_contain_text("Lars")
    window.follow(work, "stratificering")
    expect(window.at("rate-network-1")).to_be_checked()


def test_a_new_tab_with_the_same_address_shows_the_same(window: Window, context: BrowserContext):
    id = window.begin("C01")
    window.unfold()
    window.at("rating_reason-disease").press_sequentially(WORDS)
    window.rate(disease="unknown")
    other = Window(context.new_page(), window.server)
    other.go("stratificering", id)
    expect(other.at("rating_reason-disease")).to_have_value(WORDS)
    expect(other.at("rate-disease-unknown")).to_be_checked()
    assert other.troubles == []


def test_the_address_alone_is_enough(window: Window):
    """Sent to a colleague: no cookie is needed to see and go on with the work."""
    id = window.begin("C01", "konference")
    window.write("card_text-question", WORDS)
    window.page.context.clear_cookies()
    window.go("konference", id)
    expect(window.at("card_text-question")).to_have_value(WORDS)


def test_a_field_that_was_emptied_stays_empty(window: Window):
    """The background is drafted from the case; who strikes it has struck it."""
    window.begin("C01", "konference")
    expect(window.at("card_text-background")).not_to_be_empty()
    window.write("card_text-background", "")
    window.reload()
    expect(window.at("card_text-background")).to_be_empty()
