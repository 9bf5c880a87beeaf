"""The patient's preparation sheet: plain words, no labels, and LIX measured for every case."""

from __future__ import annotations

import html
import re

import pytest

from overblik.documents.preparation import preparation_paper
from overblik.documents.readability import lix
from overblik.domain.base import Language
from overblik.knowledge import library
from tests.documents.sheets import paper, words

EASY = 35.0
GUIDE = library().consultation
each_case = pytest.mark.parametrize("case", library().cases)
each_language = pytest.mark.parametrize("language", ["da", "en"])


# LIX --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("", 0, "no words at all"),
        (" . : !", 0, "stops are no words"),
        ("Hun går en tur.", 4, "four short words in one sentence"),
        ("Hun går en tur. Hun ler.", 3, "six words in two sentences"),
        ("Hun går en tur", 4, "the last sentence needs no stop"),
        ("behandling", 101, "one long word"),
        ("Hun får behandling.", 3 + 100 / 3, "one long word of three"),
        ("seksxx syvxxxx", 2 + 50, "six letters are short, seven are long"),
        ("Tag med: din liste.", 2, "a colon ends a sentence"),
        ("Overskrift her\nTo ord", 2 + 25, "so does a line"),
        ("Hun kom kl. 10.42 i dag.", 3, "a stop inside a number ends nothing, one after kl. does"),
        ("Hvad?! Nå…", 1, "stops together are one; … is none"),
        ("e-post", 1, "a hyphen joins a word and is no letter: five"),
        ("3-4 gange", 2, "numbers are words"),
    ],
)
def test_lix(text: str, expected: float, why: str):
    assert lix(text) == pytest.approx(expected), why


def test_lix_of_a_text_counted_by_hand():
    """Twelve words in two sentences, three of them long (behandlingen, sygdommen, patienten)."""
    text = "Vi taler om behandlingen og om sygdommen. Det er patienten, der vælger."
    assert lix(text) == pytest.approx(12 / 2 + 100 * 3 / 12)


def test_the_seeds_own_text_is_hard_to_read():
    """The measure tells plain from heavy: an official sentence is far above the limit."""
    heavy = "\n".join(one.source.sentence or "" for one in GUIDE.blocks)
    assert lix(heavy) > 55


# The sheet --------------------------------------------------------------------------------------


def lines(markup: str) -> str:
    """What is read, with a line for each paragraph, heading and point."""
    broken = re.sub(r"</(?:p|h2|li|header|footer)>", "\n", markup)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", broken))
    return re.sub(r"[^\S\n]+", " ", plain)


_ASIDE = re.compile(
    r'<footer.*</footer>|<p class="room">.*?</p>|<ul class="scale">.*?</ul>', re.DOTALL
)


def body(markup: str) -> str:
    """The sheet without its foot, which is for whoever files it, and without what is empty."""
    return lines(_ASIDE.sub("", markup))


@each_case
def test_it_reads_easily(case: str):
    """Without lines to write on and without the scale, whose bare figures would flatter."""
    text = body(preparation_paper(paper(library().cases[case]), GUIDE))
    assert len(text.split()) > 60
    assert lix(text) <= EASY
    assert lix(text.replace("\n", " ")) <= EASY, "also when only stops end a sentence"


def test_a_harder_sheet_would_be_seen():
    text = body(preparation_paper(paper(library().cases["C07"]), GUIDE))
    heavier = "Behandlingsmæssige konsekvenser prioriteres sundhedsfagligt. "
    assert lix(text + heavier * (len(text.split()) // 8)) > EASY


LABELS = ("kompleks", "complex", "lav ", "moderat", "høj", "basis", "udvidet", "rød", "gul", "grøn")


@each_case
@each_language
def test_it_labels_nobody(case: str, language: Language):
    """No level, nothing complex, no colour, no diagnosis and no medicine."""
    known = library()
    shown = words(preparation_paper(paper(known.cases[case], language=language), GUIDE)).lower()
    for names in known.tier_names.values():
        for tier in names.values():
            assert tier.full[language].lower() not in shown
    for word in LABELS:
        assert re.search(rf"\b{word}", shown) is None, word
    for one in known.cases[case].conditions:
        assert known.catalogue.condition(one.code).name[language].lower() not in shown


@each_case
@each_language
def test_it_is_marked_and_says_whose_it_is(case: str, language: Language):
    shown = words(preparation_paper(paper(library().cases[case], language=language), GUIDE))
    person = library().cases[case].person
    assert person.name in shown
    assert f"{case}, version" in shown or f"{case}" in shown
    if language == "da":
        assert shown.count("Undervisning – fiktiv patient") == 2


def test_there_is_room_for_three_wishes_three_worries_and_a_number():
    markup = preparation_paper(paper(library().cases["C07"]), GUIDE)
    assert markup.count('<p class="room">1.</p>') == 2
    assert markup.count('<p class="room">3.</p>') == 2
    assert "4." not in re.findall(r'<p class="room">(.*?)</p>', markup)
    assert re.findall(r"<li>(\d+)</li>", markup) == [str(one) for one in range(11)]
    shown = words(markup)
    for asked in ("flest kræfter", "hjælper mig, og med hvad", "din medicin", "45 minutter"):
        assert asked in shown


def test_it_needs_nothing_from_the_page():
    markup = preparation_paper(paper(library().cases["C07"]), GUIDE)
    for tag in ("<script", "<link", "<img", "<button", "<input", "href="):
        assert tag not in markup
