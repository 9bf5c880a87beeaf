"""The conference card: what is drafted, one sheet in three forms, and one A5 of it."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from overblik.documents import card_pdf as card_pdf_module
from overblik.documents import typesetting
from overblik.documents.card_leaks import leak_said, leaks_of
from overblik.documents.card_sheet import GAP
from overblik.documents.conference_card import (
    CardSheet,
    card_drafts,
    card_pages,
    card_paper,
    card_pdf,
    card_sheet,
    card_text,
)
from overblik.documents.papers import Paper
from overblik.documents.plain import LONGEST as LONGEST_MESSAGE
from overblik.documents.shared import NO_MEDICINE, PlanSource, shared_plan
from overblik.documents.typesetting import MISSING
from overblik.documents.words import PriorityLine
from overblik.domain.base import SECTIONS, Language, Section
from overblik.domain.bookings import Booking
from overblik.domain.case import Case
from overblik.domain.completeness import completeness
from overblik.domain.conference import (
    FIELDS,
    LONGEST,
    STANDING,
    Answer,
    Appointment,
    Card,
    CardField,
    Colleague,
    Conference,
    Direction,
    Examination,
)
from overblik.domain.facts import Contacts, Score
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.domain.privacy import looks_like_cpr
from overblik.domain.year import steps, unfolded
from overblik.knowledge import library
from tests.documents.plans import source
from tests.documents.sheets import PRINTED, paper, words

KNOWN = library()
A5 = (420, 595)
"""Points."""
WRITTEN: Mapping[CardField, str] = {
    "question": "Hvilke to ændringer først, når målet er at gå til kirke uden fald?",
    "decision": "Rækkefølgen af de to første ændringer.",
    "with_answer": "Vi ændrer én ting ad gangen fra i morgen. Er svaret nej, aftaler vi en ny "
    "samtale med patienten inden for en uge, og medicinen bliver, som den er.",
    "meanwhile": "Medicinen er uændret. Blodtryk og blodprøver igen om to uger.",
}

each_case = pytest.mark.parametrize("case", KNOWN.cases)
each_language = pytest.mark.parametrize("language", ["da", "en"])


def wishes(case: Case, language: Language) -> list[PriorityLine]:
    return [PriorityLine(f"case-{at}", one[language]) for at, one in enumerate(case.priorities, 1)]


def drafted(case: str | Case, language: Language = "da", **more: Any) -> dict[CardField, str]:
    """What is drafted for a case, in its first variant, with its own wishes."""
    shown = KNOWN.cases[case].in_variant(None) if isinstance(case, str) else case
    return card_drafts(paper(shown, language=language), wishes(shown, language), **more)


def sheet(
    texts: Mapping[CardField, str] = WRITTEN,
    case: str = "C07",
    *,
    language: Language = "da",
    variant: str | None = None,
    allowed: Collection[Section] | None = None,
    released: bool = True,
    direction: Direction = "to_specialist",
    **more: Any,
) -> CardSheet:
    """A card with everything filled in: what is written, and drafts for the rest."""
    shown = KNOWN.cases[case].in_variant(variant)
    made: Paper = paper(shown, language=language, released=released)
    card = Card(
        sender="Dr. Holm, egen læge, telefon i lægehuset hver dag 8-9",
        to="Speciallæge i geriatri, medicinsk ambulatorium",
        texts=texts,
        deadline=date(2026, 12, 1),
        responsible="gp",
        after="specialist",
    ).filled(card_drafts(made, wishes(shown, language), allowed=allowed, direction=direction))
    conference = Conference(id="kort-1", card=card, direction=direction, **more)
    return card_sheet(conference, card, made, allowed)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def letters(text: str) -> str:
    """Without spaces and hyphens: lines break in other places than the text does."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def printed(pdf: bytes) -> str:
    return letters(" ".join(page.extract_text() for page in read(pdf).pages))


def told(card: CardSheet) -> dict[str, str]:
    """What the card says, by name."""
    return {line.name: line.text for part in card.parts for line in part.lines}


# What is drafted ---------------------------------------------------------------------------------


