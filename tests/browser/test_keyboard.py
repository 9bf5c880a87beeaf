"""From the front page to a printed plan without a mouse: Tab, Enter, Space and the arrow keys."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.driver import APPS, Window
from tests.browser.rooms import Rooms

MOST_STOPS = 250

SEEN = """() => {
  // the calendar button inside a date field has the browser's own ring
  if (document.activeElement.matches('[type=date]:not(:focus)')) return true;
  // the ring may be drawn on the label around a control
  for (let one = document.activeElement; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
    if (one.matches('label, fieldset, form, section')) return false;
    if (!one.matches('input')) return false;
  }
}"""

HERE = f"""(selector) => {{
  const one = document.activeElement;
  const name = one === document.body ? '' : one.id || one.dataset.testid || one.outerHTML;
  return [one.matches(selector), ({SEEN})(), name.slice(0, 80)];
}}"""

STOPS = """() => {
  const seen = new Set(), radios = new Set(), stops = [];
  for (const one of document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
    if (one.disabled || one.tabIndex < 0) continue;
    if (!one.checkVisibility({visibilityProperty: true})) continue;
    if (one.type === 'radio') {  // a group is one stop, at its checked button
      if (radios.has(one.name)) continue;
      radios.add(one.name);
    }
    stops.push(one);
  }
  window.stops = stops;
  return stops.length;
}"""

AT = """() => window.stops.findIndex((one) => one === document.activeElement
  || (one.type === 'radio' && one.name === document.activeElement.name))"""


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab (or Shift+Tab) until the focus is on an element; every stop must be visible."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        here, seen, name = page.evaluate(HERE, selector)
        assert seen or not name, f"the focus on {name!r} cannot be seen"
        if here:
            return
    raise AssertionError(f"{MOST_STOPS} tabs did not lead to {selector}")


def on(testid: str) -> str:
    return f"[data-testid='{testid}']"


def test_a_plan_is_made_and_printed_without_a_mouse(window: Window):
    page, keys = window.page, window.page.keyboard
    window.front()
    keys.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    keys.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    tab_to(page, on("begin-C02"))
    keys.press("Enter")
    window.ready("stratificering")

    # A rating: the group is one stop, arrows choose, and the focus stays where it was.
    tab_to(page, "[name=rate-disease]")
    for chosen in ("1", "2", "unknown", "0", "1", "2"):
        keys.press("ArrowRight")
        window.settled()
        expect(window.at(f"rate-disease-{chosen}")).to_be_checked()
        expect(window.at(f"rate-disease-{chosen}")).to_be_focused()
    tab_to(page, "[name=rate-treatment]")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    window.settled()
    expect(window.at("axis-biomedical")).to_have_attribute("data-level", "high")
    assert window.tier == "high"

    # A fold opens and a reason is written in it.
    tab_to(page, "#why-treatment > summary", "Shift+Tab")
    keys.press("Enter")
    tab_to(page, "#rating_reason-treatment")
    keys.type("Fire ambulatorier")
    window.settled()
    expect(page.locator("#rating_reason-treatment")).to_be_focused()

    # Another tier, its ground and its reason.
    tab_to(page, "[name=tier]")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    window.settled()
    expect(window.at("tier-moderate")).to_be_focused()
    tab_to(page, "#tier_ground-field")
    keys.press("ArrowDown")
    window.settled()
    expect(page.locator("#tier_ground-field")).to_be_focused()
    tab_to(page, "#tier_reason-field")
    keys.type("Hans eget ønske")
    window.settled()
    assert window.tier == "moderate"
    tab_to(page, on("next"))
    keys.press("Enter")
    window.ready("behandlingsplan")

    # An offer by Space, a line of one's own, and the printer.
    tab_to(page, "[data-testid^=keep-]")
    keys.press("Space")
    window.settled()
    kept = page.locator("[data-testid^=keep-]").first
    expect(kept).to_have_attribute("aria-pressed", "true")
    expect(kept).to_be_focused()
    tab_to(page, on("item-add"))
    keys.press("Enter")
    window.settled()
    line = window.items()[-1]
    expect(window.at(f"item_text-{line}")).to_be_focused()
    keys.type("Gå en tur med naboen")
    tab_to(page, f"[id='item_owner-{line}']")
    keys.type("P")
    window.settled()
    tab_to(page, f"[id='item_due-{line}']")
    keys.type("12122026")  # the same in every order of day and month
    window.settled()
    tab_to(page, "[data-action=print]")
    keys.press("Enter")
    assert page.evaluate("window.printed") == 1
    text = " ".join(sheet.text for sheet in window.printed())
    assert "Gå en tur med naboen" in text
    assert "Praksissygeplejerske" in text


def test_a_date_is_typed_in_peace(rooms: Rooms):
    """A year on its way (0002, 0020, 0202) is neither called a mistake nor written over."""
    window = rooms.enter("konference")
    field = window.at("card_deadline-field")
    field.focus()
    for digit in "12122026":
        window.page.keyboard.type(digit)
        window.settled()
        expect(window.page.locator("#card_deadline-field-error")).to_have_count(0)
    expect(field).to_have_value("2026-12-12")
    assert window.saved()["state"]["conferences"][0]["card"]["deadline"] == "2026-12-12"


def walk(window: Window) -> None:
    """Tab through a page once: every control is met, in order, and nothing holds the focus."""
    page = window.page
    window.unfold()
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    page.locator("a.skip").focus()
    count = page.evaluate(STOPS)
    met = [page.evaluate(AT)]
    for _ in range(count * 4):  # a date is several stops
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at <= 0:
            break
        if at != met[-1]:
            met.append(at)
    names = page.evaluate("window.stops.map((one) => one.id || one.outerHTML.slice(0, 80))")
    assert [names[at] for at in met] == names


def test_every_control_is_met_in_order_and_nothing_holds_the_focus(window: Window):
    window.front()
    walk(window)


def test_the_apps_let_the_focus_through(rooms: Rooms):
    for app in APPS:
        window = rooms.enter(app, "C08")
        if app == "behandlingsplan":
            window.press("keep-moderate-plan")
        walk(window)
