"""What the shipped cases propose, line by line: one change at a time, and a net under what hurries.

And nothing that the case's own patient has kept from somebody is told to them by the plan itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from overblik.documents.shared import PlanSource, shared_plan
from overblik.documents.words import PriorityLine
from overblik.domain.assessment import assess
from overblik.domain.base import SECTIONS, Language, Section
from overblik.domain.case import Case
from overblik.domain.leaks import leaks, said
from overblik.domain.one_at_a_time import one_at_a_time
from overblik.domain.plan import PlanItem
from overblik.domain.proposal import proposed_plan
from overblik.domain.story import Recipient, Suggestion
from overblik.knowledge import library
from overblik.language import LANGUAGES
from tests.domain.patients import text

KNOWN = library()
STARTED = date(2026, 11, 24)
SHOWN = [
    (case, case.variant_id(variant))
    for case in KNOWN.cases.values()
    for variant in ([one.id for one in case.variants] or [None])
]
"""Every case in each of its variants."""

each_plan = pytest.mark.parametrize(
    ("case", "variant"), SHOWN, ids=[f"{case.id}-{variant or 'all'}" for case, variant in SHOWN]
)


def plan(case: Case, variant: str | None, language: Language = "da") -> tuple[PlanItem, ...]:
    """What the text and the author propose to the case in this variant."""
    shown = case.in_variant(variant)
    offers = assess(shown, KNOWN.model, KNOWN.catalogue, "dsam", {}).offers
    return proposed_plan(shown, KNOWN.model, offers, STARTED, language, variant=variant)


# One change of medicine at a time -----------------------------------------------------------------


@each_plan
def test_each_change_of_medicine_is_looked_at_before_the_next_begins(
    case: Case, variant: str | None
):
    found = one_at_a_time(plan(case, variant))
    assert [(one.first.id, one.second.id) for one in found.overlaps] == []
    assert [one.id for one in found.no_follow_up + found.undated] == []


def test_there_are_changes_to_keep_apart():
    several = [id for case, id in SHOWN if len(one_at_a_time(plan(case, id)).changes) > 1]
    assert len(several) >= 4


def test_pouls_changes_come_in_the_order_of_what_hurries():
    changes = one_at_a_time(plan(KNOWN.cases["C08"], None)).changes
    assert [one.id.removeprefix("case-") for one in changes] == [
        "denne-uge",
        "metformin",
        "insulin",
        "en-ad-gangen",
        "tramadol",
    ]
    (potassium,) = [one for one in plan(KNOWN.cases["C08"], None) if one.id == "case-kalium-igen"]
    first = changes[0].medicine
    assert first
    assert first.follow_up == potassium.due == STARTED + timedelta(weeks=1)


# What happens if nothing happens, where a week is too long ----------------------------------------

OWN_WORDS = [
    (case, one)
    for case in KNOWN.cases.values()
    for one in case.teaching.plan
    if one.if_nothing or one.patient_if_nothing
]


@pytest.mark.parametrize(
    ("case", "line"), OWN_WORDS, ids=[f"{case.id}-{one.id}" for case, one in OWN_WORDS]
)
def test_words_of_ones_own_are_said_to_the_patient_too(case: Case, line: Suggestion):
    assert line.if_nothing
    assert line.patient_if_nothing
    assert line.owner, "nobody to do it"
    assert line.patient_if_nothing.da.endswith(".")
    assert line.patient_if_nothing.en.endswith(".")
    twins = [one.patient_if_nothing for _, one in OWN_WORDS if one.if_nothing == line.if_nothing]
    assert all(one == twins[0] for one in twins), "the patient's copy is found by the words"


class Hurries(NamedTuple):
    case: str
    line: str
    within: str
    why: str


HURRIES = (
    Hurries("C02", "samtaler", "samme dag", "thoughts of death"),
    Hurries("C02", "mdi-igen", "næste hverdag", "the score says whether a psychiatrist is asked"),
    Hurries("C03", "udredning", "samme dag", "suspicion of cancer, raised calcium"),
    Hurries("C03", "status-2-6", "næste hverdag", "red flags are looked for again"),
    Hurries("C07", "nsaid", "næste hverdag", "with an anticoagulant and heart failure"),
    Hurries("C08", "denne-uge", "samme dag", "potassium 5.6"),
    Hurries("C08", "kalium-igen", "samme dag", "potassium 5.6, and 5.9 on day 3"),
    Hurries("C08", "aeske", "samme dag", "fourteen medicines, and his wife is admitted"),
    Hurries("C08", "bilkoersel", "næste hverdag", "a drowsy man who drives"),
    Hurries("C09", "depression", "samme dag", "MDI 33: thoughts of suicide are asked about"),
    Hurries("C12", "lithiumproever", "næste hverdag", "lithium, kidneys and calcium"),
    Hurries("C12", "sygedage", "næste hverdag", "lithium on sick days"),
    Hurries("C14", "hvornaar-ringe", "næste hverdag", "angina: when she calls 112"),
)  # fmt: skip


@pytest.mark.parametrize("row", HURRIES, ids=[f"{row.case}-{row.line}" for row in HURRIES])
def test_what_hurries_has_a_net_of_its_own(row: Hurries):
    case = KNOWN.cases[row.case]
    (line,) = [one for one in case.teaching.plan if one.id == row.line]
    assert line.if_nothing
    assert row.within in line.if_nothing.da, row.why
    shown = {one.id: one.if_nothing for one in plan(case, line.variant)}
    assert shown[f"case-{row.line}"] == line.if_nothing.da


def test_driving_is_talked_of_while_poul_is_drowsy():
    (line,) = [one for one in KNOWN.cases["C08"].teaching.plan if one.id == "bilkoersel"]
    assert line.week == 1


# A line for one variant ---------------------------------------------------------------------------


def test_merete_with_red_flags_is_not_sent_to_training():
    (a, b) = (
        [one.id for one in KNOWN.cases["C03"].teaching.suggestions(variant)]
        for variant in ("A", "B")
    )
    assert a == ["udredning", "stop-ibuprofen"]
    assert {"traening", "risikosamtale"} <= set(b)
    assert not set(a) & set(b)


# The case's own consents --------------------------------------------------------------------------


class Known(NamedTuple):
    """A warning that stays, in Danish or English words, and why it is no slip of the author's."""

    case: str
    recipients: tuple[Recipient, ...]
    section: Section
    reveals: Section
    words: tuple[str, ...]
    why: str


