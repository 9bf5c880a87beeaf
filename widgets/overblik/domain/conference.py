"""The conference between GP and specialist, in both directions, from question to write-back.

The card follows ISBAR: identification, situation, background, analysis, advice
(patientkommunikation.dk). It asks one question and one decision, says how soon, and who keeps the
treatment responsibility meanwhile and after. What is answered becomes lines of the plan, each with
an owner, or an explicit »ingen ændring«.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from overblik.domain.base import Day, Frozen, Moment, Section, Slug

Direction = Literal["to_specialist", "to_gp"]
"""Who asks whom: egen læge → speciallæge, or speciallæge → egen læge before a large work-up."""

CardField = Literal[
    "question",
    "decision",
    "background",
    "medicines",
    "kidney",
    "results",
    "wish",
    "lose",
    "tried",
    "reading",
    "with_answer",
    "meanwhile",
]
"""Free texts of the card. ``question`` the one thing asked; ``decision`` the one thing to be
decided; ``background`` the diseases that bear on it; ``medicines`` those that matter here;
``kidney`` the kidney function and ``results`` other results, with dates; ``wish`` what the patient
wants and ``lose`` what must not be lost; ``tried`` what has been done; ``reading`` the sender's own
view; ``with_answer`` what the sender does with each possible answer; ``meanwhile`` what holds until
then."""
FIELDS: tuple[CardField, ...] = get_args(CardField)

Colleague = Literal["hospital", "specialist"]
"""Who is on the other side of a card, as a recipient of consent (`overblik.domain.sharing.Reach`):
a hospital department, or a specialist in practice. The patient is asked about each by itself."""
COLLEAGUES: tuple[Colleague, ...] = get_args(Colleague)

STANDING: frozenset[CardField] = frozenset(("question", "decision"))
"""Fields whose drafts are the same for every patient, and so tell nothing of this one."""

LONGEST = 10_000
"""Characters of one text, typed or opened from a file: far more than fits on the card, far less
than stops a page."""
FIRST = "kort-1"
"""The id of the card that is on the page before anybody has begun one."""
MOST_CONFERENCES, MOST_ANSWERS, MOST_WORK_UP = 12, 20, 20


class Card(Frozen):
    """A question to one colleague. An empty field is one nobody has written yet; ``texts`` are what
    somebody has written, drafts are never among them.

    ``reach`` is who the colleague is to the patient: the one asked, or who asks where the card goes
    to the GP. ``to`` is who is asked and ``sender`` who asks, in their own words.
    ``responsible`` keeps the treatment responsibility until there is an answer, ``after`` has it
    from then on: both are owners of the model.
    """

    reach: Colleague = "specialist"
    sender: str = Field(default="", max_length=200)
    to: str = Field(default="", max_length=200)
    texts: Mapping[CardField, Annotated[str, Field(max_length=LONGEST)]] = {}
    deadline: Day | None = None
    responsible: Slug | None = None
    after: Slug | None = None

    def text(self, field: CardField) -> str:
        return self.texts.get(field, "")

    def filled(self, drafts: Mapping[CardField, str]) -> Card:
        """The card with drafts where nobody has written; an emptied field stays empty."""
        return self.model_copy(update={"texts": {**drafts, **self.texts}})


Ground = Literal["done", "no_use"]
"""Why an examination is cancelled: it has been done, or nothing comes of it."""


class Examination(Frozen):
    """One thing the asking specialist plans to do, and what the GP says of it.

    ``cancel`` with ``why``: it is not done. ``ground`` of a cancellation: it has been done
    already, or it leads nowhere; None where nobody has said which.
    """

    service: Slug
    verdict: Literal["go_on", "cancel"] | None = None
    ground: Ground | None = None
    why: str = Field(default="", max_length=2_000)


class Answer(Frozen):
    """One thing that was answered, and what comes of it.

    ``outcome`` None is not said yet; ``line`` becomes a line of the plan with owner, day and where
    the result goes; ``change`` gives a line that is there already (``item``) a new owner, day or
    receiver; ``no_change`` is an explicit »ingen ændring«.
    """

    id: Slug
    text: str = Field(default="", max_length=2_000)
    outcome: Literal["line", "change", "no_change"] | None = None
    item: Slug | None = None
    owner: Slug | None = None
    due: Day | None = None
    answer_to: Slug | None = None


class Appointment(Frozen):
    """When the two speak. ``at`` is local time, ``minutes`` how long."""

    day: Day
    at: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "12:00"
    form: Literal["video", "phone"] = "video"
    minutes: int = Field(default=15, ge=5, le=120)


class Conference(Frozen):
    """One conference. ``sent`` is when the card was finished and passed on, ``closed`` when its
    answers were written back into the plan.

    ``drafted`` is what case and plan said on the card when it was sent, where nobody had written;
    ``allowed`` are the parts of the plan that it was made from: those the patient had said yes to.
    """

    id: Slug
    direction: Direction = "to_specialist"
    card: Card = Card()
    sent: Moment | None = None
    drafted: Mapping[CardField, Annotated[str, Field(max_length=LONGEST)]] = {}
    allowed: tuple[Section, ...] = ()
    work_up: tuple[Examination, ...] = Field(default=(), max_length=MOST_WORK_UP)
    answers: tuple[Answer, ...] = Field(default=(), max_length=MOST_ANSWERS)
    appointment: Appointment | None = None
    closed: Moment | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for ids in ([one.id for one in self.answers], [one.service for one in self.work_up]):
            if len(set(ids)) != len(ids):
                raise ValueError("an id stands twice")
        return self

    @property
    def answered(self) -> bool:
        """Whether anybody has answered: what the GP says of an examination is an answer too."""
        return bool(self.answers) or any(one.verdict for one in self.work_up)

    @property
    def question(self) -> str:
        """The one thing asked, once it is written or sent."""
        return self.sent_card(()).text("question")

    def closed_since(self, allowed: Collection[Section]) -> bool:
        """Whether the patient has said no, since the card was sent, to a part that its drafts were
        made from. ``allowed`` are the parts that the colleague may have now."""
        return self.sent is not None and not set(self.allowed) <= set(allowed)

    def sent_card(self, allowed: Collection[Section]) -> Card:
        """The card as it was sent, drafts under what was written; of the drafts, only those that
        tell nothing of the patient once something is `closed_since`."""
        drafted = self.drafted
        if self.closed_since(allowed):
            drafted = {field: text for field, text in drafted.items() if field in STANDING}
        return self.card.filled(drafted)


def saved_by(conferences: Iterable[Conference]) -> tuple[Examination, ...]:
    """What is not done because a conference that is closed cancelled it, each service once."""
    found: dict[str, Examination] = {}
    for one in conferences:
        if one.closed:
            found |= {it.service: it for it in one.work_up if it.verdict == "cancel"}
    return tuple(found.values())
