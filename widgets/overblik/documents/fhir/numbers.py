"""No number of a real person, wherever in a bundle it may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overblik.documents.fhir.bundle import Finding, Opened
from overblik.domain.privacy import looks_like_cpr
from overblik.language import Message

_NOT_WORDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""A UUID has ten digits in a row by chance, and means nobody."""
_TAGS = re.compile("<[^<>]*>")


def no_numbers(opened: Opened) -> Iterator[Finding]:
    """The strings that hold something like a CPR number, but the patient's identifier, and files.

    The identifier may be read in the patient's own narrative too. That it is no CPR number is a
    rule of its own.
    """
    own = {
        f"{path}.{name}": str(value)
        for path, patient in opened.of("Patient")
        for value in opened.at(patient, "identifier.value")
        for name in ("identifier", "text.div")
    }
    for path, text in _strings(opened.bundle, "Bundle"):
        if path.endswith(".data"):
            continue
        known = next((own[one] for one in own if path.startswith(one)), None)
        words = _NOT_WORDS.sub(" ", text.replace(known, " ") if known else text)
        if looks_like_cpr(words) or looks_like_cpr(_TAGS.sub("", words)):
            said = Message("Teksten ligner noget med et CPR-nummer. Fjern det.")
            yield Finding(path, "cpr", said)


def _strings(node: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _strings(value, f"{path}.{name}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _strings(value, f"{path}[{place}]")
