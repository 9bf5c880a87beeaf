"""The board: what each case of the library is told, and what must hold for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.case import Case
from overblik.domain.clashes import Board, Clash
from overblik.domain.triggers import SITTING, STANDING
from overblik.knowledge import library
from tests.domain.boards import CATALOGUE, CLASHES, ids, somebody, told, unsure, whoever
from tests.support.examples import examples

ASA, APIXABAN = "B01AC06", "B01AF02"
TRAMADOL, GABAPENTIN, AMITRIPTYLINE = "N02AX02", "N02BF01", "N06AA09"


def test_the_strongest_card_comes_first():
    order = list(CLASHES.strengths)
    found = [order.index(card.row.strength) for card in told(library().case("C08")).cards]
    assert found == sorted(found)
    assert len(set(found)) > 3


# What each case of the library is told.


def in_library(id: str, **facts: object) -> Board:
    """A case under its own wishes; ``facts`` replace what its contacts say."""
    case = library().case(id).in_variant(None)
    case = case.model_copy(update={"contacts": case.contacts.model_copy(update=facts)})
    return told(case, wishes_of(case))


def wishes_of(case: Case) -> Sequence[tuple[str, str]]:
    return [(f"case-{at}", one.da) for at, one in enumerate(case.priorities, 1)]


class Told(NamedTuple):
    case: str
    cards: frozenset[str]
    reason: str


ELLEN = Told(
    "C07",
    frozenset({
        "nsaid-heart-failure", "nsaid-kidney", "nsaid-anticoagulant", "sulfonylurea-tight",
        "pressure-standing-drop", "diuretic-night", "pressure-falls", "steroid-diabetes",
        "steroid-bone", "beta-blocker-copd", "metformin-kidney",
    }),
    "the guidelines disagree, in seven ways at least",
)  # fmt: skip
POUL = Told(
    "C08",
    frozenset({
        "metformin-kidney-low", "insulin-tight", "potassium-too-high", "ras-potassium-high",
        "anticholinergic-memory", "anticholinergic-prostate", "gabapentinoid-kidney",
        "gabapentinoid-opioid", "tramadol-kidney", "sedating-three", "sedating-wish",
        "simvastatin-amlodipine", "pressure-standing-low", "allopurinol-kidney",
        "taper-gabapentinoid", "taper-opioid", "taper-antidepressant",
    }),
    "fourteen medicines and a tired kidney",
)  # fmt: skip

TOLD = (
    ELLEN,
    POUL,
    Told(
        "C01",
        frozenset(
            {"metformin-kidney", "mra-ras-potassium", "sglt2-serves", "iron-heart-failure",
             "anticoagulant-serves", "beta-blocker-serves", "ras-protects-kidney"}
        ),
        "a narrow potassium margin, and medicines that each serve several diseases",
    ),
    Told("C02", frozenset(), "amlodipine and an inhaler: nothing pulls apart"),
    Told("C04", frozenset({"aspirin-ticagrelor", "kidney-heart-sugar"}), "no end date for two"),
    Told(
        "C09",
        frozenset({"benzodiazepine-age", "benzodiazepine-breath", "sglt2-thin", "steroid-mind",
                   "beta-blocker-copd", "taper-anxiolytic", "taper-antidepressant"}),
        "sedatives and lungs",
    ),
    Told(
        "C10",
        frozenset({"contraceptive-lamotrigine", "contraceptive-migraine", "sedating-driving"}),
        "epilepsy, migraine and the pill",
    ),
    Told("C11", frozenset({"nsaid-hypertension", "nsaid-methotrexate"}), "joints and pressure"),
    Told("C12", frozenset({"nsaid-lithium", "lithium-calcium", "glp1-serves"}), "lithium"),
    Told("C13", frozenset({"diuretic-gout", "nsaid-ras-diuretic"}), "gout and the pressure pill"),
)  # fmt: skip


@pytest.mark.parametrize("row", TOLD, ids=[row.case for row in TOLD])
def test_a_case_is_told_its_cards(row: Told):
    assert ids(in_library(row.case)) >= row.cards, row.reason


def test_nothing_pulls_apart_for_lars():
    assert in_library("C06").cards == ()


@pytest.mark.parametrize(("case", "least"), [("C07", 6), ("C08", 9)])
def test_there_are_conflicts_enough_to_discuss(case: str, least: int):
    conflicts = [one for one in in_library(case, falls=2).cards if one.row.kind == "conflict"]
    assert len(conflicts) >= least


def test_ellens_church_and_falls_and_nights_are_what_the_cards_touch():
    found = {card.row.id: card.touches for card in in_library("C07", falls=2).cards}
    assert found["pressure-standing-drop"] == ("case-1", "case-2")
    assert "case-3" in found["diuretic-night"]
    assert "case-2" in found["sulfonylurea-tight"]


def test_apixaban_is_nothing_to_drop_for_ellen():
    """She falls, and the gain is greater all the same: it may be spoken for, never against."""
    about = in_library("C07", falls=2).about(APIXABAN)
    assert {card.row.kind for card in about} == {"synergy"}


def test_what_is_most_urgent_for_poul_stands_first():
    first = [card.row.id for card in in_library("C08").cards[:2]]
    assert first == ["potassium-too-high", "metformin-kidney-low"]


@pytest.mark.parametrize(
    ("potassium", "with_ras", "card"),
    [
        (4.9, False, None),
        (5.0, False, "potassium-high"),
        (5.0, True, "potassium-ras"),
        (5.4, True, "potassium-ras"),
        (5.5, False, "potassium-too-high"),
        (5.5, True, "potassium-too-high"),
    ],
)
def test_a_potassium_supplement_has_one_card_by_how_high_potassium_is(
    potassium: float, with_ras: bool, card: str | None
):
    medicines = ["A12BA01", "C09AA05"] if with_ras else ["A12BA01"]
    found = told(somebody(medicines=medicines, results={"K": potassium}))
    about = [one.row.id for one in found.about("A12BA01")]
    assert about == ([card] if card else [])


def test_no_card_is_about_pantoprazole_for_poul():
    """It protects his stomach as long as he takes aspirin."""
    assert in_library("C08").about("A02BC02") == ()


def test_pantoprazole_is_asked_about_once_the_aspirin_is_gone():
    assert "ppi-no-reason" in ids(told(without(library().case("C08"), ASA)))


@pytest.mark.parametrize("atc", [GABAPENTIN, TRAMADOL, AMITRIPTYLINE])
def test_what_poul_must_not_end_abruptly_has_a_card_that_says_taper(atc: str):
    tapers = [card for card in in_library("C08").about(atc) if card.row.kind == "taper"]
    assert len(tapers) == 1
    assert tapers[0].row.strength == "taper"


def test_who_was_never_asked_about_falls_is_not_taken_for_steady():
    found = unsure(in_library("C07", falls=None))
    assert found["pressure-falls"] == ("antal fald det sidste år",)
    assert "pressure-falls" not in unsure(in_library("C07", falls=0))


def test_a_case_without_egfr_says_so():
    assert unsure(in_library("C03"))["nsaid-kidney"] == ("eGFR",)


# For anybody.


def without(case: Case, atc: str) -> Case:
    left = tuple(one for one in case.medicines or () if one.atc != atc)
    return case.model_copy(update={"medicines": left})


CASES = tuple(
    case.in_variant(variant)
    for case in library().cases.values()
    for variant in ([one.id for one in case.variants] or [None])
)
TAKEN = [(case, one.atc) for case in CASES for one in case.medicines or ()]


@pytest.mark.parametrize(("case", "atc"), TAKEN, ids=[f"{case.id}-{atc}" for case, atc in TAKEN])
def test_without_the_medicine_its_cards_are_gone(case: Case, atc: str):
    """A card about several goes on about the others, if they are enough for it."""
    before, after = told(case, wishes_of(case)), told(without(case, atc), wishes_of(case))
    assert after.about(atc) == ()
    assert not any(atc in {one.key for one in card.partners} for card in after.cards)
    alone = {
        card.row.id for card in before.about(atc) if len(card.medicines) == card.row.when.number
    }
    assert not alone & ids(after)


atcs = st.sampled_from(sorted(CATALOGUE.medicines))
conditions = st.sampled_from(sorted(CATALOGUE.conditions))
asked = sorted({kind for row in CLASHES.rows for limit in row.when.results for kind in limit.of})
MEASURED = (*asked, SITTING, STANDING)


@st.composite
def results(draw: st.DrawFn) -> dict[str, float]:
    kinds = draw(st.sets(st.sampled_from(MEASURED)))
    found: dict[str, float] = {}
    for kind in sorted(kinds):
        row = CATALOGUE.measurements[kind]
        found[kind] = round(draw(st.floats(row.low, row.high)), row.decimals)
    return found


people = st.builds(
    somebody,
    medicines=st.none() | st.lists(atcs, unique=True, max_size=9),
    conditions=st.lists(conditions, unique=True, min_size=1, max_size=5),
    results=results(),
    falls=st.none() | st.integers(0, 4),
    age=st.integers(18, 95),
)


@examples(200)
@given(people)
def test_every_row_is_a_card_unsure_or_silent_and_never_two_of_them(case: Case):
    found = told(case)
    assert not ids(found) & set(unsure(found))
    assert all(one.missing for one in found.unsure)
    assert all(
        {one.atc for one in case.medicines or ()} >= {one.key for one in card.medicines}
        for card in found.cards
    )


@examples(200)
@given(people, results(), st.integers(0, 4), st.lists(atcs, unique=True, max_size=9))
def test_once_everything_is_known_nothing_is_unsure(
    case: Case, more: dict[str, float], falls: int, medicines: list[str]
):
    known = {one.kind: one.value for one in case.measurements}
    every = {kind: more.get(kind, CATALOGUE.measurements[kind].low) for kind in MEASURED}
    listed = medicines if case.medicines is None else [one.atc for one in case.medicines]
    whole = somebody(
        medicines=listed,
        conditions=[one.code for one in case.conditions],
        results=every | known,
        falls=falls if case.contacts.falls is None else case.contacts.falls,
        age=case.person.age,
    )
    assert told(whole).unsure == ()
    assert ids(told(case)) <= ids(told(whole)), "what is known to hold, holds"
    possible = ids(told(case)) | set(unsure(told(case)))
    assert ids(told(whole)) <= possible, "what holds was not passed over before"


@pytest.mark.parametrize("row", CLASHES.rows, ids=lambda row: row.id)
def test_a_value_the_case_lacks_makes_the_row_unsure_and_names_it(row: Clash):
    case, wishes = whoever(row)
    for one in case.measurements:
        left = tuple(other for other in case.measurements if other is not one)
        found = told(case.model_copy(update={"measurements": left}), wishes)
        assert unsure(found)[row.id] == (CATALOGUE.measurements[one.kind].name.da,)
    if row.when.medicines:
        found = told(case.model_copy(update={"medicines": None}), wishes)
        assert unsure(found)[row.id] == ("medicinlisten",)
