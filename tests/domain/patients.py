"""Patients for the specification: one whom nothing weighs on, and words to add to her.

Everything about the base is known and light: a single condition, no medicines, no outpatient
tracks, and a good word for each of the six parts of life. A test says only what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import AxisId, Level, ReadingId
from overblik.domain.case import Case
from overblik.domain.rating import Answer, DomainRating
from overblik.knowledge import library

TODAY = date(2026, 11, 1)
LIFE = ("mental", "network", "finances", "coping", "caregiving", "substances")
NOTHING_WEIGHS: Mapping[str, int] = dict.fromkeys(LIFE, 0)

UNITS = {"eGFR": "ml/min/1.73m2"}

PLAIN = (
    "A02BC01", "A12AA04", "B01AC06", "B03BB01", "C07AB02", "C08CA01",
    "C09CA01", "C10AA05", "H03AA01", "M04AA01", "N02BE01", "R03BB04",
)  # fmt: skip
"""Medicines that no result speaks against."""

METFORMIN = "A10BA02"
DABIGATRAN = "B01AE07"
AMITRIPTYLINE = "N06AA09"
"""Three points on the anticholinergic scale in use: alone enough to lift the medication burden."""

_RATINGS: Mapping[Level, tuple[Answer, ...]] = {
    "low": (0, 1, 0),
    "moderate": (2, 1, 0),
    "high": (2, 2, 0),
}


def text(words: str) -> dict[str, str]:
    """The same words in both languages, where they do not matter."""
    return {"da": words, "en": words}


def regular(count: int) -> tuple[str, ...]:
    """That many different medicines taken every day."""
    return PLAIN[:count]


def patient(
    *,
    age: int = 50,
    conditions: Iterable[str | Mapping[str, object]] = ("hypertension",),
    medicines: Iterable[str | Mapping[str, object]] | None = (),
    tracks: int | None = 0,
    results: Mapping[str, float] | None = None,
    scores: Mapping[str, float] | None = None,
    life: Mapping[str, int] = NOTHING_WEIGHS,
    red_flags: Iterable[str] = (),
    **more: object,
) -> Case:
    """A patient. ``medicines`` and ``tracks`` None, and a part of life left out: unknown."""
    contacts = {} if tracks is None else {"tracks": [text(f"klinik {at}") for at in range(tracks)]}
    document: dict[str, object] = {
        "id": "T01",
        "title": text("Prøvecase"),
        "summary": text("En patient til en prøve."),
        "date": "2026-09-01",
        "review": {"status": "unreviewed"},
        "person": {
            "name": "Vera",
            "age": age,
            "sex": "F",
            "lives": text("Bor alene"),
            "work": text("Kok"),
        },
        "conditions": [{"code": one} if isinstance(one, str) else one for one in conditions],
        "measurements": [
            {"kind": kind, "value": value, "unit": UNITS[kind]}
            for kind, value in (results or {}).items()
        ],
        "scores": [{"instrument": name, "value": value} for name, value in (scores or {}).items()],
        "contacts": contacts,
        "life": [
            {"domain": domain, "weight": weight, "text": text(f"{domain} {weight}")}
            for domain, weight in life.items()
        ],
        "red_flags": [{"flag": flag, "text": text(flag)} for flag in red_flags],
        "priorities": [text("gå en tur"), text("sove")],
        "teaching": {"decision": text("En beslutning."), "trap": text("En fælde.")},
        **more,
    }
    if medicines is not None:
        document["medicines"] = [
            {"atc": one, "dose": "x 1"} if isinstance(one, str) else one for one in medicines
        ]
    return Case.model_validate(document, context={"catalogue": library().catalogue, "today": TODAY})


def sorted_by(
    reading: ReadingId,
    case: Case,
    answers: Mapping[str, Answer] | None = None,
    *,
    levels: Mapping[AxisId, Level] | None = None,
    released: bool = False,
) -> Assessment:
    """The case sorted under a reading with the library's model."""
    known = library()
    return assess(
        case, known.model, known.catalogue, reading, answers, levels=levels, released=released
    )


def rating(domain: str, case: Case, answers: Mapping[str, Answer] | None = None) -> DomainRating:
    """How one domain of the case is rated."""
    found = sorted_by("dsam", case, answers).domains
    return next(one for one in found if one.domain.id == domain)


def answers_at(biomedical: Level, psychosocial: Level) -> dict[str, Answer]:
    """A clinician's answers that put a patient in one cell of the grid, whatever the facts."""
    found: dict[str, Answer] = {}
    levels: dict[AxisId, Level] = {"biomedical": biomedical, "psychosocial": psychosocial}
    for axis, level in levels.items():
        domains = [one.id for one in library().model.domains_of(axis)]
        ratings = _RATINGS[level]
        found |= {
            domain: ratings[at] if at < len(ratings) else 0 for at, domain in enumerate(domains)
        }
    return found
