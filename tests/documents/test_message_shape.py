"""Nothing passes only because no rule has thought of it: every part of a message, bent each way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest

from overblik.documents.fhir.bundle import Resource
from overblik.documents.medcom.check import check
from overblik.documents.medcom.message import message
from tests.documents.bundles import NOW, SHORT_PDF, counted, read_again, shared

GOOD = message(shared(sections=["agreements"]), SHORT_PDF, counted(), NOW)
Where = tuple[str | int, ...]

MAY_BE_LEFT_OUT = {
    ("contentAttachment", "creation"),
    ("identifier", "use"),  # an organisation's
    ("resource", "name"),  # an organisation's, which its numbers tell
}
"""The elements that a message of ours has and need not have, with what they stand in."""

MADE_ANEW = {"div", "data"}
"""The narrative follows what it shows; a file's content has rows of its own."""


def places(node: object, where: Where = ()) -> Iterator[tuple[Where, object]]:
    """Every part of a message but its narratives, from the outermost."""
    if where:
        yield where, node
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "text" or not isinstance(value, dict) or "div" not in value:
                yield from places(value, (*where, name))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from places(value, (*where, at))


PLACES = list(places(GOOD))


def bent(where: Where, value: object) -> Resource:
    """The good message with another value there; ``...`` takes the part out."""
    bundle = deepcopy(GOOD)
    holder: Any = bundle
    for step in where[:-1]:
        holder = holder[step]
    if value is ...:
        del holder[where[-1]]
    else:
        holder[where[-1]] = value
    with suppress(KeyError, TypeError, AttributeError):  # no resource any more
        read_again(bundle)
    return bundle


def passes(where: Where, value: object) -> bool:
    return check(bent(where, value)) == ()


def told(where: Where) -> str:
    return ".".join(map(str, where))


def test_the_good_message_is_good():
    assert check(GOOD) == ()


def test_nothing_may_be_missing():
    names = [(one, tuple(step for step in one if isinstance(step, str))) for one, _ in PLACES]
    unnoticed = {
        told(where)
        for where, steps in names
        if isinstance(where[-1], str) and steps[-2:] not in MAY_BE_LEFT_OUT and passes(where, ...)
    }
    assert unnoticed == set()


@pytest.mark.parametrize("value", [None, 5, "", [], {}], ids=repr)
def test_nothing_may_be_of_another_kind(value: object):
    assert {told(where) for where, _ in PLACES if passes(where, value)} == set()


def test_what_is_one_is_no_list_and_what_is_a_list_not_one():
    other = {where: one[0] if isinstance(one, list) else [one] for where, one in PLACES}
    assert {told(where) for where in other if passes(where, other[where])} == set()


def test_nothing_may_stand_there_twice():
    twice = {where: [*one, one[-1]] for where, one in PLACES if isinstance(one, list)}
    assert {told(where) for where in twice if passes(where, twice[where])} == {
        told(where) for where in twice if where[-1] == "given"
    }, "somebody may have two given names"


def test_nothing_may_be_added():
    more = {where: {**one, "x": "y"} for where, one in PLACES if isinstance(one, dict)}
    assert {told(where) for where in more if passes(where, more[where])} == set()
