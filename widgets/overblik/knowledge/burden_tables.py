"""The tables behind the burden instruments: questionnaires, medicines counted, scores, workload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from overblik.domain.base import Text
from overblik.domain.catalogue import (
    AnticholinergicScale,
    Assumption,
    Band,
    CambridgeItem,
    Instrument,
    LeftOut,
)
from overblik.knowledge.rows import Cells, TableError, common, keyed, known, number, rows, text, yes


def instruments(data: Path) -> dict[str, Instrument]:
    """The questionnaires with all their named cut-offs, one set of each the default."""
    plain = keyed(data / "instruments/instruments.csv", _instrument)
    path = data / "instruments/cutoffs.csv"
    bands: defaultdict[str, list[Band]] = defaultdict(list)
    for band_of, band in rows(path, lambda row: _band(row, plain)):
        bands[band_of].append(band)
    for key in plain:
        if len({band.set for band in bands[key] if band.default}) != 1:
            raise TableError(f"{path.name}:1: {key} must have one default set of cut-offs")
    return {key: one.model_copy(update={"bands": tuple(bands[key])}) for key, one in plain.items()}


def left_out(data: Path) -> tuple[LeftOut, ...]:
    """Why a medicine is not counted as a regular one, the reasons in order."""
    return tuple(keyed(data / "medicines/left_out.csv", _left_out).values())


def anticholinergic(data: Path, medicines: Collection[str]) -> dict[str, AnticholinergicScale]:
    """The scales of anticholinergic burden with their points; exactly one is the default."""
    path = data / "medicines/anticholinergic_scales.csv"
    scales = keyed(path, _scale)
    if [one.default for one in scales.values()].count(True) != 1:
        raise TableError(f"{path.name}:1: exactly one scale must be the default")
    points: dict[str, dict[str, int]] = {one.name.da: {} for one in scales.values()}

    def point(row: Cells) -> None:
        on = points[known(f"{row['scale']} {row['year']}", points)]
        atc = known(row["atc"], medicines)
        if atc in on:
            raise ValueError(f"{atc} stands twice on {row['scale']} {row['year']}")
        on[atc] = int(row["points"])

    for _ in rows(data / "medicines/anticholinergic.csv", point):
        pass
    return {
        key: one.model_copy(update={"points": points[one.name.da]}) for key, one in scales.items()
    }


def cambridge(data: Path, conditions: Collection[str]) -> tuple[CambridgeItem, ...]:
    """The items of the Cambridge Multimorbidity Score; a condition counts as one of them."""
    taken: set[str] = set()

    def item(row: Cells) -> CambridgeItem:
        keys = tuple(known(key, conditions) for key in row["conditions"].split(";"))
        if twice := taken & set(keys):
            raise ValueError(f"{sorted(twice)} count twice")
        taken.update(keys)
        return CambridgeItem(
            **common(row),
            weight=float(row["weight"]),
            conditions=keys,
            note=text(row, "note") if row["note_da"] else None,
        )

    return tuple(keyed(data / "instruments/cambridge.csv", item).values())


def workload(data: Path) -> dict[str, Assumption]:
    """The numbers the workload display rests on."""
    path = data / "instruments/workload.csv"
    found = keyed(path, _assumption)
    if missing := {"many_medicines", "very_many_medicines", "visits", "self_care"} - set(found):
        raise TableError(f"{path.name}:1: {', '.join(sorted(missing))} is missing")
    return found


def _instrument(row: Cells) -> Instrument:
    return Instrument(
        **common(row, Text(da=row["name"], en=row["name"])),
        low=float(row["low"]),
        high=float(row["high"]),
        better=row["better"],  # pyright: ignore[reportArgumentType]
        step=number(row["step"]),
        from_age=int(row["from_age"]) if row["from_age"] else None,
        safety_item=yes(row["safety_item"]),
        card=yes(row["card"]),
        note=text(row, "note"),
    )


def _band(row: Cells, instruments: Collection[str]) -> tuple[str, Band]:
    return known(row["instrument"], instruments), Band(
        set=row["set"],
        default=yes(row["default"]),
        low=float(row["low"]),
        high=float(row["high"]),
        label=text(row, "label"),
        domain=row["domain"] or None,
        rating=int(row["rating"]) if row["rating"] else None,  # pyright: ignore[reportArgumentType]
        source=row["source"],
        verified=row["verified"],  # pyright: ignore[reportArgumentType]
    )


def _left_out(row: Cells) -> LeftOut:
    if bool(row["use"]) == bool(row["atc_prefix"]):
        raise ValueError("a reason names either a use or an ATC prefix")
    return LeftOut(**common(row), use=row["use"], atc_prefix=row["atc_prefix"])


def _scale(row: Cells) -> AnticholinergicScale:
    name = f"{row['scale']} {row['year']}"
    return AnticholinergicScale(
        **common(row, Text(da=name, en=name)),
        relevant_from=float(row["relevant_from"]),
        default=yes(row["default"]),
        note=text(row, "note"),
    )


def _assumption(row: Cells) -> Assumption:
    words = text(row, "words")
    words.format(value="", visits="", hours="")  # raises KeyError for any other name
    return Assumption(**common(row), value=number(row["value"]), words=words)
