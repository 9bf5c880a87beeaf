"""Ways to break a message: its parts by name, and what takes more than one step."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from overblik.documents.fhir.bundle import Resource
from overblik.knowledge import library
from tests.documents.bundles import only

KNOWN = library().medcom
OTHER = "urn:uuid:0a1b2c3d-0000-4000-8000-00000000ffff"


class Broken(NamedTuple):
    """A message that breaks one rule, why, and how."""

    rule: str
    what: str
    breaks: Callable[[Resource], Any]


def head(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "MessageHeader")


def said(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "Communication")


def text(bundle: Resource) -> dict[str, Any]:
    return said(bundle)["payload"][0]


def file(bundle: Resource) -> dict[str, Any]:
    return said(bundle)["payload"][1]["contentAttachment"]


def extension(segment: dict[str, Any], key: str) -> dict[str, Any]:
    url = KNOWN[f"extension-{key}"]
    return next(one for one in segment["extension"] if one["url"] == url)


def without(segment: dict[str, Any], key: str) -> None:
    segment["extension"].remove(extension(segment, key))


def gln(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "Organization")["identifier"][1]


def sor(bundle: Resource) -> dict[str, Any]:
    return only(bundle, "Organization")["identifier"][0]


def add(bundle: Resource, resource: Resource) -> None:
    full = f"{KNOWN['base']}/{resource['resourceType']}/{resource['id']}"
    if profile := KNOWN.codes.get(f"message-{resource['resourceType']}"):
        resource["meta"] = {"profile": [profile.value]}
    bundle["entry"].append({"fullUrl": full, "resource": resource})


def drop(bundle: Resource, kind: str) -> None:
    bundle["entry"] = [one for one in bundle["entry"] if one["resource"]["resourceType"] != kind]


def other_role(bundle: Resource, **more: object) -> dict[str, str]:
    """One more role, at the sending practice unless told otherwise."""
    role = deepcopy(only(bundle, "PractitionerRole"))
    role.update(id="another-role", **more)
    add(bundle, role)
    return {"reference": "PractitionerRole/another-role"}


def receiver(bundle: Resource) -> dict[str, str]:
    return head(bundle)["destination"][0]["receiver"]


def extend(segment: dict[str, Any], key: str, **value: object) -> None:
    segment.setdefault("extension", []).append({"url": KNOWN[f"extension-{key}"], **value})


def goal(bundle: Resource) -> None:
    target = [{"detailString": "43"}]
    add(bundle, {"resourceType": "Goal", "id": "g", "target": target})


def encounter(bundle: Resource, *, named: bool, episode: bool) -> None:
    add(
        bundle,
        {
            "resourceType": "Encounter",
            "id": "e",
            "status": "unknown",
            **({"episodeOfCare": [{"identifier": {"value": OTHER}}]} if episode else {}),
        },
    )
    if named:
        said(bundle)["encounter"] = {"reference": "Encounter/e"}


def more_files(bundle: Resource) -> None:
    for at in range(10):
        one = deepcopy(said(bundle)["payload"][1])
        id = f"{OTHER[:-2]}{at:02d}"
        extension(one, "identifier")["valueIdentifier"]["value"] = id
        said(bundle)["payload"].append(one)
        source = {"role": "source", "what": {"identifier": {"value": id}}}
        only(bundle, "Provenance")["entity"].append(source)


def same_identifier(bundle: Resource) -> None:
    first = extension(text(bundle), "identifier")["valueIdentifier"]
    second = extension(said(bundle)["payload"][1], "identifier")["valueIdentifier"]
    second["value"] = first["value"]
    for one in only(bundle, "Provenance")["entity"]:
        one["what"]["identifier"]["value"] = first["value"]


def no_text(bundle: Resource) -> None:
    said(bundle)["payload"].pop(0)
    only(bundle, "Provenance")["entity"].pop(0)


def from_the_patient(bundle: Resource) -> None:
    head(bundle)["sender"] = said(bundle)["subject"]
    only(bundle, "Provenance")["agent"] = [{"who": said(bundle)["subject"]}]


def two_communications(bundle: Resource) -> None:
    add(bundle, {**deepcopy(said(bundle)), "id": "c2"})
    only(bundle, "Provenance")["entity"] *= 2


def rename(bundle: Resource, value: str) -> None:
    """Another identifier for the text, in both places."""
    identifier = extension(text(bundle), "identifier")["valueIdentifier"]
    for one in only(bundle, "Provenance")["entity"]:
        if one["what"]["identifier"]["value"] == identifier["value"]:
            one["what"]["identifier"]["value"] = value
    identifier["value"] = value


def names(rows: tuple[Broken, ...]) -> list[str]:
    return [f"{one.rule}: {one.what}" for one in rows]
