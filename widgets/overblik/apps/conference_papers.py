"""The conference card as a file, and the day two speak as an entry for a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from overblik.apps.conference_open import agreed_parts, conferences, shown_card
from overblik.apps.papers import MIME, Form, NoPaper, PaperFile, require_unchanged
from overblik.apps.scene import Scene
from overblik.documents.calendar import conference_calendar
from overblik.documents.card_leaks import leak_said, leaks_of
from overblik.documents.conference_card import CardSheet, card_pdf, card_sheet, card_text
from overblik.domain.conference import Card, Conference
from overblik.knowledge.library import Library
from overblik.language import N_, Language, UserError
from overblik.state.saves import Saved
from overblik.ui.chrome import PageFrame
from overblik.ui.reply import Download

CARD = "konferencekort"
"""What the card is called in its address and as a file."""


def card_file(
    read: Callable[[], Saved],
    library: Library,
    language: Language,
    id: str,
    today: date,
    form: Form = "pdf",
) -> PaperFile:
    """Make the card of a conference; an empty ``id`` is the first one's.

    It is the clinician's own and needs nobody's yes: of closed parts it holds what somebody wrote
    there, and nothing that was drafted. ``read`` gives the forløb as it is saved, before and after.
    Raises NoPaper for a conference that is none, Changed where what the colleague may have changed
    meanwhile.
    """

    def now() -> Scene:
        return Scene(read(), library, language, PageFrame("konference"), today)

    scene = now()
    asked = _conference(scene, id)
    sheet = sheet_of(scene, asked, shown_card(scene, asked))
    data = card_pdf(sheet) if form == "pdf" else card_text(sheet).encode()
    require_unchanged(agreed_parts(scene, asked) == agreed_parts(now(), asked))
    return PaperFile(f"overblik-{scene.case.id}-{CARD}.{form}", MIME[form], data)


def sheet_of(scene: Scene, conference: Conference, card: Card) -> CardSheet:
    """The sheet of a card as it now reads (`shown_card`)."""
    return card_sheet(conference, card, scene.paper, agreed_parts(scene, conference))


def card_leaks(scene: Scene, conference: Conference, card: Card) -> tuple[str, ...]:
    """What on a card, drafted or written, gives away a part of the plan that its colleague may not
    have: one line each, in the page's language. Nothing where the patient has not been asked."""
    found = leaks_of(card, agreed_parts(scene, conference), scene.library.clues)
    return tuple(leak_said(one, scene.language) for one in found)


def calendar_file(scene: Scene, id: str) -> Download:
    """The appointment as a file for a calendar. Raises UserError where there is none."""
    conference = _conference(scene, id)
    if conference.appointment is None:
        raise UserError(N_("I har ikke aftalt en dag for konferencen. Sæt en dag først."))
    text = conference_calendar(scene.paper, scene.saved.id, conference, datetime.now().astimezone())
    return Download(f"overblik-{scene.case.id}-konference.ics", "text/calendar", text)


def _conference(scene: Scene, id: str) -> Conference:
    rows = [one.asked for one in conferences(scene)]
    found = next((one for one in rows if id in ("", one.id)), None)
    if found is None:
        raise NoPaper(N_("Konferencen findes ikke. Åbn den fra siden Konference."))
    return found
