"""The numbers a case gives: counts and scores, each with the words that show what was counted.

A quantity is an interval. Known numbers have one value; what the case does not say has none, or
reaches as far as the missing fact could take it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overblik.domain.anticholinergic import AnticholinergicBurden, burden_of
from overblik.domain.base import Text, joined
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.medicines import medicine_count

QUANTITIES = frozenset(
    {
        "conditions",
        "systems",
        "regular_medicines",
        "contraindications",
        "anticholinergic",
        "tracks",
        "frailty",
    }
)
"""The names a model's rules may use."""


@dataclass(frozen=True)
class Quantity:
    """At least ``low``, at most ``high``; ``names`` says what was counted."""

    low: float
    high: float
    names: Text | None = None

    @classmethod
    def exactly(cls, number: float, names: Text | None = None) -> Quantity:
        return cls(number, number, names)


def numeral(number: float) -> Text:
    """A number as each language writes it."""
    return Text(da=f"{number:g}".replace(".", ","), en=f"{number:g}")


def printed_unit(unit: str) -> Text:
    """A unit as it is printed: ml/min/1,73 m² and ml/min/1.73 m² for ml/min/1.73m2."""
    printed = unit.replace("1.73m2", "1.73 m²").replace("kg/m2", "kg/m²")
    return Text.model_construct(da=printed.replace(".", ","), en=printed)


def quantities(case: Case, catalogue: Catalogue) -> Mapping[str, Quantity]:
    """Everything that can be counted in a case. A quantity the case is silent on is left out."""
    conditions = [
        catalogue.condition(one.code) for one in case.conditions if one.status == "active"
    ]
    chronic = list({row.key: row for row in conditions if row.chronic}.values())
    systems = list(dict.fromkeys(row.system for row in chronic))
    found = {
        "conditions": Quantity.exactly(len(chronic), joined([row.name for row in chronic])),
        "systems": Quantity.exactly(
            len(systems), joined([catalogue.systems[key].name for key in systems])
        ),
    }
    if medicines := medicine_count(case, catalogue):
        names = joined([one.name for one in medicines.counted])
        found["regular_medicines"] = Quantity.exactly(medicines.number, names)
        found["contraindications"] = _contraindications(case, catalogue)
        burden = burden_of(medicines, catalogue.anticholinergic_scale)
        found["anticholinergic"] = Quantity.exactly(burden.total, _with_points(burden))
    if case.contacts.tracks is not None:
        found["tracks"] = Quantity.exactly(len(case.contacts.tracks), joined(case.contacts.tracks))
    for score in case.scores:
        if score.instrument == "CFS" and catalogue.instruments["CFS"].fits(case.person.age):
            found["frailty"] = Quantity.exactly(score.value)
    return found


def missing_results(case: Case, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Results that a medicine asks for and the case lacks, as (measurement key, ATC code)."""
    have = {one.kind for one in case.measurements}
    return [
        (flag.measurement, medicine.atc)
        for flag in catalogue.medicine_flags
        if flag.kind == "contraindication" and flag.measurement not in have
        for medicine in case.medicines or ()
        if medicine.atc.startswith(flag.atc_prefix) and medicine.use == "regular"
    ]


def _with_points(burden: AnticholinergicBurden) -> Text:
    """The scale and the medicines with points on it: »ACBcalc 2023: amitriptylin 3«."""
    listed = [
        Text(da=f"{one.name.da} {points}", en=f"{one.name.en} {points}")
        for one, points in burden.pointed
        if points
    ]
    scale = burden.scale.name
    return Text(da=f"{scale.da}: {joined(listed).da}", en=f"{scale.en}: {joined(listed).en}")


def _contraindications(case: Case, catalogue: Catalogue) -> Quantity:
    values = {one.kind: one.value for one in case.measurements}
    names, certain, possible = [], 0, 0
    for flag in catalogue.medicine_flags:
        if flag.kind != "contraindication":
            continue
        for medicine in case.medicines or ():
            if medicine.use != "regular" or not medicine.atc.startswith(flag.atc_prefix):
                continue
            value = values.get(flag.measurement)
            if value is None:
                possible += 1
            elif flag.holds(value):
                certain += 1
                names.append(flag.name)
    return Quantity(certain, certain + possible, joined(names) if names else None)
