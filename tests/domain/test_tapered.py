"""Which lines of a plan end a medicine that must be tapered."""

from __future__ import annotations

import pytest

from overblik.domain.clashes import board, tapered
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.knowledge import library

KNOWN = library()
ELLEN = KNOWN.cases["C07"].in_variant(None)
BOARD = board(ELLEN, KNOWN.clashes, KNOWN.catalogue)
TAPER = next(one.medicines[0].key for one in BOARD.cards if one.row.kind == "taper")
OTHER = next(
    one.atc
    for one in ELLEN.medicines or ()
    if not any(card.row.kind == "taper" for card in BOARD.about(one.atc))
)


@pytest.mark.parametrize(
    ("kind", "atc", "found", "why"),
    [
        ("stop", TAPER, True, "it ends what must not end at once"),
        ("start", TAPER, False, "nothing ends"),
        ("adjust", TAPER, False, "the one who adjusts sees to it"),
        ("stop", OTHER, False, "no row says so"),
        ("stop", None, False, "nobody knows which medicine"),
    ],
)
def test_only_a_stop_of_what_has_a_taper_row(kind: str, atc: str | None, found: bool, why: str):
    step = MedicineStep.model_validate({"kind": kind, "atc": atc})
    item = PlanItem(id="x", text="Ud", medicine=step)
    assert tapered([item, PlanItem(id="y", text="Ring")], BOARD) == ({"x"} if found else set()), why
