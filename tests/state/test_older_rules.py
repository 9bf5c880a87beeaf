"""A save keeps what was allowed when it was written; only files and edits meet the newer rules."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.state.saves import DamagedFile, decode_case, encode_case, opened
from tests.domain.patients import patient
from tests.hostile.bombs import SAVE

OLDER = [
    ({"instrument": "WHO5", "value": 50}, "not a multiple of four"),
    ({"instrument": "PHQ9", "value": 7.5}, "not whole"),
    ({"instrument": "CFS", "value": 5}, "not validated at the patient's age"),
]


def with_score(score: dict[str, object]) -> str:
    return json.dumps({**json.loads(encode_case(patient(age=60))), "scores": [score]})


@pytest.mark.parametrize(("score", "reason"), OLDER)
def test_it_opens_with_its_score(score: dict[str, object], reason: str):
    [kept] = decode_case(with_score(score)).scores
    assert kept.value == score["value"], reason


@pytest.mark.parametrize(("score", "reason"), OLDER)
def test_a_case_file_may_not_say_it(score: dict[str, object], reason: str):
    with pytest.raises(ValidationError):
        Case.model_validate_json(with_score(score), context={"catalogue": library().catalogue})


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("field", ["closed", "since"])
def test_a_time_no_clock_can_show_is_a_damaged_file(field: str, moment: str):
    document = json.loads(SAVE)
    document["state"]["consultation"] = {field: moment}
    with pytest.raises(DamagedFile):
        opened(json.dumps(document).encode())
