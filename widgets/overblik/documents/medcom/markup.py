"""Plain text that stays plain: what a reader's program could take for markup, and how it reads on.

Only what really is a tag or an entity of HTML counts: »K < 3,0«, »<kage>« and »R&D« are words.
"""

from __future__ import annotations

import re
from html import unescape

from overblik.documents.fhir.narrative import plain
from overblik.knowledge.characters import CONTROL

_NAMES = (
    "abbr|acronym|address|applet|area|article|aside|audio|base|basefont|bdi|bdo|big|blink|"
    "blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|"
    "del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|"
    "form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hgroup|hr|html|iframe|img|input|ins|"
    "kbd|label|legend|li|link|listing|main|map|mark|marquee|math|menu|meta|meter|nav|nobr|"
    "noembed|noframes|noscript|object|ol|optgroup|option|output|param|picture|plaintext|"
    "portal|pre|progress|rp|rt|ruby|samp|script|search|section|select|slot|small|source|span|"
    "strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|"
    "time|title|tr|track|tt|ul|var|video|wbr|xmp"
)
_TAG = re.compile(
    rf"<(?=/?(?:{_NAMES})(?:[\s/>]|$)|/?[abipqsu](?:[\s/][^<>]*)?>"
    r"|!--|!doctype\b|!\[CDATA\[|\?)",
    re.IGNORECASE,
)
"""The beginning of a tag, a comment or a declaration; one letter is a tag when it is closed."""
_TO_THE_END = re.compile(r"‹[^<>‹›]*>")
_ENTITY = re.compile(r"&(?=(#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;))", re.IGNORECASE)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_PLAIN = re.compile(f"[{CONTROL}\r\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def is_plain(text: str) -> bool:
    """Whether a text has no tags, no entities, and no control characters but ``\\n`` and tabs."""
    return not (_NOT_PLAIN.search(text) or _TAG.search(text) or any(_entities(text)))


def as_plain(text: str) -> str:
    """The text with the same words, plain: »<b>« reads »‹b›«, and »&amp;« reads »& amp;«."""
    lines = _NOT_PLAIN.sub("�", plain(_LINE_END.sub("\n", text)))
    while _TAG.search(lines):  # »<a <b> >« is a tag once more, without the one in it
        lines = _TO_THE_END.sub(lambda tag: f"{tag[0][:-1]}›", _TAG.sub("‹", lines))
    for entity in sorted(set(_entities(lines))):
        lines = lines.replace(f"&{entity}", f"& {entity}")
    return lines


def _entities(text: str) -> list[str]:
    """The ends of what would be read as another character: »amp;« of »&amp;«."""
    return [one[1] for one in _ENTITY.finditer(text) if unescape(f"&{one[1]}") != f"&{one[1]}"]
