"""Lines that cannot be coordinated: in words, by recipient, with the one thing done instead."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from overblik.documents.blocked import blocked
from overblik.domain.base import SECTIONS
from overblik.domain.plan import PlanItem
from overblik.domain.sharing import Agreement, Reach
from overblik.knowledge import library
from tests.domain.patients import patient

LIBRARY = library()
PLAN = (
    PlanItem(id="a", text="Aftenbesøg", owner="municipality"),
    PlanItem(id="b", text="", owner="municipality", section="mental"),
    PlanItem(id="c", text="Fiskeklub", owner="civil_society"),
    PlanItem(id="d", text="Ring", owner="gp"),
)
Found = dict[str, tuple[tuple[str, ...], bool, str]]


def found(consents: Mapping[Reach, Agreement]) -> Found:
    rows = LIBRARY.sharing.recipients
    made = blocked(rows, PLAN, consents, patient(), LIBRARY.model, "da")
    return {one.name: (one.lines, one.asked, one.alternative) for one in made}


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        (
            {},
            {
                "Kommunen": (("Aftenbesøg", "–"), False, ""),
                "Foreningen": (("Fiskeklub",), False, ""),
            },
        ),
        (
            {
                "municipality": Agreement(sections=("agreements",), alternative=" Datteren "),
                "civil_society": Agreement(sections=SECTIONS, alternative="bruges ikke"),
            },
            {"Kommunen": (("–",), True, "Datteren")},
        ),
        (
            {"municipality": Agreement(sections=SECTIONS), "civil_society": Agreement()},
            {"Foreningen": (("Fiskeklub",), True, "")},
        ),
    ],
    ids=["nobody is asked", "a part is open", "a no without another way"],
)
def test_who_is_told_nothing_of_which_lines(consents: Mapping[Reach, Agreement], expected: Found):
    assert found(consents) == expected
