"""The rules of a message's segments: who wrote each and when, its words, and its files."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from overblik.documents.fhir.bundle import Finding, Opened, Resource, is_uuid4
from overblik.documents.medcom.markup import is_plain
from overblik.language import Message

LONGEST_TEXT = 31_000
"""Characters: older systems stop at 31,150."""
MOST_FILES = 10
"""Attachments that survive the conversion to the older format."""

_PHONE = re.compile(r"\+?[0-9]+")
_URL = re.compile(r"https://[A-Za-z0-9.\-]+(?::[0-9]+)?(?:/[!-~]*)?")
_SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,5}[\W_]*$", re.IGNORECASE)
_BEGINS_AND_ENDS = {
    "application/pdf": (rb"%PDF-[12]\.[0-9]\s", rb"startxref\s+[0-9]+\s+%%EOF\s*"),
    "image/gif": (rb"GIF8[79]a", rb";"),
    "image/jpeg": (rb"\xff\xd8\xff", rb"\xff\xd9"),
    "image/png": (rb"\x89PNG\r\n\x1a\n.{4}IHDR", rb"IEND\xaeB`\x82"),
    "image/tiff": (rb"II\*\x00|MM\x00\*", rb""),
    "image/bmp": (rb"BM.{16}", rb""),
}
"""How a file of each type begins and ends, as every program that opens it asks of it."""


def segments(opened: Opened) -> Iterator[Finding]:
    """The findings about the segments of each Communication, and about what they are traced by."""
    for path, one in opened.of("Communication"):
        yield from _identifiers(opened, path, one)
        yield from _number(opened, path, one)
        for at, segment in enumerate(opened.nodes(one, "payload")):
            where = f"{path}.payload[{at}]"
            if sum(name in segment for name in ("contentString", "contentAttachment")) != 1:
                said = Message("Et afsnit er enten tekst eller et bilag.")
                yield Finding(where, "content", said)
            yield from _extensions(opened, where, segment)
            yield from plain_text(f"{where}.contentString", segment.get("contentString"))
            if isinstance(file := segment.get("contentAttachment"), dict):
                yield from _file(opened, f"{where}.contentAttachment", file)


def _identifiers(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    found = opened.at(one, "identifier.value")
    found += opened.at(one, "payload.extension:identifier.valueIdentifier.value")
    plain = [text for text in found if isinstance(text, str)]
    if (
        not opened.at(one, "identifier.value")
        or not all(_is_urn(text) for text in plain)
        or len(set(plain)) != len(found)
    ):
        said = Message("Tråd og afsnit skal hver have sit eget urn:uuid: version 4, små bogstaver.")
        yield Finding(f"{path}.identifier", "T6", said)


def _is_urn(text: str) -> bool:
    return text.startswith("urn:uuid:") and is_uuid4(text.removeprefix("urn:uuid:"))


def _number(opened: Opened, path: str, one: Resource) -> Iterator[Finding]:
    parts = opened.nodes(one, "payload")
    if not any("contentString" in part for part in parts):
        said = Message("Beskeden skal have mindst ét afsnit med tekst.")
        yield Finding(f"{path}.payload", "text", said)
    if sum("contentAttachment" in part for part in parts) > MOST_FILES:
        said = Message("Højst {most} bilag.", most=MOST_FILES)
        yield Finding(f"{path}.payload", "attachments", said)


def _extensions(opened: Opened, where: str, segment: Resource) -> Iterator[Finding]:
    wanted = {
        "date": "valueDateTime",
        "identifier": "valueIdentifier.value",
        "author": "valueReference",
        "contact": "valueContactPoint.value",
    }
    text = "contentString" in segment
    for name, value in wanted.items():
        found = opened.at(segment, f"extension:{name}.{value}")
        needed = text or name in ("date", "identifier")
        if len(found) > 1 or (needed and len(found) != 1):
            said = Message(
                "Et tekstafsnit skal have tidspunkt, identifikator, forfatter og telefon; et bilag "
                "tidspunkt og identifikator."
            )
            yield Finding(f"{where}.extension", "T4", said)
    for phone in opened.nodes(segment, "extension:contact.valueContactPoint"):
        number = phone.get("value")
        digits = isinstance(number, str) and _PHONE.fullmatch(number)
        if not digits or phone.get("system") != "phone":
            said = Message("Telefonnummeret er cifre, evt. med + foran.")
            yield Finding(f"{where}.extension", "phone", said)
    for identifier in opened.nodes(segment, "extension:identifier.valueIdentifier"):
        if "assigner" not in identifier:
            said = Message("Afsnittets identifikator skal have en organisation bag sig (assigner).")
            yield Finding(f"{where}.extension", "assigner", said)


def plain_text(where: str, text: object) -> Iterator[Finding]:
    """The findings about words that stand in a message as they are."""
    if not isinstance(text, str):
        return
    if not text.strip() or len(text) >= LONGEST_TEXT:
        said = Message(
            "Teksten skal være under {most} tegn og må ikke være tom.", most=LONGEST_TEXT
        )
        yield Finding(where, "text-length", said)
    if not is_plain(text):
        said = Message("Teksten er ren tekst: linjeskift er \\n, og der er ingen HTML.")
        yield Finding(where, "plain-text", said)


def _file(opened: Opened, where: str, file: Resource) -> Iterator[Finding]:
    kind = file.get("contentType")
    if not isinstance(kind, str) or kind not in opened.known.values("attachment"):
        said = Message("Bilaget skal være PDF eller et billede: ikke JSON, XML eller DOCX.")
        yield Finding(f"{where}.contentType", "attachment", said)
    elif ("data" in file) == ("url" in file) or not _is(kind, file):
        said = Message("Bilaget skal have enten indhold eller adresse, og indholdet skal passe.")
        yield Finding(f"{where}.data", "attachment", said)
    title = file.get("title")
    if not isinstance(title, str) or not title.strip() or _has_suffix(title):
        said = Message("Bilaget skal have en titel, uden .pdf til sidst.")
        yield Finding(f"{where}.title", "T9", said)
    elif not is_plain(title):
        yield from plain_text(f"{where}.title", title)


def _has_suffix(title: str) -> bool:
    """Whether a title ends as a file's name: a day with its year does not."""
    return _SUFFIX.search(unicodedata.normalize("NFKC", title)) is not None


def _is(kind: str, file: Resource) -> bool:
    """Whether a file's content begins and ends as its type does, or its address can be opened."""
    if "url" in file:
        return isinstance(file["url"], str) and _URL.fullmatch(file["url"]) is not None
    try:
        content = b64decode(str(file["data"]), validate=True)
    except (Error, ValueError):
        return False
    begins, ends = _BEGINS_AND_ENDS[kind]
    return bool(
        re.match(begins, content, re.DOTALL)
        and re.search(rb"(?:" + ends + rb")\Z", content[-1024:], re.DOTALL)
    )
