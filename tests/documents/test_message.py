"""The message of a plan: whole, by MedCom's rules, labelled as not sent, and only from the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import fhirkit
import pytest

from overblik.documents.fhir.bundle import as_json
from overblik.documents.medcom.check import check
from overblik.documents.medcom.message import NotShared, message
from overblik.documents.plain import shared_text
from overblik.documents.shared import SharedLine, SharedPlan
from overblik.domain.base import Language
from overblik.domain.sharing import Reach
from overblik.knowledge import library
from tests.documents.bundles import (
    NOW,
    RECEIVERS,
    SHORT_PDF,
    built,
    counted,
    only,
    pdf_of,
    pdf_words,
    shared,
    text_of,
)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("to", RECEIVERS)
@pytest.mark.parametrize("case", library().cases)
def test_every_message_keeps_the_rules(case: str, to: Reach, language: Language):
    bundle = built(shared(case, to, language=language))
    assert check(bundle) == ()
    assert fhirkit.validate(as_json(bundle)) == []


def test_it_is_what_the_specification_asks_for():
    bundle = built()
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert kinds == ["MessageHeader", "Communication", "Patient", "PractitionerRole",
                     "Practitioner", "Organization", "Organization", "Provenance"]  # fmt: skip
    said = only(bundle, "Communication")
    assert said["category"][0]["coding"][0]["code"] == "carecoordination"
    assert said["topic"] == {"text": "Behandlingsplan efter overblikskonsultation"}
    assert said["payload"][1]["contentAttachment"]["title"] == said["topic"]["text"]
    assert only(bundle, "MessageHeader")["definition"].endswith("|5.0")


def test_the_text_says_everything_alone():
    said = text_of(built())
    assert said.startswith(shared_text(shared()))
    assert said.endswith("Dette er ingen henvisning. Henvisninger sendes særskilt.")


def test_the_pdf_is_the_recipients_copy():
    words = pdf_words(pdf_of(built()))
    for line in (line for part in shared().sections for line in part.lines):
        assert line.text.split()[0] in words
    assert "fiktiv patient" in words


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_says_that_it_is_not_sent_and_the_patient_invented(language: Language):
    bundle = built(shared(language=language))
    for one in bundle["entry"]:
        div = one["resource"]["text"]["div"]
        assert "Undervisning – fiktiv patient. Ikke afsendt." in div
        assert "Teaching – fictional patient. Not sent." in div
    assert "IKKE AFSENDT" in text_of(built())


def test_one_message_a_recipient():
    ends = [only(built(shared(to=to)), "MessageHeader")["destination"] for to in RECEIVERS]
    assert [len(one) for one in ends] == [1, 1]
    assert ends[0][0]["endpoint"] != ends[1][0]["endpoint"]


def test_the_same_ids_give_the_same_message():
    assert built() == built()


def test_every_id_is_its_own():
    ids = [one["resource"]["id"] for one in built()["entry"]]
    assert len(set(ids)) == len(ids)


def test_times_have_their_zone():
    assert built()["timestamp"] == "2026-11-24T10:42:00+00:00"
    with pytest.raises(ValueError, match="zone"):
        message(shared(), b"%PDF-", counted(), datetime(2026, 11, 24))  # noqa: DTZ001


def test_nobody_has_the_patients_number():
    number = only(built(), "Patient")["identifier"][0]
    assert number["system"] == "urn:oid:1.2.208.176.1.6.1.3", "no region has given it out"
    assert not number["value"].isdigit(), "it is no CPR number"


def test_where_nothing_may_be_shared_there_is_no_message():
    with pytest.raises(NotShared, match="ikke sagt ja"):
        built(shared(sections=()))


def test_who_has_no_organisation_gets_none():
    with pytest.raises(NotShared, match="testorganisation"):
        built(shared(to="relative"))


HOSTILE = [
    "</div><script>alert(1)</script>",
    "]]> & <!-- &amp; \"'",
    "to\u2028linjer\u2029og\x85mere",
    "halvt \ufffe tegn \uffff",
    "<kage> < 50 og > 3",
    "<b>fed</b> &amp; <IMG src=x onerror='x'>",
    "<a <b> > &#60;br&#62;",
    "\U0001f600 e\u0301 \u202eomvendt",
    "x" * 10_000,
]


def saying(words: str) -> SharedPlan:
    """A plan with these words wherever words may stand."""
    plan = shared()
    line = SharedLine("agreements", words, words, None, words, words, words)
    parts = tuple(replace(one, facts=(words,), lines=(line,)) for one in plan.sections)
    return replace(plan, sections=parts, patient=words[:100])


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_stay_words(words: str):
    bundle = message(saying(words), SHORT_PDF, counted(), NOW)
    assert check(bundle) == ()
    assert fhirkit.validate(as_json(bundle)) == []
    assert "<script" not in as_json(only(bundle, "Patient")["text"])


def test_markup_can_still_be_read():
    told = text_of(message(saying("Ring <b>straks</b> &amp; skriv"), SHORT_PDF, counted(), NOW))
    assert "Ring ‹b›straks‹/b› & amp; skriv" in told


def test_three_hundred_lines_still_fit():
    plan = shared()
    line = replace(plan.sections[-1].lines[0], text="Et punkt med en del ord. " * 20)
    many = replace(plan, sections=(replace(plan.sections[-1], lines=(line,) * 300),))
    bundle = built(many)
    assert check(bundle) == ()
    assert len(text_of(bundle)) < 31_000
    assert "henvisning" in text_of(bundle)[-60:]
