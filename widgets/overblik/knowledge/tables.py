"""The CSV tables of ``data/`` as catalogue rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from overblik.domain.base import Text
from overblik.domain.catalogue import (
    Band,
    Catalogue,
    Condition,
    Instrument,
    MeasurementKind,
    Medicine,
    MedicineFlag,
    RedFlag,
    Row,
    System,
)

ReadT = TypeVar("ReadT")
RowT = TypeVar("RowT", bound=Row)


class TableError(Exception):
    """A row of a table is wrong; the text names file, line and the trouble."""


def read_catalogue(data: Path) -> Catalogue:
    """Read every table the catalogue is made of. Raises TableError."""
    bands: dict[str, list[Band]] = {}
    for instrument, band in rows(data / "instruments/cutoffs.csv", _band):
        bands.setdefault(instrument, []).append(band)

    def with_bands(row: Mapping[str, str]) -> Instrument:
        return Instrument(
            **_common(row, name=Text(da=row["name"], en=row["name"])),
            low=float(row["low"]),
            high=float(row["high"]),
            better=row["better"],  # pyright: ignore[reportArgumentType]
            bands=tuple(bands.get(row["key"], ())),
        )

    return Catalogue(
        systems=_keyed(rows(data / "codes/systems.csv", lambda row: System(**_common(row)))),
        conditions=_keyed(rows(data / "codes/conditions.csv", _condition)),
        medicines=_keyed(rows(data / "codes/medicines.csv", _medicine)),
        measurements=_keyed(rows(data / "codes/measurements.csv", _measurement)),
        instruments=_keyed(rows(data / "instruments/instruments.csv", with_bands)),
        medicine_flags=tuple(rows(data / "medicines/flags.csv", _medicine_flag)),
        red_flags=_keyed(rows(data / "model/red_flags.csv", _red_flag)),
    )


def rows(path: Path, read: Callable[[Mapping[str, str]], ReadT]) -> Iterator[ReadT]:
    """Each line of a table through ``read``; an error names the file and the line."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                yield read(row)
            except (KeyError, ValueError, TypeError) as error:
                raise TableError(f"{path.name}:{number}: {error}") from error


def _keyed(found: Iterator[RowT]) -> dict[str, RowT]:
    keyed: dict[str, RowT] = {}
    for row in found:
        if row.key in keyed:
            raise TableError(f"{row.key} stands twice")
        keyed[row.key] = row
    return keyed


def _common(row: Mapping[str, str], **over: object) -> dict:
    return {
        "key": row.get("key") or row.get("id"),
        "name": over.get("name") or Text(da=row["name_da"], en=row["name_en"]),
        "source": row["source"],
        "verified": row["verified"],
    }


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


def _condition(row: Mapping[str, str]) -> Condition:
    return Condition(
        **_common(row),
        icpc2=row["icpc2"],
        icd10=row["icd10"],
        sks=row["sks"],
        system=row["system"],
        chronic=row["chronic"] == "yes",
        default=row["default"] == "yes",
    )


def _medicine(row: Mapping[str, str]) -> Medicine:
    return Medicine(**{**_common(row), "key": row["atc"]})


def _measurement(row: Mapping[str, str]) -> MeasurementKind:
    return MeasurementKind(
        **_common(row),
        unit=row["unit"],
        unit_aliases=tuple(one.strip() for one in row["unit_aliases"].split(";") if one.strip()),
        low=float(row["low"]),
        high=float(row["high"]),
        decimals=int(row["decimals"]),
        reference_low=_number(row["reference_low"]),
        reference_high=_number(row["reference_high"]),
    )


def _band(row: Mapping[str, str]) -> tuple[str, Band]:
    return row["instrument"], Band(
        set=row["set"],
        low=float(row["low"]),
        high=float(row["high"]),
        label=Text(da=row["label_da"], en=row["label_en"]),
        domain=row["domain"] or None,
        rating=int(row["rating"]) if row["rating"] else None,  # pyright: ignore[reportArgumentType]
        source=row["source"],
        verified=row["verified"],  # pyright: ignore[reportArgumentType]
    )


def _medicine_flag(row: Mapping[str, str]) -> MedicineFlag:
    numbers = [float(one) for one in row["value"].split(";")]
    low, high = {
        "<": (None, numbers[0]),
        ">=": (numbers[0], None),
        "between": (numbers[0], numbers[-1]),
    }[row["operator"]]
    return MedicineFlag(
        **_common(row, name=Text(da=row["text_da"], en=row["text_en"])),
        atc_prefix=row["atc_prefix"],
        measurement=row["measurement"],
        low=low,
        high=high,
        kind=row["kind"],  # pyright: ignore[reportArgumentType]
    )


def _red_flag(row: Mapping[str, str]) -> RedFlag:
    return RedFlag(
        **_common(row),
        urgency=row["urgency"],  # pyright: ignore[reportArgumentType]
        action=Text(da=row["action_da"], en=row["action_en"]),
        applies_to=row["applies_to"],
    )
