"""How heavily each domain weighs: both axes as rated now, and as the facts suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from overblik.domain.assessment import Assessment
from overblik.domain.base import RATINGS, Rating
from overblik.domain.rating import DomainRating
from overblik.language import Language, Message
from overblik.ui.charts.chart import Chart, texts

_WEIGHT: Mapping[Rating, Message] = {
    0: Message("ingen"),
    1: Message("nogen"),
    2: Message("udtalt"),
}
_FIELDS: Mapping[Rating, str] = {0: "none", 1: "some", 2: "marked"}
_UNKNOWN = Message("ukendt")


def ratings_chart(assessment: Assessment, language: Language) -> Chart:
    """Every domain of both axes, as rated now and as the facts suggest."""
    heads, rows = [], []
    scale = {_FIELDS[one]: _standing((one,), language) for one in RATINGS}
    for axis in assessment.axes:
        order = len(heads) + len(rows)
        heads.append({"order": order, "name": axis.axis.name[language], **scale})
        for one in axis.domains:
            rows.append({"order": len(heads) + len(rows), **_rated(one, language)})
    name = assessment.case.person.name
    return Chart(
        name="ratings",
        title=Message("Hvad vejer tungt for {name}?", name=name).text(language),
        alternative=_in_words(assessment.domains, language),
        columns=texts(
            language,
            Message("Område"),
            Message("Vurdering"),
            Message("Forslag fra fakta"),
            Message("Fordi"),
        ),
        rows=tuple(
            (
                one.domain.name[language],
                _standing(one.possible, language),
                _standing(one.suggested, language),
                "; ".join(reason.fact[language] for reason in one.reasons) or "–",
            )
            for one in assessment.domains
        ),
        data=({"heads": heads, "rows": rows},),
    )


def _rated(one: DomainRating, language: Language) -> dict[str, object]:
    """A row of the drawing. ``said`` and ``facts`` are what the dot alone does not tell."""
    suggested = one.suggested[0] if len(one.suggested) == 1 else None
    facts = Message("fakta: {rating}", rating=_span(one.suggested) or _UNKNOWN)
    return {
        "name": one.domain.name[language],
        "value": one.value,
        "low": one.possible[0],
        "high": one.possible[-1],
        "suggested": suggested if _differs(one) else None,
        "said": "" if one.value is not None else _standing(one.possible, language),
        "facts": f"({facts.text(language)})" if _differs(one) else "",
    }


def _span(ratings: Sequence[Rating]) -> str:
    """»2« or »1–2«; nothing when all are possible."""
    if len(ratings) == len(RATINGS):
        return ""
    return "–".join(str(one) for one in dict.fromkeys((ratings[0], ratings[-1])))


def _standing(ratings: Sequence[Rating], language: Language) -> str:
    """»2 udtalt«, »1–2« or »ukendt«."""
    if len(ratings) == 1:
        return f"{ratings[0]} {_WEIGHT[ratings[0]].text(language)}"
    return _span(ratings) or _UNKNOWN.text(language)


def _in_words(domains: Sequence[DomainRating], language: Language) -> str:
    """The heaviest first, the unknown last, then where the clinician differs from the facts."""
    groups: dict[str, list[str]] = {}
    for one in sorted(domains, key=lambda one: 1 if one.value is None else -one.value):
        groups.setdefault(_heading(one.possible, language), []).append(one.domain.name[language])
    told = [f"{heading}: {'; '.join(names)}." for heading, names in groups.items()]
    own = [one.domain.name[language] for one in domains if _differs(one)]
    if own:
        names = "; ".join(own)
        told.append(Message("Anderledes end fakta peger på: {names}.", names=names).text(language))
    return " ".join(told)


def _heading(ratings: Sequence[Rating], language: Language) -> str:
    """»Udtalt (2)«, »Ukendt (1–2)« or »Ukendt«."""
    word = _WEIGHT[ratings[0]] if len(ratings) == 1 else _UNKNOWN
    span = _span(ratings)
    return word.text(language).capitalize() + (f" ({span})" if span else "")


def _differs(one: DomainRating) -> bool:
    """Whether the clinician has rated otherwise than the facts suggest."""
    return one.answer is not None and one.suggested != one.possible
