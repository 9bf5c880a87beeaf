"""The CSV tables of ``data/`` as catalogue rows; what is wrong is told with table and line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from overblik.domain.base import Text
from overblik.domain.catalogue import (
    Catalogue,
    Condition,
    MeasurementKind,
    Medicine,
    MedicineFlag,
    RedFlag,
    System,
)
from overblik.knowledge.burden_tables import (
    anticholinergic,
    cambridge,
    instruments,
    left_out,
    workload,
)
from overblik.knowledge.offers import read_services
from overblik.knowledge.rows import Cells, TableError, common, keyed, known, number, rows, yes

__all__ = ["Cells", "TableError", "read_catalogue", "rows"]


def read_catalogue(data: Path, owners: Mapping[str, str]) -> Catalogue:
    """Read every table the catalogue is made of. Raises TableError.

    ``owners`` are those of the model, each with its place.
    """
    systems = keyed(data / "codes/systems.csv", lambda row: System(**common(row)))
    conditions = keyed(data / "codes/conditions.csv", lambda row: _condition(row, systems))
    medicines = keyed(data / "codes/medicines.csv", _medicine)
    measurements = keyed(data / "codes/measurements.csv", _measurement)
    return Catalogue(
        systems=systems,
        conditions=conditions,
        medicines=medicines,
        measurements=measurements,
        instruments=instruments(data),
        medicine_flags=tuple(
            keyed(
                data / "medicines/flags.csv", lambda row: _medicine_flag(row, measurements)
            ).values()
        ),
        red_flags=keyed(data / "model/red_flags.csv", lambda row: _red_flag(row, conditions)),
        left_out=left_out(data),
        anticholinergic=anticholinergic(data, medicines),
        cambridge=cambridge(data, conditions),
        workload=workload(data),
        services=read_services(data / "offers/catalogue.csv", owners),
        owners=owners,
    )


def _condition(row: Cells, systems: Collection[str]) -> Condition:
    return Condition(
        **common(row),
        icpc2=row["icpc2"],
        icd10=row["icd10"],
        sks=row["sks"],
        system=known(row["system"], systems),
        chronic=row["chronic"] == "yes",
        default=row["default"] == "yes",
    )


def _medicine(row: Cells) -> Medicine:
    return Medicine(**{**common(row), "key": row["atc"]})


def _measurement(row: Cells) -> MeasurementKind:
    return MeasurementKind(
        **common(row),
        unit=row["unit"],
        unit_aliases=tuple(one.strip() for one in row["unit_aliases"].split(";") if one.strip()),
        low=float(row["low"]),
        high=float(row["high"]),
        decimals=int(row["decimals"]),
        reference_low=number(row["reference_low"]),
        reference_high=number(row["reference_high"]),
        kidney=yes(row["kidney"]),
    )


def _medicine_flag(row: Cells, measurements: Collection[str]) -> MedicineFlag:
    numbers = [float(one) for one in row["value"].split(";")]
    low, high = {
        "<": (None, numbers[0]),
        ">=": (numbers[0], None),
        "between": (numbers[0], numbers[-1]),
    }[row["operator"]]
    return MedicineFlag(
        **common(row, Text(da=row["text_da"], en=row["text_en"])),
        atc_prefix=row["atc_prefix"],
        measurement=known(row["measurement"], measurements),
        low=low,
        high=high,
        kind=row["kind"],  # pyright: ignore[reportArgumentType]
    )


def _red_flag(row: Cells, conditions: Collection[str]) -> RedFlag:
    return RedFlag(
        **common(row),
        urgency=row["urgency"],  # pyright: ignore[reportArgumentType]
        action=Text(da=row["action_da"], en=row["action_en"]),
        applies_to=row["applies_to"],
        conditions=tuple(known(key, conditions) for key in row["conditions"].split(";") if key),
    )
