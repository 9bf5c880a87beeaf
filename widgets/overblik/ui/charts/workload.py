"""Workload against capacity: the hours a month, and what carries and strains. No sum of the two."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from overblik.domain.model import CareModel
from overblik.domain.workload import CapacitySegment, Standing, Workload, WorkSegment
from overblik.language import Language, Message, number
from overblik.ui.charts.chart import Chart, texts

_STANDING: Mapping[Standing, Message] = {
    "carries": Message("bærer"),
    "strains": Message("tynger"),
    "unknown": Message("ukendt"),
}
_WEIGHT: Mapping[int | None, Message] = {
    0: _STANDING["carries"],
    1: _STANDING["strains"],
    2: Message("tynger meget"),
    None: _STANDING["unknown"],
}
_SIGN: Mapping[int | None, str] = {0: "+", 1: "−", 2: "− −", None: "?"}
_MARK: Mapping[Standing, str] = {"carries": "+", "strains": "−", "unknown": "?"}
_LOOK = ("first", "second")
_COUNTED = {
    "medicines": Message("Faste lægemidler"),
    "tracks": Message("Ambulante spor"),
    "visits": Message("Besøg om året"),
}
_STEP = 10
"""Hours from one mark of the scale to the next, as long as there are few of them."""
_MARKS = 6


def workload_chart(workload: Workload, model: CareModel, language: Language) -> Chart:
    """The two bars. ``model`` names the domains of life."""
    return Chart(
        name="workload",
        title=Message("Kan hverdagen bære behandlingen?").text(language),
        alternative=_in_words(workload, model, language),
        columns=texts(language, Message("Hvad"), Message("Hvor meget"), Message("Hvordan")),
        rows=(
            *((_name(one, language), *_hours(one, language)) for one in workload.work),
            *(
                (
                    _COUNTED[one.key].text(language),
                    _STANDING["unknown"].text(language) if one.number is None else str(one.number),
                    ", ".join(name[language] for name in one.names) or "–",
                )
                for one in workload.counts
            ),
            *(
                (
                    model.domain(one.domain).name[language],
                    f"{_SIGN[one.weight]} {_WEIGHT[one.weight].text(language)}",
                    one.text[language] if one.text else "–",
                )
                for one in workload.capacity
            ),
        ),
        data=(
            {
                "heads": _heads(workload, language),
                **_scale(workload, language),
                "tiles": _tiles(workload.capacity),
            },
        ),
    )


def _name(one: WorkSegment, language: Language) -> str:
    name = one.assumption.name[language]
    return name[:1].upper() + name[1:]


def _part(one: WorkSegment, language: Language) -> str:
    """»Besøg: 3,2 timer om måneden«."""
    return f"{_name(one, language)}: {_hours(one, language)[0]}"


def _hours(one: WorkSegment, language: Language) -> tuple[str, str]:
    """The hours a month, and how they came about."""
    if one.hours is None:
        return _STANDING["unknown"].text(language), "–"
    hours = Message("{hours} timer om måneden", hours=_rounded(one.hours, language))
    return hours.text(language), one.words[language] if one.words else "–"


def _total(workload: Workload, language: Language) -> str:
    """»24 timer om måneden«, »mindst 3,3 …« or »ukendt«."""
    if len(workload.unknown) == len(workload.work):
        return _STANDING["unknown"].text(language)
    hours = _rounded(workload.known_hours, language)
    return (
        Message("mindst {hours} timer om måneden", hours=hours)
        if workload.unknown
        else Message("{hours} timer om måneden", hours=hours)
    ).text(language)


def _rounded(hours: float, language: Language) -> str:
    """With one decimal where it says something: it is an estimate."""
    return number(round(hours, 1), language)


def _heads(workload: Workload, language: Language) -> list[dict[str, object]]:
    counted = " · ".join(
        f"{_MARK[standing]} {word.text(language)}: {len(workload.standing(standing))}"
        for standing, word in _STANDING.items()
    )
    return [
        {
            "order": 0,
            "name": Message("Arbejdet").text(language),
            "said": _total(workload, language),
            "foot": "",
        },
        {
            "order": 1,
            "name": Message("Kapaciteten").text(language),
            "said": "",
            "foot": counted,
        },
    ]


def _scale(workload: Workload, language: Language) -> dict[str, list[dict[str, object]]]:
    """The hours laid end to end, what is unknown as an open end, and the marks below."""
    step = _STEP
    while workload.known_hours >= step * _MARKS:
        step *= 2
    top = step * max(2, math.ceil((workload.known_hours + step / 2) / step))
    parts: list[dict[str, object]] = []
    at = 0.0
    looks = iter(_LOOK)
    for order, one in enumerate(sorted(workload.work, key=lambda one: one.hours is None)):
        end = top if one.hours is None else at + one.hours
        parts.append(
            {
                "order": order,
                "start": at,
                "end": end,
                "top": top,
                "standing": "unknown" if one.hours is None else next(looks),
                "said": _part(one, language),
            }
        )
        at = at if one.hours is None else end
    hours = Message("timer").text(language)
    return {
        "work": parts,
        "ticks": [
            {"hours": one, "top": top, "said": f"{one} {hours}" if one == top else str(one)}
            for one in range(0, top + 1, step)
        ],
    }


def _tiles(capacity: Sequence[CapacitySegment]) -> list[dict[str, object]]:
    """What carries first, what is unknown last."""
    order = list(_STANDING)
    parts = sorted(capacity, key=lambda one: (order.index(one.standing), one.weight or 0))
    return [
        {"at": at, "count": len(parts), "standing": one.standing, "sign": _SIGN[one.weight]}
        for at, one in enumerate(parts)
    ]


def _in_words(workload: Workload, model: CareModel, language: Language) -> str:
    """The hours and their parts, then the facts that carry and strain, and what is unknown."""
    parts = ", ".join(_part(one, language) for one in workload.work)
    total = _total(workload, language)
    told = [Message("Arbejdet: {total} ({parts}).", total=total, parts=parts).text(language)]
    for standing, word in _STANDING.items():
        found = workload.standing(standing)
        facts = [
            one.text[language] if one.text else model.domain(one.domain).name[language]
            for one in found
        ]
        if facts:
            told.append(f"{word.text(language).capitalize()}: {' · '.join(facts)}.")
    return " ".join(told)
