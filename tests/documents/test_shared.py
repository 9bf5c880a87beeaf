"""What a recipient gets holds the allowed parts whole, and no string of a closed one.

Every text that could be told is marked with the part it belongs to, from the case file to the
catalogue's names, so that wherever one turns up, it says where it is from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.documents.shared import PlanSource, SharedPlan, shared_plan
from overblik.documents.words import RECIPIENT, SECTION, PriorityLine
from overblik.domain.base import SECTIONS, Language, Section, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.model import CareModel, EarlyPath
from overblik.domain.plan import MedicineStep, PlanItem, from_offer, from_suggestion
from overblik.domain.sharing import REACHES, Reach, section_of
from overblik.knowledge import library
from tests.domain.patients import patient
from tests.domain.patients import text as both
from tests.support.examples import examples

LIBRARY = library()
MADE = date(2026, 11, 22)
OVERVIEW = date(2027, 11, 1)


def marked(section: str, words: str = "") -> str:
    return f"§{section}§{words}"


def text(section: str, words: str) -> Text:
    return Text(da=marked(section, words), en=marked(section, words))


def marked_catalogue() -> Catalogue:
    known = LIBRARY.catalogue
    return known.model_copy(
        update={
            "conditions": {
                key: one.model_copy(
                    update={"name": text("mental" if one.system == "mental" else "diagnoses", key)}
                )
                for key, one in known.conditions.items()
            },
            "medicines": {
                key: one.model_copy(update={"name": text("medicine", key)})
                for key, one in known.medicines.items()
            },
            "measurements": {
                key: one.model_copy(update={"name": text("diagnoses", f"{key}, målt")})
                for key, one in known.measurements.items()
            },
        }
    )


def marked_model() -> CareModel:
    model = LIBRARY.model
    offers = [one.model_copy(update={"text": text(one.section, one.id)}) for one in model.offers]
    paths = [one.model_copy(update={"text": text("agreements", one.id)}) for one in model.paths]
    return model.model_copy(update={"offers": tuple(offers), "paths": tuple(paths)})


CATALOGUE, MODEL = marked_catalogue(), marked_model()


def marked_case(case: Case) -> Case:
    """The case with each of its texts marked; those nobody may ever get as »never«."""
    mental = {
        one.code
        for one in case.conditions
        if LIBRARY.catalogue.condition(one.code).system == "mental"
    }
    suggestions = [
        one.model_copy(
            update={"text": text(section_of(from_suggestion(one, MADE), LIBRARY.model), one.id)}
        )
        for one in case.teaching.plan
    ]
    return case.model_copy(
        update={
            "title": text("never", "titel"),
            "summary": text("never", "resumé"),
            "person": case.person.model_copy(
                update={"lives": text("never", "bor"), "work": text("never", "arbejde")}
            ),
            "conditions": tuple(
                one.model_copy(
                    update={
                        "note": text("never", "før")
                        if one.status == "previous"
                        else text("mental" if one.code in mental else "diagnoses", "note")
                    }
                )
                for one in case.conditions
            ),
            "medicines": case.medicines
            and tuple(
                one.model_copy(update={"dose": marked("medicine", "dosis")})
                for one in case.medicines
            ),
            "life": tuple(
                one.model_copy(
                    update={
                        "text": text(
                            "mental" if one.domain in ("mental", "substances") else "social",
                            one.domain,
                        )
                    }
                )
                for one in case.life
            ),
            "safety": text("never", "sikkerhed"),
            "wishes": (),
            "teaching": case.teaching.model_copy(
                update={
                    "decision": text("never", "beslutning"),
                    "trap": text("never", "fælde"),
                    "plan": tuple(suggestions),
                }
            ),
        }
    )


CASES = {
    one.id: marked_case(one.in_variant(None)) for one in LIBRARY.cases.values() if one.teaching.plan
}
OWN = tuple(
    PlanItem(
        id=f"own-{section}",
        text=marked(section, "egne ord"),
        if_nothing=marked(section, "hvis intet sker"),
        section=section,
        goal="case-1",
        owner="gp",
        second_owner="municipality",
        due=MADE,
    )
    for section in SECTIONS
)
STEP = PlanItem(
    id="step", text=marked("medicine", "op"), medicine=MedicineStep(kind="start"), goal="case-1"
)


def source(case: Case, items: Iterable[PlanItem] | None = None) -> PlanSource:
    """Everything that can be in a plan: all offers, all suggestions, own words for each part."""
    offers = [from_offer(one, MADE) for one in (*MODEL.offers, *MODEL.paths)]
    suggestions = [from_suggestion(one, MADE) for one in case.teaching.plan]
    return PlanSource(
        case=case,
        original=case,
        model=MODEL,
        catalogue=CATALOGUE,
        reading="dsam",
        priorities=[PriorityLine("case-1", marked("goals", "ønske"))],
        items=[*offers, *suggestions, *OWN, STEP] if items is None else list(items),
        overview=OVERVIEW,
        made=MADE,
    )


def strings(value: Any) -> list[str]:
    """Every string anywhere in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for part in value.values() for one in strings(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in strings(part)]
    return []


