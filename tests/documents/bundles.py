"""Messages and documents for the tests: of a case's proposed plan, with foreseeable ids."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from overblik.documents.careplan.document import document
from overblik.documents.fhir.bundle import Ids, Resource
from overblik.documents.fhir.narrative import narrated
from overblik.documents.medcom.message import message
from overblik.documents.pdf import shared_pdf
from overblik.documents.shared import PlanSource, SharedPlan, shared_plan
from overblik.documents.words import PriorityLine
from overblik.domain.base import SECTIONS, Language, Section
from overblik.domain.case import Case
from overblik.domain.plan import PlanItem
from overblik.domain.proposal import proposed_plan
from overblik.domain.sharing import Reach
from overblik.knowledge import library
from tests.domain.patients import sorted_by

MADE = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
SHORT_PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"
"""What begins and ends as a PDF, for tests that read none."""
RECEIVERS: tuple[Reach, ...] = ("municipality", "hospital")


def counted() -> Ids:
    """UUIDs version 4 that count: the same ones each time."""
    numbers: Iterator[int] = iter(range(1, 10_000))
    return lambda: UUID(int=next(numbers), version=4)


def source(
    case: Case, language: Language = "da", items: Iterable[PlanItem] | None = None
) -> PlanSource:
    """What a case's proposed plan is shared from; or these lines."""
    known = library()
    flat = case.in_variant(None)
    offers = sorted_by("dsam", flat).offers
    wishes = enumerate(flat.priorities, start=1)
    if items is None:
        items = proposed_plan(flat, known.model, offers, MADE, language)
    return PlanSource(
        case=flat,
        original=case,
        model=known.model,
        catalogue=known.catalogue,
        reading="dsam",
        priorities=[PriorityLine(f"case-{at}", wish[language]) for at, wish in wishes],
        items=list(items),
        overview=date(2027, 11, 24),
        made=MADE,
    )


def shared(
    case: Case | str = "C09",
    to: Reach = "municipality",
    sections: Iterable[Section] = SECTIONS,
    language: Language = "da",
) -> SharedPlan:
    """What a recipient gets of a case's proposed plan."""
    found = library().case(case) if isinstance(case, str) else case
    return shared_plan(to, tuple(sections), source(found, language), language)


def built(plan: SharedPlan | None = None) -> Resource:
    """The message of a plan; Inge's to the municipality when none is given."""
    one = plan or shared()
    return message(one, shared_pdf(one), counted(), NOW)


def documented(case: str = "C09", sections: Iterable[Section] = SECTIONS) -> Resource:
    """The document of a case's proposed plan, for the municipality."""
    plan = shared(case, sections=sections)
    return document(plan, source(library().case(case)), "Høj kompleksitet", counted(), NOW)


def only(bundle: Resource, kind: str) -> dict[str, Any]:
    """The first resource of a type."""
    return next(
        one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind
    )


def read_again(bundle: Resource) -> None:
    """Give every resource the narrative that fits what now stands in it."""
    for one in bundle["entry"]:
        if "resource" in one:
            one["resource"] = narrated(one["resource"], library().medcom)


def text_of(bundle: Resource) -> str:
    """The message's own text."""
    return only(bundle, "Communication")["payload"][0]["contentString"]


def pdf_of(bundle: Resource) -> bytes:
    """The message's attachment."""
    return b64decode(only(bundle, "Communication")["payload"][1]["contentAttachment"]["data"])


def pdf_words(pdf: bytes) -> str:
    """What a reader reads in a PDF, and what it says about itself."""
    opened = PdfReader(BytesIO(pdf))
    told = " ".join(str(one) for one in (opened.metadata or {}).values())
    return " ".join((" ".join(page.extract_text() for page in opened.pages) + " " + told).split())
