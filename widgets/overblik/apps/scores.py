"""The questionnaires a case can hold scores of, as lines to fill in (``_scores.html``)."""

from __future__ import annotations

from dataclasses import dataclass

from overblik.apps.scene import Scene
from overblik.domain.catalogue import Band, Instrument
from overblik.domain.facts import Score
from overblik.language import Language


@dataclass(frozen=True)
class ScoreLine:
    """One questionnaire: its score, if there is one, and what each set of cut-offs calls it.

    ``shown`` is what stands in the field; ``fits`` whether it is meant for the patient's age.
    """

    instrument: Instrument
    score: Score | None
    shown: str
    readings: tuple[Band, ...]
    fits: bool


def score_lines(scene: Scene) -> list[ScoreLine]:
    """A line for every questionnaire of the catalogue, in its order."""
    scores = {one.instrument: one for one in scene.case.scores}
    return [
        _line(one, scores.get(key), scene)
        for key, one in scene.library.catalogue.instruments.items()
    ]


def typed(value: float, language: Language) -> str:
    """A number as one would type it again: 5,3, and 1000 without a point."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "da" else text


def _line(instrument: Instrument, score: Score | None, scene: Scene) -> ScoreLine:
    return ScoreLine(
        instrument=instrument,
        score=score,
        shown=typed(score.value, scene.language) if score else "",
        readings=instrument.readings(score.value) if score else (),
        fits=instrument.fits(scene.case.person.age),
    )
