"""Where a line of the plan belongs, who may not know of theirs, and what gives a part away."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from overblik.domain.base import SECTIONS, Section
from overblik.domain.leaks import leaks, said
from overblik.domain.plan import MedicineStep, PlanItem, from_offer, from_suggestion
from overblik.domain.sharing import (
    REACHES,
    Reach,
    in_section_order,
    section_of,
    section_of_condition,
    uncoordinated,
)
from overblik.domain.story import Consent, Suggestion
from overblik.knowledge import library
from tests.domain.patients import text

LIBRARY = library()
MODEL = LIBRARY.model
START = date(2026, 11, 1)
STOP = MedicineStep(kind="stop", atc="N05BA04")


def suggestion(**more: object) -> Suggestion:
    return Suggestion.model_validate({"id": "s", "text": text("x"), **more})


def offered(id: str) -> PlanItem:
    offer = MODEL.offer(id)
    assert offer is not None
    return from_offer(offer, START)


class Belongs(NamedTuple):
    why: str
    item: PlanItem
    section: Section


BELONGS = (
    Belongs("words of one's own are an agreement", PlanItem(id="x", text="Ring"), "agreements"),
    Belongs("an offer's section", offered("moderate-talks"), "mental"),
    Belongs("an offer without one", offered("moderate-plan"), "agreements"),
    Belongs("an offer the model no longer has", PlanItem(id="x", offer="borte"), "agreements"),
    *(
        Belongs("an early path is an agreement", from_offer(one, START), "agreements")
        for one in MODEL.paths[:1]
    ),
    Belongs("a suggestion", from_suggestion(suggestion(), START), "agreements"),
    Belongs("a suggestion's own", from_suggestion(suggestion(section="social"), START), "social"),
    Belongs(
        "a change of medicine",
        from_suggestion(suggestion(medicine="start"), START),
        "medicine",
    ),
    Belongs(
        "what was said wins over what follows",
        PlanItem(id="x", offer="moderate-talks", medicine=STOP, section="goals"),
        "goals",
    ),
    Belongs(
        "medicine wins over the offer's",
        PlanItem(id="x", offer="moderate-talks", medicine=STOP),
        "medicine",
    ),
)


@pytest.mark.parametrize("row", BELONGS, ids=[one.why for one in BELONGS])
def test_where_a_line_belongs(row: Belongs):
    assert section_of(row.item, MODEL) == row.section


def test_a_diagnosis_of_the_mind_stands_apart():
    of = {key: section_of_condition(key, LIBRARY.catalogue) for key in ("depression", "copd")}
    assert of == {"depression": "mental", "copd": "diagnoses"}


def test_sections_stand_once_and_in_the_plans_order():
    assert in_section_order(["social", "goals", "social"]) == ("goals", "social")


LINES = (
    PlanItem(id="own", text="a", owner="municipality"),
    PlanItem(id="second", text="b", owner="gp", second_owner="municipality"),
    PlanItem(id="mind", text="c", owner="municipality", section="mental"),
    PlanItem(id="other", text="d", owner="hospital"),
    PlanItem(id="gone", text="e", owner="municipality", standing="removed"),
)


@pytest.mark.parametrize(
    ("allowed", "lost"),
    [
        ((), ["own", "second", "mind"]),
        (("agreements",), ["mind"]),
        (("mental",), ["own", "second"]),
        (SECTIONS, []),
    ],
)
def test_lines_that_their_owner_may_not_know(allowed: tuple[Section, ...], lost: list[str]):
    found = uncoordinated(LINES, ("municipality",), allowed, MODEL)
    assert [one.id for one in found] == lost


class Says(NamedTuple):
    why: str
    consent: Consent
    to: Reach
    sections: tuple[Section, ...]


SAYS = (
    Says("a yes is to what is asked", Consent(answer="yes"), "pharmacy", ("medicine",)),
    Says("another is asked more", Consent(answer="yes"), "relative", ("goals", "agreements")),
    Says("a no is a no", Consent(answer="no"), "hospital", ()),
    Says(
        "»delvist« gives its own parts, in the plan's order",
        Consent(answer="partly", sections=("agreements", "mental")),
        "pharmacy",
        ("mental", "agreements"),
    ),
    Says("»delvist« that names none gives none", Consent(answer="partly"), "hospital", ()),
)


@pytest.mark.parametrize("row", SAYS, ids=[one.why for one in SAYS])
def test_what_the_patient_said_gives_no_more_than_was_asked(row: Says):
    assert said(row.consent, LIBRARY.sharing.recipient(row.to)) == row.sections


@pytest.mark.parametrize("to", REACHES)
def test_nobody_is_asked_about_all_of_it_so_a_plain_yes_is_never_all(to: Reach):
    assert set(said(Consent(answer="yes"), LIBRARY.sharing.recipient(to))) < set(SECTIONS)


class Tells(NamedTuple):
    why: str
    section: Section
    line: str
    closed: tuple[Section, ...]
    reveals: Section | None
    words: tuple[str, ...] = ()


TELLS = (
    Tells("a medicine's use", "medicine", "sertralin 50 mg", ("mental",), "mental", ("sertralin",)),
    Tells("all is allowed", "medicine", "sertralin 50 mg", (), None),
    Tells("a use that is told anyway", "medicine", "sertralin 50 mg", ("social",), None),
    Tells("alcohol", "medicine", "Disulfiram x 1", ("mental",), "mental", ("Disulfiram",)),
    Tells(
        "a medicine in words",
        "agreements",
        "Stop Metformin.",
        ("medicine",),
        "medicine",
        ("Metformin",),
    ),
    Tells(
        "one of two in a tablet",
        "agreements",
        "mere olodaterol",
        ("medicine",),
        "medicine",
        ("olodaterol",),
    ),
    Tells(
        "English words in a Danish plan",
        "goals",
        "More sertraline",
        ("mental",),
        "mental",
        ("sertraline",),
    ),
    Tells(
        "a diagnosis by name", "agreements", "Kontrol af KOL", ("diagnoses",), "diagnoses", ("KOL",)
    ),
    Tells("a diagnosis inside another word", "agreements", "Kolonihaven", ("diagnoses",), None),
    Tells("a diagnosis that ends another word", "agreements", "Protokol", ("diagnoses",), None),
    Tells(
        "a diagnosis of the mind",
        "agreements",
        "Depression: uge 2",
        ("mental",),
        "mental",
        ("Depression",),
    ),
    Tells(
        "another form of the word",
        "agreements",
        "depressionen",
        ("mental",),
        "mental",
        ("depressionen",),
    ),
    Tells(
        "a word of the row",
        "goals",
        "tale om selvmordstanker",
        ("mental",),
        "mental",
        ("selvmordstanker",),
    ),
    Tells("»gælder« is not debt", "agreements", "Det gælder i marts", ("social",), None),
    Tells("debt", "agreements", "Rådgivning om gæld", ("social",), "social", ("gæld",)),
    Tells("an open part of the same", "agreements", "Rådgivning om gæld", ("mental",), None),
    Tells(
        "a medicine for the heart",
        "medicine",
        "sacubitril/valsartan 97/103 mg x 2",
        ("diagnoses",),
        "diagnoses",
        ("sacubitril/valsartan",),
    ),
    Tells(
        "a wish about treatment tells of illness",
        "goals",
        "ikke genoplives for enhver pris",
        ("diagnoses", "mental"),
        "diagnoses",
        ("genoplives",),
    ),
    Tells("whoever knows the diagnoses", "goals", "ikke genoplives", ("mental",), None),
    Tells("nothing in it", "agreements", "Ring på mandag", SECTIONS, None),
)


@pytest.mark.parametrize("row", TELLS, ids=[one.why for one in TELLS])
def test_what_gives_a_closed_part_away(row: Tells):
    found = leaks([(row.section, row.line)], row.closed, LIBRARY.clues)
    if row.reveals is None:
        assert found == ()
    else:
        (leak,) = found
        assert (leak.line, leak.section) == (row.line, row.section)
        assert (leak.reveals, leak.words) == (row.reveals, row.words)


def test_the_warning_says_what_the_medicine_is_for():
    (leak,) = leaks([("medicine", "oxazepam")], ["mental"], LIBRARY.clues)
    assert [one.da for one in leak.why] == ["beroligende medicin"]


def test_the_warning_says_what_the_wish_tells():
    (leak,) = leaks([("goals", "not be resuscitated")], ["diagnoses"], LIBRARY.clues)
    assert [one.en for one in leak.why] == [
        "a wish about how far treatment should go can tell of serious illness"
    ]


INFLECTED: tuple[tuple[str, tuple[Section, ...]], ...] = (
    ("sertralinbehandling", ("medicine", "mental")),
    ("sertralinen", ("medicine", "mental")),
    ("sertralins", ("medicine", "mental")),
    ("morfinplaster", ("medicine",)),
    ("insulinpen", ("medicine", "diagnoses")),
    ("kodein", ("medicine",)),
    ("SSRI", ("medicine", "mental")),
    ("blodfortyndende", ("medicine", "diagnoses")),
    ("sorgterapi", ("mental",)),
    ("sorgforløb", ("mental",)),
    ("ADHD", ("mental",)),
    ("ludomani", ("mental",)),
    ("selvskade", ("mental",)),
    ("spiseforstyrrelse", ("mental",)),
    ("tarmkræft", ("diagnoses",)),
    ("prostatakræften", ("diagnoses",)),
    ("kræftafdelingen", ("diagnoses",)),
    ("slidgigt", ("diagnoses",)),
    ("gigtens", ("diagnoses",)),
    ("sukkersyge", ("diagnoses",)),
    ("dialyse", ("diagnoses",)),
    ("epilepsien", ("diagnoses",)),
)


@pytest.mark.parametrize(("word", "reveals"), INFLECTED, ids=[one for one, _ in INFLECTED])
def test_a_compound_and_an_ending_tell_as_much(word: str, reveals: tuple[Section, ...]):
    for section in reveals:
        found = leaks([("agreements", f"Om {word}, i marts.")], [section], LIBRARY.clues)
        assert [one.words for one in found] == [(word,)], section
    others = set(SECTIONS) - set(reveals)
    assert leaks([("agreements", f"Om {word}, i marts.")], others, LIBRARY.clues) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Bekræft tiden i god tid",
        "Tiden er bekræftet",
        "Have kræfter til børnebørnene",
        "Spare på kræfterne",
        "Livskræfterne er der",
        "Afhængigt af vejret",
        "Så uafhængigt som muligt",
        "Et vejrafhængigt mål",
        "Vigtigt og rigtigt",
        "Omsorg fra naboen",
        "Han sørger selv for det",
        "En sorgløs ferie",
        "Bor i Sorgenfri",
        "Fysioterapi to gange om ugen",
        "Ergoterapeuten kommer på besøg",
        "Kolonihaven skal passes",
        "Det gælder i marts",
        "Gå en tur hver dag",
        "Sove hele natten",
        "Motion på hold i kommunen",
        "Skifte madplan, mindre salt",
        "Komme til fødselsdag hos søsteren",
        "Ring til klinikken, hvis du ikke har hørt noget inden 14 dage",
    ],
)
def test_what_only_looks_like_it_is_no_warning(line: str):
    assert leaks([("agreements", line)], SECTIONS, LIBRARY.clues) == ()


HEART = ("B01A", "C01", "C03", "C07", "C08", "C09", "C10")


def test_every_medicine_for_heart_and_vessels_tells_a_diagnosis():
    medicines = [one for one in LIBRARY.catalogue.medicines.values() if one.key.startswith(HEART)]
    assert len(medicines) > 20
    for one in medicines:
        assert leaks([("medicine", one.name.da)], ["diagnoses"], LIBRARY.clues), one.key


def test_one_line_can_give_two_parts_away():
    line = "Depression og gæld"
    found = leaks([("agreements", line)], ["mental", "social"], LIBRARY.clues)
    assert {one.reveals for one in found} == {"mental", "social"}


def test_every_medicine_and_diagnosis_of_the_catalogue_is_known_by_name():
    for medicine in LIBRARY.catalogue.medicines.values():
        assert leaks([("goals", f"om {medicine.name.da}.")], ["medicine"], LIBRARY.clues)
    for condition in LIBRARY.catalogue.conditions.values():
        section = section_of_condition(condition.key, LIBRARY.catalogue)
        assert leaks([("goals", f"om {condition.name.en}.")], [section], LIBRARY.clues)


def test_every_recipient_has_a_row_and_no_owner_two():
    rows = LIBRARY.sharing.recipients
    assert tuple(one.id for one in rows) == REACHES
    owners = [owner for one in rows for owner in one.owners]
    assert len(owners) == len(set(owners))
    assert LIBRARY.sharing.recipient("pharmacy").owners == ("pharmacist",)


def test_every_owner_outside_the_practice_can_be_told_except_the_patient():
    told = {owner for one in LIBRARY.sharing.recipients for owner in one.owners}
    outside = {one.id for one in MODEL.owners if one.place != "practice"} - {"patient"}
    assert told == outside
