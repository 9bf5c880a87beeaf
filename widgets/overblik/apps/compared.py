"""Two patients, or two versions of one, side by side: where each lands, why, and what each gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from overblik.documents.words import LEVEL
from overblik.domain.assessment import Assessment, AxisResult
from overblik.domain.base import LEVELS, AxisId, Text, Tier
from overblik.domain.difference import Difference, compare
from overblik.domain.model import CareModel
from overblik.domain.offers import ProposedOffer
from overblik.language import Language, Message, either

AXIS: Mapping[AxisId, Message] = {
    "biomedical": Message("den biomedicinske akse"),
    "psychosocial": Message("den psykosociale akse"),
}


@dataclass(frozen=True)
class Place:
    """Somebody on the grid; the mark tells two apart without colour."""

    name: str
    mark: str
    assessment: Assessment


@dataclass(frozen=True)
class Compared:
    """The comparison as the page shows it; ``told`` explains it, sentence by sentence."""

    places: tuple[Place, Place]
    difference: Difference
    told: tuple[Message, ...]


def compared(
    one: Place, other: Place, model: CareModel, tiers: Mapping[Tier, Text], language: Language
) -> Compared:
    """Compare two; the tiers' names are those in use."""
    difference = compare(one.assessment, other.assessment, model)
    telling = _Telling((one, other), difference, tiers, language)
    return Compared((one, other), difference, tuple(telling.sentences()))


class _Telling:
    def __init__(
        self,
        places: tuple[Place, Place],
        difference: Difference,
        tiers: Mapping[Tier, Text],
        language: Language,
    ) -> None:
        self._places = places
        self._difference = difference
        self._tiers = tiers
        self._language: Language = language

    def sentences(self) -> Iterator[Message]:
        yield self._landing()
        for place in self._places:
            yield from self._reason(place)
        yield from self._offers()

    def _landing(self) -> Message:
        one, other = self._places
        names = {"one": one.name, "other": other.name}
        if one.assessment.exits or other.assessment.exits:
            outside = [it.name for it in self._places if it.assessment.exits]
            both = Message("{one} og {other}", **names) if len(outside) == 2 else outside[0]
            return Message(
                "{who} er uden for pakkeforløbet, så længe der er et rødt flag.", who=both
            )
        mine, others = self._tier(one), self._tier(other)
        if one.assessment.possible_tiers != other.assessment.possible_tiers:
            return Message(
                "{one} lander i {mine}, {other} i {others}.", mine=mine, others=others, **names
            )
        if all(was == now for was, now in self._difference.levels.values()):
            return Message("{one} og {other} lander i samme felt: {tier}.", tier=mine, **names)
        return Message(
            "{one} og {other} lander på samme niveau ad hver sin vej: {tier}.", tier=mine, **names
        )

    def _tier(self, place: Place) -> str:
        return either([self._tiers[one] for one in place.assessment.possible_tiers], self._language)

    def _reason(self, place: Place) -> Iterator[Message]:
        """Which axis carries the tier, and which domains carry the axis; or that it is open."""
        heavier = _heavier(place.assessment)
        for axis in place.assessment.axes:
            level = either([LEVEL[one] for one in axis.possible], self._language)
            parts = {"name": place.name, "axis": AXIS[axis.axis.id], "level": level}
            if axis.level is None:
                yield Message("Hos {name} er {axis} ikke afklaret: {level}.", **parts)
            elif axis not in heavier:
                continue
            elif axis.own is not None:
                yield Message("Hos {name} vejer {axis}: {level} (sat af jer).", **parts)
            elif domains := _heaviest(axis):
                names = "; ".join(one[self._language] for one in domains)
                yield Message(
                    "Hos {name} vejer {axis}: {level}. Tungest: {domains}.", domains=names, **parts
                )
            else:
                yield Message("Hos {name} vejer {axis}: {level}.", **parts)

    def _offers(self) -> Iterator[Message]:
        """The offers of one of them only that follow an axis rather than the tier."""
        one, other = self._places
        for place, offers in ((one, self._difference.lost), (other, self._difference.gained)):
            for axis, words in AXIS.items():
                texts = [it.offer.text[self._language] for it in offers if it.axis == axis]
                if texts:
                    yield Message(
                        "Kun {name} får, fordi det følger {axis}: {offers}.",
                        name=place.name,
                        axis=words,
                        offers="; ".join(texts),
                    )


def _heavier(assessment: Assessment) -> list[AxisResult]:
    """The axes that surely weigh as much as the other, and not nothing, whatever is unknown."""
    spans = [
        (LEVELS.index(axis.possible[0]), LEVELS.index(axis.possible[-1]))
        for axis in assessment.axes
    ]
    pairs = zip(assessment.axes, spans, reversed(spans), strict=True)
    return [axis for axis, (least, _), (_, most) in pairs if least and least >= most]


def _heaviest(axis: AxisResult) -> list[Text]:
    """The domains that surely weigh most; none while an unknown one could weigh more."""
    known = max((one.value for one in axis.domains if one.value is not None), default=0)
    if known == 0 or any(one.possible[-1] > known for one in axis.domains):
        return []
    return [one.domain.name for one in axis.domains if one.value == known]


def ground(one: ProposedOffer) -> Message:
    """What an offer follows from."""
    if one.axis is None:
        return Message("følger niveauet")
    return Message("følger {axis}", axis=AXIS[one.axis])
