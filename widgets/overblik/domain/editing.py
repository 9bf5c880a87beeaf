"""A case with its facts changed: each change is checked like a case file, and can be put back.

Nothing here changes a case: every function gives a new one. What cannot be a case is pydantic's
ValidationError, with the same types of error as a case file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal, get_args

from overblik.domain.base import Frozen, Text
from overblik.domain.case import Case, Person
from overblik.domain.catalogue import Catalogue
from overblik.domain.facts import Contacts, LifeFact

Listed = Literal["conditions", "medicines", "measurements", "scores", "red_flags"]
"""The lists of a case whose rows have a name of their own."""

Theme = Literal["case", "person", "contacts", "life", "safety", Listed]

KEYS: Mapping[Listed, str] = {
    "conditions": "code",
    "medicines": "atc",
    "measurements": "kind",
    "scores": "instrument",
    "red_flags": "flag",
}
"""By which field a row of each list is known."""

ABOUT = ("id", "title", "summary")
"""What is said of the case itself and can be changed."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class FactChange:
    """One fact that is otherwise: ``before`` and ``after`` are rows or plain values.

    None is "not there" or "not told". ``key`` names the fact within its theme; a fact of life is
    known by its place: ``w2`` is the third as written, ``n0.6`` the first of six as it is now.
    """

    theme: Theme
    key: str
    before: object
    after: object


def written(case: Case, variant: str | None) -> Case:
    """The case as its author wrote it, flattened into one variant: what changes are told from."""
    return case.in_variant(variant).model_copy(update={"variants": ()})


def revised(case: Case, catalogue: Catalogue, today: date | None, **fields: object) -> Case:
    """The case with these fields otherwise (as plain data). Raises ValidationError."""
    return Case.model_validate(
        {**case.model_dump(), **fields}, context={"catalogue": catalogue, "today": today}
    )


def latest_day(day: date, *cases: Case) -> date:
    """This day, or the latest one that stands anywhere in these cases."""
    return max([day, *(one for case in cases for one in _days(case.model_dump()))])


def _days(node: object) -> Iterator[date]:
    if isinstance(node, date):
        yield node
    elif isinstance(node, Mapping):
        for one in node.values():
            yield from _days(one)
    elif isinstance(node, list | tuple):
        for one in node:
            yield from _days(one)


def rows_of(case: Case, section: Listed | Literal["life"]) -> Rows:
    """A list of the case as plain data; an unknown list is empty."""
    return [row.model_dump() for row in getattr(case, section) or ()]


def life_names(life: Iterable[LifeFact]) -> tuple[str, ...]:
    """What each line on life is called: ``network.0`` is the first on the network.

    A name outlives new lines, other weights and words being typed.
    """
    told: Counter[str] = Counter()
    names: list[str] = []
    for one in life:
        names.append(f"{one.domain}.{told[one.domain]}")
        told[one.domain] += 1
    return tuple(names)


def life_mark(fact: LifeFact) -> str:
    """Eight hex digits that are others once the line weighs or says something else."""
    return sha256(fact.model_dump_json().encode()).hexdigest()[:8]


def row(case: Case, section: Listed, key: str) -> Any:
    """The row of this name; None when there is none."""
    name = KEYS[section]
    return next((one for one in getattr(case, section) or () if getattr(one, name) == key), None)


def with_row(case: Case, section: Listed, key: str, **values: object) -> Rows:
    """The list with one row otherwise; a name that is not there yet comes last."""
    name = KEYS[section]
    rows = rows_of(case, section)
    for one in rows:
        if one[name] == key:
            one.update(values)
            return rows
    return [*rows, {name: key, **values}]


def without_row(case: Case, section: Listed, key: str) -> Rows:
    """The list without the row of this name."""
    name = KEYS[section]
    return [one for one in rows_of(case, section) if one[name] != key]


def fact_changes(before: Case, after: Case) -> tuple[FactChange, ...]:
    """Everything that is otherwise, theme by theme. Both cases are flat (`written`)."""
    return tuple(_changes(before, after))


