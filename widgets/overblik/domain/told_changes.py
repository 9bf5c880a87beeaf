"""Changes of what is told: scores that land in another band, and what happens in a life."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import ClassVar, Literal

from overblik.domain.base import Rating, Slug, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Band, Instrument
from overblik.domain.change import Change, ChangeRow, Edit, Setting, brief
from overblik.domain.facts import LifeDomain, LifeFact, Score
from overblik.domain.quantities import numeral


class ScoreMoves(ChangeRow):
    """A questionnaire that speaks to a domain lands in another band than it did."""

    kind: Literal["score_moves"]
    fills: ClassVar[frozenset[str]] = frozenset({"name", "from", "value", "band"})

    def changes(self, on: Setting) -> Iterator[Change]:
        for score in on.case.scores:
            scale = on.catalogue.instruments[score.instrument]
            bands = _bands(scale)
            now = scale.band(score.value)
            at = bands.index(now) if now in bands else None
            for to, band in enumerate(bands):
                if at is None or to == at or (to > at) != (self.direction == "burden"):
                    continue
                value = _entered(scale, band, below=(to > at) == (scale.better == "lower"))
                yield self.change(
                    f"{scale.key}.{value:g}",
                    _scored(scale.key, value),
                    (scale.key,),
                    _said(scale, value, band) | {"from": numeral(score.value)},
                    domain=band.domain,
                    kin=(scale.key, value),
                    size=abs(to - at),
                )


class ScoreStarts(ChangeRow):
    """A questionnaire nobody has filled in comes out with a burden."""

    kind: Literal["score_starts"]
    instruments: tuple[Slug, ...]
    fills: ClassVar[frozenset[str]] = frozenset({"name", "value", "band"})

    def changes(self, on: Setting) -> Iterator[Change]:
        measured = {one.instrument for one in on.case.scores}
        for scale in (on.catalogue.instruments[key] for key in self.instruments):
            if scale.key in measured or not scale.fits(on.case.person.age):
                continue
            for size, band in enumerate(_bands(scale)):
                if band.rating and band.domain and on.knows(band.domain):
                    value = _entered(scale, band, below=scale.better == "lower")
                    yield self.change(
                        f"{scale.key}.{value:g}",
                        _scored(scale.key, value),
                        (scale.key,),
                        _said(scale, value, band),
                        domain=band.domain,
                        kin=(scale.key, value),
                        size=size,
                    )


class ScoreReaches(ChangeRow):
    """A score reaches a number that a rule of the model names, or falls under it."""

    kind: Literal["score_reaches"]
    instrument: Slug
    quantity: Slug
    fills: ClassVar[frozenset[str]] = frozenset({"name", "value"})

    def changes(self, on: Setting) -> Iterator[Change]:
        scale = on.catalogue.instruments[self.instrument]
        if not scale.fits(on.case.person.age):
            return
        now = next((s.value for s in on.case.scores if s.instrument == scale.key), None)
        rules = [rule for one in on.model.domains for rule in one.rules]
        rules += [rule for one in on.model.axes for rule in one.lifts]
        for limit in sorted({r.when[self.quantity] for r in rules if self.quantity in r.when}):
            if (now is not None and now >= limit) == (self.direction == "burden"):
                continue
            value = limit if self.direction == "burden" else limit - (scale.step or 1)
            if (now is None and self.direction == "relief") or value < scale.low:
                continue
            yield self.change(
                f"{scale.key}.{value:g}",
                _scored(scale.key, value),
                (scale.key,),
                {"name": scale.name, "value": numeral(value)},
                kin=(scale.key, value),
            )


class LifeAdds(ChangeRow):
    """Something happens that weighs on one part of life the case says something of."""

    kind: Literal["life_adds"]
    domain: LifeDomain
    weight: Rating
    text: Text
    fills: ClassVar[frozenset[str]] = frozenset()

    def changes(self, on: Setting) -> Iterator[Change]:
        if on.knows(self.domain):
            told = LifeFact(domain=self.domain, weight=self.weight, text=self.text)
            yield self.change(
                "",
                lambda case: case.model_copy(update={"life": (*case.life, told)}),
                (self.domain,),
                domain=self.domain,
                kin=self.id,
                size=self.weight,
            )


class LifeEases(ChangeRow):
    """Something that weighs no longer does; ``text`` is what then stands in its place."""

    kind: Literal["life_eases"]
    text: Text

    def changes(self, on: Setting) -> Iterator[Change]:
        for at, one in enumerate(on.case.life):
            if one.weight > 0:
                told = self.text.format(name=brief(one.text))
                eased = LifeFact(domain=one.domain, weight=0, text=told)
                yield self.change(
                    str(at),
                    _lived(at, eased),
                    (f"life:{at}",),
                    {"name": brief(one.text)},
                    domain=one.domain,
                    kin=(one.domain, one.weight),
                )


def _scored(instrument: str, value: float) -> Edit:
    def edit(case: Case) -> Case:
        scores = tuple(
            one.model_copy(update={"value": value}) if one.instrument == instrument else one
            for one in case.scores
        )
        if all(one.instrument != instrument for one in scores):
            scores += (Score(instrument=instrument, value=value),)
        return case.model_copy(update={"scores": scores})

    return edit


def _lived(at: int, told: LifeFact) -> Edit:
    return lambda case: case.model_copy(
        update={"life": (*case.life[:at], told, *case.life[at + 1 :])}
    )


def _said(scale: Instrument, value: float, band: Band) -> dict[str, Text]:
    return {"name": scale.name, "value": numeral(value), "band": band.label}


def _bands(scale: Instrument) -> tuple[Band, ...]:
    """The default bands that speak to a domain, the lightest first."""
    found = [one for one in scale.bands if one.default and one.domain and one.rating is not None]
    return tuple(sorted(found, key=lambda one: one.low, reverse=scale.better == "higher"))


def _entered(scale: Instrument, band: Band, *, below: bool) -> float:
    """The first score in a band for somebody who comes from below it, or from above."""
    step = scale.step or 1
    return ceil(band.low / step) * step if below else (ceil(band.high / step) - 1) * step
