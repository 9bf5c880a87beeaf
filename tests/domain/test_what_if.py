"""»Hvad skulle ændre sig?«: exact against brute force, monotone, and told in clinical events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain import whatif
from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import LEVELS, READINGS, AxisId, Level, ReadingId, Text
from overblik.domain.case import Case
from overblik.domain.change import Change
from overblik.domain.changes import changes
from overblik.domain.facts import CaseCondition, CaseMedicine, Contacts, Household, LifeFact
from overblik.domain.quantities import quantities
from overblik.domain.rating import Answer
from overblik.domain.told_changes import LifeAdds
from overblik.domain.whatif import WhatIf, outcome, what_if
from overblik.knowledge import library
from overblik.language import LANGUAGES
from tests.domain.patients import (
    AMITRIPTYLINE,
    DABIGATRAN,
    LIFE,
    METFORMIN,
    NOTHING_WEIGHS,
    patient,
    regular,
)
from tests.domain.strategies import Sketch, half_known_patients, known_patients
from tests.support.examples import examples

KNOWN = library()
ROWS = KNOWN.changes
CASES = [
    case.in_variant(variant)
    for case in KNOWN.cases.values()
    for variant in ([one.id for one in case.variants] or [None])
]


def living(case: Case, household: Household | None) -> Case:
    return case.model_copy(
        update={"person": case.person.model_copy(update={"household": household})}
    )


def asked(
    case: Case,
    reading: ReadingId = "dsam",
    answers: Mapping[str, Answer] | None = None,
    levels: Mapping[AxisId, Level] | None = None,
    *,
    released: bool = False,
) -> WhatIf:
    return what_if(
        case, KNOWN.model, KNOWN.catalogue, ROWS, reading, answers, levels, released=released
    )


def sort(case: Case, reading: ReadingId, answers: Mapping[str, Answer] | None = None) -> Assessment:
    return assess(case, KNOWN.model, KNOWN.catalogue, reading, answers)


def every_change(case: Case) -> tuple[Change, ...]:
    return changes(case, KNOWN.catalogue, KNOWN.model, ROWS)


def lines(found: WhatIf) -> list[str]:
    return [one.words.da for one in found.effects]


# Exact: the same flips made by hand on the case as plain data, each checked as a case file is.


def flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every single fact that can be otherwise, as (id, the case's plain data)."""
    yield from condition_flips(case)
    yield from medicine_flips(case)
    yield from result_flips(case)
    yield from track_flips(case)
    yield from score_flips(case)
    yield from life_flips(case)


def condition_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    data = case.model_dump()
    rows = [(KNOWN.catalogue.condition(one["code"]), one) for one in data["conditions"]]
    having = [row for row, one in rows if row.chronic and one["status"] == "active"]
    for key, new in KNOWN.catalogue.conditions.items():
        impossible = case.person.sex == "F" and "prostat" in key
        same = new.icpc2 in {row.icpc2 for row in having} or key in {row.key for row, _ in rows}
        if new.chronic and not same and not impossible:
            kind = "known" if new.system in {row.system for row in having} else "new"
            more = [*data["conditions"], {"code": key}]
            yield f"condition-{kind}-system.{key}", data | {"conditions": more}
    for row, _ in rows:
        status = "previous" if row in having else "active"
        if row.chronic:
            name = "condition-ends" if row in having else "condition-returns"
            other = [one | {"status": status} if its == row else one for its, one in rows]
            yield f"{name}.{row.key}", data | {"conditions": other}


def against(case: Case, atc: str) -> bool | None:
    """Whether a result speaks against a medicine; None when the result is not known."""
    values = {one.kind: one.value for one in case.measurements}
    flags = [
        flag
        for flag in KNOWN.catalogue.medicine_flags
        if flag.kind == "contraindication" and atc.startswith(flag.atc_prefix)
    ]
    if any(flag.measurement not in values for flag in flags):
        return None
    return any(flag.holds(values[flag.measurement]) for flag in flags)


def medicine_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    if case.medicines is None:
        return
    data = case.model_dump()
    for atc in KNOWN.catalogue.medicines:
        if atc not in {one.atc for one in case.medicines} and against(case, atc) is not None:
            kind = "-anticholinergic" * (atc in KNOWN.catalogue.anticholinergic_scale.points)
            kind = "-against" if against(case, atc) else kind
            more = [*data["medicines"], {"atc": atc}]
            yield f"medicine-starts{kind}.{atc}", data | {"medicines": more}
    for atc in {one.atc for one in case.medicines if one.use == "regular"}:
        kept = [one for one in data["medicines"] if (one["atc"], one["use"]) != (atc, "regular")]
        yield f"medicine-stops.{atc}", data | {"medicines": kept}


