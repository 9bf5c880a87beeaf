"""An assessment as one JSON object or a few lines, for ``overblik assess``."""

from __future__ import annotations

from typing import Any

from overblik.documents.words import LEVEL, STRENGTH
from overblik.domain.assessment import Assessment, AxisResult
from overblik.domain.event import START
from overblik.domain.offers import ProposedOffer
from overblik.domain.rating import DomainRating
from overblik.knowledge.library import Library
from overblik.language import Language, Message, either

_SET = Message("Jeres vurdering")
_UNKNOWN = Message("Casen siger intet om det")
_BECAUSE = {
    "tier": Message("niveauet er {tier}"),
    "axis": Message("aksen {axis} er {level}"),
    "axis_unknown": Message("aksen {axis} er ikke afklaret"),
}


def as_json(
    assessment: Assessment,
    library: Library,
    variant: str | None,
    language: Language,
    at: str = START,
) -> dict[str, Any]:
    """The object ``overblik assess --json`` prints; texts are in the language. ``at`` is the day of
    the year."""
    return {
        "case": assessment.case.id,
        "variant": variant,
        "at": at,
        "reading": assessment.reading.id,
        "axes": {axis.axis.id: _axis(axis, language) for axis in assessment.axes},
        "cell": assessment.cell.status if assessment.cell else None,
        "tier": assessment.tier,
        "possible_tiers": list(assessment.possible_tiers),
        "exit": "; ".join(one.text[language] for one in assessment.exits) or None,
        "notes": [note[language] for note in assessment.notes],
        "missing": [
            *(one.domain.id for one in assessment.domains if one.value is None),
            *(
                f"{measurement} ({library.catalogue.medicines[atc].name[language]})"
                for measurement, atc in assessment.missing
            ),
        ],
        "offers": [_offer(one, assessment, library, language) for one in assessment.offers],
    }


def _axis(axis: AxisResult, language: Language) -> dict[str, Any]:
    reasons = [reason for one in axis.domains for reason in _reasons(one, language)]
    lifts = [
        {"domain": axis.axis.id, "rating": one.rating, "fact": one.fact[language]}
        for one in axis.lifts
    ]
    return {
        "level": axis.level or "unknown",
        "possible": list(axis.possible),
        "points": list(axis.points),
        "reasons": reasons + lifts,
    }


def _reasons(one: DomainRating, language: Language) -> list[dict[str, Any]]:
    """What a domain's rating rests on: the answer where there is one, else every fact."""
    if one.answer is not None:
        fact = _SET.text(language)
        return [{"domain": one.domain.id, "rating": one.answer, "fact": fact}]
    if not one.evidence:
        fact = _UNKNOWN.text(language)
        return [{"domain": one.domain.id, "rating": "unknown", "fact": fact}]
    return [
        {"domain": one.domain.id, "rating": reason.rating, "fact": reason.fact[language]}
        for reason in one.reasons
    ]


def _offer(
    one: ProposedOffer, assessment: Assessment, library: Library, language: Language
) -> dict[str, Any]:
    because = _BECAUSE[one.because]
    axis = next((a for a in assessment.axes if a.axis.id == one.axis), None)
    said = Message(
        because.msgid,
        tier=LEVEL.get(assessment.tier, "") if assessment.tier in LEVEL else "",  # pyright: ignore
        axis=axis.axis.name if axis else "",
        level=either([LEVEL[one] for one in axis.possible], language) if axis else "",
    )
    document = library.model.documents[0]
    return {
        "id": one.offer.id,
        "text": one.offer.text[language],
        "strength": one.strength,
        "because": said.text(language),
        "source": f"{document.title.da}: {one.offer.sentence}",
    }


def as_lines(assessment: Assessment, library: Library, language: Language) -> str:
    """The same for a reader at a terminal."""
    names = library.tier_names["dsam"]
    case = assessment.case
    lines = [f"{case.id} {case.person.name}, {case.person.age}: {case.title[language]}"]
    for axis in assessment.axes:
        levels = " / ".join(LEVEL[level].text(language) for level in axis.possible)
        lines.append(f"  {axis.axis.name[language]}: {levels}")
        lines += [
            f"    {reason['rating']}  {reason['fact']}"
            for one in axis.domains
            for reason in _reasons(one, language)
        ]
    if assessment.exits:
        outside = Message("Uden for pakkeforløbet: {flags}", flags=_flags(assessment, language))
        lines.append(f"  {outside.text(language)}")
        return "\n".join(lines)
    tiers = " / ".join(names[tier].full[language] for tier in assessment.possible_tiers)
    lines.append(f"  {assessment.reading.name[language]}: {tiers}")
    lines += [f"  {note[language]}" for note in assessment.notes]
    lines += [
        f"  - {STRENGTH[one.strength].text(language)}: {one.offer.text[language]}"
        for one in assessment.offers
    ]
    return "\n".join(lines)


def _flags(assessment: Assessment, language: Language) -> str:
    return "; ".join(one.text[language] for one in assessment.exits)