def parts(plan: SharedPlan) -> set[str]:
    """The parts whose texts are anywhere in it."""
    return {found for one in strings(asdict(plan)) for found in re.findall("§(.*?)§", one)}


cases = st.sampled_from(sorted(CASES))
matrices = st.dictionaries(
    st.sampled_from(REACHES), st.lists(st.sampled_from(SECTIONS), unique=True)
)
languages = st.sampled_from(["da", "en"])


@examples(60)
@given(cases, matrices, languages)
def test_nothing_of_a_closed_part_is_anywhere_in_what_a_recipient_gets(
    case: str, matrix: dict[Reach, list[Section]], language: Language
):
    made_from = source(CASES[case])
    for recipient in REACHES:
        allowed = matrix.get(recipient, [])
        plan = shared_plan(recipient, allowed, made_from, language)
        assert parts(plan) <= set(allowed)
        assert [one.section for one in plan.sections] == [one for one in SECTIONS if one in allowed]
        for section in plan.sections:
            assert {line.section for line in section.lines} <= {section.section}
            assert parts(replace(plan, sections=(section,))) <= {section.section, "goals"}
        assert plan.overview == (OVERVIEW if "agreements" in allowed else None)
        assert plan.empty == (not allowed)


@examples(60)
@given(cases, st.lists(st.sampled_from(SECTIONS), unique=True), languages)
def test_a_string_without_a_mark_is_one_that_everybody_may_know(
    case: str, allowed: list[Section], language: Language
):
    """Else a text that nobody thought of marking would go unseen."""
    plan = shared_plan("municipality", allowed, source(CASES[case]), language)
    owners = [one.name[language] for one in MODEL.owners]
    known = {
        *owners,
        *(f"{one} / {other}" for one in owners for other in owners),
        *(one.text(language) for one in (*RECIPIENT.values(), *SECTION.values())),
        *SECTIONS,
        "municipality",
        language,
        "",
        CASES[case].person.name,
        case,
        f"{MODEL.title[language]} {MODEL.version}",
        MODEL.reading("dsam").name[language],
        "Ikke oplyst",
        "Not stated",
        "Tager ingen medicin",
        "Takes no medicine",
    }
    unmarked = {one for one in strings(asdict(plan)) if "§" not in one}
    assert unmarked <= known


@pytest.mark.parametrize("case", sorted(CASES))
def test_an_allowed_part_is_there_whole(case: str):
    made_from = source(CASES[case])
    plan = shared_plan("municipality", SECTIONS, made_from, "da")
    lines = {line.text for section in plan.sections for line in section.lines}
    for item in made_from.items:
        assert any((item.offer or item.suggestion or item.text or "") in one for one in lines)
    facts = [fact for section in plan.sections for fact in section.facts]
    assert sum("§social§" in one or "§mental§" in one for one in facts) >= len(CASES[case].life)
    for medicine in CASES[case].medicines or ():
        assert any(medicine.atc in one for one in facts)


