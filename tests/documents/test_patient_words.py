"""What the patient's copy says of lines made in the suite, of what is tapered, refused and done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from overblik.documents.patient_copy import EASY, patient_copy
from overblik.documents.patient_words import patient_plan
from overblik.documents.readability import lix
from overblik.documents.refusals import Refusal, refusals
from overblik.documents.shared import PlanSource, shared_plan
from overblik.domain.base import SECTIONS, Language, Section, Text
from overblik.domain.bookings import STEPS, Booking
from overblik.domain.plan import MedicineStep, PlanItem
from overblik.domain.sharing import Agreement
from overblik.knowledge import library
from tests.documents.plans import MADE, with_lines

KNOWN = library()
DUE = date(2026, 12, 14)


def change(kind: str, **more: object) -> PlanItem:
    """A line as `state.medicine` makes it."""
    return PlanItem.model_validate(
        {
            "id": "m",
            "words": Text(da="Ændring: metoprolol", en="Change: metoprolol"),
            "owner": "gp",
            "due": DUE,
            "answer_to": "gp",
            "medicine": MedicineStep.model_validate({"kind": kind, "atc": "C07AB02"}),
            "section": "medicine",
            **more,
        }
    )


def service(key: str, owner: str, section: Section = "agreements") -> PlanItem:
    """A line as `state.bookings` makes it."""
    name = KNOWN.catalogue.services[key].name
    return PlanItem(
        id=f"service-{key}", words=name, owner=owner, due=DUE, answer_to="gp", section=section
    )


def given(*items: PlanItem, **more: object) -> PlanSource:
    whole = replace(with_lines(items), patient_offers=KNOWN.patient_offers)
    return PlanSource(**{**vars(whole), **more})


def doers(source: PlanSource, language: Language = "da") -> list[tuple[str, tuple[str, ...], str]]:
    copy = patient_copy(patient_plan(["medicine", "social", "agreements"], source, language))
    return [(one.title, one.lines, one.after) for one in copy.doers]


class Said(NamedTuple):
    item: PlanItem
    tapered: bool
    da: str


OWN = change("stop", words=None, text="Metoprolol ud")


@pytest.mark.parametrize(
    "row",
    [
        Said(change("start"), False, "Du begynder på metoprolol."),
        Said(change("adjust"), False, "Du får ændret din metoprolol."),
        Said(change("stop"), False, "Du stopper med metoprolol."),
        Said(
            change("stop"),
            True,
            "Du får langsomt mindre metoprolol. Stop ikke på én gang.",
        ),
        Said(OWN, False, "Metoprolol ud."),
        Said(
            OWN,
            True,
            "Metoprolol ud. Du får langsomt mindre af den. Stop ikke på én gang.",
        ),
    ],
)
def test_a_change_of_medicine_is_said_plainly(row: Said):
    source = given(row.item, tapered=frozenset(["m"] if row.tapered else []))
    [(_, [da], _)] = doers(source)
    assert da == f"{row.da} Senest 14. dec. 2026."


def test_a_service_is_said_plainly_and_what_the_patient_orders_comes_first():
    walk = PlanItem(id="x", text="Gå en tur", owner="patient", due=MADE, answer_to="patient")
    bloods, photo = service("blood_tests", "nurse"), service("eye_photo", "specialist")
    bookings = {
        bloods.id: Booking(service="blood_tests", by="patient"),
        photo.id: Booking(service="eye_photo"),
    }
    found = doers(given(walk, photo, bloods, bookings=bookings))
    assert [(title, lines) for title, lines, _ in found] == [
        ("Det gør du selv",
         ("Du bestiller selv tid til blodprøver. Det skal være klaret senest 14. dec. 2026. "
          "Din læge får svaret.", "Gå en tur. Senest 24. nov. 2026.")),
        ("Speciallægen gør det her",
         ("Du får taget billeder af dine øjne. Senest 14. dec. 2026.",)),
    ]  # fmt: skip


def test_what_the_patient_has_ordered_is_somebody_elses_turn():
    bloods = service("blood_tests", "nurse")
    booking = Booking(service="blood_tests", by="patient", days={"ordered": MADE})
    [(title, lines, _)] = doers(given(bloods, bookings={bloods.id: booking}))
    assert title == "Sygeplejersken hos din læge gør det her"
    assert lines == ("Du får taget blodprøver. Senest 14. dec. 2026.",)


def test_a_service_nobody_has_worded_keeps_its_name():
    bloods = service("blood_tests", "nurse")
    booked = {bloods.id: Booking(service="blood_tests")}
    [(_, lines, _)] = doers(given(bloods, bookings=booked, patient_offers={}))
    assert lines == ("Blodprøver. Senest 14. dec. 2026.",)


def test_what_is_done_is_only_said_to_be():
    photo = service("eye_photo", "specialist")
    booking = Booking(service="eye_photo", days=dict.fromkeys(STEPS, MADE))
    assert doers(given(photo, bookings={photo.id: booking})) == [
        ("Det er gjort", ("Øjenfoto.",), "")
    ]


def test_what_holds_all_the_time_is_said_once_and_without_a_day():
    lines = [
        PlanItem(id=id, offer=f"{id}-continuity", owner="gp", due=DUE, answer_to="patient")
        for id in ("high", "moderate")
    ]
    assert doers(given(*lines)) == [
        (
            "Sådan arbejder I sammen",
            ("Du har de samme at komme til: din læge og dem, der er hos lægen.",),
            "",
        )
    ]


@pytest.mark.parametrize(
    ("alternative", "after"),
    [
        ("", "Det kan ikke aftales med kommunen, for du har sagt nej til at dele."),
        ("Din datter kommer", "Du har sagt nej til at dele. I stedet: Din datter kommer."),
    ],
)
def test_the_copy_does_not_promise_what_the_patient_said_no_to(alternative: str, after: str):
    aid = service("home_help", "municipality", "social")
    source = given(aid, refused={aid.id: Refusal("municipality", alternative)})
    assert doers(source) == [("Det her er ikke aftalt med kommunen", ("Hjemmehjælp.",), after)]


def test_only_a_no_refuses_a_line():
    """What nobody has asked about is still open, and what may be told is coordinated."""
    aid = service("home_help", "municipality", "social")

    def found(agreement: Agreement | None) -> dict[str, Refusal]:
        consents = {"municipality": agreement} if agreement else {}
        return refusals(KNOWN.sharing.recipients, [aid], consents, KNOWN.model)  # pyright: ignore

    assert found(None) == {}
    assert found(Agreement(sections=("social",))) == {}
    assert found(Agreement(sections=("goals",), alternative=" Naboen ")) == {
        aid.id: Refusal("municipality", "Naboen")
    }


def test_nobody_else_reads_what_was_refused():
    aid = service("home_help", "municipality", "social")
    source = given(aid, refused={aid.id: Refusal("municipality", "Naboen")})
    for recipient in ("municipality", "hospital", "relative"):
        plan = shared_plan(recipient, SECTIONS, source, "da")
        assert all(line.refused is None for part in plan.sections for line in part.lines)


# The table of services ----------------------------------------------------------------------------


@pytest.mark.parametrize("row", KNOWN.catalogue.services.values(), ids=lambda one: one.key)
def test_every_service_that_can_be_booked_is_said_to_the_patient(row):
    if row.bookable:
        offer = KNOWN.patient_offers[row.key]
        assert (offer.books is not None) == ("patient" in row.bookable_by)


def test_services_are_said_in_easy_words():
    rows = KNOWN.patient_offers.values()
    said = [one for row in rows for one in (row.patient, row.books) if one]
    assert lix("\n".join(one.da for one in said)) <= EASY
    for one in said:
        assert one.da.endswith(".")
        assert one.en.endswith(".")
    assert {row.key for row in rows} <= set(KNOWN.catalogue.services)
