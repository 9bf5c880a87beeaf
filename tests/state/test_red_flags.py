"""While a red flag stands there is nothing to agree on; and what a variant's author suggests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overblik.domain.assessment import assess
from overblik.domain.base import SECTIONS
from overblik.domain.red_flags import with_raised
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.red_flags import flag_stands
from overblik.state.state import State, start
from overblik.state.update import Refused, World, update
from tests.state.ledger_happenings import AGREE, AGREED, WHOLE
from tests.state.sharing_happenings import ALL, SHARED
from tests.state.worlds import TODAY, WORLD, Raw, after

KNOWN = library()
FLAG: Raw = {"type": "flag", "flag": "night_pain", "value": "yes"}
RELEASE: Raw = {"type": "release", "value": "Udredt, ingen tegn på kræft"}

VARIANTS = [
    (case, variant)
    for case in KNOWN.cases.values()
    for variant in ([one.id for one in case.variants] or [None])
]


@pytest.mark.parametrize(("case", "variant"), VARIANTS, ids=[f"{a.id}{b}" for a, b in VARIANTS])
@pytest.mark.parametrize("release", ["", "  ", "Afklaret"])
@pytest.mark.parametrize("flags", [{}, {"night_pain": True}, {"night_pain": False}])
def test_it_is_the_rule_of_the_sorting(case, variant, release: str, flags: dict[str, bool]):
    """The state judges by its own words what the sorting shows: they must be one."""
    fresh = start(case, variant, KNOWN.model, TODAY)
    state = fresh.model_copy(update={"release": release, "flags": flags})
    shown = with_raised(state.facts(case), KNOWN.catalogue, flags)
    exits = assess(shown, KNOWN.model, KNOWN.catalogue, "dsam", released=state.released).exits
    assert flag_stands(state, case, KNOWN.catalogue) == bool(exits)


def test_a_plan_cannot_be_agreed_while_a_flag_stands():
    with pytest.raises(Refused) as refused:
        after(*WHOLE, FLAG, AGREE)
    assert "rødt flag" in refused.value.message.text("da")
    with pytest.raises(Refused):
        after(*WHOLE, FLAG, {**RELEASE, "value": " "}, AGREE)
    assert after(*WHOLE, FLAG, RELEASE, AGREE).agreed is not None
    assert after(*WHOLE, {**FLAG, "value": "no"}, AGREE).agreed is not None


def test_what_was_agreed_before_the_flag_is_not_agreed_again():
    with pytest.raises(Refused):
        after(FLAG, AGREE, state=after(*AGREED))


def test_nothing_is_noted_as_shared_while_a_flag_stands_and_a_yes_is_taken_down():
    state = after(FLAG, ALL)
    assert state.consents["municipality"].sections == SECTIONS
    with pytest.raises(Refused) as refused:
        after(SHARED, state=state)
    assert "rødt flag" in refused.value.message.text("da")
    assert len(after(RELEASE, SHARED, state=state).shares) == 1
    assert after(FLAG, SHARED, state=after(ALL, SHARED)).shares, "told again it is no other sharing"


def take(state: State, world: World, suggestion: str) -> State:
    event = {"type": "suggestion_take", "suggestion": suggestion}
    return update(state, EVENT.validate_python(event), world)


@pytest.mark.parametrize(("variant", "there", "gone"), [("A", "ldl", "ekko"), ("B", "ekko", "ldl")])
def test_only_what_the_author_suggests_in_this_variant_can_be_taken(
    variant: str, there: str, gone: str
):
    of = {"ldl": "A", "ekko": "B"}
    plan = [one.model_copy(update={"variant": of[one.id]}) for one in WORLD.case.teaching.plan]
    teaching = WORLD.case.teaching.model_copy(update={"plan": tuple(plan)})
    world = replace(WORLD, case=WORLD.case.model_copy(update={"teaching": teaching}))
    state = start(world.case, variant, world.model, TODAY)
    assert [one.id for one in take(state, world, there).plan] == [f"case-{there}"]
    with pytest.raises(Refused):
        take(state, world, gone)
    general = teaching.model_copy(update={"plan": WORLD.case.teaching.plan})
    assert general.suggestions(variant) == general.plan