def test_ellens_card_before_anybody_has_written():
    """Word for word: what a geriatrician reads of her."""
    assert drafted("C07", "da") == {
        "background": "hjertesvigt med bevaret pumpefunktion (HFpEF)\n"
        "atrieflimren eller -flagren\nkronisk obstruktiv lungesygdom (KOL)\n"
        "osteoporose med brud – Sammenfald i ryggen; to fald det sidste år\n"
        "kronisk nyresygdom, stadie G3a\nartrose i knæ\ntype 2-diabetes",
        "medicines": "apixaban 5 mg x 2\nmetoprolol 100 mg x 1\nfurosemid 80 mg x 1\n"
        "gliclazid 60 mg x 1\nmetformin 1000 mg x 2\nalendronsyre 70 mg x 1 om ugen\n"
        "tiotropium x 1\nprednisolon (kur) – Tre kure det sidste år\n"
        "ibuprofen 400 mg (ved behov)\nlosartan 100 mg x 1",
        "kidney": "eGFR 48 ml/min/1,73 m² (19. aug. 2026); før 50 (17. feb. 2026), "
        "52 (19. aug. 2025), 55 (18. feb. 2025), 58 (20. aug. 2024)\n"
        "kalium 4,4 mmol/l (19. aug. 2026)",
        "results": "27. aug. 2026: siddende blodtryk 118/64 mmHg; stående blodtryk 96/58 mmHg; "
        "vægt 64,0 kg (20. aug. 2024: 69,0); Clinical Frailty Scale 5\n"
        "19. aug. 2026: HbA1c 47 mmol/mol (20. aug. 2024: 52); hæmoglobin 7,4 mmol/l\n"
        "Fald det sidste år: 2\n"
        "1. jul. 2026: Ekkokardiografi, Et andet sygehus – Bevaret pumpefunktion",
        "wish": "gå til kirke; ikke falde igen; færre toiletture om natten",
        "reading": "Biomedicinsk: høj\nPsykosocial/relationel: moderat – Bange for at falde og går "
        "mindre ud; Bor alene; datteren 200 km væk; Datteren er bekymret og ringer",
    }


def test_a_specialist_who_asks_does_not_know_what_was_done_elsewhere():
    found = drafted(
        "C07",
        direction="to_gp",
        plan=[PlanItem(id="x", text="Ring", done=PRINTED)],
        allowed=SECTIONS,
    )
    assert found["question"].startswith("Er det allerede udredt, eller ved du noget")
    assert "Ekko" not in found["results"]
    assert "reading" not in found, "the specialist's view is their own"
    assert "tried" not in found
    assert "Fald" not in found["results"]


def test_a_specialist_nobody_has_been_asked_about_begins_with_the_question_alone():
    found = drafted("C07", direction="to_gp")
    assert found.keys() == STANDING
    assert found == drafted("C01", direction="to_gp"), "the same for every patient"
    assert drafted("C07", direction="to_specialist", allowed=()).keys() <= STANDING


@pytest.mark.parametrize(
    ("update", "field", "draft", "why"),
    [
        ({"medicines": ()}, "medicines", NO_MEDICINE.text(), "that is known"),
        ({"medicines": None}, "medicines", None, "that is not known"),
        ({"measurements": ()}, "kidney", None, "nothing was measured"),
        (
            {"measurements": (), "investigations": (), "scores": (), "contacts": Contacts()},
            "results",
            None,
            "nothing was done",
        ),
        ({"priorities": ()}, "wish", None, "the patient was not asked"),
    ],
)
def test_what_is_not_known_is_not_drafted(
    update: Mapping[str, object], field: CardField, draft: str | None, why: str
):
    case = KNOWN.cases["C07"].in_variant(None).model_copy(update=update)
    assert drafted(case).get(field) == draft, why


def test_what_is_over_is_no_background():
    case = KNOWN.cases["C03"].in_variant("B")
    assert "lændesmerter" in drafted(case)["background"]
    assert "brystkræft" not in drafted(case)["background"]


def test_three_wishes_are_wanted_and_the_further_ones_must_not_be_lost():
    lines = [PriorityLine(str(at), one) for at, one in enumerate(["a", " ", "b", "c", "d", "e"])]
    found = card_drafts(paper(KNOWN.cases["C07"]), lines)
    assert (found["wish"], found["lose"]) == ("a; b; c", "d; e")


