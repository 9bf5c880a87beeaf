"""What a saved forløb looks like, in the database and as a file, and how old ones are read.

A save is JSON with the number of its form. Older forms are stepped up one at a time; a newer or a
damaged one is an error with a message, and whoever holds it leaves it untouched.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice

from overblik.domain.case import Case
from overblik.domain.conference import FIRST
from overblik.domain.editing import KEYS, Listed
from overblik.domain.plan import MOST_ITEMS
from overblik.domain.privacy import looks_like_cpr
from overblik.knowledge import library
from overblik.knowledge.characters import unprintable
from overblik.language import N_, UserError
from overblik.state.facts import MOST_LIFE, MOST_TRACKS
from overblik.state.inputs import made_here
from overblik.state.state import VERSION, Chapter, State

FORMAT = "overblik-forloeb"
LARGEST = 4 * 1024 * 1024
"""Bytes of a file that is opened: some 12 days of a year, each with 200 lines and changed facts."""
MOST_VALUES = 160_000
"""Names and values in a file that is opened: more than the same year holds."""

Document = dict[str, object]
Step = Callable[[Document], Document]


def _one_of_several_cards(document: Document) -> Document:
    """The one card there was becomes the first of the conferences."""
    card = document.pop("card", None)
    if card:
        document["conferences"] = [{"id": FIRST, "card": card}]
    return document


STEPS: Mapping[int, Step] = {
    1: lambda document: document,
    2: lambda document: document,
    3: _one_of_several_cards,
}
"""From form n to n + 1, by n. The first two only add, and what is not there has not happened.
Form 2: an edited case, own axis levels, the checklist of red flags and the overview consultation.
Form 3: the conflict board, who is absent, the agreement, bookings, consents and shares. Form 4:
several conferences, and the days of the year."""


class SaveError(UserError):
    """A saved forløb that cannot be used; nothing is written to it."""


class NotFound(SaveError):
    def __init__(self) -> None:
        super().__init__(
            N_("Forløbet findes ikke her. Tjek adressen, eller begynd et nyt på forsiden.")
        )


class Damaged(SaveError):
    def __init__(self) -> None:
        super().__init__(
            N_(
                "Det gemte forløb er beskadiget og kan ikke vises. Det ligger urørt. "
                "Hent det som fil, hvis nogen skal se på det, og begynd et nyt på forsiden."
            )
        )


class Newer(SaveError):
    def __init__(self) -> None:
        super().__init__(
            N_(
                "Forløbet er gemt af en nyere udgave af Overblik. Det ligger urørt. "
                "Åbn det med den nyere udgave."
            )
        )


class NotASave(SaveError):
    def __init__(self) -> None:
        super().__init__(
            N_("Filen er ikke et forløb fra Overblik. Vælg en fil, der er hentet herfra (.json).")
        )


class DamagedFile(Damaged):
    """The same of a file somebody brings: nothing of it lies here."""

    def __init__(self) -> None:
        UserError.__init__(
            self, N_("Filen er beskadiget eller rettet i hånden og kan ikke åbnes. Hent den igen.")
        )


class TooLarge(SaveError):
    def __init__(self) -> None:
        super().__init__(N_("Filen er for stor. Et forløb fylder højst 4 MB."))


class Private(SaveError):
    def __init__(self) -> None:
        super().__init__(
            N_(
                "Filen rummer noget, der ligner et CPR-nummer. Kun fiktive patienter hører "
                "hjemme her: fjern nummeret, og åbn filen igen."
            )
        )


@dataclass(frozen=True)
class Saved:
    """A forløb as it stands in the store. ``saved_at`` is in local time with its zone."""

    id: str
    revision: int
    case: Case
    state: State
    saved_at: datetime


def encode_case(case: Case) -> str:
    return case.model_dump_json(exclude_defaults=True)


def encode_state(state: State) -> str:
    return state.model_dump_json(exclude_defaults=True)


def _kept() -> dict[str, object]:
    """How a case in a save is read: codes must be known, but rules that came later do not count."""
    return {"catalogue": library().catalogue, "kept": True}


@lru_cache(maxsize=64)
def decode_case(text: str) -> Case:
    """A case from a save. Raises Damaged. The same text is read once per process."""
    try:
        return Case.model_validate_json(text, context=_kept())
    except ValueError:
        raise Damaged from None


def decode_state(
    text: str, version: int, steps: Mapping[int, Step] = STEPS, current: int = VERSION
) -> State:
    """A state from a save of some form, stepped up to ``current``. Raises Damaged or Newer."""
    if version > current:
        raise Newer
    try:
        for form in range(version, current):
            text = json.dumps(steps[form](json.loads(text)))
        return State.model_validate_json(text, context=_kept())
    except Exception:  # a step may stumble in any way over what it did not expect
        raise Damaged from None


def export(case_text: str, state_text: str, version: int, saved_at: datetime) -> bytes:
    """The file a user downloads: case and state, with the form's number and the day."""
    document = {
        "format": FORMAT,
        "version": version,
        "saved_at": saved_at.isoformat(timespec="seconds"),
        "case": json.loads(case_text),
        "state": json.loads(state_text),
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def opened(data: bytes) -> tuple[Case, State]:
    """Case and state of a file. Raises NotASave, TooLarge, Private, Newer or DamagedFile."""
    if len(data) > LARGEST:
        raise TooLarge
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise NotASave from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NotASave
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DamagedFile
    if version > VERSION:
        raise Newer
    values = [*islice(_values([document.get("case"), document.get("state")]), MOST_VALUES + 1)]
    texts = [one for one in values if isinstance(one, str) and not made_here(one)]
    if any(looks_like_cpr(text) for text in texts):
        raise Private
    if len(values) > MOST_VALUES:
        raise TooLarge
    if any(unprintable(text) for text in texts):
        raise DamagedFile
    try:
        case = decode_case(json.dumps(document.get("case"), ensure_ascii=False))
        state = decode_state(json.dumps(document.get("state"), ensure_ascii=False), version)
        whole(case, state)
    except (Damaged, KeyError, RecursionError):
        raise DamagedFile from None
    for one in (state, *state.chapters.values()):
        if sum(it.standing != "removed" for it in one.plan) > MOST_ITEMS:
            raise DamagedFile  # no page has let anybody make it
    if any(_overdone(case, one) for one in _each_day(case, state)):
        raise DamagedFile
    return case, state


def whole(case: Case, state: State) -> None:
    """Raises KeyError for a variant or a day that the case has not got."""
    case.in_variant(state.variant)
    days = {one.id for one in state.steps(case)}
    if not days.issuperset({state.place, *state.chapters}):
        raise KeyError(state.place)


def _each_day(case: Case, state: State) -> Iterator[State]:
    """The forløb as it stands on each day that has a chapter of its own."""
    yield state
    for name, one in state.chapters.items():
        told = {field: getattr(one, field) for field in Chapter.model_fields}
        yield state.model_copy(update={**told, "at": name})


def _overdone(case: Case, state: State) -> bool:
    """Whether the edited case or the checklist holds more than a page can have put there.

    What the case itself has too much of may stand; lines on life can be added and then put back.
    """
    if not state.flags.keys() <= library().catalogue.red_flags.keys():
        return True
    if (now := state.edited) is None:
        return False
    first = state.written(case)
    tracks, had = now.contacts.tracks or (), first.contacts.tracks or ()
    return (
        len(now.life) > MOST_LIFE + len(first.life)
        or len(tracks) > max(MOST_TRACKS, len(had))
        or any(_twice(now, name) - _twice(first, name) for name in KEYS)
    )


def _twice(case: Case, section: Listed) -> set[str]:
    """The names that stand more than once in a list."""
    rows = Counter(getattr(one, KEYS[section]) for one in getattr(case, section) or ())
    return {name for name, times in rows.items() if times > 1}


def _values(node: object) -> Iterator[object]:
    """Every name and value in a document, however deep it is."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting += node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
