"""What must not get in stays out of the save, in its field, and never runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driver import APPS, TEXT_FIELDS, Window

CPR = ["010190-1234", "0101901234", "311299 4321", "010190–1234"]
HOSTILE = [
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "</textarea><svg onload=window.hacked=1>",
    "{{ 7 * 7 }} %(x)s {0} \\ ' \" &lt;b&gt;",
]
LONG = "Meget langt. " * 800  # 10,400 characters


def every_field(window: Window, app: str) -> list[str]:
    """Bring the app into a state with all its text fields on the page, and name them."""
    window.begin("C03", app, "A" if app == "stratificering" else "B")
    if app == "stratificering":
        window.write("release-field", "Afklaret")
        window.at("tier-high").check()
        window.settled()
    if app == "behandlingsplan":
        window.press("keep-moderate-plan")
        window.add_item()
    if app == "deling":
        window.use("consent_all")
    window.unfold()
    return [one.get_attribute("id") or "" for one in window.page.locator(TEXT_FIELDS).all()]


LEAST = {
    "stratificering": 11,
    "overblikskonsultation": 2,
    "afvejning": 1,
    "behandlingsplan": 7,
    "konference": 9,
    "deling": 0,
}


@pytest.mark.parametrize("app", APPS)
def test_every_text_field_of_the_app(window: Window, app: str):
    fields = every_field(window, app)
    assert len(fields) >= LEAST[app]
    for at, field in enumerate(fields):
        refuse_cpr(window, field, CPR[at % len(CPR)])
    for field in fields:
        show_as_text(window, field)
    # The release last: without it the grid is locked, and its fields are gone.
    for field in sorted(fields, key="release-field".__eq__):
        keep_or_say(window, field)


def refuse_cpr(window: Window, field: str, number: str) -> None:
    """A number shaped like a CPR number is refused at the field; nothing is cut, nothing saved."""
    control = window.at(field)
    before, saved = control.input_value(), window.saved()["state"]
    typed = f"Ring til {number} i morgen"
    window.write(field, typed)
    error = window.page.locator(f"[id='{field}-error']")
    expect(error).to_contain_text("CPR")
    expect(error).to_have_attribute("role", "alert")
    expect(control).to_have_value(typed)
    expect(control).to_have_attribute("aria-invalid", "true")
    assert f"{field}-error" in (control.get_attribute("aria-describedby") or "")
    expect(window.at("unsaved")).to_be_visible()
    assert window.saved()["state"] == saved
    assert number not in window.page.locator(".print").inner_html()
    window.write(field, before)
    expect(error).to_have_count(0)
    expect(window.at("unsaved")).to_have_count(0)


def show_as_text(window: Window, field: str) -> None:
    """Markup is text: on screen, on paper and in the save."""
    typed = " ".join(HOSTILE)
    window.write(field, typed)
    expect(window.at(field)).to_have_value(typed)
    assert window.page.evaluate("window.hacked") is None
    # "light": what our own charts draw in their shadow is none of it
    for alien in ("css:light=#overblik-root :is(script, img, svg)", "b:text-is('&lt;b&gt;')"):
        assert window.page.locator(alien).count() == 0
    assert typed in values(window.saved()["state"])


def values(node: object) -> list[str]:
    """Every text in a save."""
    if isinstance(node, dict):
        return [text for one in node.values() for text in values(one)]
    if isinstance(node, list):
        return [text for one in node for text in values(one)]
    return [node] if isinstance(node, str) else []


def keep_or_say(window: Window, field: str) -> None:
    """A text of ten thousand characters is kept whole, or refused whole with a message."""
    control = window.at(field)
    control.fill("")
    control.focus()
    window.page.keyboard.insert_text(LONG)  # as a paste does: the field's own limit counts
    window.settled()
    expect(control).to_have_value(LONG)
    error = window.page.locator(f"[id='{field}-error']")
    if LONG not in values(window.saved()["state"]):
        expect(error).to_contain_text("for lang")
        window.write(field, "")
    expect(error).to_have_count(0)


def test_hostile_text_stays_text_on_paper_and_in_the_next_app(window: Window):
    window.begin("C01", "behandlingsplan")
    hostile = " ".join(HOSTILE)
    line = window.add_item()
    window.write(f"item_text-{line}", hostile)
    window.write(f"item_if_nothing-{line}", hostile)
    window.write("priority_text-case-1", hostile)
    window.page.locator(f"[id='item_goal-{line}']").select_option("case-1")
    window.settled()
    window.page.get_by_test_id(f"remove-{line}").click()
    window.settled()
    window.press(f"restore-{line}")
    assert window.paper().count("<script>window.hacked=1</script>") >= 3
    window.follow(window.at("next"), "konference")
    expect(window.at("card_text-wish")).to_have_value(
        f"{hostile}; to rejser om året; færre dage på sygehuset"
    )
    assert "<script>window.hacked=1</script>" in window.paper()
    assert window.page.evaluate("window.hacked") is None


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_nobody_means_is_refused_at_its_field(window: Window, day: str):
    window.begin("C01", "konference")
    window.write("card_deadline-field", day)
    expect(window.page.locator("#card_deadline-field-error")).to_contain_text("dato")
    expect(window.at("card_deadline-field")).to_have_value(day)
    window.write("card_deadline-field", "2027-02-28")
    expect(window.page.locator("#card_deadline-field-error")).to_have_count(0)
    assert window.saved()["state"]["conferences"][0]["card"]["deadline"] == "2027-02-28"


def test_a_refused_text_outlives_other_changes_and_the_rest_is_saved(window: Window):
    window.begin("C01", "konference")
    window.write("card_text-tried", "Se 010190-1234")
    window.write("card_text-question", "Kan dosis ned?")
    expect(window.at("card_text-tried")).to_have_value("Se 010190-1234")
    expect(window.page.locator("#card_text-tried-error")).to_be_visible()
    assert window.saved()["state"]["conferences"][0]["card"]["texts"] == {
        "question": "Kan dosis ned?"
    }


def test_a_whole_book_is_told_at_the_field_and_stays_there(window: Window):
    """Far more than any field holds: the message comes at the field, and the page works on."""
    window.begin("C01", "konference")
    book = "Journal. " * 45_000
    window.at("card_text-tried").focus()
    window.page.keyboard.insert_text(book)
    expect(window.page.locator("#card_text-tried-error")).to_contain_text("for lang")
    expect(window.at("card_text-tried")).to_have_value(book)
    expect(window.at("failed")).to_be_hidden()
    window.write("card_text-tried", "Kort fortalt")
    expect(window.page.locator("#card_text-tried-error")).to_have_count(0)
    assert window.saved()["state"]["conferences"][0]["card"]["texts"] == {"tried": "Kort fortalt"}