def _changes(before: Case, after: Case) -> Iterator[FactChange]:
    for name in ABOUT:
        yield from _differing("case", name, getattr(before, name), getattr(after, name))
    for name in Person.model_fields:
        yield from _differing(
            "person", name, getattr(before.person, name), getattr(after.person, name)
        )
    for section in get_args(Listed):
        yield from _listed(section, before, after)
    for name in Contacts.model_fields:
        yield from _differing(
            "contacts", name, getattr(before.contacts, name), getattr(after.contacts, name)
        )
    yield from _life(before.life, after.life)
    yield from _differing("safety", "safety", before.safety, after.safety)


def _differing(theme: Theme, key: str, before: object, after: object) -> Iterator[FactChange]:
    if before != after:
        yield FactChange(theme, key, before, after)


def _listed(section: Listed, before: Case, after: Case) -> Iterator[FactChange]:
    if (getattr(before, section) is None) != (getattr(after, section) is None):
        yield FactChange(section, "", getattr(before, section), getattr(after, section))
    name = KEYS[section]
    rows: tuple[Frozen, ...] = (*(getattr(before, section) or ()), *(getattr(after, section) or ()))
    for key in dict.fromkeys(getattr(one, name) for one in rows):
        yield from _differing(section, key, row(before, section, key), row(after, section, key))


def _life(before: tuple[LifeFact, ...], after: tuple[LifeFact, ...]) -> Iterator[FactChange]:
    """What stands in both is no change; what is left is paired by domain, in order."""
    left, new = list(enumerate(before)), list(enumerate(after))
    for one in before:
        if same := next((pair for pair in new if pair[1] == one), None):
            new.remove(same)
            left.remove(next(pair for pair in left if pair[1] == one))
    for at, one in left:
        paired = next((pair for pair in new if pair[1].domain == one.domain), None)
        if paired:
            new.remove(paired)
        yield FactChange("life", f"w{at}", one, paired[1] if paired else None)
    for at, one in new:
        yield FactChange("life", f"n{at}.{len(after)}", None, one)


def put_back(before: Case, after: Case, theme: Theme, key: str) -> dict[str, object]:
    """The fields of ``after`` that bring one fact back to what it was, as plain data.

    Nothing for a fact that is no different: a second click does no harm.
    """
    changes = fact_changes(before, after)
    one = next((it for it in changes if (it.theme, it.key) == (theme, key)), None)
    if one is None:
        return {}
    if theme == "case":
        return {key: one.before}
    if theme == "safety":
        return {"safety": one.before}
    if theme in ("person", "contacts"):
        return {theme: {**getattr(after, theme).model_dump(), key: one.before}}
    if theme == "life":
        return {"life": _life_back(after.life, one)}
    if not key:  # the whole list was unknown, or became so
        return {theme: getattr(before, theme)}
    name = KEYS[theme]
    rows: list[Any] = list(getattr(after, theme) or ())
    rows = [it for it in rows if getattr(it, name) != key]
    if one.before is not None:
        rows.append(one.before)
    if not rows and getattr(before, theme) is None:
        return {theme: None}  # what was added is gone, and the list is as unknown as before
    order = [getattr(it, name) for it in getattr(before, theme) or ()]
    places = {it: at for at, it in enumerate(order)}
    return {theme: tuple(sorted(rows, key=lambda it: places.get(getattr(it, name), len(order))))}


def _life_back(life: tuple[LifeFact, ...], change: FactChange) -> tuple[LifeFact, ...]:
    facts = list(life)
    if change.after is None:
        assert isinstance(change.before, LifeFact)
        facts.insert(int(change.key[1:]), change.before)
    elif change.before is None:
        del facts[int(change.key[1:].partition(".")[0])]
    else:
        facts[facts.index(change.after)] = change.before  # pyright: ignore
    return tuple(facts)


def worded(words: str, *known: Text) -> dict[str, str]:
    """Typed words as a text, the same in both languages unless they are those of a known text."""
    words = words.strip()
    for text in known:
        if words in (text.da, text.en):
            return text.model_dump()
    return {"da": words, "en": words}
