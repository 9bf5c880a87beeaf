"""A paper as plain text, to paste into a record or to send: it explains itself.

Headings are in capitals and lines break where the meaning does, for whoever reads it may have no
more than one column of one typeface.
"""

from __future__ import annotations

from collections.abc import Iterator

from overblik.documents.shared import SharedLine, SharedPlan
from overblik.documents.sheet import Block, Sheet, line_fields, shared_sheet
from overblik.language import N_, Language, Message

LONGEST = 31_000
"""Characters that a text has at most: what takes it in may take no more than 32,000."""

_CUT = N_(
    "HER ER TEKSTEN SKÅRET AF, fordi den blev for lang: {shown} af {all} punkter i planen er med. "
    "Resten står i PDF’en."
)
_ROOM_FOR_END = 1_000


def shared_text(plan: SharedPlan) -> str:
    """Everything the recipient gets and nothing else, as text of fewer than `LONGEST` characters.

    Of a longer plan the last lines are left out, and the text says how many are in it.
    """
    return sheet_text(shared_sheet(plan))


def sheet_text(sheet: Sheet) -> str:
    """A paper as text of fewer than `LONGEST` characters, as `shared_text`."""
    language = sheet.language
    mark = Message("Undervisning – fiktiv patient. Ikke afsendt.").text(language).upper()
    parts = [mark, "\n".join([sheet.heading.upper(), *sheet.opening])]
    room = LONGEST - _ROOM_FOR_END - len("\n\n".join(parts))
    shown, lines = 0, sum(len(one.lines) for one in sheet.blocks)
    for part, count in _body(sheet):
        room -= len(part) + 2
        if room < 0:
            parts.append(Message(_CUT, shown=shown, all=lines).text(language))
            break
        parts.append(part)
        shown += count
    return "\n\n".join([*parts, *sheet.closing, sheet.origin])


def _body(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """The parts of the text, each with how many lines of the plan it holds (0 or 1)."""
    at = 0
    for block in sheet.blocks:
        yield _facts(block, sheet.language), 0
        for line in block.lines:
            at += 1
            yield _line(at, line, sheet.language), 1


def _facts(block: Block, language: Language) -> str:
    facts = [f"- {_indented(one, 2)}" for one in block.facts]
    if not facts and not block.lines:
        facts = [Message("Intet noteret.").text(language)]
    return "\n".join([block.title.upper(), *facts])


def _line(at: int, line: SharedLine, language: Language) -> str:
    number = f"{at}. "
    said = [number + _indented(line.text, len(number))]
    said += [
        f"{' ' * len(number)}{name}: {_indented(text, len(number) + 2)}"
        for name, text in line_fields(line, language)
    ]
    return "\n".join(said)


def _indented(text: str, by: int) -> str:
    return text.strip().replace("\n", "\n" + " " * by)
