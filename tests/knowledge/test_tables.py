"""The tables as shipped: every row has a source, every code its form, every band its place."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from overblik.domain.codes import ATC, ICD10, ICPC2
from overblik.knowledge import library
from overblik.paths import data_dir

DATA = data_dir()
TABLES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv"))
KEYS = {"codes/medicines.csv": ("atc",), "medicines/flags.csv": ("id",)} | {
    "instruments/cutoffs.csv": ("instrument", "set", "low"),
    "labels/tiers.csv": ("set", "tier"),
    "model/red_flags.csv": ("id",),
    "medicines/anticholinergic.csv": ("scale", "year", "atc"),
}

MAY_BE_EMPTY = ("note_da", "answers_da", "talk_da", "contact_da", "books_da")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, restkey="TOO MANY", restval="TOO FEW", strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_has_as_many_fields_as_the_header(table: str):
    for row in rows(table):
        assert "TOO MANY" not in row
        assert "TOO FEW" not in row.values()


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table: str):
    keys = KEYS.get(table, ("key",))
    counts = Counter(tuple(row[key] for key in keys) for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_is_from_and_how_sure_it_is(table: str):
    for row in rows(table):
        assert row["source"].strip()
        assert row["verified"] in ("yes", "memory", "proposal")
        if "memory" in row["source"]:
            assert row["verified"] != "yes", row


@pytest.mark.parametrize("table", TABLES)
def test_every_name_stands_in_both_languages(table: str):
    for row in rows(table):
        for column, value in row.items():
            if column.endswith("_da"):
                english = row[column.removesuffix("_da") + "_en"]
                assert bool(value.strip()) == bool(english.strip()), row
                assert value.strip() or column in MAY_BE_EMPTY, row


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_plain_utf8_with_unix_line_ends(table: str):
    raw = (DATA / table).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    raw.decode("utf-8")


@pytest.mark.parametrize("row", rows("codes/conditions.csv"), ids=lambda row: row["key"])
def test_a_condition_has_well_formed_codes_and_a_system(row: dict[str, str]):
    ICPC2(row["icpc2"])
    assert str(ICD10(row["icd10"]).sks) == row["sks"]
    assert row["system"] in library().catalogue.systems
    assert row["chronic"] in ("yes", "no")
    assert row["default"] in ("yes", "no")


def test_a_shared_code_means_one_condition():
    """ICPC-2 alone means the row marked default; so every code has exactly one."""
    defaults: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("codes/conditions.csv"):
        defaults[row["icpc2"]] += [row["key"]] if row["default"] == "yes" else []
    assert [code for code, keys in defaults.items() if len(keys) != 1] == []


def test_no_code_means_one_thing_in_icpc_and_another_in_icd():
    table = rows("codes/conditions.csv")
    assert {row["icpc2"] for row in table}.isdisjoint({row["icd10"] for row in table})


@pytest.mark.parametrize("row", rows("codes/medicines.csv"), ids=lambda row: row["atc"])
def test_a_medicine_has_a_well_formed_code(row: dict[str, str]):
    assert str(ATC(row["atc"])) == row["atc"]


def test_every_outcome_of_gabapentin_has_moved_to_its_new_code():
    codes = library().catalogue.medicines
    assert {"N02BF01", "N02BF02"} <= set(codes)
    assert "N03AX12" not in codes


@pytest.mark.parametrize(
    "kind", library().catalogue.measurements.values(), ids=lambda kind: kind.key
)
def test_a_measurement_has_believable_limits(kind):
    assert kind.low < kind.high
    assert 0 <= kind.decimals <= 3
    assert kind.knows_unit(kind.unit)
    if kind.reference_low is not None:
        assert kind.low <= kind.reference_low
    if kind.reference_high is not None:
        assert kind.reference_high <= kind.high


@pytest.mark.parametrize("scale", library().catalogue.instruments.values(), ids=lambda one: one.key)
def test_bands_tile_an_instruments_range(scale):
    sets = {band.set for band in scale.bands}
    assert len({band.set for band in scale.bands if band.default}) == 1, "one set is the default"
    for name in sets:
        bands = [band for band in scale.bands if band.set == name]
        assert len({band.default for band in bands}) == 1
        assert bands[0].low == scale.low
        assert bands[-1].high == scale.high
        for one, after in pairwise(bands):
            assert one.low < one.high == after.low
    for score in range(int(scale.low), int(scale.high) + 1):
        assert scale.band(score) == scale.readings(score)[0]
        assert {band.set for band in scale.readings(score)} == sets, "each set says something, once"
        assert len(scale.readings(score)) == len(sets)


@pytest.mark.parametrize("scale", library().catalogue.instruments.values(), ids=lambda one: one.key)
def test_a_worse_score_never_pre_fills_less(scale):
    ratings = [band.rating for band in scale.bands if band.default]
    if scale.better == "higher":
        ratings.reverse()
    known = [rating for rating in ratings if rating is not None]
    assert known == sorted(known)
    assert len(known) in (0, len(ratings)), "either the whole scale pre-fills or none of it"
    domains = {one.id for one in library().model.domains}
    assert {band.domain for band in scale.bands} <= domains | {None}


def test_outside_its_range_a_scale_has_no_band():
    mdi = library().catalogue.instruments["MDI"]
    assert mdi.band(-1) is None
    assert mdi.band(51) is None


def test_the_cut_off_sets_are_named_as_decided():
    """MDI by Bech 2015, not the older 20/25/30; T-ILS by the Danish limit, not the English 6."""
    catalogue = library().catalogue

    def limits(key: str, *, default: bool) -> list[float]:
        bands = catalogue.instruments[key].bands
        return [band.low for band in bands if band.default == default]

    assert limits("MDI", default=True) == [0, 21, 26, 31]
    assert limits("MDI", default=False) == [0, 20, 25, 30]
    assert limits("PHQ9", default=True) == [0, 5, 10, 15, 20]
    assert limits("GAD7", default=True) == [0, 5, 10, 15]
    assert limits("T_ILS", default=True) == [3, 7]
    assert limits("T_ILS", default=False) == [3, 6]
    assert catalogue.instruments["WHO5"].better == "higher"


@pytest.mark.parametrize("flag", library().catalogue.medicine_flags, ids=lambda flag: flag.key)
def test_a_flag_points_at_a_medicine_and_a_measurement_that_are_there(flag):
    catalogue = library().catalogue
    assert any(atc.startswith(flag.atc_prefix) for atc in catalogue.medicines)
    assert flag.measurement in catalogue.measurements
    assert flag.low is not None or flag.high is not None


@pytest.mark.parametrize(
    ("key", "inside", "outside"),
    [("R-MET30", [1, 29, 29.9], [30, 60]), ("R-MET60", [30, 59, 59.9], [29.9, 60])],
)
def test_metformin_is_flagged_at_30_and_60(key: str, inside: list[float], outside: list[float]):
    flag = next(one for one in library().catalogue.medicine_flags if one.key == key)
    assert all(flag.holds(value) for value in inside)
    assert not any(flag.holds(value) for value in outside)


@pytest.mark.parametrize("names", library().tier_names.values(), ids=list(library().tier_names))
def test_a_label_set_names_every_tier(names):
    assert set(names) == {"low", "moderate", "high", "undefined"}
    assert len({one.full.da for one in names.values()}) == 4


def test_clinicians_see_the_documents_own_words_by_default():
    names = library().tier_names
    assert next(iter(names)) == "dsam"
    assert names["dsam"]["low"].short.da == "lav"
    assert "arbejdsidé" in names["colour"]["high"].full.da, "colours are a working idea only"


def test_no_items_of_questionnaires_are_stored():
    """`safety_item` says yes or no; nothing else of an instrument speaks of its items."""
    for path in (DATA / "instruments").iterdir():
        columns = set(Path(path).read_text("utf-8").split("\n")[0].split(","))
        assert {one for one in columns if "item" in one or "question" in one} <= {"safety_item"}
    assert {row["safety_item"] for row in rows("instruments/instruments.csv")} == {"yes", "no"}


def test_one_anticholinergic_scale_is_chosen_and_named_with_its_year():
    scale = library().catalogue.anticholinergic_scale
    assert scale.name.da == "ACBcalc 2023"
    assert scale.verified == "memory", "that 3 is relevant has not been checked"


@pytest.mark.parametrize(
    "scale", library().catalogue.anticholinergic.values(), ids=lambda one: one.key
)
def test_a_scale_gives_nought_to_three_points(scale):
    assert set(scale.points.values()) <= {0, 1, 2, 3}
    assert len(scale.points) >= 10


def test_the_model_lifts_where_the_scale_says_relevant():
    rules = library().model.domain("medication").rules
    limit = next(rule.when["anticholinergic"] for rule in rules if "anticholinergic" in rule.when)
    assert limit == library().catalogue.anticholinergic_scale.relevant_from


def test_the_twenty_conditions_of_the_cambridge_score():
    items = library().catalogue.cambridge
    assert len(items) == 20
    assert round(sum(one.weight for one in items), 2) == 16.33
    memory = {one.key for one in items if one.verified == "memory"}
    assert memory == {"constipation", "painful_condition"}, "by diagnosis here, not by prescription"


def test_the_hours_of_a_visit_are_a_proposal_and_said_to_be():
    assert library().catalogue.workload["visits"].verified == "proposal"
