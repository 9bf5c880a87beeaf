"""Sorting and plan as a page prints them: marked, dated, with versions, and nothing invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from overblik.documents.papers import Paper, plan_paper, sorting_paper
from overblik.documents.words import PriorityLine
from overblik.domain.base import READINGS, Language, ReadingId
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.knowledge import library
from tests.documents.sheets import paper, words

WISHES = [PriorityLine("case-1", "gå en tur"), PriorityLine("p1", ""), PriorityLine("p2", "sove")]
LINE = PlanItem(
    id="x1",
    text="Ring til datteren\nog aftal besøg",
    owner="nurse",
    due=date(2026, 12, 24),
    answer_to="gp",
    goal="p2",
    if_nothing="Ring igen",
)

PAPERS: dict[str, Callable[[Paper], str]] = {
    "sorting": lambda one: sorting_paper(one, "", {}),
    "plan": lambda one: plan_paper(one, WISHES, [LINE], None),
}
each = pytest.mark.parametrize("kind", PAPERS)


@each
@pytest.mark.parametrize("case", library().cases)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_case_can_be_printed(kind: str, case: str, language: Language):
    shown = library().cases[case].in_variant(None)
    printed = words(PAPERS[kind](paper(shown, language=language)))
    assert shown.person.name in printed
    assert str(shown.person.age) in printed


@each
def test_every_paper_is_marked_as_fictional(kind: str):
    printed = words(PAPERS[kind](paper(library().cases["C07"])))
    assert printed.startswith("Undervisning – fiktiv patient")


@each
@pytest.mark.parametrize("reading", READINGS)
def test_the_foot_names_case_model_reading_and_day(kind: str, reading: ReadingId):
    known = library()
    case = known.cases["C07"].model_copy(update={"version": 7})
    printed = words(PAPERS[kind](paper(case, reading=reading)))
    assert "C07, version 7" in printed
    assert f"{known.model.title.da} {known.model.version}" in printed
    assert known.model.reading(reading).name.da in printed
    assert "24. nov. 2026" in printed


@each
def test_a_paper_needs_nothing_from_the_page(kind: str):
    markup = PAPERS[kind](paper(library().cases["C07"]))
    for tag in ("<script", "<link", "<img", "<button", "<input", "href="):
        assert tag not in markup


# The sorting ------------------------------------------------------------------------------


def test_the_sorting_shows_axes_ratings_facts_and_tier():
    printed = words(sorting_paper(paper(library().cases["C07"]), "To fald", {}))
    assert "Moderat kompleksitet" in printed
    assert "To fald" in printed
    assert "Biomedicinsk: høj" in printed
    assert "7 kroniske sygdomme" in printed
    assert "overvej opgradering" in printed


def test_unknown_is_printed_as_unknown_never_as_zero():
    printed = words(sorting_paper(paper(library().cases["C10"]), "", {}))
    assert "Ensomhed og netværk ukendt" in printed
    assert "lav, moderat eller høj" in printed


def test_a_red_flag_is_all_the_sorting_says_of_a_tier():
    case = library().cases["C03"].in_variant("A")
    printed = words(sorting_paper(paper(case), "en begrundelse", {}))
    assert "Uden for pakkeforløbet" in printed
    assert "Smerter om natten" in printed
    assert "kompleksitet" not in printed
    assert "en begrundelse" not in printed


def test_released_it_is_a_sorting_like_any_other():
    case = library().cases["C03"].in_variant("A")
    printed = words(sorting_paper(paper(case, released=True), "", {}))
    assert "Uden for pakkeforløbet" not in printed
    assert "Moderat kompleksitet" in printed


def test_a_reason_of_ones_own_is_printed_with_its_rating():
    own = {"network": "Naboen kommer\ndagligt"}
    markup = sorting_paper(paper(library().cases["C07"]), "", own)
    assert "Naboen kommer<br>dagligt" in markup
    assert words(markup).count("Naboen") == 1


# The plan ---------------------------------------------------------------------------------


def test_the_patients_wishes_come_first_and_empty_ones_not_at_all():
    markup = plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None)
    assert markup.count("<li>") == 2
    printed = words(markup)
    assert printed.index("gå en tur") < printed.index("Ring til datteren")


def test_a_line_has_owner_day_receiver_wish_and_what_if():
    markup = plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None)
    assert "Ring til datteren<br>og aftal besøg" in markup
    printed = words(markup)
    for part in ("Praksissygeplejerske", "24. dec. 2026", "Egen læge", "For: sove", "Ring igen"):
        assert part in printed
    assert "mangler" not in printed


def test_what_a_line_lacks_is_printed_as_missing():
    bare = PlanItem(id="x1", text="Ring")
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [bare], None))
    assert printed.count("mangler") == 4


def test_the_plan_says_whether_it_is_agreed_and_never_with_a_hole_in_it():
    sheet, when = paper(library().cases["C07"]), datetime(2026, 12, 1, 10, 42, tzinfo=UTC)
    assert "Ikke aftalt endnu" in words(plan_paper(sheet, WISHES, [LINE], None))
    agreed = words(plan_paper(sheet, WISHES, [LINE], None, agreed=when))
    assert "Aftalt 1. dec. 2026" in agreed
    hole = LINE.model_copy(update={"second_owner": "relative"})
    printed = words(plan_paper(sheet, WISHES, [hole], None, agreed=when))
    assert "Ikke aftalt endnu" in printed, "whatever a save says"
    assert "Praksissygeplejerske (tovholder), En pårørende (vælg én)" in printed


def test_the_plan_stands_by_owner_too_and_says_who_is_not_there():
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None))
    by_owner = printed.partition("Hvem har ansvaret")[2]
    assert "Praksissygeplejerske (tovholder) 1 punkt" in by_owner
    assert "Ring til datteren" not in by_owner, "once is enough"
    ill = plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None, absent={"nurse": "ill"})
    assert "(syg eller indlagt) 1 punkt: Ring til datteren" in words(ill)
    two = LINE.model_copy(update={"second_owner": "relative"})
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [two], None))
    assert "To ansvarlige Ring til datteren" in printed
    gone = plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None, absent={"nurse": "left"})
    assert "Uden ansvarlig Ring til datteren" in words(gone)
    assert words(gone).count("(ikke med)") == 2


def test_the_plan_has_the_follow_ups_of_medicine_and_names_those_that_lack():
    watched = LINE.model_copy(
        update={"medicine": MedicineStep(kind="stop", follow_up=date(2027, 2, 1))}
    )
    bare = LINE.model_copy(update={"id": "x2", "medicine": MedicineStep(kind="start")})
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [watched, bare], None))
    follow_ups = printed.partition("Opfølgning på medicin")[2]
    assert follow_ups.startswith(" 1. feb. 2027: Ring til datteren")
    assert "(ingen dag aftalt)" in follow_ups
    assert "Opfølgning på medicin" not in words(
        plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None)
    )


def test_what_is_done_and_what_is_tapered_is_told():
    sheet = paper(library().cases["C07"])
    printed = words(plan_paper(sheet, WISHES, [LINE], None, done={LINE.id}))
    assert printed.partition(" Gjort ")[2].startswith("Ring til datteren")
    assert printed.count("Ring til datteren") == 1
    tapered = words(plan_paper(sheet, WISHES, [LINE], None, tapered={LINE.id}))
    assert "aftal besøg Trap ned, stop ikke brat." in tapered
    assert "Trap ned" not in printed


def test_a_red_flag_stands_at_the_top_of_the_plan():
    case = library().cases["C03"].in_variant("A")
    printed = words(plan_paper(paper(case), WISHES, [LINE], None))
    assert printed.index("Uden for pakkeforløbet: rødt flag") < printed.index("Ring til datteren")
    for one in paper(case).assessment.exits:
        assert one.text["da"] in printed


def test_what_nobody_has_taken_a_stand_on_follows_the_plan():
    sheet = paper(library().cases["C07"])
    printed = words(plan_paper(sheet, WISHES, [LINE], None, unsettled=["NSAID mod nyrerne"]))
    assert "Uafklaret NSAID mod nyrerne" in printed
    assert "Uafklaret" not in words(plan_paper(sheet, WISHES, [LINE], None))


@pytest.mark.parametrize(
    ("standing", "shown"), [("kept", True), ("declined", True), ("proposed", False)]
)
def test_only_kept_and_declined_lines_are_printed(standing: str, shown: bool):
    item = LINE.model_copy(update={"standing": standing})
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [item], None))
    assert ("Ring til datteren" in printed) == shown
    assert ("Tilbudt, fravalgt" in printed) == (standing == "declined")


def test_the_overview_is_a_date_or_said_to_be_missing():
    case = library().cases["C07"]
    assert "1. nov. 2027" in words(plan_paper(paper(case), WISHES, [], date(2027, 11, 1)))
    assert "ikke aftalt" in words(plan_paper(paper(case), WISHES, [], None))


def test_a_plan_speaks_of_a_change_of_group_and_never_of_an_end():
    printed = words(plan_paper(paper(library().cases["C07"]), WISHES, [LINE], None))
    assert "gruppeskift" in printed
    assert "slut" not in printed.lower()
