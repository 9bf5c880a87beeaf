"""The case workshop: what follows from a changed fact, what is refused, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import AxisId, Level, Tier
from overblik.domain.case import Case
from overblik.domain.editing import fact_changes, life_mark, put_back, revised, written
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.facts import MOST_LIFE, MOST_TRACKS
from overblik.state.saves import (
    DamagedFile,
    decode_state,
    encode_case,
    encode_state,
    export,
    opened,
)
from overblik.state.state import VERSION, State, start
from overblik.state.update import Refused, World, update
from tests.domain.patients import METFORMIN, patient, text
from tests.state.fact_happenings import (
    AGED,
    EGFR,
    FACT_FIELDS,
    FLAGGED,
    LONELY,
    MDI,
    METFORMIN_ADDED,
    NETWORK,
    case,
    fact,
)
from tests.state.worlds import CASE, NOW, START, TODAY, WORLD, Raw, after
from tests.support.examples import examples

KNOWN = library()
C01_NETWORK = f"network.0.{life_mark(KNOWN.cases['C01'].life[0])}"
NO_NETWORK = fact("life_remove", NETWORK)


def played(chosen: Case, *events: Raw, variant: str | None = None, now: datetime = NOW) -> State:
    """A new forløb on this case, once these have happened."""
    world = World(chosen, KNOWN.model, KNOWN.catalogue, now, KNOWN.conference)
    state = start(chosen, variant, KNOWN.model, now.date())
    for raw in events:
        state = update(state, EVENT.validate_python(raw), world)
    return state


def sorted_after(id: str, *events: Raw) -> Assessment:
    """How a case of the library is sorted once these facts are changed."""
    chosen = KNOWN.cases[id]
    state = played(chosen, *events)
    now = state.edited or written(chosen, state.variant)
    return assess(now, KNOWN.model, KNOWN.catalogue, "dsam")


class Follows(NamedTuple):
    """An edit, and what follows of it for a patient: a level of an axis, or the tier."""

    why: str
    case: str
    events: tuple[Raw, ...]
    levels: dict[AxisId, Level]
    tier: Tier


FOLLOWS = (
    Follows("as written", "C01", (), {"biomedical": "high", "psychosocial": "low"}, "moderate"),
    Follows(
        "four tracks weigh 2; without them five diseases and eight medicines are moderate",
        "C01",
        (fact("tracks_none"),),
        {"biomedical": "moderate", "psychosocial": "low"},
        "moderate",
    ),
    Follows(
        "a husband who falls ill and a network that goes: two points are moderate",
        "C01",
        (fact("life_weight", "network.0", "2"), fact("life_weight", "caregiving.0", "1")),
        {"biomedical": "high", "psychosocial": "moderate"},
        "moderate",
    ),
    Follows(
        "marked strain in two parts of life, and both axes are high",
        "C01",
        (fact("life_weight", "network.0", "2"), fact("life_weight", "finances.0", "2")),
        {"biomedical": "high", "psychosocial": "high"},
        "high",
    ),
    Follows(
        "a disease that is over does not count",
        "C06",
        tuple(fact("condition_status", one, "previous") for one in ("type_2_diabetes",)),
        {"biomedical": "low", "psychosocial": "low"},
        "low",
    ),
)


@pytest.mark.parametrize("row", FOLLOWS, ids=[one.why for one in FOLLOWS])
def test_what_follows(row: Follows):
    found = sorted_after(row.case, *row.events)
    assert {axis.axis.id: axis.level for axis in found.axes} == row.levels
    assert found.tier == row.tier


def test_what_is_taken_away_is_unknown_and_not_none():
    """Without a word on the network nobody can know how heavily it weighs."""
    found = sorted_after("C01", fact("life_remove", C01_NETWORK))
    network = next(one for one in found.domains if one.domain.id == "network")
    assert network.possible == (0, 1, 2)


class Row(NamedTuple):
    why: str
    before: tuple[Raw, ...]
    event: Raw
    word: str


REFUSED = (
    Row("a dose of what is not taken", (), fact("medicine_dose", METFORMIN, "500 mg"), "Tilføj"),
    Row("use of what is not taken", (), fact("medicine_use", METFORMIN, "course"), "Tilføj"),
    Row("a status of what is not there", (), fact("condition_status", "copd", "acute"), "Tilføj"),
    Row("no age", (), fact("person", "age", "halvtreds"), "helt tal"),
    Row("half an age", (), fact("person", "age", "50,5"), "helt tal"),
    Row("no age at all", (), fact("person", "age", ""), "helt tal"),
    Row("an age nobody has", (), fact("person", "age", "111"), "mellem 0 og 110"),
    Row("a name of blanks", (), fact("person", "name", "  "), "tekst"),
    Row("an id with a blank", (), fact("case_about", "id", "min case"), "a–z"),
    Row("an id that leads elsewhere", (), fact("case_about", "id", "../Z01"), "a–z"),
    Row("an id Windows keeps for itself", (), fact("case_about", "id", "Con"), "a–z"),
    Row("another of those", (), fact("case_about", "id", "LPT1"), "a–z"),
    Row("an id with an ending", (), fact("case_about", "id", "x.yaml"), "a–z"),
    Row("no title", (), fact("case_about", "title", ""), "tekst"),
    Row("no summary", (), fact("case_about", "summary", "\n"), "tekst"),
    Row("a disease nobody knows", (), fact("condition_add", value="vejret"), "vejret"),
    Row("a medicine nobody knows", (), fact("medicine_add", value="A01"), "A01"),
    Row("a result nobody knows", (), fact("result", "vejret", "5"), "vejret"),
    Row("the last disease", (), fact("condition_remove", "hypertension"), "mindst én"),
    Row("medicine on the list", (METFORMIN_ADDED,), fact("medicines_none"), "Fjern den først"),
    Row("no number", (), fact("result", "eGFR", "god"), "Skriv et tal"),
    Row("two numbers", (), fact("result", "eGFR", "38/40"), "Skriv et tal"),
    Row("not a number", (), fact("result", "eGFR", "nan"), "Skriv et tal"),
    Row("endless", (), fact("result", "eGFR", "1e999"), "Skriv et tal"),
    Row("other digits", (), fact("result", "eGFR", "٣٨"), "Skriv et tal"),
    Row("thousands", (), fact("result", "UACR", "1.000"), "uden punktum"),
    Row("a slip of the pen", (), fact("result", "K", "53"), "mellem 1,5 og 10"),
    Row("a day to come", (EGFR,), fact("result_date", "eGFR", "2026-12-24"), "fremtiden"),
    Row("a day for nothing", (), fact("result_date", "eGFR", "2026-11-01"), "Skriv først"),
    Row("above the scale", (), {**MDI, "value": "51"}, "går fra 0 til 50"),
    Row("below the scale", (), {**MDI, "value": "-1"}, "går fra 0 til 50"),
    Row("half a point", (), {**MDI, "value": "20,5"}, "20,5"),
    Row("no such scale", (), {"type": "score", "instrument": "FIQ", "value": "1"}, "FIQ"),
    Row("frail at fifty", (), {"type": "score", "instrument": "CFS", "value": "5"}, "65"),
    Row(
        "fifty with a score for the old",
        (AGED, {"type": "score", "instrument": "CFS", "value": "5"}),
        fact("person", "age", "50"),
        "65",
    ),
    Row(
        "a tick without a score",
        (),
        {"type": "score_safety", "instrument": "MDI", "value": True},
        "Skriv først",
    ),
    Row(
        "a tick where nobody is asked",
        ({"type": "score", "instrument": "WHO5", "value": "40"},),
        {"type": "score_safety", "instrument": "WHO5", "value": True},
        "WHO-5",
    ),
    Row("a line gone", (NO_NETWORK,), fact("life_text", "network.0", "x"), "ændret imens"),
    Row("no such line", (), fact("life_weight", "mental.1", "1"), "ændret imens"),
    Row(
        "a line that says something else by now",
        (fact("life_text", "network.0", "Sidder alene"),),
        NO_NETWORK,
        "ændret imens",
    ),
    Row(
        "the other line on the same after the first has gone",
        (LONELY, NO_NETWORK),
        NO_NETWORK,
        "ændret imens",
    ),
    Row("a line without words", (), fact("life_text", "network.0", " "), "tekst"),
    Row("more visits than days", (), fact("contact", "visits", "366"), "mellem 0 og 365"),
    Row("half a visit", (), fact("contact", "visits", "1,5"), "helt tal"),
    Row("hours without end", (), fact("contact", "self_care_hours", "301"), "mellem 0 og 300"),
    Row("too many tracks", (), fact("tracks", value="a\n" * (MOST_TRACKS + 1)), str(MOST_TRACKS)),
    Row("no such flag", (), fact("red_flag", "vejret", True), "vejret"),
    Row("words for no flag", (), fact("red_flag_text", "trauma", "x"), "Sæt det først"),
    Row("no words for a flag", (FLAGGED,), fact("red_flag_text", "trauma", ""), "tekst"),
    Row("another variant", (AGED,), {"type": "variant", "value": "B"}, "Fortryd"),
)


@pytest.mark.parametrize("row", REFUSED, ids=[one.why for one in REFUSED])
def test_it_is_refused_with_words(row: Row):
    before = after(*row.before)
    with pytest.raises(Refused) as refused:
        after(row.event, state=before)
    told = refused.value.message.text("da")
    assert row.word in told
    assert "{" not in told + refused.value.message.text("en")


def test_a_refusal_writes_numbers_as_its_reader_does():
    with pytest.raises(Refused) as refused:
        after(fact("result", "K", "53"))
    assert "1,5" in refused.value.message.text("da")
    assert "1.5" in refused.value.message.text("en")


def test_lines_on_life_have_an_end():
    state = START
    for at in range(6, MOST_LIFE):
        state = after(LONELY, fact("life_text", f"network.{at - 5}", "x" * at), state=state)
    assert len(case(state).life) == MOST_LIFE
    with pytest.raises(Refused, match=str(MOST_LIFE)):
        after(LONELY, state=state)


def test_a_line_is_the_same_in_another_window():
    """What is written on the old page lands where it was meant, whatever came and went."""
    mental = f"mental.0.{life_mark(CASE.life[0])}"
    coping = f"coping.0.{life_mark(CASE.life[3])}"
    here = after(fact("life_remove", mental), LONELY)
    there = after(fact("life_text", "network.0", "Ny"), fact("life_remove", coping), state=here)
    kept = [one.domain for one in case(there).life]
    assert kept == ["network", "finances", "caregiving", "substances", "network"]
    assert case(there).life[0].text.da == "Ny"
    assert after(fact("life_remove", mental), state=there) == there, "the same click, told twice"


def test_words_are_typed_letter_by_letter_and_the_line_keeps_its_name():
    letters = [fact("life_text", "network.0", "Alene"[:at]) for at in range(1, 6)]
    state = after(*letters, fact("life_weight", "network.0", "2"))
    assert (case(state).life[1].text.da, case(state).life[1].weight) == ("Alene", 2)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("case_about", "title"),
        ("person", "lives"),
        ("safety_text", ""),
        ("medicine_dose", METFORMIN),
        ("life_text", "network.0"),
        ("tracks", ""),
        ("red_flag_text", "trauma"),
        ("result", "eGFR"),
    ],
)
@pytest.mark.parametrize(
    "words", ["Ring til 020160-9995", "０２０１６０-９９９５", "a\x1bb", "a\x00b"]
)
def test_no_real_person_and_no_control_character_enters(kind: str, field: str, words: str):
    with pytest.raises(ValidationError):
        EVENT.validate_python(fact(kind, field, words))


def test_a_new_flag_is_not_covered_by_what_was_written_about_another():
    state = after(FLAGGED, {"type": "release", "value": "Røntgen er normal"})
    assert state.released
    assert not after(fact("red_flag", "night_pain", True), state=state).released


CAUDA = fact("red_flag", "cauda_equina", True)
RELEASE: Raw = {"type": "release", "value": "MR er normal"}


@pytest.mark.parametrize(
    "back",
    [
        fact("red_flag", "chest_pain_at_rest", True),
        {"type": "fact_restore", "theme": "red_flags", "field": "chest_pain_at_rest"},
        fact("facts_undo"),
    ],
    ids=lambda raw: raw["type"],
)
def test_a_flag_that_comes_back_locks_the_grid_again(back: Raw):
    """What was written about one flag says nothing of another, whichever way that one comes."""
    gone = fact("red_flag", "chest_pain_at_rest", False)
    before = (gone, CAUDA, RELEASE)
    assert played(KNOWN.cases["C14"], *before, variant="i-hvile").released
    assert not played(KNOWN.cases["C14"], *before, back, variant="i-hvile").released


@pytest.mark.parametrize(
    "less", [fact("red_flag", "night_pain", False), fact("person", "age", "72")]
)
def test_a_release_holds_for_the_flags_it_was_written_about(less: Raw):
    state = after(FLAGGED, fact("red_flag", "night_pain", True), RELEASE, less)
    assert state.released


LATER = patient(results={"eGFR": 60}).model_dump()
LATER["measurements"][0]["date"] = "2026-11-20"
BEFORE_THE_RESULT = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
FROM_LATER = Case.model_validate(LATER, context={"catalogue": KNOWN.catalogue})


@pytest.mark.parametrize(
    "events",
    [
        (AGED,),
        (fact("result_date", "eGFR", "2026-11-10"), AGED),
        (
            fact("result_date", "eGFR", "2026-11-10"),
            AGED,
            {"type": "fact_restore", "theme": "measurements", "field": "eGFR"},
        ),
    ],
)
def test_a_clock_set_back_blocks_no_edit(events: tuple[Raw, ...]):
    assert case(played(FROM_LATER, *events, now=BEFORE_THE_RESULT)).person.age == 72


def test_a_typed_day_is_held_against_today_whatever_stands_in_the_case():
    with pytest.raises(Refused, match="2026-11-15"):
        played(FROM_LATER, fact("result_date", "eGFR", "2026-11-15"), now=BEFORE_THE_RESULT)


NOT_TOLD = patient(medicines=None)
METFORMIN_GONE = fact("medicine_remove", METFORMIN)
METFORMIN_BACK: Raw = {"type": "fact_restore", "theme": "medicines", "field": METFORMIN}


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((METFORMIN_ADDED, METFORMIN_GONE), None),
        ((METFORMIN_ADDED, METFORMIN_BACK), None),
        ((METFORMIN_GONE,), None),
        ((fact("medicines_none"),), ()),
        ((fact("medicines_none"), METFORMIN_GONE), ()),
    ],
)
def test_only_who_says_so_takes_no_medicine(events: tuple[Raw, ...], left: tuple[()] | None):
    assert NOT_TOLD.medicines is None
    assert (played(NOT_TOLD, *events).edited or NOT_TOLD).medicines == left


@pytest.mark.parametrize("code", ["type_2_diabetes", "T90", "t90", "E11.9", "DE119"])
def test_the_same_disease_by_another_code_stands_once(code: str):
    twice = (fact("condition_add", value="type_2_diabetes"), fact("condition_add", value=code))
    assert [one.code for one in case(after(*twice)).conditions] == [
        "hypertension",
        "type_2_diabetes",
    ]


def test_the_same_medicine_in_small_letters_stands_once():
    state = after(METFORMIN_ADDED, fact("medicine_add", value=METFORMIN.lower()))
    assert [one.atc for one in case(state).medicines or ()] == [METFORMIN]


def test_minus_nothing_is_nothing():
    state = after({**MDI, "value": "-0"})
    assert str(case(state).scores[0].value) == "0.0"


def file(state: State) -> bytes:
    return export(encode_case(CASE), encode_state(state), VERSION, NOW)


def edited_into(**fields: object) -> State:
    """A state nobody can have made on a page."""
    return START.model_copy(
        update={"edited": revised(written(CASE, "A"), KNOWN.catalogue, TODAY, **fields)}
    )


LINE = {"domain": "network", "weight": 1, "text": text("en linje")}
FLAG = {"flag": "trauma", "text": text("x")}


@pytest.mark.parametrize(
    "state",
    [
        edited_into(conditions=[{"code": "T90"}, {"code": "DE119"}]),
        edited_into(medicines=[{"atc": METFORMIN}, {"atc": METFORMIN}]),
        edited_into(scores=[{"instrument": "MDI", "value": one} for one in (3.0, 4.0)]),
        edited_into(red_flags=[FLAG, FLAG]),
        edited_into(life=[LINE] * (MOST_LIFE + len(CASE.life) + 1)),
        edited_into(contacts={"tracks": [text("Hjerte")] * (MOST_TRACKS + 1)}),
        START.model_copy(update={"flags": {"vejret": True}}),
        START.model_copy(update={"flags": {f"x{at}": False for at in range(200)}}),
    ],
    ids=["disease", "medicine", "score", "flag", "life", "tracks", "unknown flag", "many flags"],
)
def test_a_file_holds_no_more_than_a_page_can_make(state: State):
    with pytest.raises(DamagedFile):
        opened(file(state))


@pytest.mark.parametrize(
    "state",
    [
        edited_into(life=[LINE] * (MOST_LIFE + len(CASE.life))),
        edited_into(contacts={"tracks": [text("Hjerte")] * MOST_TRACKS}),
        START.model_copy(update={"flags": dict.fromkeys(KNOWN.catalogue.red_flags, True)}),
    ],
    ids=["life", "tracks", "flags"],
)
def test_what_a_page_can_make_can_be_opened(state: State):
    assert opened(file(state)) == (CASE, state)


def test_the_cases_own_words_get_both_languages_back():
    """Who types the Danish words again means the text as its author wrote it."""
    chosen = KNOWN.cases["C01"]
    world = World(chosen, KNOWN.model, KNOWN.catalogue, NOW, KNOWN.conference)
    state = start(chosen, None, KNOWN.model, TODAY)
    was = chosen.person.work
    for words in ("Lærer", was.da):
        state = update(state, EVENT.validate_python(fact("person", "work", words)), world)
    assert state.edited is None


@given(
    st.lists(
        st.one_of(
            [
                st.fixed_dictionaries({"type": st.just(kind), **fields})
                for kind, fields in FACT_FIELDS.items()
            ]
        ),
        max_size=12,
    )
)
@examples(40)
def test_whatever_is_changed_every_fact_can_be_put_back_one_by_one(happened: list[Raw]):
    state = START
    for raw in happened:
        try:
            state = update(state, EVENT.validate_python(raw), WORLD)
        except (Refused, ValueError):
            continue
    assert decode_state(encode_state(state), VERSION) == state
    first = written(WORLD.case, state.variant)
    now: Case = state.edited or first
    for _ in range(60):
        changes = fact_changes(first, now)
        if not changes:
            break
        for one in changes:  # an age may have to wait until a score has gone
            try:
                fields = put_back(first, now, one.theme, one.key)
                now = revised(now, WORLD.catalogue, TODAY, **fields)
            except ValidationError:
                continue
            break
    assert fact_changes(first, now) == ()
    assert now.conditions == first.conditions
    assert now.medicines == first.medicines
    assert sorted(now.life, key=str) == sorted(first.life, key=str)