DONE = date(2026, 12, 24)
CLOSED = {"ordered": DONE, "done": DONE, "answered": DONE, "acted": DONE, "closed": DONE}


@pytest.mark.parametrize(
    ("item", "booking", "draft", "why"),
    [
        ({"done": DONE}, None, "24. dec. 2026: Ring\tigen", "done"),
        (
            {"done": DONE, "standing": "ended"},
            None,
            "24. dec. 2026: Ring\tigen",
            "done, then ended",
        ),
        ({}, None, None, "nobody has done it"),
        ({"standing": "ended"}, None, None, "ended without having been done"),
        ({"done": DONE, "standing": "removed"}, None, None, "not in the plan"),
        ({"done": DONE, "standing": "declined"}, None, None, "the patient said no"),
        (
            {},
            {"days": CLOSED, "action": "Pumpen er\nfin"},
            "24. dec. 2026: Ring\tigen – Pumpen er fin",
            "an order at its end",
        ),
        (
            {},
            {"days": {"ordered": DONE, "done": DONE}},
            None,
            "an answer that nobody has seen is not tried",
        ),
        (
            {"done": DONE, "medicine": MedicineStep(kind="stop", atc="M01AE01")},
            None,
            "24. dec. 2026: Ring\tigen",
            "medicine that ended",
        ),
    ],
)
def test_what_has_been_tried(
    item: Mapping[str, Any], booking: Mapping[str, Any] | None, draft: str | None, why: str
):
    line = PlanItem(id="x", text="Ring \n igen", **item)
    bookings = {"x": Booking(service="echo", **booking)} if booking else {}
    found = drafted("C07", plan=[line], bookings=bookings).get("tried")
    assert found == (draft and draft.replace("\t", " ")), why


@each_case
@each_language
@pytest.mark.parametrize("direction", ["to_specialist", "to_gp"])
def test_a_draft_is_as_a_card_should_be(case: str, language: Language, direction: Direction):
    """One question, one decision, results with days, short: what is drafted needs no mending."""
    card = Card().filled(drafted(case, language, direction=direction, allowed=SECTIONS))
    lacks = completeness(Conference(id="k", direction=direction), card, KNOWN.conference).lacks
    assert {one.rule.id for one in lacks if one.rule.field in card.texts} == set()


@each_case
@each_language
def test_no_draft_is_longer_than_its_field_or_looks_like_a_number_of_a_person(
    case: str, language: Language
):
    for direction in ("to_specialist", "to_gp"):
        texts = drafted(case, language, direction=direction, allowed=SECTIONS)
        for field, text in texts.items():
            assert text.strip() == text, field
            assert not looks_like_cpr(text), field


def test_a_plan_of_300_long_lines_still_fits_the_field():
    lines = [PlanItem(id=f"x{at}", text="ord " * 2_000, done=DONE) for at in range(300)]
    assert len(drafted("C07", plan=lines)["tried"]) == LONGEST


# What the patient has closed ---------------------------------------------------------------------


def facts(given: PlanSource, section: Section, language: Language) -> set[str]:
    """Every text of one part of the plan, facts and lines."""
    plan = shared_plan("specialist", [section], given, language)
    return {one for part, one in plan.told if part == section and len(one) > 3}


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(KNOWN.cases)),
    st.sampled_from(["da", "en"]),
    st.sampled_from(["to_specialist", "to_gp"]),
    st.frozensets(st.sampled_from(SECTIONS)),
)
def test_nothing_of_a_closed_part_stands_on_the_card(
    case: str, language: Language, direction: Direction, allowed: frozenset[Section]
):
    given_ = source(case, language)
    items = [one.model_copy(update={"done": DONE}) for one in given_.items]
    # A red flag stands: it is told on the card, but not which.
    made = paper(given_.case, language=language)
    drafts = card_drafts(
        made, wishes(given_.case, language), items, direction=direction, allowed=allowed
    )
    card = Card().filled(drafts)
    conference = Conference(id="k", direction=direction, card=card)
    said = card_text(card_sheet(conference, card, made, allowed))
    open_texts = " ".join(text for part in allowed for text in facts(given_, part, language))
    for part in set(SECTIONS) - allowed:
        for text in facts(given_, part, language):
            if text not in open_texts:
                assert text not in said, part
    closed = card_text(card_sheet(Conference(id="k"), Card(), made, frozenset()))
    if not allowed and direction == "to_specialist":
        assert said == closed, "and nothing says that something is closed"


