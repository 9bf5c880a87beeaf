"""What the rules of the case workshop share: the case as it is now, one checked change, and what
is said when it cannot be."""

from __future__ import annotations

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from overblik.domain.base import Text
from overblik.domain.case import Case, Person
from overblik.domain.editing import Listed, fact_changes, latest_day, revised, row
from overblik.domain.facts import Contacts
from overblik.knowledge.wording import wording
from overblik.language import N_
from overblik.state.state import State
from overblik.state.update import Refused, World, changed

_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)


def facts(state: State, world: World) -> Case:
    """The case as it now is, flat; red flags that are only ticked are not in it."""
    return state.facts(world.case)


def edited(state: State, world: World, **fields: object) -> State:
    """The state with these fields of the case otherwise, as plain data. Raises Refused."""
    was, first = facts(state, world), state.written(world.case)
    # A clock that was set back is no reason to refuse the days that stand already.
    today = latest_day(state.today(world.case, world.now.date()), was, first)
    try:
        case = revised(was, world.catalogue, today, **fields)
    except ValidationError as error:
        raise _refusal(error.errors()[0]) from None
    return with_facts(state, world, case)


def with_facts(state: State, world: World, case: Case) -> State:
    """The state with this as its case; no copy is kept of one that is as it was written."""
    same = not fact_changes(state.written(world.case), case)
    now = changed(state, edited=None if same else case)
    # A release is about the flags that stood when it was written: a new one locks the grid again.
    raised = _flags(case) - _flags(facts(state, world))
    return changed(now, release="") if raised else now


def _flags(case: Case) -> set[str]:
    return {one.flag for one in case.red_flags}


def number(text: str) -> float:
    """A number as it is typed, with decimal comma or point. Raises Refused."""
    tidy = text.strip()
    if _THOUSANDS.fullmatch(tidy):
        raise Refused(N_("Skriv tallet uden punktum: 1000, eller 5,3 med komma."))
    if not _NUMBER.fullmatch(tidy):
        raise Refused(N_("Skriv et tal, fx 38 eller 5,3."))
    return float(tidy.replace(",", ".")) + 0.0  # minus nothing is nothing


def whole(text: str) -> int:
    """A whole number as it is typed. Raises Refused."""
    if not _WHOLE.fullmatch(text.strip()):
        raise Refused(N_("Skriv et helt tal."))
    return int(text)


def there(case: Case, section: Listed, key: str) -> None:
    """Raises Refused for a row that is not there, or no longer."""
    if row(case, section, key) is None:
        raise Refused(_GONE[section])


_GONE: dict[Listed, str] = {
    "conditions": N_("Sygdommen står ikke på listen. Tilføj den først."),
    "medicines": N_("Lægemidlet står ikke på listen. Tilføj det først."),
    "measurements": N_("Målingen er der ikke. Skriv først et tal."),
    "scores": N_("Spørgeskemaet er ikke udfyldt. Skriv først tallet."),
    "red_flags": N_("Det røde flag er ikke sat. Sæt det først."),
}

_WORDS = {
    "string_too_short": N_("Skriv en tekst. Et tomt felt kan ikke gemmes."),
    "too_short": N_("Der skal være mindst én sygdom. Tilføj en anden, før I fjerner den sidste."),
    "earlier_order": N_("Datoen skal ligge efter de tidligere svar i casen."),
}


def refusal(kind: str, field: str, value: str) -> Refused:
    """What a case file would be told of this kind of error, in the same words."""
    return _refusal({"type": kind, "loc": (field,), "msg": "", "input": value})


def _refusal(error: ErrorDetails) -> Refused:
    """The first thing wrong, in the words of a page rather than of a file."""
    kind = error["type"]
    if kind in ("greater_than_equal", "less_than_equal"):
        low, high = _limits(str(error["loc"][-1]))
        return Refused(N_("Tallet skal ligge mellem {low} og {high}."), low=low, high=high)
    if kind in _WORDS:
        return Refused(_WORDS[kind])
    message = wording(error)
    parts = {name: _decimal(part) for name, part in message.parts.items()}
    return Refused(message.msgid, **parts)


def _decimal(part: object) -> object:
    """A number of a message as each language writes it; anything else as it is."""
    if isinstance(part, str) and _NUMBER.fullmatch(part):
        return Text(da=part.replace(".", ","), en=part)
    return part


def _limits(field: str) -> tuple[object, object]:
    """What a number of the case may be, as its type says."""
    fields = {**Person.model_fields, **Contacts.model_fields}
    told = fields[field].metadata
    low = next((one.ge for one in told if hasattr(one, "ge")), 0)
    high = next((one.le for one in told if hasattr(one, "le")), "–")
    return low, high