def result_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """Both medicines in flags.csv that a result speaks against ask for an eGFR of 30."""
    data = case.model_dump()
    taken = {one.atc for one in case.medicines or () if one.use == "regular"}
    for one in data["measurements"]:
        if one["kind"] == "eGFR" and taken & {METFORMIN, DABIGATRAN}:
            name, value = ("worse", 29) if one["value"] >= 30 else ("better", 30)
            others = [it for it in data["measurements"] if it is not one]
            yield (
                f"result-{name}.eGFR.{value}",
                data | {"measurements": [*others, one | {"value": float(value)}]},
            )


def track_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    if case.contacts.tracks is None:
        return
    data = case.model_dump()
    tracks = data["contacts"]["tracks"]
    a_new_one = {"da": "Et spor til", "en": "One more track"}

    def with_tracks(rows: list[Any]) -> dict[str, Any]:
        return data | {"contacts": data["contacts"] | {"tracks": rows}}

    yield "track-starts", with_tracks([*tracks, a_new_one])
    for at in range(len(tracks)):
        yield f"track-ends.{at}", with_tracks([*tracks[:at], *tracks[at + 1 :]])
    for at, to in combinations(range(len(tracks)), 2):
        kept = [track for place, track in enumerate(tracks) if place not in (at, to)]
        yield f"tracks-merge.{at}-{to}", with_tracks([*kept, a_new_one])


SCORES: Mapping[str, tuple[float, ...]] = {
    "WHO5": (52, 48),
    "MDI": (20, 21, 26, 31),
    "HADS_A": (7, 8, 11),
    "T_ILS": (6, 7),
    "MTBQ": (0, 1, 10, 22),
}
"""By instrument, a score in each band as close as can be to its neighbours, lightest first. The
lower bands are entered from above: their last score."""

FROM_BELOW: Mapping[tuple[str, float], float] = {("MTBQ", 1): 9, ("MDI", 21): 25, ("MDI", 26): 30}
"""Bands in the middle: the score in which somebody lands who comes from a heavier one."""
MIDDLE = {**FROM_BELOW, ("HADS_A", 8): 10, ("MTBQ", 10): 21}


def band_of(name: str, value: float) -> int:
    scale = KNOWN.catalogue.instruments[name]
    bands = [scale.band(one) for one in SCORES[name]]
    return bands.index(scale.band(value))


def score_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    data = case.model_dump()
    now = {one.instrument: one.value for one in case.scores}

    def scored(name: str, value: float) -> dict[str, Any]:
        others = [one for one in data["scores"] if one["instrument"] != name]
        return data | {"scores": [*others, {"instrument": name, "value": float(value)}]}

    for name, value in now.items():
        for to, entered in enumerate(SCORES.get(name, ())):
            at = band_of(name, value)
            heavier = to > at
            lands = entered if heavier else MIDDLE.get((name, entered), entered)
            if to != at:
                kind = "worse" if heavier else "better"
                yield f"score-{kind}.{name}.{lands:g}", scored(name, lands)
    for name, domain, values in (
        ("MDI", "mental", (21, 26, 31)),
        ("T_ILS", "network", (7,)),
        ("MTBQ", "treatment", (10, 22)),
    ):
        if name not in now and (domain == "treatment" or tells_of(case, domain)):
            for value in values:
                yield f"score-first.{name}.{value}", scored(name, value)
    if case.person.age >= 65:
        if now.get("CFS", 1) < 6:
            yield "frailty-worse.CFS.6", scored("CFS", 6)
        else:
            yield "frailty-better.CFS.5", scored("CFS", 5)


def tells_of(case: Case, domain: str) -> bool:
    measured = {"mental": {"WHO5", "MDI", "HADS_A"}, "network": {"T_ILS"}}.get(domain, set())
    return any(one.domain == domain for one in case.life) or any(
        one.instrument in measured for one in case.scores
    )


