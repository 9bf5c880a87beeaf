"""From a conference's answers to the plan: what stands in the way of closing it, and what it
writes. Writing twice is writing once, and the order of the answers does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from overblik.domain.bookings import ITEM, Booking, done_day
from overblik.domain.conference import Answer, Conference
from overblik.domain.event import PLANNED
from overblik.domain.ledger import Absent
from overblik.domain.model import CareModel
from overblik.domain.plan import PlanItem
from overblik.domain.privacy import letters_of, looks_like_cpr

Obstacle = Literal[
    "unsent",
    "unanswered",
    "outcome",
    "text",
    "owner",
    "due",
    "answer_to",
    "item",
    "gone",
    "twice",
    "why",
]
"""What stands in the way of closing. Of the conference: the card is not sent, nobody has answered.
Of an answer: nobody has said what comes of it; a new line has no words; no owner who is there; no
day; nobody who gets the result; no line is named to be changed, or one that has left the plan; two
answers change the same line. Of an examination: it is cancelled without a reason."""

_LONGEST_ID = 40


def answer_line(conference: str, answer: str) -> str:
    """The id of the line an answer becomes: ``answer-kort-1-svar``.

    Ids too long for that, or that could be read two ways or as a number of a person, become letters
    made from both.
    """
    id = f"answer-{conference}-{answer}"
    if len(id) <= _LONGEST_ID and "-" not in answer and not looks_like_cpr(id):
        return id
    return f"answer-{letters_of(conference, answer, length=32)}"


def obstacles(
    one: Conference, plan: Iterable[PlanItem], absent: Absent, model: CareModel
) -> tuple[tuple[str | None, Obstacle], ...]:
    """What stands in the way of closing a conference, each with the answer or the service it is
    about, None for the conference itself. An owner who has left, or whom the model does not know,
    is none."""
    return tuple(_obstacles(one, tuple(plan), absent, model))


def _obstacles(
    one: Conference, plan: tuple[PlanItem, ...], absent: Absent, model: CareModel
) -> Iterator[tuple[str | None, Obstacle]]:
    if one.sent is None:
        yield None, "unsent"
    if not one.answered:
        yield None, "unanswered"
    kept = {item.id for item in plan if item.standing == "kept"}
    ours = {answer_line(one.id, it.id) for it in one.answers if it.outcome == "line"}
    changed: set[str] = set()
    for it in one.answers:
        if it.outcome is None:
            yield it.id, "outcome"
        if it.outcome == "line" and not it.text.strip():
            yield it.id, "text"
        if it.outcome in ("line", "change"):
            if not _there(it.owner, absent, model):
                yield it.id, "owner"
            if it.due is None:
                yield it.id, "due"
            if not _there(it.answer_to, absent, model):
                yield it.id, "answer_to"
        if it.outcome == "change":
            if it.item is None:
                yield it.id, "item"
            elif it.item not in kept:
                yield it.id, "gone"
            elif it.item in changed or it.item in ours:
                yield it.id, "twice"
            changed.add(it.item or "")
    for it in one.work_up:
        if it.verdict == "cancel" and not it.why.strip():
            yield it.service, "why"


def _there(owner: str | None, absent: Absent, model: CareModel) -> bool:
    return owner is not None and model.owner(owner) is not None and absent.get(owner) != "left"


def written_back(
    one: Conference,
    plan: Iterable[PlanItem],
    bookings: Mapping[str, Booking],
    ended: Collection[str],
    model: CareModel,
) -> tuple[PlanItem, ...]:
    """The plan once a conference without `obstacles` is closed.

    An answer's line gets its words, owner, day and receiver, and is taken out where the answer has
    become something else since; a line that is changed gets owner, day and receiver; a cancelled
    examination's line is at its end, and back in the plan where the GP has changed their mind.
    ``ended`` are the lines that somebody else brought to their end: they stay so.
    """
    lines = {item.id: item for item in plan}
    for it in one.answers:
        no_more = lines.get(answer_line(one.id, it.id))
        if it.outcome != "line" and no_more and no_more.standing == "kept":
            lines[no_more.id] = no_more.model_copy(update={"standing": "removed"})
    for it in one.answers:
        if it.outcome == "line":
            id = answer_line(one.id, it.id)
            before = lines.get(id, PlanItem(id=id, text="", section="agreements"))
            standing = before.standing if id in ended else "kept"
            changes = {"text": it.text, "standing": standing}
            lines[id] = _given(before.model_copy(update=changes), it, model)
    for it in one.answers:
        if it.outcome == "change" and it.item in lines:
            lines[it.item] = _given(lines[it.item], it, model)
    for it in one.work_up:
        found = line_of(it.service, lines)
        if found is None or is_done(found, bookings):
            continue
        if it.verdict == "cancel" and found.standing == "kept":
            lines[found.id] = found.model_copy(update={"standing": "ended"})
        elif it.verdict != "cancel" and found.standing == "ended" and found.id not in ended:
            lines[found.id] = found.model_copy(update={"standing": "kept"})
    return tuple(lines.values())


def _given(item: PlanItem, answer: Answer, model: CareModel) -> PlanItem:
    """A line with the answer's owner, day and receiver. Where it said what its owner does when
    nothing has happened, or nothing, it says that of the new one; words of one's own stay."""
    before, after = model.owner(item.owner or ""), model.owner(answer.owner or "")
    standard = {"", *(before.if_nothing.da, before.if_nothing.en)} if before else {""}
    if_nothing = item.if_nothing
    if after and if_nothing.strip() in standard:
        if_nothing = after.if_nothing.da
    return item.model_copy(
        update={
            "owner": answer.owner,
            "second_owner": None if item.second_owner == answer.owner else item.second_owner,
            "due": answer.due,
            "answer_to": answer.answer_to,
            "if_nothing": if_nothing,
        }
    )


def line_of(service: str, lines: Mapping[str, PlanItem]) -> PlanItem | None:
    """The line of an examination: what was planned, else what was ordered from the catalogue."""
    for id in (f"{PLANNED}{service}", f"{ITEM}{service}"):
        item = lines.get(id)
        if item is not None and item.standing in ("kept", "ended"):
            return item
    return None


def is_done(item: PlanItem, bookings: Mapping[str, Booking]) -> bool:
    """Whether it is too late to cancel."""
    booking = bookings.get(item.id)
    done = booking is not None and "done" in booking.days
    return done or done_day(item, bookings) is not None
