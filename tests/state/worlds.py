"""One case and its world for the tests of state, and words for what has happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.state import State, start
from overblik.state.update import World, update
from tests.domain.patients import patient, text

TODAY = date(2026, 11, 30)

CASE = patient(
    priorities=[text("gå en tur"), text("sove"), text("se børnebørnene")],
    variants=[
        {"id": "A", "title": text("Den ene")},
        {"id": "B", "title": text("Den anden")},
    ],
    consents={
        "hospital": {"answer": "partly", "sections": ["agreements"]},
        "pharmacy": {"answer": "yes"},
    },
    teaching={
        "decision": text("En beslutning."),
        "trap": text("En fælde."),
        "plan": [
            {"id": "ldl", "text": text("Ny LDL"), "owner": "gp", "month": 3, "answer_to": "nurse"},
            {"id": "ekko", "text": text("Ekko bestilles")},
        ],
    },
)
MODEL = library().model
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WORLD = World(
    CASE,
    MODEL,
    library().catalogue,
    NOW,
    library().conference,
    tuple(library().tier_names),
    library().sharing.recipients,
)
START = start(CASE, None, MODEL, TODAY)

Raw = dict[str, object]


def after(*events: Raw, state: State = START) -> State:
    """The state once these have happened, as the browser would send them."""
    for raw in events:
        state = update(state, EVENT.validate_python(raw), WORLD)
    return state
