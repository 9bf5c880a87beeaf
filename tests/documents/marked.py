"""A patient whose every section is full of words that stand nowhere else, to see what leaks."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

from overblik.documents.fhir.bundle import Resource
from overblik.documents.shared import PlanSource
from overblik.documents.words import PriorityLine
from overblik.domain.base import SECTIONS, Section, Text
from overblik.domain.case import Case
from overblik.domain.facts import CaseCondition, CaseMedicine, LifeFact, Measurement
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.knowledge import library
from tests.documents.bundles import MADE, pdf_words, source


def _text(word: str) -> Text:
    return Text(da=word, en=word)


OVERVIEW = date(2027, 8, 17)
BASE = library().cases["C09"]
CASE: Case = BASE.model_copy(
    update={
        "conditions": (
            CaseCondition(code="copd", note=_text("zqlunge")),
            CaseCondition(code="depression", note=_text("zqsind")),
        ),
        "medicines": (
            CaseMedicine(atc="C10AA05", dose="zqtablet"),
            CaseMedicine(atc="N06AB06", dose="zqpille"),
        ),
        "measurements": (Measurement(kind="eGFR", value=41, unit="ml/min/1.73m2"),),
        "life": (
            LifeFact(domain="mental", weight=2, text=_text("zqtunge")),
            LifeFact(domain="substances", weight=1, text=_text("zqvin")),
            LifeFact(domain="finances", weight=2, text=_text("zqgæld")),
            LifeFact(domain="network", weight=1, text=_text("zqnabo")),
        ),
        "priorities": (_text("zqsove"), _text("zqbarnebarn")),
    }
)
"""Her lungs and her mind, her tablets and her debts, each with a word of its own."""

ITEMS = [
    PlanItem(
        id=f"x{at}",
        text=f"zqlinje{section}",
        owner="gp",
        due=MADE,
        answer_to="gp",
        if_nothing=f"zqnød{section}",
        goal="case-1",
        section=section,
    )
    for at, section in enumerate(SECTIONS)
] + [
    PlanItem(
        id="y1",
        text="zqtrappe",
        owner="gp",
        medicine=MedicineStep(kind="stop", atc="C10AA05", follow_up=MADE),
    ),
    PlanItem(id="y2", text="zqaftale", owner="gp"),
]

OF: Mapping[Section, tuple[str, ...]] = {
    "goals": ("zqsove", "zqbarnebarn", "zqlinjegoals", "zqnødgoals", '"Goal"'),
    "diagnoses": ("zqlunge", "KOL", "R95", "DJ44", "eGFR", "zqlinjediagnoses", "zqnøddiagnoses"),
    "medicine": ("zqtablet", "zqpille", "C10AA05", "N06AB06", "sertralin", "atorvastatin",
                 "zqtrappe", "zqlinjemedicine", "zqnødmedicine"),
    "mental": ("zqsind", "depression", "P76", "DF32", "zqtunge", "zqvin", "zqlinjemental",
               "zqnødmental"),
    "social": ("zqgæld", "zqnabo", "zqlinjesocial", "zqnødsocial"),
    "agreements": ("zqaftale", "zqlinjeagreements", "zqnødagreements", "17. aug. 2027"),
}  # fmt: skip
"""What each section tells, in words and in codes."""


def marked() -> PlanSource:
    """The source of her plan."""
    made = source(CASE, items=ITEMS)
    wishes = [PriorityLine(f"case-{at + 1}", one.da) for at, one in enumerate(CASE.priorities)]
    return PlanSource(**{**vars(made), "priorities": wishes, "overview": OVERVIEW})


def everything_in(bundle: Resource) -> str:
    """All that a bundle tells anybody: its JSON, its narratives, and the words of its PDFs."""
    told: list[str] = []

    def visit(node: Any, key: str = "") -> None:
        if isinstance(node, dict):
            for name, value in node.items():
                told.append(f'"{name}"')
                visit(value, name)
        elif isinstance(node, list):
            for value in node:
                visit(value, key)
        elif key == "data":
            told.append(pdf_words(b64decode(node)))
        else:
            told.append(json.dumps(node, ensure_ascii=False))

    visit(bundle)
    return unescape(re.sub(r"\s+", " ", "\n".join(told)))


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id is random: one in some hundreds of bundles has »df32« in it, and says nothing by that."""


def leaked(told: str, allowed: set[Section]) -> set[str]:
    """The words of closed sections that stand in it."""
    closed = [word for section in set(SECTIONS) - allowed for word in OF[section]]
    words = _UUID.sub(" ", told)
    return {word for word in closed if re.search(_word(word), words, re.IGNORECASE)}


def told_of(told: str, section: Section) -> bool:
    """Whether a section's first word stands in it: a test that finds nothing must be able to."""
    return OF[section][0] in told


def _word(word: str) -> str:
    """KOL as a word, not as the inside of another; codes and marks anywhere."""
    return (
        rf"(?<!\w){re.escape(word)}(?!\w)"
        if word.isalpha() and len(word) < 5
        else (re.escape(word))
    )
