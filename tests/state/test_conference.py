"""The conference between GP and specialist: when it is sent, and what it leaves in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik.domain.base import SECTIONS, Section
from overblik.domain.conference import (
    FIELDS,
    MOST_ANSWERS,
    MOST_CONFERENCES,
    STANDING,
    Card,
    CardField,
    Conference,
    saved_by,
)
from overblik.domain.plan import MOST_ITEMS
from overblik.domain.plan_difference import PlanVersion, plan_difference
from overblik.domain.sharing import in_section_order
from overblik.domain.write_back import obstacles
from overblik.knowledge import library
from overblik.state.conference_obstacles import OBSTACLE
from overblik.state.events import EVENT
from overblik.state.saves import (
    DamagedFile,
    decode_state,
    encode_case,
    encode_state,
    export,
    opened,
)
from overblik.state.state import VERSION, State, start
from overblik.state.store import Store
from overblik.state.update import Refused, World, update
from tests.domain.patients import patient, text
from tests.state.conference_happenings import (
    ADD,
    ANSWERED,
    BEGIN,
    CANCEL,
    CHANGE,
    CLOSE,
    CLOSED,
    CONFERENCE_FIELDS,
    CONFERENCE_MOMENTS,
    DRAFTS,
    FILLED,
    ITEM,
    K2,
    LINE,
    NO,
    PARTLY,
    PLANNED,
    READY,
    SEND,
    SENT,
    TO_GP,
    WHY,
    on_card,
    said,
)
from tests.state.worlds import CASE, MODEL, NOW, TODAY, WORLD, Raw, after
from tests.support.examples import examples

REACH: Raw = {"type": "card_reach", "value": "hospital"}
UNSEND: Raw = {"type": "conference_unsend"}


# Sending -----------------------------------------------------------------------------------------


def test_neither_a_no_nor_that_nobody_has_asked_stops_the_specialist_from_asking():
    for before in ((), (NO,)):
        state = after(*before, *TO_GP)
        assert state.conferences[-1].sent == NOW
        assert state.shares == (), "the GP has told nobody anything"


def test_each_colleague_is_asked_about_by_itself():
    partly: Raw = {**PARTLY, "recipient": "hospital"}
    state = after(*FILLED, partly, REACH, SEND)
    assert state.conferences[0].allowed == ("medicine",)
    (share,) = state.shares
    assert (share.recipient, share.sections) == ("hospital", ("medicine",))
    assert (share.form, share.items, share.when) == ("conference", 0, NOW)


def test_what_was_sent_is_marked_on_the_list_when_the_yes_is_taken_back():
    state = after(*SENT, {"type": "consent_withdraw", "recipient": "specialist"})
    assert [one.withdrawn for one in state.shares] == [NOW]


def test_sent_again_later_it_is_one_sharing_more():
    later = replace(WORLD, now=NOW + timedelta(minutes=1))
    state = update(after(*SENT, UNSEND), EVENT.validate_python(SEND), later)
    assert len({one.id for one in state.shares}) == 2
    assert decode_state(encode_state(state), VERSION) == state


def test_what_was_drafted_of_a_part_that_is_closed_does_not_go_out_again():
    """Sent with everything, taken back after a no, and sent with what a later yes allows."""
    wrote: Raw = {"type": "card_text", "field": "meanwhile", "value": "Uændret"}
    drafts = {**DRAFTS, "background": "Diabetes", "medicines": "Sertralin"}
    everything = after(*READY, wrote, {**SEND, "drafts": drafts})
    said_no = after(NO, state=everything)
    (one,) = said_no.conferences
    assert one.sent_card(()).texts == {
        "question": DRAFTS["question"],
        "decision": DRAFTS["decision"],
        "meanwhile": "Uændret",
    }, "a question is the same for everybody, and what was written stays"
    again = after(UNSEND, PARTLY, {**PARTLY, "section": "goals"}, state=said_no)
    assert again.conferences[0].card.texts == {"meanwhile": "Uændret"}
    allowed: tuple[Section, ...] = ("goals", "medicine")
    (one,) = after({**SEND, "sections": list(allowed)}, state=again).conferences
    assert "Diabetes" not in one.model_dump_json()
    assert one.sent_card(allowed).texts == {**DRAFTS, "meanwhile": "Uændret"}


@given(
    st.dictionaries(st.sampled_from(FIELDS), st.just("skrevet")),
    st.dictionaries(st.sampled_from(FIELDS), st.just("hentet")),
    st.frozensets(st.sampled_from(SECTIONS)),
    st.frozensets(st.sampled_from(SECTIONS)),
)
def test_whatever_was_drafted_is_told_only_while_all_of_it_may_be(
    texts: dict[CardField, str],
    drafted: dict[CardField, str],
    then: frozenset[Section],
    now: frozenset[Section],
):
    one = Conference(
        id="k", card=Card(texts=texts), sent=NOW, drafted=drafted, allowed=in_section_order(then)
    )
    shown = one.sent_card(now)
    assert {**shown.texts, **texts} == dict(shown.texts), "what was written always stands"
    told = {field for field in shown.texts if field not in texts}
    assert told <= STANDING or then <= now
    if then <= now:
        assert shown.texts.keys() == texts.keys() | drafted.keys()


FROM_THE_CASE: dict[CardField, Section] = {
    "background": "diagnoses",
    "medicines": "medicine",
    "lose": "goals",
    "tried": "agreements",
    "reading": "social",
    "results": "mental",
}
"""One field for each part of the plan, drafted with its name."""
WRITTEN = [
    {"type": "card_text", "field": field, "value": DRAFTS[field]}
    for field in ("question", "decision", "wish")
]
answers = st.builds(
    lambda section, value: {**PARTLY, "section": section, "value": value},
    st.sampled_from(SECTIONS),
    st.booleans(),
)


@examples(200)
@given(st.lists(answers | st.sampled_from([SEND, SEND, UNSEND, NO]), max_size=25))
def test_whatever_is_said_and_sent_in_whatever_order_nothing_closed_is_read(raws: list[Raw]):
    """As the page does it: drafts are made of what is allowed when the card is sent."""
    state = after(*FILLED, *WRITTEN)
    for raw in raws:
        agreed = state.consents.get("specialist")
        allowed = agreed.sections if agreed else ()
        drafts = {field: part for field, part in FROM_THE_CASE.items() if part in allowed}
        if raw["type"] == "conference_send":
            raw = {**SEND, "drafts": drafts, "sections": list(allowed)}
        for reached in walked([raw], state):
            state = reached
            now = state.consents.get("specialist")
            may_have = now.sections if now else ()
            (one,) = state.conferences
            read = one.sent_card(may_have).texts if one.sent else one.card.texts
            assert not (set(FROM_THE_CASE.values()) - set(may_have)) & set(read.values())
            assert not (one.drafted and not one.sent), "a card that is taken back keeps no drafts"


def test_a_card_sent_before_drafts_were_kept_apart_is_read_as_it_was():
    old = after(*SENT).conferences[0].model_dump(exclude={"drafted", "allowed"})
    old["card"] = {"to": "Nefrologen", "texts": {"wish": "Sove"}}
    one = Conference.model_validate(old)
    assert one.sent_card(()).texts == {"wish": "Sove"}


def test_a_flag_that_is_cleared_in_writing_stops_nothing():
    flag: Raw = {"type": "flag", "flag": "night_pain", "value": "yes"}
    assert after(flag, {"type": "release", "value": "Udredt"}, *SENT).conferences[0].sent


# Two windows -------------------------------------------------------------------------------------


def send(store: Store, id: str, *raws: Raw) -> State:
    for raw in raws:
        store.change(id, lambda newest, raw=raw: after(raw, state=newest.state))
    return store.read(id).state


def test_answers_in_two_windows_are_both_kept_and_closing_waits_for_the_new_one(
    url: str, store: Store
):
    id = store.create(CASE, None, "anna").id
    send(store, id, *ANSWERED, *LINE)
    other = Store.open(url)
    try:
        send(other, id, {**ADD, "id": "a2"})
        with pytest.raises(Refused):
            send(store, id, CLOSE)
        state = send(other, id, {**LINE[1], "answer": "a2", "value": "no_change"})
        assert [one.id for one in state.conferences[0].answers] == ["a1", "a2"]
        assert send(store, id, CLOSE).conferences[0].closed
        with pytest.raises(Refused, match="Genåbn"):
            send(other, id, {**ADD, "id": "a3"})
        assert send(other, id, CLOSE) == store.read(id).state, "closed twice is closed once"
    finally:
        other.close()


def test_two_conferences_answered_in_two_windows_write_each_their_own_line():
    second = on_card("k2", (*SENT, ADD, *LINE, CLOSE))
    mixed: list[Raw] = [{**BEGIN, "direction": "to_specialist"}]
    for one, two in zip((*ANSWERED, *LINE, CLOSE), second, strict=True):
        mixed += [one, two]
    assert {one.id for one in after(*mixed).plan} == {"answer-kort-1-a1", "answer-k2-a1"}


# The plan ----------------------------------------------------------------------------------------


def test_an_answer_that_comes_after_its_line_was_removed_waits_and_is_not_lost():
    state = after(*CHANGE, {"type": "item_remove", "item": "x1"})
    with pytest.raises(Refused):
        after(CLOSE, state=state)
    back = after({"type": "item_restore", "item": "x1"}, CLOSE, state=state)
    assert (back.plan[0].owner, str(back.plan[0].due)) == ("nurse", "2027-01-15")
    line = after(LINE[0], said("answer_outcome", "line"), CLOSE, state=state)
    assert [one.standing for one in line.plan] == ["removed", "kept"]


def test_closing_opens_the_agreement_where_the_plan_is_another():
    agreed = after(*ANSWERED, *LINE).model_copy(update={"agreed": NOW})
    assert after(CLOSE, state=agreed).agreed is None
    nothing = after(*ANSWERED, said("answer_outcome", "no_change"))
    assert after(CLOSE, state=nothing.model_copy(update={"agreed": NOW})).agreed == NOW


def test_reopened_and_closed_again_gives_the_line_its_new_owner():
    state = after(*CLOSED, {"type": "conference_reopen"}, said("answer_owner", "hospital"), CLOSE)
    (line,) = state.plan
    assert (line.owner, line.if_nothing) == ("hospital", "Egen læge ringer til ambulatoriet")


def test_a_close_that_arrives_late_undoes_nothing_that_was_done_in_the_plan_since():
    moved: Raw = {"type": "item_owner", "item": "answer-kort-1-a1", "value": "hospital"}
    state = after(*CLOSED, moved)
    assert after(CLOSE, state=state) == state


def test_a_page_made_id_has_room_for_its_line():
    ids = "8f14e45f-ceea-467f-a0e6-6a1b0cd3b4f1", "c9f0f895-fb98-4ab9-959d-4b5c6f1c2a33"
    named: Raw = {"conference": ids[0]}
    rest = on_card(ids[0], (*SENT, {**ADD, "id": ids[1]}))
    told = ({**one, **named, "answer": ids[1]} for one in LINE)
    state = after(
        {**BEGIN, "id": ids[0], "direction": "to_specialist"}, *rest, *told, {**CLOSE, **named}
    )
    assert decode_state(encode_state(state), VERSION) == state


def test_a_full_plan_takes_no_answer():
    full = after(*ANSWERED, *LINE, *({**ITEM, "id": f"x{at}"} for at in range(MOST_ITEMS)))
    with pytest.raises(Refused, match=str(MOST_ITEMS)):
        after(CLOSE, state=full)


# What others plan --------------------------------------------------------------------------------

TOLD = patient(
    events=[
        {
            "id": "udredning",
            "when": {"month": 3},
            "kind": "planned",
            "text": text("Sygehuset vil udrede"),
            "planned": [
                {"service": "echo", "owner": "hospital"},
                {"service": "ecg", "owner": "hospital"},
            ],
        }
    ]
)


@pytest.fixture
def planned() -> State:
    """The day on which the hospital plans an echo and an ECG."""
    return to_be({"type": "year_step", "value": "udredning"}, state=start(TOLD, None, MODEL, TODAY))


def to_be(*events: Raw, state: State) -> State:
    world: World = replace(WORLD, case=TOLD)
    for raw in events:
        state = update(state, EVENT.validate_python(raw), world)
    return state


def test_a_card_to_the_gp_comes_with_what_others_plan(planned: State):
    for way, services in (("to_gp", ["echo", "ecg"]), ("to_specialist", [])):
        one = to_be({**BEGIN, "direction": way}, state=planned).conferences[0]
        assert [it.service for it in one.work_up] == services
    turned = to_be({"type": "conference_direction", "value": "to_gp"}, state=planned)
    assert [it.service for it in turned.conferences[0].work_up] == ["echo", "ecg"]
    emptied = to_be({"type": "conference_remove", "conference": "kort-1"}, state=turned)
    assert emptied.conferences == (), "what came with the card is no writing"


def test_a_card_to_the_gp_is_from_whoever_plans_it(planned: State):
    """Each owner's lines on their own card, never everybody's on one."""
    other: Raw = {"type": "item_owner", "item": "planned-ecg", "value": "specialist"}
    state = to_be(other, BEGIN, state=planned)
    (card,) = state.conferences
    assert (card.card.reach, [it.service for it in card.work_up]) == ("hospital", ["echo"])
    added = to_be({**PLANNED, "service": "spirometry"}, state=state)
    turned = to_be({**REACH, **K2, "value": "specialist"}, state=added).conferences[0]
    assert [it.service for it in turned.work_up] == ["ecg", "spirometry"]
    nobodys = to_be({**other, "value": "nurse"}, {**BEGIN, "id": "k3"}, state=planned)
    assert [it.service for it in nobodys.conferences[0].work_up] == ["echo"]


def test_what_the_gp_cancels_is_saved_and_at_its_end(planned: State):
    sent = to_be(BEGIN, *on_card("k2", SENT), state=planned)
    assert saved_by(to_be(CANCEL, WHY, state=sent).conferences) == ()
    closed = to_be(CANCEL, WHY, {**CLOSE, **K2}, state=sent)
    assert [(one.id, one.standing) for one in closed.plan] == [
        ("planned-echo", "ended"),
        ("planned-ecg", "kept"),
    ]
    assert [(it.service, it.why) for it in saved_by(closed.conferences)] == [
        ("echo", "Lavet i maj")
    ]
    again = to_be(
        {"type": "conference_reopen", **K2},
        {**CANCEL, "value": "go_on"},
        {**CLOSE, **K2},
        state=closed,
    )
    assert [one.standing for one in again.plan] == ["kept", "kept"]
    assert saved_by(again.conferences) == ()


def test_what_another_conference_cancelled_stays_so(planned: State):
    first = to_be(BEGIN, *on_card("k2", SENT), CANCEL, WHY, {**CLOSE, **K2}, state=planned)
    k3: Raw = {"conference": "k3"}
    second = to_be(
        {**BEGIN, "id": "k3"},
        {**PLANNED, **k3},
        *on_card("k3", SENT),
        {**CANCEL, **k3, "value": "go_on"},
        {**CLOSE, **k3},
        state=first,
    )
    assert [one.standing for one in second.plan] == ["ended", "kept"]


def test_ellens_gp_cancels_the_echo_that_was_done_in_july():
    """The specialist asks first; the plan difference tells what was saved."""
    case = library().case("C07")
    world = replace(WORLD, case=case)
    state = start(case, None, MODEL, TODAY)

    def step(state: State, *events: Raw) -> State:
        for raw in events:
            state = update(state, EVENT.validate_python(raw), world)
        return state

    before = step(state, {"type": "year_step", "value": "dobbelt-ekko"})
    sent = step(before, BEGIN, *on_card("k2", SENT))
    assert [it.service for it in sent.conferences[0].work_up] == ["echo", "blood_tests"]
    closed = step(sent, CANCEL, WHY, {**CLOSE, **K2})
    difference = plan_difference(version(before), version(closed))
    assert [one.id for one in difference.ended] == ["planned-echo"]
    assert [one.service for one in difference.saved] == ["echo"]
    assert library().catalogue.services["echo"].saves == "test"
    assert [one.id for one in difference.new] == []


def version(state: State) -> PlanVersion:
    return PlanVersion(state.plan, state.bookings, state.conferences, None, state.absent)


# Whatever happens --------------------------------------------------------------------------------

KINDS = {**CONFERENCE_FIELDS, **CONFERENCE_MOMENTS}
happenings = st.lists(
    st.one_of([st.fixed_dictionaries({"type": st.just(kind), **KINDS[kind]}) for kind in KINDS]),
    max_size=25,
)
BEFORE = after(*TO_GP, *ANSWERED, *LINE, ITEM)


def walked(raws: list[Raw], state: State = BEFORE) -> Iterator[State]:
    """Each state on the way; what is refused changes nothing."""
    for raw in raws:
        try:
            state = after(raw, state=state)
        except (Refused, ValidationError):
            continue
        yield state


@examples(200)
@given(happenings)
def test_nothing_closes_a_conference_with_an_answer_nobody_owns(raws: list[Raw]):
    before = BEFORE
    for state in walked(raws):
        was = {one.id for one in before.conferences if one.closed}
        for one in state.conferences:
            if one.closed and one.id not in was:
                assert not obstacles(one, state.plan, state.absent, MODEL)
                assert all(it.owner for it in one.answers if it.outcome in ("line", "change"))
        before = state


@given(happenings)
def test_a_card_that_is_sent_stays_as_it_was_sent(raws: list[Raw]):
    before = BEFORE
    for state in walked(raws):
        cards = {one.id: (one.card, one.drafted) for one in before.conferences if one.sent}
        for one in state.conferences:
            if one.sent and one.id in cards:
                assert (one.card, one.drafted) == cards[one.id]
        before = state


# Saves -------------------------------------------------------------------------------------------


def named(letter: str, count: int) -> str:
    """So many more of them, by id."""
    return "".join(f'{{"id":"{letter}{at}"}},' for at in range(count))


def saved(change: str, to: str) -> bytes:
    state = encode_state(after(*CLOSED))
    assert change in state
    return export(encode_case(CASE), state.replace(change, to, 1), VERSION, NOW)


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ('"answers":[', '"answers":[{"id":"a1"},'),
        ('"conferences":[', '"conferences":[{"id":"kort-1"},'),
        ('"conferences":[', '"conferences":[' + '{"id":"k"},' * 2),
        ('"conferences":[', '"conferences":[' + named("k", MOST_CONFERENCES)),
        ('"answers":[', '"answers":[' + named("b", MOST_ANSWERS)),
        ('"outcome":"line"', '"outcome":"måske"'),
        ('"sent":', '"direction":"to_patient","sent":'),
    ],
    ids=["an answer twice", "the first twice", "one twice", "cards", "answers", "outcome", "way"],
)
def test_a_file_with_conferences_nobody_can_have_made_is_damaged(change: str, to: str):
    with pytest.raises(DamagedFile):
        opened(saved(change, to))


def test_an_owner_nobody_knows_is_read_and_owns_nothing():
    _, state = opened(saved('"line","owner":"nurse"', '"line","owner":"naboen"'))
    assert state.conferences[0].answers[0].owner == "naboen"
    again = after({"type": "conference_reopen"}, state=state)
    with pytest.raises(Refused, match="ansvarlig"):
        after(CLOSE, state=again)


def test_every_obstacle_has_its_words():
    for words in OBSTACLE.values():
        assert words.endswith(".")
    assert library().conference.rules
