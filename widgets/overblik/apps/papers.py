"""The papers of a forløb: which there are, whether they may be made now, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from overblik.apps.clinician import notes_after, notes_before
from overblik.apps.scene import Scene
from overblik.documents.patient_copy import EASY, patient_copy
from overblik.documents.pdf import patient_pdf, shared_pdf, sheet_pdf
from overblik.documents.plain import shared_text, sheet_text
from overblik.documents.sheet import Sheet, clinician_sheet
from overblik.documents.words import RECIPIENT
from overblik.domain.sharing import Reach
from overblik.knowledge.library import Library
from overblik.language import N_, Language, Message, UserError
from overblik.state.saves import Saved
from overblik.ui.chrome import PageFrame

Form = Literal["pdf", "txt"]
MIME: Mapping[Form, str] = {"pdf": "application/pdf", "txt": "text/plain"}

CLINICIAN = "klinikeren"
READERS: Mapping[str, Reach | None] = {
    "patienten": "patient",
    CLINICIAN: None,
    "kommunen": "municipality",
    "sygehuset": "hospital",
    "speciallaegen": "specialist",
    "apoteket": "pharmacy",
    "psykologen": "psychologist",
    "foreningen": "civil_society",
    "paaroerende": "relative",
}
"""The papers by the name in their address; the clinician's needs nobody's yes."""


class NoPaper(UserError):
    """There is no paper of this name."""


class NotAllowed(UserError):
    """The patient has not said yes to what would stand on it, or a red flag stands."""


class Changed(UserError):
    """What the recipient may have was changed while the file was made."""


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file. Its name tells the reader and the fictional case, and nothing else."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class PaperRow:
    """A paper as the page lists it: ``why_not`` says what is missing, None when it can be made."""

    id: str
    name: Message
    why_not: Message | None


def paper(
    read: Callable[[], Saved],
    library: Library,
    language: Language,
    name: str,
    today: date,
    *,
    form: Form = "pdf",
    large: bool = False,
) -> PaperFile:
    """Make a paper of a forløb. ``large`` is the large type of a PDF, with the same words.

    ``read`` gives the forløb as it is saved at that moment: when the paper is begun, and once more
    when it is done. Raises NoPaper for a name that is none, NotAllowed where consent is lacking or
    a red flag stands, Changed where what the reader may have changed meanwhile.
    """

    def now() -> Scene:
        return Scene(read(), library, language, PageFrame("deling"), today)

    scene = now()
    if name not in READERS:
        raise NoPaper(N_("Papiret findes ikke. Vælg et af papirerne under Deling."))
    if why_not := _why_not(scene, name):
        raise NotAllowed(why_not.msgid, **why_not.parts)
    data = _pdf(scene, name, large=large) if form == "pdf" else text(scene, name).encode()
    if reach := READERS[name]:
        require_same(scene, now(), reach)
    big = "-stor" if large and form == "pdf" else ""
    return PaperFile(f"overblik-{scene.case.id}-{name}{big}.{form}", MIME[form], data)


def require_same(before: Scene, after: Scene, recipient: Reach) -> None:
    """Raise Changed when the recipient would get something else than when the file was begun."""
    require_unchanged(before.shared(recipient) == after.shared(recipient))


def require_unchanged(same: bool) -> None:
    """Raise Changed unless what the recipient may have is the same as when the file was begun."""
    if not same:
        raise Changed(
            N_(
                "Planen eller patientens samtykke blev ændret, mens filen blev lavet. Filen er "
                "kastet væk. Se under Deling, hvad der gælder nu, og hent den igen."
            )
        )


def text(scene: Scene, name: str) -> str:
    """The words of a paper, to paste into a record."""
    reach = READERS[name]
    if reach is None:
        return sheet_text(_clinicians(scene))
    plan = scene.shared(reach)
    return patient_copy(plan).text if reach == "patient" else shared_text(plan)


def papers(scene: Scene) -> dict[str, Any]:
    """The context of ``_share_papers.html``."""
    rows = [PaperRow(name, _reader(name), _why_not(scene, name)) for name in READERS]
    shown = next(
        (one for one in rows if one.id == scene.view.get("paper") and not one.why_not), None
    )
    own = None if rows[0].why_not else patient_copy(scene.shared("patient"))
    return {
        "papers": rows,
        "paper_shown": shown,
        "paper_text": text(scene, shown.id) if shown else "",
        "paper_lix": own.lix if own else None,
        "paper_easy": EASY,
    }


def _reader(name: str) -> Message:
    reach = READERS[name]
    return RECIPIENT[reach] if reach else Message("Klinikeren")


def _why_not(scene: Scene, name: str) -> Message | None:
    reach = READERS[name]
    if reach is None:
        return None
    if scene.barred:
        return scene.barred
    if scene.allowed(reach):
        return None
    if reach == "patient":
        return Message(
            "Det er ikke aftalt, hvad der må stå på patientens eget papir. Sæt kryds under "
            "samtykke."
        )
    return Message(
        "Patienten har ikke sagt ja til at dele noget med denne modtager. Kun patienten kan "
        "sige ja."
    )


def _pdf(scene: Scene, name: str, *, large: bool) -> bytes:
    reach = READERS[name]
    if reach is None:
        return sheet_pdf(_clinicians(scene), large=large)
    plan = scene.shared(reach)
    make_pdf = patient_pdf if reach == "patient" else shared_pdf
    return make_pdf(plan, large=large)


def _clinicians(scene: Scene) -> Sheet:
    return clinician_sheet(scene.source, scene.language, notes_before(scene), notes_after(scene))


def form_of(value: object) -> Form:
    """The form a text names, PDF for anything else."""
    return cast(Form, value) if isinstance(value, str) and value in MIME else "pdf"
