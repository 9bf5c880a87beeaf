"""What the sharing page shows of the message that a recipient would get, and the text to copy.

The PDF inside a message takes some 25 ms to set, so a message is made when somebody opens it or
asks for the file; a page that is drawn again meanwhile takes the PDF it has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, cast
from uuid import uuid4

from markupsafe import Markup

from overblik.apps.papers import READERS, require_same
from overblik.apps.scene import Scene
from overblik.documents.careplan.check import check_document
from overblik.documents.careplan.document import document
from overblik.documents.fhir.bundle import MIME, Finding, Resource, as_json
from overblik.documents.medcom.check import check
from overblik.documents.medcom.message import message, message_text
from overblik.documents.pdf import shared_pdf
from overblik.documents.shared import SharedPlan, SharedSection
from overblik.domain.sharing import Reach
from overblik.knowledge.medcom import PRACTICE
from overblik.language import N_, UserError
from overblik.ui.reply import Download

Kind = Literal["message_file", "document_file"]
_PAPER = {reach: name for name, reach in READERS.items() if reach}
_NAME: dict[Kind, str] = {"message_file": "besked", "document_file": "dokument"}

LONGEST_QUOTE = 120
"""Characters of a line that are enough to find it by."""

_pdf = lru_cache(maxsize=4)(shared_pdf)


@dataclass(frozen=True)
class OpenLetter:
    """A message made to be looked at: what our checker says, and what people read in it."""

    findings: tuple[Finding, ...]
    narratives: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Letter:
    """One recipient with an organisation: what it may have, and the ways to give it that.

    ``paper`` is the name of the recipient's paper in an address; ``text`` is empty and ``opened``
    None where nothing may be shared; ``opened`` also where nobody has asked to see it.
    """

    recipient: Reach
    organisation: str
    plan: SharedPlan
    paper: str
    text: str
    opened: OpenLetter | None


def messages(scene: Scene) -> dict[str, Any]:
    """The context of ``_share_message.html``."""
    return {"letters": [_letter(scene, one) for one in _receivers(scene)]}


def file(scene: Scene, kind: Kind, recipient: str, now: datetime) -> Download:
    """A message or a document as a file; its name tells the recipient and the day, and no patient.

    Raises UserError where the recipient has no organisation or may have nothing, and where our own
    checker finds something wrong.
    """
    reach = _reach(scene, recipient)
    if barred := scene.barred:
        raise UserError(barred.msgid)
    plan = scene.shared(reach)
    bundle, findings = _made(scene, kind, plan, now)
    if findings:
        raise _wrong(plan, findings[0], now)
    name = f"overblik-{_NAME[kind]}-{_PAPER[reach]}-{now:%Y-%m-%d}.json"
    return Download(name, MIME, as_json(bundle))


def still_allowed(before: Scene, after: Scene, recipient: str) -> None:
    """Raise `overblik.apps.papers.Changed` when what they may have changed meanwhile."""
    require_same(before, after, _reach(after, recipient))


def _made(
    scene: Scene, kind: Kind, plan: SharedPlan, now: datetime
) -> tuple[Resource, tuple[Finding, ...]]:
    """The bundle, and what is wrong with it."""
    if kind == "message_file":
        bundle = message(plan, b"" if plan.empty else _pdf(plan), uuid4, now)
        return bundle, check(bundle)
    tier = scene.tier_names[scene.tier][scene.language] if scene.tier else None
    bundle = document(plan, scene.source, tier, uuid4, now)
    return bundle, check_document(bundle)


def _wrong(plan: SharedPlan, finding: Finding, now: datetime) -> UserError:
    """What to tell of a file that breaks a rule, and of the line that does it, if it is one."""

    def breaks(*words: str) -> bool:
        """Whether a message that says nothing else breaks the same rule."""
        alone = replace(plan, sections=(SharedSection("agreements", "", words, ()),))
        return finding.rule in {one.rule for one in check(message(alone, b"%PDF-", uuid4, now))}

    line = None if breaks() else next((words for _, words in plan.told if breaks(words)), None)
    if line is None:
        return UserError(
            N_(
                "Filen følger ikke reglerne og er ikke hentet: {why} Brug teksten og PDF’en i "
                "stedet."
            ),
            why=finding.words,
        )
    return UserError(
        N_(
            "Filen følger ikke reglerne og er ikke hentet. Det er linjen »{line}«: {why} Ret den, "
            "og hent filen igen."
        ),
        line=line[:LONGEST_QUOTE],
        why=finding.words,
    )


def _receivers(scene: Scene) -> list[Reach]:
    rows = scene.library.medcom.organisations
    return [cast(Reach, one) for one in rows if one != PRACTICE]


def _reach(scene: Scene, recipient: str) -> Reach:
    for one in _receivers(scene):
        if one == recipient:
            return one
    raise UserError(N_("Den modtager har ingen testorganisation. Vælg kommunen eller sygehuset."))


def _letter(scene: Scene, recipient: Reach) -> Letter:
    plan = scene.shared(recipient)
    organisation = scene.library.medcom.organisations[recipient].name[scene.language]
    wanted = not plan.empty and scene.view.get("message") == recipient
    return Letter(
        recipient=recipient,
        organisation=organisation,
        plan=plan,
        paper=_PAPER[recipient],
        text="" if plan.empty else message_text(plan),
        opened=_open(plan) if wanted else None,
    )


def _as_html(resource: Resource) -> Markup:
    """A narrative on a page: what is an empty element in XHTML has no end in HTML."""
    return Markup(resource["text"]["div"].replace("<br/>", "<br>"))


def _open(plan: SharedPlan) -> OpenLetter:
    bundle = message(plan, _pdf(plan), uuid4, datetime.now().astimezone())
    resources = [one["resource"] for one in bundle["entry"]]
    return OpenLetter(
        findings=check(bundle),
        # Ours, made of escaped words: `overblik.documents.fhir.narrative`.
        narratives=tuple((one["resourceType"], _as_html(one)) for one in resources),
    )