def test_to_the_gp_who_writes_not_asked_is_everything():
    assert drafted("C07") == drafted("C07", allowed=SECTIONS)


def test_once_something_is_closed_every_form_leaves_out_what_was_drafted():
    """And says so; what somebody wrote stays, and so does the standing question of a specialist."""
    made = paper(KNOWN.cases["C07"])
    drafts = card_drafts(made, wishes(KNOWN.cases["C07"], "da"), allowed=SECTIONS)
    sent = Conference(
        id="k",
        card=Card(to="Geriatrien", texts=WRITTEN),
        drafted={**drafts, "decision": "En dosis"},
        allowed=SECTIONS,
        sent=datetime(2026, 11, 25, 10, 42, tzinfo=UTC),
    )
    fewer: tuple[tuple[Section, ...], ...] = ((), ("medicine",), SECTIONS[1:])
    for allowed in fewer:
        card = card_sheet(sent, sent.card.filled(sent.drafted), made, allowed)
        forms = printed(card_pdf(card)), letters(card_text(card)), letters(words(card_paper(card)))
        for form in forms:
            assert letters("Patienten har siden sagt nej til at dele noget af dette.") in form
            assert letters(WRITTEN["meanwhile"]) in form
            for text in drafts.values():
                assert letters(text.splitlines()[0]) not in form
        assert card_pages(card) == 1
    still = card_sheet(sent, sent.card, made, SECTIONS)
    assert still.closed == ""
    assert "apixaban" in card_text(still)


SCORED = KNOWN.cases["C07"].in_variant(None)


@pytest.mark.parametrize(
    ("instrument", "age", "stands", "why"),
    [
        ("CFS", 79, True, "what a geriatrician asks for"),
        ("CFS", 64, False, "not validated so young"),
        ("MDI", 79, False, "tells of the mind"),
        ("T_ILS", 79, False, "whoever asked has the sum"),
    ],
)
def test_a_score_stands_among_the_results_where_its_row_says_so(
    instrument: str, age: int, stands: bool, why: str
):
    score = Score(instrument=instrument, value=6, date=date(2026, 9, 1))
    person = SCORED.person.model_copy(update={"age": age})
    case = SCORED.model_copy(update={"scores": (score,), "person": person})
    name = KNOWN.catalogue.instruments[instrument].name.da
    found = drafted(case)["results"]
    assert (f"1. sep. 2026: {name} 6" in found) is stands, why
    assert name not in drafted(case, direction="to_gp", allowed=SECTIONS)["results"]


@pytest.mark.parametrize(("falls", "said"), [(0, True), (3, True), (None, False)])
def test_falls_are_told_when_they_are_known(falls: int | None, said: bool):
    case = SCORED.model_copy(update={"contacts": Contacts(falls=falls)})
    assert (f"Fald det sidste år: {falls}" in drafted(case)["results"]) is said


def test_what_on_the_card_gives_a_closed_part_away_is_told():
    card = Card(texts={"medicines": "apixaban\nsertralin 50 mg", "meanwhile": "Ring til kommunen"})
    (one,) = leaks_of(card, set(SECTIONS) - {"mental"}, KNOWN.clues)
    assert one.field == "medicines"
    assert leak_said(one, "da").startswith("Medicin kan røbe noget under »Psykisk«: sertralin")
    assert leaks_of(card, None, KNOWN.clues) == (), "nobody has said what is closed"
    assert leaks_of(card, SECTIONS, KNOWN.clues) == ()
    written = Card(texts={"question": "Er eliquis eller apixaban rigtigt?"})
    found = leaks_of(written, set(SECTIONS) - {"medicine"}, KNOWN.clues)
    assert [one.field for one in found] == ["question"], "also in what somebody wrote"