def life_flips(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    data = case.model_dump()
    for row in ROWS.changes:
        if not isinstance(row, LifeAdds) or not tells_of(case, row.domain):
            continue
        household, age = case.person.household, case.person.age
        if row.needs.household and household not in row.needs.household:
            continue
        if row.needs.age_from <= age < row.needs.age_below:
            more = {"domain": row.domain, "weight": row.weight, "text": row.text.model_dump()}
            yield row.id, data | {"life": [*data["life"], more]}
    for at, one in enumerate(data["life"]):
        if one["weight"]:
            eased = [*data["life"][:at], one | {"weight": 0}, *data["life"][at + 1 :]]
            yield f"life-eases.{at}", data | {"life": eased}


def by_brute_force(
    case: Case, answers: Mapping[str, Answer] | None = None
) -> dict[ReadingId, dict[str, object]]:
    """By reading, what each flip that moves anything comes to."""
    made = {
        name: Case.model_validate(data, context={"catalogue": KNOWN.catalogue})
        for name, data in flips(case)
    }
    found: dict[ReadingId, dict[str, object]] = {}
    for reading in READINGS:
        before = outcome(sort(case, reading, answers))
        after = {name: outcome(sort(one, reading, answers)) for name, one in made.items()}
        found[reading] = {name: now for name, now in after.items() if now != before}
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_single_changes_are_exact(case: Case):
    assert {one.id for one in every_change(case)} == {name for name, _ in flips(case)}
    for reading, expected in by_brute_force(case).items():
        found = asked(case, reading)
        assert {change.id: after for change, after in found.moving} == expected
        assert found.nothing == (not expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_changes_have_names_and_leave_the_case_alone(case: Case):
    before = case.model_dump()
    found = every_change(case)
    assert len({one.id for one in found}) == len(found)
    for change in found:
        assert change.apply(case) != case, "a change changes something"
        for language in LANGUAGES:
            assert "{" not in change.words[language]
    assert case.model_dump() == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_line_leads_where_it_says(case: Case):
    for effect in asked(case).singles:
        (change,) = effect.changes
        again = sort(change.apply(case), "dsam")
        assert outcome(again) == outcome(effect.after)
        assert effect.moves_tier or effect.axes


# Never the wrong way


def at(level: Level) -> int:
    return LEVELS.index(level)


@examples(1000)
@given(
    st.one_of(known_patients(), half_known_patients()),
    st.sampled_from([None, "alone", "partner", "family", "institution"]),
    st.sampled_from(READINGS),
    st.data(),
)
def test_a_burden_never_lowers_an_axis_and_a_relief_never_raises_one(
    sketch: Sketch, household: Household | None, reading: ReadingId, data: st.DataObject
):
    case = living(sketch.case, household)
    before = sort(case, reading)
    every = every_change(case)
    rows = sorted({one.row for one in every})
    for row in data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4, unique=True)):
        change = data.draw(st.sampled_from([one for one in every if one.row == row]))
        after = sort(change.apply(case), reading)
        heavier, lighter = (after, before) if change.direction == "burden" else (before, after)
        for more, less in zip(heavier.axes, lighter.axes, strict=True):
            assert at(more.possible[0]) >= at(less.possible[0]), change.id
            assert at(more.possible[-1]) >= at(less.possible[-1]), change.id


@examples(20)
@given(known_patients(), st.sampled_from(READINGS))
def test_single_changes_are_exact_for_anybody(sketch: Sketch, reading: ReadingId):
    assert_exact(living(sketch.case, "partner"), reading)


def assert_exact(case: Case, reading: ReadingId) -> None:
    """The answer is what trying every single change gives."""
    before = outcome(sort(case, reading))
    after = {one.id: outcome(sort(one.apply(case), reading)) for one in every_change(case)}
    expected = {name: now for name, now in after.items() if now != before}
    assert {one.id: now for one, now in asked(case, reading).moving} == expected


# In words


class Line(NamedTuple):
    reason: str
    case: Case
    words: str
    axes: tuple[str, ...]
    moves_tier: bool


NINE_AND_KIDNEYS = patient(medicines=(METFORMIN, *regular(8)), results={"eGFR": 45}, tracks=1)
POOR_KIDNEYS = patient(medicines=(METFORMIN, *regular(8)), results={"eGFR": 25}, tracks=1)
ONE_LOAD = dict(NOTHING_WEIGHS) | {"substances": 1}

