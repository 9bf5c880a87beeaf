"""One step of a forløb: what an event is judged against, and the state after it."""

from __future__ import annotations

from datetime import datetime

from overblik.knowledge import Library, library
from overblik.language import N_
from overblik.state.events import Event
from overblik.state.saves import Saved
from overblik.state.state import State
from overblik.state.update import Refused, World, update
from overblik.state.year import YearStep


def world_of(saved: Saved, known: Library, now: datetime) -> World:
    """What the events of a forløb are judged against at this local time."""
    return World(
        saved.case,
        known.model,
        known.catalogue,
        now,
        known.conference,
        tuple(known.tier_names),
        known.sharing.recipients,
    )


def step(newest: Saved, event: Event, place: str) -> State:
    """The state after an event that was made on a page which showed this day of the year.

    Raises Refused, also where the forløb is at another day by now: the event was not meant for it.
    """
    if newest.state.place != place and not isinstance(event, YearStep):
        raise Refused(
            N_(
                "Et andet vindue er gået til en anden dag i året. Siden viser den nu: se, om det "
                "stadig skal være sådan, og gør det igen."
            )
        )
    return update(newest.state, event, world_of(newest, library(), datetime.now().astimezone()))
