"""Can people read every resource? The rules of the narrative, which machines mostly pass over."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from xml.etree import ElementTree

from overblik.documents.fhir.bundle import Finding, Opened, Resource
from overblik.documents.fhir.narrative import XHTML, plain, references, shown_at
from overblik.domain.base import Text
from overblik.knowledge.medcom import Element
from overblik.language import Message

_TAG = re.compile(
    re.escape(f"{{{XHTML}}}")
    + "(?:div|p|b|i|em|strong|span|br|hr|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th"
    "|td|h[1-6]|small|sub|sup|pre|blockquote)"
)
"""All the elements there may be: none that loads, runs, asks or leads anywhere."""
_ATTRIBUTES = {
    "lang": re.compile("[a-z]{2}(-[A-Z]{2})?"),
    "{http://www.w3.org/XML/1998/namespace}lang": re.compile("[a-z]{2}(-[A-Z]{2})?"),
    "colspan": re.compile("[0-9]{1,2}"),
    "rowspan": re.compile("[0-9]{1,2}"),
}
"""All the attributes there may be, and what they may say: none that hides or holds a file."""
_NOT_BASE64 = re.compile("[^A-Za-z0-9+/]")
_ENOUGH = 16
"""Characters by which a file's content is known again, when they stand at a multiple of it."""


def narratives(opened: Opened) -> Iterator[Finding]:
    """The findings about the narratives of all resources. Each resource must have one."""
    files = _pieces_of_files(opened)
    for path, resource in opened.resources:
        found = _why_not(opened, resource, files)
        if found is not None:
            yield Finding(f"{path}.text", "T13", found)


def _why_not(opened: Opened, resource: Resource, files: frozenset[str]) -> Message | None:
    """The first thing that is wrong with a resource's narrative."""
    text = resource.get("text")
    if not isinstance(text, dict) or text.get("status") not in ("generated", "extensions"):
        return Message("Ressourcen skal have en læsbar tekst (generated eller extensions).")
    written = str(text.get("div"))
    if "<!" in written or "<?" in written:
        return Message("Den læsbare tekst må ikke have kommentarer eller erklæringer (<! og <?).")
    try:
        div = ElementTree.fromstring(written)
    except ElementTree.ParseError:
        return Message("Den læsbare tekst er ikke gyldig XHTML.")
    if div.tag != f"{{{XHTML}}}div" or not _only_words(div):
        return Message("Den læsbare tekst skal være et div med ord, lister og tabeller alene.")
    said = _text_of(div)
    if _holds_file(said, files):
        return Message("Den læsbare tekst må ikke rumme filens indhold (base64).")
    return _missing(opened, resource, said)


def _missing(opened: Opened, resource: Resource, said: str) -> Message | None:
    """The first element that must be shown and is not."""
    known, kind = opened.known, str(resource["resourceType"])
    wanted: list[tuple[Element, str]] = [
        (element, value)
        for element in known.shown(kind)
        for value in shown_at(resource, element, known)
    ]
    wanted += [
        (element, value)
        for segment in opened.at(resource, "payload")
        for element in known.shown("payload")
        for value in shown_at(segment, element, known)
    ]
    for element, value in wanted:
        if _bare(value) not in said:
            name: Text = element.name
            return Message("Den læsbare tekst mangler »{name}«.", name=name)
        if element.name.da not in said or element.name.en not in said:
            return Message(
                "»{name}« skal stå på dansk og engelsk i den læsbare tekst.", name=element.name
            )
    for one in (str(resource.get("id")), *references(resource)):
        if _bare(one) not in said:
            return Message("Den læsbare tekst mangler id'et {id}.", id=one)
    return None


def _only_words(div: ElementTree.Element) -> bool:
    return all(
        _TAG.fullmatch(one.tag)
        and all(
            name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
            for name, value in one.attrib.items()
        )
        for one in div.iter()
    )


def _pieces_of_files(opened: Opened) -> frozenset[str]:
    """The bundle's files in base64, in pieces, from each of the three places a group may begin."""
    found: set[str] = set()
    for _, one in opened.of("Communication"):
        for data in opened.at(one, "payload.contentAttachment.data"):
            try:
                content = b64decode(str(data))
            except ValueError:
                continue  # the file's own rule says so
            for start in range(3):
                text = b64encode(content[start:]).decode()
                found.update(
                    text[at : at + _ENOUGH] for at in range(0, len(text) - _ENOUGH + 1, _ENOUGH)
                )
    return frozenset(found)


def _holds_file(said: str, files: frozenset[str]) -> bool:
    """Whether a piece of a file stands in a text, however it is wrapped."""
    letters = _NOT_BASE64.sub("", said) if files else ""
    return any(letters[at : at + _ENOUGH] in files for at in range(len(letters)))


def _text_of(div: ElementTree.Element) -> str:
    """All its words; a line break is one blank, as every other run of blanks."""
    for line_break in div.iter(f"{{{XHTML}}}br"):
        line_break.text = "\n"
    return _bare("".join(div.itertext()))


def _bare(text: str) -> str:
    return " ".join(plain(text).split())
