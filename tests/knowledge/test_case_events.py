"""What can be wrong with a story: names that point nowhere, days that clash, ends without a
beginning. Each is told once, on its line, with the day where a day is what is wrong."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import yaml

from overblik.domain.event import Event
from tests.knowledge.good_case import GOOD, problems, read

START = GOOD.index("events:\n")
END = GOOD.index("expected:\n")
VARIANTS = """\
variants:
  - {id: A, title: {da: Uden, en: Without}}
  - {id: B, title: {da: Med, en: With}, conditions: [{code: gout}]}
"""


def event(id: str, when: str, more: str = "") -> str:
    """One event of a story, on one line."""
    tail = f", {more}" if more else ""
    return (
        f"  - {{id: {id}, when: {{{when}}}, kind: life, text: {{da: Noget, en: Something}}{tail}}}"
    )


def story(*events: str, variants: bool = False) -> str:
    """The good case with these events."""
    told = "events:\n" + "".join(f"{one}\n" for one in events)
    return GOOD[:START] + told + (VARIANTS if variants else "") + GOOD[END:]


class Wrong(NamedTuple):
    """``at`` is the event that is told of, counted from 0; each word is in the Danish message."""

    what: str
    events: tuple[str, ...]
    at: int
    words: tuple[str, ...]
    variants: bool = False


K = "measurements: [{kind: K, value: 4.4, unit: mmol/l}]"
METFORMIN = "medicines: [{atc: A10BA02}]"
ENDS = "ends: {medicines: [A10BA02]}"
CHEST = "flag: chest_pain_at_rest"

WRONG = (
    Wrong("two results of one day", (event("a", "day: 7", K), event("b", "week: 1", K)), 1,
          ("»a«", "»b«", "K", "samme dag", "8. sep. 2026", "saml dem i én")),
    Wrong("two views of one part of life",
          (event("a", "day: 7", "life: [{domain: mental, weight: 1, text: {da: Trist, en: Sad}}]"),
           event("b", "day: 7", "life: [{domain: mental, weight: 0, text: {da: Glad, en: Gay}}]")),
          1, ("mental", "samme dag")),
    Wrong("ill and gone on one day",
          (event("a", "day: 7", "absent: {nurse: ill}"),
           event("b", "day: 7", "absent: {nurse: left}")), 1, ("nurse", "samme dag")),
    Wrong("stopped before it is begun",
          (event("stop", "month: 1", ENDS), event("begin", "month: 2", METFORMIN)), 0,
          ("A10BA02", "slutter 1. okt. 2026", "begynder først 1. nov. 2026")),
    Wrong("begun later in the file, but stopped before it all the same",
          (event("begin", "month: 2", METFORMIN), event("stop", "week: 3", ENDS)), 1,
          ("slutter 22. sep. 2026", "begynder først")),
    Wrong("stopped twice", (event("a", "day: 1", "ends: {medicines: [C09CA01]}"),
                            event("b", "day: 2", "ends: {medicines: [C09CA01]}")), 1,
          ("C09CA01", "3. sep. 2026", "er der ikke")),
    Wrong("a disease that is over already",
          (event("a", "day: 1", "ends: {conditions: [copd]}"),
           event("b", "day: 2", "ends: {conditions: [copd]}")), 1, ("copd", "er der ikke")),
    Wrong("a flag nobody raised",
          (event("a", "day: 1", "ends: {red_flags: [chest_pain_at_rest]}"),), 0,
          ("chest_pain_at_rest", "er der ikke")),
    Wrong("begun and stopped at once", (event("a", "day: 1", f"{METFORMIN}, {ENDS}"),), 0,
          ("A10BA02", "både begynder og slutter")),
    Wrong("here without having been away", (event("a", "day: 1", "absent: {relative: here}"),), 0,
          ("relative", "her igen 2. sep. 2026", "ikke væk")),
    Wrong("another spelling of the unit",
          (event("a", "day: 1", "measurements: [{kind: K, value: 4, unit: mM}]"),), 0,
          ("K", "mmol/l", "mM", "samme enhed")),
    Wrong("two units in two events",
          (event("a", "day: 9", "measurements: [{kind: TSH, value: 4, unit: mIU/l}]"),
           event("b", "day: 1", "measurements: [{kind: TSH, value: 4, unit: mU/l}]")), 0,
          ("TSH", "mU/l", "samme enhed")),
    Wrong("a line that is not", (event("a", "day: 1", "items: [svoemning]"),), 0,
          ("svoemning", "findes ikke", "rygestop, dans")),
    Wrong("a line that is not, said to be done",
          (event("a", "day: 1", "done: [dans, svoemning]"),), 0,
          ("svoemning", "findes ikke", "rygestop, dans")),
    Wrong("the same day only when it begins in February",
          (event("a", "month: 1", K), event("b", "week: 4", K)), 1,
          ("»a«", "»b«", "K", "begynder en anden dag", "samme enhed", "month")),
    Wrong("the same day except when the year is a leap year",
          (event("a", "day: 366", K), event("b", "month: 12", K)), 1,
          ("»b«", "begynder en anden dag")),
    Wrong("a variant that is not", (event("a", "day: 1", "variant: C"),), 0,
          ("C", "findes ikke", "A, B"), True),
    Wrong("over in the variant that never had it",
          (event("a", "day: 1", "ends: {conditions: [gout]}"),), 0, ("gout", "er der ikke"), True),
)  # fmt: skip


@pytest.mark.parametrize("row", WRONG, ids=[row.what for row in WRONG])
def test_what_is_wrong_with_a_story_is_told_on_its_event(row: Wrong):
    text = story(*row.events, variants=row.variants)
    (one,) = problems(text)
    assert text.split("\n")[one.line - 1] == row.events[row.at]
    danish = one.message.text("da")
    for word in row.words:
        assert word in danish
    assert "{" not in danish + one.message.text("en")


class Right(NamedTuple):
    what: str
    events: tuple[str, ...]
    variants: bool = False


RIGHT = (
    Right("one day, different facts",
          (event("a", "day: 7", K), event("b", "week: 1", METFORMIN))),
    Right("a line of the plan that is done", (event("a", "day: 1", "done: [dans]"),)),
    Right("a month and more days than a month has",
          (event("a", "month: 1", K), event("b", "day: 32", K))),
    Right("a month and a week, other facts",
          (event("a", "month: 1", K), event("b", "week: 4", METFORMIN))),
    Right("one fact, different days", (event("a", "day: 7", K), event("b", "day: 8", K))),
    Right("one fact on one day of two variants",
          (event("a", "day: 7", f"variant: A, {K}"), event("b", "day: 7", f"variant: B, {K}")),
          True),
    Right("the file's order is not the story's",
          (event("stop", "month: 2", ENDS), event("begin", "month: 1", METFORMIN))),
    Right("stopped, begun and stopped again",
          (event("a", "day: 1", METFORMIN), event("b", "day: 2", ENDS),
           event("c", "day: 3", METFORMIN), event("d", "day: 4", ENDS))),
    Right("over in the variant that has it",
          (event("a", "day: 1", "variant: B, ends: {conditions: [gout]}"),), True),
    Right("away and here again",
          (event("a", "day: 9", "absent: {gp: here}"), event("b", "day: 1", "absent: {gp: ill}"))),
    Right("a flag raised and cleared",
          (event("a", "day: 1", f"red_flags: [{{{CHEST}, text: {{da: Tryk, en: Pressure}}}}]"),
           event("b", "day: 2", "ends: {red_flags: [chest_pain_at_rest]}"))),
    Right("the same unit", (event("a", "day: 1", K),)),
    Right("a line of the plan", (event("a", "day: 1", "items: [rygestop, dans]"),)),
)  # fmt: skip


@pytest.mark.parametrize("row", RIGHT, ids=[row.what for row in RIGHT])
def test_a_story_that_holds_is_right(row: Right):
    assert problems(story(*row.events, variants=row.variants)) == []


COPD, PAIN = "conditions: [{code: copd}]", f"[{{{CHEST}, text: {{da: Tryk, en: Pressure}}}}]"
SAD = "life: [{domain: mental, weight: 1, text: {da: Trist, en: Sad}}]"
SAFETY = "safety: {da: Tænker på døden, en: Thinks of death}"
WHO5 = "scores: [{instrument: WHO5, value: 40}]"
TRACKS = "contacts: {tracks: [{da: Lungerne, en: The lungs}]}"
PARTS = (
    ("conditions", "copd", COPD, "ends: {conditions: [copd]}"),
    ("medicines", "C09CA01", "medicines: [{atc: C09CA01}]", "ends: {medicines: [C09CA01]}"),
    ("measurements", "K", K, K),
    ("scores", "WHO5", WHO5, WHO5),
    ("life", "mental", SAD, SAD),
    ("red_flags", "chest_pain_at_rest", f"red_flags: {PAIN}", f"red_flags: {PAIN}"),
    ("safety", "", SAFETY, SAFETY),
    ("person", "household", "person: {household: alone}", "person: {household: partner}"),
    ("person", "lives", "person: {lives: {da: Her, en: Here}}",
     "person: {lives: {da: Der, en: There}}"),
    ("person", "work", "person: {work: {da: Kok, en: Cook}}",
     "person: {work: {da: Smed, en: Smith}}"),
    ("contacts", "visits", "contacts: {visits: 3}", "contacts: {visits: 4}"),
    ("contacts", "tracks", TRACKS, TRACKS),
    ("consents", "pharmacy", 'consents: {pharmacy: {answer: "yes"}}',
     'consents: {pharmacy: {answer: "no"}}'),
    ("absent", "nurse", "absent: {nurse: ill}", "absent: {nurse: left}"),
    ("planned", "echo", "planned: [{service: echo, owner: hospital}]",
     "planned: [{service: echo, owner: gp}]"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "name", "one", "other"), PARTS, ids=[f"{row[0]}-{row[1]}" for row in PARTS]
)
def test_two_events_of_one_day_say_nothing_of_the_same(part: str, name: str, one: str, other: str):
    told = [event(id, "day: 7", said) for id, said in (("a", one), ("b", other))]
    both = [Event.model_validate(yaml.safe_load(line)[0]).touches for line in told]
    assert both[0] & both[1] == {(part, name)}
    (found,) = problems(story(*told))
    assert "samme dag" in found.message.text("da")
    assert (name or part) in found.message.text("da")
    assert problems(story(told[0], told[1].replace("day: 7", "day: 8"))) == []


def test_a_line_and_its_event_belong_to_the_same_variant():
    text = story(event("a", "day: 1", "variant: A, items: [dans]"), variants=True)
    text = text.replace("{id: dans,", "{id: dans, variant: B, after: a,")
    first, second = (one.message.text("da") for one in problems(text))
    assert "»dans« hører kun til varianten »B«" in first
    assert "»a« sker kun i varianten »A«" in second


LAST_YEAR = """\
last_year:
  text: {da: Kun KOL, en: COPD only}
  measurements: [{kind: K, value: 4, unit: mmol/l, date: 2025-08-20}]
  plan:
    - {id: lungetal, text: {da: Lungetal, en: Lung function}, owner: nurse}
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", ()),
        ("2025-08-20", "2025-09-20", ("1. sep. 2025", "et år før")),
        ("id: lungetal", "id: dans", ("dans", "sidste år")),
        ("owner: nurse}", "owner: nurse, after: ro}", ("Slet after",)),
        ("owner: nurse}", "owner: nurse, variant: A}", ("A", "findes ikke")),
        ("  measurements", "  medicines: [{atc: A10BA02}, {atc: A10BA02}]\n  measurements",
         ("A10BA02", "to gange")),
    ],
)  # fmt: skip
def test_the_year_before_is_a_year_before(old: str, new: str, words: tuple[str, ...]):
    found = problems(GOOD + LAST_YEAR.replace(old, new))
    assert len(found) == bool(words)
    for one in found:
        assert all(word in one.message.text("da") for word in words)


def test_a_case_may_tell_of_the_year_before():
    then = read(GOOD + LAST_YEAR).last_year
    assert then is not None
    assert [one.id for one in then.plan] == ["lungetal"]


def test_a_long_list_of_names_is_cut():
    long = [event(f"{'h' * 36}{at}", f"day: {at}") for at in range(10, 50)]
    (one,) = problems(story(*long).replace("tier: moderate", "tier: moderate\n    after: x"))
    assert "…" in one.message.text("da")
    assert len(one.message.text("da")) < 400
