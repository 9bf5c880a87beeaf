"""The case workshop: what follows from a changed fact, what is refused, and the way back."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.assessment import Assessment, assess
from overblik.domain.base import AxisId, Level, Tier
from overblik.domain.case import Case
from overblik.domain.editing import fact_changes, put_back, revised, written
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.facts import MOST_LIFE, MOST_TRACKS
from overblik.state.saves import decode_state, encode_state
from overblik.state.state import VERSION, start
from overblik.state.update import Refused, World, update
from tests.domain.patients import METFORMIN
from tests.state.fact_happenings import (
    AGED,
    EGFR,
    FACT_FIELDS,
    FLAGGED,
    LONELY,
    MDI,
    METFORMIN_ADDED,
    case,
    fact,
)
from tests.state.worlds import NOW, START, TODAY, WORLD, Raw, after
from tests.support.examples import examples

KNOWN = library()


def sorted_after(id: str, *events: Raw) -> Assessment:
    """How a case of the library is sorted once these facts are changed."""
    chosen = KNOWN.cases[id]
    world = World(chosen, KNOWN.model, KNOWN.catalogue, NOW)
    state = start(chosen, None, KNOWN.model, TODAY)
    for raw in events:
        state = update(state, EVENT.validate_python(raw), world)
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
        (fact("life_weight", "0.6", "2"), fact("life_weight", "4.6", "1")),
        {"biomedical": "high", "psychosocial": "moderate"},
        "moderate",
    ),
    Follows(
        "marked strain in two parts of life, and both axes are high",
        "C01",
        (fact("life_weight", "0.6", "2"), fact("life_weight", "1.6", "2")),
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
    found = sorted_after("C01", fact("life_remove", "0.6"))
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
    Row("a line gone", (LONELY,), fact("life_text", "1.6", "x"), "ændret imens"),
    Row("no such line", (), fact("life_weight", "6.6", "1"), "ændret imens"),
    Row("a line without words", (), fact("life_text", "1.6", " "), "tekst"),
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
    texts = [fact("life_text", f"0.{at}", f"linje {'x' * at}") for at in range(6, MOST_LIFE)]
    events = [one for at, text in enumerate(texts) for one in (text, LONELY)]
    state = after(*events[:2])
    for at in range(7, MOST_LIFE):
        state = after(fact("life_text", f"{at - 1}.{at}", "x" * at), LONELY, state=state)
    assert len(case(state).life) == MOST_LIFE
    last = fact("life_text", f"{MOST_LIFE - 1}.{MOST_LIFE}", "en til")
    with pytest.raises(Refused, match=str(MOST_LIFE)):
        after(last, LONELY, state=state)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("case_about", "title"),
        ("person", "lives"),
        ("safety_text", ""),
        ("medicine_dose", METFORMIN),
        ("life_text", "1.6"),
        ("tracks", ""),
        ("red_flag_text", "trauma"),
        ("result", "eGFR"),
    ],
)
@pytest.mark.parametrize("words", ["Ring til 020160-9995", "a\x1bb", "a\x00b"])
def test_no_real_person_and_no_control_character_enters(kind: str, field: str, words: str):
    with pytest.raises(ValidationError):
        EVENT.validate_python(fact(kind, field, words))


def test_a_new_flag_is_not_covered_by_what_was_written_about_another():
    state = after(FLAGGED, {"type": "release", "value": "Røntgen er normal"})
    assert state.released
    assert not after(fact("red_flag", "night_pain", True), state=state).released


def test_the_cases_own_words_get_both_languages_back():
    """Who types the Danish words again means the text as its author wrote it."""
    chosen = KNOWN.cases["C01"]
    world = World(chosen, KNOWN.model, KNOWN.catalogue, NOW)
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