SAID = (
    Line(
        "nothing weighs: the spouse's death alone makes the axis moderate",
        living(patient(), "partner"),
        "ægtefællen falder bort",
        ("psychosocial",),
        True,
    ),
    Line(
        "one thing weighs already: a lighter event is enough",
        living(patient(life=ONE_LOAD), "partner"),
        "ægtefællen bliver syg og får brug for hjælp",
        ("psychosocial",),
        True,
    ),
    Line(
        "the limit of metformin, from the table of flags",
        NINE_AND_KIDNEYS,
        "eGFR bliver 29, mens patienten får metformin",
        ("biomedical",),
        True,
    ),
    Line(
        "and back over it",
        POOR_KIDNEYS,
        "eGFR igen bliver 30, så prøvesvaret ikke længere taler imod metformin",
        ("biomedical",),
        True,
    ),
    Line(
        "only the medicine that is contraindicated makes a difference: it is named",
        POOR_KIDNEYS,
        "metformin stoppes",
        ("biomedical",),
        True,
    ),
    Line(
        "two conditions and five medicines: any third condition gives one more point",
        patient(conditions=("hypertension", "copd"), medicines=regular(5)),
        "der kommer en ny kronisk sygdom til, fx type 2-diabetes",
        ("biomedical",),
        True,
    ),
    Line(
        "three conditions in two systems: the fourth counts more in a third system",
        patient(conditions=("hypertension", "ihd_chronic", "copd")),
        "der kommer en kronisk sygdom i et nyt organsystem, fx type 2-diabetes",
        ("biomedical",),
        True,
    ),
    Line(
        "five medicines and a point elsewhere: any one of them less",
        patient(medicines=regular(5), tracks=2),
        "ét af de faste lægemidler stoppes, fx omeprazol",
        ("biomedical",),
        True,
    ),
    Line(
        "four medicines and a point elsewhere: any one more",
        patient(medicines=regular(4), tracks=2),
        "der kommer ét fast lægemiddel til",
        ("biomedical",),
        True,
    ),
    Line(
        "metoprolol has a point: from two more the burden is a warning sign",
        patient(medicines=regular(6)),
        "der kommer et fast lægemiddel til med mindst 2 antikolinerge point (ACBcalc 2023), "
        "fx tramadol",
        ("biomedical",),
        True,
    ),
    Line(
        "two medicines lift together: without either of them the sign is gone",
        patient(
            medicines=("N02AX02", "H03AA01", "C08CA01", "A12AA04", "N06AX11", "M04AA01"), tracks=0
        ),
        "ét af disse lægemidler stoppes: tramadol, mirtazapin",
        ("biomedical",),
        True,
    ),
    Line(
        "a second clinic",
        patient(medicines=regular(5), tracks=1),
        "der kommer ét ambulant spor til",
        ("biomedical",),
        True,
    ),
    Line(
        "of three clinics two merge, or one ends: one line for both",
        patient(tracks=3),
        "der bliver ét ambulant spor mindre, fordi to samles, eller ét afsluttes",
        ("biomedical",),
        True,
    ),
    Line(
        "frailty lifts the axis from 65 years",
        patient(age=80, medicines=regular(5), tracks=2),
        "Clinical Frailty Scale når 6",
        ("biomedical",),
        False,
    ),
    Line(
        "a score in another band, by the band's own words",
        patient(scores={"MDI": 10}, life=ONE_LOAD),
        "MDI går fra 10 til 21 (»score som ved let depression«)",
        ("psychosocial",),
        True,
    ),
    Line(
        "what weighs falls away",
        patient(life=dict(NOTHING_WEIGHS) | {"coping": 2}),
        "»coping 2« ikke længere gælder",
        ("psychosocial",),
        True,
    ),
)


@pytest.mark.parametrize("line", SAID, ids=[line.reason for line in SAID])
def test_what_is_said(line: Line):
    found = asked(line.case)
    said = {one.words.da: one for one in found.singles}
    assert line.words in said, list(said)
    assert (said[line.words].axes, said[line.words].moves_tier) == (line.axes, line.moves_tier)


@pytest.mark.parametrize("line", SAID, ids=[line.reason for line in SAID])
def test_what_is_said_is_exact(line: Line):
    """Changes of a kin are tried once for all of them: each of them does come to that."""
    assert_exact(line.case, "dsam")


def test_a_line_is_told_once():
    """Every chronic condition is tried, one line is told."""
    found = asked(SAID[5].case)
    assert len([one for one in found.moving if one[0].row.startswith("condition-")]) > 40
    assert len([words for words in lines(found) if "kronisk sygdom" in words]) == 1
    assert all(len(set(lines(asked(case)))) == len(lines(asked(case))) for case in CASES)


