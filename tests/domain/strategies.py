"""Random patients: what hypothesis draws when a property must hold for anybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from overblik.domain.case import Case
from overblik.knowledge import library
from tests.domain.patients import AMITRIPTYLINE, DABIGATRAN, LIFE, METFORMIN, PLAIN, patient

CHRONIC = tuple(key for key, row in library().catalogue.conditions.items() if row.chronic)
MEDICINES = (METFORMIN, DABIGATRAN, AMITRIPTYLINE, *PLAIN)
SCORED = ("MDI", "WHO5", "HADS_A", "T_ILS", "MTBQ", "CFS")


@dataclass(frozen=True)
class Sketch:
    """A patient still on the drawing board. None, or a part of life left out: unknown."""

    age: int
    conditions: tuple[str, ...]
    medicines: tuple[str, ...] | None
    tracks: int | None
    egfr: int | None
    life: dict[str, int]
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return patient(
            age=self.age,
            conditions=self.conditions,
            medicines=self.medicines,
            tracks=self.tracks,
            results={} if self.egfr is None else {"eGFR": self.egfr},
            scores=self.scores,
            life=self.life,
        )

    def but(self, **changes: object) -> Sketch:
        return replace(self, **changes)  # pyright: ignore[reportArgumentType]


weights = st.integers(0, 2)
egfrs = st.integers(5, 120)


@st.composite
def scores(draw: st.DrawFn, age: int) -> dict[str, float]:
    """Scores that can be: in range, a whole number of steps, of instruments meant for the age."""
    instruments = library().catalogue.instruments
    fitting = [one for one in SCORED if instruments[one].fits(age)]
    found: dict[str, float] = {}
    for one in sorted(draw(st.sets(st.sampled_from(fitting), max_size=3))):
        scale = instruments[one]
        step = int(scale.step or 1)
        found[one] = float(
            step * draw(st.integers(int(scale.low) // step, int(scale.high) // step))
        )
    return found


@st.composite
def known_patients(draw: st.DrawFn) -> Sketch:
    """Everything the model asks for is known."""
    age = draw(st.integers(18, 100))
    return Sketch(
        age=age,
        conditions=tuple(draw(st.lists(st.sampled_from(CHRONIC), min_size=1, max_size=6))),
        medicines=tuple(draw(st.lists(st.sampled_from(MEDICINES), max_size=12, unique=True))),
        tracks=draw(st.integers(0, 4)),
        egfr=draw(egfrs),
        life={domain: draw(weights) for domain in LIFE},
        scores=draw(scores(age)),
    )


@st.composite
def half_known_patients(draw: st.DrawFn) -> Sketch:
    """Up to four things the model asks for are unknown: brute force stays below 81 patients."""
    whole = draw(known_patients())
    hidden = draw(st.sets(st.sampled_from(["medicines", "tracks", "egfr", *LIFE]), max_size=4))
    return whole.but(
        medicines=None if "medicines" in hidden else whole.medicines,
        tracks=None if "tracks" in hidden else whole.tracks,
        egfr=None if "egfr" in hidden else whole.egfr,
        life={domain: weight for domain, weight in whole.life.items() if domain not in hidden},
    )
