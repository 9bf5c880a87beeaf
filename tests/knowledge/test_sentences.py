"""Every sentence the model quotes is found word for word in the document it names.

The documents are texts taken from PDFs: line-break hyphens are joined and white space folded
before the search, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from overblik.knowledge.yaml_source import read_yaml
from overblik.paths import data_dir

SEEDS = Path(__file__).parents[1] / "seeds"


def folded(text: str) -> str:
    """One line, with words that a line break had parted put together again."""
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n\s*", "", text)).strip()


DOCUMENTS = {name: folded((SEEDS / f"{name}.txt").read_text("utf-8")) for name in ("dsam", "cim2")}
MODEL = read_yaml(data_dir() / "model" / "dsam.yaml")
CONSULTATION = read_yaml(data_dir() / "model" / "consultation.yaml")
YEAR = read_yaml(data_dir() / "model" / "year.yaml")


def sentences(node: object, path: str = "", document: str = "dsam") -> Iterator[tuple[str, ...]]:
    """Every quoted sentence: where it stands, the document it is said to be from, and the words."""
    if isinstance(node, dict):
        document = node.get("document", document)
        for key, value in node.items():
            if key.endswith("sentence") and isinstance(value, str):
                yield f"{path}.{key}", document, value
            else:
                name = node.get("id", "") if isinstance(value, dict) else ""
                yield from sentences(value, f"{path}.{name or key}", document)
    elif isinstance(node, list):
        for at, value in enumerate(node):
            name = value.get("id", at) if isinstance(value, dict) else at
            yield from sentences(value, f"{path}.{name}", document)


QUOTED = [*sentences(MODEL.data), *sentences(CONSULTATION.data), *sentences(YEAR.data)]


def test_the_model_quotes():
    assert len(QUOTED) > 30


@pytest.mark.parametrize(
    ("document", "sentence"), [row[1:] for row in QUOTED], ids=[where for where, *_ in QUOTED]
)
def test_the_sentence_is_in_the_document(document: str, sentence: str):
    assert folded(sentence) in DOCUMENTS[document]


def differences() -> list[tuple[str, str]]:
    """The words an offer says the figure or the text has: in »guillemets« in the Danish note."""
    data = MODEL.data
    assert isinstance(data, dict)
    return [
        (offer["id"], words)
        for offer in data["offers"]
        if "difference" in offer
        for words in re.findall(r"»([^»«]+)«", offer["difference"]["da"])
    ]


@pytest.mark.parametrize(("offer", "words"), differences())
def test_words_said_to_differ_are_in_the_document(offer: str, words: str):
    assert words.lower() in DOCUMENTS["dsam"].lower()


def test_a_changed_word_would_be_seen():
    assert "Sjældent nødvendigt med henvisning" in DOCUMENTS["dsam"]
    assert "Aldrig nødvendigt med henvisning" not in DOCUMENTS["dsam"]


def test_every_tier_offer_and_domain_has_its_source():
    data = MODEL.data
    assert isinstance(data, dict)
    assert all(offer["sentence"] for offer in data["offers"])
    assert all(tier["sentence"] and tier["contacts_sentence"] for tier in data["tiers"])
    for domain in data["domains"]:
        assert domain["source"]["document"] in {one["id"] for one in data["documents"]}
