"""Messages that somebody made to slip through, each with the one finding that stops it."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from uuid import uuid1

from overblik.documents.fhir.bundle import Resource
from tests.documents.breaking import (
    KNOWN,
    OTHER,
    Broken,
    add,
    extend,
    extension,
    file,
    head,
    other_role,
    receiver,
    said,
    sor,
    text,
)
from tests.documents.bundles import only

CPR = "010190-1234"


def author(bundle: Resource) -> dict[str, str]:
    return extension(text(bundle), "author")["valueReference"]


def phone(bundle: Resource) -> dict[str, object]:
    return extension(text(bundle), "contact")["valueContactPoint"]


def role(bundle: Resource) -> dict[str, object]:
    return only(bundle, "PractitionerRole")


def coding(bundle: Resource) -> dict[str, str]:
    return only(bundle, "PractitionerRole")["code"][0]["coding"][0]


def number(bundle: Resource) -> dict[str, str]:
    return only(bundle, "Patient")["identifier"][0]


def to(bundle: Resource, kind: str) -> dict[str, str]:
    return {"reference": f"{kind}/{only(bundle, kind)['id']}"}


def to_itself(bundle: Resource) -> None:
    """The practice is its own receiver."""
    gone = receiver(bundle)["reference"]
    bundle["entry"] = [one for one in bundle["entry"] if not one["fullUrl"].endswith(gone)]
    head(bundle)["destination"][0].update(
        receiver=head(bundle)["sender"], endpoint=head(bundle)["source"]["endpoint"]
    )


def third(bundle: Resource) -> None:
    add(bundle, {**deepcopy(only(bundle, "Organization")), "id": "third"})


def header_id(bundle: Resource, id: str) -> None:
    """Another id for the header, wherever it stands."""
    head(bundle)["id"] = id
    bundle["entry"][0]["fullUrl"] = f"{KNOWN['base']}/MessageHeader/{id}"
    only(bundle, "Provenance")["target"] = [{"reference": f"MessageHeader/{id}"}]


def swapped(bundle: Resource) -> None:
    one, other = bundle["entry"][2], bundle["entry"][3]
    one["fullUrl"], other["fullUrl"] = other["fullUrl"], one["fullUrl"]


def twice(node: dict, name: str) -> None:
    node[name] = [node[name], deepcopy(node[name])]


def says(words: object) -> dict[str, object]:
    return {"contentString": words}


def holds(content: bytes, kind: str = "application/pdf") -> dict[str, str]:
    return {"contentType": kind, "data": b64encode(content).decode()}


def at(bundle: Resource, moment: object) -> None:
    extension(text(bundle), "date")["valueDateTime"] = moment


def linked(bundle: Resource, url: object) -> None:
    file(bundle).pop("data")
    file(bundle)["url"] = url


ATTACKS = (
    # Segments.
    Broken("kind", "no words", lambda b: text(b).update(says(None))),
    Broken("kind", "a number for words", lambda b: text(b).update(says(5))),
    Broken("cardinality", "a list of words", lambda b: text(b).update(says(["x"]))),
    Broken("content", "words and a file", lambda b: said(b)["payload"][0].update(
        contentAttachment=file(b))),
    Broken("content", "neither", lambda b: said(b)["payload"][1].pop("contentAttachment")),
    Broken("element", "a reference", lambda b: text(b).update(contentReference=to(b, "Patient"))),
    Broken("kind", "a file in one letter", lambda b: said(b)["payload"][1].update(
        contentAttachment="x")),
    # References.
    Broken("author", "the patient wrote it", lambda b: author(b).update(to(b, "Patient"))),
    Broken("author", "a person without a role", lambda b: author(b).update(to(b, "Practitioner"))),
    Broken("T12", "to the patient", lambda b: said(b).update(recipient=[to(b, "Patient")])),
    Broken("T12", "to the organisation itself", lambda b: said(b).update(recipient=[receiver(b)])),
    Broken("inv-11", "from the patient", lambda b: extend(
        said(b), "sender", valueReference=to(b, "Patient"))),
    Broken("element", "R4's own sender", lambda b: said(b).update(
        sender=to(b, "PractitionerRole"))),
    Broken("organisations", "to itself", to_itself),
    Broken("organisations", "to itself, with another beside", lambda b: head(b)["destination"][
        0].update(receiver=head(b)["sender"], endpoint=head(b)["source"]["endpoint"])),
    Broken("organisations", "a third organisation", third),
    Broken("subject", "about the doctor", lambda b: said(b).update(
        subject=to(b, "Practitioner"))),
    Broken("reference", "an address elsewhere", lambda b: said(b).update(
        subject={"reference": "https://x.invalid/Patient/1"})),
    # How many.
    Broken("cardinality", "two subjects", lambda b: twice(said(b), "subject")),
    Broken("cardinality", "two topics", lambda b: twice(said(b), "topic")),
    Broken("cardinality", "two threads", lambda b: said(b)["identifier"].append({"value": OTHER})),
    Broken("cardinality", "two agents", lambda b: only(b, "Provenance")["agent"].append(
        {"who": head(b)["sender"]})),
    Broken("cardinality", "two focuses", lambda b: head(b)["focus"].append(head(b)["focus"][0])),
    Broken("target", "two targets", lambda b: only(b, "Provenance")["target"].append(
        only(b, "Provenance")["target"][0])),
    Broken("cardinality", "a list of versions", lambda b: head(b).update(
        definition=[head(b)["definition"]])),
    Broken("cardinality", "a list of addresses", lambda b: head(b)["source"].update(
        endpoint=[head(b)["source"]["endpoint"]])),
    Broken("cardinality", "a category, not a list of them", lambda b: said(b).update(
        category=said(b)["category"][0])),
    Broken("cardinality", "two recipients", lambda b: said(b).update(
        recipient=[other_role(b, organization=receiver(b))] * 2)),
    Broken("cardinality", "two profiles", lambda b: b["meta"]["profile"].append("https://x")),
    # Ids and times.
    Broken("header-id", "no UUID", lambda b: header_id(b, "h1")),
    Broken("header-id", "the bundle's own", lambda b: header_id(b, b["id"])),
    Broken("bundle-id", "version 1", lambda b: b.update(id=str(uuid1()))),
    Broken("bundle-id", "capitals", lambda b: b.update(id=f"{OTHER.upper()[9:]}")),
    Broken("zone", "a blank for T", lambda b: at(b, "2026-11-24 10:42:00+01:00")),
    Broken("zone", "a day of a week", lambda b: at(b, "2026-W48-2T10:42+01")),
    Broken("zone", "no seconds", lambda b: at(b, "2026-11-24T10:42+01:00")),
    Broken("zone", "no such day", lambda b: at(b, "2026-02-30T10:42:00+01:00")),
    Broken("zone", "digits of another script", lambda b: at(b, "٢٠٢٦-11-24T10:42:00+01:00")),
    Broken("zone", "a number", lambda b: at(b, 20261124)),
    Broken("zone", "a time that is 5", lambda b: only(b, "Provenance").update(recorded=5)),
    Broken("zone", "a bundle made in 2026", lambda b: b.update(timestamp=2026)),
    # Privacy.
    Broken("cpr", "in the topic", lambda b: said(b)["topic"].update(text=f"Plan {CPR}")),
    Broken("cpr", "in the title", lambda b: file(b).update(title=f"Plan {CPR}")),
    Broken("cpr", "in the name", lambda b: only(b, "Patient")["name"][0].update(given=[CPR])),
    Broken("cpr", "the patient's number elsewhere", lambda b: said(b)["topic"].update(
        text=f"Plan for {number(b)['value']}")),
    Broken("real-number", "a CPR number", lambda b: number(b).update(
        system=KNOWN["cpr"], value="0101901234", use="official")),
    Broken("number-use", "for good", lambda b: number(b).update(use="official")),
    Broken("number-use", "for nothing", lambda b: number(b).pop("use")),
    # Roles and names.
    Broken("T5", "two codings", lambda b: role(b)["code"][0]["coding"].append(  # pyright: ignore
        deepcopy(coding(b)))),
    Broken("T5", "two concepts", lambda b: role(b)["code"].append(  # pyright: ignore
        {"coding": [deepcopy(coding(b))]})),
    Broken("T5", "an unknown system", lambda b: coding(b).update(system="https://x.invalid")),
    Broken("T5", "an unknown code", lambda b: coding(b).update(code="troldmand")),
    Broken("T5", "another system's code", lambda b: coding(b).update(code=KNOWN["role-doctor"])),
    Broken("practitioner", "two halves of a name", lambda b: only(b, "Practitioner").update(
        name=[{"family": "Testlæge"}])),
    Broken("cardinality", "a name in two places", lambda b: only(b, "Practitioner").update(
        name=[{"family": "Testlæge", "given": ["Test"]}, {"given": ["Test"]}])),
    Broken("patient-name", "no given name", lambda b: only(b, "Patient")["name"][0].pop("given")),
    Broken("kind", "a blank for a name", lambda b: only(b, "Practitioner")["name"][0].update(
        given=[" "])),
    Broken("kind", "an organisation by number", lambda b: sor(b).update(value=999900000000009)),
    # What a plan must not look like.
    Broken("referral", "a referral", lambda b: said(b)["category"][0]["coding"][0].update(
        code=KNOWN["category-regarding-referral"])),
    Broken("referral", "a referral beside it", lambda b: add(b, {
        "resourceType": "ServiceRequest", "id": "s", "status": "active", "intent": "order",
        "subject": said(b)["subject"]})),
    # Files.
    Broken("T9", "a suffix alone", lambda b: file(b).update(title=".pdf")),
    Broken("T9", "a suffix with a stop", lambda b: file(b).update(title="Plan.pdf.")),
    Broken("T9", "a suffix with a blank", lambda b: file(b).update(title="Plan.PDF ")),
    Broken("attachment", "a PDF's first letters", lambda b: file(b).update(holds(b"%PDF-"))),
    Broken("attachment", "a PDF cut off", lambda b: file(b).update(holds(b"%PDF-1.7\n1 0 obj"))),
    Broken("attachment", "no picture", lambda b: file(b).update(holds(b"x", "image/png"))),
    Broken("attachment", "an address that is empty", lambda b: linked(b, "")),
    Broken("attachment", "an address that runs", lambda b: linked(b, "javascript:x")),
    # The bundle.
    Broken("full-url", "two changed places", swapped),
    Broken("full-url", "two bases", lambda b: b["entry"][3].update(
        fullUrl=b["entry"][3]["fullUrl"].replace("overblik", "x"))),
    Broken("full-url", "addresses that lead nowhere", lambda b: [
        one.update(fullUrl=one["fullUrl"].replace("https", "x")) for one in b["entry"]]),
    Broken("entry", "an empty place", lambda b: b["entry"].append(
        {"fullUrl": f"{KNOWN['base']}/Basic/b"})),
    Broken("element", "a request", lambda b: b["entry"][0].update(
        request={"method": "DELETE", "url": "Patient"})),
    Broken("element", "a response", lambda b: head(b).update(
        response={"identifier": "x", "code": "ok"})),
    Broken("element", "an event by address", lambda b: head(b).update(eventUri="https://x.invalid")),
    Broken("element", "a reply", lambda b: said(b).update(inResponseTo=[to(b, "Patient")])),
    Broken("element", "a modifier", lambda b: said(b).update(
        modifierExtension=[{"url": "https://x.invalid", "valueBoolean": True}])),
    Broken("extension", "an unknown extension", lambda b: text(b)["extension"].append(
        {"url": "https://x.invalid", "valueString": "x"})),
    Broken("extension", "an extension elsewhere", lambda b: extend(
        said(b), "contact", valueContactPoint=dict(phone(b)))),
    Broken("extension", "a sender of nothing", lambda b: extend(said(b), "sender")),
    # Words.
    Broken("plain-text", "a font", lambda b: text(b).update(says("<font color=red>Plan</font>"))),
    Broken("plain-text", "a script", lambda b: text(b).update(says("<script>x</script>"))),
    Broken("plain-text", "a break", lambda b: text(b).update(says("Plan<BR>Mål"))),
    Broken("plain-text", "a picture unclosed", lambda b: text(b).update(
        says("<img src=x onerror=x"))),
    Broken("plain-text", "an entity", lambda b: text(b).update(says("Plan &amp; mål"))),
    Broken("plain-text", "an entity by number", lambda b: text(b).update(says("&#60;b&#62;"))),
    Broken("plain-text", "a comment", lambda b: text(b).update(says("Plan <!-- x -->"))),
    Broken("plain-text", "a character that is none", lambda b: text(b).update(says("Plan\x00"))),
    Broken("plain-text", "markup in the topic", lambda b: said(b)["topic"].update(text="<b>x</b>")),
    Broken("phone", "Arabic digits", lambda b: phone(b).update(value="٠١٢٣٤٥٦٧")),
    Broken("phone", "an integer", lambda b: phone(b).update(value=12345678)),
)  # fmt: skip