def test_what_moves_the_tier_stands_first():
    for case in CASES:
        moves = [one.moves_tier for one in asked(case).singles]
        assert moves == sorted(moves, reverse=True)


def test_only_the_smallest_of_a_kind_is_told():
    """MDI 21 is enough for one who has a point already; 26 and 31 need not be said."""
    found = asked(patient(life=ONE_LOAD))
    told = [words for words in lines(found) if words.startswith("MDI")]
    assert told == ["MDI bliver målt til 21 (»score som ved let depression«)"]
    assert {"score-first.MDI.26", "score-first.MDI.31"} <= {one.id for one, _ in found.moving}
    assert "patienten mister overblikket over sin behandling" not in lines(found)


# Whom it concerns, and what is not known


@pytest.mark.parametrize(
    ("case", "absent", "reason"),
    [
        (living(patient(), "alone"), "spouse-dies", "there is no spouse"),
        (patient(), "spouse-dies", "nobody knows whether there is one"),
        (patient(age=70), "job-lost", "retired"),
        (patient(age=64), "frailty-worse", "the scale is not valid at 64"),
        (patient(medicines=None), "medicine-starts", "one more than how many?"),
        (patient(medicines=(METFORMIN,)), "result-worse", "no result to fall"),
        (patient(results={}), "medicine-starts-against", "no result speaks against it"),
        (patient(tracks=None), "track-starts", "one more than how many?"),
        (patient(life={}), "low-spirits", "nobody has asked: ask first"),
        (patient(life={}), "loses-track", "nobody has asked: ask first"),
        (patient(scores={"MDI": 40}), "score-worse", "there is no heavier band"),
        (patient(tracks=1), "tracks-merge", "one cannot be merged with itself"),
    ],
)
def test_what_cannot_happen_or_is_not_known_is_not_offered(case: Case, absent: str, reason: str):
    assert absent not in {one.row for one in every_change(case)}, reason


def test_the_same_disease_by_another_name_is_no_new_one():
    found = {one.id for one in every_change(patient(conditions=("hfref", "ckd_g3b")))}
    assert not {name for name in found if name.endswith((".hfpef", ".heart_failure", ".ckd"))}


def test_a_disease_of_the_other_sex_is_not_offered():
    names = {one.id.rpartition(".")[2] for one in every_change(patient())}
    assert "prostate_cancer" not in names
    assert "breast_cancer" in names


def test_an_earlier_disease_can_return():
    case = patient(conditions=("hypertension", {"code": "breast_cancer", "status": "previous"}))
    found = {one.id: one for one in every_change(case)}
    assert found["condition-returns.breast_cancer"].words.da == "brystkræft vender tilbage"
    assert "condition-new-system.breast_cancer" not in found


def test_a_medicine_stopped_is_still_there_as_needed():
    taken = [{"atc": "N02BE01"}, {"atc": "N02BE01", "use": "as_needed"}]
    (stop,) = [one for one in every_change(patient(medicines=taken)) if one.row == "medicine-stops"]
    assert [one.use for one in stop.apply(patient(medicines=taken)).medicines or ()] == [
        "as_needed"
    ]


def test_long_words_of_an_edited_case_fit_in_a_sentence():
    long = {"da": "å" * 2000, "en": "a" * 2000}
    case = patient(life={}).model_copy(
        update={
            "life": (LifeFact(domain="coping", weight=2, text=Text(**long)),),
            "contacts": Contacts(tracks=(Text(**long), Text(**long))),
        }
    )
    said = {one.row: one.words.da for one in every_change(case)}
    assert all(len(said[row]) < 400 for row in ("life-eases", "track-ends", "tracks-merge"))
    assert all(one.apply(case) for one in every_change(case))


def test_what_falls_away_is_no_burden_rather_than_unknown():
    case = patient(life=dict(NOTHING_WEIGHS) | {"coping": 2})
    eased = next(one for one in every_change(case) if one.row == "life-eases").apply(case)
    assert sort(eased, "dsam").psychosocial.points == (0, 0)


# The clinician's own word


def test_under_a_clinicians_rating_nothing_moves():
    case = living(patient(), "partner")
    answers: dict[str, Answer] = {"network": 0}
    told = lines(asked(case, answers=answers))
    assert "ægtefællen falder bort" not in told
    assert "patienten mister overblikket over sin behandling" in told


