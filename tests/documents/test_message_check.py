"""Each rule of a message, by a message that breaks it and no other: exactly its finding comes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from copy import deepcopy
from textwrap import wrap

import pytest

from overblik.documents.fhir.bundle import Resource
from overblik.documents.medcom import check as message_check
from overblik.documents.medcom.check import check
from overblik.language import LANGUAGES
from tests.documents.attacks import ATTACKS
from tests.documents.breaking import (
    KNOWN,
    OTHER,
    Broken,
    add,
    drop,
    encounter,
    extend,
    extension,
    file,
    from_the_patient,
    gln,
    goal,
    head,
    more_files,
    names,
    no_text,
    other_role,
    receiver,
    rename,
    said,
    same_identifier,
    sor,
    text,
    two_communications,
    without,
)
from tests.documents.bundles import built, only, read_again

GOOD = built()


MENDED = (
    # The traps of medcom.md, section 14. T16 is about two of MedCom's own examples.
    Broken("T1", "GLN by the address of dk-core 3.5.0",
           lambda b: gln(b).update(system="http://www.gs1.org/gln")),
    Broken("T1", "no GLN", lambda b: only(b, "Organization")["identifier"].pop()),
    Broken("T2", "a second receiver", lambda b: head(b)["destination"].append(
        deepcopy(head(b)["destination"][0]))),
    Broken("T2", "a copy", lambda b: extension(head(b)["destination"][0], "destination-use")[
        "valueCoding"].update(code="cc")),
    Broken("T3", "completed", lambda b: said(b).update(status="completed")),
    Broken("T4", "no date", lambda b: without(text(b), "date")),
    Broken("T4", "no author", lambda b: without(text(b), "author")),
    Broken("T4", "no telephone", lambda b: without(text(b), "contact")),
    Broken("T4", "a PDF without a date", lambda b: without(said(b)["payload"][1], "date")),
    Broken("T5", "code and text", lambda b: only(b, "PractitionerRole")["code"].append(
        {"text": "læge"})),
    Broken("T5", "neither", lambda b: only(b, "PractitionerRole").pop("code")),
    Broken("T6", "no prefix", lambda b: rename(b, OTHER.removeprefix("urn:uuid:"))),
    Broken("T6", "capitals", lambda b: rename(b, OTHER.upper().replace("URN:UUID", "urn:uuid"))),
    Broken("T6", "version 1", lambda b: rename(b, OTHER.replace("-4000-", "-1000-"))),
    Broken("T6", "one for two segments", same_identifier),
    Broken("T6", "no thread", lambda b: said(b).pop("identifier")),
    Broken("T7", "a segment unnamed", lambda b: only(b, "Provenance")["entity"].pop()),
    Broken("T7", "one too many", lambda b: only(b, "Provenance")["entity"].append(
        {"role": "source", "what": {"identifier": {"value": OTHER}}})),
    Broken("T7", "a revision in a new message", lambda b: only(b, "Provenance")["entity"][0]
           .update(role="revision")),
    Broken("T8", "urgent", lambda b: said(b).update(priority="asap")),
    Broken("T9", "the file's name", lambda b: file(b).update(title="Plan.pdf")),
    Broken("T9", "no title", lambda b: file(b).pop("title")),
    Broken("T10", "nowhere to answer", lambda b: head(b).pop("source")),
    Broken("T10", "another's address", lambda b: head(b)["destination"][0].update(
        endpoint=head(b)["source"]["endpoint"])),
    Broken("T11", "an older version", lambda b: head(b).update(
        definition=head(b)["definition"].replace("|5.0", "|4.0"))),
    Broken("T11", "no version", lambda b: head(b).update(
        definition=head(b)["definition"].removesuffix("|5.0"))),
    Broken("T12", "to somebody elsewhere", lambda b: said(b).update(recipient=[other_role(b)])),
    Broken("T14", "a goal without a measure", goal),
    Broken("T15", "a codeable payload", lambda b: text(b).update(
        contentCodeableConcept={"text": "x"})),
    Broken("T15", "R5's medicine", lambda b: add(b, {
        "resourceType": "MedicationStatement", "id": "m", "medication": {"concept": {}}})),
    Broken("T15", "R5's goal", lambda b: add(b, {
        "resourceType": "Goal", "id": "g", "status": "active"})),
    # The invariants that are no trap. inv-7 is T5, inv-12 is T12.
    Broken("inv-1", "the header last", lambda b: b["entry"].append(b["entry"].pop(0))),
    Broken("inv-2", "two patients", lambda b: add(b, {**only(b, "Patient"), "id": "p2"})),
    Broken("inv-3", "no provenance", lambda b: drop(b, "Provenance")),
    Broken("inv-9", "a contact of no course", lambda b: encounter(b, named=True, episode=False)),
    Broken("inv-11", "from somebody elsewhere", lambda b: extend(
        said(b), "sender", valueReference=other_role(b, organization=receiver(b)))),
    Broken("inv-13", "a role of nobody", lambda b: only(b, "PractitionerRole").pop("practitioner")),
    Broken("inv-15", "a contact unnamed", lambda b: encounter(b, named=False, episode=True)),
    # The rest of sections 3 to 7.
    Broken("bundle-type", "a transaction", lambda b: b.update(type="transaction")),
    Broken("bundle-id", "an id that is no UUID", lambda b: b.update(id="besked-1")),
    Broken("timestamp", "no time", lambda b: b.pop("timestamp")),
    Broken("zone", "no zone", lambda b: b.update(timestamp="2026-11-24T10:42:00")),
    Broken("zone", "a segment without zone", lambda b: extension(text(b), "date").update(
        valueDateTime="2026-11-24")),
    Broken("profile", "no profile", lambda b: said(b).pop("meta")),
    Broken("profile", "the bundle's own", lambda b: b.pop("meta")),
    Broken("id", "an id with a blank", lambda b: add(b, {"resourceType": "Basic", "id": "a b"})),
    Broken("full-url", "another's address", lambda b: b["entry"][-1].update(fullUrl="x")),
    Broken("reference", "a reference to nothing", lambda b: add(b, {
        "resourceType": "Basic", "id": "b", "subject": {"reference": "Patient/nobody"}})),
    Broken("event", "another event", lambda b: head(b)["eventCoding"].update(code="ack")),
    Broken("focus", "about the patient", lambda b: head(b).update(
        focus=[said(b)["subject"]])),
    Broken("category", "no such category", lambda b: said(b)["category"][0]["coding"][0].update(
        code="care-plan")),
    Broken("category", "two categories", lambda b: said(b)["category"].append(
        said(b)["category"][0])),
    Broken("text", "only a file", no_text),
    Broken("parties", "from the patient", from_the_patient),
    Broken("topic", "no subject word", lambda b: said(b).pop("topic")),
    Broken("subject", "about nobody", lambda b: said(b).pop("subject")),
    Broken("communication", "two of them", two_communications),
    Broken("text-length", "too long", lambda b: text(b).update(contentString="æ" * 31_000)),
    Broken("text-length", "empty", lambda b: text(b).update(contentString=" ")),
    Broken("plain-text", "HTML", lambda b: text(b).update(contentString="<b>Plan</b>")),
    Broken("plain-text", "another line end", lambda b: text(b).update(contentString="a\r\nb")),
    Broken("cpr", "a CPR number", lambda b: text(b).update(contentString="Plan for 0101901234")),
    Broken("phone", "a number in words", lambda b: extension(text(b), "contact")[
        "valueContactPoint"].update(value="ring bare")),
    Broken("assigner", "nobody behind it", lambda b: extension(text(b), "identifier")[
        "valueIdentifier"].pop("assigner")),
    Broken("attachment", "a document of Word's", lambda b: file(b).update(
        contentType="application/msword")),
    Broken("attachment", "no PDF in it", lambda b: file(b).update(
        data=b64encode(b"hej").decode())),
    Broken("attachment", "content and address", lambda b: file(b).update(url="https://x.invalid")),
    Broken("attachments", "eleven files", more_files),
    Broken("occurred", "no time of making", lambda b: only(b, "Provenance").pop("recorded")),
    Broken("activity", "a reply", lambda b: only(b, "Provenance")["activity"]["coding"][0].update(
        code="reply-message")),
    Broken("agent", "the receiver wrote it", lambda b: only(b, "Provenance").update(
        agent=[{"who": receiver(b)}])),
    Broken("target", "of nothing", lambda b: only(b, "Provenance").pop("target")),
    Broken("sor", "too short", lambda b: (
        sor(b).update(value="1234567890"),
        head(b)["source"].update(endpoint=KNOWN["endpoint"] + "1234567890"))),
    Broken("gln", "a wrong check digit", lambda b: gln(b).update(value="9520000000012")),
    Broken("use", "an old number", lambda b: gln(b).update(use="old")),
    Broken("patient-number", "no number", lambda b: only(b, "Patient").pop("identifier")),
    Broken("patient-number", "no such day", lambda b: only(b, "Patient")["identifier"][0].update(
        value="3002000ZZ0")),
    Broken("patient-name", "no family name", lambda b: only(b, "Patient")["name"][0].pop("family")),
    Broken("practitioner", "no name", lambda b: only(b, "Practitioner").pop("name")),
    Broken("role-organization", "at home nowhere", lambda b: only(b, "PractitionerRole").pop(
        "organization")),
    Broken("care-team", "a team of nobody", lambda b: add(b, {
        "resourceType": "CareTeam", "id": "t", "name": "Team"})),
)  # fmt: skip


@pytest.mark.parametrize("broken", MENDED + ATTACKS, ids=names(MENDED + ATTACKS))
def test_each_rule_has_a_message_that_breaks_it(broken: Broken):
    bundle = deepcopy(GOOD)
    broken.breaks(bundle)
    read_again(bundle)
    found = check(bundle)
    assert {one.rule for one in found} == {broken.rule}, [str(one) for one in found]
    assert all(one.path.startswith("Bundle") for one in found)
    assert all(one.words.text(language) for one in found for language in LANGUAGES)


def test_a_message_has_room_in_its_envelope(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(message_check, "LARGEST", 1_000)
    assert {one.rule for one in check(GOOD)} == {"size"}


def div(resource: Resource, old: str, new: str) -> None:
    assert old in resource["text"]["div"]
    resource["text"]["div"] = resource["text"]["div"].replace(old, new)


UNREADABLE = (
    Broken("T13", "no narrative", lambda b: only(b, "Practitioner").pop("text")),
    Broken("T13", "an empty one", lambda b: only(b, "Patient")["text"].update(status="empty")),
    Broken("T13", "no XHTML", lambda b: div(only(b, "Patient"), "</ul>", "<ul>")),
    Broken("T13", "a script", lambda b: div(head(b), "</ul>", "</ul><script>1</script>")),
    Broken("T13", "a click", lambda b: div(head(b), "<ul>", '<ul onclick="x()">')),
    Broken("T13", "a form", lambda b: div(head(b), "</ul>", "</ul><form></form>")),
    Broken("T13", "the file in it", lambda b: div(said(b), "</ul>",
                                                  f"</ul><p>{file(b)['data']}</p>")),
    Broken("T13", "no Danish", lambda b: div(said(b), "Emne", "Subject word")),
    Broken("T13", "no English", lambda b: div(said(b), "Topic", "Emne")),
    Broken("T13", "no id", lambda b: div(said(b), said(b)["id"], "")),
    Broken("T13", "another text", lambda b: text(b).update(contentString="Noget andet")),
    Broken("T13", "an assigner unseen", lambda b: div(said(b), "Peger også på", "")
           or div(said(b), extension(text(b), "identifier")["valueIdentifier"]["assigner"][
               "reference"], "")),
    Broken("T13", "a picture in it", lambda b: div(head(b), "</ul>",
                                                   '</ul><img src="data:image/png;base64,AA"/>')),
    Broken("T13", "a way out", lambda b: div(head(b), "</ul>",
                                             '</ul><a href="javascript:x">x</a>')),
    Broken("T13", "hidden", lambda b: div(head(b), "<ul>", '<ul style="display:none">')),
    Broken("T13", "hidden by a word", lambda b: div(head(b), "<ul>", '<ul hidden="hidden">')),
    Broken("T13", "meta", lambda b: div(head(b), "</ul>", "</ul><meta/>")),
    Broken("T13", "an applet", lambda b: div(head(b), "</ul>", "</ul><applet></applet>")),
    Broken("T13", "a drawing", lambda b: div(
        head(b), "</ul>", '</ul><svg xmlns="http://www.w3.org/2000/svg"/>')),
    Broken("T13", "a declaration", lambda b: div(head(b), "<div", "<!DOCTYPE div><div")),
    Broken("T13", "a comment", lambda b: div(head(b), "</ul>", "</ul><!-- x -->")),
    Broken("T13", "a piece of the file", lambda b: div(
        head(b), "</ul>", f"</ul><p>{file(b)['data'][1003:1083]}</p>")),
    Broken("T13", "the file from another byte", lambda b: div(
        head(b), "</ul>",
        f"</ul><p>{b64encode(b64decode(file(b)['data'])[1001:1081]).decode()}</p>")),
    Broken("T13", "the file wrapped at 40", lambda b: div(
        head(b), "</ul>", f"</ul><p>{' '.join(wrap(file(b)['data'][997:1400], 40))}</p>")),
    Broken("T13", "the file in an attribute", lambda b: div(
        head(b), "<ul>", f'<ul title="{file(b)["data"][:200]}">')),
    Broken("T13", "a language that is none", lambda b: div(
        head(b), 'lang="da"', f'lang="{file(b)["data"][:200]}"')),
)  # fmt: skip


@pytest.mark.parametrize("broken", UNREADABLE, ids=names(UNREADABLE))
def test_people_can_read_every_resource(broken: Broken):
    bundle = deepcopy(GOOD)
    broken.breaks(bundle)
    assert {one.rule for one in check(bundle)} == {"T13"}


@pytest.mark.parametrize("kind", ["Patient", "Organization"])
def test_no_narrative_holds_a_real_number(kind: str):
    bundle = deepcopy(GOOD)
    div(only(bundle, kind), "</ul>", "</ul><p>01<b>0190</b>-1234</p>")
    assert {one.rule for one in check(bundle)} == {"cpr"}


MUST_BE_SEEN = {
    "MessageHeader": ["eventCoding", "destinationUse", "endpoint", "receiver", "sender", "focus"],
    "Communication": ["status", "category", "topic", "subject", "date", "author", "contact",
                      "text", "contentType", "title", "creation"],
    "Provenance": ["target", "occurredDateTime", "activity", "agent", "role", "identifier"],
    "Patient": ["system", "value", "given", "family", "use"],
    "Organization": ["sor", "gln", "name"],
    "Practitioner": ["given", "family"],
    "PractitionerRole": ["practitioner", "organization", "system", "code"],
}  # fmt: skip
"""Section 7, by hand: the table that makes the narrative must not be what judges it alone."""


def values(bundle: Resource, kind: str) -> dict[str, str]:
    one = only(bundle, kind)
    match kind:
        case "MessageHeader":
            to = one["destination"][0]
            return {"eventCoding": "care-communication-message", "destinationUse": "primary",
                    "endpoint": to["endpoint"], "receiver": to["receiver"]["reference"],
                    "sender": one["sender"]["reference"],
                    "focus": one["focus"][0]["reference"]}  # fmt: skip
        case "Communication":
            attached = one["payload"][1]["contentAttachment"]
            return {"status": "unknown", "category": "carecoordination",
                    "topic": one["topic"]["text"], "subject": one["subject"]["reference"],
                    "date": extension(text(bundle), "date")["valueDateTime"],
                    "author": extension(text(bundle), "author")["valueReference"]["reference"],
                    "contact": "00000000", "text": text(bundle)["contentString"].split("\n")[0],
                    **{name: attached[name] for name in ("contentType", "title", "creation")},
                    }  # fmt: skip
        case "Provenance":
            return {"target": one["target"][0]["reference"], "activity": "new-message",
                    "occurredDateTime": one["occurredDateTime"], "role": "source",
                    "agent": one["agent"][0]["who"]["reference"],
                    "identifier": one["entity"][1]["what"]["identifier"]["value"]}  # fmt: skip
        case "Patient":
            return {**one["identifier"][0], "given": one["name"][0]["given"][0],
                    "family": one["name"][0]["family"], "use": "official"}  # fmt: skip
        case "Organization":
            return {"sor": one["identifier"][0]["value"], "gln": one["identifier"][1]["value"],
                    "name": one["name"]}  # fmt: skip
        case "Practitioner":
            return {"given": one["name"][0]["given"][0], "family": one["name"][0]["family"]}
        case _:
            return {"practitioner": one["practitioner"]["reference"],
                    "organization": one["organization"]["reference"],
                    **one["code"][0]["coding"][0]}  # fmt: skip


@pytest.mark.parametrize("kind", MUST_BE_SEEN)
def test_the_narrative_shows_what_medcom_obliges_it_to(kind: str):
    seen = only(GOOD, kind)["text"]["div"]
    found = values(GOOD, kind)
    assert {name for name in MUST_BE_SEEN[kind] if found[name] not in seen} == set()


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"resourceType": "Bundle", "type": "message", "entry": "x"},
        {"entry": [None, 1, {}, {"resource": None}, {"resource": {"resourceType": 1}}]},
        {"entry": [{"resource": {"resourceType": "Communication", "payload": "x"}}]},
        {"entry": [{"resource": {"resourceType": "Organization", "identifier": ["x"]}}]},
        {"entry": [{"resource": {"resourceType": "Patient", "name": "x"}}]},
        {"entry": [{"resource": {"resourceType": "Communication", "category": [1]}}]},
        {"entry": [{"resource": {"resourceType": "Goal", "target": [1]}}]},
    ],
)
def test_junk_is_judged_and_breaks_nothing(junk: Resource):
    assert check(junk) != ()
