"""Patients for the conflict and synergy board: whoever makes a row speak, and what is told then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from overblik.domain.case import Case
from overblik.domain.clashes import Board, Clash, board
from overblik.domain.triggers import SITTING, STANDING
from overblik.knowledge import library
from tests.domain.patients import patient

CATALOGUE = library().catalogue
CLASHES = library().clashes

Wish = tuple[str, str]


def somebody(
    *,
    medicines: Iterable[str | Mapping[str, object]] | None = (),
    conditions: Iterable[str | Mapping[str, object]] = ("psoriasis",),
    results: Mapping[str, float] | None = None,
    falls: int | None = None,
    **more: object,
) -> Case:
    """A patient with these results in the units of the tables."""
    measured = [
        {"kind": kind, "value": value, "unit": CATALOGUE.measurements[kind].unit}
        for kind, value in (results or {}).items()
    ]
    return patient(
        medicines=medicines,
        conditions=conditions,
        measurements=measured,
        contacts={"falls": falls},
        **more,  # pyright: ignore[reportArgumentType]
    )


def whoever(row: Clash) -> tuple[Case, Sequence[Wish]]:
    """Somebody for whom every part of a row's trigger is just so, and what they wish."""
    when, unless = row.when, row.unless
    taken: list[Mapping[str, object]] = []
    for group in when.medicines:
        fitting = [
            atc
            for atc in CATALOGUE.medicines
            if atc.startswith(group) and not (unless.medicines and atc.startswith(unless.medicines))
        ]
        number = 1 if taken else when.number
        assert len(fitting) >= number, f"{row.id}: no medicine of {group} in medicines.csv"
        taken += [{"atc": atc, "dose": "x 1", "use": when.uses[0]} for atc in fitting[:number]]
    status = "previous" if when.ever else "active"
    conditions: list[dict[str, object]] = [
        {"code": group[0], "status": status} for group in when.conditions
    ]
    results: dict[str, float] = {}
    for limit in when.results:
        kind = CATALOGUE.measurements[limit.of[0]]
        step = 10.0**-kind.decimals
        results[kind.key] = limit.at_least if limit.at_least is not None else limit.below - step  # pyright: ignore[reportOptionalOperand]
    if when.standing_drop_from is not None:
        results |= {SITTING: 140.0, STANDING: 140.0 - when.standing_drop_from}
    age = when.age_from if when.age_from is not None else (when.age_below or 51) - 1
    case = somebody(
        medicines=taken,
        conditions=conditions or [{"code": "psoriasis"}],
        results=results,
        falls=when.falls_from,
        age=age,
    )
    wishes = [(f"w-{key}", CLASHES.themes[key].stems.da[0]) for key in when.wishes[:1]]
    return case, wishes


def told(case: Case, wishes: Sequence[Wish] = ()) -> Board:
    """What the library's rows say of a case."""
    return board(case, CLASHES, CATALOGUE, wishes)


def ids(found: Board) -> set[str]:
    """The rows that hold."""
    return {card.row.id for card in found.cards}


def unsure(found: Board) -> dict[str, tuple[str, ...]]:
    """The rows that cannot be judged, and what each lacks, in Danish."""
    return {one.row.id: tuple(name.da for name in one.missing) for one in found.unsure}
