"""The year: what falls when, what counts as a contact, and which visits could be one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overblik.domain.base import Level
from overblik.domain.conference import Appointment, Conference
from overblik.domain.ledger import Absent
from overblik.domain.plan import MedicineStep, Meeting, PlanItem
from overblik.domain.timeline import BUSY, Timeline, timeline
from overblik.knowledge import library

MODEL = library().model
STARTED = date(2026, 11, 24)
MARCH = date(2027, 3, 9)


def line(id: str, due: date | None = MARCH, owner: str = "gp", **more: object) -> PlanItem:
    return PlanItem(id=id, text=id, owner=owner, due=due).model_copy(update=more)


def year(
    *items: PlanItem,
    overview: date | None = None,
    absent: Absent | None = None,
    tier: Level | None = "high",
) -> Timeline:
    row = MODEL.tier(tier) if tier else None
    return timeline(items, STARTED, overview, absent or {}, row, MODEL)


@pytest.mark.parametrize(
    ("owner", "meeting", "due", "contact", "reason"),
    [
        ("gp", "visit", MARCH, True, "the GP, in person"),
        ("nurse", "home", MARCH, True, "practice staff at home"),
        ("nurse", "phone", MARCH, True, "by telephone"),
        ("gp", "video", MARCH, True, "by video"),
        ("gp", "digital", MARCH, False, "the text: it cannot replace attendance"),
        ("gp", None, MARCH, False, "nobody meets"),
        ("municipality", "visit", MARCH, False, "the text counts GP and practice staff"),
        ("patient", "home", MARCH, False, "at home with oneself"),
        ("gp", "visit", None, False, "on no day"),
        ("gp", "visit", date(2026, 11, 24), True, "the first day"),
        ("gp", "visit", date(2027, 11, 24), True, "the last"),
        ("gp", "visit", date(2027, 11, 25), False, "a year and a day"),
        ("gp", "visit", date(2026, 11, 23), False, "before it began"),
    ],
)
def test_what_is_a_contact(
    owner: str, meeting: Meeting | None, due: date | None, contact: bool, reason: str
):
    assert year(line("a", due, owner, meeting=meeting)).contacts == contact, reason


@pytest.mark.parametrize(
    ("other", "contacts", "reason"),
    [
        ({"owner": "nurse"}, 1, "doctor and nurse are in one house: one visit"),
        ({"meeting": "phone"}, 1, "nor is a call beside it another"),
        ({"due": date(2027, 3, 10)}, 2, "another day"),
        ({"meeting": "digital"}, 1, "no contact at all"),
    ],
)
def test_lines_at_one_place_on_one_day_are_one_contact(
    other: dict[str, object], contacts: int, reason: str
):
    found = year(line("a", meeting="visit"), line("b", meeting="visit").model_copy(update=other))
    marked = [one for month in found.months for one in month.entries if one.contact]
    assert (found.contacts, len(marked)) == (contacts, contacts), reason


OVERVIEW = next(one.id for one in MODEL.offers if (one.tier, one.kind) == ("high", "overview"))


@pytest.mark.parametrize(
    ("overview", "due", "day", "reason"),
    [
        (None, None, None, "no day is set"),
        (None, MARCH, MARCH, "the line's own"),
        (date(2027, 11, 22), MARCH, date(2027, 11, 22), "what was said by name"),
    ],
)
def test_the_overview_is_none_of_the_other_contacts(
    overview: date | None, due: date | None, day: date | None, reason: str
):
    found = year(line("a", due, offer=OVERVIEW, meeting="visit"), overview=overview)
    assert (found.contacts, found.overview) == (0, day), reason


def test_who_is_not_here_meets_nobody():
    visit = line("a", meeting="visit")
    assert year(visit, absent={"gp": "left"}).contacts == 0
    assert year(visit, absent={"gp": "ill"}).contacts == 1


@pytest.mark.parametrize(
    ("tier", "contacts", "beside", "reason"),
    [
        ("low", 0, None, "the text gives no number"),
        ("low", 9, None, "and none that is too many"),
        ("moderate", 0, "fewer", "1–3"),
        ("moderate", 1, None, "1–3"),
        ("moderate", 3, None, "1–3"),
        ("moderate", 4, "more", "1–3"),
        ("high", 1, "fewer", "2–6"),
        ("high", 2, None, "2–6"),
        ("high", 6, None, "2–6"),
        ("high", 7, "more", "2–6"),
        (None, 7, None, "no tier, no range"),
    ],
)
def test_contacts_beside_the_texts_range(
    tier: Level | None, contacts: int, beside: Literal["fewer", "more"] | None, reason: str
):
    items = [line(f"x{at}", date(2027, 3, 1 + at), meeting="phone") for at in range(contacts)]
    assert year(*items, tier=tier).beside == beside, reason


def test_three_visits_in_march_can_be_one_on_the_first_of_their_days():
    items = [
        line("c", date(2027, 3, 30), "nurse", meeting="visit"),
        line("a", date(2027, 3, 12), meeting="visit"),
        line("b", date(2027, 3, 9), meeting="visit"),
    ]
    (one,) = year(*items).together
    assert (one.days, one.day, [item.id for item in one.items]) == (
        3,
        date(2027, 3, 9),
        ["b", "a", "c"],
    )
    assert one.place == "practice", "doctor and nurse are in one house"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"meeting": "phone"}, "a call is no visit"),
        ({"meeting": "home"}, "nobody goes anywhere"),
        ({"meeting": None}, "nobody meets"),
        ({"owner": "hospital"}, "another place"),
        ({"due": date(2027, 4, 1)}, "another month"),
        ({"due": date(2028, 3, 1)}, "another year's March"),
        ({"due": MARCH}, "the same day already"),
        ({"due": None}, "on no day"),
        ({"standing": "removed"}, "not in the plan"),
        ({"owner": "naboen"}, "nobody knows where"),
    ],
)
def test_what_is_not_proposed_together(other: dict[str, object], reason: str):
    first = line("a", meeting="visit")
    second = line("b", date(2027, 3, 30), meeting="visit").model_copy(update=other)
    assert year(first, second).together == (), reason


def test_together_nothing_comes_later_than_it_was_to():
    items = [line(f"x{day}", date(2027, 3, day), meeting="visit") for day in (9, 2, 30)]
    (one,) = year(*items).together
    assert all(item.due is not None and one.day <= item.due for item in one.items)
    joined = [item.model_copy(update={"due": one.day}) for item in items]
    assert year(*joined).together == ()


def test_each_thing_stands_in_its_month_and_what_is_outside_is_said():
    drug = MedicineStep(kind="stop", follow_up=date(2027, 4, 6))
    found = year(
        line("before", date(2026, 10, 31)),
        line("first", date(2026, 11, 1)),
        line("drug", MARCH, medicine=drug),
        line("last", date(2027, 11, 30)),
        line("after", date(2027, 12, 1)),
        line("undated", None),
        line("out", MARCH, standing="declined"),
        overview=date(2027, 11, 24),
    )
    stand = [
        (at, one.kind, one.item and one.item.id)
        for at, month in enumerate(found.months)
        for one in month.entries
    ]
    assert stand == [
        (0, "line", "first"),
        (4, "line", "drug"),
        (5, "follow_up", "drug"),
        (12, "overview", None),
        (12, "line", "last"),
    ]
    assert [one.item and one.item.id for one in found.earlier] == ["before"]
    assert [one.item and one.item.id for one in found.later] == ["after"]
    assert [one.id for one in found.undated] == ["undated"]


def test_a_line_that_is_done_stands_on_the_day_it_was_done_and_waits_for_nothing():
    visits = [line(f"v{at}", date(2027, 3, 2 + at), meeting="visit") for at in range(BUSY)]
    undated = line("undated", None)
    done = {"v0": date(2027, 3, 20), "v1": date(2027, 3, 1), "undated": date(2027, 1, 5)}
    found = timeline([*visits, undated], STARTED, None, {}, None, MODEL, done)
    days = {one.item.id: (one.day, one.done) for m in found.months for one in m.entries if one.item}
    assert days["v0"] == (date(2027, 3, 20), True)
    assert days["v2"] == (date(2027, 3, 4), False)
    assert days["undated"] == (date(2027, 1, 5), True)
    assert found.undated == ()
    assert [[one.id for one in each.items] for each in found.together] == [["v2", "v3"]]
    assert not any(one.busy for one in found.months), "what is done makes no month busy"
    assert found.contacts == BUSY, "and it was a contact all the same"


def test_what_is_standing_waits_for_no_day():
    standing = line("s", None, offer="high-continuity")
    assert year(standing, line("a", None)).undated == (line("a", None),)


def test_a_medicine_change_that_nobody_follows_up_on_is_named():
    watched = MedicineStep(kind="start", follow_up=MARCH)
    found = year(
        line("a", medicine=MedicineStep(kind="stop")),
        line("b", medicine=watched),
        line("c"),
        line("d", medicine=MedicineStep(kind="adjust"), standing="removed"),
    )
    assert [one.id for one in found.unwatched] == ["a"]


@pytest.mark.parametrize(
    ("tier", "meetings", "said", "reason"),
    [
        ("high", ["digital"], "digital", "only digital"),
        ("high", ["digital", "digital", None], "digital", "lines without a meeting are none"),
        ("high", ["digital", "phone"], "remote", "somebody calls, nobody comes"),
        ("high", ["phone", "video"], "remote", "nor is a call alone attendance"),
        ("high", ["video"], "remote", "nor a video alone"),
        ("high", ["digital", "visit"], None, "somebody comes"),
        ("high", ["phone", "home"], None, "somebody comes home"),
        ("high", [None], None, "no meeting at all is no digital one"),
        ("high", [], None, "an empty plan"),
        ("moderate", ["digital"], None, "the text says it of the high tier alone"),
        ("low", ["phone"], None, "the text says it of the high tier alone"),
        (None, ["digital"], None, "no tier"),
    ],
)
def test_what_cannot_replace_attendance(
    tier: Level | None,
    meetings: list[Meeting | None],
    said: Literal["digital", "remote"] | None,
    reason: str,
):
    items = [line(f"x{at}", meeting=one) for at, one in enumerate(meetings)]
    found = year(*items, tier=tier)
    assert found.distance == said, reason
    sentence = found.not_in_person
    assert (sentence is None) == (said is None), reason
    assert sentence is None or "kan ikke erstatte fremmøde" in sentence, "the text's own words"


DIGITAL = line("digital", meeting="digital")
BEFORE, AFTER = date(2026, 11, 20), date(2027, 11, 25)


@pytest.mark.parametrize(
    ("other", "done", "said", "reason"),
    [
        ({"meeting": "visit"}, None, False, "somebody meets her"),
        ({"meeting": "visit", "offer": OVERVIEW}, None, False, "at the overview, that is"),
        ({"meeting": "visit", "due": None}, None, False, "on a day that is not set yet"),
        ({"meeting": "visit"}, MARCH, False, "it has been: done is no less a contact"),
        ({"meeting": "visit", "due": None}, MARCH, False, "done without having had a day"),
        ({"meeting": "visit", "due": BEFORE}, None, True, "that was another year"),
        ({"meeting": "visit"}, BEFORE, True, "done before this year began"),
        ({"meeting": "visit", "due": AFTER}, None, True, "that is another year"),
        ({"meeting": "visit", "standing": "ended"}, None, True, "it came to nothing"),
        ({"meeting": "visit", "standing": "removed"}, None, True, "not in the plan"),
        ({"meeting": "visit", "owner": "hospital"}, None, True, "the text counts GP and practice"),
        ({"meeting": "visit", "owner": "nurse"}, None, True, "the nurse has left: nobody comes"),
        ({"meeting": "digital"}, MARCH, True, "one of the digital ones is done"),
    ],
)
def test_what_takes_the_place_of_digital_contacts_alone(
    other: dict[str, object], done: date | None, said: bool, reason: str
):
    items = (DIGITAL, line("other").model_copy(update=other))
    days = {"other": done} if done else {}
    found = timeline(items, STARTED, None, {"nurse": "left"}, MODEL.tier("high"), MODEL, days)
    assert (found.not_in_person is not None) == said, reason


def test_a_digital_contact_of_another_year_says_nothing_of_this_one():
    assert year(line("a", BEFORE, meeting="digital")).not_in_person is None
    assert year(line("a", None, meeting="digital")).not_in_person


@pytest.mark.parametrize(("entries", "busy"), [(BUSY - 1, False), (BUSY, True)])
def test_a_month_with_much_in_it_is_busy(entries: int, busy: bool):
    found = year(*(line(f"x{at}") for at in range(entries)))
    assert found.months[4].busy == busy
    assert not found.months[5].busy


days = st.none() | st.dates(date(2025, 1, 1), date(2029, 1, 1))


@given(st.lists(st.tuples(days, st.sampled_from(["gp", "hospital"]), days), max_size=12), days)
def test_no_day_is_lost_and_none_stands_twice(
    given_days: list[tuple[date | None, str, date | None]], overview: date | None
):
    items = [
        line(f"x{at}", due, owner, medicine=MedicineStep(kind="stop", follow_up=follow))
        for at, (due, owner, follow) in enumerate(given_days)
    ]
    found = year(*items, overview=overview)
    entries = [*found.earlier, *(e for month in found.months for e in month.entries), *found.later]
    stand = [(one.kind, one.item and one.item.id, one.day) for one in entries]
    expected = [("line", one.id, one.due) for one in items if one.due]
    expected += [
        ("follow_up", one.id, one.medicine.follow_up)
        for one in items
        if one.medicine and one.medicine.follow_up
    ]
    expected += [("overview", None, overview)] if overview else []
    assert sorted(map(str, stand)) == sorted(map(str, expected))
    assert [one.day for one in entries] == sorted(one.day for one in entries)
    for month in found.months:
        assert all(one.day.replace(day=1) == month.first for one in month.entries)
    assert {one.id for one in found.undated} == {one.id for one in items if one.due is None}


def test_a_conference_stands_on_its_day_and_is_no_contact_with_the_patient():
    agreed = Appointment(day=MARCH, form="video")
    talks = [
        Conference(id="k1", appointment=agreed),
        Conference(id="k2"),
        Conference(id="k3", appointment=agreed, closed=datetime(2027, 3, 9, tzinfo=UTC)),
        Conference(id="k4", appointment=agreed.model_copy(update={"day": date(2028, 1, 1)})),
    ]
    found = timeline([line("a")], STARTED, None, {}, None, MODEL, conferences=talks)
    entries = next(one for one in found.months if one.first == MARCH.replace(day=1)).entries
    met = [(one.conference.id, one.done) for one in entries if one.conference]
    assert met == [("k1", False), ("k3", True)]
    assert [one.conference and one.conference.id for one in found.later] == ["k4"]
    assert found.contacts == 0
    assert {one.kind for one in entries} == {"line", "conference"}
