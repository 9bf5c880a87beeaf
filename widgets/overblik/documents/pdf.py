"""The papers as PDF: what a recipient gets, the patient's own copy, and the clinician's.

Each is tagged for screen readers, carries the fictional mark on every page and says at its foot
what it was made from.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from overblik.documents.patient_copy import patient_copy
from overblik.documents.shared import SharedLine, SharedPlan
from overblik.documents.sheet import Sheet, line_fields, origin, shared_sheet
from overblik.documents.typesetting import typeset
from overblik.domain.base import Language
from overblik.language import N_, Message

_PAGE = N_("Side {at} af {all}")
_MORE = N_("Der er {count} punkter mere i planen. De står hos din læge.")
_COLUMNS = (
    Message("Punkt"),
    Message("Hvem"),
    Message("Senest"),
    Message("Svar går til"),
    Message("Hvis intet er sket"),
)


def shared_pdf(plan: SharedPlan, *, large: bool = False) -> bytes:
    """What the recipient gets, on A4; ``large`` sets it in 18 points, with the same words."""
    return sheet_pdf(shared_sheet(plan), large=large)


def sheet_pdf(sheet: Sheet, *, large: bool = False) -> bytes:
    """A paper for professionals, as `shared_pdf`."""
    language = sheet.language
    return typeset(
        "sheet.typ",
        {
            **frame(sheet.heading, sheet.subject, sheet.origin, sheet.made, language),
            "large": large,
            "opening": sheet.opening,
            "columns": [one.text(language) for one in _COLUMNS],
            "nothing": Message("Intet noteret.").text(language),
            "blocks": [
                {
                    "title": one.title,
                    "facts": one.facts,
                    "rows": [_row(line, language) for line in one.lines],
                }
                for one in sheet.blocks
            ],
            "closing": sheet.closing,
        },
    )


def patient_pdf(plan: SharedPlan, *, large: bool = False) -> bytes:
    """The patient's copy of a plan made by `patient_words.patient_plan`.

    One A4; lines that do not fit are counted on it. ``large`` sets every line in 18 points.
    """
    copy, language = patient_copy(plan), plan.language
    subject = f"{plan.patient}, {plan.case}"
    return typeset(
        "patient.typ",
        {
            **frame(copy.heading, subject, origin(plan), plan.made, language),
            "large": large,
            "who": copy.who,
            "wishes_title": copy.wishes_title,
            "wishes": copy.wishes,
            "more_wishes": copy.more_wishes,
            "doers": [
                {"title": one.title, "lines": one.lines, "after": one.after} for one in copy.doers
            ],
            "one_more": Message("Der er 1 punkt mere i planen. Det står hos din læge.").text(
                language
            ),
            "more": Message(_MORE, count="{count}").text(language),
            "call_title": copy.call_title,
            "call": copy.call,
            "blanks": copy.blanks,
            "again_title": copy.again_title,
            "again": copy.again,
        },
    )


def frame(
    heading: str, subject: str, origin: str, made: date, language: Language
) -> dict[str, Any]:
    """What ``frame.typ`` reads."""
    return {
        "language": language,
        "title": f"{heading} – {subject}",
        "heading": heading,
        "mark": Message("Undervisning – fiktiv patient").text(language),
        "origin": origin,
        "page": Message(_PAGE, at="{at}", all="{all}").text(language),
        "made": [made.year, made.month, made.day],
    }


def _row(line: SharedLine, language: Language) -> list[str]:
    *before, who, due, answer, nothing = (text for _, text in line_fields(line, language))
    goal = [Message("For: {goal}", goal=one).text(language) for one in before]
    return ["\n".join([line.text, *goal]), who, due, answer, nothing]
