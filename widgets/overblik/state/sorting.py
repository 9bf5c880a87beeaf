"""Rating the domains, reading the text, and choosing the tier."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from overblik.domain.base import AxisId, Frozen, Level, ReadingId, Slug
from overblik.domain.rating import Answer
from overblik.language import N_
from overblik.state.inputs import OptionalSlug, Reason, rating_typed
from overblik.state.state import OwnLevel, OwnRating, State, TierChoice
from overblik.state.update import Refused, World, apply, changed


def _answered(value: object) -> object:
    """Radio buttons send text."""
    return (
        {"yes": True, "no": False, "unasked": None}.get(value, "?")
        if isinstance(value, str)
        else "?"
    )


def _own(state: State, domain: str, world: World, **changes: object) -> State:
    try:
        world.model.domain(domain)
    except KeyError:
        raise Refused(N_("Området »{value}« findes ikke i modellen."), value=domain) from None
    own = state.ratings.get(domain, OwnRating()).model_copy(update=changes)
    rest = {key: one for key, one in state.ratings.items() if key != domain}
    return changed(state, ratings={**rest, domain: own} if own != OwnRating() else rest)


class Rate(Frozen):
    type: Literal["rate"]
    domain: Slug
    value: Annotated[Answer, BeforeValidator(rating_typed)]


@apply.register
def _(event: Rate, state: State, world: World) -> State:
    return _own(state, event.domain, world, answer=event.value)


class Unrate(Frozen):
    """Go back to what the facts suggest."""

    type: Literal["unrate"]
    domain: Slug


@apply.register
def _(event: Unrate, state: State, world: World) -> State:
    return _own(state, event.domain, world, answer=None)


class RatingReason(Frozen):
    type: Literal["rating_reason"]
    domain: Slug
    value: Reason


@apply.register
def _(event: RatingReason, state: State, world: World) -> State:
    return _own(state, event.domain, world, reason=event.value)


class ChooseReading(Frozen):
    type: Literal["reading"]
    value: ReadingId


@apply.register
def _(event: ChooseReading, state: State, world: World) -> State:
    return changed(state, reading=event.value)


class ChooseLabels(Frozen):
    type: Literal["labels"]
    value: Slug


@apply.register
def _(event: ChooseLabels, state: State, world: World) -> State:
    if event.value not in world.label_sets:
        raise Refused(N_("Navnesættet »{value}« findes ikke."), value=event.value)
    return changed(state, labels=event.value)


class ChooseTier(Frozen):
    """The clinician's own tier; "suggested" follows the reading again."""

    type: Literal["tier"]
    value: Level | Literal["suggested"]


@apply.register
def _(event: ChooseTier, state: State, world: World) -> State:
    if event.value == "suggested":
        return changed(state, choice=None)
    choice = state.choice or TierChoice(tier=event.value)
    return changed(state, choice=choice.model_copy(update={"tier": event.value}))


def _choice(state: State, **changes: object) -> State:
    if state.choice is None:
        raise Refused(N_("Vælg først et andet niveau end det foreslåede."))
    return changed(state, choice=state.choice.model_copy(update=changes))


class TierGround(Frozen):
    type: Literal["tier_ground"]
    value: OptionalSlug


@apply.register
def _(event: TierGround, state: State, world: World) -> State:
    if event.value and event.value not in {one.id for one in world.model.override_grounds}:
        raise Refused(N_("Grunden »{value}« findes ikke."), value=event.value)
    return _choice(state, ground=event.value)


class TierReason(Frozen):
    type: Literal["tier_reason"]
    value: Reason


@apply.register
def _(event: TierReason, state: State, world: World) -> State:
    return _choice(state, reason=event.value)


class Release(Frozen):
    """Why the red flags no longer stand. Empty text locks the grid again."""

    type: Literal["release"]
    value: Reason


@apply.register
def _(event: Release, state: State, world: World) -> State:
    return changed(state, release=event.value)


class ChooseVariant(Frozen):
    type: Literal["variant"]
    value: Slug


@apply.register
def _(event: ChooseVariant, state: State, world: World) -> State:
    if event.value not in {one.id for one in world.case.variants}:
        raise Refused(N_("Varianten »{value}« findes ikke i casen."), value=event.value)
    if state.edited is not None and event.value != state.variant:
        raise Refused(N_("Casen er ændret her. Fortryd ændringerne, før I skifter variant."))
    if (state.at or state.chapters) and event.value != state.variant:
        raise Refused(N_("Året er begyndt. Begynd et nyt forløb på forsiden for en anden variant."))
    # A release is about the flags of one variant: it must not follow into another.
    return changed(state, variant=event.value, release="", flags={})


class AxisSet(Frozen):
    """The clinician's own level of an axis; "suggested" follows the domains again."""

    type: Literal["axis"]
    axis: AxisId
    value: Level | Literal["suggested"]


@apply.register
def _(event: AxisSet, state: State, world: World) -> State:
    rest = {key: one for key, one in state.axes.items() if key != event.axis}
    if event.value == "suggested":
        return changed(state, axes=rest)
    own = state.axes.get(event.axis, OwnLevel(level=event.value))
    return changed(state, axes={**rest, event.axis: own.model_copy(update={"level": event.value})})


class AxisReason(Frozen):
    type: Literal["axis_reason"]
    axis: AxisId
    value: Reason


@apply.register
def _(event: AxisReason, state: State, world: World) -> State:
    own = state.axes.get(event.axis)
    if own is None:
        raise Refused(N_("Vælg først et niveau for aksen."))
    axes = {**state.axes, event.axis: own.model_copy(update={"reason": event.value})}
    return changed(state, axes=axes)


class FlagAnswer(Frozen):
    """One answer on the checklist of red flags; None is not asked yet."""

    type: Literal["flag"]
    flag: Slug
    value: Annotated[bool | None, BeforeValidator(_answered)]


@apply.register
def _(event: FlagAnswer, state: State, world: World) -> State:
    if event.flag not in world.catalogue.red_flags:
        raise Refused(N_("Det røde flag »{value}« findes ikke."), value=event.flag)
    rest = {key: one for key, one in state.flags.items() if key != event.flag}
    if event.value is None:
        return changed(state, flags=rest)
    # A release is about the flags that stood when it was written: one raised after it locks the
    # grid again, also when both arrive a second time.
    release = "" if event.value else state.release
    return changed(state, flags={**rest, event.flag: event.value}, release=release)
