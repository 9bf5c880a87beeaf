"""What a case author can get wrong, one thing at a time: the line, and what would be right."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.knowledge.good_case import GOOD, problems, read, spoiled


class Slip(NamedTuple):
    """``old`` becomes ``new``; every one of ``words`` is in the Danish message."""

    what: str
    old: str
    new: str
    words: tuple[str, ...]


SLIPS = (
    Slip("wrong unit", "ml/min/1.73m2", "mmol/l", ("eGFR", "mmol/l", "ml/min/1.73m2")),
    Slip("implausible value", "value: 71", "value: 3800", ("3800", "1", "200")),
    Slip("not a number", "value: 71", "value: .nan", ("eGFR", "1", "200")),
    Slip("yes for a number", "value: 71", "value: true", ("value", "tal")),
    Slip("decimal comma", "value: 4.1", 'value: "4,1"', ("4,1", "punktum")),
    Slip("score off the scale", "value: 56", "value: 156", ("WHO-5", "156", "0", "100")),
    Slip("WHO-5 between two steps", "value: 56", "value: 55", ("WHO-5", "55", "spring på 4")),
    Slip("half a point", "instrument: WHO5, value: 56", "instrument: PHQ9, value: 5.5",
         ("PHQ-9", "5.5", "helt tal")),
    Slip("a question that is not asked", "value: 56, date", "value: 56, suicidality: true, date",
         ("WHO-5", "selvmord", "MDI, PHQ-9")),
    Slip("earlier results after later ones", "value: 4.1, unit: mmol/l",
         "value: 4.1, unit: mmol/l, earlier: "
         "[{value: 4, date: 2026-05-02}, {value: 4, date: 2026-05-01}]",
         ("earlier", "ældst først")),
    Slip("an earlier result that cannot be", "value: 4.1, unit: mmol/l",
         "value: 4.1, unit: mmol/l, earlier: [{value: 41, date: 2026-05-02}]", ("41", "1.5", "10")),
    Slip("unknown condition", "code: K86", "code: Q99", ("Q99", "conditions.csv")),
    Slip("the only condition unknown", "  - {code: copd, since: 2019}\n  - {code: K86}",
         "  - {code: Q99}", ("Q99", "conditions.csv")),
    Slip("unknown medicine", "atc: C09CA01", "atc: C09CA99", ("C09CA99", "medicines.csv")),
    Slip("unknown measurement", "kind: eGFR", "kind: eFGR", ("eFGR", "measurements.csv")),
    Slip("unknown questionnaire", "instrument: WHO5", "instrument: WHO6", ("WHO6", "WHO5, MDI")),
    Slip("story in the future", "date: 2026-09-01", "date: 2031-09-01", ("2031-09-01", "fremtid")),
    Slip("result in the future", "1.73m2, date: 2026", "1.73m2, date: 2027", ("fremtid",)),
    Slip("a date that is not", "date: 2026-09-01", "date: 2026-02-30", ("dato",)),
    Slip("a date the Danish way", "date: 2026-09-01", "date: 1.9.2026", ("1.9.2026", "2026-10-31")),
    Slip("an hour", "date: 2026-09-01", "date: 2026-09-01 10:30:00", ("uden klokkeslæt",)),
    Slip("event twice", "{id: ro,", "{id: forvaerring,", ("forvaerring", "to gange", "events")),
    Slip("plan item with a long name", "{id: dans,", "{id: " + "d" * 36 + ",", ("for langt", "35")),
    Slip("plan item twice", "{id: dans,", "{id: rygestop,", ("rygestop", "to gange", "plan")),
    Slip("result twice", "kind: K, value: 4.1, unit: mmol/l", "kind: eGFR, value: 70, unit: ml/min",
         ("eGFR", "to gange")),
    Slip("medicine twice", "atc: C09CA01", "atc: R03BB04", ("R03BB04", "to gange")),
    Slip("field twice", "version: 1", "id: T02", ("to gange", "Slet det ene")),
    Slip("tab", "  age: 71", "\tage: 71", ("tabulator", "mellemrum")),
    Slip("comma in a text", '"Bor alene, tredje sal"', "Bor alene, tredje sal", ("komma", "anfør")),
    Slip("colon in a text", "title: {da: Trappen, en: The stairs}", "title: {da: Vigtigst: sove",
         ("YAML", "kolon")),
    Slip("CPR in a text", "da: Anna bliver forpustet.", "da: 020160-9995.", ("CPR", "fiktive")),
    Slip("CPR without dash", "name: Anna", "name: Anna 0201609995", ("CPR", "fjern")),
    Slip("CPR as a dose", "dose: 50 mg x 1", "dose: 020160-9995", ("CPR",)),
    Slip("field missing", "  sex: F\n", "", ("sex", "mangler")),
    Slip("field unknown", "  age: 71", "  age: 71\n  alder: 71", ("alder", "kendes ikke")),
    Slip("words for a number", "age: 71", "age: gammel", ("age", "helt tal", "gammel")),
    Slip("half a year", "age: 71", "age: 71.5", ("age", "helt tal")),
    Slip("negative age", "age: 71", "age: -1", ("-1", "0")),
    Slip("too old", "age: 71", "age: 171", ("171", "110")),
    Slip("endless", "age: 71", "age: .inf", ("age",)),
    Slip("number for words", "name: Anna", "name: 17", ("name", "tekst")),
    Slip("nothing after the colon", "name: Anna", "name:", ("name", "tom")),
    Slip("empty words", "da: Trappen", 'da: ""', ("da", "tom")),
    Slip("words for fields", "title: {da: Trappen, en: The stairs}", "title: Trappen", ("title",)),
    Slip("one language", "{da: Trappen, en: The stairs}", "{da: Trappen}", ("en", "mangler")),
    Slip("fields for a list", "conditions:\n  - {code: copd, since: 2019}\n  - {code: K86}",
         "conditions:\n  code: copd", ("conditions", "liste", "bindestreg")),
    Slip("number for a list", "\n    - {da: Lungeambulatoriet, en: Lung clinic}", " 1",
         ("tracks", "liste")),
    Slip("no priorities", "\n  - {da: danse igen, en: dance again}", " []", ("priorities", "1")),
    Slip("weight of three", "weight: 0", "weight: 3", ("3", "weight", "0, 1, 2")),
    Slip("Danish word for sex", "sex: F", "sex: kvinde", ("kvinde", "F, M, X")),
    Slip("Danish word for domain", "domain: mental", "domain: psyke", ("psyke", "mental, network")),
    Slip("Danish word for tier", "tier: moderate", "tier: moderat",
         ("moderat", "tier", "low, moderate, high, undefined, outside")),
    Slip("yes without marks", 'answer: "yes"', "answer: true", ("answer", "yes, no, partly")),
    Slip("unknown recipient", "municipality: {ans", "nabo: {ans", ("nabo", "municipality")),
    Slip("two times at once", "when: {month: 3}", "when: {month: 3, day: 2}", ("kun én",)),
    Slip("no time", "when: {month: 3}", "when: {}", ("day, week eller month",)),
    Slip("reviewed by nobody", "status: unreviewed", "status: reviewed", ("underskrift",)),
    Slip("variant that is not", "    tier: moderate", "    variant: A\n    tier: moderate",
         ("A", "findes ikke")),
    Slip("view after what never happens", "    tier: moderate",
         "    after: feber\n    tier: moderate",
         ("feber", "findes ikke", "forvaerring, ro")),
    Slip("line after what never happens", "{id: dans,", "{id: dans, after: feber,",
         ("feber", "findes ikke", "forvaerring, ro")),
    Slip("event about a line that is not", "when: {week: 6},", "when: {week: 6}, items: [ro],",
         ("ro", "findes ikke", "rygestop, dans")),
    Slip("event of a kind nobody knows", "kind: life", "kind: liv",
         ("liv", "symptoms", "overview")),
    Slip("event called as the start", "{id: ro,", "{id: start,", ("start", "noget andet")),
    Slip("event in a variant that is not", "kind: life,", "kind: life, variant: A,",
         ("A", "findes ikke")),
    Slip("dated result in an event", "kind: life,",
         "kind: life, measurements: [{kind: K, value: 4, unit: mmol/l, date: 2026-10-01}],",
         ("hændelsens egen dag", "date")),
    Slip("wrong unit in an event", "kind: life,",
         "kind: life, measurements: [{kind: eGFR, value: 70, unit: mmol/l}],",
         ("eGFR", "ml/min/1.73m2")),
    Slip("result twice in an event", "kind: life,",
         "kind: life, scores: [{instrument: WHO5, value: 4}, {instrument: WHO5, value: 8}],",
         ("WHO5", "to gange")),
    Slip("stopped, but never taken", "kind: life,", "kind: life, ends: {medicines: [A10BA02]},",
         ("A10BA02", "13. okt. 2026", "er der ikke")),
    Slip("absent nobody", "kind: life,", "kind: life, absent: {nabo: ill},", ("nabo", "gp")),
    Slip("absent in no way we know", "kind: life,", "kind: life, absent: {gp: syg},",
         ("syg", "here, ill, left")),
    Slip("planned, but no service", "kind: life,",
         "kind: life, planned: [{service: ekko, owner: hospital}],", ("ekko", "echo")),
    Slip("owner nobody knows", "owner: municipality", "owner: kommune",
         ("kommune", "municipality")),
    Slip("answer to nobody", "answer_to: gp", "answer_to: doctor", ("doctor", "gp")),
    Slip("blanks in the id", "id: T01", "id: Min case", ("Min case", "id")),
    Slip("Danish letters in the id", "id: T01", "id: Bør", ("Bør", "id")),
    Slip("version zero", "version: 1", "version: 0", ("version", "1")),
    Slip("control character", "da: Trappen", "da: Trap\x07pen", ()),
)  # fmt: skip


YOUNG = spoiled("age: 71", "age: 40").text.replace(
    "scores:\n", "scores:\n  - {instrument: CFS, value: 6}\n"
)


def test_a_scale_for_the_old_is_refused_for_the_young_on_the_scores_own_line():
    (one,) = problems(YOUNG)
    assert YOUNG.split("\n")[one.line - 1] == "  - {instrument: CFS, value: 6}"
    danish = one.message.text("da")
    assert "Clinical Frailty Scale er ikke valideret under 65 år (patienten er 40)" in danish
    assert read(YOUNG.replace("age: 40", "age: 65")).scores[0].value == 6


def test_so_is_one_that_only_a_variant_holds():
    variants = "variants:\n" + "".join(
        f"  - id: {name}\n    title: {{da: {name}, en: {name}}}\n"
        "    scores: [{instrument: CFS, value: 5}]\n"
        for name in "AB"
    )
    assert [one.line for one in problems(GOOD.replace("age: 71", "age: 64") + variants)] == [
        GOOD.count("\n") + 4,
        GOOD.count("\n") + 7,
    ]


@pytest.mark.parametrize("instrument", ["MDI", "PHQ9"])
def test_an_instrument_that_asks_can_carry_the_answer(instrument: str):
    line = f"{instrument}, value: 6, suicidality: true, date"
    assert read(GOOD.replace("WHO5, value: 56, date", line)).safety_raised


def test_the_file_they_spoil_is_right():
    assert read(GOOD).id == "T01"


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_a_slip_is_told_on_its_line(slip: Slip):
    bad = spoiled(slip.old, slip.new)
    found = problems(bad.text)
    assert found, "the slip was not seen"
    lines = [one.line for one in found]
    if "mangler" in slip.words:  # what is not there is told on the line of what lacks it
        assert all(line <= bad.line for line in lines)
    else:
        last = bad.line + slip.new.count("\n")
        assert all(bad.line <= line <= last for line in lines), lines


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_the_message_says_what_would_be_right(slip: Slip):
    found = problems(spoiled(slip.old, slip.new).text)
    danish = " ".join(one.message.text("da") for one in found)
    for word in slip.words:
        assert word in danish
    for jargon in ("{", "literal[", "[key]", "None", "pydantic", "Input should", "som ventet"):
        assert jargon not in danish


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.what for slip in SLIPS])
def test_one_slip_is_one_problem_in_each_language(slip: Slip):
    found = problems(spoiled(slip.old, slip.new).text)
    assert len(found) == 1, [str(one.message) for one in found]
    assert "{" not in found[0].message.text("en")
    assert found[0].message.text("en").strip()
