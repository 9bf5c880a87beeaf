"""What the conference page calls things, for each of the two directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overblik.domain.completeness import CardRule, Check
from overblik.domain.conference import CardField, Colleague, Conference, Direction
from overblik.language import Message

DIRECTION: Mapping[Direction, Message] = {
    "to_specialist": Message("Egen læge spørger en speciallæge"),
    "to_gp": Message("En speciallæge spørger egen læge før en større udredning"),
}
"""Who asks whom."""

STATUS: Mapping[str, Message] = {
    "draft": Message("kladde"),
    "sent": Message("sendt"),
    "answered": Message("besvaret"),
    "closed": Message("lukket"),
}
"""How far a conference has come."""

OUTCOME: Mapping[str, Message] = {
    "line": Message("Nyt punkt i planen"),
    "change": Message("Ændrer et punkt"),
    "no_change": Message("Ingen ændring"),
}
"""What an answer becomes."""

VERDICT: Mapping[str, Message] = {
    "go_on": Message("Gør det"),
    "done": Message("Aflys: er gjort"),
    "no_use": Message("Aflys: giver ikke noget"),
}
"""What the GP says of a planned examination: two of them cancel it."""

COLLEAGUE: Mapping[Colleague, Message] = {
    "hospital": Message("Sygehusafdeling"),
    "specialist": Message("Speciallæge i praksis"),
}
"""Who is on the other side of a card: whose consent it takes."""

ONE_OF_THEM: Mapping[Colleague, Message] = {
    "hospital": Message("en sygehusafdeling"),
    "specialist": Message("en speciallæge"),
}
"""The same inside a sentence."""

NEEDED: Mapping[Check, Message] = {
    "sender": Message("hvem der spørger"),
    "named": Message("hvem der bliver spurgt"),
    "deadline": Message("en frist"),
    "deadline_ahead": Message("en frist, der ikke er gået"),
    "is_question": Message("et spørgsmålstegn"),
    "one_question": Message("ét spørgsmål i stedet for flere"),
    "responsible": Message("hvem der har ansvaret imens"),
}
NEEDED_TEXT: Mapping[CardField, Message] = {
    "question": Message("et spørgsmål"),
    "decision": Message("hvad der skal besluttes"),
    "wish": Message("patientens ønske"),
}
"""What a card cannot be sent without, as the last thing it lacks."""


@dataclass(frozen=True)
class Label:
    """What a text of the card is called; ``rows`` is how many lines it has room for when empty."""

    name: Message
    hint: Message | None = None
    rows: int = 2


_BOTH: Mapping[CardField, Label] = {
    "question": Label(Message("Det ene spørgsmål"), rows=3),
    "decision": Label(Message("Hvad skal afgøres?")),
    "background": Label(Message("Sygdomme, der betyder noget her")),
    "medicines": Label(Message("Medicin, der betyder noget her")),
    "kidney": Label(Message("Nyrefunktion, med dato"), rows=1),
    "results": Label(Message("Andre prøvesvar, med dato")),
    "wish": Label(Message("Patientens ønske")),
    "lose": Label(Message("Hvad må ikke gå tabt?")),
    "tried": Label(Message("Hvad er prøvet?")),
    "reading": Label(Message("Jeres egen vurdering, også af livet omkring sygdommen"), rows=3),
    "with_answer": Label(Message("Hvad gør I med hvert muligt svar?"), rows=3),
    "meanwhile": Label(Message("Hvad gælder indtil da?")),
}
LABELS: Mapping[Direction, Mapping[CardField, Label]] = {
    "to_specialist": _BOTH,
    "to_gp": {
        **_BOTH,
        "question": Label(
            Message("Det ene spørgsmål til egen læge"),
            Message("Begynd med: er det allerede udredt, hvad ved du om patienten?"),
            rows=3,
        ),
        "decision": Label(Message("Hvad skal afgøres, før udredningen går i gang?")),
        "wish": Label(Message("Patientens ønske, som I kender det")),
        "tried": Label(Message("Hvad er gjort hos jer?")),
        "reading": Label(Message("Jeres egen vurdering"), rows=3),
    },
}
"""What the sender is asked for. The specialist who asks has another starting point than the GP."""


def needed(rule: CardRule) -> Message | None:
    """What a rule asks for, in a word or two; None where only its sentence says it."""
    if rule.check == "filled" and rule.field:
        return NEEDED_TEXT.get(rule.field)
    return NEEDED.get(rule.check)


def status(conference: Conference) -> str:
    """How far a conference has come, as a key of STATUS."""
    if conference.closed is not None:
        return "closed"
    if conference.sent is None:
        return "draft"
    return "answered" if conference.answered else "sent"