def test_a_colleague_who_has_not_said_who_they_are_is_their_department():
    made = paper(KNOWN.cases["C07"])
    names: Mapping[Colleague, str] = {
        "hospital": "Sygehusafdelingen",
        "specialist": "Speciallægen",
    }
    for reach, name in names.items():
        card = Card(reach=reach)
        said = told(card_sheet(Conference(id="k", direction="to_gp", card=card), card, made))
        assert said["Fra"] == name


def test_a_red_flag_stands_over_the_card_and_is_named_where_diagnoses_may_be():
    made = paper(KNOWN.cases["C03"].in_variant("A"))
    flag = made.assessment.exits[0].text.da
    conference = Conference(id="k")
    named = card_sheet(conference, Card(), made)
    assert named.warning.startswith("Uden for pakkeforløbet: rødt flag")
    assert flag in named.warning
    bare = card_sheet(conference, Card(), made, ["medicine"])
    assert bare.warning == "Uden for pakkeforløbet: rødt flag."
    for one in (named, bare):
        assert letters(one.warning) in printed(card_pdf(one))
        assert one.warning.upper() in card_text(one)
        assert one.warning in words(card_paper(one))
    assert sheet(case="C03", variant="A", released=True).warning == ""


# One sheet in three forms ------------------------------------------------------------------------


def test_the_card_in_isbar_order():
    card = sheet(
        {**WRITTEN, "reading": "Skrøbelig"},
        direction="to_gp",
        work_up=(
            Examination(service="echo", verdict="cancel", why="Taget i\njuli"),
            Examination(service="spirometry", verdict="go_on"),
            Examination(service="gone"),
        ),
        appointment=Appointment(day=date(2026, 12, 1), at="12:30", form="phone", minutes=20),
        answers=(
            Answer(id="a", text="Stop", outcome="line", owner="gp", due=DONE, answer_to="nurse"),
            Answer(id="b", text="Bliv", outcome="no_change"),
            Answer(id="c", text="Hvem?", outcome="line"),
            Answer(id="d", text="Uklart"),
            Answer(id="e"),
        ),
        sent=datetime(2026, 11, 25, 10, 42, tzinfo=UTC),
    )
    assert [(one.letter, one.title) for one in card.parts] == [
        ("I", "Identifikation"),
        ("S", "Situation"),
        ("B", "Baggrund"),
        ("A", "Analyse"),
        ("R", "Råd"),
        ("", "Svar"),
    ]
    assert card.direction == "Fra speciallæge til egen læge"
    assert card.status == "Sendt 25. nov. 2026 kl. 10.42"
    said = told(card)
    assert said["Fra"].startswith("Dr. Holm, egen læge")
    assert said["Patient"] == "Ellen, 79 år, kvinde (fiktiv, C07)"
    assert said["Spørgsmål"] == WRITTEN["question"]
    assert said["Svar senest"] == "1. dec. 2026"
    assert said["I taler sammen"] == "Telefonkonference 1. dec. 2026 kl. 12.30, 20 minutter"
    assert said["Planlagt udredning"].splitlines() == [
        "Ekkokardiografi: aflyses. Taget i juli",
        f"{KNOWN.catalogue.services['spirometry'].name.da}: laves",
        "gone",
    ]
    assert said["Behandlingsansvar indtil da"] == "Egen læge"
    assert [line.text for line in card.parts[-1].lines] == [
        "Stop – Egen læge, senest 24. dec. 2026, svar går til Praksissygeplejerske (tovholder)",
        "Bliv – ingen ændring",
        "Hvem? – uden ansvarlig",
        "Uklart",
    ]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "Kladde, ikke sendt"),
        ({"closed": datetime(2026, 12, 2, tzinfo=UTC)}, "Lukket 2. dec. 2026"),
    ],
)
def test_how_far_it_has_come(more: Mapping[str, Any], status: str):
    assert sheet(**more).status == status


