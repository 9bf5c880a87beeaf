"""What reaches the later days of the year at once, whoever worked on them: a no, and a red flag.

A day keeps what was done on it. But a yes that is taken back on an earlier day, and a red flag that
is raised there, hold on every later day where nobody has spoken of them since: what is otherwise
open there by a click about something else would be neither the patient's nor the clinician's word.
"""

from __future__ import annotations

from datetime import datetime

from overblik.domain.case import Case
from overblik.domain.sharing import Agreement, marked_shares
from overblik.state.state import Chapter, State


def reaching_later(before: State, after: State, case: Case, when: datetime) -> State:
    """The state with what an event closed on this day, at this time in the story, closed on the
    later ones too."""
    if not after.chapters or (before.consents == after.consents and before.flags == after.flags):
        return after
    names = [one.id for one in after.steps(case)]
    later = set(names[1 + names.index(after.place) :])
    chapters = {
        name: _closed(one, before, after, when) if name in later else one
        for name, one in after.chapters.items()
    }
    return after.model_copy(update={"chapters": chapters})


def _closed(chapter: Chapter, before: State, after: State, when: datetime) -> Chapter:
    consents, shares = dict(chapter.consents), chapter.shares
    for who, agreement in after.consents.items():
        was = before.consents.get(who, Agreement())
        no_more = {*was.sections} - {*agreement.sections}
        if no_more and chapter.consents.get(who) == was:
            consents[who] = agreement
            shares = marked_shares(shares, who, agreement.sections, when)
    raised = {
        flag: True
        for flag, said in after.flags.items()
        if said and not before.flags.get(flag) and flag not in chapter.flags
    }
    changes: dict[str, object] = {"consents": consents, "shares": shares}
    if raised:  # a release is about the flags that stood when it was written
        changes |= {"flags": {**chapter.flags, **raised}, "release": ""}
    return chapter.model_copy(update=changes)
