"""The CSV tables of ``data/`` as catalogue rows; what is wrong is told with table and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

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
Cells = Mapping[str, str]


class TableError(Exception):
    """A row of a table is wrong; the text names file, line and the trouble."""


def read_catalogue(data: Path) -> Catalogue:
    """Read every table the catalogue is made of. Raises TableError."""
    systems = _keyed(data / "codes/systems.csv", lambda row: System(**_common(row)))
    measurements = _keyed(data / "codes/measurements.csv", _measurement)
    plain = _keyed(data / "instruments/instruments.csv", _instrument)
    bands: dict[str, list[Band]] = {}
    for band_of, band in rows(data / "instruments/cutoffs.csv", lambda row: _band(row, plain)):
        bands.setdefault(band_of, []).append(band)
    return Catalogue(
        systems=systems,
        conditions=_keyed(data / "codes/conditions.csv", lambda row: _condition(row, systems)),
        medicines=_keyed(data / "codes/medicines.csv", _medicine),
        measurements=measurements,
        instruments={
            key: one.model_copy(update={"bands": tuple(bands.get(key, ()))})
            for key, one in plain.items()
        },
        medicine_flags=tuple(
            _keyed(
                data / "medicines/flags.csv", lambda row: _medicine_flag(row, measurements)
            ).values()
        ),
        red_flags=_keyed(data / "model/red_flags.csv", _red_flag),
    )


def rows(path: Path, read: Callable[[Cells], ReadT]) -> Iterator[ReadT]:
    """Each line of a table through ``read``; an error names the file and the line."""
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise TableError(f"{path.name}:1: {error.strerror}") from error
    with file:
        reader = csv.DictReader(file)

        def wrong(what: object) -> TableError:
            return TableError(f"{path.name}:{max(1, reader.line_num)}: {what}")

        try:
            for row in reader:
                if None in row or None in row.values():
                    raise ValueError("the line has not as many cells as the heading")
                yield read(row)
        except KeyError as error:
            raise wrong(f"{error} is not known") from error
        except (ValueError, TypeError) as error:
            raise wrong(error) from error


def _keyed(path: Path, read: Callable[[Cells], RowT]) -> dict[str, RowT]:
    keyed: dict[str, RowT] = {}

    def once(cells: Cells) -> RowT:
        row = read(cells)
        if row.key in keyed:
            raise ValueError(f"{row.key} stands twice")
        return row

    for row in rows(path, once):
        keyed[row.key] = row
    return keyed


def _common(row: Cells, name: Text | None = None) -> dict[str, Any]:
    return {
        "key": row.get("key") or row.get("id"),
        "name": name or Text(da=row["name_da"], en=row["name_en"]),
        "source": row["source"],
        "verified": row["verified"],
    }


def _known(key: str, among: Collection[str]) -> str:
    if key not in among:
        raise KeyError(key)
    return key


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


def _condition(row: Cells, systems: Collection[str]) -> Condition:
    return Condition(
        **_common(row),
        icpc2=row["icpc2"],
        icd10=row["icd10"],
        sks=row["sks"],
        system=_known(row["system"], systems),
        chronic=row["chronic"] == "yes",
        default=row["default"] == "yes",
    )


def _medicine(row: Cells) -> Medicine:
    return Medicine(**{**_common(row), "key": row["atc"]})


def _measurement(row: Cells) -> MeasurementKind:
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


def _instrument(row: Cells) -> Instrument:
    return Instrument(
        **_common(row, Text(da=row["name"], en=row["name"])),
        low=float(row["low"]),
        high=float(row["high"]),
        better=row["better"],  # pyright: ignore[reportArgumentType]
    )


def _band(row: Cells, instruments: Collection[str]) -> tuple[str, Band]:
    return _known(row["instrument"], instruments), Band(
        set=row["set"],
        low=float(row["low"]),
        high=float(row["high"]),
        label=Text(da=row["label_da"], en=row["label_en"]),
        domain=row["domain"] or None,
        rating=int(row["rating"]) if row["rating"] else None,  # pyright: ignore[reportArgumentType]
        source=row["source"],
        verified=row["verified"],  # pyright: ignore[reportArgumentType]
    )


def _medicine_flag(row: Cells, measurements: Collection[str]) -> MedicineFlag:
    numbers = [float(one) for one in row["value"].split(";")]
    low, high = {
        "<": (None, numbers[0]),
        ">=": (numbers[0], None),
        "between": (numbers[0], numbers[-1]),
    }[row["operator"]]
    return MedicineFlag(
        **_common(row, Text(da=row["text_da"], en=row["text_en"])),
        atc_prefix=row["atc_prefix"],
        measurement=_known(row["measurement"], measurements),
        low=low,
        high=high,
        kind=row["kind"],  # pyright: ignore[reportArgumentType]
    )


def _red_flag(row: Cells) -> RedFlag:
    return RedFlag(
        **_common(row),
        urgency=row["urgency"],  # pyright: ignore[reportArgumentType]
        action=Text(da=row["action_da"], en=row["action_en"]),
        applies_to=row["applies_to"],
    )
