"""The comparison in words never calls lightest what is only unknown."""

from __future__ import annotations

import pytest

from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import begun, do, opened

MODEL = library().model
AXES = {axis.id: [one.id for one in MODEL.domains_of(axis.id)] for axis in MODEL.axes}


def told(store: Store, *events: dict[str, object]) -> str:
    """What the page says of Birgit beside Kenneth once these have happened."""
    id = begun(store, "C01")
    sorting = opened(store, "stratificering", id)
    for event in events:
        sorting.handle(event)
    page = do(opened(store, "casevaerksted", id), "show", what="against", value="C02")
    return " ".join(page.one("told").text.split())


def rated(axis: str, value: object) -> list[dict[str, object]]:
    return [{"type": "rate", "domain": one, "value": value} for one in AXES[axis]]  # type: ignore[index]


def test_the_heavier_axis_is_named_with_what_weighs_most(store: Store):
    said = told(store)
    assert "Hos Birgit vejer den biomedicinske akse: høj. Tungest: Sygdomsbyrde" in said
    assert "Hos Kenneth vejer den psykosociale akse: høj" in said


def test_an_axis_that_may_be_as_heavy_is_left_open(store: Store):
    said = told(store, *rated("psychosocial", "unknown"))
    assert "Hos Birgit er den psykosociale akse ikke afklaret: lav, moderat eller høj." in said
    said = told(store, *rated("biomedical", "unknown"))
    assert "Hos Birgit vejer" not in said


@pytest.mark.parametrize("medication", [0, "unknown"])
def test_a_level_set_by_hand_is_called_so_and_has_no_heaviest(store: Store, medication: object):
    said = told(
        store,
        *rated("biomedical", "unknown"),
        {"type": "rate", "domain": "medication", "value": medication},
        {"type": "axis", "axis": "biomedical", "value": "high"},
        {"type": "axis_reason", "axis": "biomedical", "value": "Fordi"},
    )
    assert "Hos Birgit vejer den biomedicinske akse: høj (sat af jer)." in said
    assert "Tungest: Medicinbyrde" not in said
