"""Red flags as a checklist: which are asked for, which are raised, when all are excluded.

A raised flag takes the patient out of the pathway (`overblik.domain.assessment`). A flag the case
itself raises is only released in writing, never ticked away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overblik.domain.base import Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, RedFlag
from overblik.domain.facts import RaisedFlag
from overblik.domain.model import CareModel, EarlyPath


@dataclass(frozen=True)
class Check:
    """One line of the checklist: raised by the case, else the answer given here, None unasked.

    ``mentions`` are the patient's diagnoses, also earlier ones, that speak of the flag.
    """

    flag: RedFlag
    by_case: RaisedFlag | None
    answer: bool | None
    mentions: tuple[Text, ...] = ()

    @property
    def raised(self) -> bool:
        return self.by_case is not None or self.answer is True


def checklist(case: Case, catalogue: Catalogue, answers: Mapping[str, bool]) -> tuple[Check, ...]:
    """The flags to ask this patient about, in the table's order.

    Those of a complaint are asked of who has it; those that go for anybody, and a foreign one
    somebody raised, stand only once they are raised: the suite brings no general screening list.
    """
    complaints = _complaints(case, catalogue)
    told = {one.flag: one for one in case.red_flags}
    diagnoses = [catalogue.condition(one.code) for one in case.conditions]
    checks = (
        Check(
            flag,
            told.get(key),
            answers.get(key),
            tuple(one.name for one in diagnoses if one.key in flag.conditions),
        )
        for key, flag in catalogue.red_flags.items()
    )
    return tuple(one for one in checks if one.flag.applies_to in complaints or one.raised)


def excluded(checks: tuple[Check, ...]) -> bool:
    """Whether there is a checklist and every flag on it has been asked for and is not there."""
    return bool(checks) and all(one.by_case is None and one.answer is False for one in checks)


def early_paths(
    case: Case, model: CareModel, catalogue: Catalogue, answers: Mapping[str, bool]
) -> tuple[EarlyPath, ...]:
    """What the text wants early for this patient's complaints, once every flag is excluded."""
    if not excluded(checklist(case, catalogue, answers)):
        return ()
    complaints = _complaints(case, catalogue)
    return tuple(one for one in model.paths if one.complaint in complaints)


def _complaints(case: Case, catalogue: Catalogue) -> set[str]:
    return {
        catalogue.condition(one.code).key for one in case.conditions if one.status != "previous"
    }


def with_raised(case: Case, catalogue: Catalogue, answers: Mapping[str, bool]) -> Case:
    """The case with the flags that were ticked here beside its own."""
    told = {one.flag for one in case.red_flags}
    ticked = tuple(
        RaisedFlag(flag=key, text=catalogue.red_flags[key].name)
        for key, answer in answers.items()
        if answer and key not in told and key in catalogue.red_flags
    )
    return case.model_copy(update={"red_flags": case.red_flags + ticked}) if ticked else case
