"""The library's cases in the apps: all of them, and those with a point of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from overblik.domain.assessment import assess
from overblik.knowledge import library
from tests.browser.driver import Window
from tests.browser.rooms import Rooms

CASES = [
    (case.id, variant)
    for case in library().cases.values()
    for variant in ([one.id for one in case.variants] or [""])
]


def possible(window: Window) -> list[str]:
    """The tiers the page says are possible, from its words."""
    said = window.at("tier").inner_text().lower()
    names = library().tier_names["dsam"]
    return [tier for tier, name in names.items() if name.short.da in said]


@pytest.mark.parametrize(("case", "variant"), CASES)
def test_every_case_goes_through_every_app(rooms: Rooms, case: str, variant: str):
    """The pages say what the model says, and the windows meet no error (see `rooms`)."""
    known = library().case(case)
    truth = assess(known.in_variant(variant or None), library().model, library().catalogue, "dsam")
    window = rooms.enter("stratificering", case, variant)
    id = window.forloeb
    expect(window.at("case-title")).to_contain_text(known.person.name)
    for axis in truth.axes:
        expect(window.at(f"axis-{axis.axis.id}")).to_have_attribute(
            "data-level", axis.level or "unknown"
        )
    if truth.exits:
        assert window.tier == "exit"
    else:
        assert possible(window) == list(truth.possible_tiers)

    window = rooms.look_in("behandlingsplan", id)
    expect(window.at("case-title")).to_contain_text(known.person.name)
    offers = [one.offer.id for one in truth.offers]
    shown = window.page.locator("li[data-standing]").all()
    assert [one.get_attribute("data-testid") for one in shown] == [f"offer-{one}" for one in offers]
    for first in offers[:1]:
        window.press(f"keep-{first}")
        assert f"offer-{first}" in window.items()

    window = rooms.look_in("konference", id)
    expect(window.at("case-title")).to_contain_text(known.person.name)
    said = window.at("suggestion").inner_text()
    complex_enough = bool({"moderate", "high"} & {truth.biomedical.level})
    assert ("Foreslået, fordi der er kompleksitet" in said) == (complex_enough and not truth.exits)

    for app in ("overblikskonsultation", "afvejning", "deling"):
        window = rooms.look_in(app, id)
        expect(window.at("case-title")).to_contain_text(known.person.name)


def test_no_conference_is_suggested_for_a_heavy_life_alone(rooms: Rooms):
    """Kenneth, C02: psychosocially high, biomedically low, so the tier alone brings none."""
    id = rooms.enter("stratificering", "C02").forloeb
    window = rooms.look_in("konference", id)
    expect(window.at("suggestion")).to_have_attribute("data-suggested", "false")
    window = rooms.look_in("behandlingsplan", id)
    assert window.page.locator("[data-testid^=offer-][data-testid*=specialist]").count() == 0
    assert window.at("offer-moderate-special-psychosocial").count() == 1


def test_a_red_flag_locks_the_grid_until_it_is_released_in_writing(rooms: Rooms):
    """Merete, C03 A."""
    window = rooms.enter("stratificering", "C03", "A")
    id = window.forloeb
    assert window.tier == "exit"
    expect(window.at("exit")).to_be_visible()
    assert window.page.locator("[data-here]").count() == 0
    assert window.at("tier-high").count() == 0
    window.rate(disease=2, treatment=2, mental=2)
    assert window.tier == "exit", "ratings do not open the lock"
    expect(rooms.look_in("behandlingsplan", id).at("locked")).to_be_visible()
    expect(rooms.look_in("konference", id).at("suggestion")).to_contain_text("rødt flag")

    window = rooms.look_in("stratificering", id)
    window.write("release-field", "   ")
    assert window.tier == "exit", "blanks are no reason"
    window.write("release-field", "MR og blodprøver er normale; vurderet med onkologen")
    assert window.tier == "moderate"
    window.press("reading-hoejeste_akse")
    assert window.tier == "high"
    assert window.page.locator("[data-here]").count() == 1
    plan = rooms.look_in("behandlingsplan", id)
    expect(plan.at("locked")).to_have_count(0)
    assert plan.page.locator("li[data-standing]").count() > 0

    window = rooms.look_in("stratificering", id)
    window.write("release-field", "")
    assert window.tier == "exit", "without its reason the release is gone"


def test_a_release_stays_with_its_variant(rooms: Rooms):
    """Merete: what cleared the flags of one variant must not follow into another and back."""
    window = rooms.enter("stratificering", "C03", "A")
    window.write("release-field", "Afklaret")
    window.choose("variant", "B")
    expect(window.at("exit")).to_have_count(0)
    assert window.tier == "moderate"
    window.choose("variant", "A")
    assert window.tier == "exit"
    expect(window.at("release-field")).to_have_value("")


def test_what_is_unknown_keeps_the_tier_open_and_says_what_to_ask(rooms: Rooms):
    """Naja, C10: network and finances stand nowhere."""
    window = rooms.enter("stratificering", "C10")
    assert window.tier == "unknown"
    assert possible(window) == ["low", "moderate"]
    expect(window.at("tier")).to_contain_text("eller")
    assert window.page.locator("[data-here]").count() == 3
    expect(window.at("rate-network-unknown")).to_be_checked()
    expect(window.at("ask-first")).to_contain_text("netværk")
    expect(rooms.look_in("behandlingsplan", window.forloeb).at("no-offers")).to_be_visible()

    window = rooms.look_in("stratificering", window.forloeb)
    window.rate(network=0, finances=0)
    assert window.tier == "low"
    expect(window.at("ask-first")).to_have_count(0)
    window.press("unrate-network")
    window.rate(finances=2)
    assert window.tier == "moderate", "the other answer no longer matters"


def test_thoughts_of_suicide_open_a_box_and_are_not_counted(rooms: Rooms):
    """Whichever case has them: the box stands, and the tier is what it would be without."""
    known = next(one for one in library().cases.values() if one.safety)
    window = rooms.enter("stratificering", known.id)
    expect(window.at("safety")).to_be_visible()
    truth = assess(known, library().model, library().catalogue, "dsam")
    without = assess(
        known.model_copy(update={"safety": None}), library().model, library().catalogue, "dsam"
    )
    assert truth.possible_tiers == without.possible_tiers
    assert possible(window) == list(truth.possible_tiers)