def test_under_a_clinicians_level_its_axis_does_not_move():
    found = asked(living(patient(), "partner"), levels={"psychosocial": "low"})
    assert {axis for one in found.effects for axis in one.axes} <= {"biomedical"}


def test_answers_are_exact_too():
    case = CASES[0]
    answers: dict[str, Answer] = {"treatment": 1, "coping": 2, "network": "unknown"}
    for reading, expected in by_brute_force(case, answers).items():
        assert {one.id: now for one, now in asked(case, reading, answers).moving} == expected


def test_a_standing_red_flag_leaves_no_tier_to_move():
    case = living(patient(red_flags=["chest_pain_at_rest"]), "partner")
    assert not any(one.moves_tier for one in asked(case).singles)
    assert any(one.moves_tier for one in asked(case, released=True).singles)


def test_when_everything_is_the_clinicians_no_change_moves_the_patient():
    answers: dict[str, Answer] = {one.id: 1 for one in KNOWN.model.domains}
    found = asked(patient(), answers=answers)
    assert found.nothing
    assert found.effects == ()


# Pairs, only where no single change moves anything

LIGHT: dict[str, Answer] = {
    one.id: 0 for one in KNOWN.model.domains if one.id not in ("disease", "finances")
}
TWICE_TOLD = tuple(
    LifeFact(domain=domain, weight=weight, text=Text(da=f"{domain} {at}", en=f"{domain} {at}"))
    for domain in LIFE
    for weight in (1, 2)
    for at in (1, 2)
)
ALONE_TWO_AND_THREE = (
    "type_2_diabetes", "depression",
    "copd", "asthma",
    "hypertension", "ihd_chronic", "heart_failure",
)  # fmt: skip
"""Conditions by how many there are in their body system."""
OLD = ("copd", "asthma", "type_2_diabetes", "heart_failure", "breast_cancer")
TWO_DISEASES = patient(conditions=("hypertension", "copd"), medicines=None, tracks=None)


def test_two_together_where_one_is_not_enough():
    found = asked(TWO_DISEASES, answers={**LIGHT, "finances": 0})
    assert found.nothing
    assert sorted(lines(found), reverse=True) == [
        "der kommer to kroniske sygdomme i nye organsystemer, fx type 2-diabetes og depression",
        "der kommer en kronisk sygdom i et nyt organsystem, fx type 2-diabetes, og der kommer en "
        "kronisk sygdom mere i et organsystem, der allerede er ramt, fx hjertesvigt",
    ]
    assert all(len(one.changes) == 2 and one.moves_tier for one in found.pairs)
    assert found.effect(found.pairs[0].id) is found.pairs[0]


def test_two_of_a_kind_together():
    """Two more of the heart's diseases are as many as two of any other."""
    case = patient(medicines=None, tracks=None)
    found = asked(case, answers={**LIGHT, "finances": 0, "treatment": 1})
    assert (
        "der kommer to kroniske sygdomme mere i organsystemer, der allerede er ramt, "
        "fx hjertesvigt og kompliceret hypertension"
    ) in lines(found)


@pytest.mark.parametrize("reading", ["dsam", "hoejeste_akse"])
@pytest.mark.parametrize(
    ("case", "answers"),
    [
        (TWO_DISEASES, LIGHT),
        (
            patient(conditions=("hypertension", "copd", "type_2_diabetes"), tracks=None),
            LIGHT | {"medication": 0, "caregiving": 2, "coping": 1, "finances": 0},
        ),
        (
            patient(scores={"MDI": 27}, life=dict(NOTHING_WEIGHS) | {"mental": 2}, medicines=None),
            {one.id: 0 for one in KNOWN.model.domains if one.id != "mental"},
        ),
    ],
    ids=["diseases", "relief", "a score and a fact of the same domain"],
)
def test_pairs_are_exact(case: Case, answers: dict[str, Answer], reading: ReadingId):
    """Every pair of the rows concerned; the lines told cover what they come to, and no more."""
    found = asked(case, reading, answers)
    before = outcome(sort(case, reading, answers))
    every = [one for one in every_change(case) if not one.row.startswith("medicine-starts")]
    expected = set()
    for one, other in combinations(every, 2):
        after = outcome(sort(other.apply(one.apply(case)), reading, answers))
        if after != before and not one.about & other.about:
            expected.add((one.row, other.row, after))
    if not found.nothing:
        assert found.pairs == ()
        return
    told = {(*(it.row for it in one.changes), outcome(one.after)) for one in found.pairs}
    assert told <= expected
    assert {after for *_, after in told} == {after for *_, after in expected}