@pytest.mark.parametrize(
    ("allowed", "goals"),
    [(("agreements",), {""}), (("goals", "agreements"), {"", "§goals§ønske"})],
    ids=["closed", "open"],
)
def test_the_wish_that_a_line_serves_is_told_only_with_the_wishes(
    allowed: tuple[Section, ...], goals: set[str]
):
    plan = shared_plan("hospital", allowed, source(CASES["C09"]), "da")
    assert {line.goal for one in plan.sections for line in one.lines} == goals


def test_the_patients_own_paper_holds_no_facts_of_life():
    """They know their life, and some of it is about somebody else."""
    plan = shared_plan("patient", SECTIONS, source(CASES["C09"]), "da")
    facts = {one.section: " ".join(one.facts) for one in plan.sections}
    assert facts["social"] == ""
    assert "depression" in facts["mental"]
    assert not set(re.findall("§mental§(mental|substances)", facts["mental"]))


def test_no_tier_is_in_anything_that_is_shared():
    case = LIBRARY.cases["C09"]
    items = [from_suggestion(one, MADE) for one in case.teaching.plan]
    items += [
        from_offer(one, MADE)
        for one in (*LIBRARY.model.offers, *LIBRARY.model.paths)
        if isinstance(one, EarlyPath) or one.tier == "high"
    ]
    made_from = replace(source(case, items), model=LIBRARY.model, catalogue=LIBRARY.catalogue)
    for language in ("da", "en"):
        told = " ".join(strings(asdict(shared_plan("patient", SECTIONS, made_from, language))))
        for names in LIBRARY.tier_names.values():
            for one in names.values():
                assert one.full[language].lower() not in told.lower()


@pytest.mark.parametrize(
    ("medicines", "told"),
    [(None, ("Ikke oplyst",)), ((), ("Tager ingen medicin",))],
    ids=["unknown", "none"],
)
def test_unknown_medicine_is_not_no_medicine(medicines: object, told: tuple[str, ...]):
    case = patient(medicines=medicines)  # pyright: ignore[reportArgumentType]
    plan = shared_plan("pharmacy", ("medicine",), source(case, ()), "da")
    assert plan.sections[0].facts == told


def test_lines_come_by_date_and_without_words_not_at_all():
    items = [
        PlanItem(id="b", text="senere", due=date(2027, 3, 1)),
        PlanItem(id="a", text="først", due=date(2027, 1, 1)),
        PlanItem(id="c", text="uden dag"),
        PlanItem(id="d", text=" "),
        PlanItem(id="e", text="fravalgt", standing="declined"),
    ]
    plan = shared_plan("hospital", ("agreements",), source(CASES["C09"], items), "da")
    assert [one.text for one in plan.sections[0].lines] == ["først", "senere", "uden dag"]


def test_two_owners_are_both_named_and_an_unknown_one_by_its_id():
    items = [PlanItem(id="a", text="x", owner="gp", second_owner="borte", answer_to="nurse")]
    plan = shared_plan("hospital", ("agreements",), source(CASES["C09"], items), "da")
    (line,) = plan.sections[0].lines
    assert line.owner == "Egen læge / borte"
    assert line.answer_to.startswith("Praksissygeplejerske")


def test_what_is_told_names_the_part_of_every_text():
    plan = shared_plan("hospital", SECTIONS, source(CASES["C09"]), "da")
    assert all(f"§{section}§" in words for section, words in plan.told)
    assert ("agreements", "§agreements§hvis intet sker") in plan.told
    assert len(plan.told) == len(set(plan.told)), "a wish that many lines serve is told of once"


def test_the_wish_that_a_line_serves_is_told_too():
    plan = shared_plan("hospital", SECTIONS, source(CASES["C09"]), "da")
    served = {line.goal for part in plan.sections for line in part.lines if line.goal}
    assert served
    without = replace(plan, sections=tuple(replace(one, facts=()) for one in plan.sections))
    assert {("goals", one) for one in served} <= set(without.told)


def test_texts_in_both_languages():
    case = patient(priorities=[both("sove")])
    plan = shared_plan("relative", SECTIONS, source(case, ()), "en")
    assert (plan.language, plan.recipient, plan.patient, plan.age) == ("en", "relative", "Vera", 50)
