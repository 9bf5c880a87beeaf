"""What the patient has said about sharing, recipient by recipient, and what has been shared.

Nothing is shared until somebody says so. A no and a yes taken back are as good as a yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from overblik.domain.base import SECTIONS, Frozen, Section
from overblik.domain.leaks import said
from overblik.domain.sharing import (
    Agreement,
    Reach,
    Share,
    in_section_order,
    marked_shares,
    section_of,
)
from overblik.language import N_
from overblik.state.inputs import NewId, Reason, listed
from overblik.state.red_flags import NO_SHARING, flag_stands
from overblik.state.state import State
from overblik.state.update import Refused, World, apply, changed

MOST_SHARES = 500

Form = Literal["text", "paper", "message", "spoken"]
"""As what something was passed on: copied text, a paper, a message, told."""
CARD_FORM = "conference"
"""The form of a share that is a conference card, which is noted when the card is sent."""

Shown = Annotated[tuple[Section, ...], BeforeValidator(listed), Field(max_length=20)]
"""The parts of the plan that a page showed."""


def _agreement(state: State, recipient: Reach, **changes: object) -> State:
    after = state.consents.get(recipient, Agreement()).model_copy(update=changes)
    return changed(state, consents={**state.consents, recipient: after})


def _allowed(
    state: State, world: World, recipient: Reach, sections: Iterable[Section], *, back: bool = False
) -> State:
    """The recipient may have these sections from now on; ``back``: a yes is taken back.

    A yes that has been used and becomes a no is one taken back too, whichever control did it; one
    that nobody used was a slip of the hand, and is a plain no. What was shared with parts that are
    no longer allowed is marked on the list, and stays so.
    """
    before = state.consents.get(recipient, Agreement())
    after = in_section_order(sections)
    still = set(before.sections).intersection(after)
    now = state.moment(world.case, world.now)
    # An older save has the day that all of it was taken back on the agreement alone.
    shares = marked_shares(state.shares, recipient, still, before.withdrawn or now)
    state = changed(state, shares=shares)
    if after:
        return _agreement(state, recipient, sections=after, withdrawn=None)
    used = back or any(one.recipient == recipient for one in state.shares)
    taken_back = now if before.sections and used else before.withdrawn
    return _agreement(state, recipient, sections=(), withdrawn=taken_back)


class Consent(Frozen):
    """Say yes or no to sharing one part of the plan."""

    type: Literal["consent"]
    recipient: Reach
    section: Section
    value: StrictBool


@apply.register
def _(event: Consent, state: State, world: World) -> State:
    before = state.consents.get(event.recipient, Agreement()).sections
    after: list[Section] = [one for one in before if one != event.section]
    if event.value:
        after.append(event.section)
    return _allowed(state, world, event.recipient, after)


class ConsentAll(Frozen):
    """Say yes to all of the plan, or no to all of it."""

    type: Literal["consent_all"]
    recipient: Reach
    value: Literal["yes", "no"]


@apply.register
def _(event: ConsentAll, state: State, world: World) -> State:
    return _allowed(state, world, event.recipient, SECTIONS if event.value == "yes" else ())


class ConsentAsSaid(Frozen):
    """Take down what the patient says in the case: the user does it, nothing does it for them.

    A plain yes is a yes to what the recipient is asked about: `overblik.domain.leaks.said`.
    """

    type: Literal["consent_said"]
    recipient: Reach


@apply.register
def _(event: ConsentAsSaid, state: State, world: World) -> State:
    told = state.facts(world.case).consents.items()
    consent = next((one for key, one in told if key == event.recipient), None)
    row = next((one for one in world.recipients if one.id == event.recipient), None)
    if consent is None or row is None:
        raise Refused(N_("Casen siger intet om det. Spørg patienten, og sæt selv krydserne."))
    return _allowed(state, world, event.recipient, said(consent, row))


class ConsentWithdraw(Frozen):
    """Take a yes back: nothing more is shared, and what was shared stays on the list."""

    type: Literal["consent_withdraw"]
    recipient: Reach


@apply.register
def _(event: ConsentWithdraw, state: State, world: World) -> State:
    before = state.consents.get(event.recipient)
    if before is None or not before.sections:
        return state  # there is no yes to take back, and the first time it was is the time
    return _allowed(state, world, event.recipient, (), back=True)


class Alternative(Frozen):
    """What is done instead about the lines that cannot be coordinated with a recipient."""

    type: Literal["alternative"]
    recipient: Reach
    value: Reason


@apply.register
def _(event: Alternative, state: State, world: World) -> State:
    if event.recipient not in state.consents:
        raise Refused(N_("Patienten er ikke spurgt endnu. Sæt først et ja eller et nej."))
    return _agreement(state, event.recipient, alternative=event.value)


class NoteShare(Frozen):
    """Note that the allowed parts were passed on. ``id`` names the one time it happened.

    The page makes the id from recipient, form and revision: two windows, or two quick presses,
    tell of one and the same sharing. ``sections`` are the parts that the page showed: another
    window may have closed or opened some since, and what was not shown was not shared.
    """

    type: Literal["share"]
    recipient: Reach
    form: Form
    id: NewId
    sections: Shown | None = None


@apply.register
def _(event: NoteShare, state: State, world: World) -> State:
    if event.id in {one.id for one in state.shares}:
        return state
    if flag_stands(state, world.case, world.catalogue):
        raise Refused(NO_SHARING.msgid)
    sections = state.consents.get(event.recipient, Agreement()).sections
    if not sections:
        raise Refused(
            N_("Der må intet deles med modtageren lige nu, så intet er noteret. Spørg patienten.")
        )
    if event.sections is not None and in_section_order(event.sections) != sections:
        raise Refused(
            N_(
                "Samtykket er ændret, siden siden blev vist, så intet er noteret. Se, hvad "
                "modtageren får nu, og notér det igen."
            )
        )
    share = Share(
        id=event.id,
        recipient=event.recipient,
        sections=sections,
        when=state.moment(world.case, world.now),
        form=event.form,
        items=sum(
            one.standing == "kept" and section_of(one, world.model) in sections
            for one in state.plan
        ),
    )
    return noted(state, share)


def noted(state: State, share: Share) -> State:
    """The state with one sharing more on its list. Raises Refused when the list is full."""
    if len(state.shares) >= MOST_SHARES:
        raise Refused(N_("Listen har {most} delinger og kan ikke rumme flere."), most=MOST_SHARES)
    return changed(state, shares=(*state.shares, share))
