"""The rows a reader can open: where they are, and word for word what the file says."""

from __future__ import annotations

import pytest

from overblik.knowledge import library
from overblik.paths import data_dir

KNOWN = library()


@pytest.mark.parametrize(
    "key",
    [
        *(rule.id for one in KNOWN.model.domains for rule in one.rules),
        *(rule.id for one in KNOWN.model.axes for rule in one.lifts),
        *(f"axis:{one.id}" for one in KNOWN.model.axes),
        *(f"domain:{one.id}" for one in KNOWN.model.domains),
        *(f"cell:{one.biomedical}-{one.psychosocial}" for one in KNOWN.model.cells),
        *(f"reading:{one.id}" for one in KNOWN.model.readings),
    ],
)
def test_every_row_of_the_model_is_found_in_its_file(key: str):
    row = KNOWN.file_rows[key]
    lines = (data_dir() / row.file.removeprefix("data/")).read_text("utf-8").splitlines()
    shown = row.text.splitlines()
    assert [one.strip() for one in lines[row.line - 1 : row.line - 1 + len(shown)]] == [
        one.strip() for one in shown
    ]
    name = key.partition(":")[2] or key
    assert name.partition("-")[0] in shown[0], "it begins with its own name"


def test_every_cut_off_is_found():
    for instrument in KNOWN.catalogue.instruments.values():
        for band in instrument.bands:
            row = KNOWN.file_rows[f"{instrument.key}:{band.set}:{band.low:g}"]
            assert band.label.da in row.text
            line = (
                (data_dir() / "instruments/cutoffs.csv")
                .read_text("utf-8")
                .splitlines()[row.line - 1]
            )
            assert line.startswith(instrument.key)
