"""A case file that is right, to spoil one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.knowledge.case_files import CaseFileError, parse_case
from overblik.knowledge.yaml_source import Problem

TODAY = date(2026, 11, 1)

GOOD = """\
id: T01
version: 1
title: {da: Trappen, en: The stairs}
summary: {da: Anna bliver forpustet., en: Anna gets out of breath.}
date: 2026-09-01
review: {status: unreviewed}
person:
  name: Anna
  age: 71
  sex: F
  lives: {da: "Bor alene, tredje sal", en: "Lives alone, third floor"}
  work: {da: Pensioneret kok, en: Retired cook}
conditions:
  - {code: copd, since: 2019}
  - {code: K86}
medicines:
  - {atc: R03BB04, dose: x 1}
  - {atc: C09CA01, dose: 50 mg x 1}
measurements:
  - {kind: eGFR, value: 71, unit: ml/min/1.73m2, date: 2026-08-20}
  - {kind: K, value: 4.1, unit: mmol/l}
scores:
  - {instrument: WHO5, value: 56, date: 2026-08-20}
contacts:
  gp: 5
  tracks:
    - {da: Lungeambulatoriet, en: Lung clinic}
life:
  - {domain: mental, weight: 0, text: {da: Godt humør, en: In good spirits}}
priorities:
  - {da: danse igen, en: dance again}
consents:
  municipality: {answer: "yes"}
events:
  - id: forvaerring
    when: {month: 3}
    kind: symptoms
    text: {da: Feber, en: Fever}
  - {id: ro, when: {week: 6}, kind: life, text: {da: Ro, en: Calm}}
expected:
  - reader: En læser
    biomedical: low
    psychosocial: moderate
    tier: moderate
    why: {da: Fordi, en: Because}
teaching:
  decision: {da: Moderat., en: Moderate.}
  trap: {da: Alderen., en: Age.}
  plan:
    - {id: rygestop, text: {da: Rygestop, en: Smoking}, owner: municipality, answer_to: gp}
    - {id: dans, text: {da: Dans, en: Dancing}, owner: civil_society, month: 1}
"""


@dataclass(frozen=True)
class Spoiled:
    """The good file with one piece exchanged, and the line that piece stands on."""

    text: str
    line: int


def spoiled(old: str, new: str) -> Spoiled:
    """Exchange a piece that stands exactly once."""
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times"
    before = GOOD[: GOOD.index(old)]
    return Spoiled(GOOD.replace(old, new), before.count("\n") + 1)


def read(text: str | bytes) -> Case:
    """The case, or CaseFileError."""
    raw = text.encode() if isinstance(text, str) else text
    return parse_case(raw, "prøve.yaml", library().catalogue, TODAY)


def problems(text: str | bytes) -> list[Problem]:
    """Everything wrong with a file; nothing when it is right."""
    try:
        read(text)
    except CaseFileError as error:
        return error.problems
    return []
