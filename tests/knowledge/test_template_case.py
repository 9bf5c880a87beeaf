"""The template a teacher copies is itself right, and so is everything it offers behind a #."""

from __future__ import annotations

import re

import pytest

from overblik.domain.case import Case
from overblik.knowledge.case_files import CaseFileError
from overblik.paths import data_dir
from tests.knowledge.good_case import read

TEMPLATE = (data_dir() / "cases" / "_skabelon.yaml").read_text("utf-8")


def with_block(name: str) -> str:
    """The template with one of its commented blocks brought to life."""
    lines = TEMPLATE.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(f"# {name}:"))
    end = start
    while lines[end].startswith("# "):
        lines[end] = lines[end].removeprefix("# ")
        end += 1
    return "\n".join(lines)


def test_the_template_is_a_case():
    case = read(TEMPLATE)
    assert case.id == "MIN01"
    assert len(case.life) == 6, "all six parts of life are shown"


@pytest.mark.parametrize(
    ("block", "field"),
    [
        ("safety", "safety"),
        ("red_flags", "red_flags"),
        ("last_year", "last_year"),
        ("variants", "variants"),
    ],
)
def test_a_block_brought_to_life_is_right(block: str, field: str):
    case = read(with_block(block))
    assert getattr(case, field)


def test_the_other_way_to_write_the_review_is_right():
    text = with_block("review").replace("review: {status: unreviewed}", "#", 1)
    assert read(text).review.signed


def test_a_view_on_one_variant_is_right():
    text = with_block("variants").replace("    # variant: A ", "    variant: A ")
    assert read(text).expected[0].variant == "A"


def test_what_waits_for_an_event_is_right():
    text = TEMPLATE.replace("    # after: ", "    after: ").replace(
        "      # after: ", "      after: "
    )
    case = read(text)
    assert [one.after for one in case.expected] == ["forvaerring"]
    assert case.teaching.plan[0].after == "forvaerring"


def test_an_event_of_one_variant_is_right():
    text = with_block("variants").replace("    # variant: A ", "    variant: A ")
    assert read(text).events[0].variant == "A"


def test_every_field_of_a_case_is_explained():
    """What a case can hold and the template does not mention, no author would ever find."""
    schema = Case.model_json_schema()
    fields = set(schema["properties"])
    for part in schema["$defs"].values():
        fields |= set(part.get("properties", {}))
    mentioned = set(re.findall(r"\b([a-z_]+)\b", TEMPLATE))
    assert fields <= mentioned


def test_every_word_a_field_can_have_is_listed():
    schema = Case.model_json_schema()
    words = {
        word
        for part in (schema, *schema["$defs"].values())
        for field in part.get("properties", {}).values()
        for word in field.get("enum", [])
        if isinstance(word, str)
    }
    assert words
    missing = {word for word in words if not re.search(rf"\b{word}\b", TEMPLATE)}
    assert missing == set()


def test_a_field_left_out_that_it_calls_skal_is_an_error():
    for name in ("id", "title", "summary", "date", "review", "person", "conditions", "priorities"):
        spoilt = re.sub(rf"(?m)^{name}:", f"_{name}:", TEMPLATE, count=1)
        with pytest.raises(CaseFileError):
            read(spoilt)