OWN_WISH = "it is the patient's wish in the patient's own words; the page warns before it is told"
STAYS = (
    Known("C03", ("municipality", "relative", "psychologist"), "goals", "diagnoses",
          ("kræften", "cancer"), OWN_WISH),
    Known("C03", ("psychologist",), "mental", "diagnoses", ("kræften", "cancer"),
          "what she fears cannot be talked of without its name"),
    Known("C04", ("municipality",), "social", "mental", ("rygestop",),
          "the municipality cannot help him stop without knowing that he smokes"),
    Known("C09", ("municipality",), "goals", "diagnoses", ("genoplives", "resuscitated"), OWN_WISH),
    Known("C12", ("hospital", "specialist"), "diagnoses", "mental",
          ("lithium", "lithiumbehandling"),
          "a result and what it was found under; she has said yes to psychiatry as well"),
)  # fmt: skip
MEDICINE_TELLS = "who may know of a medicine may know what it is for: each page of it warns of that"
"""Why no warning of a line or a fact under »Medicin« is looked at here: there is one for nearly
every medicine there is."""


class Told(NamedTuple):
    recipient: Recipient
    section: Section
    reveals: Section
    word: str
    line: str


def warnings(case: Case, variant: str | None, language: Language) -> Iterator[Told]:
    """What the proposed plan tells each recipient of what the case's patient kept from them."""
    items = plan(case, variant, language)
    wishes = enumerate(case.priorities, start=1)
    source = PlanSource(
        case=case.in_variant(variant),
        original=case,
        model=KNOWN.model,
        catalogue=KNOWN.catalogue,
        reading="dsam",
        priorities=[PriorityLine(f"case-{at}", one[language]) for at, one in wishes],
        items=items,
        overview=None,
        made=STARTED,
    )
    for recipient, consent in case.consents.items():
        allowed = said(consent, KNOWN.sharing.recipient(recipient))
        shared = shared_plan(recipient, allowed, source, language)
        for one in leaks(shared.told, set(SECTIONS) - set(allowed), KNOWN.clues):
            for word in one.words:
                yield Told(recipient, one.section, one.reveals, word.lower(), one.line)


def known(case: str, told: Told) -> list[Known]:
    return [
        row
        for row in STAYS
        if (row.case, row.section, row.reveals) == (case, told.section, told.reveals)
        and told.recipient in row.recipients
        and told.word in row.words
    ]


@each_plan
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_tells_nobody_what_its_patient_kept_from_them(
    case: Case, variant: str | None, language: Language
):
    found = [one for one in warnings(case, variant, language) if one.section != "medicine"]
    assert [one for one in found if not known(case.id, one)] == [], MEDICINE_TELLS


def test_every_warning_that_stays_is_still_there():
    met = {
        row
        for case, variant in SHOWN
        for language in LANGUAGES
        for one in warnings(case, variant, language)
        for row in known(case.id, one)
    }
    assert met == set(STAYS)


def test_the_job_centre_in_an_agreement_would_be_told_of():
    """The net catches what the case once said."""
    kenneth = KNOWN.cases["C02"]
    line = text("Samtale med jobcentret")
    worse = tuple(
        one.model_copy(update={"text": line}) if one.id == "rundt-bord" else one
        for one in kenneth.teaching.plan
    )
    teaching = kenneth.teaching.model_copy(update={"plan": worse})
    found = warnings(kenneth.model_copy(update={"teaching": teaching}), None, "da")
    assert {one.recipient for one in found if one.word == "jobcentret"} == {
        "municipality",
        "psychologist",
    }
