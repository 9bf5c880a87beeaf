"""What is closed is in nothing that leaves: every set of allowed sections, in every form."""

from __future__ import annotations

from itertools import combinations

import pytest

from overblik.documents.careplan.check import check_document
from overblik.documents.careplan.document import document
from overblik.documents.medcom.check import check
from overblik.documents.medcom.message import message
from overblik.documents.pdf import shared_pdf
from overblik.documents.shared import shared_plan
from overblik.domain.base import SECTIONS, Section
from tests.documents.bundles import NOW, RECEIVERS, counted
from tests.documents.marked import OF, everything_in, leaked, marked, told_of

SETS = [
    frozenset(one) for many in range(1, len(SECTIONS) + 1) for one in combinations(SECTIONS, many)
]
"""All 63 ways of saying yes to something."""


def name(allowed: frozenset[Section]) -> str:
    return "+".join(sorted(allowed))


@pytest.mark.parametrize("allowed", SETS, ids=name)
def test_no_message_tells_what_is_closed(allowed: frozenset[Section]):
    to = RECEIVERS[len(allowed) % 2]
    plan = shared_plan(to, tuple(allowed), marked(), "da")
    bundle = message(plan, shared_pdf(plan), counted(), NOW)
    told = everything_in(bundle)
    assert leaked(told, set(allowed)) == set()
    assert all(told_of(told, one) for one in allowed)
    assert check(bundle) == ()


@pytest.mark.parametrize("allowed", SETS, ids=name)
def test_no_document_tells_what_is_closed(allowed: frozenset[Section]):
    plan = shared_plan("municipality", tuple(allowed), marked(), "da")
    bundle = document(plan, marked(), "Høj kompleksitet", counted(), NOW)
    told = everything_in(bundle)
    assert leaked(told, set(allowed)) == set()
    assert all(told_of(told, one) for one in allowed)
    assert ("Høj kompleksitet" in told) == (allowed >= {"diagnoses", "mental", "social"})
    assert check_document(bundle) == ()


def test_the_marks_are_really_in_the_plan():
    plan = shared_plan("municipality", SECTIONS, marked(), "da")
    told = everything_in(document(plan, marked(), None, counted(), NOW))
    assert leaked(told, set()) == {word for words in OF.values() for word in words}