def test_an_empty_card_has_a_place_for_what_is_needed_and_no_more():
    empty = card_sheet(Conference(id="k"), Card(), paper(KNOWN.cases["C07"]))
    gaps = [line.name for part in empty.parts for line in part.lines if line.text == GAP]
    assert gaps == [
        "Fra",
        "Til",
        "Spørgsmål",
        "Skal afgøres",
        "Svar senest",
        "Patientens ønske",
        "Når svaret kommer",
        "Behandlingsansvar indtil da",
    ]
    assert len(told(empty)) == len(gaps) + 1, "and who the patient is"


@each_case
@each_language
def test_pdf_text_and_print_say_the_same(case: str, language: Language):
    two_lines: Mapping[CardField, str] = {
        **WRITTEN,
        "question": "Hvilke to ændringer\nkommer først?",
    }
    card = sheet(two_lines, case, language=language, released=False)
    pdf, text, html = printed(card_pdf(card)), letters(card_text(card)), words(card_paper(card))
    for part in card.parts:
        for line in part.lines:
            for row in line.rows:
                assert letters(row) in pdf
                assert letters(row) in text
                assert letters(row) in letters(html)
    assert card.warning or case != "C03"
    for one in (card.direction, card.status, card.origin, card.warning):
        assert letters(one) in pdf
        assert letters(one) in letters(html)
        assert letters(one).lower() in text.lower()


def test_a_paper_needs_nothing_from_the_page():
    markup = card_paper(sheet())
    assert "paper-a5" in markup
    for tag in ("<script", "<link", "<img", "<button", "<input", "href="):
        assert tag not in markup


def test_the_text_explains_itself_and_is_short_enough_for_a_message():
    text = card_text(sheet())
    assert text.startswith(
        "UNDERVISNING – FIKTIV PATIENT. IKKE AFSENDT.\n\n"
        "KONFERENCEKORT\nFra egen læge til speciallæge. Kladde, ikke sendt.\n\n"
        "I – IDENTIFIKATION\nFra: Dr. Holm, egen læge, telefon i lægehuset hver dag 8-9\n"
        "Til: Speciallæge i geriatri"
    )
    assert text.endswith("Læsning: DSAM. 24. nov. 2026.")
    assert "\nMedicin:\n  apixaban 5 mg x 2\n  metoprolol" in text
    long = card_text(sheet(dict.fromkeys(FIELDS, "ord " * 2_500)))
    assert len(long) <= LONGEST_MESSAGE
    assert "HER ER TEKSTEN SKÅRET AF" in long
    assert "SKÅRET" not in text
    assert long.endswith("Læsning: DSAM. 24. nov. 2026.")


# One A5 ------------------------------------------------------------------------------------------

VARIANTS = [(id, one.id) for id, case in KNOWN.cases.items() for one in case.variants]
VARIANTS += [(id, None) for id, case in KNOWN.cases.items() if not case.variants]


NO_FURTHER: Mapping[str, Any] = {}
FROM_THE_SPECIALIST: Mapping[str, Any] = {
    "direction": "to_gp",
    "allowed": SECTIONS,
    "work_up": (
        Examination(service="echo", verdict="cancel", why="Taget 1. juli på et andet sygehus"),
        Examination(service="blood_tests", verdict="go_on"),
        Examination(service="spirometry"),
    ),
}
ANSWERED: Mapping[str, Any] = {
    "sent": datetime(2026, 11, 25, 10, 42, tzinfo=UTC),
    "appointment": Appointment(day=date(2026, 12, 1), at="12:30"),
    "answers": (
        Answer(
            id="a",
            text="Halvér furosemid, mål vægt og blodtryk i stående stilling efter en uge",
            outcome="line",
            owner="nurse",
            due=date(2026, 12, 8),
            answer_to="gp",
        ),
        Answer(id="b", text="Apixaban fortsætter uændret", outcome="no_change"),
    ),
}


@pytest.mark.parametrize(("case", "variant"), VARIANTS)
@each_language
@pytest.mark.parametrize(
    "more", [NO_FURTHER, FROM_THE_SPECIALIST, ANSWERED], ids=["asked", "to the gp", "answered"]
)
def test_every_card_is_one_tagged_a5(
    case: str, variant: str | None, language: Language, more: Mapping[str, Any]
):
    card = sheet(case=case, variant=variant, language=language, released=False, **more)
    file = read(card_pdf(card))
    (page,) = file.pages
    assert card_pages(card) == 1
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A5
    root: Any = file.trailer["/Root"]
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata
    assert f"{KNOWN.cases[case].person.name}, {case}" in (file.metadata.title or "")
    mark = "Teaching – fictional patient" if language == "en" else "Undervisning – fiktiv patient"
    assert mark in re.sub(r"\s+", " ", page.extract_text())