@pytest.mark.parametrize(
    ("case", "answers"),
    [
        (patient(conditions=ALONE_TWO_AND_THREE), {}),
        (
            patient(
                conditions=("hypertension", *({"code": key, "status": "previous"} for key in OLD)),
                medicines=None,
                tracks=None,
            ),
            LIGHT | {"finances": 0},
        ),
        (
            patient(medicines=(*regular(12), METFORMIN, AMITRIPTYLINE), results={"eGFR": 45}),
            {one.id: 2 for one in KNOWN.model.domains if one.id != "medication"},
        ),
        (
            patient(tracks=5, conditions=("hypertension", "copd", "type_2_diabetes")),
            {one.id: 1 for one in KNOWN.model.domains if one.axis == "psychosocial"},
        ),
        (
            patient(life=dict(NOTHING_WEIGHS) | {"coping": 2, "mental": 2}).model_copy(
                update={"life": TWICE_TOLD}
            ),
            {},
        ),
    ],
    ids=["conditions", "earlier conditions", "medicines", "tracks", "life"],
)
def test_changes_of_a_kin_do_the_same_in_every_company(case: Case, answers: dict[str, Answer]):
    """Pairs are tried once for two kins: any two members, not about the same, come to as much."""
    every = [one for one in every_change(case) if not one.row.startswith("medicine-starts")]
    seen: dict[object, object] = {}
    for one, other in combinations(every, 2):
        if one.direction == other.direction and not one.about & other.about:
            kins = ((one.row, one.kin), (other.row, other.kin))
            both = other.apply(one.apply(case))
            after = sort(both, "dsam", answers)
            numbers = quantities(both, KNOWN.catalogue).items()
            counted = tuple((name, it.low, it.high) for name, it in numbers)
            came_to = (counted, *(it.possible for it in (*after.domains, *after.axes)))
            assert seen.setdefault(kins, came_to) == came_to, (one.id, other.id)


# Bounded, however much an edited patient has


def overloaded(conditions: int, medicines: int) -> Case:
    """C01 with so many more conditions and medicines, and each part of life told four times."""
    case = next(one for one in CASES if one.id == "C01")
    has = {KNOWN.catalogue.condition(one.code).key for one in case.conditions}
    takes = {one.atc for one in case.medicines or ()}
    more = [CaseCondition(code=key) for key in KNOWN.catalogue.conditions if key not in has]
    also = [CaseMedicine(atc=atc) for atc in KNOWN.catalogue.medicines if atc not in takes]
    return case.model_copy(
        update={
            "conditions": (*case.conditions, *more[:conditions]),
            "medicines": (*(case.medicines or ()), *also[:medicines]),
            "life": (*case.life, *TWICE_TOLD),
        }
    )


@pytest.fixture
def sortings(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Every case sorted from here on."""
    sorted_: list[Case] = []

    def counting(case: Case, *args: Any, **more: Any) -> Assessment:
        sorted_.append(case)
        return assess(case, *args, **more)

    monkeypatch.setattr(whatif, "assess", counting)
    return sorted_


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("more", [(10, 20), (30, 52), (60, 150)])
def test_a_patient_with_everything_is_sorted_a_few_hundred_times(
    more: tuple[int, int], reading: ReadingId, sortings: list[Case]
):
    found = asked(overloaded(*more), reading)
    assert found.nothing, "otherwise no pair is tried"
    assert len(sortings) <= 300
    assert not found.cut


def test_a_search_that_stops_says_so(monkeypatch: pytest.MonkeyPatch, sortings: list[Case]):
    whole = asked(TWO_DISEASES, answers={**LIGHT, "finances": 0})
    assert not whole.cut
    tried = len(sortings)
    monkeypatch.setattr(whatif, "MOST_PAIRS", 1)
    cut = asked(TWO_DISEASES, answers={**LIGHT, "finances": 0})
    assert cut.cut
    assert len(cut.pairs) <= 1
    assert len(sortings) - tried < tried


def test_where_a_single_change_moves_no_pair_is_missed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whatif, "MOST_PAIRS", 0)
    assert not asked(patient(life=ONE_LOAD)).cut


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_search_for_a_case_of_the_library_stops(case: Case, reading: ReadingId):
    assert not asked(case, reading).cut
