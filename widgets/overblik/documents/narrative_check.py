"""Can people read every resource? The rules of the narrative, which machines mostly pass over."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from overblik.documents.fhir_bundle import Finding, Opened, Resource
from overblik.documents.message_narrative import XHTML, plain, references, shown_at
from overblik.domain.base import Text
from overblik.knowledge.medcom import Element
from overblik.language import Message

_FORBIDDEN = {"script", "form", "iframe", "object", "embed", "style", "link", "base", "input"}
_ENOUGH = 48
"""Characters by which a file's content is known again."""


def narratives(opened: Opened) -> Iterator[Finding]:
    """The findings about the narratives of all resources. Each resource must have one."""
    for path, resource in opened.resources:
        found = _why_not(opened, resource)
        if found is not None:
            yield Finding(f"{path}.text", "T13", found)


def _why_not(opened: Opened, resource: Resource) -> Message | None:
    """The first thing that is wrong with a resource's narrative."""
    text = resource.get("text")
    if not isinstance(text, dict) or text.get("status") not in ("generated", "extensions"):
        return Message("Ressourcen skal have en læsbar tekst (generated eller extensions).")
    try:
        div = ElementTree.fromstring(str(text.get("div")))
    except ElementTree.ParseError:
        return Message("Den læsbare tekst er ikke gyldig XHTML.")
    if div.tag != f"{{{XHTML}}}div" or _active(div):
        return Message("Den læsbare tekst skal være et div uden scripts, formularer og hændelser.")
    said = _text_of(div)
    files = opened.at(resource, "payload.contentAttachment.data")
    if any(str(one)[:_ENOUGH] in said for one in files if one):
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


def _active(div: ElementTree.Element) -> bool:
    return any(
        one.tag.rpartition("}")[2].lower() in _FORBIDDEN
        or any(name.lower().startswith("on") for name in one.attrib)
        for one in div.iter()
    )


def _text_of(div: ElementTree.Element) -> str:
    """All its words; a line break is one blank, as every other run of blanks."""
    for line_break in div.iter(f"{{{XHTML}}}br"):
        line_break.text = "\n"
    return _bare("".join(div.itertext()))


def _bare(text: str) -> str:
    return " ".join(plain(text).split())
