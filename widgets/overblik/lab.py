"""The suite in a notebook: take a case, change its facts, sort it, and read why.

    from overblik.lab import case, change, explain, sort

    birgit = case("C01")
    explain(sort(change(birgit, "measurements", "eGFR", value=28)))

Every function gives a new value; a case is never changed. What »vis som Python« shows in the case
workshop is made of these functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

from overblik.apps.report import as_lines
from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import AxisId, Language, Level, ReadingId
from overblik.domain.case import Case
from overblik.domain.editing import (
    KEYS,
    Listed,
    Theme,
    latest_day,
    revised,
    row,
    rows_of,
    with_row,
    without_row,
    worded,
    written,
)
from overblik.domain.rating import Answer
from overblik.domain.red_flags import with_raised
from overblik.domain.year import step_named, unfolded
from overblik.knowledge import library
from overblik.knowledge.case_files import read_case

__all__ = ["case", "change", "explain", "remove", "sort"]


def case(
    name: str,
    variant: str | None = None,
    at: str | None = None,
    started: str | None = None,
) -> Case:
    """A case of the library by its id, or one in a file (a name that ends in ``.yaml``).

    Flat, in one variant (the first when none is named). ``at`` is a day of its year, by an event's
    name: the case as it is once that has happened, in a forløb that began on ``started``
    ("2026-11-24"; the case's own day when none is named). Raises KeyError for a case, a variant or
    a day that is not there and CaseFileError for a file with a mistake.
    """
    known = library()
    if name.endswith(".yaml"):
        found = read_case(Path(name), known.catalogue, date.today())
    else:
        found = known.case(name)
    if at is None:
        return written(found, variant)
    chosen, begun = found.variant_id(variant), date.fromisoformat(started or str(found.date))
    return unfolded(found, chosen, step_named(found, chosen, at, begun).id, begun)


def change(patient: Case, theme: Theme, key: str = "", **values: object) -> Case:
    """The case with one fact otherwise, or one more. Raises ValidationError.

    ``theme`` names the part of the case and ``key`` the row in it: the code of a condition, the
    ATC code of a medicine, the kind of a measurement, an instrument, a red flag, or the words of
    a fact of life (which also names its ``domain``). A list without a key is empty: told, and
    none. For ``person``, ``contacts`` and ``case`` the values alone say what:
    ``change(birgit, "person", age=72)``. A text may be words, or ``{"da": …, "en": …}``.
    """
    told = {name: _plain(name, value) for name, value in values.items()}
    if theme == "case":
        return _revised(patient, **told)
    if theme in ("person", "contacts"):
        return _revised(patient, **{theme: {**getattr(patient, theme).model_dump(), **told}})
    if theme == "safety":
        return _revised(patient, safety=worded(key) if key else told.get("text"))
    if theme == "life":
        return _revised(patient, life=_life(patient, key, told))
    section = cast(Listed, theme)
    if not key:
        return _revised(patient, **{section: []})
    if section == "measurements" and key in library().catalogue.measurements:
        told.setdefault("unit", library().catalogue.measurements[key].unit)
    return _revised(patient, **{section: with_row(patient, section, key, **told)})


def remove(patient: Case, theme: Theme, key: str = "", *, domain: str | None = None) -> Case:
    """The case without one fact; ``theme`` and ``key`` as in `change`. Raises KeyError.

    Without a key everything told under the theme goes: then it is unknown, not none.
    """
    if theme == "safety":
        return _revised(patient, safety=None)
    if theme == "medicines" and not key:
        return _revised(patient, medicines=None)
    if theme == "life":
        rows = rows_of(patient, "life")
        del rows[_place(patient, key, domain)]
        return _revised(patient, life=rows)
    section = cast(Listed, theme)
    if theme not in KEYS or row(patient, section, key) is None:
        raise KeyError(f"{theme}: {key}")
    return _revised(patient, **{theme: without_row(patient, section, key)})


def sort(
    patient: Case,
    *,
    reading: ReadingId | None = None,
    answers: Mapping[str, Answer] | None = None,
    levels: Mapping[AxisId, Level] | None = None,
    flags: Mapping[str, bool] | None = None,
    released: bool = False,
) -> Assessment:
    """Where a case lands, and why.

    ``reading`` is the model's default when none is named; ``answers`` are own ratings by domain
    (0, 1, 2 or "unknown") and ``levels`` own levels by axis, which win over the facts; ``flags``
    are ticked on the checklist of red flags, and ``released`` says they are cleared in writing.
    """
    known = library()
    return assess(
        with_raised(patient, known.catalogue, flags or {}),
        known.model,
        known.catalogue,
        reading or known.model.default_reading,
        answers,
        levels=levels,
        released=released,
    )


def explain(assessment: Assessment, language: Language = "da") -> None:
    """Print axes, tier, reasons and offers, as ``overblik assess`` does."""
    print(as_lines(assessment, library(), language))


def _revised(patient: Case, **fields: object) -> Case:
    # A day of the year may lie ahead, and what is told on it is no slip.
    today = latest_day(date.today(), patient)
    return revised(patient, library().catalogue, today, **fields)


_TEXTS = {"title", "summary", "lives", "work", "text", "note"}


def _plain(name: str, value: object) -> object:
    """A value as a case file has it: words are a text where a text is meant."""
    if name in _TEXTS and isinstance(value, str):
        return worded(value)
    if name == "tracks" and isinstance(value, list):
        return [worded(one) if isinstance(one, str) else one for one in value]
    if name in ("value", "self_care_hours") and isinstance(value, int):
        return float(value)
    return value


def _life(patient: Case, words: str, told: Mapping[str, object]) -> list[dict[str, object]]:
    rows = rows_of(patient, "life")
    try:
        rows[_place(patient, words, told.get("domain"))].update(told)
    except KeyError:
        rows.append({"text": worded(words), **told})
    return rows


def _place(patient: Case, words: str, domain: object) -> int:
    """Which fact of life has these words, in any domain when none is named. Raises KeyError."""
    for at, one in enumerate(patient.life):
        if domain in (None, one.domain) and words in (one.text.da, one.text.en):
            return at
    raise KeyError(f"life: {words}")
