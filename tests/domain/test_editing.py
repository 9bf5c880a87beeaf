"""A case changed and told apart from the one that was written; each fact can be put back."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from overblik.domain.case import Case
from overblik.domain.editing import (
    fact_changes,
    latest_day,
    put_back,
    revised,
    rows_of,
    with_row,
    without_row,
    worded,
    written,
)
from overblik.knowledge import library
from tests.domain.patients import METFORMIN, TODAY, patient, text

CATALOGUE = library().catalogue
WRITTEN = patient(
    conditions=("hypertension", "copd"),
    medicines=(METFORMIN,),
    results={"eGFR": 60},
    scores={"MDI": 20},
    red_flags=("trauma",),
)


def edit(**fields: object) -> Case:
    return revised(WRITTEN, CATALOGUE, TODAY, **fields)


def life(at: int, **values: object) -> list[dict[str, Any]]:
    rows = rows_of(WRITTEN, "life")
    rows[at].update(values)
    return rows


class Row(NamedTuple):
    why: str
    after: Case
    changes: list[tuple[str, str, bool, bool]]
    """Theme, key, whether it was there before and whether it is now."""


ROWS = (
    Row("nothing", edit(), []),
    Row(
        "a person",
        edit(person={**WRITTEN.person.model_dump(), "age": 51, "household": "alone"}),
        [("person", "age", True, True), ("person", "household", False, True)],
    ),
    Row(
        "a diagnosis more, one less, one that is over",
        edit(
            conditions=[
                {"code": "copd", "status": "previous"},
                {"code": "depression"},
            ]
        ),
        [
            ("conditions", "hypertension", True, False),
            ("conditions", "copd", True, True),
            ("conditions", "depression", False, True),
        ],
    ),
    Row(
        "the same disease by another code is the same disease",
        edit(conditions=[{"code": "K86"}, {"code": "R95"}]),
        [],
    ),
    Row(
        "medicines that are not told any more",
        edit(medicines=None),
        [("medicines", "", True, False), ("medicines", METFORMIN, True, False)],
    ),
    Row("no medicines", edit(medicines=[]), [("medicines", METFORMIN, True, False)]),
    Row(
        "another result",
        edit(measurements=with_row(WRITTEN, "measurements", "eGFR", value=25.0)),
        [("measurements", "eGFR", True, True)],
    ),
    Row(
        "a score gone",
        edit(scores=without_row(WRITTEN, "scores", "MDI")),
        [("scores", "MDI", True, False)],
    ),
    Row(
        "contacts that were unknown",
        edit(contacts={**WRITTEN.contacts.model_dump(), "gp": 4}),
        [("contacts", "gp", False, True)],
    ),
    Row("a heavier life", edit(life=life(1, weight=2)), [("life", "w1", True, True)]),
    Row("a line less", edit(life=rows_of(WRITTEN, "life")[1:]), [("life", "w0", True, False)]),
    Row(
        "a line more",
        edit(life=[*rows_of(WRITTEN, "life"), {**life(0)[0], "text": text("ny")}]),
        [("life", "n6.7", False, True)],
    ),
    Row("another order", edit(life=rows_of(WRITTEN, "life")[::-1]), []),
    Row("a flag less", edit(red_flags=[]), [("red_flags", "trauma", True, False)]),
    Row("thoughts of death", edit(safety=text("ja")), [("safety", "safety", False, True)]),
    Row("another name", edit(id="Z01", title=text("Ny")), [("case", "id", True, True),
                                                         ("case", "title", True, True)]),
)  # fmt: skip
each = pytest.mark.parametrize("row", ROWS, ids=[one.why for one in ROWS])


@each
def test_what_is_otherwise_is_told_fact_by_fact(row: Row):
    assert [
        (one.theme, one.key, one.before is not None, one.after is not None)
        for one in fact_changes(WRITTEN, row.after)
    ] == row.changes


@each
def test_each_fact_can_be_put_back_in_any_order(row: Row):
    for turned in (False, True):
        now = row.after
        changes = fact_changes(WRITTEN, now)
        for one in reversed(changes) if turned else changes:
            fields = put_back(WRITTEN, now, one.theme, one.key)
            now = revised(now, CATALOGUE, TODAY, **fields)
            assert put_back(WRITTEN, now, one.theme, one.key) == {}, "a second click does nothing"
        assert fact_changes(WRITTEN, now) == ()
        if changes:
            assert now == WRITTEN, "and everything stands where it stood"


@each
def test_no_case_is_ever_changed(row: Row):
    kept = (WRITTEN.model_copy(deep=True), row.after.model_copy(deep=True))
    fact_changes(WRITTEN, row.after)
    put_back(WRITTEN, row.after, "person", "age")
    with_row(row.after, "conditions", "copd", status="acute")
    assert kept == (WRITTEN, row.after)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"conditions": []}, "too_short"),
        ({"conditions": [{"code": "vejret"}]}, "unknown_condition"),
        ({"medicines": [{"atc": "A00"}]}, "unknown_medicine"),
        ({"measurements": with_row(WRITTEN, "measurements", "eGFR", value=900.0)}, "implausible"),
        ({"scores": with_row(WRITTEN, "scores", "MDI", value=51.0)}, "score_out_of_range"),
        ({"scores": [{"instrument": "CFS", "value": 5.0}]}, "too_young"),
        ({"person": {**WRITTEN.person.model_dump(), "age": 200}}, "less_than_equal"),
    ],
)
def test_what_no_case_file_may_say_no_edit_may_either(fields: dict[str, object], error: str):
    with pytest.raises(ValidationError) as wrong:
        edit(**fields)
    assert wrong.value.errors()[0]["type"] == error


def test_what_was_not_told_is_not_told_again():
    """Taking back the only medicine somebody added does not say that the patient takes none."""
    untold = revised(WRITTEN, CATALOGUE, TODAY, medicines=None)
    now = revised(untold, CATALOGUE, TODAY, medicines=[{"atc": METFORMIN}])
    assert put_back(untold, now, "medicines", METFORMIN) == {"medicines": None}
    none = revised(WRITTEN, CATALOGUE, TODAY, medicines=[])
    assert put_back(none, now, "medicines", METFORMIN) == {"medicines": ()}


def test_the_latest_day_is_found_wherever_it_stands():
    far = WRITTEN.model_dump()
    result = far["measurements"][0]
    result["earlier"] = [{"value": 61.0, "date": date(2027, 1, 2)}]
    later = Case.model_validate(far)
    assert latest_day(TODAY, WRITTEN) == TODAY
    assert latest_day(TODAY, WRITTEN, later) == date(2027, 1, 2)
    assert latest_day(date(2028, 1, 1), later) == date(2028, 1, 1)


def test_a_case_is_flat_before_it_is_edited():
    case = library().cases["C03"]
    for variant in case.variants:
        flat = written(case, variant.id)
        assert flat.variants == ()
        assert flat.in_variant(None) == flat
        assert all(one in flat.red_flags for one in variant.red_flags)


def test_typed_words_are_the_text_they_were_taken_from():
    known = library().cases["C01"].person.work
    assert worded(f" {known.da} ", known) == known.model_dump()
    assert worded(known.en, known) == known.model_dump()
    assert worded("Lærer", known) == text("Lærer")
