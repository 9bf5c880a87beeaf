"""The conference card as plain text, to paste into a record or a message: it explains itself."""

from __future__ import annotations

from overblik.documents.card_sheet import CardLine, CardPart, CardSheet
from overblik.documents.plain import LONGEST
from overblik.language import N_, Message

_CUT = N_("HER ER TEKSTEN SKÅRET AF, fordi den blev for lang. Resten står i PDF’en.")


def card_text(sheet: CardSheet) -> str:
    """Everything the card says, in the same order, as text of at most `LONGEST` characters.

    Of a longer card the end is left out, and the text says so.
    """
    language = sheet.language
    mark = Message("Undervisning – fiktiv patient. Ikke afsendt.").text(language).upper()
    top = [f"{sheet.heading.upper()}\n{sheet.direction}. {sheet.status}."]
    if sheet.warning:
        top.append(sheet.warning.upper())
    if sheet.closed:
        top.append(sheet.closed)
    body = "\n\n".join([mark, *top, *(_part(one) for one in sheet.parts)])
    cut = Message(_CUT).text(language)
    room = LONGEST - len(sheet.origin) - len(cut) - 6
    if len(body) > room:
        body = f"{body[:room]} …\n\n{cut}"
    return f"{body}\n\n{sheet.origin}"


def _part(part: CardPart) -> str:
    title = f"{part.letter} – {part.title}" if part.letter else part.title
    return "\n".join([title.upper(), *(_line(one) for one in part.lines)])


def _line(line: CardLine) -> str:
    if not line.name:
        return f"- {line.text}"
    if len(line.rows) < 2:
        return f"{line.name}: {line.text}"
    return "\n".join([f"{line.name}:", *(f"  {one}" for one in line.rows)])