@each_case
def test_a_card_at_the_end_of_the_year_is_one_a5(case: str):
    """All that has happened and been done meanwhile stands on it."""
    whole = KNOWN.cases[case]
    last = steps(whole, None, PRINTED)[-1].id
    then = unfolded(whole, whole.variant_id(None), last, PRINTED)
    made, lines = paper(then, released=True), source(case, "da").items
    done = [one.model_copy(update={"done": DONE}) for one in lines][:8]
    card = Card(to="Geriatrien", texts=WRITTEN).filled(
        card_drafts(made, wishes(then, "da"), done, allowed=SECTIONS)
    )
    assert card.text("tried") or not done
    assert card_pages(card_sheet(Conference(id="k", card=card), card, made, SECTIONS)) == 1


def test_how_many_pages_it_takes_is_asked_once(monkeypatch: pytest.MonkeyPatch):
    """The page asks at each draw, and the printed card asks for its type: one setting of both."""
    times: list[str] = []
    real = typesetting.asked

    def counted(template: str, data: Mapping[str, Any], label: str) -> Any:
        times.append(label)
        return real(template, data, label)

    monkeypatch.setattr(card_pdf_module, "asked", counted)
    card = sheet({**WRITTEN, "question": "Spørges kun her?"})
    for one in (card, card, replace(card)):
        assert card_pages(one) == 1
        assert card_paper(one)
    assert times == ["layout"]


def test_smaller_type_comes_before_a_second_page_and_nothing_is_cut():
    long: Mapping[CardField, str] = {**WRITTEN, "reading": "Hun vil helst blive hjemme. " * 30}
    assert "points-90" in card_paper(sheet())
    assert card_pages(sheet(long)) == 1
    smaller = card_paper(sheet(long))
    assert re.search(r"points-(85|80|75|70)", smaller)
    far_too_long: Mapping[CardField, str] = {
        **WRITTEN,
        "reading": "Hun vil helst blive hjemme. " * 150,
    }
    longer = sheet(far_too_long)
    assert card_pages(longer) == len(read(card_pdf(longer)).pages) == 2
    assert printed(card_pdf(longer)).count("Hun") == 150
    assert "points-90" in card_paper(longer), "over two pages small type saves nothing"


@pytest.mark.parametrize(
    ("text", "seen", "why"),
    [
        ("#panic() #read(\"/etc/passwd\") *fed* $x$ ]}) \" ' `", None, "typst's own language"),
        ("<script>alert(1)</script> {{ 7 * 7 }} {mangler}", None, "other languages"),
        ("før \U0001f600 efter", f"før {MISSING} efter", "emoji"),
        ("x" * LONGEST, None, "one word"),
        ("\n".join("linje" for _ in range(1_600)), None, "many lines"),
        ("Speciallægekonsultationsbestillingsformularudfyldelsesvejledning " * 20, None, "words"),
    ],
)  # fmt: skip
def test_whatever_is_written_stands_as_it_was(text: str, seen: str | None, why: str):
    card = sheet({**WRITTEN, "reading": text, "question": text[:200]})
    said = printed(card_pdf(card))
    if card_pages(card) == 1:
        assert letters(seen or text) in said, why
    else:  # with mark and foot in between
        end = letters(text)[-4:]
        assert said.count(end) >= text.count(end), why
    assert text.strip().splitlines()[-1] in card_text(card), why


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)), st.text(max_size=60))
def test_any_text_makes_a_card(texts: dict[CardField, str], to: str):
    card = Card(to=to, texts=texts)
    made = card_sheet(Conference(id="k", card=card), card, paper(KNOWN.cases["C07"]))
    assert card_pages(made) == len(read(card_pdf(made)).pages)
    assert card_text(made)
    assert card_paper(made)
