"""»Vis som Python«: the steps of a forløb as code for a notebook (`overblik.lab`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from pydantic import BaseModel

from overblik.domain.base import AxisId, Language, Level, ReadingId, Text
from overblik.domain.editing import KEYS, FactChange
from overblik.domain.facts import LifeFact
from overblik.domain.rating import Answer
from overblik.language import Message

_FILE = Message("Hent casefilen under »Gem som ny case«, og læg den i samme mappe.")
_CHANGED = Message("Det, der er ændret i casen")
_SORTED = Message("Sorteringen, med jeres egne vurderinger")


@dataclass(frozen=True)
class Steps:
    """What was done: which case, what was changed, and what the clinician said.

    ``source`` is a case's id in the library or the name of a case file; ``at`` the day of the year
    (none: the start) of a forløb that began on ``started``.
    """

    source: str
    variant: str | None
    at: str | None
    started: date
    changes: tuple[FactChange, ...]
    reading: ReadingId
    answers: Mapping[str, Answer]
    levels: Mapping[AxisId, Level]
    flags: Mapping[str, bool]
    released: bool


def python_steps(steps: Steps, language: Language) -> str:
    """Code that, run in JupyterLab, sorts the same case the same way."""
    lines = [_change(one) for one in sorted(steps.changes, key=_rank)]
    names = ["case", "change", "explain", "remove", "sort"]
    body = "\n".join(lines)
    used = [one for one in names if one not in ("change", "remove") or f"= {one}(" in body]
    variant = f", variant={steps.variant!r}" if steps.variant else ""
    code = [f"from overblik.lab import {', '.join(used)}", ""]
    if steps.source.endswith(".yaml"):
        code.append(f"# {_FILE.text(language)}")
    day = f", at={steps.at!r}, started={steps.started.isoformat()!r}" if steps.at else ""
    code.append(f"patient = case({steps.source!r}{variant}{day})")
    if lines:
        code += ["", f"# {_CHANGED.text(language)}", *lines]
    code += ["", f"# {_SORTED.text(language)}"]
    code.append(f"result = sort({', '.join(['patient', *_said(steps)])})")
    code.append("explain(result)" if language == "da" else f"explain(result, {language!r})")
    return "\n".join(code) + "\n"


def _said(steps: Steps) -> Iterator[str]:
    """What `overblik.lab.sort` is told besides the patient."""
    yield f"reading={steps.reading!r}"
    for name in ("answers", "levels", "flags"):
        if told := dict(getattr(steps, name)):
            yield f"{name}={told!r}"
    if steps.released:
        yield "released=True"


def _rank(one: FactChange) -> int:
    """Each step gives a case that is right: the last disease goes when the new one has come, and
    an age that a questionnaire is not for comes after the score has gone."""
    if (one.theme, one.key) == ("person", "age"):
        return 0 if cast(int, one.after) > cast(int, one.before) else 3
    return 2 if one.after is None and one.theme in KEYS else 1


def _change(one: FactChange) -> str:
    """One line of code."""
    match one.theme:
        case "case" | "person" | "contacts":
            return _call("change", one.theme, **{one.key: one.after})
        case "safety":
            if one.after is None:
                return _call("remove", "safety")
            return _call("change", "safety", text=one.after)
        case "life":
            return _life(one)
    if not one.key:
        if one.after is None:
            return _call("remove", one.theme)
        return _call("change", one.theme)
    if one.after is None:
        return _call("remove", one.theme, one.key)
    # A new result has its kind's own unit, which `overblik.lab.change` knows.
    unit = {"unit"} if one.before is None else set()
    return _call("change", one.theme, one.key, **_differing(one, {KEYS[one.theme], *unit}))


def _life(one: FactChange) -> str:
    if one.after is None:
        gone = cast(LifeFact, one.before)
        return _call("remove", "life", gone.text.da, domain=gone.domain)
    now = cast(LifeFact, one.after)
    if one.before is None:
        more = {} if now.text.da == now.text.en else {"text": now.text}
        return _call("change", "life", now.text.da, domain=now.domain, weight=now.weight, **more)
    was = cast(LifeFact, one.before)
    values = {**_differing(one, set()), "domain": now.domain}
    return _call("change", "life", was.text.da, **values)


def _differing(one: FactChange, without: set[str]) -> dict[str, object]:
    """The fields of a row that are otherwise; of a new row, those that say something."""
    after = cast(BaseModel, one.after)
    fields = type(after).model_fields
    return {
        name: getattr(after, name)
        for name in fields
        if name not in without
        and getattr(after, name)
        != (fields[name].default if one.before is None else getattr(one.before, name))
    }


def _call(function: str, *keys: str, **values: object) -> str:
    told: Iterable[str] = (f"{name}={_literal(value)}" for name, value in values.items())
    return f"patient = {function}({', '.join(['patient', *map(repr, keys), *told])})"


def _literal(value: Any) -> str:
    """A value as it is written in code: plain words and numbers."""
    if isinstance(value, Text):
        return repr(value.da if value.da == value.en else value.model_dump())
    if isinstance(value, date):
        return repr(value.isoformat())
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, BaseModel):
        return repr(value.model_dump(mode="json"))
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    return repr(value)
